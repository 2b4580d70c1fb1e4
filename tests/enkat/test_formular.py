"""The question sets: the adopted wording, the lock, new versions, and the editor from an empty form."""

import pytest
from django.core.exceptions import ValidationError

from enkat.actions import formular as actions
from enkat.models import Alternativ, Avdelning, Fraga, Frageformular
from tests.enkat import factories as f
from tests.formular import blanketter, skicka

NOJD = ["Nöjd", "I stort sett nöjd", "Inte riktigt nöjd", "Missnöjd"]
ORDALYDELSE = [
    ("Samverkansorganets verksamhet", "1", "Har ni fullföljt årets planerade aktiviteter?", "Varför?",
     ["Har inte haft någon detaljerad plan", "Ja", "Till stor del", "Till liten del", "Inte hunnit med alls"]),
    ("Samverkansorganets verksamhet", "2", "I vilken utsträckning är ni nöjda med resultatet av det gångna året?", "", NOJD),
    ("Regionens tjänstemannastöd", "3", "Har de underlag som regionens tjänstemän tagit fram varit av tillräcklig kvalitet?", "", NOJD),
    ("Regionens tjänstemannastöd", "4",
     "Har regionens tjänstemäns samverkan skett så att det getts tid till förankring inom kommunerna?", "", NOJD),
    ("Regionens tjänstemannastöd", "5", "Har tjänstemannastödet varit i överensstämmelse med förväntningarna?", "", NOJD),
    ("Regionens tjänstemannastöd", "6", "Synpunkter för förbättringar", "", []),
]  # fmt: skip


def test_the_form_of_2015_stands_in_its_exact_wording(hus):
    formular = f.antaget(hus.avtal)
    assert [
        (q.avdelning.rubrik, q.nummer, q.text, q.foljdfraga, [a.text for a in q.alternativ.all()]) for q in formular.fragor
    ] == ORDALYDELSE
    assert Alternativ.objects.get(ej_tillampligt=True).text == "Har inte haft någon detaljerad plan"
    assert "RUN/206/2015" in formular.kalla


def test_a_condition_stands_on_an_answer_given_before_and_kept(as_user, hus, utkast):
    client = as_user(hus.processledare)
    avdelning = Avdelning.objects.create(formular=utkast, rubrik="Uppdraget", ordning=1)
    for n in ("1", "2"):
        client.post(f"/enkat/avdelningar/{avdelning.pk}/fragor/ny/", fraga(nummer=n, text=f"Fråga {n}"))
    forsta, andra = Fraga.objects.order_by("ordning")
    forsta.visas_vid.set([andra.alternativ.get(text="Bra")])
    with pytest.raises(ValidationError, match="måste ges före den"):
        actions.anta(utkast, by=None)
    utan_bra = skicka(client, f"/enkat/fragor/{andra.pk}/andra/", fraga(nummer="2", text="Fråga 2", svar="Sådär\nDåligt"))
    assert "styr när" in utan_bra.context["form"].errors["svar"][0]
    assert andra.alternativ.count() == 3
    client.post(f"/enkat/fragor/{andra.pk}/flytta-upp/")
    actions.anta(Frageformular.objects.get(), by=None)


@pytest.fixture
def utkast(hus):
    return Frageformular.objects.create(avtal=hus.avtal, namn="Eget")


def anta(client, formular, sida=None):
    """Press the button of the page as it was opened."""
    url = f"/enkat/formular/{formular.pk}/anta/"
    knapp = next(form for form in blanketter(sida or client.get(formular.get_absolute_url())) if form.action == url)
    return client.post(url, dict(knapp.form_values()), follow=True)


def fraga(**fields):
    return {"nummer": "1", "text": "Hur gick det?", "sort": "skala", "svar": "Bra\nSådär\nDåligt", "kravs": "on"} | fields


