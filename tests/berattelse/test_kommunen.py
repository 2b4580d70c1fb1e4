"""The start page of those who act for a kommun: what lies before it, where it stands, and each with its day."""

import html
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from enkat.models import Omgang, Vardering
from samverkan.svenska import dag_och_manad, datum
from tests import factories
from tests.berattelse.queries import antal_fragor
from tests.enkat import factories as f
from uppdrag.models import Andringsforslag, Beslut, Kontaktperson, Part, Partsbeslut, Rekommendation

pytestmark = pytest.mark.django_db
IDAG = timezone.localdate()


def rader(client):
    """{what: (its address, where it stands, its day)} of what lies before her kommun; each is on the start page, to be done or to be read."""
    svar = client.get(reverse("start"))
    found = [rad for _, egna in svar.context["sida"].kommunerna for rad in egna]
    page = html.unescape(svar.content.decode())
    assert all(f'href="{rad.url}"' in page and (rad.att_gora or rad.vad) in page for rad in found)
    return {rad.vad: (rad.url, rad.laget, rad.dag[:1].upper() + rad.dag[1:]) for rad in found}


def att_gora(client):
    """[(what her kommun is to do, the word on its button)] of the start page."""
    return [(a.text, a.knapp) for a in client.get(reverse("start")).context["sida"].att_gora]


def beslut(hus, dag=date(2023, 2, 7)):
    return Beslut.objects.create(avtal=hus.avtal, organ="Primärkommunala samverkansrådet", datum=dag, paragraf="3", text="Beslut")


def forslag(hus, rubrik="Ta bort ett uppdrag", **fields):
    defaults = {"sort": "annan", "text": "Text", "status": "utsant", "utsant_den": date(2023, 3, 1)}
    return Andringsforslag.objects.create(avtal=hus.avtal, rubrik=rubrik, **defaults | fields)


def rekommendation(hus, **fields):
    defaults = {"text": "Att underlagen sänds ut i tid.", "agare": "Kommunchefen", "organisation": hus.berg}
    return Rekommendation.objects.create(avtal=hus.avtal, beslut=beslut(hus), **defaults | fields)


def stangd(hus, **fields):
    fields = {"namn": "Bedömningen i fjol", "status": "stangd", "oppnar": IDAG - timedelta(60), "sista_dag": IDAG - timedelta(30)} | fields
    return f.omgang(hus, "kommunernas", **fields)


def test_where_nothing_lies_before_the_kommun_nothing_is_said(hus, as_user):
    page = as_user(hus.kommunchef).get("/").content.decode()
    assert "Svar och värden" not in page
    assert "Ingenting väntar på dig." in page


def test_the_judgement_leads_straight_to_the_answer_with_its_last_day(hus, as_user):
    d = f.deltagare(f.omgang(hus, "kommunernas", namn="Bedömningen"), hus.berg)
    for vem in (hus.kommunchef, hus.tjansteperson):
        assert rader(as_user(vem)) == {"Bedömningen": (f"/enkat/svar/{d.pk}/", "inte börjat", f"Sista dag {datum(d.sista_dag)}")}
        vad = "Lämna" if vem == hus.kommunchef else "Förbered"
        assert att_gora(as_user(vem)) == [(f"{vad} Bergs bedömning av 2022", "Börja")]
    page = as_user(hus.kommunchef).get("/").content.decode()
    assert f"Bergs bedömning av 2022 är inte påbörjad. Den ska lämnas senast den {dag_och_manad(d.sista_dag)}." in page
    assert "Svar och värden" not in page  # said once
    type(d).objects.update(status="inskickat")
    d.inlamningar.create(nummer=1, av="Chefen", user=hus.kommunchef)
    assert att_gora(as_user(hus.kommunchef)) == []
    (inskickad,) = [rad for _, egna in as_user(hus.kommunchef).get("/").context["sida"].kommunerna for rad in egna]
    assert (inskickad.dag, inskickad.kvar) == (f"kan ändras till och med {datum(d.sista_dag)}", ""), "nobody waits for it"
    page = as_user(hus.kommunchef).get("/").content.decode()
    assert "Bergs bedömning av 2022 är inskickad. Den kan ändras till och med den" in page
    assert rader(as_user(hus.lasare)) == {}


