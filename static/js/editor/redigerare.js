// The text areas of a section become editors: a toolbar in words, and only what the report can print.
import {
  Bold, BulletList, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading, History, Italic, Link, ListItem, OrderedList,
  Paragraph, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text,
} from "django-prose-editor/editor";
import { unwrapIn } from "samverkan/lankar";
import { askForFigure, harSiffror, Siffra } from "samverkan/siffra";
import { fromWord } from "samverkan/wordpaste";

let count = 0;

function element(tag, attributes = {}, children = []) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const address = (typed) => {
  const text = typed.trim();
  if (!text || /^(https?:\/\/|mailto:)/i.test(text)) return text;
  return /^[^\s/@]+@[^\s/@]+$/.test(text) ? `mailto:${text}` : `https://${text}`;
};

function askForLink(editor) {
  const id = `lank-${++count}`;
  const input = element("input", { id, class: "form-control", inputmode: "url", autocomplete: "off" });
  input.value = editor.getAttributes("link").href || "";
  const save = element("button", { class: "btn btn-primary", value: "spara" }, ["Spara länk"]);
  const stop = element("button", { class: "btn btn-link", value: "" }, ["Avbryt"]);
  const form = element("form", { method: "dialog" }, [
    element("label", { for: id, class: "form-label" }, ["Adress (tom tar bort länken)"]), input,
    element("div", { class: "atgarder" }, [save, stop]),
  ]);
  const dialog = element("dialog", { class: "lankruta", "aria-label": "Länk" }, [form]);
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "spara") setLink(editor, address(input.value));
    dialog.remove();
    editor.commands.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function setLink(editor, href) {
  const chain = editor.chain().focus().extendMarkRange("link");
  if (!href) chain.unsetLink().run();
  else if (editor.state.selection.empty && !editor.isActive("link"))
    chain.insertContent({ type: "text", text: href.replace(/^mailto:/, ""), marks: [{ type: "link", attrs: { href } }] }).run();
  else chain.setLink({ href }).run();
}

const OurLink = Link.extend({
  addCommands() {
    return { ...this.parent?.(), addLink: () => ({ editor }) => (askForLink(editor), true) };
  },
});

// Tab goes from cell to cell and out after the last: a new row is asked for by its button.
const OurTable = Table.extend({
  addKeyboardShortcuts() {
    return { ...this.parent?.(), Tab: () => this.editor.commands.goToNextCell() };
  },
});

const extensions = () => [
  Document, Paragraph, Text, HardBreak, Bold, Italic, Subscript, Superscript, Heading.configure({ levels: [5] }), BulletList,
  OrderedList.configure({ enableListAttributes: false }), ListItem, OurTable.configure({ resizable: false }), TableRow, TableHeader, TableCell,
  OurLink.configure({ enableTarget: false, protocols: ["http", "https", "mailto"], openOnClick: false }), Siffra, History, Dropcursor, Gapcursor,
];

// word, what it does, whether it is on, whether it is shown
const BUTTONS = [
  ["Underrubrik", (chain) => chain.toggleHeading({ level: 5 }), "heading"],
  ["Fet", (chain) => chain.toggleBold(), "bold"],
  ["Kursiv", (chain) => chain.toggleItalic(), "italic"],
  ["Nedsänkt", (chain) => chain.toggleSubscript(), "subscript"],
  ["Upphöjt", (chain) => chain.toggleSuperscript(), "superscript"],
  ["Punktlista", (chain) => chain.toggleBulletList(), "bulletList"],
  ["Numrerad lista", (chain) => chain.toggleOrderedList(), "orderedList"],
  ["Länk", askForLink, "link"],
  ["Siffra ur register", askForFigure, null, () => harSiffror()],
  ["Tabell", (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }), null, (editor) => !editor.isActive("table")],
  ["Ny rad", (chain) => chain.addRowAfter(), null, (editor) => editor.isActive("table")],
  ["Ny kolumn", (chain) => chain.addColumnAfter(), null, (editor) => editor.isActive("table")],
  ["Ta bort rad", (chain) => chain.deleteRow(), null, (editor) => editor.isActive("table")],
  ["Ta bort kolumn", (chain) => chain.deleteColumn(), null, (editor) => editor.isActive("table")],
  ["Ta bort tabell", (chain) => chain.deleteTable(), null, (editor) => editor.isActive("table")],
  ["Ångra", (chain) => chain.undo()],
  ["Gör om", (chain) => chain.redo()],
];

