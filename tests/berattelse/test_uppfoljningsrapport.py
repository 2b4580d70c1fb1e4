"""An Uppföljningsrapport holds every fact that was entered, in the order that was chosen; of an empty year it asserts nothing."""

import io
import re
from datetime import date

import pytest
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn

from berattelse.dokument import skriv
from berattelse.dokument.uppdragsdelar import halvar
from berattelse.dokument.uppfoljningsrapport import samla
from berattelse.models import Avsnitt, Dokumentuppgift, FrittKapitel, Rapportkapitel, Uppdragsdel
from ekonomi.models import Statsbidrag
from tests import factories as grund
from tests.berattelse import factories
from tests.berattelse.test_dokument import text
from tests.formular import skicka
from tests.samverkan.test_pdf import problems
from tests.uppdrag.factories import beskrivning
from uppdrag.models import Andringsforslag, AntalUtanDatum, Arenaar, Bemanning, Nytta, Satsning, Tillfalle

pytestmark = pytest.mark.django_db
UPPF = "uppfoljningsrapport"
FRAN, TILL = date(2022, 1, 1), date(2023, 4, 30)


def tillfalle(hus, dag, sort, **fields):
    return Tillfalle.objects.create(avtal=hus.avtal, fran=dag, till=dag, sort=sort, **fields)


@pytest.fixture
def uppgift(hus):
    return Dokumentuppgift.objects.create(
        verksamhetsar=hus.year, dokument=UPPF, galler_fran=FRAN, galler_till=TILL, text="<p>Avtalet kom till efter en kartläggning.</p>",
        lankar="Verksamhetsberättelse 2022 https://www.exempel.se/vb.pdf\nUppdragsbeskrivningar https://www.exempel.se/bilaga.pdf",
    )  # fmt: skip


@pytest.fixture
def fullt(hus, uppgift):
    """A year with something of every kind, and a spring after it."""
    year, u = hus.year, hus.uppdrag
    efter = grund.verksamhetsar(hus.avtal, 2023)
    Avsnitt.objects.create(verksamhetsar=year, sort="omrade", rubrik=hus.rubrik, beskrivning="<p>Området växte.</p>")
    avsnitt = factories.avsnitt(
        hus, beskrivning="<p>Lärcentrum samordnas.</p>", arenor="<p>Arenorna möttes i Sveg.</p>", prioriterade="<p>Distansstudier.</p>",
        aktiviteter="<p>Mycket gjordes.</p>", resultat="<p>Mycket blev klart.</p>", framtid="<p>Det är svårt att hitta lokaler.</p>",
    )  # fmt: skip
    factories.aktivitet(avsnitt, "Filialen i Hammerdal invigdes", datum=date(2022, 5, 4))
    sen = factories.aktivitet(avsnitt, "En handbok gavs ut", manad=2)
    sent = factories.aktivitet(avsnitt, "Höstens mässa hölls", datum=date(2023, 10, 1))
    for row in (sen, sent):
        row.verksamhetsar = efter
        row.save()
    factories.resultat(avsnitt, "Nya filialer", belopp=3, enhet="filialer")
    factories.projekt(avsnitt, "Bussen", kolumn="Transporter")
    for dag in (date(2022, 2, 1), date(2022, 9, 6), date(2023, 3, 7), date(2023, 6, 1)):
        grund.mote(hus.arena, dag)
    Arenaar.objects.create(arena=hus.arena, verksamhetsar=year, planerat=2, prioriteringar="Lokalfrågan\nGemensam antagning")
    fristaende = grund.arena(hus.avtal, "Styrgruppen", motesord="möte")
    grund.mote(fristaende, date(2022, 4, 4))
    for dag in (date(2022, 3, 3), date(2022, 10, 3), date(2023, 2, 2)):
        tillfalle(hus, dag, "utbildning", uppdrag=u)
    tillfalle(hus, date(2022, 11, 3), "konferens", arena=hus.arena)
    Statsbidrag.objects.create(verksamhetsar=year, uppdrag=u, namn="Yrkesvux", belopp=4_800_000, formedlat=4_100_000, redovisas="mars 2023")
    Nytta.objects.create(uppdrag=u, text="Restiden minskar", kalla="Samtalen 2021")
    Bemanning.objects.create(uppdrag=u, verksamhetsar=year, procent=50)
    Satsning.objects.create(uppdrag=u, namn="Yrkesresan", fran=date(2020, 1, 1), till=date(2027, 12, 31), antal_kommuner=6)
    beskrivning(u, "<p>Uppdraget ska ge likvärdighet.</p>")
    Andringsforslag.objects.create(
        avtal=hus.avtal, rubrik="Lägg till biblioteken", sort="lagga_till", text="De ingår.", status="utsant", utsant_den=date(2023, 4, 1)
    )
    FrittKapitel.objects.create(
        verksamhetsar=year, dokument=UPPF, rubrik="Nuläge och framtid", text="<p>Läget är gott.</p>", efter="bakgrund"
    )
    FrittKapitel.objects.create(verksamhetsar=year, dokument=UPPF, rubrik="Vädret", text="<p>Snö föll.</p>")
    return hus


