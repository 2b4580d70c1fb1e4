"""The plainest valid row of each kind. Every function takes overrides; nothing is random."""

from datetime import date
from itertools import count
from types import SimpleNamespace

from samverkan.models import Organisation, Roll, Rolltilldelning, User
from uppdrag.models import (
    Arena,
    Arenavisning,
    Avtal,
    Kontaktperson,
    Medverkan,
    Part,
    Rubrik,
    Rubrikuppdrag,
    Samordnare,
    Tillfalle,
    Uppdrag,
    Verksamhetsar,
)

_number = count(1)
BORJAN = date(2020, 1, 1)


def organisation(namn=None, sort=Organisation.Sort.KOMMUN, **fields):
    n = next(_number)
    fields.setdefault("kod", f"{1000 + n % 9000}" if sort == Organisation.Sort.KOMMUN else "")
    return Organisation.objects.create(namn=namn or f"Kommun {n}", sort=sort, **fields)


def user(namn="Person", *, roll=None, organisation=None, **fields):
    person = User.objects.create_user(fields.pop("email", f"person{next(_number)}@exempel.test"), "ett-langt-losenord", namn=namn, **fields)
    if roll:
        Rolltilldelning.objects.create(user=person, roll=roll, organisation=organisation, fran=BORJAN)
    return person


def avtal(parter=(), **fields):
    n = next(_number)
    tid = {"fran": date(2019, 1, 1), "till": date(2030, 12, 31)}
    organ = {"vardering_organ": "Primärkommunala samverkansrådet", "berattelse_organ": "Regionens samverkansråd"}
    row = Avtal.objects.create(**{"titel": f"Avtal {n}", "dnr": f"RUN/{n}/2019"} | tid | organ | fields)
    Part.objects.bulk_create([Part(avtal=row, organisation=org) for org in parter])
    return row


def verksamhetsar(avtal, year=2022, **fields):
    defaults = {"beteckning": str(year), "fran": date(year, 1, 1), "till": date(year, 12, 31), "status": Verksamhetsar.Status.OPPET}
    return Verksamhetsar.objects.create(avtal=avtal, **defaults | fields)


def uppdrag(avtal, namn=None, **fields):
    return Uppdrag.objects.create(avtal=avtal, namn=namn or f"Uppdrag {next(_number)}", **fields)


def arena(avtal, namn=None, *, under=(), **fields):
    defaults = {"sort": Arena.Sort.POLITISK, "niva": Arena.Niva.KOMMUNAL, "motesord": "sammanträde"}
    row = Arena.objects.create(avtal=avtal, namn=namn or f"Arena {next(_number)}", **defaults | fields)
    for u in under:
        Arenavisning.objects.create(arena=row, uppdrag=u)
    return row


def mote(arena, datum=date(2022, 3, 1), **fields):
    return Tillfalle.objects.create(**{"avtal": arena.avtal, "arena": arena, "fran": datum, "till": datum} | fields)


def rubrik(verksamhetsar, *uppdrag, text="Kompetens och utbildning", **fields):
    row = Rubrik.objects.create(verksamhetsar=verksamhetsar, text=text, **fields)
    for n, u in enumerate(uppdrag, 1):
        Rubrikuppdrag.objects.create(rubrik=row, uppdrag=u, ordning=n)
    return row


def kontakt(hus):
    """The region's contact person: whom a page says to call."""
    person = user("Processledare Prov", email="kontakt@exempel.test", telefon="0700-00 00 00", roll=Roll.LASARE, organisation=hus.region)
    return Kontaktperson.objects.create(part=Part.objects.get(avtal=hus.avtal, organisation=hus.region), user=person, fran=BORJAN)


def hus():
    """One agreement with all the roles; `utomstaende` is processledare of another agreement and may know nothing of this one."""
    region = organisation("Region Prov", Organisation.Sort.REGION, kod="98")
    berg, krokom = organisation("Bergs kommun", kortnamn="Berg"), organisation("Krokoms kommun", kortnamn="Krokom")
    a = avtal([region, berg, krokom], titel="Överenskommelse om samverkan")
    u = uppdrag(a, "Lärcentrum")
    for kommun in (berg, krokom):
        Medverkan.objects.create(uppdrag=u, organisation=kommun)
    annan_region = organisation("Region Annan", Organisation.Sort.REGION, kod="99")
    annat = avtal([annan_region], titel="Annan överenskommelse")
    h = SimpleNamespace(region=region, berg=berg, krokom=krokom, avtal=a, uppdrag=u, annat_avtal=annat)
    h.year = verksamhetsar(a)
    h.arena = arena(a, "BUZ", under=[u])
    h.rubrik = rubrik(h.year, u)
    for roll in (Roll.SAMORDNARE, Roll.PROCESSLEDARE, Roll.CONTROLLER, Roll.DIREKTOR):
        setattr(h, roll.value, user(roll.label, roll=roll, organisation=region))
    for roll in (Roll.TJANSTEPERSON, Roll.KOMMUNCHEF, Roll.LASARE):
        setattr(h, roll.value, user(roll.label, roll=roll, organisation=berg))
    h.utomstaende = user("Utomstående", roll=Roll.PROCESSLEDARE, organisation=annan_region)
    h.roll_los = user("Utan roll")
    Samordnare.objects.create(uppdrag=u, user=h.samordnare, fran=BORJAN)
    return h
