"""Links as mail programs leave them: what a filter has wrapped is unwrapped, and what tells of a person is pointed out. Pure.

static/js/editor/lankar.js says the same of `unwrap` at the moment of pasting; one table of cases in the tests holds the two alike.
"""

import base64
import re
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import nh3

from samverkan.vilande import Vilande

lxml_html = Vilande("lxml.html")

# A host, or the end of one, and the parameter that holds the real address.
_PARAMETER = {
    "safelinks.protection.outlook.com": "url", "safelinks.protection.office365.us": "url",
    "statics.teams.cdn.office.net": "url", "statics.teams.microsoft.com": "url",
    "linkprotect.cudasvc.com": "a", "clicktime.trendmicro.com": "url", "clicktime.symantec.com": "u",
}  # fmt: skip
# These keep the real address to themselves: nobody but they can say where the link leads.
_CLOSED = ("mimecast.com", "mimecastprotect.com", "protection.sophos.com")
_GOOGLE = re.compile(r"(?:^|\.)google\.\w{2,3}(?:\.\w{2})?$")
_PROOFPOINT = ("urldefense.com", "urldefense.us", "urldefense.proofpoint.com")
_V3 = re.compile(r"/v3/__(.+?)__;([^!]*)!", re.DOTALL)
_RUN = re.compile(r"\*(?:\*(.))?")
_RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"  # how many signs a run stands for: A is two
IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # come with text copied from a PDF, and no tree holds them
ADDRESS = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_FOLDER = re.compile(
    r"/personal/|^file:|(?:^|[\\/])[a-z]:[\\/]|[\\/]users[\\/]|-my\.sharepoint\.|1drv\.ms/|onedrive\.live\.com|d\.docs\.live\.net", re.I
)
_PATH = re.compile(r"\bfile:[^\s\"'<>]+|\b[a-z]:\\[^\s\"'<>]*", re.IGNORECASE)


def unwrap(url):
    """A guarded address back to the real one; as it is when no filter has it, "" when it hides none that may be linked to."""
    for _ in range(5):  # a mail that is forwarded is guarded again
        inner = _inner(url)
        if inner is None:
            return url if url.lower().startswith(("http://", "https://")) else ""
        url = inner
    return ""


def ar_stangd(url):
    """Does a filter keep the real address to itself?"""
    return _under(_host(url), _CLOSED)


def _host(url):
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _under(host, ends):
    return any(host == end or host.endswith(f".{end}") for end in ends)


def _inner(url):
    """The address one layer in; None when there is no layer."""
    host = _host(url)
    if _under(host, _PROOFPOINT):
        return _proofpoint(url)
    if _under(host, ["secure-web.cisco.com"]):
        return unquote(urlsplit(url).path.rpartition("/")[2])
    if _GOOGLE.search(host) and urlsplit(url).path == "/url":
        return _parameter(url, "q") or _parameter(url, "url")
    name = next((name for end, name in _PARAMETER.items() if _under(host, [end])), None)
    return _parameter(url, name) if name else None


def _parameter(url, name):
    return parse_qs(urlsplit(url).query).get(name, [""])[0]


def _proofpoint(url):
    """Their three ways of writing: plain, with - for % and _ for /, and with what was unusual beside in base64."""
    if match := _V3.search(url):
        return _v3(*match.groups())
    text = _parameter(url, "u")
    return text if "/v1/" in url else unquote(text.translate(str.maketrans("-_", "%/")))


def _v3(text, beside):
    try:
        signs = iter(base64.b64decode(beside + "=" * (-len(beside) % 4), "-_", validate=True).decode())
    except ValueError:
        return ""

    def put_back(match):
        run = match.group(1)
        return "".join(sign for _, sign in zip(range(_RUNS.find(run) + 2 if run else 1), signs, strict=False))

    return re.sub(r"^(https?:/)(?=[^/])", r"\1/", _RUN.sub(put_back, text))


def tveksamma(html: str) -> list[str]:
    """A sentence for each address in the text that tells of a person, or that nobody can say where it leads."""
    found = {}
    for words, written in _addresses(html):
        address = unwrap(written) or written
        if vad := _what(address):
            found.setdefault(address, f"Länken ”{words}” {vad}" if words else f"Adressen {address[:120]} {vad}")
    return list(found.values())


def oppnade(html):
    """A sentence for each address that a filter has wrapped, with the real one; as the editor says it when it is pasted."""
    pairs = {written: unwrap(written) for _, written in _addresses(html) if _inner(written) is not None}
    return [f"En länk från mejlfiltret är ersatt med sin riktiga adress: {real}" for real in dict.fromkeys(pairs.values()) if real]


def _addresses(html):
    """(the words of the link or "", its address), also those that only stand as text."""
    if not html.strip():
        return
    safe = IMPOSSIBLE.sub("", nh3.clean(html, url_schemes={"http", "https", "mailto", "file"}))
    root = lxml_html.fragment_fromstring(safe, create_parent="div")
    for link in root.iter("a"):
        yield " ".join(link.text_content().split())[:80], unescape(link.get("href", "")).strip()
    text = root.text_content()
    for pattern in (ADDRESS, _PATH):
        yield from (("", address) for address in pattern.findall(text))


def _what(address):
    plain = address
    for _ in range(3):
        plain = unquote(plain)
    if not plain.lower().startswith("mailto:") and _MAIL.search(plain):
        return "har en e-postadress i sig. Ta bort den, om den inte ska kunna läsas av alla."
    if _FOLDER.search(plain):
        return "går till en persons egen mapp, som andra inte kan öppna. Länka till en gemensam plats i stället."
    if ar_stangd(address):
        return "går genom ett mejlfilter som döljer den riktiga adressen. Öppna den och kopiera adressen därifrån."
    return ""
