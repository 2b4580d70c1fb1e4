// What is written is kept on the server as it is written, as a draft of this person's; in this browser until the server has it.
// Each opening of a page is a draft of its own (skrivning): what is written here never goes over what she wrote elsewhere.
const person = document.body.dataset.person;
const posted = document.body.dataset.skrivning; // the opening whose post was refused, and whose page this is
const plats = location.pathname + location.search;
const rubrik = document.querySelector("h1")?.textContent.trim() || document.title;
const MONTH = 31 * 24 * 3600 * 1000;
const TEXT = "textarea, input:not([type]), input[type=text], input[type=email], input[type=url], input[type=tel], input[type=number], input[type=date]";
const NEVER = /password|losen|csrf|version/i;
const MEANS_NOTHING = /<\/?(?:p|tbody|thead|colgroup|col)\b[^>]*>|\s(?:colspan|rowspan)="1"|\s+style="[^"]*"/gi;
const key = (skrivning) => `kladd-${person}-${skrivning}`;
// The same text, whichever tags the editor put around its paragraphs; bold is a difference, and a blank is none.
const bare = (html) => (/^\s*</.test(html) ? html.replace(/<\/p>(?!\s*<\/(?:li|t[dh])>)/gi, "¶").replace(MEANS_NOTHING, "").replaceAll("&nbsp;", " ") : html).replace(/[\s\u00a0]+/g, "");

function element(tag, attributes = {}, children = []) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// The cookie's own, so that a page stays good when its reader has logged in again in another tab.
const token = () => document.cookie.match(/(?:^|; )[\w-]*csrftoken=(\w+)/)?.[1] || document.querySelector("input[name=csrfmiddlewaretoken]").value;

function post(url, data, keepalive = false) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token(), ...data })) body.append(name, value);
  return fetch(url, { method: "POST", body, keepalive, headers: { "X-Kladd": person, Accept: "application/json" } });
}

const keep = (kept, keepalive) => post("/kladd/behall/", { ...kept, falt: JSON.stringify(kept.falt) }, keepalive);

// What this browser could not send another time, when it was closed or the server was away.
async function sendLeft() {
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith(`kladd-${person}-`)) continue;
    try {
      const copy = localStorage.getItem(name);
      const { tid, ...kept } = JSON.parse(copy);
      const sent = Date.now() - tid > MONTH || (await keep(kept)).status === 200;
      if (sent && localStorage.getItem(name) === copy) localStorage.removeItem(name); // else another tab has written on meanwhile
    } catch {
      return; // no contact: it stays
    }
  }
}

const isDay = (fields) => fields.length === 1 && fields[0].type === "date";

function labelOf(field) {
  const label = field.labels?.[0] || document.querySelector(`label[for="${field.id}"]`);
  return (label?.textContent || field.getAttribute("aria-label") || field.name).replace("*", "").trim();
}

