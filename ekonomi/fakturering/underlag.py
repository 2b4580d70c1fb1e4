"""The basis for a year's invoices, read from the split, the rule, the ledger and what has been handed over; as PDF and Excel."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify

from ekonomi.fakturering.perioder import Fakturadel, Period, delat, fakturor, perioder, rattelseperiod
from ekonomi.folkmangd.nyckel import kommunparter, nyckel_for
from ekonomi.models import Fakturareferens, Faktureringsregel, Faktureringsunderlag, Kvittning, Skuldpost
from ekonomi.skuld.bok import utdrag
from ekonomi.skuld.lage import lagen
from samverkan import svenska
from samverkan.pdf.render import render_pdf
from samverkan.tabell import Kalkylblad, arbetsbok
from samverkan.tryckning import en_gang
from samverkan.vardagar import nasta_vardag


@dataclass(frozen=True)
class Fakturarad:
    """One period of one kommun, kronor; `lamnad` is the row that was handed over, or None."""

    period: Period
    belopp: Fakturadel
    lamnad: Faktureringsunderlag | None
    er_referens: str
    var_referens: str


@dataclass(frozen=True)
class Kommununderlag:
    """All periods of a kommun; `kvar` is what is left to pay back when the periods have taken what they can."""

    kommun: object
    rader: list[Fakturarad]
    kvittas: int
    kvar: int

    @property
    def summor(self):
        """(share, corrections, repayments, to invoice), kronor."""
        delar = [rad.belopp for rad in self.rader]
        return (
            sum(d.del_av_aret for d in delar), sum(d.rattelse for d in delar), sum(d.avdrag for d in delar), sum(d.belopp for d in delar),
        )  # fmt: skip

    @property
    def filnamn(self):
        return f"faktureringsunderlag-{slugify(self.kommun.tabellnamn)}"


@dataclass(frozen=True)
class Arsunderlag:
    """The whole year; `hinder` says why there is none yet."""

    year: object
    regel: Faktureringsregel | None
    kommuner: list[Kommununderlag]
    hinder: str
    dag: date

    @property
    def nasta(self):
        """The number of the first period that is not handed over, or None."""
        return min((rad.period.nummer for k in self.kommuner for rad in k.rader if rad.lamnad is None), default=None)

    def vid(self, nummer):
        """[(kommun, row)] of one period that are not handed over."""
        return [(k.kommun, rad) for k in self.kommuner for rad in k.rader if rad.period.nummer == nummer and rad.lamnad is None]


def underlag_for(year):
    """What is to be invoiced, as things stand now."""
    regel, nyckel = Faktureringsregel.objects.filter(avtal=year.avtal_id).first(), nyckel_for(year)
    hinder = ""
    if regel is None:
        hinder = "Skriv först in hur ersättningen faktureras."
    elif nyckel is None or not nyckel.rader:
        hinder = "Ersättningen är inte fördelad mellan kommunerna ännu."
    kommuner = [] if hinder else _kommuner(year, regel, nyckel)
    return Arsunderlag(year, regel, kommuner, hinder, timezone.localdate())


def _kommuner(year, regel, nyckel):
    alla = perioder(year.fran, year.till, regel.delar, regel.dagar, fran_slutet=regel.raknas_fran == regel.Rakna.SLUT)
    belopp = {rad.andel.kod: rad.belopp for rad in nyckel.rader}
    referenser = dict(Fakturareferens.objects.filter(avtal=year.avtal_id).values_list("organisation", "referens"))
    lamnade = {}
    for rad in Faktureringsunderlag.objects.filter(verksamhetsar=year).select_related("av"):
        lamnade.setdefault(rad.organisation_id, {})[rad.nummer] = rad
    kvittas = kvittas_av(year)
    return [
        _kommunens(
            part, alla, belopp.get(part.organisation.kod, 0), lamnade.get(part.organisation_id, {}),
            kvittas.get(part.organisation.kod, 0), (referenser.get(part.organisation_id, ""), regel.referens),
            nasta_vardag(timezone.localdate() + timedelta(days=regel.dagar)),
        )
        for part in kommunparter(year) if part.organisation.kod in belopp or part.organisation_id in lamnade
    ]  # fmt: skip


def _kommunens(part, alla, belopp, lamnade, kvittas, referenser, forfaller):
    """`forfaller` is the day a correction is due that comes after the last period: the rule's days from today, on a weekday."""
    delar = delat(belopp, alla, part.fran, part.till)
    resultat = fakturor(delar, {n: Fakturadel(r.del_av_aret, r.rattelse, r.avdrag) for n, r in lamnade.items()}, kvittas)
    kanda = {p.nummer: p for p in alla}
    rader = []
    for n, del_ in sorted(resultat.delar.items()):
        lamnad = lamnade.get(n)
        period = kanda.get(n) or rattelseperiod(n, alla[0].fran, alla[-1].till, forfaller)
        if lamnad:
            period = Period(n, period.namn, lamnad.fran, lamnad.till, lamnad.forfaller)
            rader.append(Fakturarad(period, del_, lamnad, lamnad.kommunens_referens, lamnad.regionens_referens))
        else:
            rader.append(Fakturarad(period, del_, None, *referenser))
    return Kommununderlag(part.organisation, rader, kvittas, resultat.kvar)


