// An answer is kept as it is written: on the server as soon as it can be reached, in this browser until it has been.
const form = document.querySelector("[data-svara]");
const MONTH = 31 * 24 * 3600 * 1000;
const status = document.getElementById("sparat");
const chosen = new Set((form?.dataset.valda || "").split(",").filter(Boolean));
let pending = {}; // field → {varde, version}: written here, not yet acknowledged
let conflicts = new Set();
let refused = new Set(); // fields whose text was refused as it stands: not sent again until they are changed
let sending = null;
let timer = null;

let late = false; // the time is over: what is written is no longer part of the answer

const unsent = () => Object.keys(pending).filter((name) => !refused.has(name));
const versionOf = (name) => form.elements[`v-${name}`];

function valueOf(name) {
  const field = form.elements[name];
  return field instanceof RadioNodeList || field.type !== "radio" ? field.value : field.checked ? field.value : "";
}

function write(name, value) {
  const field = form.elements[name];
  if (field?.tagName === "TEXTAREA") field.value = value;
  else for (const radio of form.querySelectorAll(`input[type=radio][name="${name}"]`)) radio.checked = radio.value === String(value);
}

function remember() {
  try {
    if (Object.keys(pending).length) localStorage.setItem(form.dataset.minne, JSON.stringify({ tid: Date.now(), svar: pending }));
    else localStorage.removeItem(form.dataset.minne);
  } catch {
    // the browser is full or keeps nothing: the text is still on the page
  }
}

function recall() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("enkat-") && !(Date.now() - JSON.parse(localStorage.getItem(key))?.tid < MONTH)) localStorage.removeItem(key);
    }
    return JSON.parse(localStorage.getItem(form.dataset.minne))?.svar || {};
  } catch {
    return {};
  }
}

function say(text, warn) {
  status.textContent = text;
  status.classList.toggle("sparlage--varning", Boolean(warn));
}

function changed(name) {
  pending[name] = { varde: valueOf(name), version: versionOf(name).value };
  refused.delete(name);
  remember();
  say("Sparar …");
}

// The cookie's own, so that a page stays good when its reader has logged in again in another tab.
function token() {
  return document.cookie.match(/(?:^|; )[\w-]*csrftoken=(\w+)/)?.[1] || form.elements.csrfmiddlewaretoken.value;
}

function body(batch) {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", token());
  for (const [name, { varde, version }] of Object.entries(batch)) {
    data.append(name, varde);
    data.append(`v-${name}`, version);
  }
  return data;
}

async function flush(keepalive = false) {
  while (sending) await sending;
  const batch = Object.fromEntries(unsent().map((name) => [name, pending[name]]));
  if (!Object.keys(batch).length) return true;
  sending = send(batch, keepalive).finally(() => (sending = null));
  return sending;
}

async function send(batch, keepalive) {
  let response;
  try {
    response = await fetch(form.dataset.svara, { method: "POST", headers: { Accept: "application/json" }, body: body(batch), keepalive, redirect: "manual" });
    if (loggedOut(response)) {
      say("Du är inte längre inloggad. Det du har skrivit är kvar i den här webbläsaren: logga in i en ny flik, så sparas det härifrån.", true);
      later(5000);
      return false;
    }
    if (![200, 400, 403, 404, 409, 429].includes(response.status)) throw new Error(String(response.status));
    received(batch, await response.json());
    return response.ok;
  } catch {
    say("Ingen kontakt med servern. Det du har skrivit är kvar i den här webbläsaren och skickas när kontakten är tillbaka.", true);
    later(5000);
    return false;
  }
}

// Sent to the login page, or refused for a form that is older than the login.
function loggedOut(response) {
  return response.type === "opaqueredirect" || (response.status === 403 && !response.headers.get("Content-Type")?.includes("json"));
}

function received(batch, answer) {
  if (typeof answer.fel === "string") {
    late = true;
    for (const name of answer.kvar || []) if (pending[name]?.varde === batch[name].varde) delete pending[name];
    for (const name of Object.keys(batch)) if (pending[name]) refused.add(name);
    remember();
    say(answer.fel || "Det gick inte att spara.", true);
    return;
  }
  for (const [name, now] of Object.entries(answer.sparade)) saved(name, now, batch[name]);
  for (const [name, now] of Object.entries(answer.krockar)) met(name, now, batch[name]);
  for (const [name, text] of Object.entries(answer.fel)) wrong(name, text);
  remember();
  const counter = document.querySelector("[data-klara]");
  if (counter) counter.textContent = answer.klara;
  const bar = document.querySelector(".framsteg progress");
  if (bar) bar.value = answer.klara;
  lacking(answer.saknas);
  if (Object.keys(answer.fel).length) say("Något gick inte att spara. Se vid frågan.", true);
  else if (conflicts.size) say("Någon annan har ändrat samma svar. Båda är kvar: välj vid frågan.", true);
  else say(unsent().length ? "Sparar …" : `Sparat ${new Date().toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" })}${"inskickat" in form.dataset ? ". Räknas först när svaret har skickats in igen." : ""}`);
}

// What still stands between the answer and its handing in, listed once.
function lacking(texts) {
  for (const row of document.querySelectorAll("[data-saknas-rad]")) {
    row.hidden = !texts[row.dataset.saknasRad];
    row.lastElementChild.textContent = texts[row.dataset.saknasRad] || "";
  }
  for (const list of document.querySelectorAll("[data-saknas]")) list.hidden = !Object.keys(texts).length;
}

