// A figure of a row in the text: one piece that is put in from a list, and never typed over. The list stands in the page (#siffror).
import { Node } from "django-prose-editor/editor";

const listed = () => [...document.querySelectorAll("#siffror [data-kod]")];
let count = 0;

export const Siffra = Node.create({
  name: "siffra",
  group: "inline",
  inline: true,
  atom: true,
  marks: "_",
  addAttributes() {
    return {
      kod: { parseHTML: (node) => node.dataset.varde, rendered: false },
      text: { parseHTML: (node) => node.textContent, rendered: false },
    };
  },
  parseHTML: () => [{ tag: "data[data-varde]" }],
  renderHTML: ({ node }) => ["data", { "data-varde": node.attrs.kod }, node.attrs.text],
  renderText: ({ node }) => node.attrs.text,
});

function element(tag, attributes = {}, children = []) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function choice(row, name) {
  const id = `${name}-${row.dataset.kod.replaceAll(":", "-")}`;
  const label = element("label", { for: id, class: "form-check-label" }, [`${row.querySelector("[data-vad]").textContent}: `, element("strong", {}, [row.dataset.nu])]);
  return element("div", { class: "form-check" }, [element("input", { type: "radio", class: "form-check-input", name, id, value: row.dataset.kod, required: "" }), label]);
}

export const harSiffror = () => listed().length > 0;

export function askForFigure(editor) {
  const rows = listed();
  const name = `siffra-${++count}`;
  const stop = element("button", { class: "btn btn-link", value: "", formnovalidate: "" }, ["Avbryt"]);
  const form = element("form", { method: "dialog" }, [
    element("fieldset", {}, [element("legend", { class: "form-label" }, ["Siffra ur register"]), ...rows.map((row) => choice(row, name))]),
    element("div", { class: "atgarder" }, [element("button", { class: "btn btn-primary", value: "infoga" }, ["Infoga siffra"]), stop]),
  ]);
  const dialog = element("dialog", { class: "lankruta", "aria-label": "Siffra ur register" }, [form]);
  dialog.addEventListener("close", () => {
    const row = rows.find((each) => each.dataset.kod === form.elements[name].value);
    const put = dialog.returnValue === "infoga" && row;
    dialog.remove();
    editor.view.focus();
    if (put) editor.commands.insertContent({ type: "siffra", attrs: { kod: row.dataset.kod, text: row.dataset.nu } });
  });
  document.body.append(dialog);
  dialog.showModal();
}
