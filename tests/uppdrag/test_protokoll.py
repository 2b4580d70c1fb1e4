"""After a meeting: what became of each ärende, minutes adopted and locked, an extract as PDF, and what is left for the next meeting."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from samverkan.models import Handelse
from tests import factories
from tests.formular import skicka
from tests.samtidigt import bara_postgresql, tryck
from tests.uppdrag.test_kallelse import bilaga, falt, pdf_text, punkt, text_of
from uppdrag import motesgang, personuppgifter
from uppdrag.actions import arenor, moten, tillfallen
from uppdrag.actions import protokoll as actions
from uppdrag.actions.lock import JUSTERAT
from uppdrag.forms.papper import Arendebeslutsform
from uppdrag.models import (
    Arendeutfall,
    Balanspost,
    Beslut,
    Dagordningspunkt,
    Kallelse,
    Kallelsemottagare,
    Narvaro,
    Protokoll,
    Reservation,
    Tillfalle,
    Verksamhetsar,
)


def url(name, *args):
    return reverse(f"uppdrag:{name}", args=args)


@pytest.fixture
def mote(hus):
    mote = factories.mote(hus.arena, date(2022, 9, 28))
    moten.numrera([punkt(mote, "arende", titel) for titel in ("Budget", "Trafiken", "Övrigt")])
    return mote


@pytest.fixture
def arende(mote):
    return mote.dagordning.get(titel="Budget")


BESLUT = {"utfall": "beslutat", "paragraf": "12", "text": "Budgeten godkänns."}


@pytest.fixture
def justerat(hus, mote, arende):
    """Adopted minutes with a decision, its reservation, somebody present and a paper."""
    beslut = Beslut.objects.create(
        avtal=hus.avtal, organ="BUZ", arena=hus.arena, tillfalle=mote, datum=mote.fran, paragraf="12", text="Godkänns."
    )
    Arendeutfall.objects.create(punkt=arende, utfall="beslutat", paragraf="12", beslut=beslut)
    Reservation.objects.create(beslut=beslut, vem="Ada Prov (X)", text="Avslag.")
    Narvaro.objects.create(tillfalle=mote, organisation=hus.berg, vilka="Bo Prov (Y)")
    Protokoll.objects.create(
        tillfalle=mote, ordforande="Ordförande Prov", justerare="Justerare Prov", dnr="RUN/9/2022", justerat_den=date(2022, 10, 5)
    )
    return mote


# --- decisions ----------------------------------------------------------------------------------------------------


def test_a_decision_of_the_meeting_is_the_one_kind_of_decision(hus, as_user, arende):
    client = as_user(hus.samordnare)
    data = BESLUT | {
        "vem_0": "Ada Prov (X)",
        "reservation_0": "Avslag.",
        "vad": "Återkom med plan",
        "vem": "Processledaren",
        "senast": "2023-03-01",
    }
    assert skicka(client, url("arende_beslut", arende.pk), data).status_code == 302
    beslut = Beslut.objects.get()
    assert (beslut.organ, beslut.paragraf, beslut.datum, beslut.tillfalle) == ("BUZ", "12", date(2022, 9, 28), arende.tillfalle)
    assert beslut.reservationer.get().vem == "Ada Prov (X)"
    assert beslut.balanspost.senast == date(2023, 3, 1)
    assert "Budgeten godkänns." in text_of(client.get(url("beslut_list")))
    skicka(
        client,
        url("arende_beslut", arende.pk),
        data | {"text": "Budgeten avslås.", "vem_0": "", "reservation_0": "", "vad": "", "vem": "", "senast": ""},
    )
    beslut.refresh_from_db()
    assert beslut.text == "Budgeten avslås."
    assert not Reservation.objects.exists()
    assert not Balanspost.objects.exists()


def test_the_councils_decision_on_the_report_is_offered_where_the_report_wants_it(hus, as_user):
    radet = factories.arena(hus.avtal, "Regionens samverkansråd", under=[hus.uppdrag])
    factories.verksamhetsar(hus.avtal, 2023)
    arende = punkt(factories.mote(radet, date(2023, 2, 7)), "arende", "Verksamhetsberättelsen")
    skicka(as_user(hus.samordnare), url("arende_beslut", arende.pk), {"utfall": "beslutat", "paragraf": "4", "text": "Godkänns."})
    assert Beslut.objects.om_berattelsen(hus.year).get().paragraf == "4"


def test_one_that_is_registered_already_is_chosen_not_written_again(hus, as_user, arende):
    finns = Beslut.objects.create(avtal=hus.avtal, organ="BUZ", arena=hus.arena, datum=date(2022, 9, 28), text="Ja.", skuldbelopp=500_000)
    skicka(as_user(hus.samordnare), url("arende_beslut", arende.pk), {"utfall": "beslutat", "beslut": finns.pk, "paragraf": "3"})
    assert Beslut.objects.get() == arende.utfallet.beslut == finns
    finns.refresh_from_db()
    assert (finns.text, finns.skuldbelopp, finns.paragraf, finns.tillfalle) == ("Ja.", 500_000, "3", arende.tillfalle)


@pytest.mark.parametrize(
    ("data", "fel"),
    [
        (BESLUT | {"text": "400 000 kr betalas tillbaka.", "skuldbelopp": "40 000"}, "Skriv det som gäller skulden"),
        (BESLUT | {"text": "", "beslut": "valt", "skuldbelopp": "40 000"}, "I beslutets text står 500 000 kr."),
        (BESLUT | {"text": "400 000 kr betalas tillbaka.", "beslut": "valt"}, "I beslutets text står 400 000 kr."),
        ({"utfall": "bordlagt", "skuldbelopp": "500 000"}, "Välj Beslutat"),
        ({"utfall": "beslutat"}, "Skriv vad som beslutades"),
        ({"utfall": "bordlagt", "text": "Bifall."}, "Välj Beslutat"),
        (BESLUT | {"reservation_0": "Nej."}, "Skriv vem som reserverade sig"),
        (BESLUT | {"vem": "Någon"}, "Skriv vad som ska följas upp"),
    ],
)
def test_what_does_not_hang_together_is_told_and_kept(hus, as_user, arende, data, fel):
    if "beslut" in data:
        rad = {"arena": hus.arena, "datum": arende.tillfalle.fran, "text": "500 000 kr betalas.", "skuldbelopp": 500_000}
        data = data | {"beslut": Beslut.objects.create(avtal=hus.avtal, organ="BUZ", **rad).pk}
    assert fel in text_of(skicka(as_user(hus.samordnare), url("arende_beslut", arende.pk), data))
    assert not Arendeutfall.objects.exists()


def test_nobody_else_writes_what_became_of_an_arende(hus, as_user, arende):
    assert as_user(hus.lasare).post(url("arende_beslut", arende.pk), BESLUT).status_code == 403
    assert as_user(hus.utomstaende).post(url("arende_beslut", arende.pk), BESLUT).status_code == 404
    Verksamhetsar.objects.filter(pk=hus.year.pk).update(status=Verksamhetsar.Status.LOCKED)
    assert as_user(hus.processledare).post(url("arende_beslut", arende.pk), BESLUT).status_code == 403


def test_a_decision_taken_back_goes_with_what_followed(hus, as_user, arende):
    client = as_user(hus.samordnare)
    skicka(client, url("arende_beslut", arende.pk), BESLUT | {"vad": "Återkom"})
    skicka(client, url("arende_beslut", arende.pk), {"utfall": "bordlagt", "text": "", "vad": "", "anteckning": "Till nästa möte."})
    assert not Beslut.objects.exists()
    assert not Balanspost.objects.exists()
    assert Arendeutfall.objects.get().anteckning == "Till nästa möte."


def test_an_arende_with_a_word_said_of_it_stays_on_the_agenda(hus, as_user, mote, arende):
    Arendeutfall.objects.create(punkt=arende, utfall="bordlagt")
    client = as_user(hus.samordnare)
    svar = client.post(url("dagordning_edit", mote.pk), falt(client.get(url("dagordning_edit", mote.pk))) | {"dagordning-0-DELETE": "on"})
    assert "går inte att ta bort" in text_of(svar)
    assert Dagordningspunkt.objects.filter(pk=arende.pk).exists()


# --- the minutes --------------------------------------------------------------------------------------------------


def test_the_extract_says_who_decided_what_and_who_checked_it(hus, as_user, justerat, arende, tmp_path):
    text = pdf_text(as_user(hus.tjansteperson).get(url("protokollsutdrag", arende.pk)).content, tmp_path)
    for vad in (
        "Protokollsutdrag", "§ 12 Budget", "BUZ beslutar", "Godkänns.", "Ada Prov (X): Avslag.", "Bergs kommun: Bo Prov (Y)", "Dnr RUN/9/2022",
        "Ordförande Prov", "Justerare Prov", "5 oktober 2022",
    ):  # fmt: skip
        assert vad in text, vad
    assert as_user(hus.utomstaende).get(url("protokollsutdrag", arende.pk)).status_code == 404
    annat = justerat.dagordning.get(titel="Trafiken")
    assert as_user(hus.samordnare).get(url("protokollsutdrag", annat.pk)).status_code == 404, "nothing is known of it"


def test_an_extract_of_minutes_not_adopted_says_so(hus, as_user, mote, arende, tmp_path):
    Arendeutfall.objects.create(punkt=arende, utfall="bordlagt", paragraf="2")
    text = pdf_text(as_user(hus.samordnare).get(url("protokollsutdrag", arende.pk)).content, tmp_path)
    assert "Inte justerat" in text
    assert "Bordlagt" in text


def test_minutes_are_adopted_once_it_is_known_by_whom(hus, as_user, mote):
    client = as_user(hus.samordnare)
    assert "vem som var ordförande" in text_of(skicka(client, url("protokoll_justera", mote.pk), {"den": "2022-10-05"}))
    skicka(client, url("protokoll_edit", mote.pk), {"ordforande": "Ada Prov", "justerare": "Bo Prov", "dnr": "RUN/9/2022"})
    assert "Protokollet justeras mellan" in text_of(skicka(client, url("protokoll_justera", mote.pk), {"den": "2022-09-27"}))
    assert skicka(client, url("protokoll_justera", mote.pk), {"den": "2022-10-05"}).status_code == 302
    assert Protokoll.objects.get().justerat_den == date(2022, 10, 5)
    assert "Justerat 5 oktober 2022." in text_of(client.get(url("protokoll_detail", mote.pk)))
    assert client.post(url("protokoll_justera", mote.pk), {"den": "2022-10-05"}).status_code == 403


def test_minutes_of_what_has_not_been_are_not_adopted(hus, mote):
    Tillfalle.objects.update(status="planerat")
    mote.refresh_from_db()
    with pytest.raises(actions.ValidationError, match="har hållits"):
        actions.justera(mote, by=hus.samordnare, den=date(2022, 10, 5))


@pytest.mark.parametrize(
    "sida", ["tillfalle_edit", "tillfalle_ta_bort", "tillfalle_installt", "dagordning_edit", "dagordning_klistra_in",
             "kallelseuppgift_edit", "handling_create", "narvaro_edit", "protokoll_edit", "protokoll_justera"],
)  # fmt: skip
def test_adopted_minutes_are_locked_on_every_page(hus, as_user, justerat, sida):
    assert as_user(hus.processledare).post(url(sida, justerat.pk)).status_code == 403


def test_what_an_adopted_decision_recommends_is_still_written_by_the_processledare(hus, as_user, justerat):
    type(hus.avtal).objects.filter(pk=hus.avtal.pk).update(berattelse_organ="BUZ")
    beslut = justerat.beslut.get()
    ny = url("rekommendation_create", beslut.pk)
    sidan = text_of(as_user(hus.processledare).get(beslut.get_absolute_url()))
    assert ny in sidan
    assert url("beslut_edit", beslut.pk) not in sidan
    assert ny not in text_of(as_user(hus.samordnare).get(beslut.get_absolute_url()))


def test_the_acts_refuse_what_the_pages_no_longer_offer(hus, justerat):
    by = hus.processledare
    akter = [
        lambda: moten.ta_upp(justerat, "arende:1", by=by),
        lambda: tillfallen.spara_narvaro(justerat, {}, by=by),
        lambda: tillfallen.stall_in(justerat, by=by),
        lambda: tillfallen.ta_bort(justerat, by=by),
        lambda: actions.justera(justerat, by=by, den=date(2022, 10, 5)),
        lambda: arenor.registrera_beslut(Beslut(avtal=hus.avtal, organ="BUZ", tillfalle=justerat, datum=justerat.fran, text="X"), by=by),
    ]
    for akt in akter:
        with pytest.raises(actions.ValidationError, match="Protokollet är justerat"):
            akt()


def test_a_paper_of_adopted_minutes_stays(hus, as_user, mote):
    as_user(hus.samordnare).post(url("handling_create", mote.pk), {"fil": bilaga()})
    rad = mote.handlingar.get()
    Protokoll.objects.create(tillfalle=mote, ordforande="A", justerare="B", justerat_den=date(2022, 10, 5))
    assert as_user(hus.processledare).post(url("handling_ta_bort", rad.pk)).status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic():
        rad.delete()
    assert as_user(hus.tjansteperson).get(rad.get_absolute_url()).content == b"%PDF-1.7 prov"


def test_the_decision_of_adopted_minutes_is_not_changed_but_may_be_recommended_from(hus, as_user, justerat, arende):
    beslut = Beslut.objects.get()
    client = as_user(hus.processledare)
    assert client.get(url("beslut_edit", beslut.pk)).status_code == 403
    assert client.get(url("arende_beslut", arende.pk)).status_code == 403
    hus.avtal.berattelse_organ = "BUZ"
    hus.avtal.save()
    assert client.get(url("rekommendation_create", beslut.pk)).status_code == 200


def test_the_database_refuses_too(hus, justerat, arende):
    beslut = Beslut.objects.get()
    vagar = {
        "agenda": lambda: Dagordningspunkt.objects.filter(pk=arende.pk).update(titel="Annat"),
        "new line": lambda: Dagordningspunkt.objects.create(tillfalle=justerat, titel="Ny"),
        "presence": lambda: Narvaro.objects.all().delete(),
        "decision": lambda: Beslut.objects.filter(pk=beslut.pk).update(text="Annat"),
        "another's decision": lambda: Beslut.objects.create(
            avtal=hus.avtal, organ="BUZ", tillfalle=justerat, datum=justerat.fran, text="Smyg"
        ),
        "outcome": lambda: Arendeutfall.objects.update(paragraf="99"),
        "reservation": lambda: Reservation.objects.all().delete(),
    }
    for gor in vagar.values():
        with pytest.raises(IntegrityError), transaction.atomic():
            gor()
    fritt = factories.mote(hus.arena, date(2022, 11, 1))
    assert punkt(fritt, "arende", "Fritt").pk, "other meetings are free"


def test_adopted_minutes_are_opened_with_a_reason_that_stays(hus, as_user, justerat):
    client = as_user(hus.samordnare)
    assert "skal" in skicka(client, url("protokoll_oppna", justerat.pk), {"skal": " "}).context["form"].errors
    assert as_user(hus.lasare).post(url("protokoll_oppna", justerat.pk), {"skal": "x"}).status_code == 403
    skicka(as_user(hus.samordnare), url("protokoll_oppna", justerat.pk), {"skal": "Fel paragraf."})
    assert Protokoll.objects.get().justerat_den is None
    assert Handelse.objects.get(akt="öppnade justerat protokoll").detaljer["skal"] == "Fel paragraf."
    assert as_user(hus.samordnare).get(url("dagordning_edit", justerat.pk)).status_code == 200
    assert as_user(hus.samordnare).post(url("protokoll_oppna", justerat.pk), {"skal": "x"}).status_code == 403


def test_what_may_be_changed_is_the_same_for_one_and_for_many(hus, justerat):
    factories.mote(hus.arena, date(2022, 11, 1))
    rader = {row.pk for row in Tillfalle.objects.all() if row.can_be_edited_by(hus.samordnare)}
    assert set(Tillfalle.objects.andringsbara_av(hus.samordnare).values_list("pk", flat=True)) == rader == {Tillfalle.objects.first().pk}


@bara_postgresql
@pytest.mark.django_db(transaction=True)
def test_of_one_who_adopts_and_one_who_writes_neither_slips_past_the_other(hus, mote, arende):
    Protokoll.objects.create(tillfalle=mote, ordforande="A", justerare="B")
    form = Arendebeslutsform(Arendebeslutsform(punkt=arende).initial | BESLUT, punkt=arende)
    form.data = form.data | {"version": form["version"].initial, "utfall": "bordlagt", "text": "", "paragraf": ""}
    assert form.is_valid(), form.errors
    svar = tryck(
        lambda: actions.justera(mote, by=hus.samordnare, den=date(2022, 10, 5)) or "justerat",
        lambda: actions.besluta_arende(form, by=hus.samordnare) and "skrivet",
    )
    assert set(svar) in ({"skrivet", "justerat"}, {"justerat", JUSTERAT})
    assert Arendeutfall.objects.exists() == ("skrivet" in svar)


# --- what is left -------------------------------------------------------------------------------------------------


def press(client, mote, vad, **skrivet):
    """The button of what is left, pressed while something may be typed in the agenda."""
    data = falt(client.get(url("dagordning_edit", mote.pk))) | skrivet | {"ta_upp": vad}
    return client.post(url("dagordning_edit", mote.pk), data, follow=True)


@pytest.fixture
def nasta(hus):
    return factories.mote(hus.arena, date(2022, 11, 30), status="planerat")


def test_what_was_put_off_or_left_without_a_word_comes_up_at_the_next_meeting(hus, as_user, mote, arende, nasta):
    client = as_user(hus.samordnare)
    assert "Kvar från tidigare" not in text_of(client.get(url("dagordning_edit", nasta.pk))), "a meeting nobody has written of is unknown"
    Arendeutfall.objects.create(punkt=arende, utfall="bordlagt")
    Arendeutfall.objects.create(punkt=mote.dagordning.get(titel="Övrigt"), utfall="antecknat")
    assert [p.titel for p in motesgang.oppna_arenden(nasta)] == ["Budget", "Trafiken"]
    assert "Kvar från tidigare" in text_of(client.get(url("dagordning_edit", nasta.pk)))
    sida = press(client, nasta, f"arende:{arende.pk}")
    assert "Det står nu sist på dagordningen: Budget." in text_of(sida)
    assert [p.titel for p in nasta.dagordning.all()] == ["Budget"]
    assert [p.titel for p in motesgang.oppna_arenden(nasta)] == ["Trafiken"]
    igen = press(client, nasta, f"arende:{arende.pk}")
    assert "inte längre kvar" in text_of(igen)
    assert nasta.dagordning.count() == 1


def test_what_is_typed_when_something_is_taken_up_is_saved_too(hus, as_user, arende, nasta):
    Arendeutfall.objects.create(punkt=arende, utfall="bordlagt")
    client = as_user(hus.samordnare)
    press(client, nasta, f"arende:{arende.pk}", **{"dagordning-0-titel": "Nyskrivet"})
    assert [(p.nummer, p.titel) for p in nasta.dagordning.all()] == [("1", "Nyskrivet"), ("2", "Budget")]
    svar = press(client, nasta, "arende:0", **{"dagordning-0-titel": ""})
    assert "Det gick inte att spara" in text_of(svar)
    assert nasta.dagordning.first().titel == "Nyskrivet"


def test_an_arende_taken_to_a_meeting_that_is_cancelled_is_open_again(hus, mote, arende, nasta):
    Arendeutfall.objects.create(punkt=arende, utfall="bordlagt")
    moten.ta_upp(nasta, f"arende:{arende.pk}", by=hus.samordnare)
    Tillfalle.objects.filter(pk=nasta.pk).update(status="installt")
    senare = factories.mote(hus.arena, date(2022, 12, 14), status="planerat")
    assert arende in motesgang.oppna_arenden(senare)


def test_another_arenas_meeting_is_offered_none_of_it(hus, arende, nasta):
    Arendeutfall.objects.create(punkt=arende, utfall="bordlagt")
    annan = factories.mote(factories.arena(hus.avtal, "SocSam", under=[hus.uppdrag]), date(2022, 11, 30), status="planerat")
    assert not motesgang.oppna_arenden(annan).exists()
    with pytest.raises(moten.ValidationError, match="inte längre kvar"):
        moten.ta_upp(annan, f"arende:{arende.pk}", by=hus.samordnare)


def test_what_follows_from_a_decision_comes_up_until_it_is_done_and_for_two_years(hus, as_user, justerat, nasta):
    post = Balanspost.objects.create(arena=hus.arena, beslut=Beslut.objects.get(), vad="Återkom med plan", vem="Processledaren")
    assert list(motesgang.balansposter(nasta)) == [post]
    om_tre_ar = factories.mote(hus.arena, date(2025, 11, 1))
    assert list(motesgang.balansposter(om_tre_ar)) == []
    client = as_user(hus.samordnare)
    press(client, nasta, f"balanspost:{post.pk}")
    assert nasta.dagordning.get().titel == "Uppföljning: Återkom med plan"
    assert "Processledaren" in text_of(client.get(url("balanslista", hus.arena.pk)))
    data = {"vad": post.vad, "vem": post.vem, "klar_hur": "Planen är klar."}
    assert "vilken dag det blev klart" in text_of(skicka(client, url("balanspost_edit", post.pk), data))
    skicka(client, url("balanspost_edit", post.pk), data | {"klar_den": "2022-12-01"})
    assert "Planen är klar." in text_of(client.get(url("balanslista", hus.arena.pk)))
    assert not motesgang.balansposter(factories.mote(hus.arena, date(2022, 12, 20), status="planerat")).exists()


def test_the_balanslista_is_read_by_the_parties_and_written_by_who_registers(hus, as_user, justerat):
    post = Balanspost.objects.create(arena=hus.arena, beslut=Beslut.objects.get(), vad="Återkom")
    assert as_user(hus.tjansteperson).get(url("balanslista", hus.arena.pk)).status_code == 200
    assert as_user(hus.tjansteperson).post(url("balanspost_edit", post.pk), {"vad": "x"}).status_code == 403
    assert as_user(hus.utomstaende).get(url("balanslista", hus.arena.pk)).status_code == 404
    assert as_user(hus.utomstaende).post(url("balanspost_edit", post.pk), {"vad": "x"}).status_code == 404


def test_who_was_called_is_forgotten_two_years_after_the_meeting(hus, mote):
    gammalt, nytt = mote, factories.mote(hus.arena, timezone.localdate() - timedelta(days=30))
    for m in (gammalt, nytt):
        rad = Kallelse.objects.create(tillfalle=m, nummer=1, innehall="{}")
        Kallelsemottagare.objects.create(kallelse=rad, organisation=hus.berg, namn="Ada", epost="ada@exempel.test", fel="")
    (regel,) = [r for r in personuppgifter.REGLER if "uppdrag.Kallelsemottagare" in r.modeller]
    assert regel.gallra() == 1
    assert set(Kallelsemottagare.objects.values_list("kallelse__tillfalle", "epost")) == {(gammalt.pk, ""), (nytt.pk, "ada@exempel.test")}


def test_a_meeting_with_papers_is_cancelled_not_removed(hus, as_user, mote):
    client = as_user(hus.samordnare)
    client.post(url("handling_create", mote.pk), {"fil": bilaga()})
    assert "Ställ in det i stället" in text_of(skicka(client, url("tillfalle_ta_bort", mote.pk)))
    assert Tillfalle.objects.filter(pk=mote.pk).exists()
