"""A word of approval is given on what was shown: what another has changed since the page was opened is not approved by it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.urls import reverse

from berattelse.actions import godta, spara
from berattelse.actions.utgava import ANDRAT_INNEHALL
from berattelse.granskning.beredskap import Beredskap
from ekonomi.models import Arsresultat, Budgetpost, Ersattning, Folkmangd, Resultatpost
from enkat.actions import svar
from enkat.models import Avdelning, Fraga, Frageformular
from enkat.views.formular import ANDRAT
from samverkan.inaktuell import ANDRAT_SEDAN
from samverkan.models import Handelse
from samverkan.sidor import HANN_FORE
from tests import factories
from tests.berattelse import factories as texter
from tests.berattelse import utgavor
from tests.ekonomi import factories as belopp
from tests.enkat import factories as enkater
from tests.enkat.test_vardering import bedom
from tests.formular import ifyllt
from tests.test_house import ROOT
from uppdrag.models import Andringsforslag, Arendeutfall, Dagordningspunkt, Protokoll

pytestmark = pytest.mark.django_db


@dataclass
class Fall:
    """Who opens which page, where its button goes, what another does meanwhile, and the act that must not be in the log."""

    vem: object
    sida: str
    mal: str
    annan: Callable
    akt: str
    sagt: str = ANDRAT_SEDAN


def protokollet(hus):
    mote = factories.mote(hus.arena, status="hallet", fran=date(2022, 3, 1))
    protokoll = Protokoll.objects.create(tillfalle=mote, ordforande="Eva", justerare="Per")
    punkt = Dagordningspunkt.objects.create(tillfalle=mote, ordning=1, sort="arende", titel="Budget", nummer=1)
    utfall = Arendeutfall.objects.create(punkt=punkt, utfall="bordlagt")
    return mote, protokoll, utfall


def protokoll_vem(hus):
    mote, protokoll, _ = protokollet(hus)
    url = reverse("uppdrag:protokoll_justera", args=[mote.pk])
    andra = Protokoll.objects.filter(pk=protokoll.pk).update
    return Fall(hus.processledare, url, url, lambda: andra(ordforande="Någon annan"), "registrerade protokollet som justerat")


def protokoll_arende(hus):
    mote, _, utfall = protokollet(hus)
    url = reverse("uppdrag:protokoll_justera", args=[mote.pk])
    andra = Arendeutfall.objects.filter(pk=utfall.pk).update
    return Fall(hus.processledare, url, url, lambda: andra(anteckning="Avslogs."), "registrerade protokollet som justerat")


def utfallet(hus):
    """Two rows, each moved by as much: the sum is the same."""
    belopp.figures(hus)
    Arsresultat.objects.update(godkant=None, godkant_av=None)
    Resultatpost.objects.filter(verksamhetsar=hus.year).delete()
    for uppdrag in (hus.uppdrag, factories.uppdrag(hus.avtal)):
        Resultatpost.objects.create(verksamhetsar=hus.year, uppdrag=uppdrag, belopp=0)
    Arsresultat.objects.filter(verksamhetsar=hus.year).update(belopp=0)

    def annan():
        for row, tal in zip(Resultatpost.objects.filter(verksamhetsar=hus.year), (500_000, -500_000), strict=True):
            Resultatpost.objects.filter(pk=row.pk).update(belopp=tal, forklaring="Flyttat.", forklarat_belopp=tal)

    pk = hus.year.pk
    return Fall(
        hus.controller, reverse("ekonomi:year_detail", args=[pk]), reverse("ekonomi:utfall_godkann", args=[pk]), annan, "godkände utfallet"
    )


def budgeten(hus):
    post = Budgetpost.objects.create(verksamhetsar=hus.year, uppdrag=hus.uppdrag, belopp=100)
    andra = Budgetpost.objects.filter(pk=post.pk).update
    sida, mal = (reverse(f"ekonomi:{namn}", args=[hus.year.pk]) for namn in ("budget_edit", "budget_besluta"))
    return Fall(hus.controller, sida, mal, lambda: andra(belopp=9_999_999), "beslutade budgeten")


def forslaget(hus):
    row = Andringsforslag.objects.create(avtal=hus.avtal, rubrik="Ny punkt", sort="annan", text="Så här.")
    andra = Andringsforslag.objects.filter(pk=row.pk).update
    mal = reverse("uppdrag:forslag_sand_ut", args=[row.pk])
    return Fall(hus.processledare, row.get_absolute_url(), mal, lambda: andra(text="Helt annorlunda."), "sände ut ändringsförslag")


def _avsnittet(hus):
    """(the section, what another writes in it)."""
    row = texter.avsnitt(hus, status="utkast", beskrivning="<p>Året har varit gott.</p>")
    return row, lambda: spara(row, {"resultat": "<p>Halvskrivet</p>"}, version=row.version, by=hus.processledare)


def avsnittet(hus):
    row, annan = _avsnittet(hus)
    mal = reverse("berattelse:avsnitt_klar", args=[row.pk])
    return Fall(hus.samordnare, row.get_absolute_url(), mal, annan, "lämnade för granskning", "fått ny text")


def godtaget(hus):
    """From the page of what is to be looked at, where one came from the text as it was."""
    row, annan = _avsnittet(hus)
    sida, mal = (reverse(f"berattelse:avsnitt_{namn}", args=[row.pk]) for namn in ("godta", "klar"))
    return Fall(hus.samordnare, sida, mal, annan, "lämnade för granskning", "fått ny text")


def versionen(hus):
    row, annan = _avsnittet(hus)
    forsta = row.history.last()
    spara(row, {"beskrivning": "<p>En andra text.</p>"}, version=row.version, by=hus.samordnare)
    row.refresh_from_db()
    sida, mal = (reverse(f"berattelse:historik_{namn}", args=[row.pk, forsta.pk]) for namn in ("detail", "ta_tillbaka"))
    return Fall(hus.samordnare, sida, mal, annan, "sparade", HANN_FORE)


def folkmangden(hus):
    belopp.figures(hus)
    Arsresultat.objects.update(godkant=None, godkant_av=None)
    Ersattning.objects.filter(verksamhetsar=hus.year).update(fordelningsdatum=date(2021, 11, 1))
    for kommun in (hus.berg, hus.krokom):
        Folkmangd.objects.create(avtal=hus.avtal, organisation=kommun, datum=date(2021, 11, 1), antal=7_000, kalla="SCB")
    andra = Folkmangd.objects.filter(organisation=hus.berg).update
    sida, mal = (reverse(f"ekonomi:{namn}", args=[hus.year.pk]) for namn in ("fordelning_detail", "folkmangd_bekrafta"))
    return Fall(hus.controller, sida, mal, lambda: andra(antal=9_999_999), "kontrollerade folkmängd")


def formularet(hus):
    row = Frageformular.objects.create(avtal=hus.avtal, namn="Eget", malgrupp="kommuner", version=1)
    avdelning = Avdelning.objects.create(formular=row, rubrik="Uppdraget", ordning=1)
    fraga = Fraga.objects.create(avdelning=avdelning, nummer="1", nyckel="ett", text="Hur gick det?", sort="fritext", ordning=1)
    andra = Fraga.objects.filter(pk=fraga.pk).update
    mal = reverse("enkat:formular_anta", args=[row.pk])
    return Fall(hus.processledare, row.get_absolute_url(), mal, lambda: andra(text="Hur dåligt gick det?"), "antog formulär", ANDRAT)


def svaret(hus):
    """A kommun's answer, which a helper writes in while it is read through."""
    deltagare = enkater.deltagare(enkater.omgang(hus, formular=enkater.antaget(hus.avtal, "kommunernas")), hus.berg)
    bedom(deltagare, {hus.uppdrag: "Helt"})
    falt, url = enkater.falt(deltagare), reverse("enkat:svar_skicka_in", args=[deltagare.pk])

    def annan():
        val = svar.Svarspost(falt[("1", "val", hus.uppdrag.pk)], enkater.val(deltagare, 1, "Till liten del"), 1)
        text = svar.Svarspost(falt[("1", "text", hus.uppdrag.pk)], "Halvskrivet", 0)
        svar.spara(deltagare, [val, text], av=svar.Vem("Hjälparen", lank=deltagare.pk))

    return Fall(hus.kommunchef, url, url, annan, "skickade in")


