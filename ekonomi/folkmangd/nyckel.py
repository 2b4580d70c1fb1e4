"""The key of a year: who pays which part of the compensation, read from the parties, their days and the population registered."""

from copy import copy
from dataclasses import dataclass

from ekonomi.folkmangd.fordelning import Andel, Fordelningsrad, dagar_som_part, fordela
from ekonomi.models import Ersattning, Folkmangd
from ekonomi.resultat import i_procent
from ekonomi.schema import Fordelningsuppgift, Kommunandel
from samverkan.models import Organisation
from uppdrag.models import Part


@dataclass(frozen=True)
class Nyckel:
    """The split of one year's compensation; `saknas` names the kommuner whose population is not registered (then no rows)."""

    datum: object
    belopp: int
    rader: tuple[Fordelningsrad, ...]
    folkmangd: dict  # kommunkod → Folkmangd
    saknas: tuple[str, ...] = ()
    andrad: int = 0  # the part of `belopp` that decisions during the year have added, kronor

    @property
    def fastslagen(self):
        """What was fixed before any decision changed it, kronor."""
        return self.belopp - self.andrad

    @property
    def kontrollerad(self):
        return all(f.status == Folkmangd.Status.KONTROLLERAD for f in self.folkmangd.values())

    @property
    def kallor(self):
        return sorted({f.kalla for f in self.folkmangd.values()})

    @property
    def summor(self):
        """(population, whole kronor before the rest, kronor of the rest) of all."""
        return sum(r.andel.folkmangd for r in self.rader), sum(r.hela for r in self.rader), sum(r.extra for r in self.rader)

    def med_kalla(self):
        """[(working, its population row)]."""
        return [(rad, self.folkmangd[rad.andel.kod]) for rad in self.rader]


def nyckel_for(year):
    """The key of the year, or None when there is no compensation or no day whose population decides."""
    return nyckel_av(year, Ersattning.objects.filter(verksamhetsar=year).first())


def nyckel_av(year, ersattning):
    """The same, of the year's compensation (or None) when it is read."""
    if ersattning is None or ersattning.fordelningsdatum is None:
        return None
    return _nyckel(year, ersattning, kommunparter(year), _folkmangd(year.avtal_id, [ersattning.fordelningsdatum]))


def nycklar_av(ersattningar):
    """{the year's pk: its key} of compensations of one agreement, each read with its year and that year's omdisponeringar.

    Two questions however many they are.
    """
    rader = [e for e in ersattningar if e.fordelningsdatum]
    if not rader:
        return {}
    avtal = rader[0].verksamhetsar.avtal_id
    parter, folkmangd = list(_parter(avtal)), _folkmangd(avtal, {e.fordelningsdatum for e in rader})
    return {e.verksamhetsar_id: _nyckel(e.verksamhetsar, e, _med_dagar(parter, e.verksamhetsar), folkmangd) for e in rader}


def _folkmangd(avtal_id, dagar):
    """{day: {kommunkod: its population}}."""
    ut = {}
    for rad in Folkmangd.objects.filter(avtal=avtal_id, datum__in=dagar).select_related("organisation"):
        ut.setdefault(rad.datum, {})[rad.organisation.kod] = rad
    return ut


def _nyckel(year, ersattning, kommunparterna, per_dag):
    ersattning.verksamhetsar = year
    andrad = ersattning.andrad
    belopp = ersattning.belopp + andrad
    parter = [p for p in kommunparterna if p.dagar[0]]
    folkmangd = per_dag.get(ersattning.fordelningsdatum, {})
    saknas = tuple(str(p.organisation) for p in parter if p.organisation.kod not in folkmangd)
    andelar = [
        Andel(p.organisation.kod, p.organisation.tabellnamn, folkmangd[p.organisation.kod].antal, *p.dagar) for p in parter if not saknas
    ]
    delning = () if saknas or not any(a.vikt for a in andelar) else tuple(fordela(belopp, andelar))
    with_share = {rad.andel.kod: folkmangd[rad.andel.kod] for rad in delning}
    return Nyckel(ersattning.fordelningsdatum, belopp, delning, with_share, saknas, andrad)


def kommunparter_i(avtal):
    """The kommuner that are or were party to the agreement."""
    return Organisation.objects.filter(sort=Organisation.Sort.KOMMUN, pk__in=avtal.parter.values("organisation")).order_by("namn")


def kommunparter(year):
    """The kommuner that are or were party, each with its days (`dagar`) of the year, in the order of their names."""
    return _med_dagar(_parter(year.avtal_id), year)


def _parter(avtal_id):
    rader = Part.objects.filter(avtal=avtal_id, organisation__sort=Organisation.Sort.KOMMUN)
    return rader.select_related("organisation").order_by("organisation__namn")


def _med_dagar(parter, year):
    """The parties anew, for of another year they have other days."""
    ut = [copy(part) for part in parter]
    for part in ut:
        part.dagar = dagar_som_part(part.fran, part.till, year.fran, year.till)
    return ut


def fordelningsuppgift(nyckel):
    """The key as the report tells it; None when it is not known."""
    if nyckel is None or not nyckel.rader:
        return None
    return Fordelningsuppgift(
        datum=nyckel.datum,
        kalla="; ".join(nyckel.kallor),
        kontrollerad=nyckel.kontrollerad,
        summa=nyckel.belopp,
        rader=[
            Kommunandel(
                kod=r.andel.kod, kommun=r.andel.namn, folkmangd=r.andel.folkmangd, dagar=r.andel.dagar, belopp=r.belopp, procent=procent,
            )
            for r, procent in zip(nyckel.rader, i_procent([r.belopp for r in nyckel.rader]), strict=True)
        ],
    )  # fmt: skip
