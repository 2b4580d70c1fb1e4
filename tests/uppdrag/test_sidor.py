"""An act that is refused, by a rule or by the database that has just taken another's, is answered with a sentence."""

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from enkat.actions import formular as formularakter
from enkat.models import Frageformular
from samverkan.sidor import HANN_FORE, forsok, steg
from uppdrag.models import Verksamhetsar


@transaction.atomic
def dubbelt(year):
    """What a double click does when both requests have passed the form."""
    return Verksamhetsar.objects.create(avtal=year.avtal, beteckning=year.beteckning, fran=year.fran, till=year.till)


def nekas():
    raise ValidationError("Det går inte.")


@pytest.mark.parametrize(("besked", "akt"), [(HANN_FORE, dubbelt), ("Det går inte.", lambda year: nekas())])
def test_above_the_form_and_on_the_next_page(hus, client, as_user, besked, akt):
    class Form(forms.Form):
        pass

    form = Form({})
    assert not forsok(form, akt, hus.year)
    assert form.non_field_errors() == [besked]
    request = as_user(hus.processledare).get(reverse("uppdrag:arena_list")).wsgi_request
    assert steg(request, "Klart.", akt, hus.year) is None
    assert [str(m) for m in get_messages(request)] == [besked]


def test_what_the_act_gave_is_handed_on(hus, as_user):
    request = as_user(hus.processledare).get(reverse("uppdrag:arena_list")).wsgi_request
    assert steg(request, "{} är klart.".format, lambda: hus.year) == hus.year
    assert [str(m) for m in get_messages(request)] == ["2022 är klart."]


def test_of_two_new_versions_at_once_the_second_is_told(hus, as_user, monkeypatch):
    formular = Frageformular.objects.create(avtal=hus.avtal, namn="Frågor", malgrupp="organ", status="antaget", antaget_den="2022-01-01")
    url, client = reverse("enkat:formular_ny_version", args=[formular.pk]), as_user(hus.processledare)
    monkeypatch.setattr(formularakter, "_nasta_version", lambda avtal, namn: 1)
    assert "Någon annan har just gjort en ny version." in client.post(url, follow=True).content.decode()
    monkeypatch.undo()
    assert "är ett utkast. Den tidigare versionen ligger kvar." in client.post(url, follow=True).content.decode()
    assert Frageformular.objects.count() == 2