def test_what_is_changed_since_it_was_handed_in_is_to_be_handed_in_again(hus, as_user):
    """It does not count before: whoever changed it and forgot is told where she begins her day."""
    d = f.deltagare(f.omgang(hus, "kommunernas", namn="Bedömningen"), hus.berg, status="inskickat")
    d.inlamningar.create(nummer=1, av="Chefen", user=hus.kommunchef)
    assert att_gora(as_user(hus.kommunchef)) == []
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        d.svar.create(fraga=d.omgang.formular.fragor[0], uppdrag=hus.uppdrag, text="Mer")
    assert att_gora(as_user(hus.kommunchef)) == [("Skicka in Bergs ändrade bedömning av 2022", "Fortsätt")]
    page = as_user(hus.kommunchef).get("/").content.decode()
    assert "Bergs bedömning av 2022 är ändrad sedan den skickades in. Ändringen räknas först när den skickas in igen" in page
    (rad,) = [rad for _, egna in as_user(hus.tjansteperson).get("/").context["sida"].kommunerna for rad in egna]
    assert "ändrat efter det. Ändringen räknas inte" in rad.laget
    assert att_gora(as_user(hus.tjansteperson)) == []  # she does not hand in


def test_what_was_handed_in_on_paper_is_called_so(hus, as_user):
    d = f.deltagare(f.omgang(hus, "kommunernas", namn="Bedömningen"), hus.berg, status="inskickat")
    d.inlamningar.create(nummer=1, av="Kommunchefen", sort="papper", inkom=IDAG, user=hus.processledare)
    (rad,) = rader(as_user(hus.kommunchef)).values()
    assert rad[1].startswith(f"inkommet på papper eller i Word {datum(IDAG)} från Kommunchefen")


def test_the_contact_person_of_a_kommun_sees_the_same(hus, as_user):
    person = factories.user("Kontakt", roll="lasare", organisation=hus.berg)
    forslag(hus)
    assert rader(as_user(person)) == {}
    Kontaktperson.objects.create(part=Part.objects.get(avtal=hus.avtal, organisation=hus.berg), user=person, fran=factories.BORJAN)
    assert list(rader(as_user(person))) == ["Ta bort ett uppdrag"]


def test_a_round_that_is_over_is_followed_by_the_joint_value(hus, as_user):
    o = stangd(hus)
    d = f.deltagare(o, hus.berg)
    sista = datum(o.sista_dag)
    bedomning = {"Bedömningen i fjol": (f"/enkat/svar/{d.pk}/", "inget svar lämnades", f"Svarstiden slutade {sista}")}
    vad, url = "Gemensam värdering: Bedömningen i fjol", f"/enkat/omgangar/{o.pk}/vardering/"
    client = as_user(hus.kommunchef)
    vantan = f"Svaren kom in till och med {sista}"
    assert rader(client) == bedomning | {vad: (url, "inget värde är föreslaget ännu", vantan)}
    alternativ = o.formular.vardefraga.alternativ.first()
    Vardering.objects.create(omgang=o, uppdrag=hus.uppdrag, alternativ=alternativ, skal="Så")
    assert rader(client)[vad] == (url, "ett värde föreslaget", vantan)
    Vardering.objects.update(status="enad", beslut=beslut(hus))
    assert rader(client)[vad] == (url, "ett värde beslutat", "Primärkommunala samverkansrådet, 7 februari 2023")
    assert client.get(url).status_code == 200


def test_a_round_closed_before_its_last_day_says_when_it_was(hus, as_user):
    o = stangd(hus, stangd_den=IDAG - timedelta(40))
    f.deltagare(o, hus.berg)
    slut = datum(IDAG - timedelta(40))
    assert [dag for _, _, dag in rader(as_user(hus.kommunchef)).values()] == [
        f"Svarstiden slutade {slut}",
        f"Svaren kom in till och med {slut}",
    ]


def test_no_joint_value_is_promised_of_an_anonymous_round(hus, as_user):
    f.deltagare(stangd(hus, anonym=True, minsta_grupp=5), hus.berg)
    assert list(rader(as_user(hus.kommunchef))) == ["Bedömningen i fjol"]


