"""The demo loads whole, twice changes nothing, and the year 2022 comes out of it by counting."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.db.models import Max
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from berattelse.innehall.samling import samla
from berattelse.models import Avsnitt, Utgava
from berattelse.utgava.verifiering import verifiera
from ekonomi.models import Arsresultat, Budgetpost, Ersattning, Faktureringsregel, Resultatpost, Skuldpost, Statsbidrag
from enkat.models import Inlamning, Svar
from samverkan.models import Organisation, Roll, Rolltilldelning, User
from tests.langd import varannan
from uppdrag.arsregister import Arsregister
from uppdrag.models import Arena, Arenaar, Avtal, Beskrivning, Beslut, Rubrik, Satsning, Tillfalle, Uppdrag, Uppfoljning, Verksamhetsar

pytestmark = pytest.mark.usefixtures("kort_tryck")  # how an edition is printed is asked elsewhere

HALLNA_2022 = {
    "Primärkommunala samverkansrådet": 1, "Kommundirektörerna": 6, "Nätverket Vägen till arbete": 4, "BUZ": 3, "Skolchefsnätverket": 5,
    "Elevhälsochefsnätverket": 5, "Politikernätverket": 4, "Förskolenätverket": 4, "Barnarenan": 4,
    "SamReKo hälso- och sjukvård, IFO och skola": 5, "Jämtbus": 4, "FolkhälsoZ": 4, "Regionalt utvecklingsnätverk": 8,
    "Ledningsgrupp Tillsammans mot våld": 4, "SocSam": 5, "Politisk referensgrupp för länsverksamheter och avtal": 12,
    "IFO-chefsnätverket": 4, "Förvaltningschefsnätverket": 9, "MAS/MAR-nätverket": 12, "SVOM": 4, "Fredagsgruppen": 11,
    "Länsnätverk psykisk hälsa": 0, "FoU-rådet": None, "Lärcentrasamverkan": None,
}  # fmt: skip
MENINGAR_2022 = {
    "Primärkommunala samverkansrådet": "Regionen sammankallade det första mötet",
    "Kommundirektörerna": "Kommundirektörerna har haft sex protokollförda möten",
    "Nätverket Vägen till arbete": "Vägen till arbete har haft fyra möten",
    "BUZ": "BUZ har haft tre sammanträdesdagar",
    "Skolchefsnätverket": "Skolchefsnätverket har haft fem heldagar",
    "Elevhälsochefsnätverket": "Elevhälsochefsnätverket har haft fem träffar, varav två heldagar",
    "Barnarenan": "Barnarenan har haft fyra sammanträden",
    "Regionalt utvecklingsnätverk": "Regionalt utvecklingsnätverk har haft fyra sammanträden för respektive grupp",
    "SocSam": "SocSam har haft fem sammanträden",
    "MAS/MAR-nätverket": "MAS/MAR-nätverket har träffats en gång per månad",
    "Förvaltningschefsnätverket": "Förvaltningschefsnätverket har haft nio träffar",
    "Fredagsgruppen": "Fredagsgruppen har haft elva träffar",
    "Länsnätverk psykisk hälsa": "Länsnätverk psykisk hälsa har inte sammankallats enligt plan (skälet framgår inte av underlagen)",
}
RODA_DAGAR = (
    (2021, 1, 1), (2021, 1, 6), (2021, 4, 2), (2021, 4, 5), (2021, 5, 13), (2021, 6, 25), (2021, 12, 24), (2022, 1, 6), (2022, 4, 15),
    (2022, 4, 18), (2022, 5, 26), (2022, 6, 6), (2022, 6, 24), (2022, 12, 26),
)  # fmt: skip


@pytest.fixture
def year(demoaret):
    return Verksamhetsar.objects.get(beteckning="2022")


def counts():
    own = {"samverkan", "uppdrag", "ekonomi", "berattelse"}
    return {m._meta.label: m.objects.count() for m in apps.get_models() if m._meta.app_label in own}


def test_twice_changes_nothing(year):
    first = counts()
    call_command("demo", utan_utgava=True, verbosity=0)
    assert counts() == first


@pytest.mark.django_db
def test_om_tom_leaves_a_used_database_alone():
    Organisation.objects.create(namn="Region Prov", sort="region", kod="98")
    call_command("demo", om_tom=True, utan_utgava=True, verbosity=0)
    assert not User.objects.exists()


def test_every_tie_leads_somewhere(year):
    connection.check_constraints()


@pytest.mark.en_gang
@pytest.mark.lang
def test_what_the_model_asks_of_a_row_the_demo_keeps(year):
    """Rows are made past the forms, so they are asked here what a form would have asked; in `make test` each third of a kind."""
    wrong = {}
    for model in apps.get_models():
        if model._meta.app_label in {"uppdrag", "ekonomi", "berattelse"} and not model.__name__.startswith("Historical"):
            for row in list(model.objects.all())[varannan(0, 3)]:
                try:
                    row.full_clean(validate_unique=False)
                except ValidationError as error:
                    wrong[f"{model.__name__} {row}"] = str(error)
    assert wrong == {}


# --- people and organisations -------------------------------------------------------------------------------------
def test_there_is_someone_in_every_role_and_in_every_kommun(year):
    assert set(Rolltilldelning.objects.values_list("roll", flat=True)) == set(Roll.values)
    kommuner = Organisation.objects.filter(sort="kommun")
    assert kommuner.count() == 8
    for kommun in kommuner:
        assert set(kommun.rolltilldelningar.values_list("roll", flat=True)) >= {"tjansteperson", "kommunchef"}


def test_people_are_roles_with_addresses_that_cannot_exist(year):
    assert not User.objects.exclude(email__endswith="@exempel.test").exists()
    ord_ = ("Samordnare", "Processledare", "Controller", "Regional", "Tjänsteperson", "Kommunchef", "Läsare")
    assert [u.namn for u in User.objects.all() if not u.namn.startswith(ord_)] == []


def test_every_party_has_a_mailbox_and_someone_to_write_to(year):
    parter = year.avtal.parter.all()
    assert parter.count() == 9
    assert [p for p in parter if not (p.organisation.funktionsbrevlada and p.kontaktpersoner.exists())] == []


# --- the agreement ------------------------------------------------------------------------------------------------
def test_the_agreement_was_extended_terminated_and_succeeded_by_four(year):
    avtal = year.avtal
    assert [a.sort for a in avtal.andringar.all()] == ["forlangning", "uppsagning"]
    assert avtal.slut == date(2022, 12, 31)
    assert avtal.andringar.get(sort="uppsagning").datum is None
    assert avtal.eftertradare.count() == 4
    assert [len(v.omraden.all()) for v in avtal.versioner.all()] == [4, 5]


def test_the_other_agreements_have_their_own_parties(year):
    andra = Avtal.objects.filter(huvudavtal=year.avtal)
    assert {a.dnr for a in andra} == {"RUN/659/2016", "RUN/350/2019", "RUN/658/2017"}
    energi = andra.get(hangavtal=True)
    assert energi.till == date(2023, 12, 31)
    assert energi.parter.galler(on=date(2022, 12, 31)).filter(organisation__sort="kommun").count() == 6
    assert energi.parter.galler(on=date(2023, 1, 1)).filter(organisation__sort="kommun").count() == 7


def test_what_no_document_states_is_marked(year):
    assert year.avtal.dnr_exempel
    assert not Verksamhetsar.objects.filter(dnr_exempel=False).exists()
    assert not Verksamhetsar.objects.filter(innehaller_exempel=False).exists()
    assert not Beskrivning.objects.filter(exempel=False).exists()
    assert not Tillfalle.objects.filter(datum_exempel=False).exists()
    assert not Avsnitt.objects.filter(verksamhetsar__beteckning="2021", exempel=False).exists()
    assert set(Beslut.objects.filter(datum__year__gt=2022).values_list("exempel", flat=True)) == {True}


# --- the uppdrag and the year -------------------------------------------------------------------------------------
def test_the_year_prints_five_headings_three_of_them_not_the_agreements_own(year):
    rubriker = Rubrik.objects.filter(verksamhetsar=year)
    assert [(r.text, r.avviker) for r in rubriker] == [
        ("EU och övergripande regional utveckling", False), ("Kompetens och utbildning", True),
        ("Social inkluderande och ett sunt liv", True), ("Resurssnålare och effektivare", True), ("Kurs och konferens", False),
    ]  # fmt: skip
    assert sum(r.uppdrag.count() for r in rubriker) == Uppdrag.objects.count() == 11


def test_every_uppdrag_has_its_description_its_benefits_and_eight_kommuner(year):
    for uppdrag in Uppdrag.objects.exclude(namn="Internationellt arbete"):
        assert uppdrag.nyttor.exists(), uppdrag
        assert uppdrag.beskrivning_for(year.fran), uppdrag
        assert uppdrag.medverkan.count() == 8, uppdrag
    assert Satsning.objects.get().antal_kommuner == 6
    assert not Satsning.objects.get().kommuner.exists()


def test_the_former_year_is_locked_and_this_one_is_open(year):
    assert year.is_open
    assert not year.foregaende.is_open
    assert year.undertecknas == date(2023, 1, 26)


def test_every_section_of_the_year_is_there_in_several_stages(year):
    antal = Counter(year.avsnitt.values_list("status", flat=True))
    assert set(antal) >= {"godkand", "klar", "ater", "utkast"}
    assert antal["godkand"] > sum(antal.values()) / 2
    assert Counter(year.avsnitt.values_list("sort", flat=True)) == {"inledning": 1, "omrade": 5, "uppdrag": 11, "annat_avtal": 3}


# --- the counts ---------------------------------------------------------------------------------------------------
def test_the_register_holds_what_the_report_counted(year):
    assert {rad.arena.namn: rad.hallna for rad in Arsregister(year).rader()} == HALLNA_2022


def test_the_sentences_of_2022_are_made_from_the_rows(year):
    rader = {rad.arena.namn: rad for rad in Arsregister(year).rader()}
    assert {namn: rader[namn].mening for namn in MENINGAR_2022} == MENINGAR_2022
    assert [rad.arena.namn for rad in rader.values() if rad.avvikelse] == []
    assert [namn for namn, rad in rader.items() if rad.egen] == ["FoU-rådet", "Lärcentrasamverkan"]


def test_courses_and_other_agreements_are_counted_too(year):
    underlag = Arsregister(year)
    kurs = Uppdrag.objects.get(namn="Kurs och konferens")
    zappa, energi = (Avtal.objects.get(dnr=dnr) for dnr in ("RUN/659/2016", "RUN/350/2019"))
    assert underlag.for_organiser_uppdrag(kurs) == "Tre utbildningar och två konferenser har genomförts till och med den 31 mars"
    assert underlag.for_avtal(zappa) == "Fyra möten har genomförts. Förvaltningsmöten har hållits en gång per månad"
    assert underlag.for_avtal(energi) == (
        "Sex nätverksmöten, två webbinarier, en temadag och en tredagars studieresa med åtta studiebesök har genomförts"
    )


def test_of_2021_only_two_counts_are_known_and_the_rest_is_told_as_unknown(year):
    rader = {rad.arena.namn: rad for rad in Arsregister(year.foregaende).rader()}
    assert rader["Fredagsgruppen"].mening == "Fredagsgruppen har haft nio träffar"
    assert rader["Länsnätverk psykisk hälsa"].mening == "Länsnätverk psykisk hälsa har haft fyra träffar"
    assert rader["BUZ"].mening == "BUZ: hur ofta mötena hölls framgår inte av underlagen"


def test_three_arenas_are_reported_twice_and_skr_came_twice(year):
    dubbla = [a.namn for a in Arena.objects.order_by("ordning") if a.uppdrag.count() == 2]
    assert dubbla == ["Barnarenan", "SamReKo hälso- och sjukvård, IFO och skola", "Jämtbus"]
    assert Tillfalle.objects.filter(arena__namn="Kommundirektörerna", narvaro__organisation__namn__startswith="Sveriges Komm").count() == 2


def test_nobody_meets_on_a_red_day_or_in_a_week_end(year):
    roda = {date(*dag) for dag in RODA_DAGAR}
    assert [t for t in Tillfalle.objects.all() if t.fran.weekday() > 4 or t.fran in roda] == []


# --- the money ----------------------------------------------------------------------------------------------------
def test_the_money_is_what_the_documents_say_and_foots(year):
    e = Ersattning.objects.get(verksamhetsar=year)
    assert (e.bas, e.bas_harledd, e.uppraknad, e.belopp, e.differens) == (10_046_000, True, 10_307_196, 10_307_000, 196)
    poster = Resultatpost.objects.filter(verksamhetsar=year)
    assert sorted(poster.values_list("belopp", "harledd")) == [(1_296_000, True), (1_705_000, False)]
    assert sum(p.belopp for p in poster) == Arsresultat.objects.get(verksamhetsar=year).belopp == 3_001_000
    assert [p for p in poster if not p.forklaring] == []
    assert list(Skuldpost.objects.values_list("belopp", "ursprung__beteckning")) == [(3_490_000, "2020–2021")]
    bidrag = Statsbidrag.objects.filter(verksamhetsar=year).values_list("belopp", flat=True)
    assert sorted(bidrag) == [400_000, 6_500_000, 9_700_000, 13_800_000, 49_800_000]


# --- the report ---------------------------------------------------------------------------------------------------
def test_every_section_of_the_report_says_something(year):
    innehall = samla(year)
    tomma = [u.rubrik for kapitel in innehall.kapitel for u in kapitel.uppdrag if not u.delar]
    assert tomma == []
    assert [a.rubrik for a in innehall.andra_avtal if len(a.delar) < 2] == []
    assert len(innehall.beskrivningar) == 11


def test_the_compensation_of_2022_is_split_to_the_krona(year):
    fordelning = samla(year).ekonomi.fordelning
    assert {rad.kommun: rad.belopp for rad in fordelning.rader} == {
        "Östersund": 5_029_929, "Krokom": 1_198_119, "Åre": 946_131, "Strömsund": 896_811, "Härjedalen": 786_605,
        "Berg": 557_518, "Bräcke": 484_359, "Ragunda": 407_528,
    }  # fmt: skip
    assert (fordelning.summa, fordelning.kontrollerad) == (10_307_000, False)


@pytest.mark.en_gang
def test_the_demo_has_an_edition_that_is_signed_as_a_test_and_published_once(demoaret, client):
    for _ in range(2):
        call_command("demo", verbosity=0)
    utgava = Utgava.objects.get()
    assert utgava.status_i_ord == "publicerad"
    assert "TESTCERTIFIKAT" in utgava.signatur.undertecknare
    assert verifiera(bytes(utgava.signatur.innehall)).oforandrad
    assert "2021" in client.get("/berattelser/").content.decode()


@pytest.mark.en_gang
def test_its_edition_is_left_to_the_worker_where_there_is_one(demoaret, settings, django_capture_on_commit_callbacks):
    settings.TASKS = {"default": {"BACKEND": "samverkan.arbetsko.Arbetsko"}}
    with django_capture_on_commit_callbacks(execute=True):
        call_command("demo", verbosity=0)
    assert not Utgava.objects.exists()
    (jobb,) = DBTaskResult.objects.all()
    jobb.task.call(*jobb.args_kwargs["args"])
    assert Utgava.objects.get().status_i_ord == "publicerad"


def test_the_budget_and_the_rule_of_invoices_are_exempel(year):
    """No document gives them. The budget foots to the ersättning, which is a fact."""
    assert set(Budgetpost.objects.values_list("verksamhetsar", "exempel")) == {(year.pk, True)}
    assert sum(Budgetpost.objects.values_list("belopp", flat=True)) == Ersattning.objects.get(verksamhetsar=year).belopp
    assert Faktureringsregel.objects.get().exempel is True


def test_what_the_example_answered_in_a_year_that_is_over_is_dated_then(demoaret):
    over = Inlamning.objects.filter(deltagare__omgang__status="stangd").select_related("deltagare__omgang")
    assert over.count() > 10
    for rad in over:
        omgang = rad.deltagare.omgang
        assert omgang.oppnar <= timezone.localdate(rad.tid) <= omgang.sista_dag
    skrivet = Svar.history.filter(deltagare__in=over.values("deltagare"))
    assert skrivet.count() > 100
    assert skrivet.aggregate(senast=Max("history_date"))["senast"] <= over.aggregate(senast=Max("tid"))["senast"]
    assert Svar.objects.filter(deltagare__in=over.values("deltagare"), tid__gt=over.latest("tid").tid).count() == 0
    u = Uppfoljning.objects.get()
    assert u.verksamhetsar.fran <= timezone.localdate(u.tid) <= u.verksamhetsar.till + timedelta(days=60)


def test_what_the_example_says_somebody_has_said_names_who(demoaret):
    assert [rad.inte_traffats_av.email for rad in Arenaar.objects.filter(inte_traffats=True)] == ["processledare@exempel.test"]


def test_a_decision_of_a_body_nobody_names_is_in_no_arena(demoaret):
    rader = [(str(b.arena), b.organ) for b in Beslut.objects.filter(arena__isnull=False)]
    assert rader
    assert [rad for rad in rader if rad[0] != rad[1]] == []


def test_the_report_of_the_year_before_is_dated_when_such_a_report_is(demoaret):
    """Not by the day the example is loaded; the stamp of the test certificate tells when that was."""
    dag = date(2022, 1, 26)
    assert (b := samla(Verksamhetsar.objects.get(beteckning="2021"))).underskrift.datum == dag
    assert (b.exempel, b.underskrift.person != "") == (True, True)
