// Links as mail programs leave them: what a filter has wrapped is unwrapped. berattelse/avsnitt/lankar.py says the same when the text is
// saved; one table of cases in the tests holds the two alike. Strings in, strings out.

// A host, or the end of one, and the parameter that holds the real address.
const PARAMETER = {
  "safelinks.protection.outlook.com": "url", "safelinks.protection.office365.us": "url",
  "statics.teams.cdn.office.net": "url", "statics.teams.microsoft.com": "url",
  "linkprotect.cudasvc.com": "a", "clicktime.trendmicro.com": "url", "clicktime.symantec.com": "u",
};
const PROOFPOINT = ["urldefense.com", "urldefense.us", "urldefense.proofpoint.com"];
const GOOGLE = /(?:^|\.)google\.\w{2,3}(?:\.\w{2})?$/;
const V3 = /\/v3\/__(.+?)__;([^!]*)!/s;
const RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"; // how many signs a run stands for: A is two
const ADDRESS = /https?:\/\/[^\s"'<>]+/gi;

const under = (host, end) => host === end || host.endsWith(`.${end}`);
const parameter = (url, name) => url.searchParams.get(name) || "";

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function v3(text, beside) {
  let signs;
  try {
    const bytes = Uint8Array.from(atob(beside.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
    signs = [...new TextDecoder("utf-8", { fatal: true }).decode(bytes)];
  } catch {
    return "";
  }
  const put = (_, run) => signs.splice(0, run ? RUNS.indexOf(run) + 2 : 1).join("");
  return text.replace(/\*(?:\*(.))?/g, put).replace(/^(https?:\/)(?=[^/])/, "$1/");
}

// Their three ways of writing: plain, with - for % and _ for /, and with what was unusual beside in base64.
function proofpoint(url, written) {
  const match = V3.exec(written);
  if (match) return v3(match[1], match[2]);
  const text = parameter(url, "u");
  return written.includes("/v1/") ? text : decoded(text.replace(/-/g, "%").replace(/_/g, "/"));
}

// The address one layer in; null when there is no layer.
function inner(written) {
  const url = URL.canParse(written) ? new URL(written) : null;
  if (!url) return null;
  const host = url.hostname.toLowerCase();
  if (PROOFPOINT.some((end) => under(host, end))) return proofpoint(url, written);
  if (under(host, "secure-web.cisco.com")) return decoded(url.pathname.split("/").pop());
  if (GOOGLE.test(host) && url.pathname === "/url") return parameter(url, "q") || parameter(url, "url");
  const end = Object.keys(PARAMETER).find((name) => under(host, name));
  return end ? parameter(url, PARAMETER[end]) : null;
}

// A guarded address back to the real one; as it is when no filter has it, "" when it hides none that may be linked to.
export function unwrap(url) {
  for (let layer = 0; layer < 5; layer += 1) {
    const next = inner(url);
    if (next === null) return /^https?:\/\//i.test(url) ? url : "";
    url = next;
  }
  return "";
}

// The words with every guarded address in them unwrapped; `found` gets the real ones.
export function unwrapIn(text, found) {
  return text.replace(ADDRESS, (url) => {
    const real = unwrap(url);
    if (real !== url && real) found.push(real);
    return real;
  });
}
