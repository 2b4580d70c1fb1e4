"""Two at once, each with her own connection: nothing is lost, nothing is done twice. On PostgreSQL, where they really are at once."""

import threading
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction
from django.test import Client

from enkat.actions import formular as formularakter
from enkat.actions import omgang as omgangsakter
from enkat.actions import svar as svarakter
from enkat.forms.omgang import Mottagarform, Omgangsform
from enkat.models import Deltagare, Frageformular, Inbjudan, Inlamning, Omgang, Sentsvar, Sidotext, Svar, Utskick
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


def medan(akt, annan):
    """What `annan` gave, or was refused with: it begins when `akt` is done and not committed, which is when `annan` is, or waits for it."""
    gjort, klar, svar = threading.Event(), threading.Event(), []

    def forst():
        with transaction.atomic():
            akt()
            gjort.set()
            klar.wait(1)

    def sedan():
        gjort.wait(5)
        try:
            svar.append(annan())
        finally:
            klar.set()

    nekade = samtidigt(forst, sedan)
    return (nekade or svar)[0]


@pytest.fixture
def ifylld(buz):
    """Everything is answered, and nothing is handed in."""
    skriv(buz)
    return buz


def skriv(deltagare):
    data = f.poster(deltagare, **f.HELT)
    svarakter.spara(deltagare, [svarakter.Svarspost(n, data[n], 0) for n in data if not n.startswith("v-")], av=svarakter.Vem("O", lank=1))


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


def test_handed_in_twice_at_once_it_is_one_hand_in(ifylld):
    assert samtidigt(*[lambda: svarakter.skicka_in(ifylld, av=svarakter.Vem("O", lank=1))] * 4) == []
    assert [i.nummer for i in ifylld.inlamningar.all()] == [1]


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


def test_closed_while_somebody_hands_in_it_is_either_in_or_refused(ifylld):
    nekade = samtidigt(
        lambda: omgangsakter.stang(Omgang.objects.get(), by=None), lambda: svarakter.skicka_in(ifylld, av=svarakter.Vem("O", lank=1))
    )
    assert Omgang.objects.get().status == "stangd"
    assert ifylld.inlamningar.count() == 1 - len(nekade)
    assert (Deltagare.objects.get().status == "inskickat") is not bool(nekade)


def lamna(deltagare):
    return svarakter.skicka_in(deltagare, av=svarakter.Vem("O", lank=1))


def stang_och_rakna():
    """How many hand-ins whoever closed the round reads."""
    omgangsakter.stang(Omgang.objects.get(), by=None)
    return Inlamning.objects.count()


def test_what_is_handed_in_while_the_round_is_closed_is_there_when_it_is_read(ifylld):
    """A closed round is read: what came into it after that could be told from the difference, of one that is anonymous too."""
    assert medan(lambda: lamna(ifylld), stang_och_rakna) == 1


def test_nothing_is_handed_in_while_the_round_closes(ifylld):
    assert medan(stang_och_rakna, lambda: lamna(ifylld)) == "stängd"
    assert not Inlamning.objects.exists()


def test_respondents_of_one_round_do_not_wait_for_each_other(ifylld):
    andra = f.deltagare(ifylld.omgang, factories.arena(ifylld.omgang.avtal, "SocSam"))
    skriv(andra)
    raknat = medan(lambda: lamna(ifylld), lambda: (lamna(andra), Inlamning.objects.count())[1])
    assert raknat == 1, "the first was not committed yet"
    assert Inlamning.objects.count() == 2


def test_a_link_withdrawn_while_its_page_is_posted_hands_nothing_in_and_what_was_written_is_kept(ifylld):
    lank = f.lank(ifylld)
    ny = {"mottagare": "Ny", "epost": "ny@exempel.test"}
    form = Mottagarform(ny | {"version": Mottagarform(instance=ifylld)["version"].value()}, instance=Deltagare.objects.get())
    assert form.is_valid()
    text = f.poster(ifylld, q6="Tidigare underlag")
    post = partial(Client().post, f"{lank}allt/", text | {"skicka_in": ""})
    svar = medan(lambda: omgangsakter.byt_mottagare(form, by=None), post)
    assert (svar.status_code, "Länken gäller inte längre." in svar.content.decode()) == (403, True)
    assert not Inlamning.objects.exists()
    assert [s.orsak for s in Sentsvar.objects.all()] == ["aterkallad"]
    assert "Tidigare underlag" in str(Sentsvar.objects.get().innehall)


def test_a_round_is_not_changed_while_it_opens(buz, vardag):
    Omgang.objects.update(status="planerad")
    rad = Omgang.objects.get()
    data = {"formular": rad.formular_id, "namn": rad.namn, "oppnar": rad.oppnar, "sista_dag": rad.sista_dag, "anonym": "on"}
    form = Omgangsform(data | {"version": Omgangsform(instance=rad)["version"].value()}, instance=Omgang.objects.get())
    assert form.is_valid(), form.errors
    nekat = medan(lambda: omgangsakter.oppna(Omgang.objects.get(), by=None), lambda: omgangsakter.spara(form, by=None))
    assert nekat == omgangsakter.OPPNAD
    assert Omgang.objects.values_list("status", "anonym").get() == ("oppen", False)


def test_a_preset_fetched_twice_at_once_is_one_draft():
    hus = factories.hus()
    client = Client()
    client.force_login(hus.processledare)
    url = f"/enkat/avtal/{hus.avtal.pk}/formular/hamta/organ-2015/"
    svar = medan(lambda: formularakter.hamta_forval(hus.avtal, "organ-2015", by=None), lambda: client.post(url))
    assert svar["Location"] == Frageformular.objects.get().get_absolute_url()