def test_a_form_from_nothing_to_adopted(as_user, hus):
    client = as_user(hus.processledare)
    client.post(f"/enkat/avtal/{hus.avtal.pk}/formular/nytt/", {"namn": "Eget", "malgrupp": "kommuner"})
    formular = Frageformular.objects.get()
    client.post(f"/enkat/formular/{formular.pk}/avdelningar/ny/", {"rubrik": "Uppdraget", "per_uppdrag": "on"})
    avdelning = Avdelning.objects.get()
    skicka(
        client, f"/enkat/avdelningar/{avdelning.pk}/fragor/ny/", fraga(ej="Vet inte", ej_sist="on", foljdfraga="Varför?", foljd_kravs="on")
    )
    q = Fraga.objects.get()
    assert [(a.text, a.varde) for a in q.alternativ.all()] == [("Bra", 3), ("Sådär", 2), ("Dåligt", 1), ("Vet inte", None)]
    assert (q.foljd_kravs_till, q.nyckel) == (1, "hur-gick-det")
    ja = q.alternativ.first()
    client.post(f"/enkat/avdelningar/{avdelning.pk}/fragor/ny/", fraga(nummer="2", text="Vad var bra?", sort="fritext", visas_vid=[ja.pk]))
    assert "Visas bara vid svaret ”Bra”" in " ".join(client.get(formular.get_absolute_url()).content.decode().split())
    assert "Vad var bra?" in client.get(f"/enkat/formular/{formular.pk}/forhandsvisa/").content.decode()
    anta(client, formular)
    formular.refresh_from_db()
    assert (formular.status, formular.antaget_den is not None) == ("antaget", True)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"svar": "Bara ett"}, "Skriv minst två svarsalternativ"),
        ({"svar": "Ja\nja"}, "står två gånger"),
        ({"foljd_kravs": "on"}, "Skriv följdfrågan som ska krävas."),
        ({"ej": "Bra"}, "står redan bland svaren"),
        ({"text": ""}, "måste fyllas i"),
    ],
)
def test_bad_questions_are_told_at_their_field(as_user, hus, utkast, fields, text):
    avdelning = Avdelning.objects.create(formular=utkast, rubrik="A")
    response = as_user(hus.processledare).post(f"/enkat/avdelningar/{avdelning.pk}/fragor/ny/", fraga(**fields))
    assert text in response.content.decode()
    assert not Fraga.objects.exists()


def test_only_kommuner_are_asked_uppdrag_by_uppdrag(as_user, hus, utkast):
    response = as_user(hus.processledare).post(f"/enkat/formular/{utkast.pk}/avdelningar/ny/", {"rubrik": "A", "per_uppdrag": "on"})
    assert "Bara kommuner kan svara uppdrag för uppdrag" in response.content.decode()


ANDRINGAR = {
    "a word of a question": lambda q: Fraga.objects.filter(pk=q.pk).update(text="Hur gick det sedan?"),
    "an alternative": lambda q: Alternativ.objects.filter(fraga=q, text="Bra").update(text="Mycket bra"),
    "the heading": lambda q: Avdelning.objects.update(rubrik="Annat"),
    "what introduces it": lambda q: Frageformular.objects.update(ingress="Svaren används."),
    "when it is shown": lambda q: q.visas_vid.set(Alternativ.objects.filter(fraga__nummer="1", text="Bra")),
    "a question more": lambda q: Fraga.objects.create(avdelning=q.avdelning, text="Mer?", sort="fritext", nyckel="mer", ordning=9),
}


@pytest.mark.parametrize("vad", ANDRINGAR)
def test_what_is_adopted_is_what_the_page_showed(as_user, hus, utkast, vad):
    client, avdelning = as_user(hus.processledare), Avdelning.objects.create(formular=utkast, rubrik="A")
    for n in ("1", "2"):
        client.post(f"/enkat/avdelningar/{avdelning.pk}/fragor/ny/", fraga(nummer=n, text=f"Fråga {n}"))
    sedd = client.get(utkast.get_absolute_url())
    ANDRINGAR[vad](Fraga.objects.get(nummer="2"))
    assert "Formuläret har ändrats sedan du öppnade sidan" in anta(client, utkast, sedd).content.decode()
    utkast.refresh_from_db()
    assert utkast.status == "utkast"
    assert "Formuläret är antaget" in anta(client, utkast).content.decode()


def test_a_new_version_asked_for_twice_is_one_draft(hus):
    antaget = f.antaget(hus.avtal)
    assert actions.ny_version(antaget, by=None) == actions.ny_version(antaget, by=None)
    assert Frageformular.objects.count() == 2


def test_pressed_twice_one_section_and_one_question_are_added(as_user, hus, utkast):
    client, url = as_user(hus.processledare), f"/enkat/formular/{utkast.pk}/avdelningar/ny/"
    svar = [client.post(url, {"rubrik": "Uppdraget"}) for _ in range(2)]
    assert [r.status_code for r in svar] == [302, 200]
    assert "”Uppdraget” finns redan och står sist" in svar[1].content.decode()
    url = f"/enkat/avdelningar/{Avdelning.objects.get().pk}/fragor/ny/"
    svar = [client.post(url, fraga()) for _ in range(2)]
    assert "”1. Hur gick det?” finns redan och står sist" in svar[1].content.decode()
    assert Fraga.objects.get().alternativ.count() == 3
    assert client.post(url, fraga(nummer="2")).status_code == 302


