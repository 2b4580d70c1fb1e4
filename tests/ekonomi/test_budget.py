"""The budget of a year: proposed with its reckoning, changed with a reason, decided, and held against the ersättning."""

import pytest
from django.urls import reverse

from ekonomi.budget.upprakning import gallande_budget, mot_ersattningen
from ekonomi.models import Arsresultat, Budgetpost, Ersattning, Omdisponering, Resultatpost
from samverkan.models import Handelse
from tests import factories
from tests.ekonomi.factories import beslutad_budget, godkand
from tests.formular import dolda, skicka, tryck
from uppdrag.models import Beslut


@pytest.fixture
def nasta(hus):
    """Two uppdrag with their parts of 2022, and 2023 with its ersättning."""
    hus.annat = factories.uppdrag(hus.avtal, "Barn och utbildning", ordning=2)
    for u, belopp in ((hus.uppdrag, 2_000_000), (hus.annat, 1_000_000)):
        Resultatpost.objects.create(verksamhetsar=hus.year, uppdrag=u, budget=belopp)
    hus.nasta = factories.verksamhetsar(hus.avtal, 2023)
    hus.ersattning = Ersattning.objects.create(verksamhetsar=hus.nasta, bas=3_000_000, index_procent="2.60", belopp=3_078_000)
    return hus


def url(hus, akt=""):
    return f"/ekonomi/year/{hus.nasta.pk}/budget/{akt}"


def skriv(hus, ett="2 052 000", tva="1 026 000", skal=""):
    return {f"belopp_{hus.uppdrag.pk}": ett, f"belopp_{hus.annat.pk}": tva, f"skal_{hus.uppdrag.pk}": skal, f"skal_{hus.annat.pk}": ""}


def belopp():
    return list(Budgetpost.objects.values_list("uppdrag__namn", "forslag", "belopp", "skal"))


def test_the_proposal_shows_how_it_is_reckoned_and_is_saved_with_it(nasta, as_user):
    client = as_user(nasta.controller)
    sida = client.get(url(nasta)).content.decode()
    assert "ersättning 2022: 2\u00a0000\u00a0000\u00a0kr, uppräknad med 2,6\u00a0%" in sida
    assert 'value="2 052 000"' in sida
    assert skicka(client, url(nasta), skriv(nasta)).status_code == 302
    post = Budgetpost.objects.get(uppdrag=nasta.uppdrag)
    assert (post.bas, post.bas_ur, str(post.index_procent), post.forslag, post.belopp) == (
        2_000_000, "ersättning 2022", "2.60", 2_052_000, 2_052_000,
    )  # fmt: skip
    assert "Budgeten är lika med ersättningen 2023, 3\u00a0078\u00a0000\u00a0kr." in client.get(url(nasta)).content.decode()


def test_last_years_decided_budget_goes_before_its_part_of_the_ersattning(nasta, as_user):
    beslutad_budget(nasta.year, nasta.uppdrag, 1_500_000, nasta.controller)
    sida = as_user(nasta.controller).get(url(nasta)).content.decode()
    assert "budget 2022: 1\u00a0500\u00a0000\u00a0kr" in sida
    assert 'value="1 539 000"' in sida


def test_another_amount_wants_its_reason_and_nothing_typed_is_lost(nasta, as_user):
    client = as_user(nasta.controller)
    svar = skicka(client, url(nasta), skriv(nasta, ett="2 100 000"))
    assert "Skriv varför budgeten inte är 2\u00a0052\u00a0000\u00a0kr som i förslaget." in svar.content.decode()
    assert 'value="2 100 000"' in svar.content.decode()
    assert belopp() == []
    skicka(client, url(nasta), skriv(nasta, ett="2 100 000", skal="En tjänst till"))
    assert belopp() == [("Lärcentrum", 2_052_000, 2_100_000, "En tjänst till"), ("Barn och utbildning", 1_026_000, 1_026_000, "")]
    assert "Budgeten är 48\u00a0000\u00a0kr mer än ersättningen 2023" in client.get(url(nasta)).content.decode()


def test_a_reason_without_an_amount_is_asked_about(nasta, as_user):
    svar = skicka(as_user(nasta.controller), url(nasta), skriv(nasta, ett="", skal="Vakant"))
    assert "Skriv budgeten, eller ta bort skälet." in svar.content.decode()


def test_an_uppdrag_without_an_amount_has_no_budget_and_not_nought(nasta, as_user):
    client = as_user(nasta.controller)
    skicka(client, url(nasta), skriv(nasta))
    skicka(client, url(nasta), skriv(nasta, tva=""))
    assert [rad[0] for rad in belopp()] == ["Lärcentrum"]
    tryck(client, url(nasta), url(nasta, "besluta/"))
    aret = client.get(reverse("ekonomi:aret_detail", args=[nasta.nasta.pk])).context["aret"]
    assert {r.uppdrag.namn: r.budget for r in aret.rader} == {"Lärcentrum": 2_052_000, "Barn och utbildning": None}


def test_without_an_ersattning_nothing_is_proposed(nasta, as_user):
    nasta.ersattning.delete()
    client = as_user(nasta.controller)
    sida = client.get(url(nasta)).content.decode()
    assert "så inget förslag kan räknas" in sida
    assert "2 052 000" not in sida
    skicka(client, url(nasta), skriv(nasta, ett="500"))
    assert belopp()[0] == ("Lärcentrum", None, 500, "")
    assert "är inte registrerad, så budgeten är inte avstämd" in client.get(url(nasta)).content.decode()


