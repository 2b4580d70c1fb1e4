"""What is wider than its place: it is to scroll in a region that the keyboard reaches, that has a name and shows at its edge that there is more."""

UTAN_PLATS = """() => {
  const faults = new Set();
  for (const e of document.querySelectorAll("main *")) {
    if (e.ownerSVGElement || !e.checkVisibility() || e.closest(".visually-hidden, .prose-menubar, select, textarea, input")) continue;
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    if (style.position === "absolute" || style.clipPath !== "none" || !box.width) continue;
    let room = e.tagName === "svg" ? e.parentElement : e;
    while (room.tagName !== "MAIN" && getComputedStyle(room).overflowX === "visible") room = room.parentElement;
    if (box.right <= innerWidth + 0.5 && !(room === e && e.scrollWidth > e.clientWidth + 1)) continue;
    const scrolls = /auto|scroll/.test(getComputedStyle(room).overflowX) && getComputedStyle(room).backgroundAttachment.includes("local");
    if (!scrolls || room.tabIndex !== 0 || !room.getAttribute("aria-label")) faults.add(`${room.tagName}.${room.className}: ${e.tagName}`);
  }
  return [...faults];
}"""


def utan_plats(page):
    """What on the page is wider than the screen and does not scroll in such a region."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")  # the widths have been looked at
    return page.evaluate(UTAN_PLATS)
