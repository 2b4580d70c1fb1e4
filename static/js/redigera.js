// The writing page: names the editors for screen readers, keeps Word's lists when pasted, and loses nothing unsaved.
const form = document.getElementById("avsnitt-form");
const key = form.dataset.utkast;
const knappar = {
  "bold": "Fet", "italic": "Kursiv", "unordered list": "Punktlista", "ordered list": "Numrerad lista", "insert link": "Länk",
  "remove link": "Ta bort länk", "undo": "Ångra", "redo": "Gör om", "paragraph": "Stycke", "heading 5": "Underrubrik",
  "insert table": "Infoga tabell",
};

function wordLists(html) {
  const doc = new DOMParser().parseFromString(html, "text/html");
  let list = null;
  for (const p of [...doc.querySelectorAll("p")]) {
    const style = p.getAttribute("style") || "";
    if (!/mso-list:\s*l\d+/i.test(style) && !/MsoListParagraph/.test(p.className)) { list = null; continue; }
    const numbered = /^\s*\(?(\d+|[a-z])[.)]/i.test(p.textContent);
    const tag = numbered ? "ol" : "ul";
    if (!list || list.tagName.toLowerCase() !== tag || p.previousElementSibling !== list) {
      list = doc.createElement(tag);
      p.before(list);
    }
    const item = doc.createElement("li");
    item.innerHTML = p.innerHTML.replace(/<!--.*?-->/gs, "");
    const walker = doc.createTreeWalker(item, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.textContent.trim()) { continue; }
      node.textContent = node.textContent.replace(/^[\s\u00a0]*([·•▪§o\-–]|\(?(\d+|[a-z])[.)])[\s\u00a0]+/i, "");
      if (node.textContent.trim()) { break; }
    }
    list.append(item);
    p.remove();
  }
  return doc.body.innerHTML;
}

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const box = editor.view.dom;
  box.setAttribute("aria-label", label ? label.textContent.replace("*", "").trim() : "Text");
  const help = document.getElementById(`${textarea.id}_helptext`);
  if (help) { box.setAttribute("aria-describedby", help.id); }
  editor.view.setProps({ transformPastedHTML: wordLists });
  for (const button of box.closest(".prose-editor").querySelectorAll("[title]")) {
    const word = knappar[button.title.toLowerCase()];
    if (word) { button.title = word; }
    button.setAttribute("aria-label", button.title);
  }
  editor.on("update", keep);
});

const texts = () => [...form.querySelectorAll("textarea")];
let timer = null;
function keep() {
  clearTimeout(timer);
  timer = setTimeout(() => localStorage.setItem(key, JSON.stringify(Object.fromEntries(texts().map((t) => [t.name, t.value])))), 400);
}
form.addEventListener("input", keep);
form.addEventListener("submit", () => {
  localStorage.setItem(key, JSON.stringify(Object.fromEntries(texts().map((t) => [t.name, t.value]))));
});

// What was kept under this version never reached the server: a save would have raised the version.
const kept = localStorage.getItem(key);
const notice = document.getElementById("kvarvarande");
if (kept && texts().some((t) => JSON.parse(kept)[t.name] !== undefined && JSON.parse(kept)[t.name] !== t.value)) {
  notice.hidden = false;
  document.getElementById("ta-tillbaka").addEventListener("click", async () => {
    const { createEditor } = await import("django-prose-editor/configurable");
    for (const t of texts()) {
      if (JSON.parse(kept)[t.name] === undefined) { continue; }
      t.value = JSON.parse(kept)[t.name];
      const box = t.closest(".prose-editor")?.querySelector(".ProseMirror");
      if (box?.editor) { box.editor.commands.setContent(t.value, { emitUpdate: true }); } else { createEditor(t); }
    }
    notice.hidden = true;
  });
  document.getElementById("kasta").addEventListener("click", () => { localStorage.removeItem(key); notice.hidden = true; });
}
