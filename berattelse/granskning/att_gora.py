"""Whose turn it is: all that waits for a person, each with where it is done, its last day and the word on its button. Read from what the
start page has read; asks little of its own.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from berattelse.granskning.arslage import LANGE, NU, SENT, dagar_i_ord
from berattelse.granskning.fyra_ogon import forberett, hinder
from berattelse.granskning.hinder import laget
from berattelse.granskning.kommentarer import att_besvara
from berattelse.granskning.oversikt import Brist, address
from berattelse.models import Avsnitt, Skede
from ekonomi.budget.aret import att_forklara
from ekonomi.skuld.beslutat import att_bokfora
from enkat.models import Deltagare
from samverkan.models import Roll
from samverkan.svenska import kronor, numerus, talord
from uppdrag.models import Andringsforslag

MED = {Skede.TILL_KOMMUNERNA: "", Skede.MED_VARDERING: " med kommunernas värdering"}
# The steps that no other line of the page tells of: what is registered or written by the one who has the step.
EGNA_STEG = {"planerat", "sammanstallt", "traffat", "beslutat", "rapporterat", "rekommenderat"}


SKRIVS = {Avsnitt.Status.EJ_PABORJAD: ("Skriv", "Skriv"), Avsnitt.Status.UTKAST: ("Skriv klart", "Skriv vidare")}
SVARA = {Deltagare.Status.EJ_BORJAT: "Svara", Deltagare.Status.BORJAT: "Fortsätt"}
MANGA = 5  # sections to review shown each by itself; more are reviewed together


@dataclass(frozen=True)
class Uppgift(Brist):
    """Something to do, and the last day of the step it belongs to. `mer` is said beside it, `citat` is what somebody wrote of it."""

    dag: date | None = None
    knapp: str = "Öppna"
    mer: str = ""
    citat: str = ""

    @property
    def om(self):
        """What the button is about, for who hears it alone."""
        return self.text.removeprefix(self.knapp).strip()

    @property
    def dagar(self):
        return (self.dag - timezone.localdate()).days if self.dag else None

    @property
    def dagar_i_ord(self):
        return dagar_i_ord(self.dagar) if self.dag else ""


def att_gora(sida):
    """[Uppgift] of what waits for whoever is to do it, the nearest last day first: what came back, answers, sections, the acts of the year,
    comments, drafts.

    `sida` is her start page (startsidan.Startsida).
    """
    delar = {Roll.CONTROLLER: _controller, Roll.PROCESSLEDARE: _processledare, Roll.DIREKTOR: _direktor}
    i_rollen = [rad for roll, del_ in delar.items() if sida.avtal_som(roll) for rad in del_(sida, sida.avtal_som(roll))]
    ovrigt = [*_samordnare(sida.user), *(att_besvara(sida.user) if sida.is_regional else []), *_osparat(sida)]
    egna = [*_ater(sida), *_svaren(sida), *_skrivs(sida), *_granskas(sida)]
    rader = [*egna, *_stegen(sida), *i_rollen, *(Uppgift(b.text, b.url) for b in ovrigt)]
    return sorted(rader, key=_narmast)


def _narmast(rad):
    """What is late or near before what has been late so long that it has stopped to press, and that before what has no day."""
    return (rad.dag is None, rad.dag is not None and rad.dagar < -LANGE, rad.dag or date.max)


def _ater(sida):
    """What has come back to her, with the reason in its words."""
    return [
        Uppgift(
            f"Rätta {a} {a.verksamhetsar}", a.get_absolute_url(), sida.dag(a.verksamhetsar_id, "skrivet"), "Skriv vidare",
            f"skickat åter {timezone.localdate(a.ater_tid)} av {a.ater_vem}" if a.ater_tid else "", a.ater_skal or "",
        )
        for a in sida.ater
    ]  # fmt: skip


def _skrivs(sida):
    """The sections she is to write, or to go through because they have last year's text."""
    ut = []
    for a in sida.mina:
        if a.status in SKRIVS or a.fran_foregaende:
            vad, knapp = SKRIVS.get(a.status, ("Gå igenom", "Öppna"))
            dag = sida.dag(a.verksamhetsar_id, "skrivet")
            ut.append(Uppgift(f"{vad} {a} {a.verksamhetsar}", a.get_absolute_url(), dag, knapp, _mer(a)))
    return ut


