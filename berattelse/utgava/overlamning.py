"""All that is known of one uppdrag, for whoever carries it on: its texts and rows year by year as tables, one PDF, data, and the editions.

Built as what is put in the diarium (`diarie`): numbered files, an index, hashes, and the same bytes for the same rows.
"""

import hashlib
import json
from datetime import date
from functools import partial

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify

from berattelse.models import Aktivitet, Avsnitt, Projekt, Resultat, Utgava, Utgavefil
from berattelse.skrift.datafiler import som_csv
from berattelse.skrift.datatabeller import som_text
from berattelse.skrift.tabell import Tabell, ja
from berattelse.utgava.diarie import Arende, Handling, beslutstabell
from ekonomi.models import Budgetpost, Resultatpost, Statsbidrag
from enkat.models import Inlamnat, Inlamning, Vardering
from samverkan import svenska
from samverkan.models import Handelse
from samverkan.pdf.render import render_pdf
from uppdrag.models import Andringsforslag, Arena, Beslut, Narvaro, Tillfalle

EXPORT = "exporterade uppdragets historik"
EXEMPEL = "exempel (ja/nej)"
UR = "De uppgifter som är registrerade"


def tabeller(u):
    """Every table that has a row in it."""
    return [t for t in (gor(u) for gor in TABELLER) if t.rader]


def _uppdraget(u):
    ut = [
        ("uppdrag", u.namn), ("avtal", u.avtal.titel), ("avtalets diarienummer", u.avtal.dnr), ("läge", u.get_status_display()),
        ("från och med", u.fran), ("till och med", u.till), ("verksamheten pågick till och med", u.verksam_till),
        ("styrgrupp", u.styrgrupp), ("anmärkning", u.anmarkning),
        *((f"område i avtalets version {o.version}", o.namn) for o in u.omraden.select_related("version").order_by("version__fran", "pk")),
    ]  # fmt: skip
    return Tabell("uppdraget", "Om uppdraget", ("uppgift", "värde"), [rad for rad in ut if rad[1]])


def _beskrivningar(u):
    ut = [(b.fran, b.till, b.text, ja(b.exempel)) for b in u.beskrivningar.order_by("fran")]
    return Tabell("uppdragsbeskrivningar", "Vad uppdraget har varit", ("från och med", "till och med", "beskrivning", EXEMPEL), ut)


def _medverkan(u):
    ut = [(str(m.organisation), m.fran, m.till) for m in u.medverkan.select_related("organisation")]
    return Tabell("medverkan", "Kommunernas medverkan", ("kommun", "från och med", "till och med"), ut)


def _satsningar(u):
    ut = [
        (s.namn, s.fran, s.till, ", ".join(map(str, s.kommuner.all())), s.antal_kommuner, s.text)
        for s in u.satsningar.prefetch_related("kommuner")
    ]
    huvud = ("satsning", "från och med", "till och med", "kommuner", "antal kommuner när bara det är känt", "beskrivning")
    return Tabell("satsningar", "Satsningar", huvud, ut)


def _bemanning(u):
    rader = u.bemanning.select_related("verksamhetsar", "kommun").order_by("verksamhetsar__fran", "pk")
    ut = [(str(b.verksamhetsar), b.procent, b.get_sort_display(), b.kommun, b.finansiering, b.inriktning) for b in rader]
    huvud = ("år", "procent av heltid", "anställning", "köps från", "finansiering", "inriktning")
    return Tabell("bemanning", "Bemanning", huvud, ut)


def _samordnare(u):
    ut = [(str(s.user), s.fran, s.till) for s in u.samordnare.select_related("user").order_by("fran", "pk")]
    return Tabell("samordnare", "Samordnare", ("samordnare", "från och med", "till och med"), ut)


def _nytta(u):
    return Tabell("nytta", "Nytta", ("nytta", "källa"), [(n.text, n.kalla) for n in u.nyttor.all()])


def utgavor(u):
    """The editions that hold and print the uppdrag, oldest first: [(edition, its section)]."""
    rader = Utgava.objects.filter(verksamhetsar__avtal=u.avtal_id).gallande().select_related("verksamhetsar")
    par = [(utgava, utgava.data) for utgava in rader.order_by("verksamhetsar__fran", "skede", "nummer")]
    return [(utgava, s) for utgava, data in par for k in data.kapitel for s in k.uppdrag if s.uppdrag_id == u.pk]


