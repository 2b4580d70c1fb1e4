"""Who reads a meeting's agenda and papers; and an agenda that was read wrong is put right before it is saved."""

from datetime import date

import pytest

from tests import factories
from tests.uppdrag.test_kallelse import SOM_TEXT, falt, punkt, text_of, url
from uppdrag.models import Arendeutfall, Moteshandling, Ordforande

pytestmark = pytest.mark.django_db


@pytest.fixture
def mote(hus):
    return factories.mote(hus.arena, date(2022, 9, 28), status="planerat")


def test_papers_are_read_by_those_who_sit_in_the_body_that_day_and_by_the_region(hus, as_user, mote):
    """Berg's people read them while the body names nobody, and when Berg sits there; not when Krokom alone does, or Berg had left."""
    handling = Moteshandling.objects.create(tillfalle=mote, filnamn="Budget.pdf", innehall=b"x", sha256="0" * 64, storlek=1)
    arende = punkt(mote, "arende", "Hemligt förslag")
    sidor = (url("dagordning_detail", mote.pk), url("kallelse_pdf", mote.pk), handling.get_absolute_url())

    def svar(vem):
        client = as_user(vem)
        sedda = {"Hemligt förslag" in text_of(client.get(url(namn, mote.pk))) for namn in ("protokoll_detail", "dagordning_detail")}
        lank = url("dagordning_detail", mote.pk) in text_of(client.get(url("tillfalle_detail", mote.pk)))
        return [client.get(sida).status_code for sida in sidor], sedda, lank

    alla, inga = ([200, 200, 200], {True}, True), ([403, 403, 404], {False}, False)
    assert svar(hus.lasare) == svar(hus.samordnare) == alla
    hus.arena.medlemmar.create(organisation=hus.krokom)
    assert svar(hus.lasare) == svar(hus.kommunchef) == inga
    assert svar(hus.samordnare) == svar(hus.direktor) == alla
    berg = hus.arena.medlemmar.create(organisation=hus.berg, till=date(2022, 9, 27))
    assert svar(hus.lasare) == inga
    type(berg).objects.update(till=date(2022, 9, 28))
    assert svar(hus.lasare) == alla
    type(berg).objects.filter(pk=berg.pk).delete()
    Ordforande.objects.create(arena=hus.arena, user=hus.lasare, fran=date(2020, 1, 1))
    assert svar(hus.lasare) == alla, "she chairs it"
    Arendeutfall.objects.create(punkt=arende, utfall="antecknat")
    Ordforande.objects.all().delete()
    assert svar(hus.lasare)[1] == {True, False}, "what became of it every party reads"


def test_a_line_that_was_read_wrong_is_taken_away_before_it_is_saved(hus, as_user, mote):
    """By its box, or by emptying it."""
    client = as_user(hus.samordnare)
    sida = client.post(url("dagordning_klistra_in", mote.pk), {"text": SOM_TEXT})
    data = falt(sida)
    rad = {varde: namn.removesuffix("-titel") for namn, varde in data.items() if namn.endswith("-titel")}
    assert f"{rad['Övriga frågor']}-DELETE" in sida.content.decode()
    data |= {f"{rad['Ärenden från regionstyrelsen']}-titel": "", f"{rad['Övriga frågor']}-DELETE": "on"}
    assert client.post(url("dagordning_edit", mote.pk), data).status_code == 302
    kvar = {p.titel for p in mote.dagordning.all()}
    assert set(rad) - {""} - kvar == {"Ärenden från regionstyrelsen", "Övriga frågor"}
