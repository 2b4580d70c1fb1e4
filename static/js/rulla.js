// What is wider than its place scrolls there: then it can be reached by keyboard, and says what it is to whoever listens.
const ROOM = ".table-responsive, .bred-tabell, .remsa, figure:has(> svg)";

function nameOf(box) {
  const inner = box.querySelector("caption, figcaption, svg > title") || box.closest("section, article, main")?.querySelector("h1, h2, h3");
  return inner?.textContent.replace(/\s+/g, " ").trim() || "Tabell";
}

function look(box) {
  const scrolls = box.scrollWidth > box.clientWidth + 1;
  if (scrolls) {
    box.tabIndex = 0;
    if (!box.matches("figure")) box.setAttribute("role", "region");
    if (!box.hasAttribute("aria-label")) box.setAttribute("aria-label", nameOf(box));
  }
}

// A box is as wide as before when its content grows: both are watched.
const watcher = new ResizeObserver((seen) => seen.forEach(({ target }) => look(target.closest(ROOM))));
const watch = (within) => within.querySelectorAll(ROOM).forEach((box) => [box, ...box.children].forEach((e) => watcher.observe(e)));
watch(document);
document.addEventListener("htmx:load", ({ target }) => watch(target.parentElement || document));