def _texter(u):
    """As adopted; of a year without an edition as they stand."""
    ut, faststallda = [], set()
    for utgava, s in utgavor(u):
        faststallda.add(utgava.verksamhetsar_id)
        ut += [(str(utgava.verksamhetsar), str(utgava), d.rubrik or d.sort.i_ord, som_text(d.html), ja(s.exempel)) for d in s.delar]
    oppna = Avsnitt.objects.filter(uppdrag=u).exclude(verksamhetsar__in=faststallda).select_related("verksamhetsar")
    for a in oppna.order_by("verksamhetsar__fran"):
        kalla = "ur fil" if a.verksamhetsar.ur_fil else f"inte fastställd, avsnittet {a.nasta_steg}"
        delar = [(str(a._meta.get_field(part).verbose_name), getattr(a, part)) for part in a.delar]
        ut += [(str(a.verksamhetsar), kalla, namn, som_text(html), ja(a.exempel)) for namn, html in delar]
    ut = [rad for rad in ut if rad[3]]
    return Tabell("texter", "Det som är skrivet om uppdraget", ("år", "utgåva", "del", "text", EXEMPEL), ut)


def _arenor(u):
    rader = Arena.objects.filter(uppdrag=u).prefetch_related("medlemmar__organisation").distinct()
    ut = [
        (a.namn, a.forkortning, a.get_sort_display(), a.get_niva_display(), a.fran, a.till,
         ", ".join(str(m.organisation) for m in a.medlemmar.all()), a.uppdrag.count()) for a in rader
    ]  # fmt: skip
    huvud = ("arena", "förkortning", "slag", "nivå", "från och med", "till och med", "medlemmar", "redovisas under antal uppdrag")
    return Tabell("arenor", "Arenor som redovisas under uppdraget", huvud, ut)


def _vad(tillfalle):
    """Its kind, and what it is called."""
    return f"{tillfalle.get_sort_display()}{f', kallas {tillfalle.motesord}' if tillfalle.motesord else ''}"


def _tillfallena(u):
    rader = Tillfalle.objects.filter(Q(uppdrag=u) | Q(arena__uppdrag=u)).distinct().select_related("arena", "grupp")
    return rader.order_by("fran", "pk")


def _tillfallen(u):
    ut = [
        (t.pk, t.fran, t.till, str(t.arena or u), t.grupp, _vad(t), t.rubrik, t.get_form_display() if t.form else "",
         t.get_status_display(), t.deltagare, ja(t.datum_exempel)) for t in _tillfallena(u)
    ]  # fmt: skip
    huvud = ("nr", "från", "till", "arrangör", "grupp", "vad", "rubrik", "form", "status", "deltagare", "datumet är exempel (ja/nej)")
    return Tabell("tillfallen", "Möten och andra tillfällen", huvud, ut)


def _narvaro(u):
    hallna = _tillfallena(u).hallna().order_by().values("pk")
    rader = Narvaro.objects.filter(tillfalle__in=hallna).select_related("tillfalle", "organisation")
    ut = [(n.tillfalle_id, n.tillfalle.fran, str(n.organisation), n.antal) for n in rader.order_by("tillfalle__fran", "pk")]
    return Tabell("narvaro", "Närvaro", ("tillfälle nr", "datum", "organisation", "antal personer, om det är känt"), ut)


def _rader(u, model):
    rader = model.objects.filter(uppdrag=u).select_related("verksamhetsar", "arena").prefetch_related("kommuner")
    return rader.order_by("verksamhetsar__fran", "ordning", "pk")


def _nar(rad):
    return rad.datum or (svenska.manad(rad.manad) if rad.manad else "")


BERORDA = "kommuner (tomt: inte registrerat)"


def _berorda(rad):
    return "alla kommuner" if rad.alla_kommuner else ", ".join(map(str, rad.kommuner.all()))


def _aktiviteter(u):
    ut = [(str(r.verksamhetsar), _nar(r), r.text, _berorda(r), r.arena, ja(r.exempel)) for r in _rader(u, Aktivitet)]
    return Tabell("aktiviteter", "Aktiviteter", ("år", "när", "aktivitet", BERORDA, "arena", EXEMPEL), ut)


def _resultat(u):
    ut = [
        (str(r.verksamhetsar), _nar(r), r.text, str(r.belopp or ""), r.enhet, r.kalla, _berorda(r), ja(r.exempel))
        for r in _rader(u, Resultat)
    ]
    return Tabell("resultat", "Resultat", ("år", "när", "resultat", "mängd", "enhet", "källa", BERORDA, EXEMPEL), ut)


def _projekt(u):
    rader = Projekt.objects.filter(uppdrag=u).select_related("verksamhetsar").order_by("verksamhetsar__fran", "pk")
    return Tabell("projekt", "Projekt", ("år", "slag", "projekt"), [(str(p.verksamhetsar), p.kolumn, p.namn) for p in rader])