def aterbetalningar(avtal):
    """The ledger's decided repayments that nobody has corrected, each with its netting (or None)."""
    poster = Skuldpost.objects.filter(ursprung__avtal=avtal, andamal=Skuldpost.Andamal.ATERBETALAS, belopp__lt=0, rattad_av__isnull=True)
    return poster.select_related("ursprung", "beslut", "organisation", "kvittning__verksamhetsar")


def kvittas_av(year):
    """{kommunkod: kronor} of the repayments that are netted against the year's invoices, each kommun's part as the ledger tells it."""
    poster = set(Kvittning.objects.filter(verksamhetsar=year, skuldpost__rattad_av__isnull=True).values_list("skuldpost", flat=True))
    return _per_kommun(year.avtal, poster) if poster else {}


def _per_kommun(avtal, poster):
    ut = {}
    for lage in lagen(avtal):
        koder = {a.kod for a in lage.nyckel} | {p.kod for p in lage.poster if p.kod}
        for kod in koder:
            for rad in utdrag(lage, kod):
                if rad.post.rad.pk in poster:
                    ut[kod] = ut.get(kod, 0) - (rad.post.belopp if rad.andel is None and rad.post.kod else rad.andel or 0)
    return ut


def ofordelade(avtal):
    """The entries for all kommuner in a debt that nobody can divide: no kommun's part of them is known."""
    return {p.rad.pk for lage in lagen(avtal) if not lage.nyckel for p in lage.poster if not p.kod}


def som_pdf(u, k):
    """One kommun's basis: PDF/UA-1 and PDF/A-3a."""
    b = {"titel": f"Faktureringsunderlag {k.kommun}", "undertitel": u.year.avtal.titel, "av": "Samverkan", "skapad": u.dag}
    return en_gang(render_to_string("ekonomi/fakturering_tryck.html", {"b": b, "u": u, "k": k, "dag": svenska.datum(u.dag)}), render_pdf)


HUVUD = (
    "Kommun", "Kommunkod", "Period", "Från", "Till", "Del av ersättningen, kronor", "Rättelse, kronor", "Återbetalning som dras av, kronor",
    "Att fakturera, kronor", "Förfaller", "Kommunens referens", "Regionens referens", "Lämnat till fakturering", "Lämnat av",
)  # fmt: skip


def som_xlsx(u):
    """All kommuner and periods on one sheet."""
    rader = (
        (
            str(k.kommun), k.kommun.kod, rad.period.namn, str(rad.period.fran), str(rad.period.till), rad.belopp.del_av_aret,
            rad.belopp.rattelse, rad.belopp.avdrag, rad.belopp.belopp, str(rad.period.forfaller), rad.er_referens, rad.var_referens,
            str(timezone.localdate(rad.lamnad.skapad)) if rad.lamnad else "", str(rad.lamnad.av) if rad.lamnad else "",
        )
        for k in u.kommuner for rad in k.rader
    )  # fmt: skip
    return arbetsbok(Kalkylblad("Faktureringsunderlag", HUVUD, rader, (24, 12, 18, 12, 12, 20, 16, 22, 20, 12, 24, 24, 20, 24)))