def berattelsen(hus):
    year = utgavor.klart_year(hus)
    godta(year, [lage.anmarkning for lage in Beredskap(year, 1).ogodtagna], skal="Stämmer.", by=hus.processledare)
    andra = texter.Avsnitt.objects.filter(uppdrag=hus.uppdrag).update
    url = reverse("berattelse:fardigstall", args=[year.pk, 1])
    return Fall(
        hus.processledare,
        url,
        url,
        lambda: andra(beskrivning="<p>Lärcentrum har gett gott råd åt vuxna.</p>"),
        "färdigställde",
        ANDRAT_INNEHALL,
    )


ALLA = [
    protokoll_vem, protokoll_arende, utfallet, budgeten, forslaget, avsnittet, godtaget, versionen, folkmangden, formularet, svaret, berattelsen,
]  # fmt: skip


@pytest.mark.parametrize("gor", ALLA)
def test_what_was_changed_since_the_page_was_opened_is_not_approved(hus, as_user, gor):
    fall = gor(hus)
    client = as_user(fall.vem)
    sedd = client.get(fall.sida)
    fall.annan()
    fore = Handelse.objects.filter(akt=fall.akt).count()
    mer = {"den": "2022-03-08"}
    for data in (ifyllt(sedd, fall.mal) | mer, mer):
        svar = client.post(fall.mal, data, follow=True)
        assert fall.sagt in svar.content.decode()
        assert Handelse.objects.filter(akt=fall.akt).count() == fore
    svar = client.post(fall.mal, ifyllt(client.get(fall.sida), fall.mal) | mer, follow=True)
    assert fall.sagt not in svar.content.decode()
    assert Handelse.objects.filter(akt=fall.akt).count() == fore + 1, "what is shown now may be approved"


