// Slides by the keyboard. Without this the links under each slide do the same.
const slides = [...document.querySelectorAll(".bild")];
const STEPS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };

function current() {
  const middle = window.innerHeight / 2;
  return Math.max(0, slides.findIndex((slide) => slide.getBoundingClientRect().bottom > middle));
}

function show(number) {
  const slide = slides[Math.min(Math.max(number, 0), slides.length - 1)];
  history.replaceState(null, "", `#${slide.id}`);
  slide.scrollIntoView();
  slide.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { activeElement: on } = document;
  const own = (event.key === " " && on.matches("a, summary")) || (event.key.startsWith("Arrow") && on.scrollWidth > on.clientWidth + 1 && on.matches("figure"));
  if (event.key in STEPS && !own) show(current() + STEPS[event.key]);
  else if (event.key === "Home") show(0);
  else if (event.key === "End") show(slides.length - 1);
  else return;
  event.preventDefault();
});
