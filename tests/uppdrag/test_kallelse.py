"""Before a meeting: an agenda with all that a council's has, its papers, the kallelse as page, PDF and letter."""

import re
import subprocess
from datetime import date, time

import page as page_validation
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samverkan.models import Brev, Handelse, Roll
from tests import factories
from tests.formular import skicka
from tests.samtidigt import bara_postgresql, tryck
from uppdrag import dagordningstext, kallelsen, kontroll, motesutskrift
from uppdrag.actions import moten as actions
from uppdrag.models import (
    Arenamedlem,
    Dagordningspunkt,
    Kallelse,
    Kallelsemottagare,
    Kallelseuppgift,
    Moteshandling,
    Ordforande,
    Tillfalle,
    Verksamhetsar,
)

# As a council's agenda is written in an office program: clock times on lines of their own, names in a column.
SOM_TEXT = """
1. Val av justerare
2. Fastställande av föredragningslistan

13.05
3. Uppföljning av överenskommelsen\tAda Prov, Bo Prov

Ärenden från regionstyrelsen
13.20
4. Budget för nästa år   Cia Prov
- Utfall till och med augusti
- Prognos
14.30 PAUS
Ärenden från nämnden
14.45
5. Trafikutbud 2023, dnr RUN/12/2022
6. Övriga frågor
"""