def _mer(a):
    return "text från föregående år att gå igenom" if a.fran_foregaende else laget(a)


def _granskas(sida):
    """The sections that wait for her approval, or have changed since they got it: each, or where they are many all of a year together."""
    ut = []
    for year in {a.verksamhetsar_id: a.verksamhetsar for a in sida.att_granska}.values():
        rader, dag = [a for a in sida.att_granska if a.verksamhetsar_id == year.pk], sida.dag(year.pk, "granskat")
        if len(rader) > MANGA:
            vad = f"Granska {numerus(len(rader), 'ett avsnitt', 'avsnitt')} {year}"
            ut.append(Uppgift(vad, address("berattelse:year_godkann", year.pk), dag, "Granska", ", ".join(map(str, rader))))
        else:
            ut += [Uppgift(f"Granska {a} {year}", a.get_absolute_url(), dag, "Granska", laget(a) if a.sett_andrat else "") for a in rader]
    return ut


def _svaren(sida):
    """The answers of her kommuner and her bodies that are not handed in, and what waits for her kommun's decision."""
    ut = [Uppgift(r.att_gora, r.url, r.sista, r.knapp, r.mer) for _, rader in sida.kommunerna for r in rader if r.knapp]
    for d in sida.mina_svar:
        if d.andrad:
            vad, mer = f"Skicka in det ändrade svaret för {d}", f"{d.omgang.namn}, ändringen räknas inte än"
            ut.append(Uppgift(vad, address("enkat:svar_skicka_in", d.pk), d.sista_dag, "Skicka in", mer))
        elif d.status in SVARA:
            mer = f"{d.omgang.namn}, {d.get_status_display().lower()}"
            ut.append(Uppgift(f"Svara för {d}", address("enkat:svar_start", d.pk), d.sista_dag, SVARA[d.status], mer))
    return ut


def _stegen(sida):
    """Her steps that go on or are late, where nothing else says so."""
    hennes = [(a, s) for a in sida.aren for s in a.steg if s.lage in {NU, SENT} and s.steg.sort in EGNA_STEG]
    return [
        Uppgift(f"{s} {a.year}", s.url, s.sista_dag, mer=s.utfall.text) for a, s in hennes if s.steg.vem in sida.roller[a.year.avtal_id]
    ]


def _osparat(sida):
    return [Brist("Osparad text: det du har skrivit utan att spara", address("samverkan:kladd_list"))] if sida.osparat else []


def _slutade(sida, avtal):
    """The years that are over and still open."""
    idag = timezone.localdate()
    return [y for y in sida.years if y.avtal_id in avtal and y.status == y.Status.OPPET and y.till < idag]


def _vantar(sida, avtal):
    """{(year, stage)} that the processledare has said to be done, where no edition has come of it yet."""
    har = [(year, skede) for year in sida.years if year.avtal_id in avtal for skede in Skede]
    return [(y, skede) for y, skede in har if getattr(y, f"steg_vantar{skede}") and (skede == Skede.MED_VARDERING or y.is_open)]


def _controller(sida, avtal):
    kvar = [year for year in _slutade(sida, avtal) if not year.steg_utfallet]
    ut = [Uppgift(f"Godkänn utfallet {y}", address("ekonomi:year_detail", y.pk), sida.dag(y.pk, "utfallet"), "Godkänn") for y in kvar]
    return ut + [
        Uppgift(
            f"Bokför {kronor(r.kvar)} enligt {r.beslut}", address("ekonomi:beslut_create", r.beslut.avtal_id), None, "Bokför", r.beslut.text
        )
        for r in att_bokfora(*avtal)
    ]


def _samordnare(user):
    return [
        Brist(f"Förklara avvikelsen från budgeten {rad.verksamhetsar}: {rad.uppdrag}", address("ekonomi:prognosrad_forklara", rad.pk))
        for rad in att_forklara(user)
    ]