function button(editor, [word, act, mark, shown]) {
  const node = element("button", { type: "button", tabindex: "-1" }, [word]);
  node.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays in the text
  const asks = act === askForLink || act === askForFigure;
  node.addEventListener("click", () => (asks ? act(editor) : act(editor.chain().focus()).run()));
  const update = () => {
    if (mark) node.setAttribute("aria-pressed", String(editor.isActive(mark)));
    if (shown) node.hidden = !shown(editor);
  };
  editor.on("transaction", update);
  update();
  return node;
}

// One stop for the tab key; the arrow keys go between the buttons.
function toolbar(editor, name) {
  const bar = element("div", { role: "toolbar", class: "verktyg", "aria-label": `Utseende: ${name}` });
  bar.append(...BUTTONS.map((definition) => button(editor, definition)));
  bar.firstElementChild.tabIndex = 0;
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const shown = [...bar.children].filter((node) => !node.hidden);
    const next = shown[(shown.indexOf(document.activeElement) + step + shown.length) % shown.length];
    for (const node of bar.children) node.tabIndex = node === next ? 0 : -1;
    next.focus();
    event.preventDefault();
  });
  return bar;
}

// Told beside the editor, and read out: what did not come along when something was pasted, and which links were mended.
function teller(box) {
  const line = element("p", { role: "status", class: "form-text" });
  box.after(line);
  return (left, cleaned) => {
    const names = left.length > 1 ? `${left.slice(0, -1).join(", ")} och ${left.at(-1)}` : left[0];
    const said = left.length ? [`Det här följde inte med när du klistrade in: ${names}.`] : [];
    if (cleaned.length === 1) said.push(`En länk från mejlfiltret är ersatt med sin riktiga adress: ${cleaned[0]}`);
    if (cleaned.length > 1) said.push(`${cleaned.length} länkar från mejlfiltret är ersatta med sina riktiga adresser: ${cleaned.join(", ")}`);
    line.textContent = said.join(" ");
  };
}

// The HTML of a text area's words stands in a field beside it, which goes: from now on the text area holds HTML (redigerare.py says the rule).
// What was typed before this module came, or was put back by the browser, is kept.
function takeHtml(textarea) {
  const kept = textarea.form.elements[`${textarea.name}-fran`];
  if (!kept) return;
  const typed = textarea.value;
  if (typed === textarea.defaultValue) textarea.value = kept.value;
  else if (!/^\s*</.test(typed)) textarea.value = typed.split(/\n\s*\n/).map((words) => element("p", {}, [words]).outerHTML).join("");
  textarea.dataset.serverat = kept.value; // what a draft begins from
  kept.remove();
}

function make(textarea) {
  takeHtml(textarea);
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const name = label.textContent.replace("*", "").trim();
  label.id ||= `${textarea.id}-namn`;
  const attributes = { role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id, spellcheck: "true", class: "text-read" };
  for (const same of ["aria-describedby", "aria-invalid"]) if (textarea.hasAttribute(same)) attributes[same] = textarea.getAttribute(same);
  const box = element("div", { class: "redigerare" });
  textarea.before(box);
  const tell = teller(box);
  const pasted = (html) => {
    const [text, left, cleaned] = fromWord(html);
    tell(left, cleaned);
    return text;
  };
  const pastedText = (text) => {
    const cleaned = [];
    const words = unwrapIn(text, cleaned);
    tell([], cleaned);
    return words;
  };
  const editor = new Editor({
    element: box, injectCSS: false, extensions: extensions(), content: textarea.value,
    editorProps: { attributes, transformPastedHTML: pasted, transformPastedText: pastedText },
    onUpdate({ editor: changed }) {
      textarea.value = changed.isEmpty ? "" : changed.getHTML();
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  box.prepend(toolbar(editor, name));
  textarea.hidden = true;
  label.addEventListener("click", () => editor.commands.focus());
  textarea.addEventListener("skriv", ({ detail }) => editor.commands.setContent(detail, { emitUpdate: false }));
}

for (const textarea of document.querySelectorAll("textarea[data-redigerare]")) make(textarea);
for (const help of document.querySelectorAll("[data-utan-redigerare]")) help.remove();
