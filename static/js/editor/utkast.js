// Nothing typed is lost: what is written is kept in this browser until the server has it, and offered back.
import { write } from "samverkan/redigerare";

const MONTH = 31 * 24 * 3600 * 1000;
const words = (html) => {
  const text = html.replace(/<[^>]*>/g, " ").replace(/&nbsp;/g, " ");
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&").replace(/[\s\u00a0]+/g, "");
};

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function store(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // the browser is full or keeps nothing: the text is still in the form
  }
}

function forgetOld() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("avsnitt-") && !(Date.now() - read(key)?.tid < MONTH)) localStorage.removeItem(key);
  }
}

function watch(form) {
  const key = form.dataset.utkast;
  const areas = [...form.querySelectorAll("textarea")];
  const keep = () => store(key, { tid: Date.now(), texter: Object.fromEntries(areas.map((area) => [area.name, area.value])) });
  const kept = read(key);
  const differs = kept && areas.filter((area) => words(kept.texter[area.name] ?? area.value) !== words(area.value));
  if (differs?.length && !form.hasAttribute("data-ny-text")) offer(form, kept, differs, key);
  let timer = null;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 300);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep();
  });
}

function offer(form, kept, areas, key) {
  const notice = document.getElementById("kvarvarande");
  const when = new Date(kept.tid).toLocaleString("sv-SE", { dateStyle: "long", timeStyle: "short" });
  document.getElementById("kvarvarande-tid").textContent = when;
  notice.hidden = false;
  document.getElementById("ta-fram").addEventListener("click", () => {
    for (const area of areas) write(area, kept.texter[area.name]);
    notice.hidden = true;
    form.dispatchEvent(new Event("input"));
    document.getElementById("kvarvarande-svar").textContent = "Texten är framtagen. Den är sparad först när du väljer Spara.";
  });
  document.getElementById("kasta").addEventListener("click", () => {
    localStorage.removeItem(key);
    notice.hidden = true;
  });
}

forgetOld();
const form = document.querySelector("form[data-utkast]");
if (form) watch(form);
