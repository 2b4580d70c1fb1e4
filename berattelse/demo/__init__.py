"""The demo's report: sections of 2022 in every stage of the review, with their activities, results and projects; 2021 in short."""

from berattelse.demo import dokument, rader, texter, texter_2021
from berattelse.demo.texter_uppdrag import UPPDRAG
from berattelse.innehall.lydelse import lydelse
from berattelse.innehall.sektioner import Underlag, sektion
from berattelse.models import Aktivitet, Avsnitt, Projekt, Resultat, Statusbyte
from samverkan.models import Organisation, User
from uppdrag.models import Avtal, Uppdrag, Verksamhetsar

Sort, Status = Avsnitt.Sort, Avsnitt.Status
# Most are approved; these show the other stages.
STADIER = {
    "Kurs och konferens": Status.KLAR,
    "Energikontoret": Status.KLAR,
    "FoU Jämt": Status.ATER,
    "Vägen till arbete": Status.UTKAST,
}
SKAL = "Rubriken nämnde fel år på ett ställe, och bemanningen behöver stämmas av."
SIFFRA = '<data data-varde="uppdrag:{}:kommuner">åtta</data>'  # how many kommuner take part, by what is registered
TILL_KLAR = ((Status.EJ_PABORJAD, Status.UTKAST), (Status.UTKAST, Status.KLAR))
VAG = {
    Status.UTKAST: TILL_KLAR[:1],
    Status.KLAR: TILL_KLAR,
    Status.GODKAND: (*TILL_KLAR, (Status.KLAR, Status.GODKAND)),
    Status.ATER: (*TILL_KLAR, (Status.KLAR, Status.ATER)),
}


def load(avtal):
    dokument.load(avtal)
    year = Verksamhetsar.objects.get(avtal=avtal, beteckning="2022")
    if Avsnitt.objects.filter(verksamhetsar=year).exists():
        return
    uppdrag = {u.namn: u for u in Uppdrag.objects.filter(avtal=avtal)}
    andra = {a.dnr: a for a in Avtal.objects.filter(huvudavtal=avtal)}
    _avsnitt(year, uppdrag, andra)
    _aktiviteter(year, uppdrag, andra)
    _resultat(year, uppdrag)
    _projekt(year, uppdrag["Energikontoret"])
    _behall_orden(year)
    _forra(year.foregaende, uppdrag)


def _avsnitt(year, uppdrag, andra):
    _skapa(year, Sort.INLEDNING, beskrivning=texter.INLEDNING)
    for rubrik in year.rubriker.all():
        _skapa(year, Sort.OMRADE, rubrik=rubrik, beskrivning=texter.OMRADEN[rubrik.text])
    for namn, delar in UPPDRAG.items():
        status = STADIER.get(namn, Status.GODKAND)
        egna = {part: text.replace("{kommuner}", SIFFRA.format(uppdrag[namn].pk)) for part, text in delar.items()}
        rubrikens = {"prioriterade_year": "2023"} if "prioriterade" in delar else {}
        _steg(_skapa(year, Sort.UPPDRAG, uppdrag=uppdrag[namn], status=status, **egna, **rubrikens))
    for dnr, text in texter.ANDRA_AVTAL.items():
        _skapa(year, Sort.ANNAT_AVTAL, annat_avtal=andra[dnr], beskrivning=text)


def _forra(year, uppdrag):
    """2021 is locked: its rows are made as they are, past the acts."""
    _skapa(year, Sort.INLEDNING, beskrivning=texter_2021.INLEDNING, exempel=True)
    for rubrik in year.rubriker.all():
        _skapa(year, Sort.OMRADE, rubrik=rubrik, beskrivning=texter_2021.OMRADEN[rubrik.text], exempel=True)
    for namn, text in texter_2021.UPPDRAG.items():
        _skapa(year, Sort.UPPDRAG, uppdrag=uppdrag[namn], beskrivning=text, exempel=True)


def _skapa(year, sort, *, status=Status.GODKAND, **fields):
    return Avsnitt.objects.create(verksamhetsar=year, sort=sort, status=status, **fields)


def _steg(avsnitt):
    """The way the section came to where it stands."""
    samordnare = avsnitt.uppdrag.samordnare.first().user
    processledare = User.objects.get(email="processledare@exempel.test")
    for fran, till in VAG[avsnitt.status]:
        granskat = till in {Status.GODKAND, Status.ATER}
        skal = SKAL if till == Status.ATER else ""
        Statusbyte.objects.create(avsnitt=avsnitt, fran=fran, till=till, av=processledare if granskat else samordnare, skal=skal)


def _behall_orden(year):
    """What each approved section says when all its rows are there, as its approval keeps it."""
    underlag = Underlag(year)
    for byte in Statusbyte.objects.filter(avsnitt__verksamhetsar=year, till=Status.GODKAND).select_related("avsnitt__uppdrag"):
        byte.lydelse = lydelse(sektion(byte.avsnitt, underlag))
        byte.save(update_fields=["lydelse"])


def _kommuner():
    return {o.kod: o for o in Organisation.objects.filter(sort=Organisation.Sort.KOMMUN)}


def _aktiviteter(year, uppdrag, andra):
    kommuner = _kommuner()
    hem = [({"uppdrag": uppdrag[namn]}, rows) for namn, rows in rader.AKTIVITETER.items()]
    hem += [({"annat_avtal": andra[dnr]}, rows) for dnr, rows in rader.ANDRA_AVTAL.items()]
    for home, rows in hem:
        for n, (text, manad, koder) in enumerate(rows, 1):
            rad = Aktivitet.objects.create(verksamhetsar=year, text=text, manad=manad, ordning=n, i_korthet=rader.i_korthet(text), **home)
            rad.kommuner.set(kommuner[kod] for kod in koder)


def _resultat(year, uppdrag):
    kommuner = _kommuner()
    for namn, rows in rader.RESULTAT.items():
        for n, (text, belopp, enhet, kalla, koder) in enumerate(rows, 1):
            rad = Resultat.objects.create(
                verksamhetsar=year, uppdrag=uppdrag[namn], text=text, belopp=belopp, enhet=enhet, kalla=kalla, ordning=n,
                i_korthet=rader.i_korthet(text),
            )  # fmt: skip
            rad.kommuner.set(kommuner[kod] for kod in koder)


def _projekt(year, uppdrag):
    for k, (kolumn, projekt) in enumerate(rader.PROJEKT, 1):
        Projekt.objects.bulk_create(
            Projekt(verksamhetsar=year, uppdrag=uppdrag, kolumn=kolumn, namn=namn, kolumnordning=k, ordning=n)
            for n, namn in enumerate(projekt, 1)
        )
