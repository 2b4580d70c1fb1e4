// What Word, Outlook, Teams, Google Docs and LibreOffice put on the clipboard, made into the lists, headings and tables it looked like.
// Strings in, strings out; nothing here touches the page. berattelse/avsnitt/urklipp.py does the same to what comes without the editor.
import { unwrap, unwrapIn } from "samverkan/lankar";

const LIST = /mso-list:\s*l\d+\s+level(\d+)/i;
const MARKER = /^[\s\u00a0]*(?:([·•▪‣§o\-–]|\uf0b7|\uf0a7)|\(?(\d+|[a-z]|[ivx]+)[.)])(?:[\s\u00a0]+|$)/i;

// Styles and handlers in parsed HTML would be reported by the content security policy: sheets go, and attributes are renamed, before it is parsed.
function parse(html) {
  const bare = html.replace(/<(style|script|xml)\b[\s\S]*?<\/\1\s*>/gi, "");
  return new DOMParser().parseFromString(bare.replace(/<[^<>]+>/g, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1=")), "text/html");
}

const styleOf = (element) => element.getAttribute("data-style") || "";

const levelOf = (p) => {
  const match = LIST.exec(styleOf(p));
  if (match) return Number(match[1]);
  return /MsoListParagraph/.test(p.className) && MARKER.test(p.textContent) ? 1 : 0;
};

// What stands beside the text: [its name to who pastes, where it is found, what its style says].
const BESIDE = [
  ["struken text", "del, s, strike, [class*='TrackChangeTextDelet' i]", /text-decoration[^;]{0,80}line-through/i],
  ["kommentarer", ".MsoCommentReference, .msocomtxt, .msocomanchor, a[href^='#_msocom'], a[href^='#cmnt']", /mso-element:\s*comment|mso-special-character:\s*comment/i],
  ["fotnoter", "a[href^='#_ftn'], a[href^='#_edn'], a[href^='#ftnt'], a[href^='#sdfootnote'], a[href^='#sdendnote'], div[id^='ftn'], div[id^='edn'], div[id^='sdfootnote'], [class*='FootnoteReference' i], [class*='EndnoteReference' i]", /mso-element:\s*(foot|end)note/i],
  ["dold text", "[hidden]", /mso-hide:\s*all|display:\s*none|visibility:\s*hidden/i],
  ["bilder", "img, svg, video, object", null],
];

// None of it enters a report; what was there is told. What tracked changes have put in is the text.
function beside(doc) {
  const found = [];
  for (const [name, selector] of [["kommentarer", "a[href^='#cmnt_ref']"], ["fotnoter", "a[href^='#ftnt_ref']"]]) {
    const notes = [...doc.querySelectorAll(selector)].map((back) => back.closest("p, div")).filter(Boolean);
    if (notes.length) found.push(name);
    for (const note of notes) note.remove();
  }
  for (const [name, selector, style] of BESIDE) {
    const inStyle = style ? [...doc.querySelectorAll("[data-style]")].filter((element) => style.test(styleOf(element))) : [];
    const elements = [...doc.querySelectorAll(selector), ...inStyle];
    if (elements.some((element) => element.matches("img, svg, video, object") || element.textContent.trim()) && !found.includes(name)) found.push(name);
    for (const element of elements) element.remove();
  }
  for (const ins of doc.querySelectorAll("ins")) ins.replaceWith(...ins.childNodes);
  return found;
}

function takeMarker(p) {
  let marker = "";
  for (const span of p.querySelectorAll("span")) {
    if (!/mso-list:\s*ignore/i.test(styleOf(span))) continue;
    marker ||= span.textContent;
    span.remove();
  }
  if (marker) return marker;
  const walker = p.ownerDocument.createTreeWalker(p, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const match = MARKER.exec(node.data);
    if (match) {
      node.data = node.data.slice(match[0].length);
      return match[0];
    }
    if (node.data.trim()) return "";
  }
  return "";
}

// The list of this level among `open`, [level, list] of those one is inside, outermost first; made before `p` when it is not there.
// A level that is skipped is none: what stands further in than the list before stands one step further in.
function listAt(open, level, tag, p, number) {
  while (open.length > 1 && open.at(-2)[0] >= level) open.pop();
  if (open.length && open.at(-1)[0] >= level) {
    const [, last] = open.pop();
    if (last.localName === tag) {
      open.push([level, last]);
      return last;
    }
  }
  const list = p.ownerDocument.createElement(tag);
  if (/^\d+$/.test(number || "")) list.setAttribute("start", number);
  if (open.length) open.at(-1)[1].lastElementChild.append(list);
  else p.before(list);
  open.push([level, list]);
  return list;
}

function lists(doc) {
  let open = [];
  for (const p of [...doc.querySelectorAll("p")]) {
    const level = levelOf(p);
    if (!level) {
      open = [];
      continue;
    }
    if (open.length && open[0][1].nextElementSibling !== p) open = [];
    const marker = MARKER.exec(takeMarker(p));
    const item = doc.createElement("li");
    item.append(...p.childNodes);
    listAt(open, level, marker?.[2] ? "ol" : "ul", p, marker?.[2]).append(item);
    p.remove();
  }
}

// Word on the web gives every point a list of its own, with the level said beside it.
function onlineLists(doc) {
  let open = [];
  for (const wrapper of [...doc.querySelectorAll(".ListContainerWrapper")]) {
    if (open.length && open[0][1].nextElementSibling !== wrapper) open = [];
    const items = [...wrapper.querySelectorAll("li")].filter((item) => !item.parentElement.closest("li"));
    for (const item of items) {
      const own = item.parentElement;
      const level = Number(item.getAttribute("data-aria-level") || item.getAttribute("aria-level")) || 1;
      const tag = own.localName === "ol" ? "ol" : "ul";
      listAt(open, Math.min(Math.max(level, 1), 9), tag, wrapper, own.getAttribute("start")).append(item);
    }
    if (items.length) wrapper.remove();
  }
}

// Bold and italics that are only said by a style, and a bold that says it is none.
function marks(doc) {
  for (const b of doc.querySelectorAll("b, strong")) if (/font-weight:\s*(normal|400)/i.test(styleOf(b))) b.replaceWith(...b.childNodes);
  const styles = [
    ["strong", /font-weight:\s*(bold|[6-9]00)/i], ["em", /font-style:\s*italic/i],
    ["sub", /vertical-align:\s*sub/i], ["sup", /vertical-align:\s*super/i],
  ];
  for (const [tag, style] of styles) {
    for (const span of doc.querySelectorAll("span")) {
      if (!style.test(styleOf(span))) continue;
      const mark = doc.createElement(tag);
      mark.append(...span.childNodes);
      span.append(mark);
    }
  }
}

// HTML's own comments go. In LibreOffice's they are what somebody has remarked; elsewhere they are the program's.
function comments(doc, left) {
  const walker = doc.createTreeWalker(doc, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  const remarked = found.some(({ data }) => data.trim() && !/^\s*(\[|(Start|End)Fragment)/.test(data));
  if (remarked && doc.querySelector("meta[name=generator][content^=LibreOffice]") && !left.includes("kommentarer")) left.push("kommentarer");
  for (const node of found) node.remove();
}

// One level of headings, as in the report; the editor keeps only that.
function headings(doc) {
  for (const heading of doc.querySelectorAll("h1, h2, h3, h4, h6")) {
    const h5 = doc.createElement("h5");
    h5.append(...heading.childNodes);
    heading.replaceWith(h5);
  }
}

// The first row of a table is its header row, also when Word only made it bold.
function headerCells(doc) {
  for (const cell of doc.querySelectorAll("table tr:first-child td")) {
    const row = cell.parentElement;
    if (row !== row.closest("table").querySelector("tr")) continue;
    const th = doc.createElement("th");
    th.append(...cell.childNodes);
    for (const name of ["colspan", "rowspan"]) if (cell.hasAttribute(name)) th.setAttribute(name, cell.getAttribute(name));
    cell.replaceWith(th);
  }
}

// A guarded address gives way to the real one, in links and in words. Returns the real ones.
function links(doc) {
  const found = [];
  for (const link of doc.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href").trim();
    const real = /^https?:/i.test(href) ? unwrap(href) : href;
    if (real === href) continue;
    if (real) found.push(real);
    link.setAttribute("href", real);
  }
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = unwrapIn(node.data, found);
    if (words !== node.data) node.data = words;
  }
  return [...new Set(found)];
}

// Word ends what is copied by an empty paragraph, which would make a table pasted into a table one that stands in a cell of it.
function emptyEnd(doc) {
  const last = doc.body.lastElementChild;
  if (last?.localName === "p" && !last.textContent.trim() && last.previousElementSibling?.localName === "table") last.remove();
}

// A link to a file of one's own leads nobody else anywhere: its words stay.
function ownFiles(doc, left) {
  const own = [...doc.querySelectorAll("a[href]")].filter((link) => /^\s*(file:|[a-z]:[\\/]|\\\\)/i.test(link.getAttribute("href")));
  for (const link of own) link.replaceWith(...link.childNodes);
  if (own.length) left.push("länkar till filer på den egna datorn");
}

// The text as HTML, the names of what was beside it, and the addresses that stand in the place of guarded ones.
export function fromWord(html) {
  const doc = parse(html);
  const left = beside(doc);
  ownFiles(doc, left);
  comments(doc, left);
  for (const step of [marks, lists, onlineLists, headings, headerCells, emptyEnd]) step(doc);
  const cleaned = links(doc);
  for (const element of doc.querySelectorAll("*"))
    for (const { name } of [...element.attributes]) if (/^data-(style|on\w+)$/.test(name)) element.removeAttribute(name);
  return [doc.body.innerHTML, left, cleaned];
}
