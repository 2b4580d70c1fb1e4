"""Editions for tests: made by the acts themselves, or as plain rows where what they hold does not matter."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from berattelse import actions
from berattelse.granskning.beredskap import Beredskap
from berattelse.innehall.samling import samla
from berattelse.innehall.schema import Utgavemarke, som_json
from berattelse.models import Fardigstallande, Publicering, Sandning, Signatur, Utgava, Utgavefil, Vantandefil
from berattelse.skrift.zipfil import zippa
from ekonomi.models import Arsresultat, Resultatpost
from enkat.lankar import ny_token
from samverkan.signering import pades, testcertifikat
from tests.berattelse import factories as rader
from uppdrag.models import Verksamhetsar

TEXT = "<p>Lärcentrum har gett råd åt vuxna som studerar på hemorten.</p>"


def klart_year(hus):
    """The house's year with everything done: one approved section with text, an approved result, a day to sign."""
    Verksamhetsar.objects.filter(pk=hus.year.pk).update(ort="Östersund", undertecknas=date(2023, 1, 26), dnr="RUN/2/2023")
    hus.year.refresh_from_db()
    rader.inledning(hus, status="godkand", beskrivning="<p>Året i korthet.</p>")
    rader.avsnitt(hus, status="godkand", beskrivning=TEXT, prioriterade=TEXT, aktiviteter=TEXT, resultat=TEXT, framtid=TEXT)
    rader.Avsnitt.objects.create(verksamhetsar=hus.year, sort="omrade", rubrik=hus.rubrik, status="godkand", beskrivning=TEXT)
    Arsresultat.objects.create(
        verksamhetsar=hus.year, belopp=1_705_000, godkant=datetime(2023, 1, 20, tzinfo=UTC), godkant_av=hus.controller
    )
    Resultatpost.objects.create(verksamhetsar=hus.year, uppdrag=hus.uppdrag, belopp=1_705_000, forklaring="Tjänsten har stått tom.")
    return hus.year


def fardig(hus):
    """The same, said to be done with its warnings accepted."""
    year = klart_year(hus)
    ogodtagna = [lage.anmarkning for lage in Beredskap(year, 1).ogodtagna]
    actions.godta(year, ogodtagna, skal="Stämmer.", by=hus.processledare)
    actions.fardigstall(year, 1, by=hus.processledare)
    return year


def faststalld(hus):
    return actions.faststall(fardig(hus), 1, by=hus.direktor)


RATTAD = {"ort": "Östersund", "dag": date(2023, 2, 20)}


def rattad_text(year):
    """Something in the year's text is mended, so that a corrected edition says something else."""
    antal = Fardigstallande.objects.filter(verksamhetsar=year).count()
    rader.Avsnitt.objects.filter(verksamhetsar=year, uppdrag__isnull=False).update(resultat=f"<p>{'Rättad mening. ' * antal}</p>")


def fardig_rattelse(year, by, errata="Ett namn var fel."):
    """The unlocked year with something mended, said to be done."""
    rattad_text(year)
    return actions.fardigstall(year, 1, by=by, errata=errata, **RATTAD)


@cache
def _ca():
    return testcertifikat.skapa_ca(datetime.now(UTC) - timedelta(hours=1))


@cache
def nyckelfil(namn="Direktör"):
    """The bytes of a PKCS#12 file with the password "hemligt"."""
    return testcertifikat.skapa_underskrift(_ca(), datetime.now(UTC) - timedelta(hours=1), namn, "Region Prov").p12("hemligt", _ca())


def rot():
    """The root's certificate in PEM."""
    return _ca().pem


@cache
def undertecknare(namn="Direktör"):
    return pades.read_p12(nyckelfil(namn), "hemligt")


def signerad(hus, utgava=None):
    utgava = utgava or faststalld(hus)
    actions.signera(utgava, undertecknare(), by=hus.direktor)
    return Utgava.objects.get(pk=utgava.pk)


def rad(year, by, *, signatur=True, publicerad=True, data=None, nummer=1, beslut=None, ersatter=None, dag=None):
    """An edition as plain rows, its files a few bytes: for tests of addresses and rights."""
    nummer = ersatter.nummer + 1 if ersatter else nummer
    text = som_json(replace(data or samla(year), utgava=Utgavemarke(nummer=nummer, marke="prov", errata="", ersatter=None)))
    skede = 2 if beslut else 1
    f = Fardigstallande.objects.create(verksamhetsar=year, skede=skede, sha256="0" * 64, beslut=beslut, dag=dag, av=by)
    utgava = Utgava.objects.create(
        verksamhetsar=year, nummer=nummer, skede=skede, innehall=text, sha256=hashlib.sha256(text.encode()).hexdigest(),
        fardigstallande=f, av=by, ersatter=ersatter, errata="Ett namn." if ersatter else "",
    )  # fmt: skip
    for sort in Utgavefil.Sort:
        fil = f"%PDF-1.7 {year.pk} {nummer} {sort}".encode()
        fil = zippa([("parter.csv", fil)], date(2023, 1, 26)) if sort == Utgavefil.Sort.CSV else fil
        Utgavefil.objects.create(utgava=utgava, sort=sort, innehall=fil, sha256=hashlib.sha256(fil).hexdigest(), storlek=len(fil))
    if signatur:
        signera_rad(utgava, by)
    if signatur and publicerad:
        Publicering.objects.create(utgava=utgava, av=by)
    return utgava


def signera_rad(utgava, by):
    """The row of a signature, of a few bytes."""
    prov = {"oforandrad": True, "signerad": True, "kan_tas_emot": True, "besked": "Prov", "underskrifter": []}
    sha256 = f"{utgava.verksamhetsar_id:032}{utgava.nummer:032}"
    return Signatur.objects.create(
        utgava=utgava, satt="program", innehall=b"%PDF", sha256=sha256, storlek=4, undertecknare="Prov", prov=prov, av=by
    )


def sandning(utgava, organisation, by):
    """(the row, its token)."""
    token, token_hash = ny_token()
    return Sandning.objects.create(
        utgava=utgava, organisation=organisation, mottagare="Kontakt", epost="kontakt@exempel.test", token_hash=token_hash, av=by
    ), token


def vantande(utgava, by):
    """A file signed elsewhere that waits for an answer, as a plain row."""
    prov = {"oforandrad": True, "signerad": True, "kan_tas_emot": True, "besked": "Prov", "underskrifter": [], "tillagg": []}
    return Vantandefil.objects.create(
        utgava=utgava, innehall=b"%PDF", prov=prov, konformitet={"validator": "prov", "dag": "", "svar": []}, av=by
    )
