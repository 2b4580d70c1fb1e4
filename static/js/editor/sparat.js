// The server has the text: what this browser kept of it may go.
const saved = document.querySelector("[data-sparat]");
if (saved) localStorage.removeItem(saved.dataset.sparat);