def url(name, *args):
    return reverse(f"uppdrag:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


def pdf_text(data, tmp_path):
    fil = tmp_path / "fil.pdf"
    fil.write_bytes(data)
    assert page_validation.validate_pdf(str(fil), profile="ua1").is_compliant
    return " ".join(subprocess.run(["pdftotext", "-layout", fil, "-"], capture_output=True, text=True, check=True).stdout.split())


def lock(year):
    Verksamhetsar.objects.filter(pk=year.pk).update(status=Verksamhetsar.Status.LOCKED)


@pytest.fixture
def mote(hus):
    return factories.mote(hus.arena, date(2022, 9, 28), status="planerat")


@pytest.fixture
def kallat(hus, mote):
    """A meeting whose kallelse can be sent: Berg has somebody to write to, Krokom nobody."""
    Kallelseuppgift.objects.create(tillfalle=mote, fran_kl=time(13), till_kl=time(16), plats="Aulan, Prov", avsandare="Ordföranden")
    actions.numrera([punkt(mote, "rubrik", "Ärenden från styrelsen"), punkt(mote, "arende", "Budget")])
    for org in (hus.berg, hus.krokom):
        Arenamedlem.objects.create(arena=hus.arena, organisation=org)
    return mote


def punkt(mote, sort, titel, **fields):
    return Dagordningspunkt.objects.create(tillfalle=mote, sort=sort, titel=titel, ordning=mote.dagordning.count() + 1, **fields)


def falt(response):
    """What the agenda's page would send if nothing were changed."""
    formset = response.context["form"].formset
    data = {f"dagordning-{namn}": formset.management_form[namn].value() for namn in ("TOTAL_FORMS", "INITIAL_FORMS")}
    for form in formset:
        data |= {form.add_prefix(namn): form[namn].value() or "" for namn in form.fields if namn != "DELETE"}
    return {namn: getattr(varde, "pk", varde) for namn, varde in data.items()} | {"version": response.context["form"]["version"].value()}


def skriv_in(client, mote):
    """The whole agenda pasted, and saved as it was read."""
    sida = client.post(url("dagordning_klistra_in", mote.pk), {"text": SOM_TEXT})
    return client.post(url("dagordning_edit", mote.pk), falt(sida))


# --- the agenda ---------------------------------------------------------------------------------------------------


def test_a_pasted_agenda_is_read_with_headings_times_presenters_and_pause():
    rader = dagordningstext.tolka(SOM_TEXT)
    assert [r.sort for r in rader] == ["arende", "arende", "arende", "rubrik", "arende", "paus", "rubrik", "arende", "arende"]
    budget = rader[4]
    assert (budget.titel, budget.klockslag, budget.foredragande) == ("Budget för nästa år", time(13, 20), "Cia Prov")
    assert budget.underpunkter == ["Utfall till och med augusti", "Prognos"]
    assert rader[2].foredragande == "Ada Prov, Bo Prov"
    assert (rader[5].titel, rader[5].klockslag) == ("Paus", time(14, 30))
    assert (rader[7].titel, rader[7].dnr) == ("Trafikutbud 2023", "RUN/12/2022")


def test_a_day_that_begins_a_line_is_no_number():
    assert [(r.sort, r.titel) for r in dagordningstext.tolka("1. Information\n 1 september 2015")] == [
        ("arende", "Information 1 september 2015")
    ]


def test_the_pasted_agenda_is_shown_before_it_is_saved_and_then_numbered(hus, as_user, mote):
    client = as_user(hus.samordnare)
    sida = client.post(url("dagordning_klistra_in", mote.pk), {"text": SOM_TEXT})
    assert "Ur texten lästes nio rader" in text_of(sida)
    assert not mote.dagordning.exists()
    assert client.post(url("dagordning_edit", mote.pk), falt(sida)).status_code == 302
    assert [p.nummer for p in mote.dagordning.all()] == ["1", "2", "3", "", "4", "", "", "5", "6"]
    assert "Det gick inte att läsa" in text_of(client.post(url("dagordning_klistra_in", mote.pk), {"text": "  \n - \n"}))


def test_numbers_follow_when_a_line_moves_and_what_is_typed_is_saved_with_it(hus, as_user, mote):
    client = as_user(hus.samordnare)
    forst, sist = punkt(mote, "arende", "Först"), punkt(mote, "arende", "Sist")
    data = falt(client.get(url("dagordning_edit", mote.pk))) | {"dagordning-0-titel": "Först, ändrad", "flytta": f"{sist.pk}:upp"}
    svar = client.post(url("dagordning_edit", mote.pk), data)
    assert svar.url.endswith(f"?flyttad={sist.pk}:upp")
    assert [(p.nummer, p.titel) for p in mote.dagordning.all()] == [("1", "Sist"), ("2", "Först, ändrad")]
    assert re.search(rf'id="upp-{sist.pk}" autofocus', text_of(client.get(svar.url))), "the keyboard stays on the line"
    client.post(url("dagordning_edit", mote.pk), falt(client.get(svar.url)) | {"flytta": f"{sist.pk}:upp"})
    assert mote.dagordning.first() == sist, "the first stays first"
    assert forst.tillfalle.dagordning.count() == 2


def test_a_line_is_put_where_its_place_says(hus, as_user, mote):
    client = as_user(hus.samordnare)
    for titel in ("A", "B"):
        punkt(mote, "arende", titel)
    ny = {"dagordning-2-ordning": 2, "dagordning-2-sort": "paus", "dagordning-2-titel": "Fika"}
    client.post(url("dagordning_edit", mote.pk), falt(client.get(url("dagordning_edit", mote.pk))) | ny)
    assert [p.titel for p in mote.dagordning.all()] == ["A", "Fika", "B"]


# --- papers -------------------------------------------------------------------------------------------------------


def bilaga(namn="Budget.pdf", data=b"%PDF-1.7 prov"):
    return SimpleUploadedFile(namn, data)


def test_a_paper_is_kept_to_the_byte_and_only_saved_never_shown(hus, as_user, mote):
    arende = punkt(mote, "arende", "Budget")
    client = as_user(hus.samordnare)
    assert client.post(url("handling_create", mote.pk), {"fil": bilaga("../<b>.pdf"), "punkt": arende.pk}).status_code == 302
    rad = Moteshandling.objects.get()
    assert rad.ar_hel
    assert list(kontroll.handlingarna()) == []
    svar = as_user(hus.tjansteperson).get(rad.get_absolute_url())
    assert (svar.content, svar["Content-Type"]) == (b"%PDF-1.7 prov", "application/octet-stream")
    assert svar["Content-Disposition"].startswith("attachment;")
    assert not set("<>/") & set(re.search(r'filename="(.*)"', svar["Content-Disposition"])[1])
    assert rad.sha256 in text_of(client.get(url("dagordning_detail", mote.pk)))
    assert as_user(hus.utomstaende).get(rad.get_absolute_url()).status_code == 404


def test_a_paper_that_was_changed_in_the_database_is_found(hus, as_user, mote):
    as_user(hus.samordnare).post(url("handling_create", mote.pk), {"fil": bilaga()})
    Moteshandling.objects.update(innehall=b"annat")
    assert "Budget.pdf är ändrad" in next(iter(kontroll.handlingarna()))


@pytest.mark.parametrize(("fil", "fel"), [(bilaga("prov.html"), "Lägg in handlingen som PDF"), (bilaga(data=b""), "Filen är tom")])
def test_what_a_browser_could_run_or_is_empty_is_refused(hus, as_user, mote, fil, fel):
    assert fel in text_of(as_user(hus.samordnare).post(url("handling_create", mote.pk), {"fil": fil}))
    assert not Moteshandling.objects.exists()


def test_the_same_paper_twice_is_told_and_one_is_taken_away(hus, as_user, mote):
    client = as_user(hus.samordnare)
    client.post(url("handling_create", mote.pk), {"fil": bilaga()})
    assert "finns redan" in text_of(client.post(url("handling_create", mote.pk), {"fil": bilaga("annat namn.pdf")}))
    rad = Moteshandling.objects.get()
    assert as_user(hus.lasare).post(url("handling_ta_bort", rad.pk)).status_code == 403
    skicka(as_user(hus.samordnare), url("handling_ta_bort", rad.pk))
    assert not Moteshandling.objects.exists()
    assert Handelse.objects.get(akt="tog bort handling").detaljer["sha256"] == rad.sha256


# --- the kallelse -------------------------------------------------------------------------------------------------


def test_the_kallelse_as_pdf_has_all_that_the_agenda_has(hus, as_user, mote, tmp_path):
    client = as_user(hus.samordnare)
    skriv_in(client, mote)
    skicka(
        client, url("kallelseuppgift_edit", mote.pk),
        {"fran_kl": "13:00", "till_kl": "16:00", "plats": "Aulan, Prov", "avsandare": "Ada Prov, ordförande", "telefon": "010-1"},
    )  # fmt: skip
    client.post(
        url("handling_create", mote.pk), {"fil": bilaga("Budgetförslag.pdf"), "punkt": mote.dagordning.get(titel__startswith="Budget").pk}
    )
    text = pdf_text(client.get(url("kallelse_pdf", mote.pk)).content, tmp_path)
    for vad in (
        "Kallelse till BUZ", "28 september 2022, kl. 13.00–16.00", "Aulan, Prov", "Ada Prov, ordförande", "Tfn: 010-1", "Region Prov",
        "Ärenden från regionstyrelsen", "13.20 4 Budget för nästa år Cia Prov", "Prognos", "14.30 Paus", "Handling: Budgetförslag.pdf",
        "dnr RUN/12/2022", "Utkast, ännu inte skickat",
    ):  # fmt: skip
        assert vad in text, vad
    assert as_user(hus.tjansteperson).get(url("kallelse_pdf", mote.pk)).status_code == 200
    assert as_user(hus.utomstaende).get(url("kallelse_pdf", mote.pk)).status_code == 404


def test_the_page_says_who_is_called_and_who_cannot_be(hus, as_user, kallat):
    Ordforande.objects.create(arena=hus.arena, namn="Rådets ordförande", epost="ordf@exempel.test")
    sida = as_user(hus.samordnare).get(url("kallelse_skicka", kallat.pk))
    text = text_of(sida)
    assert "Krokoms kommun. Skriv en adress" in text
    assert "ordf@exempel.test" in sida.context["form"]["mottagare"].initial
    assert {m.organisation for m in sida.context["form"].kandidater} == {None, hus.berg}


def test_each_who_is_called_gets_a_letter_with_the_agenda_once(hus, as_user, kallat, mailoutbox, django_capture_on_commit_callbacks):
    client = as_user(hus.samordnare)
    data = {"mottagare": [hus.lasare.email], "fler": "ledamot@exempel.test"}
    with django_capture_on_commit_callbacks(execute=True):
        assert skicka(client, url("kallelse_skicka", kallat.pk), data).status_code == 302
    assert sorted(m.to[0] for m in mailoutbox) == sorted(["ledamot@exempel.test", hus.lasare.email])
    brev = mailoutbox[0]
    assert brev.subject == "Kallelse till BUZ 28 september 2022"
    for vad in ("Tid: kl. 13.00–16.00", "Plats: Aulan, Prov", "1. Budget", url("dagordning_detail", kallat.pk)):
        assert vad in brev.body.replace("\xa0", " ")
    assert brev.attachments[0][0] == "kallelse.pdf"
    assert Brev.objects.count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        svar = skicka(client, url("kallelse_skicka", kallat.pk), data)
    assert "har redan fått kallelsen" in text_of(svar)
    assert len(mailoutbox) == 2
    assert "ledamot@exempel.test" in text_of(client.get(url("dagordning_detail", kallat.pk)))
    assert "ledamot@exempel.test" not in text_of(as_user(hus.tjansteperson).get(url("dagordning_detail", kallat.pk))), (
        "addresses are not for all"
    )


def test_a_kallelse_sent_again_says_that_it_is_changed_and_how(
    hus, as_user, kallat, mailoutbox, django_capture_on_commit_callbacks, tmp_path
):
    client, data = as_user(hus.samordnare), {"mottagare": [hus.lasare.email]}
    with django_capture_on_commit_callbacks(execute=True):
        skicka(client, url("kallelse_skicka", kallat.pk), data)
    Kallelseuppgift.objects.update(plats="Biblioteket")
    actions.numrera([*kallat.dagordning.all(), punkt(kallat, "arende", "Trafiken")])
    assert "Platsen är ändrad: Biblioteket." in text_of(client.get(url("dagordning_detail", kallat.pk)))
    with django_capture_on_commit_callbacks(execute=True):
        skicka(client, url("kallelse_skicka", kallat.pk), data)
    assert mailoutbox[-1].subject == "Ändrad kallelse till BUZ 28 september 2022"
    assert "- Ärendet 2 Trafiken har tillkommit." in mailoutbox[-1].body
    forsta, andra = Kallelse.objects.all()
    assert (forsta.sort, andra.sort) == ("kallelse", "andrad")
    assert "Aulan" in pdf_text(client.get(url("skickad_kallelse_pdf", forsta.pk)).content, tmp_path), "as it was sent"
    assert "Ändrat sedan den förra kallelsen" in pdf_text(client.get(url("kallelse_pdf", kallat.pk)).content, tmp_path)


def test_a_letter_that_did_not_go_goes_by_the_next_press_and_to_nobody_else(
    hus, as_user, kallat, mailoutbox, django_capture_on_commit_callbacks
):
    client, data = as_user(hus.samordnare), {"mottagare": [hus.lasare.email], "fler": "ledamot@exempel.test"}
    with django_capture_on_commit_callbacks(execute=True):
        skicka(client, url("kallelse_skicka", kallat.pk), data)
    Kallelsemottagare.objects.filter(epost="ledamot@exempel.test").update(fel="mejlservern svarar inte")
    assert "gick inte" in text_of(client.get(url("kallelse_skicka", kallat.pk)))
    with django_capture_on_commit_callbacks(execute=True):
        assert skicka(client, url("kallelse_skicka", kallat.pk), data).status_code == 302
    assert [m.to[0] for m in mailoutbox[2:]] == ["ledamot@exempel.test"]
    assert Kallelse.objects.count() == 1
    assert not Kallelsemottagare.objects.exclude(fel="").exists()


def test_addresses_that_were_written_are_offered_at_the_arenas_next_meeting(hus, as_user, kallat, mailoutbox):
    client = as_user(hus.samordnare)
    skicka(client, url("kallelse_skicka", kallat.pk), {"fler": "ledamot@exempel.test"})
    nasta = factories.mote(hus.arena, date(2022, 11, 30), status="planerat")
    assert "ledamot@exempel.test" in client.get(url("kallelse_skicka", nasta.pk)).context["form"]["mottagare"].initial
    annan = factories.mote(factories.arena(hus.avtal, "SocSam", under=[hus.uppdrag]), date(2022, 11, 30), status="planerat")
    assert "ledamot@exempel.test" not in text_of(client.get(url("kallelse_skicka", annan.pk)))


def test_one_that_changed_while_the_page_was_open_is_not_sent(hus, as_user, kallat, mailoutbox):
    client = as_user(hus.samordnare)
    version = client.get(url("kallelse_skicka", kallat.pk)).context["form"]["version"].value()
    Kallelseuppgift.objects.update(plats="Biblioteket")
    svar = client.post(url("kallelse_skicka", kallat.pk), {"mottagare": [hus.lasare.email], "version": version})
    assert svar.status_code == 409
    assert not Kallelse.objects.exists()


def test_nobody_is_called_to_nothing_nor_by_who_may_not(hus, as_user, mote):
    client, data = as_user(hus.samordnare), {"fler": "ledamot@exempel.test"}
    assert "Dagordningen är tom" in text_of(skicka(client, url("kallelse_skicka", mote.pk), data))
    assert "är ingen e-postadress" in text_of(skicka(client, url("kallelse_skicka", mote.pk), {"fler": "ledamot"}))
    assert "Välj minst en mottagare" in text_of(skicka(client, url("kallelse_skicka", mote.pk)))
    assert as_user(hus.lasare).post(url("kallelse_skicka", mote.pk), data).status_code == 403
    assert as_user(hus.utomstaende).post(url("kallelse_skicka", mote.pk), data).status_code == 404
    lock(hus.year)
    assert as_user(hus.processledare).post(url("kallelse_skicka", mote.pk), data).status_code == 403


def test_who_was_called_is_told_when_the_meeting_is_cancelled(hus, as_user, kallat, mailoutbox, django_capture_on_commit_callbacks):
    client = as_user(hus.samordnare)
    with django_capture_on_commit_callbacks(execute=True):
        skicka(client, url("kallelse_skicka", kallat.pk), {"mottagare": [hus.lasare.email], "fler": "ledamot@exempel.test"})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("tillfalle_installt", kallat.pk))
    assert sorted(m.to[0] for m in mailoutbox[2:]) == sorted(["ledamot@exempel.test", hus.lasare.email])
    assert mailoutbox[2].subject == "Inställt: BUZ 28 september 2022"
    assert "gäller inte längre" in mailoutbox[2].body
    assert client.get(url("kallelse_skicka", kallat.pk)).status_code == 403


