"""How the year was followed up, in sentences made from the rows: signed, asked, met, decided."""

from berattelse.dokument.brevhuvud import lasta_den
from berattelse.dokument.skuldbeslut import skuldbesluten
from berattelse.models import Skede, Utgava
from enkat.resultat.kapitel import varderingen
from samverkan import svenska
from samverkan.svenska import SUBSTANTIV
from uppdrag.models import Beslut, Tillfalle


def handelser(year, *, till=None, vardering=None):
    """One sentence for each thing that has taken place (no later than the day `till`, when it is given)."""
    vardering, per = vardering or varderingen(year), per_idag(till)
    organ = [_organen(runda, vardering.organrundor, per) for runda in vardering.organrundor]
    kommuner = [_bedomningen(runda, vardering.kommunrundor, per) for runda in vardering.kommunrundor]
    meningar = [_berattelsen(year, till), *kommuner, *organ, _traffarna(year, till)]
    return [m for m in (*meningar, *_beslutet(year, till), *skuldbesluten(year, till=till)) if m]


def berattelsens_namn(year):
    """ "Verksamhetsberättelse 2022 (RUN/2/2023)"."""
    dnr = f" ({year.dnr}{', exempel' if year.dnr_exempel else ''})" if year.dnr else ""
    return f"Verksamhetsberättelse {year}{dnr}"


def _berattelsen(year, till):
    """The day that the adopted report bears; that it is signed is another thing. Of a draft the day is a plan, and is not told."""
    fast = Utgava.objects.filter(verksamhetsar=year, skede=Skede.TILL_KOMMUNERNA).gallande()
    dag = next((dag or year.undertecknas for dag in fast.values_list("fardigstallande__dag", flat=True)), None)
    return f"{berattelsens_namn(year)} är daterad den {svenska.datum(dag)}." if dag and (till is None or dag <= till) else ""


def _vilken(runda, alla):
    """Which round it is, where the year has several of its kind."""
    return f"{runda.namn}: " if len(alla) > 1 else ""


def per_idag(dag):
    """ " per den 30 november 2026", of answers: they are counted as they are today, whatever earlier day a document bears."""
    lasta = lasta_den(dag)
    return f" per den {svenska.datum(lasta)}" if lasta else ""


def _bedomningen(kommuner, alla, per):
    text = f"{_vilken(kommuner, alla)}{av_alla(kommuner, 'kommuner')} har lämnat sin bedömning{per}"
    text += f"{' (svar kan fortfarande komma in)' if kommuner.preliminar else ''}."
    enade = sum(rad.enad for rad in kommuner.uppdrag)
    if enade:
        text += f" För {svenska.talord(enade, 'ett')} uppdrag finns en beslutad gemensam värdering."
    return text + _exempel(kommuner)


def _organen(organ, alla, per):
    pagar = " (svar kan fortfarande komma in)" if organ.preliminar else ""
    return f"{_vilken(organ, alla)}{av_alla(organ, 'samverkansorgan', 'ett')} har besvarat frågeformuläret{per}{pagar}.{_exempel(organ)}"


def av_alla(omgang, vilka, genus="en"):
    """ "Fem av åtta kommuner", "Alla åtta kommuner"."""
    lamnade, tillfragade = omgang.lamnade, svenska.talord(omgang.tillfragade, genus)
    if lamnade == omgang.tillfragade:
        return f"Alla {tillfragade} {vilka}"
    ord_ = svenska.talord(lamnade, genus) if lamnade else "ingen" if genus == "en" else "inget"
    return f"{svenska.stor_bokstav(ord_)} av {tillfragade} {vilka}"


def _exempel(omgang):
    return " Svaren är exempel." if omgang.exempel else ""


def _traffarna(year, till):
    rows = Tillfalle.objects.filter(om_year=year, kommun__isnull=False).hallna().select_related("kommun").order_by("fran")
    rows = list(rows.filter(fran__lte=till) if till else rows)
    if not rows:
        return ""
    antal = svenska.stor_bokstav(SUBSTANTIV["kommunvis träff"].antal(len(rows)))
    return f"{antal} har hållits: {svenska.lista_text([f'{t.kommun.tabellnamn} den {svenska.datum(t.fran)}' for t in rows])}."


def _beslutet(year, till):
    """What the council has decided in the year after the year, whatever month that ends in."""
    rows = Beslut.objects.om_berattelsen(year)
    for b in (rows.filter(datum__lte=till) if till else rows).order_by("datum"):
        text = b.text[:1].lower() + b.text[1:].rstrip(".")
        yield f"{b.vem_och_nar.removesuffix(',')}, {text}{' (exempel)' if b.exempel else ''}."
