// When the text has been quiet for a while the server is asked what a careful reader would mark in it; nothing is saved.
const QUIET = 4000;

async function ask(form, signal) {
  const response = await fetch(form.dataset.kontroller, { method: "POST", body: new FormData(form), signal });
  if (!response.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of page.querySelectorAll("[data-koll]")) {
    const place = form.querySelector(`[data-koll="${part.dataset.koll}"]`);
    if (place && place.textContent.trim() !== part.textContent.trim()) place.replaceChildren(...part.childNodes);
  }
}

for (const form of document.querySelectorAll("form[data-kontroller]")) {
  let timer = null;
  let asked = null;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      asked?.abort();
      asked = new AbortController();
      ask(form, asked.signal).catch(() => {}); // no answer: what is shown stays, and it is asked again at the next pause
    }, QUIET);
  });
}