# Everything that was entered, in the order that the program itself chooses.
FAKTA = (
    "Samverkan mellan Region Prov och två kommuner regleras i Överenskommelse om samverkan",
    "avser 1 januari 2022–30 april 2023.",
    "Avtalet kom till efter en kartläggning.",
    "Nuläge och framtid",
    "Läget är gott.",
    "Rapporten och bilagorna",
    "Verksamhetsberättelse 2022",
    "Uppdragsbeskrivningar",
    "Lägg till biblioteken",
    "De ingår.",
    "Kompetens och utbildning",
    "Området växte.",
    "Lärcentrum",
    "Lärcentrum samordnas.",
    "En person har varit anställd (50 %).",
    "Sex kommuner deltar i Yrkesresan 2020–2027.",
    "Prioriterade områden",
    "Distansstudier.",
    "Exempel på aktiviteter",
    "Mycket gjordes.",
    "Filialen i Hammerdal invigdes (4 maj 2022).",
    "En handbok gavs ut (februari 2023).",
    "Exempel på resultat",
    "Mycket blev klart.",
    "Nya filialer: 3 filialer.",
    "Transporter",
    "Bussen",
    "Arenor 1 januari 2022–30 april 2023",
    "Arenorna möttes i Sveg.",
    "Kommunala arenor",
    "BUZ har haft tre sammanträden. En konferens har genomförts.",
    "Arenornas prioriterade områden",
    "Lokalfrågan",
    "Gemensam antagning",
    "Utbildningar och annat som har anordnats",
    "Första halvåret 2022: En utbildning har genomförts.",
    "Andra halvåret 2022: En utbildning har genomförts.",
    "1 januari–30 april 2023: En utbildning har genomförts.",
    "Statsbidrag",
    "Yrkesvux: 4 800 tkr, varav 4 100 tkr har förmedlats. Redovisas mars 2023.",
    "Framtida utmaningar och utvecklingsarbeten",
    "Det är svårt att hitta lokaler.",
    "Övriga arenor",
    "Styrgruppen har haft ett möte.",
    "Vilken nytta uppdragen ger kommunerna",
    "Restiden minskar",
    "Samtalen 2021",
    "Vädret",
    "Snö föll.",
)


def i_ordning(said, fakta):
    """The facts that are not found, each after the one before it."""
    plats, saknas = 0, []
    for ord_ in fakta:
        funnen = said.find(ord_, plats)
        if funnen < 0:
            saknas.append(ord_)
        else:
            plats = funnen + len(ord_)
    return saknas


def i_word(year):
    doc = Document(io.BytesIO(skriv(year, UPPF, "docx")))
    delar = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in doc.element.body.iter(qn("w:p"))]
    return " ".join(" ".join(delar).replace("\u00a0", " ").split())


def test_every_fact_entered_stands_in_the_order_that_is_chosen(fullt):
    said = text(fullt.year, UPPF)
    assert i_ordning(said, FAKTA) == []
    assert i_ordning(i_word(fullt.year), FAKTA) == []
    assert "Höstens mässa" not in said  # after the period
    assert "fyra sammanträden" not in said
    assert "likvärdighet" not in said  # nobody has chosen the uppdragsbeskrivning


def test_a_fact_that_is_missing_would_be_found(fullt):
    said = text(fullt.year, UPPF)
    assert i_ordning(said, ("Det regnade",)) == ["Det regnade"]
    assert i_ordning(said, ("Vädret", "Nuläge och framtid")) == ["Nuläge och framtid"]