// Puts text into a field, and into its editor when it has one, and says so as if it had been typed.
function write(field, text) {
  field.value = text;
  field.dispatchEvent(new CustomEvent("skriv", { detail: text }));
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// What the page came with: on a slow network she may have begun to write before this script runs.
const served = (field) => field.dataset.serverat ?? (/^text/.test(field.type) ? field.defaultValue : field.value);

class Skrivning {
  constructor(form, index) {
    this.form = form;
    this.fields = new Map([...form.querySelectorAll(TEXT)].filter((field) => field.name && !NEVER.test(field.name)).map((field) => [field.name, field]));
    this.bas = new Map([...this.fields].map(([name, field]) => [name, field.dataset.bas ?? served(field)]));
    this.acked = new Map(this.bas);
    this.index = index;
    this.refusedPage = posted.endsWith(`.${index}`);
    this.startDraft(this.refusedPage ? posted : "");
    this.status = form.querySelector("[data-sparlage]");
    this.refused = new Map();
    this.nr = Date.now();
    this.sending = this.timer = null;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => this.submit(event));
    if (this.dirty().length) this.changed(); // what was refused stands on the page, and is not saved
  }

  // The post names every draft of the form: once it is taken they are gone.
  startDraft(name) {
    this.mine = name || `${crypto.getRandomValues(new Uint32Array(3)).join("")}.${this.index}`;
    this.form.append(element("input", { type: "hidden", name: "skrivning", value: this.mine }));
  }

  // What is written after the form was posted is a draft of its own, begun from what was posted; what is not yet sent waits here.
  renew() {
    for (const [name, field] of this.fields) this.bas.set(name, field.value), this.acked.set(name, field.value);
    this.delivered = this.refusedPage = false;
    this.startDraft();
  }

  // A day alone is chosen anew as soon as it is read in a draft: it is kept with what else is written.
  get onlyDay() {
    const changed = [...this.fields].filter(([name, field]) => [field.value, this.acked.get(name)].some((text) => text !== this.bas.get(name)));
    return isDay(changed.map(([, field]) => field));
  }

  // The fields whose text the server has not got.
  dirty() {
    return this.onlyDay ? [] : [...this.fields].filter(([name, field]) => field.value !== this.acked.get(name) && field.value !== this.refused.get(name));
  }

  // On a page that was refused nobody knows what such a field began from, but the draft does: it is not told anew.
  basOf(name, field) {
    return this.refusedPage && field.dataset.bas === undefined ? undefined : this.bas.get(name);
  }

  kept() {
    const falt = this.dirty().map(([name, field]) => ({ namn: name, etikett: labelOf(field), text: field.value, bas: this.basOf(name, field), nr: this.nr }));
    return { plats, rubrik, skrivning: this.mine, falt };
  }

  changed() {
    this.nr = Math.max(this.nr + 1, Date.now());
    this.store();
    this.later(700);
  }

  store() {
    const kept = this.kept();
    this.safe = true;
    try {
      if (kept.falt.length) localStorage.setItem(key(this.mine), JSON.stringify({ tid: Date.now(), ...kept }));
      else if (this.delivered) localStorage.removeItem(key(this.mine));
    } catch {
      this.safe = false; // the browser is full or keeps nothing: the text is on the page, and goes to the server
    }
  }

  say(text, warn = false) {
    this.status ||= this.form.appendChild(element("p", { class: "form-text", role: "status" }));
    this.status.textContent = text;
    this.status.classList.toggle("sparlage--varning", warn);
  }

  later(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), ms);
  }

  async flush(keepalive = false) {
    while (this.sending) await this.sending;
    clearTimeout(this.timer);
    if (!this.dirty().length) return this.store(), true;
    this.sending = this.send(this.kept(), keepalive).finally(() => (this.sending = null));
    return this.sending;
  }

  async send(kept, keepalive) {
    try {
      const answer = await keep(kept, keepalive);
      if (answer.status === 401 || answer.status === 403) this.say("Du är inte längre inloggad. Det du har skrivit är kvar i den här webbläsaren: logga in i en ny flik, så sparas kladden härifrån.", true);
      else if (answer.status === 400) {
        for (const f of kept.falt) this.refused.set(f.namn, f.text);
        this.say((await answer.json()).fel, true);
      } else if (!answer.ok) throw new Error(String(answer.status));
      else {
        for (const f of kept.falt) this.acked.set(f.namn, f.text);
        this.delivered = true;
        this.store();
        this.say(`Kladden är sparad ${(await answer.json()).tid}. Den räknas först när du väljer Spara.`);
        return true;
      }
    } catch {
      this.say(`Ingen kontakt med servern.${this.safe ? " Det du har skrivit är kvar i den här webbläsaren" : " Stäng inte sidan: det du har skrivit finns bara här"} och skickas när kontakten är tillbaka.`, true);
    }
    this.later(5000);
    return false;
  }

  // The page is posted when its draft is on the server, or when that takes too long.
  async submit(event) {
    if (this.ready || event.defaultPrevented || event.target.method !== "post") return;
    if (!this.sending && !this.dirty().length) return setTimeout(() => this.renew());
    event.preventDefault();
    const button = event.submitter;
    await Promise.race([this.flush(), new Promise((done) => setTimeout(done, 3000))]);
    clearTimeout(this.timer);
    this.ready = true;
    setTimeout(() => { // not within the event: a form ignores that
      this.form.requestSubmit(button);
      this.ready = false;
      this.renew();
    });
  }

  // Ctrl+S: saved where she stands, so that she can go on writing. What the server will not take is shown as its own page.
  async save() {
    const button = this.form.querySelector("button:not([type=button])");
    if (!("fortsatt" in this.form.dataset)) return this.form.requestSubmit(button);
    if (!(await this.flush())) return;
    const body = new FormData(this.form);
    body.set("csrfmiddlewaretoken", token());
    try {
      const before = this.form.querySelectorAll("input[name=skrivning]");
      this.renew();
      const answer = await fetch(location.href, { method: "POST", body, headers: { Accept: "application/json", "X-Kladd": person } });
      if (answer.status !== 201) {
        this.form.append(before[before.length - 1]); // its page goes on from that draft
        return this.form.requestSubmit(button);
      }
      const saved = await answer.json();
      for (const [name, value] of Object.entries(saved.falt)) this.form.elements[name].value = value;
      for (const input of before) input.remove();
      this.say(saved.text);
    } catch {
      this.say("Ingen kontakt med servern. Kladden är sparad, men inte texten: försök igen om en stund.", true);
    }
  }
}

// A draft from another opening of the page: offered, and brought together with what stands here when she takes it. `same` are all that
// say the same as it, itself first: offered once, and gone together.
function offer(writing, same) {
  const [[draft, falt]] = same;
  const take = element("button", { type: "button", class: "btn btn-sm btn-outline-primary" }, ["Ta fram texten"]);
  const toss = element("button", { type: "button", class: "btn btn-sm btn-link" }, ["Kasta den"]);
  const shown = falt.flatMap((f) => [element("dt", {}, [f.etikett || f.namn]), element("dd", { class: "radbryt" }, [f.ord || "tomt"])]);
  const box = element("div", { class: "notis notis--varning", role: "status", "data-kladd": draft.skrivning }, [
    element("p", { class: "mb-1" }, [element("strong", {}, [`Här finns text som du skrev ${draft.tid} och inte sparade.`]), " ", take, " ", toss]),
    element("details", {}, [element("summary", {}, ["Läs den"]), element("dl", { class: "fakta" }, shown)]),
  ]);
  take.addEventListener("click", () => takeUp(writing, same, box));
  toss.addEventListener("click", async () => (await throwAll(same)).every((answer) => answer.ok) && box.remove());
  (writing.form.closest(".skrivsida") || writing.form).before(box);
  writing.form.closest("details")?.setAttribute("open", "");
}

