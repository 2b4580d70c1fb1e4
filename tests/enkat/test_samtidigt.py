"""Two at once, each with her own connection: nothing is lost, nothing is done twice. On PostgreSQL, where they really are at once."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from enkat.actions import omgang as omgangsakter
from enkat.actions import svar as svarakter
from enkat.models import Deltagare, Inbjudan, Omgang, Sidotext, Svar, Utskick
from tests import factories
from tests.enkat import factories as f

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="one connection at a time in the test's own memory"),
]


def samtidigt(*akter):
    """Run them all at once, each in its own thread. Returns what was refused."""
    start, nekade = threading.Barrier(len(akter)), []

    def en(akt):
        try:
            start.wait()
            akt()
        except ValidationError as error:
            nekade.append(error.messages[0])
        except svarakter.Stangd:
            nekade.append("stängd")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=en, args=[akt]) for akt in akter]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return nekade


@pytest.fixture
def buz():
    hus = factories.hus()
    return f.deltagare(f.omgang(hus), hus.arena)


def test_eight_write_in_one_field_and_every_word_is_kept(buz):
    namn = f.falt(buz)[("1", "text")]
    samtidigt(
        *(
            lambda n=n: svarakter.spara(buz, [svarakter.Svarspost(namn, f"Ord {n}", 0)], av=svarakter.Vem(f"P{n}", lank=n))
            for n in range(1, 9)
        )
    )
    star = [Svar.objects.get().text, *Sidotext.objects.values_list("text", flat=True)]
    assert sorted(star) == [f"Ord {n}" for n in range(1, 9)]
    assert Svar.objects.get().version == 1


def test_handed_in_twice_at_once_it_is_one_hand_in(buz):
    data = f.poster(buz, **f.HELT)
    svarakter.spara(buz, [svarakter.Svarspost(n, data[n], 0) for n in data if not n.startswith("v-")], av=svarakter.Vem("O", lank=1))
    assert samtidigt(*[lambda: svarakter.skicka_in(buz, av=svarakter.Vem("O", lank=1))] * 4) == []
    assert [i.nummer for i in buz.inlamningar.all()] == [1]


def test_opened_by_two_at_once_each_gets_one_letter(buz, vardag):
    Omgang.objects.update(status="planerad")
    nekade = samtidigt(*[lambda: omgangsakter.oppna(Omgang.objects.get(), by=None)] * 2)
    assert (nekade, Inbjudan.objects.count()) == ([], 1)


def test_helpers_asked_in_at_once_are_counted_one_after_the_other(buz):
    antal = omgangsakter.BREV_I_TIMMEN - 1
    Utskick.objects.bulk_create(Utskick(deltagare=buz, sort="inbjudan", till=f"o{n}@exempel.test") for n in range(antal))
    nekade = samtidigt(
        *(lambda n=n: omgangsakter.bjud_in(buz, namn="H", epost=f"h{n}@exempel.test", av="Ordföranden") for n in range(4)),
    )
    assert (len(nekade), Inbjudan.objects.count()) == (3, 1)


def test_closed_while_somebody_hands_in_it_is_either_in_or_refused(buz):
    data = f.poster(buz, **f.HELT)
    svarakter.spara(buz, [svarakter.Svarspost(n, data[n], 0) for n in data if not n.startswith("v-")], av=svarakter.Vem("O", lank=1))
    nekade = samtidigt(
        lambda: omgangsakter.stang(Omgang.objects.get(), by=None), lambda: svarakter.skicka_in(buz, av=svarakter.Vem("O", lank=1))
    )
    assert Omgang.objects.get().status == "stangd"
    assert buz.inlamningar.count() == 1 - len(nekade)
    assert (Deltagare.objects.get().status == "inskickat") is not bool(nekade)
