"""Decisions on the debt, and the statement each kommun reads of it."""

import io
import subprocess
from datetime import date

import page as validator
import pytest
from django.core.management import CommandError, call_command
from lxml.html import fromstring
from openpyxl import load_workbook

from ekonomi import actions
from ekonomi.models import Folkmangd, Skuldpost
from ekonomi.skuld.kontroll import brister
from samverkan.models import Handelse, Organisation
from tests.ekonomi.factories import figures, godkand
from uppdrag.models import Beslut, Part


@pytest.fixture
def money(hus):
    """The lump of 2020–2021, and the result of 2022 booked by its own key: Berg 952 993, Krokom 2 048 007."""
    figures(hus)
    for kommun, antal in ((hus.berg, 7_133), (hus.krokom, 15_329)):
        Folkmangd.objects.create(avtal=hus.avtal, organisation=kommun, datum=date(2021, 11, 1), antal=antal, kalla="SCB")
    godkand(hus.year, hus.controller)
    hus.resultat = actions.bokfor_resultat(hus.year, by=hus.direktor)
    return hus


def decide(client, hus, **fields):
    data = {
        "ursprung": hus.resultat.ursprung_id, "andamal": "aterbetalas", "text": "Återbetalas med fakturan för mars", "belopp": "100 000",
        "organ": "Regionens samverkansråd", "beslutsdatum": "2023-02-08", "paragraf": "§ 12", "dokument": "RUN/1/2023",
    } | fields  # fmt: skip
    return client.post(f"/ekonomi/skuld/{hus.avtal.pk}/beslut/", data)


def owed(hus, kommun):
    return sum(Skuldpost.objects.filter(organisation=kommun).values_list("belopp", flat=True))


def test_a_decision_for_one_kommun_takes_from_hers_alone(money, as_user):
    client = as_user(money.controller)
    assert decide(client, money, organisation=money.berg.pk).status_code == 302
    post = Skuldpost.objects.get(sort="beslut")
    assert (post.belopp, post.organisation, post.datum, post.av) == (-100_000, money.berg, date(2023, 2, 8), money.controller)
    assert (post.beslut.organ, post.beslut.paragraf, post.beslut.dokument) == ("Regionens samverkansråd", "12", "RUN/1/2023")
    page = client.get(f"/ekonomi/skuld/{money.avtal.pk}/").content.decode()
    assert "852\u00a0993" in page
    assert "2\u00a0048\u00a0007" in page
    assert Handelse.objects.filter(akt="bokförde beslut").exists()


def test_a_decision_that_is_registered_is_chosen_and_not_written_anew(money, as_user):
    beslut = Beslut.objects.create(avtal=money.avtal, organ="Rådet", datum=date(2023, 2, 8), text="X")
    assert decide(as_user(money.controller), money, beslut=beslut.pk, organ="", beslutsdatum="").status_code == 302
    assert Beslut.objects.get() == Skuldpost.objects.get(sort="beslut").beslut == beslut


def test_all_that_is_left_is_taken_with_one_entry_for_each(money, as_user):
    decide(as_user(money.controller), money, belopp="")
    assert sorted(Skuldpost.objects.filter(sort="beslut").values_list("belopp", flat=True)) == [-2_048_007, -952_993]
    page = as_user(money.controller).get(f"/ekonomi/skuld/{money.avtal.pk}/").content.decode()
    assert "3\u00a0490\u00a0000" in page


def test_a_region_that_bears_a_kommuns_code_takes_none_of_hers(money, as_user):
    for kommun in (money.berg, money.krokom):
        Organisation.objects.create(namn=f"Region {kommun}", kortnamn="R", sort=Organisation.Sort.REGION, kod=kommun.kod)
    decide(as_user(money.controller), money, belopp="")
    assert set(Skuldpost.objects.filter(sort="beslut").values_list("organisation", flat=True)) == {money.berg.pk, money.krokom.pk}