def test_a_decided_budget_lies_still_and_becomes_the_ersattning_of_each(nasta, as_user):
    client = as_user(nasta.controller)
    assert "Ingen budget är införd." in client.post(url(nasta, "besluta/"), follow=True).content.decode()
    gammal = dolda(client, url(nasta))
    skicka(client, url(nasta), skriv(nasta))
    assert gallande_budget([nasta.nasta]) == {}
    assert tryck(client, url(nasta), url(nasta, "besluta/")).status_code == 302
    assert set(Budgetpost.objects.values_list("beslutad_av", flat=True)) == {nasta.controller.pk}
    assert set(Resultatpost.objects.filter(verksamhetsar=nasta.nasta).values_list("budget", "utfall")) == {
        (2_052_000, None),
        (1_026_000, None),
    }
    assert "redan beslutad" in client.post(url(nasta, "besluta/"), follow=True).content.decode()
    svar = client.post(url(nasta), gammal | skriv(nasta, ett="7", skal="Skäl")).content.decode()
    assert "Budgeten är beslutad och ligger fast." in svar
    assert 'value="7"' in svar
    assert belopp()[0][2] == 2_052_000
    assert {h.akt for h in Handelse.objects.all()} >= {"sparade budgeten", "beslutade budgeten"}


def test_the_decision_is_taken_back(nasta, as_user):
    client = as_user(nasta.controller)
    assert "Budgeten är inte beslutad." in client.post(url(nasta, "ta-tillbaka/"), follow=True).content.decode()
    skicka(client, url(nasta), skriv(nasta))
    tryck(client, url(nasta), url(nasta, "besluta/"))
    client.post(url(nasta, "ta-tillbaka/"))
    assert not Budgetpost.objects.filter(beslutad__isnull=False).exists()
    assert skicka(client, url(nasta), skriv(nasta, ett="2 000 000", skal="Sparkrav")).status_code == 302


def test_the_decision_leaves_a_row_that_has_an_outcome(nasta, as_user):
    client = as_user(nasta.controller)
    rad = Resultatpost.objects.create(verksamhetsar=nasta.nasta, uppdrag=nasta.uppdrag, budget=10, utfall=4, belopp=6)
    skicka(client, url(nasta), skriv(nasta))
    tryck(client, url(nasta), url(nasta, "besluta/"))
    rad.refresh_from_db()
    assert (rad.budget, rad.belopp) == (10, 6)


def test_what_a_decision_moves_during_the_year_is_in_the_budget_in_force(nasta, as_user):
    client = as_user(nasta.controller)
    skicka(client, url(nasta), skriv(nasta))
    tryck(client, url(nasta), url(nasta, "besluta/"))
    fran, till = (Resultatpost.objects.get(verksamhetsar=nasta.nasta, uppdrag=u) for u in (nasta.uppdrag, nasta.annat))
    beslut = Beslut.objects.create(avtal=nasta.avtal, organ="Rådet", datum="2023-03-01")
    Omdisponering.objects.create(verksamhetsar=nasta.nasta, fran=fran, till=till, belopp=52_000, beslut=beslut, text="Resa")
    assert sorted(gallande_budget([nasta.nasta]).values()) == [1_078_000, 2_000_000]
    assert "lika med" in mot_ersattningen(nasta.nasta, 3_078_000)


@pytest.mark.parametrize(
    ("who", "answer"), [("samordnare", 403), ("processledare", 403), ("direktor", 403), ("kommunchef", 404), ("utomstaende", 404)]
)
def test_others_write_and_decide_no_budget(nasta, as_user, who, answer):
    client = as_user(getattr(nasta, who))
    assert client.get(url(nasta)).status_code == answer
    assert client.post(url(nasta), skriv(nasta)).status_code == answer
    for akt in ("besluta/", "ta-tillbaka/"):
        assert client.post(url(nasta, akt)).status_code == answer
    assert not Budgetpost.objects.exists()


def test_a_closed_year_or_an_approved_outcome_takes_no_budget(nasta, as_user):
    client = as_user(nasta.controller)
    gammal = dolda(client, url(nasta))
    Arsresultat.objects.create(verksamhetsar=nasta.nasta, belopp=0)
    godkand(nasta.nasta, nasta.controller)
    assert "Utfallet är godkänt" in client.post(url(nasta), gammal | skriv(nasta)).content.decode()
    type(nasta.nasta).objects.filter(pk=nasta.nasta.pk).update(status="locked")
    assert "Året är låst" in client.post(url(nasta), gammal | skriv(nasta)).content.decode()
    assert "Spara budgeten" not in client.get(url(nasta)).content.decode()
    assert not Budgetpost.objects.exists()


def test_a_made_up_amount_says_so_until_somebody_writes_another(nasta, as_user):
    client, aret = as_user(nasta.controller), f"/ekonomi/year/{nasta.nasta.pk}/aret/"
    skicka(client, url(nasta), skriv(nasta))
    Budgetpost.objects.update(exempel=True)
    skicka(client, url(nasta), skriv(nasta, ett="2 000 000", skal="Lokalen är uppsagd"))
    assert dict(Budgetpost.objects.values_list("uppdrag__namn", "exempel")) == {nasta.uppdrag.namn: False, nasta.annat.namn: True}
    assert client.get(url(nasta)).content.decode().count('class="exempel"') == 1
    assert 'class="exempel"' not in client.get(aret).content.decode()
    tryck(client, url(nasta), url(nasta, "besluta/"))
    for adress in (url(nasta), aret):
        assert client.get(adress).content.decode().count('class="exempel"') == 1