// Only what she was shown: the rest of the draft belongs to fields that this page has not, or was written at another computer since.
const throwAway = (draft, falt) => post(`/kladd/${draft.skrivning}/kasta/`, { falt: JSON.stringify(Object.fromEntries(falt.map((f) => [f.namn, f.nr]))) });

const throwAll = (same) => Promise.all(same.map(([draft, falt]) => throwAway(draft, falt)));

async function takeUp(writing, same, box) {
  const [[draft, falt], ...others] = same;
  const now = () => JSON.stringify(Object.fromEntries(falt.map((f) => [f.namn, writing.fields.get(f.namn).value])));
  try {
    let nu, jamkat;
    do { // again, when she wrote on while it was brought together: what is written here must not go
      nu = now();
      const answer = await post(`/kladd/${draft.skrivning}/jamka/`, { nu });
      if (!answer.ok) throw new Error(String(answer.status));
      jamkat = (await answer.json()).falt;
    } while (nu !== now());
    const met = [];
    const taken = [];
    for (const [name, { text, moten, nr }] of Object.entries(jamkat)) {
      write(writing.fields.get(name), text);
      taken.push({ namn: name, nr });
      met.push(...moten.map((mote) => [labelOf(writing.fields.get(name)), mote]));
    }
    if (await writing.flush()) await throwAll([[draft, taken], ...others]);
    box.replaceChildren(element("p", {}, ["Texten är framtagen. Den är sparad först när du väljer Spara."]), ...meetings(met));
  } catch {
    box.append(element("p", {}, ["Ingen kontakt med servern. Texten är kvar: försök igen om en stund."]));
  }
}

function meetings(met) {
  if (!met.length) return [];
  const side = (head, html) => {
    const part = element("div", {}, [element("h3", { class: "form-label" }, [head])]);
    part.append(...new DOMParser().parseFromString(html || "<p>Borttaget.</p>", "text/html").body.childNodes);
    return part;
  };
  const pairs = met.map(([label, mote]) =>
    element("div", { class: "sida-vid-sida" }, [side(`${label}, som det stod här`, mote.deras), side("Så skrev du", mote.mitt)]));
  return [element("p", {}, ["Här har texten ändrats på båda hållen. Båda finns i texten nedan: ta bort det som inte ska vara kvar."]), ...pairs];
}

async function begin() {
  // What is read from a list is kept in the list: no draft of a table full of names and addresses (data-utan-kladd).
  // Whose page it is: posted after she has logged out, it is shown to nobody who logs in after her.
  for (const form of document.querySelectorAll('form[method="post"]')) form.append(element("input", { type: "hidden", name: "skrivande", value: person }));
  const forms = [...document.querySelectorAll('form[method="post"]:not([data-svara], [data-utan-kladd])')];
  const writings = forms.map((form, index) => new Skrivning(form, index)).filter((writing) => writing.fields.size);
  if (!writings.length) return;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    (writings.find((writing) => writing.form.contains(document.activeElement)) || writings[0]).save();
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && writings.forEach((writing) => writing.dirty().length && writing.flush(true)));
  window.addEventListener("online", () => writings.forEach((writing) => writing.later(0)));
  window.addEventListener("beforeunload", (event) => writings.some((writing) => writing.safe === false && writing.dirty().length && !writing.ready) && event.preventDefault());
  await sendLeft();
  const answer = await fetch(`/kladd/?plats=${encodeURIComponent(plats)}`, { headers: { "X-Kladd": person } });
  if (!answer.ok) return;
  const offered = new Map(); // per form and text: the drafts that say it
  for (const draft of (await answer.json()).kladdar) match(writings, draft, offered);
  for (const [writing, same] of offered.values()) offer(writing, same);
}

function match(writings, draft, offered) {
  const writing = writings.find((w) => draft.falt.some((f) => w.fields.has(f.namn)));
  if (!writing || draft.skrivning === writing.mine) return;
  const known = draft.falt.filter((f) => writing.fields.has(f.namn));
  const differs = known.filter((f) => bare(f.text) !== bare(writing.fields.get(f.namn).value));
  const nothing = !differs.length || (known.length === 1 && isDay(differs.map((f) => writing.fields.get(f.namn))));
  const said = JSON.stringify([writings.indexOf(writing), differs.map((f) => [f.namn, bare(f.text)]).sort()]);
  if (!nothing) offered.set(said, [writing, [...(offered.get(said)?.[1] || []), [draft, differs]]]);
  else if (known.length === draft.falt.length && !posted) throwAway(draft, known); // it is what is saved, or a day alone
}

if (person) begin().catch(() => {}); // no contact: what is written is kept here, and sent when there is
