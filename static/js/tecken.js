// How much there is room for, told when the end is near. Nothing is cut: what is too long is refused in words when it is saved.
const NEAR = 0.9;
const number = (n) => n.toLocaleString("sv-SE");
const timers = new WeakMap();

// As the server counts: signs, not code units, and a line break is two on the way there.
const length = (text) => [...text.replace(/\r?\n/g, "\r\n")].length;

function place(field) {
  const after = field.nextElementSibling;
  if (after?.matches(".tecken")) return after;
  const line = document.createElement("p");
  line.className = "tecken";
  line.setAttribute("aria-live", "polite");
  field.after(line);
  return line;
}

function tell(field) {
  const most = Number(field.dataset.hogst);
  const now = length(field.value);
  if (now < most * NEAR && !field.nextElementSibling?.matches(".tecken")) return;
  const line = place(field);
  line.classList.toggle("tecken--over", now > most);
  if (now > most) line.textContent = `${number(now - most)} tecken för mycket: högst ${number(most)} får plats. Korta texten innan du sparar.`;
  else line.textContent = now < most * NEAR ? "" : `${number(most - now)} tecken kvar.`;
}

document.addEventListener("input", ({ target }) => {
  if (!target.dataset?.hogst) return;
  clearTimeout(timers.get(target));
  timers.set(target, setTimeout(tell, 300, target)); // so that a screen reader is not told at every key
});
for (const field of document.querySelectorAll("[data-hogst]")) tell(field);