def test_only_the_latest_round_that_is_over_stands_beside_the_open_one(hus, as_user):
    f.deltagare(stangd(hus), hus.berg)
    f.deltagare(stangd(hus, namn="Bedömningen i förfjol", oppnar=IDAG - timedelta(400), sista_dag=IDAG - timedelta(390)), hus.berg)
    f.deltagare(f.omgang(hus, "kommunernas", namn="Bedömningen nu"), hus.berg)
    sedda = list(rader(as_user(hus.kommunchef)))
    assert sedda == ["Bedömningen nu", "Bedömningen i fjol", "Gemensam värdering: Bedömningen i fjol"]


def test_a_proposal_waits_until_the_kommun_has_decided(hus, as_user):
    f_ = forslag(hus)
    forslag(hus, "Ett utkast", status="utkast", utsant_den=None)
    client = as_user(hus.kommunchef)
    assert rader(client) == {"Ta bort ett uppdrag": (f_.get_absolute_url(), "väntar på kommunens beslut", "Utsänt 1 mars 2023")}
    given = {"bifall": True, "organ": "Kommunstyrelsen", "datum": date(2023, 4, 1), "paragraf": "5"}
    Partsbeslut.objects.create(forslag=f_, organisation=hus.krokom, **given)
    assert list(rader(client)) == ["Ta bort ett uppdrag"]  # another kommun's decision is not hers
    Partsbeslut.objects.create(forslag=f_, organisation=hus.berg, **given)
    assert rader(client) == {}


def test_a_recommendation_the_kommun_owns_is_there_until_it_is_done(hus, as_user):
    r = rekommendation(hus, klar_senast=date(2023, 6, 30))
    rekommendation(hus, text="En annans.", organisation=hus.krokom)
    client = as_user(hus.kommunchef)
    assert rader(client) == {r.text: (r.get_absolute_url(), "öppen, försenad, ägs av Kommunchefen", "Klar senast 30 juni 2023")}
    Rekommendation.objects.update(klar_senast=None)
    assert rader(client)[r.text][2] == "Ingen dag är satt"
    Rekommendation.objects.update(status="genomford")
    assert rader(client) == {}


def test_another_regions_kommun_sees_nothing_of_it(hus, as_user):
    rekommendation(hus)
    forslag(hus)
    f.deltagare(f.omgang(hus, "kommunernas"), hus.berg)
    annan = factories.organisation("Annan kommun")
    Part.objects.create(avtal=hus.annat_avtal, organisation=annan)
    assert rader(as_user(factories.user("Chef", roll="kommunchef", organisation=annan))) == {}


def test_as_many_questions_for_three_of_each_as_for_one(hus, as_user):
    def en(n):
        f.deltagare(stangd(hus, namn=f"Stängd {n}"), hus.berg)
        o = f.omgang(hus, "kommunernas", namn=f"Öppen {n}")
        f.deltagare(o, hus.berg).inlamningar.create(nummer=1, av="Chefen", user=hus.kommunchef)
        Vardering.objects.create(omgang=Omgang.objects.get(namn=f"Stängd {n}"), uppdrag=hus.uppdrag)
        Partsbeslut.objects.create(
            forslag=forslag(hus, f"Förslag {n}"), organisation=hus.krokom, bifall=True, organ="KS", datum=IDAG, paragraf="1"
        )
        rekommendation(hus, text=f"Rekommendation {n}")

    en(1)
    client = as_user(hus.kommunchef)
    before = antal_fragor(client, "/")
    en(2)
    en(3)
    assert len(rader(client)) == 3 + 2 + 3 + 3
    assert antal_fragor(client, "/") == before


@pytest.mark.parametrize(
    ("status", "dagar", "sen"), [("oppen", -1, True), ("pagar", -1, True), ("oppen", 0, False), ("genomford", -1, False)]
)
def test_a_recommendation_whose_day_is_past_says_so_wherever_its_day_stands(hus, as_user, status, dagar, sen):
    r = rekommendation(hus, klar_senast=IDAG + timedelta(days=dagar), status=status)
    client = as_user(hus.kommunchef)
    for adress in (reverse("uppdrag:rekommendation_list"), r.get_absolute_url()):
        assert ("Försenad" in client.get(adress).content.decode()) is sen
    laget = [laget for _, laget, _ in rader(client).values()]
    assert any("försenad" in text for text in laget) is sen
