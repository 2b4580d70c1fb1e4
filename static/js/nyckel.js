// Login keys (passkeys): asks the browser for one, or to make one, and sends the answer with the form. Without it the password way stays.
const FEL = {
  NotAllowedError: "Ingen nyckel användes. Försök igen, eller logga in på ett annat sätt.",
  InvalidStateError: "Den nyckeln är redan tillagd här.",
  SecurityError: "Webbplatsens adress går inte att använda med inloggningsnycklar. Hör av dig till den som sköter driften.",
};

const fromText = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const withIds = (list) => (list || []).map((one) => ({ ...one, id: fromText(one.id) }));

function creation({ publicKey }, alone) {
  const choice = { ...publicKey.authenticatorSelection, residentKey: alone ? "required" : "discouraged", requireResidentKey: alone };
  if (alone) choice.userVerification = "required";
  const user = { ...publicKey.user, id: fromText(publicKey.user.id) };
  const asked = { ...publicKey, user, challenge: fromText(publicKey.challenge), excludeCredentials: withIds(publicKey.excludeCredentials), authenticatorSelection: choice };
  return navigator.credentials.create({ publicKey: asked });
}

function request({ publicKey }) {
  return navigator.credentials.get({ publicKey: { ...publicKey, challenge: fromText(publicKey.challenge), allowCredentials: withIds(publicKey.allowCredentials) } });
}

function asJson(credential) {
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const response = Object.fromEntries(names.filter((name) => credential.response[name]).map((name) => [name, toText(credential.response[name])]));
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id, rawId: toText(credential.rawId), type: credential.type, response,
    authenticatorAttachment: credential.authenticatorAttachment, clientExtensionResults: credential.getClientExtensionResults(),
  });
}

// What the server asks for: on the page, or fetched when the button is pressed.
async function options(form) {
  const here = document.getElementById(form.dataset.val);
  if (here) return JSON.parse(here.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

function tell(form, text) {
  const place = form.querySelector("[data-fel]");
  place.textContent = text;
  place.hidden = !text;
}

async function send(form) {
  tell(form, "");
  try {
    const asked = await options(form);
    const alone = form.querySelector("input[name=passwordless]")?.checked ?? false;
    const credential = form.dataset.nyckel === "skapa" ? await creation(asked.creation_options, alone) : await request(asked.request_options);
    form.querySelector("input[name=credential]").value = asJson(credential);
    form.submit();
  } catch (error) {
    tell(form, FEL[error.name] || "Det gick inte att använda nyckeln. Läs om sidan och försök igen.");
  }
}

for (const form of document.querySelectorAll("form[data-nyckel]")) {
  if (!window.PublicKeyCredential) {
    tell(form, "Webbläsaren kan inte använda inloggningsnycklar.");
    continue;
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}