def test_another_order_and_other_parts_are_chosen(hus, fullt, as_user):
    client, address = as_user(fullt.processledare), reverse("berattelse:dokument_delar", args=[fullt.year.pk])
    kapitel = [d.value for d in Rapportkapitel]
    delar = [d.value for d in Uppdragsdel]
    platser = {**{d: n for n, d in enumerate(kapitel, 1)}, **{d: n for n, d in enumerate(reversed(delar), 1)}}
    platser |= {"nytta": 1, "bakgrund": 9}
    data = {f"del-{d}-plats": plats for d, plats in platser.items()}
    data |= {f"del-{d}-med": "on" for d in platser if d not in {"lankar", "statsbidrag", "personal"}}
    assert skicka(client, address, data).status_code == 302
    said = text(fullt.year, UPPF)
    vald = (
        "Vilken nytta uppdragen ger kommunerna", "Föreslagna förändringar", "Området växte.", "Det är svårt att hitta lokaler.",
        "Restiden minskar", "Första halvåret 2022", "Lokalfrågan", "BUZ har haft tre", "Bussen", "Nya filialer", "Filialen i Hammerdal",
        "Distansstudier.", "Uppdraget ska ge likvärdighet.", "Lärcentrum samordnas.", "Övriga arenor", "Bakgrund", "Nuläge och framtid",
        "Vädret",
    )  # fmt: skip
    assert i_ordning(said, vald) == []
    assert i_ordning(i_word(fullt.year), vald) == []
    for words in ("exempel.se", "Yrkesvux", "har varit anställd", "Rapporten och bilagorna"):
        assert words not in said
    page = client.get(reverse("berattelse:dokument_list", args=[fullt.year.pk])).content.decode()
    assert "står efter Bakgrund" in page
    assert "1 januari 2022–30 april 2023" in page.replace("\u00a0", " ")


def test_the_parts_are_refused_when_stale_wrong_or_not_ones_own(hus, as_user):
    address = reverse("berattelse:dokument_delar", args=[hus.year.pk])
    client = as_user(hus.processledare)
    data = {f"del-{d}-plats": 1 for d in (*Rapportkapitel, *Uppdragsdel)}
    form = skicka(client, address, data | {"del-nytta-plats": ""}).context["form"]
    assert any("plats" in rad.errors for rad in form.rader)
    assert not Dokumentuppgift.objects.exists()
    gammal = client.get(address).context["form"]["version"].value()
    assert client.post(address, data | {"version": gammal}).status_code == 302
    assert Dokumentuppgift.objects.get().valda(Rapportkapitel) == []
    assert client.post(address, data | {"version": gammal, "del-nytta-med": "on"}).status_code == 409
    assert Dokumentuppgift.objects.get().valda(Rapportkapitel) == []
    assert as_user(hus.controller).get(address).status_code == 403
    assert as_user(hus.utomstaende).get(address).status_code == 404


def test_an_empty_year_says_what_the_agreement_is_and_no_more(hus, uppgift):
    uppgift.delete()
    data = samla(hus.year)
    assert [p.sort for p in data.platser] == ["bakgrund"]
    assert data.bakgrund == [
        f"Samverkan mellan Region Prov och två kommuner regleras i Överenskommelse om samverkan ({hus.avtal.dnr}).",
        "Den här rapporten följer upp 2022 och avser 1 januari–31 december 2022.",
    ]
    said = text(hus.year, UPPF)
    for words in ("BUZ", "Inga", "inte haft", "Arenor", "Statsbidrag", "Utbildningar"):
        assert words not in said, words


@pytest.mark.parametrize(("data", "field", "words"), [
    ({"galler_fran": "2022-01-01"}, "galler_till", "båda dagarna"),
    ({"galler_fran": "2022-05-01", "galler_till": "2022-04-01"}, "galler_till", "inte före"),
    ({"galler_fran": "2024-01-01", "galler_till": "2024-04-01"}, "galler_till", "1 januari–31 december 2022"),
    ({"lankar": "Berättelsen"}, "lankar", "slutar inte med en adress"),
    ({"lankar": "Berättelsen javascript:alert(1)"}, "lankar", "slutar inte med en adress"),
])  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(hus, as_user, data, field, words):
    response = skicka(as_user(hus.processledare), reverse("berattelse:dokument_edit", args=[hus.year.pk, UPPF]), {"version": "0"} | data)
    assert words in response.context["form"].errors[field][0].replace("\u00a0", " ")