@pytest.mark.parametrize(
    ("fields", "field", "mening"),
    [
        ({"belopp": "3 001 001"}, "belopp", "större än det som finns kvar"),
        ({"belopp": "0"}, "belopp", "mindre än"),
        ({"beslutsdatum": "2099-01-01"}, "beslutsdatum", "framåt i tiden"),
        ({"beslutsdatum": "2022-12-30"}, "__all__", "Beslutet kan inte vara äldre"),
        ({"organ": ""}, "organ", "Skriv vem som har beslutat"),
        ({"beslutsdatum": ""}, "beslutsdatum", "Ange beslutets dag"),
        ({"andamal": "tacks"}, "andamal", "överskott"),
        ({"text": ""}, "text", "måste"),
    ],
)
def test_a_decision_that_cannot_be_is_told_at_its_field(money, as_user, fields, field, mening):
    page = decide(as_user(money.controller), money, **fields)
    assert mening in str(page.context["form"].errors.get(field)), page.context["form"].errors
    assert not Skuldpost.objects.filter(sort="beslut").exists()
    assert not Beslut.objects.exists()


def test_more_than_a_kommun_has_is_refused(money, as_user):
    page = decide(as_user(money.controller), money, organisation=money.berg.pk, belopp="952 994")
    assert "952\u00a0993\u00a0kr" in str(page.context["form"].errors["belopp"])


def test_the_lump_wants_an_amount_for_one_kommun(money, as_user):
    client, lump = as_user(money.controller), money.ursprung.pk
    page = decide(client, money, ursprung=lump, organisation=money.berg.pk, belopp="")
    assert "måste säga beloppet" in str(page.context["form"].errors["belopp"])
    assert decide(client, money, ursprung=lump, organisation=money.berg.pk, belopp="40 000").status_code == 302
    page = client.get(f"/ekonomi/skuld/{money.avtal.pk}/kommun/{money.berg.pk}/").content.decode()
    assert "\u221240\u00a0000" in page
    assert "ofördelat" in page


def test_in_a_locked_year_nothing_is_decided(money, as_user):
    type(money.year).objects.update(status="locked")
    page = decide(as_user(money.controller), money, beslutsdatum="2022-12-31")
    assert "är låst" in page.content.decode()


@pytest.mark.parametrize(
    ("who", "answer"), [("samordnare", 403), ("processledare", 403), ("direktor", 403), ("kommunchef", 404), ("utomstaende", 404)]
)
def test_others_decide_nothing(money, as_user, who, answer):
    assert decide(as_user(getattr(money, who)), money).status_code == answer
    assert not Skuldpost.objects.filter(sort="beslut").exists()


def statement(hus, kommun, form=""):
    return f"/ekonomi/skuld/{hus.avtal.pk}/kommun/{kommun.pk}/{form}"


def test_a_kommun_reads_her_own_statement_and_no_others(money, as_user):
    decide(as_user(money.controller), money, organisation=money.krokom.pk)
    client = as_user(money.kommunchef)
    start = client.get("/ekonomi/").content.decode()
    assert statement(money, money.berg) in start
    assert statement(money, money.krokom) not in start
    assert "/ekonomi/year/" not in start
    page = client.get(statement(money, money.berg)).content.decode()
    for text in (
        "952\u00a0993\u00a0kr",
        "3\u00a0490\u00a0000\u00a0kr",
        "7\u00a0133 av 22\u00a0462 invånare",
        "Nyckeln för tiden är inte känd",
    ):
        assert text in page
    assert "Återbetalas med fakturan för mars" not in page  # the other kommun's decision: what it took is one sum
    assert "Beslut för andra kommuner" in page
    for form in ("", "utdrag.pdf", "utdrag.xlsx"):
        assert client.get(statement(money, money.krokom, form)).status_code == 404
        assert as_user(money.utomstaende).get(statement(money, money.berg, form)).status_code == 404
        as_user(money.kommunchef)


def test_what_is_not_booked_is_on_no_statement(hus, as_user):
    figures(hus)
    page = as_user(hus.kommunchef).get(statement(hus, hus.berg)).content.decode()
    assert "3\u00a0001" not in page