def _processledare(sida, avtal):
    vantar = {(year.pk, skede) for year, skede in _vantar(sida, avtal)}
    utgavor = [u for u in sida.utgavor if u.verksamhetsar.avtal_id in avtal]
    skeden = {(u.verksamhetsar_id, u.skede) for u in utgavor}
    ut = [Uppgift(f"Ta in eller lägg undan det sena svaret från {d}", address("enkat:sent_detail", d.pk)) for d in sida.sena_svar]
    ut += _att_genomfora(avtal)
    for year in _slutade(sida, avtal):
        vad = f"Färdigställ en rättad utgåva av {year}" if (year.pk, 1) in skeden else f"Färdigställ berättelsen {year}"
        dag = None if (year.pk, 1) in skeden else sida.dag(year.pk, "fardigstallt")  # a correction has no day of its own
        rad = Uppgift(vad, address("berattelse:fardigstall", year.pk, 1), dag)
        ut += [rad] if (year.pk, 1) not in vantar else []
    for u in utgavor:
        nasta = (u.verksamhetsar_id, 2)
        ut += [] if u.skede == 1 and nasta in skeden else _utgivning(sida, u)
        if u.is_signerad and u.skede == 1 and not u.verksamhetsar.is_open and nasta not in skeden and nasta not in vantar:
            ut.append(Uppgift(f"Färdigställ {u.verksamhetsar} med kommunernas värdering", address("berattelse:fardigstall", *nasta)))
    return ut


def _att_genomfora(avtal):
    """Adopted changes in force that the clock could not carry out."""
    fast = Andringsforslag.objects.filter(avtal__in=avtal).att_genomfora(timezone.localdate())
    return [Uppgift(f"Genomför ändringen för hand: {f}", f.get_absolute_url(), f.galler_fran) for f in fast]


def _utgivning(sida, utgava):
    """What is left to do with a signed edition that holds: publish, send."""
    if not utgava.is_signerad or not sida.haller(utgava):
        return []
    dag = sida.dag(utgava.verksamhetsar_id, "overlamnat") if utgava.skede == Skede.TILL_KOMMUNERNA else None
    ut = [] if utgava.is_publicerad else [Uppgift(f"Publicera {_i_text(utgava)}", utgava.get_absolute_url(), dag, "Publicera")]
    if vilka := _ej_sand_till(utgava):
        ut.append(Uppgift(f"Sänd {_i_text(utgava)} till {vilka}", address("berattelse:utgava_distribuera", utgava.pk), dag, "Sänd"))
    return ut


def _ej_sand_till(utgava):
    """Whom it is still to be sent to, in words; "" when every kommun of the agreement has got it."""
    if not utgava.sand_till_antal:
        return "parterna"
    n = utgava.kommuner_utan
    return "" if not n else "den kommun som inte har fått den" if n == 1 else f"de {talord(n)} kommuner som inte har fått den"


def _direktor(sida, avtal):
    """What she may adopt and sign; where she has prepared it herself, that somebody else is to do it, and why."""
    ut, vantar = [], _vantar(sida, avtal)
    osignerade = [u for u in sida.utgavor if u.verksamhetsar.avtal_id in avtal and not u.is_signerad and sida.haller(u)]
    gjort = forberett(sida.user, avtal) if vantar or osignerade else {}
    for y, skede in vantar:
        vad, url = f"berättelsen {y}{MED[skede]}", address("berattelse:faststall", y.pk, skede)
        hindret = hinder(gjort[y.pk, skede, None], "fastställa den")
        ut.append(_av_annan("Fastställ", "fastställa", vad, url, _dagen(sida, y.pk, skede, "faststallt"), hindret))
    for u in osignerade:
        year, hindret = u.verksamhetsar_id, hinder(gjort[u.verksamhetsar_id, u.skede, u.pk], "signera den")
        ut.append(_av_annan("Signera", "signera", _i_text(u), u.get_absolute_url(), _dagen(sida, year, u.skede, "signerat"), hindret))
    return ut


def _av_annan(knapp, gora, vad, url, dag, hindret):
    """The act as hers; or, where something hinders her, that another is to do it."""
    return Uppgift(f"Låt någon annan {gora} {vad}", url, dag, "Läs", hindret) if hindret else Uppgift(f"{knapp} {vad}", url, dag, knapp)


def _dagen(sida, year, skede, sort):
    return sida.dag(year, sort) if skede == Skede.TILL_KOMMUNERNA else None


def _i_text(utgava):
    text = str(utgava)
    return text[:1].lower() + text[1:]
