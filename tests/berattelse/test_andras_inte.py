"""What is kept of an edition is never rewritten nor taken away: not by a row, not by a query, not by SQL."""

import pytest
from django.db import IntegrityError, connection, transaction

from berattelse.models import Arkivid, Hamtning, Publicering, Sandning, Signatur, Utgavefil
from tests.berattelse import utgavor

FALT = {Signatur: "undertecknare", Publicering: "av_id", Sandning: "mottagare", Hamtning: "fil", Utgavefil: "sort", Arkivid: "sha256"}
VERB = {
    "rad ändras": lambda rad, falt: rad.save(force_update=True),
    "rad tas bort": lambda rad, falt: rad.delete(),
    "fråga ändrar": lambda rad, falt: type(rad).objects.filter(pk=rad.pk).update(**{falt: getattr(rad, falt)}),
    "fråga tar bort": lambda rad, falt: type(rad).objects.filter(pk=rad.pk)._raw_delete(type(rad).objects.db),
    "SQL ändrar": lambda rad, falt: sql(f"UPDATE {rad._meta.db_table} SET {falt} = {falt} WHERE id = %s", rad.pk),  # noqa: S608
    "SQL tar bort": lambda rad, falt: sql(f"DELETE FROM {rad._meta.db_table} WHERE id = %s", rad.pk),  # noqa: S608
}


def sql(text, *varden):
    with connection.cursor() as cursor:
        cursor.execute(text, varden)


@pytest.fixture
def rader(hus):
    """One row of each kind."""
    utgava = utgavor.rad(hus.year, hus.processledare)
    sandning, _ = utgavor.sandning(utgava, hus.berg, hus.processledare)
    hamtning = Hamtning.objects.create(sandning=sandning, fil="berattelse.pdf")
    arkivid = Arkivid.objects.create(utgava=utgava, sha256="0" * 64, av=hus.processledare)
    alla = [arkivid, utgava.signatur, utgava.publicering, sandning, hamtning, utgava.filer.first()]
    return {type(rad): rad for rad in alla}


def test_every_way_is_refused_for_every_row(rader):
    sandning = rader[Sandning]
    for model, falt in FALT.items():
        fore = model.objects.filter(pk=rader[model].pk).values().get()
        for vad, gor in VERB.items():
            rad = model.objects.get(pk=rader[model].pk)
            with pytest.raises(IntegrityError), transaction.atomic():  # Sandning is held by its Hamtning too: that is one as well
                gor(rad, falt)
            assert model.objects.filter(pk=fore["id"]).values().get() == fore, (model, vad)
    assert sandning.hamtningar.count() == 1