def test_the_statement_on_paper_meets_both_standards(money, as_user, tmp_path):
    decide(as_user(money.controller), money, organisation=money.berg.pk)
    answer = as_user(money.kommunchef).get(statement(money, money.berg, "utdrag.pdf"))
    path = tmp_path / "utdrag.pdf"
    path.write_bytes(answer.content)
    assert "skuldutdrag-berg-" in answer["Content-Disposition"]
    for profile in ("ua1", "2a"):
        report = validator.validate_pdf(str(path), profile=profile)
        assert report.is_compliant, report
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True).stdout.replace(
        "\u00a0", " "
    )
    for part in ("Skuldutdrag Bergs kommun", "852 993", "Regionens samverkansråd", "−100 000"):
        assert part in text


def test_the_statement_in_excel_sums_to_the_balance(money, as_user):
    decide(as_user(money.controller), money, organisation=money.berg.pk)
    data = as_user(money.kommunchef).get(statement(money, money.berg, "utdrag.xlsx")).content
    rader = list(load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2, values_only=True))
    poster = [rad for rad in rader if rad[3]]
    assert [(rad[0], rad[6]) for rad in poster] == [("2020–2021", None), ("2022", 952_993), ("2022", -100_000)]
    assert rader[-2][2:] == ("Saldo för Bergs kommun", None, None, None, 852_993)
    assert rader[-1][5] == 3_490_000


def kolumner(page):
    """Each table of the statement: [(the whole amount, hers)] in kronor, the balance last; None where nothing is divided."""

    def tal(td):
        text = td.text_content().replace("\u00a0", "").replace("\u2212", "-")
        return None if text == "ofördelat" else int(text)

    tabeller = fromstring(page).xpath("//main//table")
    return [[tuple(map(tal, tr.xpath("td[contains(@class, 'siffra')]"))) for tr in t.xpath("tbody/tr")] for t in tabeller]


def test_a_statement_foots_when_others_have_had_theirs(money, as_user):
    """On the page and in Excel alike: what was decided for others is one row."""
    client = as_user(money.controller)
    decide(client, money, organisation=money.krokom.pk)
    decide(client, money, ursprung=money.ursprung.pk, organisation=money.krokom.pk, belopp="40 000", paragraf="13")
    lumpen, eget = kolumner(client.get(statement(money, money.berg)).content.decode())
    assert lumpen == [(3_490_000, None), (-40_000, None), (3_450_000, None)]
    assert eget == [(3_001_000, 952_993), (-100_000, 0), (2_901_000, 952_993)]
    data = client.get(statement(money, money.berg, "utdrag.xlsx")).content
    rader = list(load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2, values_only=True))
    for namn in ("2020–2021", "2022"):
        *poster, summa = [rad for rad in rader if rad[0] == namn]
        assert sum(rad[5] for rad in poster) == summa[5]
        assert sum(rad[6] or 0 for rad in poster) == (summa[6] or 0)
    assert [rad[2] for rad in rader].count("Beslut för andra kommuner") == 2
    # a kommun for whom all of it was decided has no others to tell of
    assert "andra kommuner" not in client.get(statement(money, money.krokom)).content.decode()


def test_the_balance_check_asks_the_statements(money):
    """A part that goes to one who is no party is in the ledger and on nobody's statement."""
    assert brister(money.avtal) == []
    Part.objects.filter(avtal=money.avtal, organisation=money.krokom).delete()
    assert "Utdragen och det ofördelade är tillsammans 4\u00a0442\u00a0993\u00a0kr, men posterna 6\u00a0491\u00a0000\u00a0kr." in brister(
        money.avtal
    )


def test_the_balance_check_says_what_foots(money, capsys):
    call_command("stam_av_skuld")
    assert capsys.readouterr().out == f"{money.avtal.dnr}: 6\u00a0491\u00a0000\u00a0kr, stämmer\n"


def test_the_balance_check_says_what_does_not(money, capsys):
    money.arsresultat.belopp = 3_000_000
    money.arsresultat.save()
    with pytest.raises(CommandError, match="1 fel"):
        call_command("stam_av_skuld", avtal=money.avtal.dnr)
    assert "är ett annat i redovisningen" in capsys.readouterr().out
