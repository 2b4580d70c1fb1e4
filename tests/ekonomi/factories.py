"""The figures of 2022 on the small agreement of the tests."""

from datetime import date

from django.utils import timezone

from ekonomi import actions
from ekonomi.models import (
    Arsresultat,
    Avvikelseforklaring,
    Budgetpost,
    Budgetuppfoljning,
    Ersattning,
    Folkmangd,
    Objektkoppling,
    Prognosrad,
    Resultatpost,
    Skuldpost,
    Skuldursprung,
    Statsbidrag,
)
from tests.ekonomi.sieprov import PERIODER, fil


def godkand(year, by):
    """The year's outcome approved, so that its result can be booked."""
    Arsresultat.objects.filter(verksamhetsar=year).update(godkant=timezone.now(), godkant_av=by)


def figures(hus):
    """Adds the rows to `hus` and returns it."""
    year = hus.year
    hus.ersattning = Ersattning.objects.create(
        verksamhetsar=year, bas=10_046_000, bas_harledd=True, index_procent="2.60", belopp=10_307_000, fordelningsdatum=date(2021, 11, 1)
    )
    hus.post = Resultatpost.objects.create(verksamhetsar=year, uppdrag=hus.uppdrag, belopp=1_705_000, forklaring="vakanser.")
    hus.rest = Resultatpost.objects.create(verksamhetsar=year, benamning="Övriga delar", belopp=1_296_000, harledd=True, ordning=9)
    hus.arsresultat = Arsresultat.objects.create(verksamhetsar=year, belopp=3_001_000)
    hus.ursprung = Skuldursprung.objects.create(avtal=hus.avtal, beteckning="2020–2021", forsta=2020, sista=2021)
    hus.skuldpost = Skuldpost.objects.create(
        ursprung=hus.ursprung,
        sort=Skuldpost.Sort.INGAENDE,
        datum=date(2022, 1, 1),
        belopp=3_490_000,
        text="Ingående skuld",
        av=hus.controller,
    )
    hus.bidrag = Statsbidrag.objects.create(verksamhetsar=year, uppdrag=hus.uppdrag, namn="Yrkesvux", belopp=49_800_000)
    return hus


def avlast_fil(year, by, data=None, namn="utfall.se"):
    """A file of the accounts that is kept and read, and not yet saved."""
    rad = actions.ta_emot(year, namn, fil(PERIODER) if data is None else data, by=by)
    actions.read(rad)
    return rad


def koppla_alla(rad, uppdrag, by):
    """401 belongs to the uppdrag, whose compensation is known, the rest is set aside."""
    Resultatpost.objects.get_or_create(verksamhetsar=rad.verksamhetsar, uppdrag=uppdrag, defaults={"budget": 0})
    actions.koppla(rad, {"401": (uppdrag, ""), "*": (None, "Hör inte till avtalet"), "(utan)": (None, "Hör inte till avtalet")}, by=by)
    return Objektkoppling.objects.get(avtal=rad.avtal_id, monster="401")


def beslutad_budget(year, uppdrag, belopp, by):
    """The budget of an uppdrag, decided."""
    return Budgetpost.objects.create(verksamhetsar=year, uppdrag=uppdrag, belopp=belopp, beslutad=timezone.now(), beslutad_av=by)


def uppfoljning(year, per, by, belopp):
    """A reading: {uppdrag: (outcome, prognos)}."""
    row = Budgetuppfoljning.objects.create(verksamhetsar=year, per=per, kalla="Resultatrapport", av=by)
    Prognosrad.objects.bulk_create(Prognosrad(uppfoljning=row, uppdrag=u, utfall=a, prognos=b) for u, (a, b) in belopp.items())
    return row


def forklarad(year, uppdrag, controller, samordnare):
    """The row of a reading that the samordnare has explained."""
    rad = uppfoljning(year, year.fran.replace(month=4, day=30), controller, {uppdrag: (300_000, 1_100_000)}).rader.get()
    Avvikelseforklaring.objects.create(prognosrad=rad, text="En tjänst tillsattes tidigare än väntat.", av=samordnare)
    return rad


def med_resultat(hus):
    """The lump of 2020–2021, and the result of 2022 booked by its own key: Berg 952 993, Krokom 2 048 007."""
    figures(hus)
    for kommun, antal in ((hus.berg, 7_133), (hus.krokom, 15_329)):
        Folkmangd.objects.create(avtal=hus.avtal, organisation=kommun, datum=date(2021, 11, 1), antal=antal, kalla="SCB")
    godkand(hus.year, hus.controller)
    hus.resultat = actions.bokfor_resultat(hus.year, by=hus.direktor)
    return hus