FORM = re.compile(r'<form\b([^>]*\bmethod="post"[^>]*)>(.*?)</form>', re.DOTALL)
FALT = re.compile(r'\{\{[^}]*\bform\b|\|as_crispy|\|crispy|\{% include|<select|<textarea|<input(?![^>]*type="hidden")')
MARKE = re.compile(r'name="(version|sett|belopp|sista)"|{{ (anta).')
# The buttons (forms with nothing to fill in) that carry no mark of what the page showed, and why each needs none.
UTAN_MARKE = {
    name: why
    for why, names in {
        "what it is about is kept as it was and never changes: an edition, a file, an adopted question set, an entry in the ledger": """
            berattelse/utgava_distribuera.html berattelse:utgava_kommuner berattelse:utgava_publicera berattelse:vantandefil_behall
            enkat:formular_ny_version enkat:formular_hamta enkat/omgang_oppna.html ekonomi:order_create ekonomi:fakturering_kvitta
            publik:hamta_fil ekonomi:utfall_reread
        """,
        "takes back, opens again, closes or throws away: it says of no content that it is right": """
            berattelse:forra_angra berattelse:forra_kasta berattelse:vantandefil_kasta ekonomi:budget_ta_tillbaka ekonomi:fakturering_lossa
            ekonomi:utfall_ta_tillbaka ekonomi:utfall_kasta ekonomi:koppling_lossa uppdrag:forslag_aterta uppdrag:year_oppna
            uppdrag/year_lock.html enkat/omgang_stang.html kalender:dra_tillbaka data:nyckel_aterkalla samverkan:kladd_kasta
            samverkan:skrivet_kasta berattelse:kommentar_los berattelse:kommentar_oppna_igen berattelse:kommentar_ta_tillbaka
            enkat/svara_medhjalpare.html uppdrag:roll_delete
        """,
        "the part loses its mark as soon as its words are others": "berattelse:avsnitt_bekrafta",
        "fills only what is empty, or makes rows": """
            berattelse:avsnitt_hamta berattelse:year_skapa_avsnitt uppdrag:rubriker_hamta uppdrag:rubriker_hamta_omraden kalender:skapa_adress
        """,
        "saves nothing": "ekonomi:folkmangd_hamta samverkan/skrivet.html enkat/svara_start.html",
        "moves a row": """
            berattelse:kapitel_flytta berattelse:kolumn_flytta berattelse:rad_flytta berattelse:steg_flytta enkat:avdelning_flytta enkat:fraga_flytta
        """,
        "says of a meeting that it was held, or was not": """
            uppdrag:tillfalle_hallet uppdrag:tillfalle_installt uppdrag:tillfallen_hallna
        """,
        "sends a letter again, or reminds": "samverkan:brev_skicka_igen enkat:deltagare_skicka_igen enkat:omgang_paminn enkat/svara_anmal.html",
        "what was written beside is taken in after what stands there": "enkat/svara_skicka_in.html",
        "one's own login": """
            account_logout account/logout.html mfa_login_webauthn mfa/recovery_codes/generate.html mfa/totp/deactivate_form.html
            mfa/webauthn/authenticator_confirm_delete.html samverkan:session_avsluta samverkan:sessioner_avsluta
        """,
        "an account is closed or loosed from another's service": "uppdrag:person_stang uppdrag:person_koppla_loss",
    }.items()
    for name in names.split()
}


def knappar():
    """(what a button of the site is called by: its address's name, or its page's; the marks in its form)."""
    mallar = ROOT / "templates"
    for mall in mallar.rglob("*.html"):
        for tagg, inne in FORM.findall(mall.read_text()):
            if not FALT.search(inne):
                namn = re.search(r"\{% url '([^']+)'", tagg)
                yield namn[1] if namn else str(mall.relative_to(mallar)), MARKE.findall(inne)


def test_every_button_carries_the_mark_of_what_it_approves_or_says_why_it_needs_none():
    sedda = list(knappar())
    assert {namn for namn, marken in sedda if not marken} == set(UTAN_MARKE)
    assert len({namn for namn, marken in sedda if marken}) > 10
