"""The one door to a row, and the trace an act leaves."""

import pytest
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import TextField
from django.http import Http404

from samverkan.door import get_for_user, log, namn_i_loggen, require
from samverkan.models import Handelse, Kedjelank
from uppdrag.models import Arena, Avtal, Rekommendation, Uppdrag


def ja(row, user):
    return True


def nej(row, user):
    return False


def test_a_row_that_is_not_ones_own_to_know_of_is_not_there(hus):
    assert get_for_user(Avtal, hus.samordnare, pk=hus.avtal.pk) == hus.avtal
    for user in (hus.utomstaende, hus.roll_los):
        with pytest.raises(Http404):
            get_for_user(Avtal, user, pk=hus.avtal.pk)
        with pytest.raises(Http404):
            get_for_user(Avtal, user, pk=hus.avtal.pk, can=ja)
    with pytest.raises(Http404):
        get_for_user(Avtal, hus.samordnare, pk=0)


def test_a_row_one_may_see_and_not_act_on_is_forbidden(hus):
    assert get_for_user(Avtal, hus.samordnare, pk=hus.avtal.pk, can=ja) == hus.avtal
    with pytest.raises(PermissionDenied):
        get_for_user(Avtal, hus.samordnare, pk=hus.avtal.pk, can=nej)
    # the predicate is asked of this row and this user
    bara_hon = {(hus.avtal, hus.samordnare)}
    assert get_for_user(Avtal, hus.samordnare, pk=hus.avtal.pk, can=lambda row, user: (row, user) in bara_hon) == hus.avtal
    with pytest.raises(PermissionDenied):
        get_for_user(Avtal, hus.controller, pk=hus.avtal.pk, can=lambda row, user: (row, user) in bara_hon)


def test_a_narrower_queryset_is_a_door_as_well(hus):
    ingen = Arena.objects.exclude(pk=hus.arena.pk)
    assert get_for_user(Arena.objects.filter(avtal=hus.avtal), hus.samordnare, pk=hus.arena.pk) == hus.arena
    with pytest.raises(Http404):
        get_for_user(ingen, hus.samordnare, pk=hus.arena.pk)
    with pytest.raises(Http404):
        get_for_user(Arena.objects.filter(avtal=hus.avtal), hus.utomstaende, pk=hus.arena.pk)


def test_what_asks_no_right_is_not_refused(hus):
    require(hus.avtal, hus.samordnare, None)
    require(hus.avtal, hus.samordnare, ja)
    with pytest.raises(PermissionDenied):
        require(hus.avtal, hus.samordnare, nej)


def test_the_trace_says_who_did_what_to_which_row(hus):
    rad = log(hus.arena, "ändrade", by=hus.samordnare, fran="3", till="4")
    assert rad == Handelse.objects.get()
    rad.refresh_from_db()
    assert (rad.user, rad.vem, rad.akt, rad.objekt) == (hus.samordnare, "Samordnare", "ändrade", f"uppdrag.arena:{hus.arena.pk}")
    assert (rad.text, rad.avtal_id, rad.detaljer) == ("BUZ", hus.avtal.pk, {"fran": "3", "till": "4"})


def test_what_the_clock_does_is_told_as_the_programs_own(hus):
    rad = log(hus.arena, "påminde", by=None, text="Två påmindes", avtal_id=hus.annat_avtal.pk)
    rad.refresh_from_db()
    assert (rad.user, rad.vem, rad.text, rad.avtal_id, rad.detaljer) == (None, "Samverkan", "Två påmindes", hus.annat_avtal.pk, {})


def test_a_row_of_no_agreement_and_a_long_text_still_leave_a_trace(hus):
    rad = log(hus.berg, "ändrade", by=hus.processledare, text="å" * 400)
    rad.refresh_from_db()
    assert (rad.avtal_id, rad.text) == (None, "å" * 300)


def test_a_row_with_a_name_keeps_it_and_of_a_text_cut_short_the_whole_length_is_told():
    uppdrag = Uppdrag(namn="Lärcentrum", anmarkning="Vakant sedan i mars.")
    assert namn_i_loggen(uppdrag) == "Lärcentrum"
    assert namn_i_loggen(Uppdrag(namn="", anmarkning="Vakant sedan i mars.")) == "", "a text that is not its name is not counted"
    langt = "Att underlag till mötena sänds ut tio dagar före, så att var och en hinner förankra dem hemma."
    assert str(Rekommendation(text=langt)).endswith(" …")
    assert namn_i_loggen(Rekommendation(text=langt)) == f"rekommendation ({len(langt)} tecken)"
    assert namn_i_loggen(Rekommendation(text="Kort.")) == "rekommendation (5 tecken)"


def test_every_event_gets_its_link_in_the_chain(hus, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        rad = log(hus.avtal, "ändrade", by=hus.samordnare)
    assert Kedjelank.objects.filter(handelse=rad).exists()


def test_no_row_is_called_by_its_own_free_text_in_the_log():
    """Whatever is taken away later, the log is kept: it says how long the text was."""
    hemligt = "Ett ord om en person som sedan tas bort ur programmet"
    provade = []
    for model in apps.get_models():
        falt = [f.name for f in model._meta.concrete_fields if isinstance(f, TextField) or f.name == "text"]
        try:
            namn = str(row := model(**dict.fromkeys(falt, hemligt))) if falt else ""
        except (ObjectDoesNotExist, AttributeError, TypeError):
            continue  # it is named by what it hangs on
        if namn and namn in hemligt:
            provade.append(model._meta.label)
            assert namn_i_loggen(row) == f"{model._meta.verbose_name} ({len(hemligt)} tecken)"
    assert {"berattelse.Aktivitet", "berattelse.Resultat", "uppdrag.Nytta", "uppdrag.Rekommendation"} <= set(provade)