def _pengar(u):
    rader = Resultatpost.objects.filter(uppdrag=u).select_related("verksamhetsar").order_by("verksamhetsar__fran")
    ut = [(str(p.verksamhetsar), p.budget, p.utfall, p.belopp, p.forklaring, ja(p.harledd)) for p in rader]
    huvud = ("år", "ersättning, kronor", "utfall, kronor", "resultat, kronor", "förklaring", "härledd (ja/nej)")
    return Tabell("resultat_i_kronor", "Pengar per år", huvud, ut)


def _budget(u):
    rader = Budgetpost.objects.filter(uppdrag=u).select_related("verksamhetsar").order_by("verksamhetsar__fran")
    ut = [(str(p.verksamhetsar), p.belopp, ja(p.beslutad), ja(p.exempel)) for p in rader]
    return Tabell("budget", "Budget per år", ("år", "budget, kronor", "beslutad (ja/nej)", EXEMPEL), ut)


def _statsbidrag(u):
    rader = Statsbidrag.objects.filter(uppdrag=u).select_related("verksamhetsar").order_by("verksamhetsar__fran", "pk")
    ut = [(str(s.verksamhetsar), s.namn, s.belopp, s.formedlat, s.formedlat_till, s.anvant, s.aterbetalas, s.overfors) for s in rader]
    huvud = (
        "år", "ändamål", "mottaget, kronor", "förmedlat, kronor", "förmedlat till", "använt, kronor", "återbetalas, kronor",
        "överförs, kronor",
    )  # fmt: skip
    return Tabell("statsbidrag", "Statsbidrag", huvud, ut)


def _beslut(u):
    """Taken in its arenas or at its meetings, or on its joint value."""
    return beslutstabell(Beslut.objects.filter(Q(arena__uppdrag=u) | Q(tillfalle__uppdrag=u) | Q(varderingar__uppdrag=u)).distinct())


def _forslag(u):
    rader = Andringsforslag.objects.filter(Q(uppdrag=u) | Q(blev=u)).exclude(status=Andringsforslag.Status.UTKAST).order_by("pk")
    ut = [(f.rubrik, f.get_sort_display(), f.text, f.get_status_display(), f.utsant_den, f.galler_fran, ja(f.exempel)) for f in rader]
    huvud = ("förslag", "slag", "text", "läge", "utsänt", "gäller från och med", EXEMPEL)
    return Tabell("andringsforslag", "Förslag till ändring av överenskommelsen som rör uppdraget", huvud, ut)


def _bedomningar(u):
    """What the kommuner handed in, in rounds that are over and by name."""
    gallande = Inlamning.objects.filter(deltagare__tillfragad=True, deltagare__omgang__anonym=False).gallande()
    rader = Inlamnat.objects.filter(uppdrag=u, inlamning__in=gallande).order_by("pk")
    rader = rader.select_related("fraga", "alternativ", "inlamning__deltagare__organisation", "inlamning__deltagare__omgang")
    ut = [
        (str(r.inlamning.deltagare.omgang), str(r.inlamning.deltagare), r.fraga.text, r.alternativ, r.text,
         ja(r.inlamning.deltagare.omgang.exempel)) for r in rader if r.inlamning.deltagare.omgang.is_over
    ]  # fmt: skip
    return Tabell("bedomningar", "Kommunernas bedömning", ("frågerunda", "kommun", "fråga", "svar", "med egna ord", EXEMPEL), ut)


def _vardering(u):
    rader = (
        Vardering.objects.filter(uppdrag=u, status=Vardering.Status.ENAD).select_related("omgang", "alternativ", "beslut").order_by("pk")
    )
    ut = [(str(v.omgang), v.alternativ, v.skal, v.beslut, ja(v.omgang.exempel)) for v in rader]
    return Tabell("gemensam_vardering", "Gemensam värdering", ("frågerunda", "värde", "motivering", "beslut", EXEMPEL), ut)


TABELLER = (
    _uppdraget, _beskrivningar, _medverkan, _satsningar, _bemanning, _samordnare, _nytta, _texter, _arenor, _tillfallen, _narvaro,
    _aktiviteter, _resultat, _projekt, _pengar, _budget, _statsbidrag, _beslut, _forslag, _bedomningar, _vardering,
)  # fmt: skip


def som_json(tabellerna):
    """The tables as one file: the same bytes for the same rows."""
    ut = [{"namn": t.namn, "vad": t.vad, "kolumner": t.huvud, "rader": [[_varde(v) for v in rad] for rad in t.rader]} for t in tabellerna]
    return json.dumps({"tabeller": ut}, ensure_ascii=False, indent=1).encode()


def summa(u):
    """The hash of what is known now, as the package's uppgifter.json has it."""
    return hashlib.sha256(som_json(tabeller(u))).hexdigest()


