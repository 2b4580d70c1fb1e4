"""Odd input for every door of the site: the fields of each form, the query of each address and each part of its path, one at a time."""

import re
from collections import Counter, defaultdict
from contextlib import suppress
from copy import deepcopy
from itertools import product
from pathlib import Path
from random import Random
from urllib.parse import urljoin, urlsplit
from zlib import crc32

from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse
from lxml import html

from berattelse.models import Avsnitt
from samverkan.models import User
from tests import rattigheter
from uppdrag.models import Verksamhetsar

ROT = Path(__file__).parent.parent
ROLLER = ["processledare", "controller", "direktor", "samordnare.larcentrum", "kommunchef.berg"]
KONTO = ("account_login", "account_reset_password", "account_request_login_code", "account_change_password")
VARDEN = [
    "", "a\x00b", "²", "٣", "-1", "0001", "9999", "0001-01-01", "9999-12-31", str(2**63), str(2**64 * 10), "9" * 5000, "NaN", "1e400",
    "\u202ecod.exe", "<script>1</script>", "å" * 20_000,
]  # fmt: skip
# What an act without a form of its own reads of what is posted, by the source.
POST = re.compile(r"""request\.POST(?:\.get|\.getlist)?[(\[]"(\w+)"|"(\w+)" in request\.POST""")
ORD = re.compile(rb"<title>Fel:|notis--(error|warning)")
GET = re.compile(r"""(?:GET|fraga)\.get\("(\w+)"|"(\w+)" in request\.GET""")


def namn_i_koden(monster):
    """The names that the rooms' code reads by the pattern."""
    kod = [p.read_text() for rum in ("samverkan", "uppdrag", "enkat", "ekonomi", "berattelse") for p in (ROT / rum).rglob("*.py")]
    return sorted({a or b for text in kod for a, b in monster.findall(text)})


def _data(form):
    data = defaultdict(list)
    for name, value in form.form_values():
        data[name].append(value)
    return data


def _mal(form, url):
    return urljoin(url, form.action or "").split("#")[0]


def _slag(form, url):
    """(the address's name, its fields without their numbers) of a form: one of each kind is enough."""
    return resolve(urlsplit(_mal(form, url)).path).view_name, frozenset(re.sub(r"\d+", "N", name) for name in form.xpath(".//@name"))


