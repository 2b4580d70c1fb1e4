"""Comments on a paragraph: written, answered, resolved, withdrawn; they follow the text and are never in the report."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from berattelse import actions
from berattelse.granskning.kommentarer import granskade_delar
from berattelse.models import Avsnitt, Kommentar
from samverkan.models import Handelse
from tests import factories as grund
from tests import samtidigt
from tests.berattelse import factories
from tests.berattelse.queries import antal_fragor

pytestmark = pytest.mark.django_db
TEXT = "<p>Första stycket handlar om året.</p><p>Andra stycket handlar om möten i länet.</p>"


@pytest.fixture
def avsnitt(hus):
    return factories.avsnitt(hus, status="klar", beskrivning=TEXT)


@pytest.fixture
def kommentar(hus, avsnitt):
    return actions.kommentera(avsnitt, "beskrivning", 2, "Stämmer antalet?", version=1, by=hus.processledare)


def granska(avsnitt):
    return reverse("berattelse:avsnitt_granska", args=[avsnitt.pk])


def read(client, avsnitt):
    response = client.get(granska(avsnitt))
    assert response.status_code == 200
    return response.content.decode()


def kommentera(client, avsnitt, text="Bra skrivet.", part="beskrivning", nummer=1, **data):
    url = reverse("berattelse:avsnitt_kommentera", args=[avsnitt.pk, part, nummer])
    falt = {"text": text, "version": avsnitt.version} | data
    return client.post(url, {f"{part}-{nummer}-{name}": value for name, value in falt.items()})


def gor(client, kommentar, vad, **data):
    data = {f"svar-{kommentar.pk}-{name}": value for name, value in data.items()}
    return client.post(reverse(f"berattelse:kommentar_{vad}", args=[kommentar.pk]), data)


def att_gora(client):
    return client.get(reverse("start")).content.decode().partition('<h2 id="att-gora">Att göra</h2>')[2].partition("</section>")[0]


@pytest.mark.parametrize("who", ["processledare", "samordnare"])
def test_a_comment_is_put_on_a_paragraph_by_those_who_write_or_review(hus, as_user, avsnitt, who):
    client = as_user(getattr(hus, who))
    response = kommentera(client, avsnitt, nummer=2)
    assert (response.status_code, response["Location"]) == (302, f"{granska(avsnitt)}#beskrivning-2")
    row = Kommentar.objects.get()
    assert (row.stycke, row.av, row.version) == ("Andra stycket handlar om möten i länet.", getattr(hus, who), 1)
    page = read(client, avsnitt)
    assert page.index("Andra stycket") < page.index("Bra skrivet.")
    (handelse,) = Handelse.objects.filter(akt="kommenterade", avtal_id=hus.avtal.pk)
    assert "Bra skrivet" not in handelse.text + str(handelse.detaljer)  # the log is for ever


@pytest.mark.parametrize(
    ("who", "status"), [("controller", 403), ("direktor", 403), ("lasare", 404), ("kommunchef", 404), ("utomstaende", 404)]
)
def test_nobody_else_comments(hus, as_user, avsnitt, kommentar, who, status):
    client = as_user(getattr(hus, who))
    assert kommentera(client, avsnitt).status_code == status
    for vad in ("svara", "los", "oppna_igen", "ta_tillbaka"):
        assert gor(client, kommentar, vad, text="Ja").status_code == status, vad
    assert client.get(granska(avsnitt)).status_code == (200 if status == 403 else 404)
    assert Kommentar.objects.get().is_oppen


def test_nothing_is_said_in_a_locked_year(hus, as_user, avsnitt, kommentar):
    factories.lock(hus.year)
    client = as_user(hus.processledare)
    assert kommentera(client, avsnitt).status_code == 403
    assert gor(client, kommentar, "los").status_code == 403
    assert "Stämmer antalet?" in read(client, avsnitt)


@pytest.mark.parametrize("text", ["", "  \n", "x" * 2001])
def test_what_is_refused_stays_in_its_form(hus, as_user, avsnitt, text):
    response = kommentera(as_user(hus.processledare), avsnitt, text=text)
    assert response.status_code == 200
    assert response.context["form"].errors["text"]
    assert text.strip() in response.content.decode()
    assert not Kommentar.objects.exists()


@pytest.mark.parametrize(
    ("part", "nummer", "status"), [("beskrivning", 3, 200), ("beskrivning", 0, 200), ("status", 1, 404), ("framtid", 1, 200)]
)
def test_a_paragraph_that_is_not_there_takes_no_comment(hus, as_user, avsnitt, part, nummer, status):
    assert kommentera(as_user(hus.processledare), avsnitt, part=part, nummer=nummer).status_code == status
    assert kommentera(as_user(hus.processledare), avsnitt, version="9").status_code == 200
    assert not Kommentar.objects.exists()


def test_a_comment_is_on_the_text_that_was_read_though_it_was_changed_meanwhile(hus, as_user):
    avsnitt = factories.avsnitt(hus, status="utkast", beskrivning=TEXT)
    actions.spara(avsnitt, {"beskrivning": f"<p>Nytt först.</p>{TEXT}"}, version=1, by=hus.samordnare)
    assert kommentera(as_user(hus.processledare), avsnitt, nummer=1).status_code == 302
    assert Kommentar.objects.get().stycke == "Första stycket handlar om året."
    (del_,) = granskade_delar(Avsnitt.objects.get())
    assert [len(g.kommentarer) for g in del_.stycken] == [0, 1, 0]


def test_of_two_that_read_alike_it_is_on_the_one_that_was_chosen(hus, as_user):
    avsnitt = factories.avsnitt(hus, status="utkast", beskrivning="<p>Lika.</p><p>Annat.</p><p>Lika.</p>")
    kommentera(as_user(hus.processledare), avsnitt, nummer=3)
    actions.spara(avsnitt, {"beskrivning": f"<p>Nytt.</p>{avsnitt.beskrivning}"}, version=1, by=hus.samordnare)
    (del_,) = granskade_delar(Avsnitt.objects.get())
    assert [len(g.kommentarer) for g in del_.stycken] == [0, 0, 0, 1]


class TestSurvivesEdits:
    def _skriv(self, hus, kommentar, html):
        row = Avsnitt.objects.get()
        Avsnitt.objects.filter(pk=row.pk).update(status="ater")
        actions.spara(row, {"beskrivning": html}, version=row.version, by=hus.samordnare)

    def test_an_edited_paragraph_keeps_it_and_tells_how_it_read(self, hus, as_user, avsnitt, kommentar):
        self._skriv(hus, kommentar, "<p>Andra stycket handlar om fem möten i länet.</p><p>Ett alldeles nytt ord.</p>")
        page = read(as_user(hus.samordnare), avsnitt)
        assert page.index("om fem möten") < page.index("Stämmer antalet?") < page.index("Ett alldeles nytt")
        assert "<blockquote>Andra stycket handlar om möten i länet.</blockquote>" in page
        assert "Stycket finns inte längre" not in page

    def test_that_of_a_deleted_paragraph_is_never_lost(self, hus, as_user, avsnitt, kommentar):
        self._skriv(hus, kommentar, "")
        page = read(as_user(hus.samordnare), avsnitt)
        assert "Stycket finns inte längre" in page
        assert "Andra stycket handlar om möten i länet." in page
        assert "Stämmer antalet?" in page

    def test_and_comes_back_with_it(self, hus, as_user, avsnitt, kommentar):
        self._skriv(hus, kommentar, "")
        self._skriv(hus, kommentar, TEXT)
        assert "Stycket finns inte längre" not in read(as_user(hus.samordnare), avsnitt)


def test_a_conversation(hus, as_user, avsnitt, kommentar):
    samordnare, processledare = as_user(hus.samordnare), hus.processledare
    assert "Svara på eller lös en kommentar: Lärcentrum 2022" in att_gora(samordnare)
    assert gor(samordnare, kommentar, "svara", text="Ja, enligt protokollen.").status_code == 302
    assert "kommentar" not in att_gora(samordnare)
    client = as_user(processledare)
    assert "Svara på eller lös en kommentar: Lärcentrum 2022" in att_gora(client)
    assert "Ja, enligt protokollen." in read(client, avsnitt)
    assert gor(client, kommentar, "los").status_code == 302
    assert "kommentar" not in att_gora(client)
    assert (Kommentar.objects.get().los_av, "Inga öppna kommentarer." in read(client, avsnitt)) == (processledare, True)
    assert gor(client, kommentar, "oppna_igen").status_code == 302
    assert "En öppen kommentar." in read(client, avsnitt)
    akter = set(Handelse.objects.filter(objekt=f"berattelse.kommentar:{kommentar.pk}").values_list("akt", flat=True))
    assert akter == {"kommenterade", "svarade på en kommentar", "löste en kommentar", "öppnade en kommentar igen"}


def test_the_processledare_is_told_of_what_the_writer_asks_and_no_colleague_of_what_she_says(hus, as_user, avsnitt, kommentar):
    kollega = grund.user("Kollega", roll="processledare", organisation=hus.region)
    assert "kommentar" not in att_gora(as_user(kollega))
    actions.kommentera(avsnitt, "beskrivning", 1, "Hur menar ni?", version=1, by=hus.samordnare)
    assert "lös en kommentar" in att_gora(as_user(kollega))
    factories.lock(hus.year)
    assert "kommentar" not in att_gora(as_user(kollega))


def test_an_answer_to_what_is_resolved_is_refused_and_kept(hus, as_user, kommentar):
    actions.los(kommentar, by=hus.samordnare)
    response = gor(as_user(hus.processledare), kommentar, "svara", text="Men vänta")
    assert "Öppna den igen" in response.content.decode()
    assert not kommentar.svar.exists()


def test_ones_own_is_withdrawn_while_nobody_has_answered(hus, as_user, kommentar):
    assert gor(as_user(hus.samordnare), kommentar, "ta_tillbaka").status_code == 403
    svar = actions.svara(kommentar, "Ja", by=hus.samordnare)
    client = as_user(hus.processledare)
    gor(client, kommentar, "ta_tillbaka")
    assert Kommentar.objects.exists()
    svar.delete()
    gor(client, kommentar, "ta_tillbaka")
    assert not Kommentar.objects.exists()


def test_no_comment_is_in_the_report(hus, as_user, avsnitt, kommentar):
    client = as_user(hus.processledare)
    for name in ("report_html", "report_json"):
        assert "Stämmer antalet?" not in client.get(reverse(f"berattelse:{name}", args=[hus.year.pk])).content.decode()


def test_the_page_asks_as_much_with_three_comments_as_with_one(hus, as_user, avsnitt, kommentar):
    client = as_user(hus.processledare)
    actions.svara(kommentar, "Ja", by=hus.samordnare)
    fore = antal_fragor(client, granska(avsnitt)), antal_fragor(client, reverse("start"))
    for nummer in (1, 2):
        actions.svara(actions.kommentera(avsnitt, "beskrivning", nummer, "Och?", version=1, by=hus.processledare), "Ja", by=hus.samordnare)
    assert (antal_fragor(client, granska(avsnitt)), antal_fragor(client, reverse("start"))) == fore
    assert fore[0] <= 12


def test_of_two_who_resolve_exactly_one_succeeds(hus, kommentar):
    mine, other = Kommentar.objects.get(), Kommentar.objects.get()
    actions.los(mine, by=hus.samordnare)
    with pytest.raises(ValidationError, match="redan löst"):
        actions.los(other, by=hus.processledare)
    assert Kommentar.objects.get().los_av == hus.samordnare


@pytest.mark.django_db(transaction=True)
@samtidigt.bara_postgresql
def test_of_two_who_resolve_at_the_same_moment_exactly_one_succeeds(hus):
    avsnitt = factories.avsnitt(hus, status="klar", beskrivning=TEXT)
    row = actions.kommentera(avsnitt, "beskrivning", 1, "Hm", version=1, by=hus.processledare)
    svar = samtidigt.tryck(lambda: actions.los(row, by=hus.samordnare), lambda: actions.los(row, by=hus.processledare))
    assert sorted(svar, key=str) == ["Kommentaren är redan löst.", None]
    assert Handelse.objects.filter(akt="löste en kommentar").count() == 1


@pytest.mark.django_db(transaction=True)
@samtidigt.bara_postgresql
def test_what_is_answered_at_the_same_moment_is_not_withdrawn(hus):
    avsnitt = factories.avsnitt(hus, status="klar", beskrivning=TEXT)
    row = actions.kommentera(avsnitt, "beskrivning", 1, "Hm", version=1, by=hus.processledare)
    svar = samtidigt.tryck(
        lambda: bool(actions.svara(row, "Ja", by=hus.samordnare)), lambda: actions.ta_tillbaka_kommentar(row, by=hus.processledare)
    )
    assert sum(isinstance(s, str) for s in svar) == 1
    assert Kommentar.objects.filter(pk=row.pk, svar=None).count() == 0


def test_a_second_click_puts_no_second_comment_and_no_second_answer(hus, avsnitt):
    rader = [actions.kommentera(avsnitt, "beskrivning", 1, "Hm", version=1, by=hus.processledare) for _ in range(2)]
    svar = [actions.svara(rader[0], "Ja", by=hus.samordnare) for _ in range(2)]
    assert (rader[0], svar[0]) == (rader[1], svar[1])
    assert Handelse.objects.filter(akt__in=["kommenterade", "svarade på en kommentar"]).count() == 2
    actions.kommentera(avsnitt, "beskrivning", 2, "Hm", version=1, by=hus.processledare)
    actions.kommentera(avsnitt, "beskrivning", 1, "Hm", version=1, by=hus.samordnare)
    assert Kommentar.objects.count() == 3, "the same words of another, or elsewhere, are another comment"


@pytest.mark.django_db(transaction=True)
@samtidigt.bara_postgresql
def test_two_clicks_at_the_same_moment_are_one_comment(hus):
    avsnitt = factories.avsnitt(hus, status="klar", beskrivning=TEXT)
    akt = lambda: bool(actions.kommentera(avsnitt, "beskrivning", 1, "Hm", version=1, by=hus.processledare))  # noqa: E731
    assert (samtidigt.tryck(akt, akt), Kommentar.objects.count()) == ([True, True], 1)
