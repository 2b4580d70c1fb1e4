"""The years 2021 (locked) and 2022 (open): what they print under which heading, and who worked in the uppdrag."""

from datetime import date

from samverkan.models import Organisation
from uppdrag.actions.arssteg import lagg_in_arssteg
from uppdrag.arsplan import PRAXIS
from uppdrag.models import Bemanning, Rubrik, Rubrikuppdrag, Verksamhetsar

EU, LEDNING = "EU-frågor och North Sweden European Office", "Ledning"
# (printed heading, the area of 2019 it stands for, its uppdrag in order). 2021's own report is not among the sources.
RUBRIKER = {
    "2021": (
        ("EU och övergripande regional utveckling", None, (EU, "Internationellt arbete", LEDNING)),
        ("Social välfärd och folkhälsa", None, ("Social välfärd/RSS", "FoU Jämt")),
        ("Samhällsbyggnad och klimat", None, ("Energikontoret",)),
        (
            "Arbetsmarknad och utbildning", None,
            ("Barn och utbildning", "Lärcentrum", "Vård- och omsorgscollege", "Vägen till arbete"),
        ),
        ("Kurs och konferens", None, ("Kurs och konferens",)),
    ),
    "2022": (
        ("EU och övergripande regional utveckling", None, (EU, "Internationellt arbete", LEDNING)),
        (
            "Kompetens och utbildning", "Arbetsmarknad och utbildning",
            ("Vägen till arbete", "Barn och utbildning", "Lärcentrum", "Vård- och omsorgscollege"),
        ),
        ("Social inkluderande och ett sunt liv", "Social välfärd och folkhälsa", ("Social välfärd/RSS", "FoU Jämt")),
        ("Resurssnålare och effektivare", "Samhällsbyggnad och klimat", ("Energikontoret",)),
        ("Kurs och konferens", None, ("Kurs och konferens",)),
    ),
}  # fmt: skip
PSYKISK_HALSA = "Statliga medel för psykisk hälsa och suicidprevention"
VALD_OCH_VARD = "Statliga medel för våld i nära relationer och god och nära vård"
# (uppdrag, employed or bought, per cent, bought from, how paid, aim)
BEMANNING_2022 = (
    ("Social välfärd/RSS", "anstalld", 50, "", PSYKISK_HALSA, ""),
    ("Social välfärd/RSS", "anstalld", 100, "", PSYKISK_HALSA, ""),
    ("Social välfärd/RSS", "kopt", 20, "", VALD_OCH_VARD, ""),
    ("Social välfärd/RSS", "kopt", 50, "", VALD_OCH_VARD, ""),
    ("Social välfärd/RSS", "kopt", 80, "", VALD_OCH_VARD, ""),
    ("FoU Jämt", "anstalld", 50, "", "", "Barn- och ungdomsvård, Yrkesresan"),
    ("FoU Jämt", "anstalld", 50, "", "", "Yrkesresans administration"),
    ("FoU Jämt", "kopt", 20, "2380", "", "Regional utvecklingsgrupp och nationellt nätverk för analys och uppföljning"),
)


def load(avtal, uppdrag, omraden):
    """`uppdrag` and `omraden` are the agreement's rows by name."""
    years = (
        Verksamhetsar.objects.create(
            avtal=avtal, beteckning="2021", fran=date(2021, 1, 1), till=date(2021, 12, 31), status=Verksamhetsar.Status.LOCKED,
            dnr="RUN/3/2022", dnr_exempel=True, ort="Östersund", undertecknas=date(2022, 1, 26), innehaller_exempel=True,  # the day: exempel
        ),
        Verksamhetsar.objects.create(
            avtal=avtal, beteckning="2022", fran=date(2022, 1, 1), till=date(2022, 12, 31), status=Verksamhetsar.Status.OPPET,
            dnr="RUN/2/2023", dnr_exempel=True, ort="Östersund", undertecknas=date(2023, 1, 26), innehaller_exempel=True,
        ),
    )  # fmt: skip
    for year in years:
        _rubriker(year, uppdrag, omraden)
        lagg_in_arssteg(year, PRAXIS, by=None)
    kommuner = {o.kod: o for o in Organisation.objects.filter(sort=Organisation.Sort.KOMMUN)}
    Bemanning.objects.bulk_create(
        Bemanning(
            uppdrag=uppdrag[namn], verksamhetsar=years[1], sort=sort, procent=procent, kommun=kommuner.get(kod),
            finansiering=finansiering, inriktning=inriktning,
        )
        for namn, sort, procent, kod, finansiering, inriktning in BEMANNING_2022
    )  # fmt: skip


def _rubriker(year, uppdrag, omraden):
    for n, (text, omrade, namn) in enumerate(RUBRIKER[year.beteckning], 1):
        rubrik = Rubrik.objects.create(verksamhetsar=year, text=text, omrade=omraden[omrade or text], ordning=n)
        Rubrikuppdrag.objects.bulk_create(Rubrikuppdrag(rubrik=rubrik, uppdrag=uppdrag[u], ordning=m) for m, u in enumerate(namn, 1))
