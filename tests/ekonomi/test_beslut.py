"""Decisions on the debt, and the statement each kommun reads of it."""

import io
import subprocess
from dataclasses import replace
from datetime import date

import page as validator
import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from lxml.html import fromstring
from openpyxl import load_workbook

from ekonomi import actions
from ekonomi.forms import Skuldbeslutsform
from ekonomi.models import Skuldpost
from ekonomi.skuld.bok import saldon
from ekonomi.skuld.kontroll import brister
from ekonomi.skuld.lage import lagen
from ekonomi.skuld.utdrag import som_xlsx, utdrag_for
from samverkan.models import Handelse
from tests.ekonomi.factories import figures, med_resultat
from uppdrag.models import Beslut, Part


@pytest.fixture
def money(hus):
    """The lump of 2020–2021, and the result of 2022 booked by its own key: Berg 952 993, Krokom 2 048 007."""
    return med_resultat(hus)


def decide(client, hus, **fields):
    data = {
        "ursprung": hus.resultat.ursprung_id, "andamal": "aterbetalas", "text": "Återbetalas med fakturan för mars", "belopp": "100 000",
        "organ": "Regionens samverkansråd", "beslutsdatum": "2023-02-08", "paragraf": "§ 12", "dokument": "RUN/1/2023",
        "lydelse": "Att skulden betalas tillbaka.", "skuldbelopp": "6 491 000",
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
    beslut = Beslut.objects.create(avtal=money.avtal, organ="Rådet", datum=date(2023, 2, 8), text="X", skuldbelopp=100_000)
    assert decide(as_user(money.controller), money, beslut=beslut.pk, organ="", beslutsdatum="", skuldbelopp="").status_code == 302
    assert Beslut.objects.get() == Skuldpost.objects.get(sort="beslut").beslut == beslut


def test_all_that_is_left_is_taken_with_one_entry_for_each(money, as_user):
    decide(as_user(money.controller), money, belopp="")
    assert sorted(Skuldpost.objects.filter(sort="beslut").values_list("belopp", flat=True)) == [-2_048_007, -952_993]
    page = as_user(money.controller).get(f"/ekonomi/skuld/{money.avtal.pk}/").content.decode()
    assert "3\u00a0490\u00a0000" in page


@pytest.mark.parametrize(
    ("fields", "field", "mening"),
    [
        ({"belopp": "3 001 001"}, "belopp", "större än det som finns kvar"),
        ({"belopp": "0"}, "belopp", "mindre än"),
        ({"beslutsdatum": "2099-01-01"}, "beslutsdatum", "framåt i tiden"),
        ({"beslutsdatum": "2022-12-30"}, "__all__", "Beslutet kan inte vara äldre"),
        ({"organ": ""}, "organ", "Skriv vem som har beslutat"),
        ({"beslutsdatum": ""}, "beslutsdatum", "Ange beslutets dag"),
        ({"lydelse": ""}, "lydelse", "Skriv vad som beslutades"),
        ({"skuldbelopp": ""}, "skuldbelopp", "Skriv hur mycket av skulden beslutet gäller"),
        ({"skuldbelopp": "99 999"}, "belopp", "Beslutet gäller 99\u00a0999\u00a0kr av skulden"),
        ({"lydelse": "Att 50 000 kr betalas."}, "skuldbelopp", "I beslutets text står 50\u00a0000\u00a0kr"),
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
    assert "Gäller bara Berg och räknas av från kommunens del när skulden delas" in page
    annan = client.get(f"/ekonomi/skuld/{money.avtal.pk}/kommun/{money.krokom.pk}/").content.decode()
    assert "Gäller bara" not in annan


def test_a_kommun_of_whose_part_nothing_is_known_is_not_told_that_it_is_owed_nothing(money):
    u = utdrag_for(money.avtal, money.berg)
    assert "Skuld till Berg, av det som är fördelat</dt><dd>952\u00a0993\u00a0kr" in render_to_string(
        "ekonomi/_utdragssumma.html", {"u": u}
    )
    okand = replace(u, delar=[d for d in u.delar if d.saldo is None])
    assert "Skuld till Berg</dt><dd>inte fördelad ännu" in render_to_string("ekonomi/_utdragssumma.html", {"u": okand})
    for lage, saldo in ((u, 952_993), (okand, None)):
        rader = load_workbook(io.BytesIO(som_xlsx(lage))).active.values
        assert [rad[-1] for rad in rader if rad[2] == f"Saldo för {money.berg}"] == [saldo]


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
    decide(as_user(money.controller), money, organisation=money.berg.pk, skuldbelopp="100 000")
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


# --- a key agreed late ---------------------------------------------------------------------------------------------


def dela(client, hus, ursprung=None, **fields):
    data = {"dag": "2021-11-01", "organ": "Primärkommunala samverkansrådet", "beslutsdatum": "2023-05-08", "paragraf": "9"}
    data |= {"lydelse": "Att skulden delas efter folkmängd."} | fields
    return client.post(f"/ekonomi/skuldursprung/{(ursprung or hus.ursprung).pk}/nyckel/", data)


def test_a_key_agreed_late_divides_the_lump_and_counts_what_one_has_had(money, as_user):
    """It divides what the lump was (3 490 000: Berg 1 108 279, Krokom 2 381 721); what Krokom has had is taken from hers."""
    client = as_user(money.controller)
    decide(client, money, ursprung=money.ursprung.pk, organisation=money.krokom.pk, belopp="40 000")
    page = client.get(f"/ekonomi/skuld/{money.avtal.pk}/").content.decode()
    assert "3\u00a0450\u00a0000\u00a0kr är ofördelat" in page
    assert "Bokfört för en kommun för sig från 2020–2021" in page
    assert dela(client, money).status_code == 302
    assert saldon(lagen(money.avtal)[0]).per_kommun == {money.berg.kod: 1_108_279, money.krokom.kod: 2_341_721}
    assert brister(money.avtal) == []
    lumpen = kolumner(client.get(statement(money, money.krokom)).content.decode())[0]
    assert lumpen == [(3_490_000, 2_381_721), (-40_000, -40_000), (3_450_000, 2_341_721)]
    text = " ".join(client.get(statement(money, money.berg)).content.decode().split())
    assert "Primärkommunala samverkansrådet § 9, 2023-05-08" in text
    assert "7 133 av 22 462 invånare den 1 november 2021" in text


def test_a_key_of_shares_that_are_decided(money, as_user):
    andelar = {f"andel_{money.berg.pk}": "1", f"andel_{money.krokom.pk}": "3"}
    assert dela(as_user(money.controller), money, dag="", **andelar).status_code == 302
    assert saldon(lagen(money.avtal)[0]).per_kommun == {money.berg.kod: 872_500, money.krokom.kod: 2_617_500}
    # another decision may change it, and the same one is not booked again
    page = dela(as_user(money.controller), money, dag="", paragraf="10", **andelar)
    assert "Den nyckeln gäller redan" in page.content.decode()
    assert not Beslut.objects.filter(paragraf="10").exists()
    assert dela(as_user(money.controller), money, paragraf="11").status_code == 302
    assert saldon(lagen(money.avtal)[0]).per_kommun[money.berg.kod] == 1_108_279


def test_a_share_of_nothing_is_said_and_not_left_empty(money, as_user):
    andelar = {f"andel_{money.berg.pk}": "1", f"andel_{money.krokom.pk}": "0"}
    assert dela(as_user(money.controller), money, dag="", **andelar).status_code == 302
    assert saldon(lagen(money.avtal)[0]).per_kommun == {money.berg.kod: 3_490_000, money.krokom.kod: 0}


def test_what_was_known_then_is_what_a_year_that_has_passed_tells(money, as_user):
    dela(as_user(money.controller), money)
    assert lagen(money.avtal, till=date(2022, 12, 31))[0].nyckel == ()
    assert len(lagen(money.avtal, till=date(2023, 5, 8))[0].nyckel) == 2


@pytest.mark.parametrize(
    ("fields", "mening"),
    [
        ({"dag": ""}, "Välj folkmängden, eller skriv minst en andel."),
        ({"andel": "4"}, "Inte båda."),
        ({"dag": "", "andel": "4"}, "Skriv andelen. Skriv 0 om kommunen inte har någon."),
        ({"beslutsdatum": "2020-12-30"}, "Beslutet kan inte vara äldre"),
        ({"organ": ""}, "Skriv vem som har beslutat"),
        ({"lydelse": ""}, "Skriv vad som beslutades"),
    ],
)
def test_a_key_that_cannot_be_is_told(money, as_user, fields, mening):
    if andel := fields.pop("andel", None):
        fields = {f"andel_{money.berg.pk}": andel}
    assert mening in dela(as_user(money.controller), money, **fields).content.decode()
    assert not money.ursprung.andelar.exists()


def test_a_key_that_gives_one_less_than_she_has_had_is_refused_in_words(money, as_user):
    client = as_user(money.controller)
    decide(client, money, ursprung=money.ursprung.pk, organisation=money.berg.pk, belopp="1 200 000")
    text = dela(client, money).content.decode()
    assert (
        "Berg har redan fått 1\u00a0200\u00a0000\u00a0kr, men nyckeln ger 1\u00a0108\u00a0279\u00a0kr. En del kan inte bli mindre än noll."
        in text
    )
    assert not money.ursprung.andelar.exists()


def test_only_the_controller_agrees_on_a_key_and_only_where_none_is_known(money, as_user):
    for who, answer in (("samordnare", 403), ("processledare", 403), ("direktor", 403), ("kommunchef", 404), ("utomstaende", 404)):
        assert dela(as_user(getattr(money, who)), money).status_code == answer
    assert dela(as_user(money.controller), money, ursprung=money.resultat.ursprung).status_code == 403
    assert not money.ursprung.andelar.exists()


# --- once, and by those who can ------------------------------------------------------------------------------------


def test_the_same_decision_is_not_booked_twice(money, as_user):
    """Neither chosen again, nor typed again; for another kommun, or when it has been corrected, it is booked."""
    client = as_user(money.controller)
    assert decide(client, money, organisation=money.berg.pk).status_code == 302
    page = decide(client, money, organisation=money.berg.pk)
    assert "Beslutet är redan registrerat: Regionens samverkansråd § 12, 2023-02-08." in str(page.context["form"].errors["beslut"])
    beslut = Beslut.objects.get()
    page = decide(client, money, organisation=money.berg.pk, beslut=beslut.pk, belopp="5")
    assert "redan bokfört på skulden från 2022 för Bergs kommun, 100\u00a0000\u00a0kr" in page.content.decode()
    assert Skuldpost.objects.filter(sort="beslut").count() == Beslut.objects.count() == 1
    assert decide(client, money, organisation=money.krokom.pk, beslut=beslut.pk).status_code == 302
    actions.ratta(Skuldpost.objects.get(organisation=money.berg), text="Fel belopp", by=money.controller)
    assert decide(client, money, organisation=money.berg.pk, beslut=beslut.pk, belopp="90 000").status_code == 302
    assert owed(money, money.berg) == -90_000


def test_of_two_who_book_the_same_decision_one_does(money, client):
    """Both have had their form accepted before either books."""
    data = {
        "ursprung": money.resultat.ursprung_id, "andamal": "aterbetalas", "text": "X", "belopp": "100", "organ": "Rådet",
        "beslutsdatum": "2023-02-08", "paragraf": "4", "lydelse": "Att betala.", "skuldbelopp": "100",
    }  # fmt: skip
    blanketter = [Skuldbeslutsform(data, avtal=money.avtal) for _ in range(2)]
    assert all(form.is_valid() for form in blanketter)
    actions.bokfor_beslut(blanketter[0], by=money.controller)
    with pytest.raises(ValidationError, match="redan registrerat"):
        actions.bokfor_beslut(blanketter[1], by=money.controller)
    assert Skuldpost.objects.filter(sort="beslut").count() == 1


def test_a_correction_is_not_corrected(money):
    rattelse = actions.ratta(money.skuldpost, text="Fel", by=money.controller)
    with pytest.raises(ValidationError, match="En rättelse rättas inte"):
        actions.ratta(rattelse, text="Ändå rätt", by=money.controller)
    assert Skuldpost.objects.count() == 3


def test_an_entry_without_a_person_is_refused(money):
    with pytest.raises(IntegrityError), transaction.atomic():
        Skuldpost.objects.create(ursprung=money.ursprung, sort="ingaende", datum=date(2022, 1, 1), belopp=1, text="X")


@pytest.mark.parametrize(
    "gor", [lambda u: type(u).objects.filter(pk=u.pk).update(sista=2022), lambda u: type(u).objects.filter(pk=u.pk)._raw_delete("default")]
)
def test_an_origin_stands_as_it_was_written(money, gor):
    with pytest.raises(IntegrityError), transaction.atomic():
        gor(money.ursprung)
