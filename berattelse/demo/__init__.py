"""The demo's report: sections of 2022 in every stage of the review, with their activities, results and projects."""

from berattelse.demo import rader, texter
from berattelse.models import Aktivitet, Avsnitt, Projekt, Resultat, Statusbyte
from samverkan.models import Organisation, User
from uppdrag.models import Avtal, Uppdrag, Verksamhetsar

Status = Avsnitt.Status
# Most are approved; these show the other stages.
STADIER = {"Kurs och konferens": Status.KLAR, "Energikontoret": Status.KLAR, "FoU Jämt": Status.ATER, "Vägen till arbete": Status.UTKAST}
SKAL = "Rubriken nämner fel år på ett ställe, och bemanningen behöver stämmas av."


def load(avtal):
    year = Verksamhetsar.objects.get(avtal=avtal, beteckning="2022")
    if Avsnitt.objects.filter(verksamhetsar=year).exists():
        return
    uppdrag = {u.namn: u for u in Uppdrag.objects.filter(avtal=avtal)}
    andra = {a.dnr: a for a in Avtal.objects.filter(huvudavtal=avtal)}
    _avsnitt(year, uppdrag, andra)
    _rader(year, uppdrag, andra)
    forra = Verksamhetsar.objects.get(avtal=avtal, beteckning="2021")
    for namn, delar in texter.UPPDRAG_2021.items():
        Avsnitt.objects.create(verksamhetsar=forra, sort=Avsnitt.Sort.UPPDRAG, uppdrag=uppdrag[namn], status=Status.GODKAND, **delar)


def _avsnitt(year, uppdrag, andra):
    Avsnitt.objects.create(verksamhetsar=year, sort=Avsnitt.Sort.INLEDNING, beskrivning=texter.INLEDNING, status=Status.GODKAND)
    for rubrik in year.rubriker.all():
        text = texter.OMRADEN[rubrik.text]
        Avsnitt.objects.create(verksamhetsar=year, sort=Avsnitt.Sort.OMRADE, rubrik=rubrik, beskrivning=text, status=Status.GODKAND)
    for namn, delar in texter.UPPDRAG.items():
        status = STADIER.get(namn, Status.GODKAND)
        avsnitt = Avsnitt.objects.create(verksamhetsar=year, sort=Avsnitt.Sort.UPPDRAG, uppdrag=uppdrag[namn], status=status, **delar)
        _steg(avsnitt, status)
    for dnr, text in texter.ANDRA_AVTAL.items():
        Avsnitt.objects.create(
            verksamhetsar=year, sort=Avsnitt.Sort.ANNAT_AVTAL, annat_avtal=andra[dnr], beskrivning=text, status=Status.GODKAND
        )


def _steg(avsnitt, till):
    """The way the section came to where it stands."""
    samordnare = avsnitt.uppdrag.samordnare.first().user
    processledare = User.objects.get(email="processledare@exempel.test")
    vag = {
        Status.UTKAST: [(Status.EJ_PABORJAD, Status.UTKAST)],
        Status.KLAR: [(Status.EJ_PABORJAD, Status.UTKAST), (Status.UTKAST, Status.KLAR)],
    }
    vag[Status.GODKAND] = [*vag[Status.KLAR], (Status.KLAR, Status.GODKAND)]
    vag[Status.ATER] = [*vag[Status.KLAR], (Status.KLAR, Status.ATER)]
    for fran, to in vag[till]:
        granskat = to in {Status.GODKAND, Status.ATER}
        Statusbyte.objects.create(
            avsnitt=avsnitt, fran=fran, till=to, av=processledare if granskat else samordnare, skal=SKAL if to == Status.ATER else ""
        )


def _rader(year, uppdrag, andra):
    kommuner = {o.kod: o for o in Organisation.objects.filter(sort=Organisation.Sort.KOMMUN)}
    for namn, rows in rader.AKTIVITETER.items():
        for n, (text, manad, koder) in enumerate(rows, 1):
            rad = Aktivitet.objects.create(verksamhetsar=year, uppdrag=uppdrag[namn], text=text, manad=manad, ordning=n)
            rad.kommuner.set(kommuner[kod] for kod in koder)
    for dnr, rows in rader.ANDRA_AVTAL.items():
        for n, (text, manad) in enumerate(rows, 1):
            Aktivitet.objects.create(verksamhetsar=year, annat_avtal=andra[dnr], text=text, manad=manad, ordning=n)
    for namn, rows in rader.RESULTAT.items():
        for n, (text, belopp, enhet, kalla) in enumerate(rows, 1):
            Resultat.objects.create(
                verksamhetsar=year, uppdrag=uppdrag[namn], text=text, belopp=belopp, enhet=enhet, kalla=kalla, ordning=n
            )
    for k, (kolumn, projekt) in enumerate(rader.PROJEKT, 1):
        for n, namn in enumerate(projekt, 1):
            Projekt.objects.create(
                verksamhetsar=year, uppdrag=uppdrag["Energikontoret"], kolumn=kolumn, namn=namn, kolumnordning=k, ordning=n
            )
