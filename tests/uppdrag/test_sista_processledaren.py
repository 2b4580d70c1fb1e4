"""The last processledare: whatever two do to each other at once, one is left. Really at once, on PostgreSQL."""

import threading
from collections import Counter
from functools import partial
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.forms import modelform_factory
from django.utils import timezone

from samverkan.models import Organisation, Roll, Rolltilldelning, User
from tests import factories, langd
from uppdrag.actions import avtal as avtalsakter
from uppdrag.actions import personer
from uppdrag.forms.rader import Slutform
from uppdrag.models import Part

IDAG = timezone.localdate()
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.bara_postgresql,
]


def slut(rad):
    """The form that ends the row today, as its page posts it."""
    klass = modelform_factory(type(rad), form=Slutform, fields=["till"])
    form = klass({"till": IDAG, "version": klass(instance=rad)["version"].value()}, instance=type(rad).objects.get(pk=rad.pk))
    assert form.is_valid(), form.errors
    return form


class Par:
    """Two processledare: of one region, or each of her own where the race is about the parties."""

    def __init__(self):
        self.hus = factories.hus()
        annan = Organisation.objects.get(namn="Region Annan")
        self.en, self.annan = self.hus.processledare, factories.user("Andra", roll=Roll.PROCESSLEDARE, organisation=self.hus.region)
        self.granne = Part.objects.create(avtal=self.hus.avtal, organisation=annan)

    def stall_in(self, grannen):
        """As at the start of each run. `grannen`: the other region is party too."""
        roll = {"roll": Roll.PROCESSLEDARE, "fran": IDAG}
        for vem in (self.en, self.annan):
            Rolltilldelning.objects.filter(user=vem).delete()
            Rolltilldelning.objects.create(user=vem, organisation=self.hus.region, **roll)
        User.objects.update(is_active=True)
        Part.objects.filter(avtal=self.hus.avtal).update(till=None)
        if not grannen:
            Part.objects.filter(pk=self.granne.pk).update(till="2021-12-31")
        else:
            Rolltilldelning.objects.filter(user=self.annan).delete()

    def kvar(self):
        """Those who lead the agreement the day after."""
        imorgon = IDAG + timezone.timedelta(days=1)
        parter = Part.objects.galler(on=imorgon).filter(avtal=self.hus.avtal).values("organisation")
        roller = Rolltilldelning.objects.galler(on=imorgon).filter(roll=Roll.PROCESSLEDARE, organisation__in=parter)
        return roller.filter(user__is_active=True).count()

    def roll(self, vem):
        return vem.rolltilldelningar.get(roll=Roll.PROCESSLEDARE)

    def avslutar(self, vem, av):
        return partial(personer.avsluta_roll, slut(self.roll(vem)), by=av)

    def tar_bort(self, vem, av):
        return partial(personer.ta_bort_roll, self.roll(vem), by=av)

    def stanger(self, vem, av):
        return partial(personer.stang, User.objects.get(pk=vem.pk), by=av)

    def skiljer(self, org, av):
        part = Part.objects.get(avtal=self.hus.avtal, organisation=org)
        return partial(avtalsakter.avsluta_part, slut(part), by=av, avtal_id=self.hus.avtal.pk)


LOPP = {
    "end each other's role": lambda p: (p.avslutar(p.annan, p.en), p.avslutar(p.en, p.annan)),
    "close each other's login": lambda p: (p.stanger(p.annan, p.en), p.stanger(p.en, p.annan)),
    "one ends a role, the other closes a login": lambda p: (p.avslutar(p.annan, p.en), p.stanger(p.en, p.annan)),
    "take each other's role back": lambda p: (p.tar_bort(p.annan, p.en), p.tar_bort(p.en, p.annan)),
    "two regions end each other's party": lambda p: (p.skiljer(p.granne.organisation, p.en), p.skiljer(p.hus.region, p.hus.utomstaende)),
    "one ends a party, the other a role": lambda p: (p.skiljer(p.granne.organisation, p.en), p.avslutar(p.en, p.hus.utomstaende)),
}


def samtidigt(akter, slump):
    """Begun in either order at once, each by a connection of its own. Returns how many were done, and what broke off."""
    start, utfall = threading.Barrier(len(akter)), []

    def en(akt):
        try:
            start.wait()
            akt()
            utfall.append("gjort")
        except ValidationError as error:
            utfall.append("nekat" if "utan processledare" in error.messages[0] else error.messages[0])
        except Exception as error:
            utfall.append(repr(error))
        finally:
            connections.close_all()

    trad = [threading.Thread(target=en, args=[akt]) for akt in slump.sample(akter, len(akter))]
    for t in trad:
        t.start()
    for t in trad:
        t.join()
    return utfall


@pytest.mark.lang
@pytest.mark.parametrize("lopp", LOPP)
def test_whatever_two_do_at_once_one_processledare_is_left(lopp, capsys):
    """A few runs in `make test`, two hundred in `make test-long`."""
    par, slump, summa = Par(), Random(lopp), Counter()  # noqa: S311 - the same order every time
    antal = langd.antal(4, 200)
    for n in range(antal):
        par.stall_in(grannen="party" in lopp)
        utfall = samtidigt(LOPP[lopp](par), slump)
        assert par.kvar() == 1, f"run {n}: {utfall}"
        summa.update(utfall)
    with capsys.disabled():
        print(f"\n{lopp}: {antal} runs, {dict(summa)}")  # noqa: T201
    assert summa == {"gjort": antal, "nekat": antal}