class Vandring:
    """Every address opened by somebody who may; what is asked of it leaves nothing behind. `fel` is what was not answered in words."""

    def __init__(self, demo, *, adresser=1, fragor=1):
        """Of so many addresses, and of so many questions to each, one is asked; the same each time."""
        self.demo, self.adresser, self.fragor_av, self.slump = demo, adresser, fragor, Random(15)  # noqa: S311
        self.antal, self.fel, self.sedda = Counter(), {}, set()
        self.fragor, self.postas = namn_i_koden(GET), namn_i_koden(POST)
        self.klienter = [Client(raise_request_exception=False) for _ in range(len(ROLLER) + 1)]
        for roll, klient in zip(ROLLER, self.klienter, strict=False):
            klient.force_login(User.objects.get(email=f"{roll}@exempel.test"))

    def ga(self):
        for name, path in rattigheter.addresses():
            if crc32(name.encode()) % self.adresser:
                continue
            short, kwargs = name.split(":")[-1], rattigheter._kwargs(self.demo, path)
            with transaction.atomic():
                Avsnitt.objects.filter(pk=self.demo.avsnitt.pk).update(status=rattigheter.AVSNITTSSTATUS.get(short, "utkast"))
                Verksamhetsar.objects.filter(pk=self.demo.year.pk).update(status=rattigheter.YEARSTATUS.get(short, "oppet"))
                self._adress(name, kwargs, rattigheter._query(self.demo, short))
                transaction.set_rollback(True)
        for name in KONTO:
            self._adress(name, {}, "")
        return self

    def _adress(self, name, kwargs, fraga):
        klient, svar = self._oppna(reverse(name, kwargs=kwargs) + fraga)
        kakor = deepcopy(klient.cookies)  # whoever is logged out by what she sends is so only for that
        for vad, metod, url, data in self._prover(name, kwargs, svar):
            if not self.slump.randrange(self.fragor_av):
                self._krav_ord(vad, url, data, self._fraga(vad, getattr(klient, metod), url, data))
                klient.cookies = deepcopy(kakor)

    def _oppna(self, url):
        """(who may open it, the page); nobody may open the address of an act: then whoever has not got it forbidden."""
        for klient in self.klienter:
            svar = self._fraga("sidor", klient.get, url)
            if svar.status_code == 405:
                svar = self._fraga("sidor", klient.post, url)
            if svar.status_code not in {403, 404} and not svar.headers.get("Location", "").startswith("/konto/login/"):
                break
        if "no-store" not in svar.headers.get("Cache-Control", "") and klient is not self.klienter[-1]:
            self.fel["no-store", url] = svar.headers.get("Cache-Control")
        return klient, svar

    def _fraga(self, vad, metod, url, data=None):
        self.antal[vad] += 1
        with transaction.atomic():
            svar = metod(url, data or {})
            transaction.set_rollback(True)
        return svar

    def _prover(self, name, kwargs, svar):
        """(what kind, the method, address, what is sent) of each question to one address."""
        url = reverse(name, kwargs=kwargs)
        if name not in rattigheter.FILER:
            # of what no page asks for, all at once
            yield from (("frågor", "get", url, dict.fromkeys(self.fragor, varde)) for varde in VARDEN)
            yield from (("frågor", "get", url, {namn: varde}) for namn, varde in product(sorted(_sokfalt(svar)), VARDEN))
        yield from _delar(name, kwargs)
        if svar.wsgi_request.method == "POST":
            yield from (("akter", "post", url, dict.fromkeys(self.postas, varde)) for varde in VARDEN)
        for form in _sidans_blanketter(svar):
            if (slag := _slag(form, url)) not in self.sedda and slag[0] != "account_logout":
                self.sedda.add(slag)
                yield from _falten(form, url)

    def _krav_ord(self, vad, url, data, svar):
        """Neither a fault of the server's, nor a form that came back without a word of what was wrong."""
        ar_sida = svar.status_code == 200 and svar["Content-Type"].startswith("text/html")
        tyst = vad == "fält" and ar_sida and not ORD.search(svar.content)
        forbi = vad == "version" and svar.status_code == 302
        if svar.status_code >= 500 or tyst or forbi:
            fel = repr(svar.exc_info[1])[:150] if getattr(svar, "exc_info", None) else "förbi det lästa" if forbi else "utan ord"
            self.fel.setdefault((svar.resolver_match.view_name if svar.resolver_match else "", fel), f"{vad} {url[:80]} {str(data)[-100:]}")


def _sokfalt(svar):
    """The names of what a page's search forms ask for."""
    return {name for form in _trad(svar).forms if form.method == "GET" for name in form.xpath(".//@name")}


def _sidans_blanketter(svar):
    return [form for form in _trad(svar).forms if form.method == "POST"]


def _trad(svar):
    ar_sida = svar.status_code == 200 and svar["Content-Type"].startswith("text/html") and not svar.streaming
    return html.fromstring(svar.content.decode() if ar_sida else "<p></p>")


def _samma(star, varde):
    """Is it what stands there already, 1 being 0001 too?"""
    return star == varde or (
        star.isascii() and star.isdecimal() and varde.isascii() and varde[:9].isdecimal() and star == varde.lstrip("0")
    )


def _delar(name, kwargs):
    """The address with each of its parts odd, as far as it can be written so."""
    for del_, varde in product(kwargs, VARDEN):
        with suppress(NoReverseMatch):
            yield "adresser", "get", reverse(name, kwargs=kwargs | {del_: varde}), {}


def _falten(form, url):
    """The form sent empty, and with each of its fields odd or left out, the others as they stand."""
    data, mal = dict(_data(form)), _mal(form, url)
    falt = sorted({*form.xpath(".//@name")} - {"csrfmiddlewaretoken"})
    yield "fält", "post", mal, {"csrfmiddlewaretoken": ""}
    for namn in falt:
        vad = "version" if namn.endswith("version") else "fält"
        yield vad, "post", mal, {name: value for name, value in data.items() if name != namn}
        yield from ((vad, "post", mal, data | {namn: [varde]}) for varde in VARDEN if not _samma(data.get(namn, [""])[0], varde))
