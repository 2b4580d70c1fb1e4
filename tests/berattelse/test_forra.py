"""Last year's report taken in from a file: where its pieces land, what a person moves, what is refused, and how it is undone."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader, PdfWriter

from berattelse.actions import forra as actions
from berattelse.actions.avsnitt import skapa_avsnitt
from berattelse.models import Avsnitt, Intagenberattelse
from samverkan.models import Handelse, Organisation
from tests import factories
from tests.berattelse import berattelser
from tests.berattelse.test_avsnitt import edit_url
from uppdrag.actions import lock
from uppdrag.actions.uppdrag import krav_olast
from uppdrag.actions.year import hamta_rubriker
from uppdrag.models import Avtalsversion, Omrade, Tillfalle, Uppdragsomrade, Verksamhetsar

pytestmark = pytest.mark.django_db
PERIOD = {"beteckning": "2021", "fran": "2021-01-01", "till": "2021-12-31"}


@pytest.fixture
def hus(hus):
    """The small agreement with two uppdrag under one area, whose printed name is another."""
    version = Avtalsversion.objects.create(avtal=hus.avtal, beteckning="2019")
    hus.omrade = Omrade.objects.create(version=version, namn="Arbetsmarknad och utbildning")
    hus.college = factories.uppdrag(hus.avtal, "Vård- och omsorgscollege")
    for uppdrag in (hus.uppdrag, hus.college):
        Uppdragsomrade.objects.create(uppdrag=uppdrag, omrade=hus.omrade)
    return hus


def las_in(client, hus, data=None, namn="b.txt", **falt):
    """What answers when the file is sent in."""
    fil = SimpleUploadedFile(namn, berattelser.text() if data is None else data)
    return client.post(reverse("berattelse:forra_create", args=[hus.avtal.pk]), {"fil": fil} | PERIOD | falt)


def granska(client, hus, *args, **kwargs):
    """(the row, the address where it is read through)"""
    svar = las_in(client, hus, *args, **kwargs)
    assert svar.status_code == 302, svar.context["form"].errors
    fil = Intagenberattelse.objects.latest("pk")
    return fil, reverse("berattelse:forra_ta_in", args=[fil.pk])


def ta_in(client, hus, *args, **kwargs):
    """The row, taken in as it was proposed."""
    fil, url = granska(client, hus, *args, **kwargs)
    assert client.post(url, {"bekrafta": "1"}).status_code == 302
    fil.refresh_from_db()
    return fil


def nummer(fil, rubrik):
    return next(n for n, bit in enumerate(fil.bitar) if bit["rubrik"].startswith(rubrik))


def avsnittet(uppdrag):
    return Avsnitt.objects.get(uppdrag=uppdrag, verksamhetsar__beteckning="2021")


@pytest.mark.parametrize("namn", berattelser.FILER)
def test_each_kind_of_file_lands_in_the_same_places(hus, as_user, namn):
    client = as_user(hus.processledare)
    ta_in(client, hus, berattelser.FILER[namn](), namn)
    year = Verksamhetsar.objects.get(beteckning="2021")
    assert (year.status, year.ur_fil) == ("locked", True)
    assert [r.text for r in year.rubriker.all()] == ["Kompetens och utbildning"], "as the file prints it"
    larcentrum, college = avsnittet(hus.uppdrag), avsnittet(hus.college)
    assert "samordna länets lärcentrum" in larcentrum.beskrivning
    assert larcentrum.arenor.startswith("<h5>Kommunala arenor</h5>")
    assert "<li>Två filialer har öppnat.</li>" in larcentrum.aktiviteter
    assert (larcentrum.prioriterade_year, "på distans" in larcentrum.prioriterade) == ("2022", True)
    assert ("bygger på avtal" in college.beskrivning, "växer" in college.framtid) == (True, True)
    assert "kompetensförsörjning" in Avsnitt.objects.get(rubrik__verksamhetsar=year).beskrivning
    assert "december 2021" in Avsnitt.objects.get(sort="inledning").beskrivning
    alla = " ".join(getattr(a, part) for a in Avsnitt.objects.filter(verksamhetsar=year) for part in a.delar)
    assert not any(ord_ in alla for ord_ in ("Sommarfesten", "överskott", "Sida 2", "Region Prov, berättelse"))


def test_nothing_is_a_years_text_before_it_is_confirmed(hus, as_user):
    fil, url = granska(as_user(hus.processledare), hus)
    page = as_user(hus.processledare).get(url).content.decode()
    assert ("Lärcentrum" in page, "Rad 13." in page, "Inget är intaget ännu" in page) == (True, True, True)
    assert (Verksamhetsar.objects.filter(beteckning="2021").exists(), Avsnitt.objects.exists(), fil.status) == (False, False, "forslag")


def test_a_piece_lands_where_a_person_moves_it_with_its_heading(hus, as_user):
    client = as_user(hus.processledare)
    fil, url = granska(client, hus)
    n, borta = nummer(fil, "PERSONALENS"), nummer(fil, "Prioriterade")
    client.post(url, {f"hem_{n}": f"uppdrag:{hus.college.pk}", f"part_{n}": "resultat", f"hem_{borta}": "inte"})
    assert avsnittet(hus.college).resultat.startswith("<h5>PERSONALENS SOMMARFEST</h5><p>Sommarfesten")
    assert avsnittet(hus.uppdrag).prioriterade == ""


def test_a_piece_nobody_knows_is_kept_beside_as_ovrigt(hus, as_user):
    client = as_user(hus.processledare)
    fil = ta_in(client, hus)
    page = client.get(fil.get_absolute_url()).content.decode()
    assert "PERSONALENS SOMMARFEST" in page.partition("Sparat som övrigt")[2]
    assert "mycket uppskattad" in page


def test_what_is_moved_to_a_place_that_is_not_there_is_refused_and_what_was_chosen_stays(hus, as_user):
    client = as_user(hus.processledare)
    annan = factories.uppdrag(hus.annat_avtal, "Någon annans")
    fil, url = granska(client, hus)
    page = client.post(url, {"hem_0": f"uppdrag:{annan.pk}", "hem_1": "ovrigt"})
    assert page.status_code == 200
    assert page.context["form"]["hem_1"].value() == "ovrigt"
    assert not Verksamhetsar.objects.filter(beteckning="2021").exists()
    alla = {f"hem_{n}": "ovrigt" for n in range(len(fil.bitar))}
    assert "inget att ta in" in client.post(url, alla).content.decode()


def test_the_same_file_twice_adds_nothing(hus, as_user):
    client = as_user(hus.processledare)
    fil = ta_in(client, hus)
    antal = Avsnitt.objects.count()
    svar = las_in(client, hus, beteckning="2020", fran="2020-01-01", till="2020-12-31")
    assert svar.url == fil.get_absolute_url()
    assert (Intagenberattelse.objects.count(), Avsnitt.objects.count()) == (1, antal)
    assert "redan inläst" in client.get(svar.url).content.decode()


def test_the_next_year_has_a_section_for_each_uppdrag_though_one_began_after_what_the_file_tells_of(hus, as_user):
    hus.college.fran = date(2022, 1, 1)
    hus.college.save()
    nytt = factories.uppdrag(hus.avtal, "Energi", fran=date(2023, 1, 1))
    Uppdragsomrade.objects.create(uppdrag=nytt, omrade=hus.omrade)
    ta_in(as_user(hus.processledare), hus)
    forra = Verksamhetsar.objects.get(beteckning="2021")
    under = [p.uppdrag for rubrik in forra.rubriker.all() for p in rubrik.placeringar.all()]
    assert set(under) == {hus.uppdrag, hus.college}  # what the file has a text for has its place
    Verksamhetsar.objects.filter(avtal=hus.avtal, beteckning="2022").update(fran="2022-01-01", till="2023-12-31")
    hus.year.refresh_from_db()
    hus.year.rubriker.all().delete()
    hamta_rubriker(hus.year, by=hus.processledare)
    placerade = [p.uppdrag for rubrik in hus.year.rubriker.all() for p in rubrik.placeringar.all()]
    assert set(placerade[:2]) == {hus.uppdrag, hus.college}
    assert placerade[2:] == [nytt]  # begun since: last under the heading of its area


def test_nothing_becomes_known_by_it(hus, as_user):
    fil = ta_in(as_user(hus.processledare), hus)
    assert not Tillfalle.objects.exists()
    nu = factories.rubrik(hus.year, hus.uppdrag, text="Arbetsmarknad och utbildning", omrade=hus.omrade)
    skapa_avsnitt(hus.year, by=hus.processledare)
    avsnitt = Avsnitt.objects.get(verksamhetsar=hus.year, uppdrag=hus.uppdrag)
    client = as_user(hus.samordnare)
    bord = client.get(edit_url(avsnitt)).context["bord"]
    assert next((t.part, t.kalla) for t in bord.texter) == ("beskrivning", "rad 9")
    assert [(rad.vad, rad.forra) for rad in bord.siffror if rad.forra] == [], "nobody registered how many meetings there were"
    page = client.get(edit_url(avsnitt)).content.decode()
    assert f'Intagen ur <a href="{fil.get_absolute_url()}">b.txt</a>' in page
    omradet = Avsnitt.objects.get(rubrik=nu)
    assert "kompetensförsörjning" in as_user(hus.processledare).get(edit_url(omradet)).content.decode(), (
        "by its area, though it is named anew"
    )


def test_its_year_says_that_it_is_from_a_file_and_asks_for_nothing(hus, as_user):
    client = as_user(hus.processledare)
    year = ta_in(client, hus).verksamhetsar
    page = client.get(year.get_absolute_url()).content.decode()
    assert ("Ur fil" in page, "intagna ur" in page) == (True, True)
    assert not any(ord_ in page for ord_ in ("Det som saknas", "Färdigställ", "Utkast", "Godkänd"))
    assert year not in [a.year for a in client.get("/").context["sida"].aren]
    assert "intagna ur en fil" in client.get(reverse("berattelse:report_html", args=[year.pk])).content.decode()
    assert client.get(reverse("berattelse:fardigstall", args=[hus.year.pk, 1])).status_code == 200, "the next year is read beside it"
    krav_olast(hus.avtal, [(None, None)])  # no edition of ours was made of rows dated in it


def test_a_year_locked_by_its_edition_still_refuses_rows(hus):
    factories.verksamhetsar(hus.avtal, 2021, status="locked")
    with pytest.raises(ValidationError, match="2021"):
        krav_olast(hus.avtal, [(None, None)])


def test_the_file_comes_back_to_the_byte(hus, as_user):
    data = berattelser.word()
    fil = ta_in(as_user(hus.processledare), hus, data, "förra.docx")
    url = reverse("berattelse:forra_fil", args=[fil.pk])
    svar = as_user(hus.samordnare).get(url)
    assert (svar.content, "f%C3%B6rra.docx" in svar["Content-Disposition"]) == (data, True)
    assert as_user(hus.tjansteperson).get(url).status_code == 404
    assert as_user(hus.utomstaende).get(url).status_code == 404


def test_only_the_processledare_takes_in(hus, as_user):
    fil, url = granska(as_user(hus.processledare), hus)
    skapa = reverse("berattelse:forra_create", args=[hus.avtal.pk])
    svar = {vem: [as_user(getattr(hus, vem)).get(u).status_code for u in (skapa, url, fil.get_absolute_url())]
            for vem in ("samordnare", "direktor", "tjansteperson", "utomstaende")}  # fmt: skip
    assert svar == {
        "samordnare": [403, 403, 200], "direktor": [403, 403, 200], "tjansteperson": [403, 404, 404], "utomstaende": [404, 404, 404],
    }  # fmt: skip
    for akt in ("kasta", "angra"):
        assert as_user(hus.samordnare).post(reverse(f"berattelse:forra_{akt}", args=[fil.pk])).status_code == 403
        assert as_user(hus.utomstaende).post(reverse(f"berattelse:forra_{akt}", args=[fil.pk])).status_code == 404


def test_undone_the_year_is_gone_and_the_choices_are_kept(hus, as_user):
    client = as_user(hus.processledare)
    fil, url = granska(client, hus)
    n = nummer(fil, "PERSONALENS")
    client.post(url, {f"hem_{n}": f"uppdrag:{hus.uppdrag.pk}", f"part_{n}": "resultat"})
    client.post(reverse("berattelse:forra_angra", args=[fil.pk]))
    assert not Verksamhetsar.objects.filter(beteckning="2021").exists()
    assert client.get(url).context["form"][f"hem_{n}"].value() == f"uppdrag:{hus.uppdrag.pk}"
    client.post(url, {"bekrafta": "1"})
    assert "Sommarfesten" in avsnittet(hus.uppdrag).resultat
    assert list(Handelse.objects.filter(akt__contains="ntagning").values_list("akt", flat=True)) == ["ångrade intagningen"]


def test_what_somebody_has_changed_is_not_undone(hus, as_user):
    client = as_user(hus.processledare)
    fil = ta_in(client, hus)
    lock.unlock(fil.verksamhetsar, by=hus.processledare, skal="Ett stavfel.")
    avsnitt = avsnittet(hus.uppdrag)
    client.post(edit_url(avsnitt), {"beskrivning": "<p>Rättat.</p>", "version": avsnitt.version})
    svar = client.post(reverse("berattelse:forra_angra", args=[fil.pk]), follow=True)
    assert "har ändrats sedan" in svar.content.decode()
    assert "Rättat" in avsnittet(hus.uppdrag).beskrivning


def test_a_year_on_which_something_hangs_is_not_undone(hus, as_user):
    client = as_user(hus.processledare)
    fil = ta_in(client, hus)
    lock.unlock(fil.verksamhetsar, by=hus.processledare, skal="Ett möte.")
    Avsnitt.objects.create(verksamhetsar=fil.verksamhetsar, sort="uppdrag", uppdrag=factories.uppdrag(hus.avtal, "Nytt"))
    svar = client.post(reverse("berattelse:forra_angra", args=[fil.pk]), follow=True)
    assert "Kan inte tas bort" in svar.content.decode()
    assert Intagenberattelse.objects.get().status == "intagen"
    assert avsnittet(hus.uppdrag).beskrivning


def test_a_locked_year_is_refused_at_the_form_and_at_the_act(hus, as_user):
    client = as_user(hus.processledare)
    _fil, url = granska(client, hus)
    factories.rubrik(factories.verksamhetsar(hus.avtal, 2021, status="locked"), hus.uppdrag, omrade=hus.omrade)
    assert "Året är låst" in client.post(url, {"bekrafta": "1"}).content.decode()
    assert "2021 är låst" in las_in(client, hus, b"Annan text om uppdraget.", "c.txt").content.decode()
    assert not Avsnitt.objects.filter(verksamhetsar__beteckning="2021").exists()


def test_an_open_year_without_texts_is_filled_and_stays_open(hus, as_user):
    year = factories.verksamhetsar(hus.avtal, 2021)
    factories.rubrik(year, hus.uppdrag, text="Utbildning", omrade=hus.omrade)
    skapa_avsnitt(year, by=hus.processledare)
    client = as_user(hus.processledare)
    fil = ta_in(client, hus)
    year.refresh_from_db()
    assert (year.status, year.ur_fil, year.rubriker.get().text) == ("oppet", False, "Utbildning")
    assert avsnittet(hus.uppdrag).beskrivning
    client.post(reverse("berattelse:forra_angra", args=[fil.pk]))
    assert avsnittet(hus.uppdrag).beskrivning == ""
    Avsnitt.objects.filter(verksamhetsar=year, sort="inledning").update(beskrivning="<p>Vår egen.</p>")
    page = client.post(reverse("berattelse:forra_ta_in", args=[fil.pk]), {"bekrafta": "1"}).content.decode()
    assert "har redan texter" in page
    assert avsnittet(hus.uppdrag).beskrivning == ""


@pytest.mark.parametrize(
    ("falt", "mening"),
    [
        ({"fran": "2021-06-01", "till": "2022-05-31"}, "överlappar år 2022"),
        ({"fran": "2021-12-31", "till": "2021-01-01"}, "sluta före det börjar"),
        ({"beteckning": "2022"}, "redan ett år med den beteckningen"),
        ({"inklistrat": "Text"}, "inte båda"),
        ({"fran": "förra året"}, "ÅÅÅÅ-MM-DD"),
    ],
)
def test_what_is_wrong_with_the_form_is_said(hus, as_user, falt, mening):
    page = las_in(as_user(hus.processledare), hus, **falt).content.decode()
    assert mening in page
    assert not Intagenberattelse.objects.exists()


def _losenord():
    ut, pdf = io.BytesIO(), PdfWriter(clone_from=PdfReader(io.BytesIO(berattelser.pdf(html="<p>Hemligt</p>"))))
    pdf.encrypt("hemligt", algorithm="AES-256")
    pdf.write(ut)
    return ut.getvalue()


def _bomb():
    ut = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(berattelser.word())) as fore, zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as efter:
        for namn in fore.namelist():
            efter.writestr(namn, b"<a>" + b" " * 40_000_000 if namn == "word/document.xml" else fore.read(namn))
    return ut.getvalue()


TRASIGA = {
    "en bomb": (_bomb, "för stor när den packas upp"),
    "ett lösenord": (_losenord, "skyddad med lösenord"),
    "bilder av sidor": (
        lambda: berattelser.pdf(html="<svg width='90' height='90'><rect width='90' height='90'/></svg>"),
        "bilder av sidor",
    ),
    "en halv PDF": (lambda: b"%PDF-1.7\n1 0 obj <<", "ingen PDF som går att läsa"),
    "ett gammalt .doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "äldre format"),
    "en bild": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "varken Word"),
    "RTF": (lambda: b"{\\rtf1 Hej}", "formatet RTF"),
    "en lista som inte tar slut": (lambda: b"hej\n" * 20_001, "längre än en berättelse"),
    "bara tomma rader": (lambda: b"\n \n\n", "ingen text"),
}


@pytest.mark.parametrize("namn", TRASIGA)
def test_a_file_that_cannot_be_read_gets_a_sentence(hus, as_user, namn):
    data, mening = TRASIGA[namn]
    page = las_in(as_user(hus.processledare), hus, data(), "fil.pdf")
    assert page.status_code == 200
    assert mening in " ".join(page.context["form"].errors["fil"])
    assert not Intagenberattelse.objects.exists()


def test_pasted_text_is_read_as_a_file(hus, as_user):
    client = as_user(hus.processledare)
    svar = client.post(reverse("berattelse:forra_create", args=[hus.avtal.pk]), {"inklistrat": berattelser.text().decode()} | PERIOD)
    assert svar.status_code == 302
    assert Intagenberattelse.objects.get().namn == "inklistrad text.txt"


def test_what_is_dangerous_in_it_is_cleaned_away(hus, as_user):
    rader = ((0, "Lärcentrum"), (0, "<script>alert(1)</script> och <img src=x onerror=alert(1)> är bara ord här i texten."))
    ta_in(as_user(hus.processledare), hus, berattelser.text(rader))
    assert "<script" not in avsnittet(hus.uppdrag).beskrivning
    assert "<img" not in avsnittet(hus.uppdrag).beskrivning


def test_a_file_of_another_year_is_asked_about(hus, as_user):
    client = as_user(hus.processledare)
    _, url = granska(client, hus, beteckning="2020", fran="2020-01-01", till="2020-12-31")
    assert "Filens rubrik säger 2021" in client.get(url).content.decode()


def test_what_nobody_takes_in_is_thrown_away(hus, as_user):
    client = as_user(hus.processledare)
    fil, _ = granska(client, hus)
    kastad, _ = granska(client, hus, b"Annan text om uppdraget.", "c.txt")
    client.post(reverse("berattelse:forra_kasta", args=[kastad.pk]))
    assert list(Intagenberattelse.objects.all()) == [fil]
    assert actions.rensa_forslag() == 0
    Intagenberattelse.objects.update(skapad=timezone.now() - timedelta(days=31))
    assert (actions.rensa_forslag(), Intagenberattelse.objects.count()) == (1, 0)
    assert Handelse.objects.filter(akt="kastade inläst berättelse").count() == 2


def test_an_agreement_without_uppdrag_says_what_comes_first(hus, as_user):
    tomt = factories.avtal([Organisation.objects.get(pk=hus.region.pk)], titel="Tomt")
    svar = as_user(hus.processledare).post(
        reverse("berattelse:forra_create", args=[tomt.pk]), {"inklistrat": "Lärcentrum\n\nText."} | PERIOD
    )
    assert "har inga uppdrag ännu" in svar.content.decode()


def test_the_guide_offers_it_and_waits_for_nothing(hus, as_user):
    """The year it makes is not the year to write in."""
    hus.avtal.verksamhetsar.all().delete()
    client = as_user(hus.processledare)
    fore = client.get("/").context["borjan"]
    steg = {s.namn: s for s in fore.steg}
    assert steg["Förra årets berättelse"].url == reverse("berattelse:forra_create", args=[hus.avtal.pk])
    assert fore.nasta.namn == "Året, dess rubriker och avsnitt"
    ta_in(client, hus)
    efter = client.get("/").context["borjan"]
    assert {s.namn: s.klart for s in efter.steg}["Förra årets berättelse"]
    assert (efter.nasta, efter.klara) == (fore.nasta, fore.klara)
    for url in ("/lasin/", reverse("uppdrag:year_list")):
        assert reverse("berattelse:forra_create", args=[hus.avtal.pk]) in client.get(url).content.decode()