function saved(name, now, sent) {
  wrong(name, "");
  if (versionOf(name)) versionOf(name).value = now.version;
  conflicts.delete(name);
  document.querySelector(`[data-krock="${name}"]`)?.remove();
  const note = document.querySelector(`[data-senast="${name}"]`);
  if (note && now.av) note.textContent = `Senast: ${now.av}, ${now.tid}`;
  if (pending[name]?.varde === sent.varde) delete pending[name];
  else if (pending[name]) pending[name].version = String(now.version);
}

// Refused as it stands: whole on the page, and in this browser, until it has been changed.
function wrong(name, text) {
  if (text) refused.add(name);
  const note = document.querySelector(`[data-fel="${name}"]`);
  if (!note) return;
  note.textContent = text;
  note.hidden = !text;
  form.elements[name]?.classList?.toggle("is-invalid", Boolean(text));
}

// Another wrote here first. Hers stands in the answer, this one beside it, on the server too; the reader chooses.
function met(name, now, sent) {
  delete pending[name];
  if (!versionOf(name)) return; // a field of another page: it is shown there
  conflicts.add(name);
  document.querySelector(`[data-krock="${name}"]`)?.remove();
  const box = document.createElement("div");
  box.className = "sidotext";
  box.dataset.krock = name;
  box.setAttribute("role", "alert");
  const head = document.createElement("p");
  head.textContent = `${now.av} har skrivit här samtidigt (${now.tid}). Så står det nu i svaret:`;
  const quote = document.createElement("blockquote");
  quote.textContent = now.ord || "tomt";
  box.append(head, quote);
  const take = (label, value) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-outline-primary";
    button.textContent = label;
    button.addEventListener("click", () => {
      write(name, value());
      versionOf(name).value = now.version;
      box.remove();
      conflicts.delete(name);
      changed(name);
      flush();
    });
    box.append(button, " ");
  };
  const text = form.elements[name]?.tagName === "TEXTAREA";
  if (text) take("Behåll båda", () => `${now.varde}\n\n${valueOf(name)}`.trim());
  take(text ? "Behåll bara min" : "Behåll mitt svar", () => valueOf(name));
  take("Behåll den andras", () => now.varde);
  document.querySelector(`[data-senast="${name}"]`)?.after(box);
}

function later(ms) {
  clearTimeout(timer);
  timer = setTimeout(() => flush(), ms);
}

// A question with a condition is shown by an answer about the same uppdrag, or in what is asked once.
function show() {
  const checked = (part) => [...part.querySelectorAll("input[type=radio]:checked")].map((input) => input.value);
  const once = [...chosen, ...[...form.querySelectorAll('[data-grupp="0"]')].flatMap(checked)];
  for (const part of form.querySelectorAll("[data-visas]")) {
    const here = new Set([...once, ...checked(part.closest("[data-grupp]") || form)]);
    part.hidden = !part.dataset.visas.split(",").some((id) => here.has(id));
  }
  for (const hint of form.querySelectorAll("[data-villkor]")) hint.hidden = true;
}

// What was answered while the page was still loading, before anybody listened.
function early() {
  for (const field of form.querySelectorAll("textarea, input[type=radio]:checked")) {
    const untouched = field.type === "radio" ? field.defaultChecked : field.value === field.defaultValue;
    if (!untouched && versionOf(field.name)) changed(field.name);
  }
}

function begin() {
  const before = recall();
  early();
  for (const [name, kept] of Object.entries(before)) {
    pending[name] = kept;
    if (versionOf(name)) write(name, kept.varde);
  }
  if (Object.keys(pending).length) later(0);
  form.addEventListener("input", (event) => {
    const name = event.target.name;
    if (!name || !versionOf(name)) return;
    changed(name);
    later(late ? 10000 : event.target.type === "radio" ? 0 : 700);
    show();
  });
  form.addEventListener("submit", async (event) => {
    if (!sending && !conflicts.size && (late || !unsent().length)) return; // all of it is on the server, or goes there with the page
    event.preventDefault();
    const button = event.submitter;
    clearTimeout(timer);
    if (!(await flush()) || conflicts.size) return form.querySelector("textarea.is-invalid")?.focus();
    if (unsent().length && !(await flush())) return;
    setTimeout(() => form.requestSubmit(button)); // not within the event: a form ignores that
  });
  window.addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush(true));
  for (const button of form.querySelectorAll("[data-utan-skript]")) button.hidden = Boolean(button.previousElementSibling.dataset.text);
  for (const button of form.querySelectorAll("[data-lagg-till]")) {
    button.hidden = !button.dataset.text;
    button.addEventListener("click", () => {
      const name = button.dataset.laggTill;
      write(name, `${valueOf(name)}\n\n${button.dataset.text}`.trim());
      button.closest("[data-sidotext]").remove();
      changed(name);
      flush();
    });
  }
  show();
}

// The report's section beside the question, and below it on a narrow screen: fetched at once; on the page of all questions when it is opened.
for (const part of document.querySelectorAll("[data-hamta]")) {
  part.addEventListener("toggle", async () => {
    const place = part.querySelector("[data-hit]");
    if (!part.open || part.dataset.hamtad) return;
    part.dataset.hamtad = "ja";
    try {
      const response = await fetch(part.dataset.hamta, { headers: { "X-Fragment": "1" } });
      if (!response.ok) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      place.replaceChildren(...page.querySelectorAll("[data-avsnitt] > *"));
    } catch {
      delete part.dataset.hamtad; // the link stays
    }
  });
  if (part.closest(".bredvid")) part.open = true;
}

if (form) begin();
