"""The demo's adopted edition: 2021, signed with a test certificate and published, so that the public pages have something to show."""

from datetime import UTC, datetime, timedelta

from berattelse import actions
from berattelse.actions.utgava import skapa_utgava
from berattelse.granskning.beredskap import kontrollsumma
from berattelse.innehall.samling import samla
from berattelse.models import Fardigstallande, Utgava
from samverkan.models import User
from samverkan.vilande import Vilande
from uppdrag.models import Verksamhetsar

pades, testcertifikat = Vilande("samverkan.signering.pades"), Vilande("samverkan.signering.testcertifikat")


def load(avtal):
    """2021 is locked: its edition is made as it is, past the acts that lead there."""
    year = Verksamhetsar.objects.get(avtal=avtal, beteckning="2021")
    if Utgava.objects.filter(verksamhetsar=year).exists():
        return
    ledare, direktor = (User.objects.get(email=f"{namn}@exempel.test") for namn in ("processledare", "direktor"))
    innehall = samla(year)
    f = Fardigstallande.objects.create(verksamhetsar=year, skede=1, sha256=kontrollsumma(innehall), av=ledare)
    utgava = skapa_utgava(year, 1, f, innehall, None, by=direktor)
    fran = datetime.now(UTC) - timedelta(hours=1)
    ca = testcertifikat.skapa_ca(fran)
    p12 = testcertifikat.skapa_underskrift(ca, fran, "Regional utvecklingsdirektör", "Exempel").p12("exempel", ca)
    actions.signera(utgava, pades.read_p12(p12, "exempel"), by=direktor)
    actions.publicera(Utgava.objects.get(pk=utgava.pk), by=ledare)