def test_period_links_and_places_are_written_in_the_browser(hus, as_user):
    client = as_user(hus.processledare)
    vakt = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.exempel.se%2Fvb.pdf&data=a%40b.se"
    data = {"version": "0", "galler_fran": "2022-01-01", "galler_till": "2023-04-30", "lankar": f"Berättelsen {vakt}"}
    assert skicka(client, reverse("berattelse:dokument_edit", args=[hus.year.pk, UPPF]), data).status_code == 302
    assert Dokumentuppgift.objects.get().lankar == "Berättelsen https://www.exempel.se/vb.pdf"
    nytt = {"rubrik": "Nuläge", "text": "Gott.", "version": "0", "efter": "verksamhet"}
    assert client.post(reverse("berattelse:kapitel_create", args=[hus.year.pk, UPPF]), nytt).status_code == 302
    assert FrittKapitel.objects.get().efter == "verksamhet"
    assert "efter" not in client.get(reverse("berattelse:kapitel_create", args=[hus.year.pk, "forslag-till-beslut"])).context["form"].fields
    page = client.get(reverse("berattelse:dokument_html", args=[hus.year.pk, UPPF])).content.decode()
    assert '<a href="https://www.exempel.se/vb.pdf">Berättelsen</a>' in page


def test_an_arena_says_its_priorities_for_the_year(hus, as_user):
    client, address = as_user(hus.samordnare), reverse("uppdrag:arena_plan", args=[hus.arena.pk, hus.year.pk])
    assert skicka(client, address, {"prioriteringar": "Lokaler\n\nResor"}).status_code == 302
    assert i_ordning(text(hus.year, UPPF), ("Arenornas prioriterade områden", "BUZ", "Lokaler", "Resor")) == []
    factories.lock(hus.year)
    assert client.post(address, {"prioriteringar": "Annat"}).status_code == 403


def test_own_sentence_is_told_of_its_own_year(fullt):
    Arenaar.objects.filter(arena=fullt.arena).update(egen_mening="BUZ har haft två sammanträden i Berg")
    said = text(fullt.year, UPPF)
    assert "BUZ har haft tre sammanträden. En konferens har genomförts. 2022: BUZ har haft två sammanträden i Berg." in said
    Dokumentuppgift.objects.update(galler_fran=None, galler_till=None)
    said = text(fullt.year, UPPF)
    assert "BUZ har haft två sammanträden i Berg." in said
    assert "handbok" not in said


def test_what_has_no_day_is_told_where_it_surely_lies(fullt):
    """A count without days lies in a half of its own year, or somewhere in it; never in another year's."""
    for del_, antal in (("h2", 3), ("", 4)):
        AntalUtanDatum.objects.create(
            verksamhetsar=fullt.year, uppdrag=fullt.uppdrag, sort="webbinarium", antal=antal, del_av_aret=del_, kalla="Samordnaren"
        )
    said = text(fullt.year, UPPF)
    assert "Första halvåret 2022: En utbildning har genomförts." in said
    assert re.search(r"Andra halvåret 2022: En utbildning och tre webbinarier\b", said)
    assert re.search(r"har genomförts. Fyra webbinarier\b", said)
    assert "webbinari" not in said.partition("1 januari–30 april 2023:")[2].partition(".")[0]


def test_an_arena_said_not_to_have_met_is_told_with_the_reason(fullt):
    arena = grund.arena(fullt.avtal, "Jämtbus", under=[fullt.uppdrag])
    assert "Jämtbus" not in text(fullt.year, UPPF)
    Arenaar.objects.create(arena=arena, verksamhetsar=fullt.year, inte_traffats=True, inte_traffats_skal="vakant ordförande")
    assert "Jämtbus har inte träffats under året (vakant ordförande)." in text(fullt.year, UPPF)


def test_half_years():
    assert list(halvar(date(2021, 10, 1), date(2022, 9, 30))) == [
        ("1 oktober–31 december 2021", date(2021, 10, 1), date(2021, 12, 31)),
        ("Första halvåret 2022", date(2022, 1, 1), date(2022, 6, 30)),
        ("1 juli–30 september 2022", date(2022, 7, 1), date(2022, 9, 30)),
    ]


@pytest.mark.en_gang
def test_the_full_report_conforms(fullt, tmp_path):
    path = tmp_path / "rapport.pdf"
    path.write_bytes(skriv(fullt.year, UPPF, "pdf"))
    assert problems(path, "ua1") == []
    assert problems(path, "3a") == []


def test_the_page_asks_as_many_questions_for_three_uppdrag_as_for_one(fullt, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as first:
        samla(fullt.year)
    for n in range(2):
        grund.rubrik(fullt.year, grund.uppdrag(fullt.avtal), text=f"Rubrik {n}", ordning=n + 2)
    with django_assert_max_num_queries(len(first)):
        samla(fullt.year)
