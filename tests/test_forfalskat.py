"""No form takes a row that it did not offer: each choice of rows is posted with the key of another region's, or of any other of its kind."""

import sys
from collections import Counter
from datetime import date
from zlib import crc32

import pytest
from django.db import transaction
from django.forms import ModelChoiceField

from berattelse.models import Avsnitt
from samverkan.models import Organisation
from tests import factories, langd
from tests.formular import blanketter
from tests.test_inaktuell import demo, dict_av, oppnade  # noqa: F401 - demo is the fixture
from uppdrag.models import Beslut, Ordforande, Samordnare


@pytest.fixture
def frammande(demo):  # noqa: F811
    """Another region's rows of the kinds that forms let one choose among."""
    region = Organisation.objects.get(namn="Region Annan")
    avtal = region.partskap.get().avtal
    year, uppdrag = factories.verksamhetsar(avtal), factories.uppdrag(avtal, "Annans uppdrag")
    arena = factories.arena(avtal, "Annans arena", under=[uppdrag])
    factories.mote(arena)
    person = factories.user("Annan person", organisation=region)
    Samordnare.objects.create(uppdrag=uppdrag, user=person)
    Ordforande.objects.create(arena=arena, user=person)
    Beslut.objects.create(avtal=avtal, organ="Annans råd", datum=date(2022, 5, 1), paragraf="1", text="Annat")
    Avsnitt.objects.create(verksamhetsar=year, uppdrag=uppdrag, sort="uppdrag")
    return demo


def provas_nu(namn):
    """In `make test` half of the choices of the pages that are opened, the same each time; all of them in `make test-long`."""
    return langd.LANGT or crc32(namn.encode()) % 2 == 0


@pytest.mark.en_gang
@pytest.mark.lang
@pytest.mark.no_cover
def test_no_form_takes_a_row_it_did_not_offer(frammande):
    antal, tagna = Counter(), {}
    for client, url, response in oppnade(frammande, langd.varannan(1, 4)):
        for namn, falt, form in _val_av_rader(response):
            if not provas_nu(f"{response.resolver_match.view_name} {namn}"):
                continue
            annan = _ej_erbjuden(falt)
            antal["prövade" if annan else "ingen annan rad finns"] += 1
            if annan and not _nekas(_posta(client, form, url, namn, annan.pk), namn):
                tagna[f"{response.resolver_match.view_name} {namn}"] = f"{annan._meta.label} {annan.pk}"
    sys.stdout.write(f"\n{dict(antal)}\n")
    assert tagna == {}
    assert antal["prövade"] > langd.antal(5, 40)


def _val_av_rader(response):
    """(name in the page, field, the page's form) of each choice of rows that stands in it."""
    blad = (response.context or {}).get("form")
    falten = {blad.add_prefix(namn): falt for namn, falt in getattr(blad, "fields", {}).items()}
    for form in blanketter(response):
        for namn in {element.name for element in form.xpath(".//select|.//input")}:
            falt = falten.get(namn)
            if isinstance(falt, ModelChoiceField) and not falt.disabled:
                yield namn, falt, form


def _ej_erbjuden(falt):
    """A row of the field's kind that it does not offer; another region's before one's own."""
    andra = falt.queryset.model._base_manager.exclude(pk__in=falt.queryset.values("pk"))
    return andra.order_by("-pk").first()


def _nekas(svar, namn):
    """Is it told at its field?"""
    blad = (svar.context or {}).get("form") if svar.status_code == 200 else None
    return namn in {blad.add_prefix(falt) for falt in getattr(blad, "errors", {})}


def _posta(client, form, url, namn, pk):
    data = dict_av(form) | {namn: [pk]}
    with transaction.atomic():
        svar = client.post((form.action or "").split("#")[0] or url, data)
        transaction.set_rollback(True)
    return svar