def senast_exporterad(uppdrag):
    """The hash of the package that was fetched last, or ""."""
    rader = Handelse.objects.filter(avtal_id=uppdrag.avtal_id, objekt=f"{uppdrag._meta.label_lower}:{uppdrag.pk}", akt=EXPORT)
    senast = rader.first()
    return senast.detaljer["sha256"] if senast else ""


def _varde(v):
    if isinstance(v, date):
        return v.isoformat()
    return v if v is None or isinstance(v, int) else str(v)


def _tryckbar(t):
    """The table with texts in every cell, without the columns that say nothing."""
    rader = [["" if v is None else str(v) for v in rad] for rad in t.rader]
    sager = [i for i in range(len(t.huvud)) if any(rad[i] not in {"", "nej"} for rad in rader)]
    return Tabell(t.namn, t.vad, tuple(t.huvud[i] for i in sager), [[rad[i] for i in sager] for rad in rader])


def _har_exempel(tabellerna):
    return any(rad[i] == "ja" for t in tabellerna for i, namn in enumerate(t.huvud) if "exempel" in namn for rad in t.rader)


def _sist(tabellerna, u):
    """The day of the package follows from what is in it."""
    dagar = [v for t in tabellerna for rad in t.rader for v in rad if isinstance(v, date)]
    return max(dagar, default=u.avtal.fran or date(2000, 1, 1))


def paketet(u):
    """All of it, as what is put in the diarium."""
    alla = tabeller(u)
    sist, data = _sist(alla, u), som_json(alla)
    ut = Arende(f"Överlämning av uppdraget {u}", u.avtal.dnr, sist, exempel=u.avtal.dnr_exempel)
    filer = [
        (f"{slugify(u.namn)}.pdf", f"Uppdraget {u}: historik", partial(_som_pdf, u, alla, sist)),
        ("uppgifter.json", "Samma uppgifter som data", lambda: data),
        *((f"{t.namn}.csv", t.vad, partial(som_csv, t.huvud, t.rader)) for t in alla),
    ]
    gemensamt = {"dnr": ut.dnr, "dag": sist, "ur": UR, "kalla": hashlib.sha256(data).hexdigest(), "exempel": ut.exempel}
    ut.handlingar = [Handling(namn, titel, gor=gor, **gemensamt) for namn, titel, gor in filer]
    ut.handlingar += [handling for utgava in dict(utgavor(u)) for handling in _utgavans_fil(utgava)]
    finns = {t.namn for t in alla}
    ut.saknas = [(t.vad, "Inget är registrerat.") for t in (gor(u) for gor in TABELLER) if t.namn not in finns]
    return ut


def _utgavans_fil(utgava):
    """The report as it was adopted: the signed file, or the unsigned while there is none."""
    dag, signatur = timezone.localdate(utgava.faststalld), getattr(utgava, "signatur", None)
    fil = utgava.filer.filter(sort=Utgavefil.Sort.PDF, kommun=None).select_related("utgava__verksamhetsar").first()
    data = bytes(signatur.innehall) if signatur else bytes(fil.innehall) if fil else None
    if data:
        kalla, titel = hashlib.sha256(data).hexdigest(), f"{utgava}{', signerad' if signatur else ''}"
        d = utgava.data
        yield Handling(f"{slugify(str(utgava))}.pdf", titel, d.dnr, dag, "Fastställd utgåva", kalla, lambda: data, exempel=d.dnr_exempel)


def _som_pdf(u, tabellerna, dag):
    """PDF/UA-1 and PDF/A-2a."""
    b = {"titel": f"Uppdraget {u}", "undertitel": "Historik för överlämning", "skapad": dag, "av": "Samverkan"}
    b |= {"dnr": u.avtal.dnr, "dnr_exempel": u.avtal.dnr_exempel, "exempel": _har_exempel(tabellerna)}
    texter = next((t.rader for t in tabellerna if t.namn == "texter"), [])
    context = {"b": b, "uppdrag": u, "texter": texter, "tabeller": [_tryckbar(t) for t in tabellerna if t.namn != "texter"]}
    return render_pdf(render_to_string("berattelse/overlamning_tryck.html", context))


def kvittot(overlamning):
    """The receipt as PDF/UA-1 and PDF/A-2a."""
    u = overlamning.uppdrag
    b = {"titel": "Kvitto på överlämning", "undertitel": str(u), "skapad": timezone.localdate(overlamning.tid), "av": overlamning.av}
    b |= {"dnr": u.avtal.dnr, "dnr_exempel": u.avtal.dnr_exempel, "exempel": False}
    return render_pdf(render_to_string("berattelse/overlamning_kvitto.html", {"b": b, "o": overlamning, "uppdrag": u}))
