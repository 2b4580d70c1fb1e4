// What a line must not part: a day and its month, § and its number, thousands, an amount and its unit. As samverkan/svenska/ihop.py does in print.
const MONTH = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december";
const TOGETHER = new RegExp(`(?<![\\d])\\d{1,2} (?:${MONTH})(?![\\wåäö])(?: \\d{4}(?!\\d))?|§ (?=\\d)|(?<!\\d{4})(?<=\\d) (?=\\d{3}(?!\\d))|(?<=\\d) (?:tkr|mkr|mnkr|kr|kronor|procent)(?![\\wåäö])|(?<=\\d) %`, "g");
const WRITTEN = "script, style, textarea, [contenteditable], .ProseMirror, [data-kod], .skrivet, .radbryt, .kod";

function keep(within) {
  const words = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const { data, parentElement } = words.currentNode;
    const kept = data.replace(TOGETHER, (part) => part.replaceAll(" ", "\u00a0"));
    if (kept !== data && !parentElement.closest(WRITTEN)) words.currentNode.data = kept;
  }
}

keep(document.querySelector("main"));
document.addEventListener("htmx:load", ({ target }) => keep(target));
