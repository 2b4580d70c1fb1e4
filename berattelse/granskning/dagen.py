"""The first line of a person's start page: the day's one truth, for her."""

from django.utils import timezone

from berattelse.granskning.arslage import nar
from enkat.models import Deltagare
from enkat.oversikt import som_kan_svara
from samverkan.models import Roll
from samverkan.svenska import dag_och_manad, genitiv, lista_text, numerus, stor_bokstav

Status = Deltagare.Status
LAGET = {Status.EJ_BORJAT: "inte påbörja", Status.BORJAT: "påbörja", Status.INSKICKAT: "inskicka"}
SKRIVS = {"ej_paborjad", "utkast"}
FA = 3  # so many sections are named


def dagens_mening(sida):
    """What the page (startsidan.Startsida) says first."""
    if sida.avtal_som(Roll.PROCESSLEDARE) or sida.hinder is not None:
        mening = _aret(sida)
    else:
        mening = _svaret(sida) or _avsnitten(sida) or _aret(sida)
    return mening or ("" if sida.att_gora or not sida.roller else "Ingenting väntar på dig i dag.")


def _svaret(sida):
    """Of her kommun's judgement, else her body's answer, the one whose last day is nearest."""
    oppna = som_kan_svara([d for d in sida.svar if d.egen])
    d = min(oppna, key=lambda d: (d.status == Status.INSKICKAT and not d.andrad, d.arena_id is not None), default=None)
    if d is None:
        return ""
    den, slut = ("Den", "d") if d.organisation_id else ("Det", "t")
    vad = f"{genitiv(str(d))} bedömning av {d.omgang.verksamhetsar}" if d.organisation_id else f"Svaret från {d}"
    sista = f"den {dag_och_manad(d.sista_dag, timezone.localdate())}"
    if d.andrad:
        den = den.lower()
        return f"{vad} är ändra{slut} sedan {den} skickades in. Ändringen räknas först när {den} skickas in igen, senast {sista}."
    sedan = f"kan ändras till och med {sista}" if d.status == Status.INSKICKAT else f"ska lämnas senast {sista}"
    return f"{vad} är {LAGET[d.status]}{slut}. {den} {sedan}."


def _avsnitten(sida):
    """Of the sections she writes: what has come back, and what is to be handed in."""
    if not sida.mina:
        return ""
    ater, skrivs = sida.ater, [a for a in sida.mina if a.status in SKRIVS]
    if not (ater or skrivs):
        return "Alla dina avsnitt är godkända." if all(a.status == "godkand" for a in sida.mina) else "Alla dina avsnitt är lämnade."
    klara = [a for a in sida.mina if a not in ater and a not in skrivs]
    delar = [f"{_namn(nagra)} har kommit åter och {_lamnas(dag)}" for dag, nagra in _per_dag(sida, ater)]
    delar += [f"{_namn(nagra)} {_lamnas(dag)}" for dag, nagra in _per_dag(sida, skrivs)]
    delar += [f"{_namn(klara)} är {'lämnat' if len(klara) == 1 else 'lämnade'}"] if klara and len(klara) <= FA else []
    return f"{'. '.join(map(stor_bokstav, delar))}."


def _namn(avsnitt):
    return lista_text([str(a) for a in avsnitt]) if len(avsnitt) <= FA else numerus(len(avsnitt), "ett avsnitt", "avsnitt")


def _per_dag(sida, avsnitt):
    """[(the last day of its year's writing, the sections)], the first day first; each year has its own, or none."""
    found = {}
    for a in avsnitt:
        found.setdefault(sida.dag(a.verksamhetsar_id, "skrivet"), []).append(a)
    return sorted(found.items(), key=lambda rad: (rad[0] is None, rad[0]))


def _lamnas(dag):
    if dag is None:
        return "ska lämnas, men ingen dag är satt"
    kvar = (dag - timezone.localdate()).days
    return f"{'skulle ha lämnats' if kvar < 0 else 'ska lämnas'} {nar(kvar)}"


def _aret(sida):
    """Of the main year: when it is to be adopted and how much hinders; else where it stands."""
    if sida.huvudar is None:
        return ""
    faststallt = sida.huvudar.steget("faststallt")
    if (sida.hinder is None and not sida.fardigstalld) or faststallt is None or faststallt.lage == "klart":
        return sida.huvudar.mening
    sedan = "Den är färdigställd." if sida.fardigstalld else _hindrar(sida.hinder)
    return f"{_faststalls(faststallt)} {sedan}"


def _faststalls(steg):
    if steg.dagar is None:
        return "Ingen dag är satt då berättelsen ska fastställas."
    if steg.dagar < 0:
        return f"Berättelsen skulle ha fastställts {nar(steg.dagar)}."
    return f"Berättelsen ska fastställas {nar(steg.dagar)}."


def _hindrar(hinder):
    alla, egna = sum(h.antal for h in hinder), sum(h.antal for h in hinder if h.mitt)
    if not alla:
        return "Avsnitten och utfallet är godkända."
    sagt = f"{stor_bokstav(numerus(alla, 'en sak', 'saker'))} hindrar"
    if egna == alla:
        return f"{sagt}, och {'den är din' if alla == 1 else 'alla är dina'}."
    ingen = ", ingen av dem är din" if alla > 1 else ""
    return f"{sagt}, {numerus(egna, 'en av dem är din', 'av dem är dina')}." if egna else f"{sagt}{ingen}."