def test_an_empty_form_is_not_adopted(hus, utkast):
    with pytest.raises(ValidationError, match="Lägg till en avdelning"):
        actions.anta(utkast, by=hus.processledare)
    Avdelning.objects.create(formular=utkast, rubrik="Tom")
    with pytest.raises(ValidationError, match="Tom"):
        actions.anta(Frageformular.objects.get(), by=hus.processledare)


def test_an_adopted_form_is_locked_and_a_new_version_leaves_it_be(as_user, hus):
    gammal = f.antaget(hus.avtal, "kommunernas")
    client, q = as_user(hus.processledare), gammal.fragor[0]
    assert skicka(client, f"/enkat/fragor/{q.pk}/andra/", fraga(text="Omskriven")).status_code == 403
    assert skicka(client, f"/enkat/formular/{gammal.pk}/ta-bort/").status_code == 403
    client.post(f"/enkat/formular/{gammal.pk}/ny-version/")
    ny = Frageformular.objects.get(version=2)
    assert [(x.nyckel, x.text) for x in ny.fragor] == [(x.nyckel, x.text) for x in gammal.fragor]
    assert [a.varde for x in ny.fragor for a in x.alternativ.all()] == [a.varde for x in gammal.fragor for a in x.alternativ.all()]
    skicka(client, f"/enkat/fragor/{ny.fragor[0].pk}/andra/", fraga(text="Omskriven"))
    q.refresh_from_db()
    assert q.text == "I vilken grad är överenskommelsen uppfylld för uppdraget?"
    assert Frageformular.objects.get(version=2).fragor[0].text == "Omskriven"


def test_adopted_while_somebody_edits_refuses_the_edit(hus, utkast):
    avdelning = Avdelning.objects.create(formular=utkast, rubrik="A")
    Frageformular.objects.update(status="antaget", antaget_den="2024-01-01")
    with pytest.raises(ValidationError, match="Gör en ny version"):
        actions.ta_bort(avdelning, utkast, by=hus.processledare)


def test_questions_and_sections_are_moved_and_removed(as_user, hus):
    formular = actions.hamta_forval(hus.avtal, "organ-2015", by=None)
    client = as_user(hus.processledare)
    forsta, andra = formular.avdelningar.all()
    client.post(f"/enkat/avdelningar/{andra.pk}/flytta-upp/")
    assert [a.pk for a in formular.avdelningar.all()] == [andra.pk, forsta.pk]
    sista = andra.fragor.last()
    client.post(f"/enkat/fragor/{sista.pk}/flytta-upp/")
    assert [q.nummer for q in andra.fragor.all()] == ["3", "4", "6", "5"]
    assert "Ta bort frågan" in client.get(f"/enkat/fragor/{sista.pk}/ta-bort/").content.decode()
    skicka(client, f"/enkat/fragor/{sista.pk}/ta-bort/")
    skicka(client, f"/enkat/avdelningar/{forsta.pk}/ta-bort/")
    assert [q.nummer for q in Frageformular.objects.get().fragor] == ["3", "4", "5"]


@pytest.mark.parametrize(("roll", "status"), [("samordnare", 403), ("kommunchef", 404), ("utomstaende", 404)])
def test_only_the_processledare_edits(as_user, hus, utkast, roll, status):
    client = as_user(getattr(hus, roll))
    assert client.post(f"/enkat/formular/{utkast.pk}/avdelningar/ny/", {"rubrik": "A"}).status_code == status
    assert client.post(f"/enkat/formular/{utkast.pk}/anta/").status_code == status
    assert not Avdelning.objects.exists()


def test_the_same_preset_fetched_twice_is_one_draft_until_it_is_adopted(as_user, hus):
    client, url = as_user(hus.processledare), f"/enkat/avtal/{hus.avtal.pk}/formular/hamta/organ-2015/"
    assert client.post(url)["Location"] == client.post(url)["Location"]
    assert Frageformular.objects.count() == 1
    actions.anta(Frageformular.objects.get(), by=None)
    client.post(url)
    assert sorted(Frageformular.objects.values_list("version", "status")) == [(1, "antaget"), (2, "utkast")]
