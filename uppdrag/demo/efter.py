"""What comes after the report, all of it exempel: meetings with the kommuner, a recommendation followed up, a proposed change."""

from datetime import UTC, date, datetime

from samverkan.models import Organisation, User
from uppdrag.models import Andringsforslag, Beslut, Narvaro, Partsbeslut, Rekommendation, Tillfalle, Uppdrag, Uppfoljning, Verksamhetsar

TRAFFAR = (
    ("Berg", date(2023, 1, 17), "Kommunen ser stor nytta av Lärcentrum men saknar återkoppling från FoU Jämt.", "Bemanningen i FoU Jämt."),
    ("Åre", date(2023, 1, 19), "Kommunen vill ha underlagen tidigare inför mötena.", "Underlag ska sändas senast tio dagar före."),
    ("Östersund", date(2023, 1, 24), "Kommunen är i huvudsak nöjd.", ""),
)
BIFALL = ("Berg", "Krokom", "Åre")


def load(avtal):
    if Rekommendation.objects.filter(avtal=avtal).exists():
        return
    year = Verksamhetsar.objects.get(avtal=avtal, beteckning="2022")
    kommuner = {o.kortnamn: o for o in Organisation.objects.filter(sort=Organisation.Sort.KOMMUN)}
    region = Organisation.objects.get(kod="23")
    for kort, dag, anteckning, vidare in TRAFFAR:
        traff = Tillfalle.objects.create(
            avtal=avtal, kommun=kommuner[kort], om_year=year, sort="kommunvis_traff", fran=dag, till=dag, status="hallet",
            datum_exempel=True, anteckning=anteckning, till_namnden=vidare,
        )  # fmt: skip
        Narvaro.objects.bulk_create(Narvaro(tillfalle=traff, organisation=o, antal=2) for o in (kommuner[kort], region))
    beslut = Beslut.objects.get(avtal=avtal, organ="Regionens samverkansråd", datum=date(2023, 2, 6))
    rekommendation = Rekommendation.objects.create(
        avtal=avtal, beslut=beslut, text="Att bemanningen av FoU Jämt säkras.", agare="Regional utvecklingsdirektör",
        organisation=region, klar_senast=date(2023, 6, 30), status="pagar",
    )  # fmt: skip
    _forra_arets(avtal, year, region)
    _forslag(avtal, rekommendation, kommuner)


def _forslag(avtal, rekommendation, kommuner):
    """A proposed change that some of the parties have decided on."""
    forslag = Andringsforslag.objects.create(
        avtal=avtal, rubrik="FoU Jämt får en gemensam styrgrupp", sort="omforma", uppdrag=Uppdrag.objects.get(avtal=avtal, namn="FoU Jämt"),
        text="FoU-rådet ersätts av en styrgrupp som kommunerna och regionen utser tillsammans.",
        skal="Rådets uppgifter har varit oklara när tjänsterna stått tomma.", rekommendation=rekommendation, status="utsant",
        utsant_den=date(2023, 3, 1), exempel=True,
    )  # fmt: skip
    for n, kort in enumerate(BIFALL, 1):
        Partsbeslut.objects.create(
            forslag=forslag,
            organisation=kommuner[kort],
            bifall=True,
            organ="Kommunstyrelsen",
            datum=date(2023, 4, 10 + n),
            paragraf=str(40 + n),
        )


def _forra_arets(avtal, year, region):
    """What the council recommended a year before, and what has come of it: told in the report of 2022."""
    beslut = Beslut.objects.get(avtal=avtal, organ="Regionens samverkansråd", datum=date(2022, 2, 7))
    rekommendation = Rekommendation.objects.create(
        avtal=avtal, beslut=beslut, text="Att underlag till mötena sänds ut senast tio dagar före.", agare="Processledaren",
        organisation=region, klar_senast=date(2022, 12, 31), status="genomford",
    )  # fmt: skip
    uppfoljning = Uppfoljning.objects.create(
        rekommendation=rekommendation, verksamhetsar=year, text="Årets kallelser har i huvudsak gått ut i tid.", status="genomford",
        av=User.objects.get(email="processledare@exempel.test"),
    )  # fmt: skip
    Uppfoljning.objects.filter(pk=uppfoljning.pk).update(tid=datetime(2023, 1, 12, 9, tzinfo=UTC))