def test_a_cancelled_meeting_that_nobody_was_called_to_is_told_to_nobody(
    hus, as_user, kallat, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        as_user(hus.samordnare).post(url("tillfalle_installt", kallat.pk))
    assert mailoutbox == []
    assert Tillfalle.objects.get().status == Tillfalle.Status.INSTALLT


def test_what_has_changed_is_said_in_sentences():
    def k(*punkter, **fields):
        rader = [kallelsen.Kallelsepunkt(pk=pk, sort="arende", titel=titel, nummer=str(n)) for n, (pk, titel) in enumerate(punkter, 1)]
        return kallelsen.Kallelsen(organ="BUZ", avtal="A", dag=date(2022, 9, 28), till=date(2022, 9, 28), **{"punkter": rader} | fields)

    fore = k((1, "A"), (2, "B"), tid="kl. 13.00")
    assert kallelsen.andringar(fore, fore) == []
    assert kallelsen.andringar(fore, k((2, "B"), (1, "A"), tid="kl. 14.00")) == [
        "Tiden är ändrad: kl. 14.00.",
        "Ärendena tas i en annan ordning.",
    ]
    assert kallelsen.andringar(fore, k((1, "C"), tid="kl. 13.00")) == ["Ärendet B har utgått.", "Ärendet 1 C: rubriken är ändrat."]


@bara_postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_at_once_one_does(hus, kallat):
    valda = motesutskrift  # the module is read before the threads begin
    assert valda
    mottagare = [actions.Mottagare("ledamot@exempel.test", "")]
    svar = tryck(*[lambda: actions.skicka_kallelse(kallat, mottagare, by=hus.samordnare).nummer for _ in range(2)])
    assert sorted(map(str, svar)) == sorted(["1", actions.OFORANDRAD])
    assert Kallelse.objects.count() == 1


def test_a_role_that_has_ended_is_not_called(hus, as_user, kallat):
    factories.user("Slutat", organisation=hus.krokom, roll=Roll.LASARE).rolltilldelningar.update(till=date(2021, 1, 1))
    form = as_user(hus.samordnare).get(url("kallelse_skicka", kallat.pk)).context["form"]
    assert not [m for m in form.kandidater if m.organisation == hus.krokom]
