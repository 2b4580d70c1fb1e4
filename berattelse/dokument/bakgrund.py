"""What the agreement is and what has happened to it, told in sentences made from its rows."""

from datetime import timedelta

from samverkan import svenska
from uppdrag.models import Avtalsandring


def bakgrund(year):
    """The paragraphs under Bakgrund: the agreement as it stood when the year ended, what happened to it, and which time is told of."""
    avtal = year.avtal
    versioner = list(avtal.versioner.filter(fran__lte=year.till).order_by("-fran").select_related("beslut")[:1])
    version = versioner[0] if versioner else None
    stycken = [_om_avtalet(avtal, version, year), _om_omraden(version), _om_andringar(avtal, year), _om_redovisningen(year)]
    return [stycke for stycke in stycken if stycke]


def avtalets_namn(avtal):
    """ "Överenskommelse om … (RUN/1/2018)", with a word when the dnr is made up."""
    return f"{avtal.titel} ({avtal.dnr}{', exempel' if avtal.dnr_exempel else ''})"


def _om_avtalet(avtal, version, year):
    parter = svenska.lista_text(_parterna(avtal, year))
    text = f"Samverkan{f' mellan {parter}' if parter else ''} regleras i {avtalets_namn(avtal)}."
    if version and version.beslut:
        text += f" {version.beslut.vem_och_nar} om den lydelse som gällde under året, {version.beteckning}."
    return text


def _parterna(avtal, year):
    """The region by name, the kommuner by number: those that were party during the year."""
    parter = [part.organisation for part in avtal.parter.under(year).select_related("organisation")]
    kommuner = [o for o in parter if o.sort == o.Sort.KOMMUN]
    andra = [str(o) for o in parter if o.sort != o.Sort.KOMMUN]
    return [*andra, f"{svenska.talord(len(kommuner))} kommun{'er' if len(kommuner) > 1 else ''}"] if kommuner else andra


def _om_omraden(version):
    namn = [omrade.namn for omrade in version.omraden.all()] if version else []
    if not namn:
        return ""
    return f"Överenskommelsen är indelad i {svenska.talord(len(namn), 'ett')} samverkansområden: {svenska.lista_text(namn)}."


def _om_andringar(avtal, year):
    """Extended, terminated, succeeded; the order is that of time as far as it is known."""
    meningar = [_andringen(a) for a in avtal.andringar_i_tid if not a.datum or a.datum <= year.till]
    efter = [e.namn for e in avtal.eftertradare.filter(fran__lte=year.till + timedelta(days=1))]
    if efter:
        meningar.append(f"Efter den följer {svenska.lista_text(efter)}.")
    return " ".join(meningar)


def _andringen(andring):
    tid = svenska.tidpunkt(andring.datum, andring.datum_text)
    if andring.sort == Avtalsandring.Sort.FORLANGNING:
        return f"Beslut om att förlänga den till och med den {svenska.datum(andring.nytt_slut)} fattades {tid}."
    return f"Den sades upp {tid}."


def _om_redovisningen(year):
    return f"Den här rapporten följer upp {year.beteckning} och avser {svenska.period(year.fran, year.till)}."
