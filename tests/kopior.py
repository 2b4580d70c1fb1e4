"""More of what there is: the rows of an agreement, a year or a county copied by INSERT … SELECT, every key moved by the same step.

What hangs together hangs together still; what is shared (the models that are not copied, and the organisations in `fasta`) is shared
still. Triggers and constraints of the database hold, unless the caller has put the triggers off.
"""

from django.apps import apps
from django.db import connection

RUM = {"samverkan", "uppdrag", "enkat", "ekonomi", "berattelse"}
UTAN = {"samverkan.Kedjelank", "samverkan.Utskrift", "samverkan.Sokrad"}
DATERADE = {"uppdrag.Verksamhetsar", "uppdrag.Tillfalle", "uppdrag.Beslut", "samverkan.Handelse", "samverkan.Brev"}
TEXT = {"CharField", "EmailField"}


def modeller():
    egna = {m for m in apps.get_models(include_auto_created=True) if m._meta.app_label in RUM and m._meta.managed}
    nyckel = {m: m._meta.pk for m in egna if m._meta.label not in UTAN}
    return {m for m, pk in nyckel.items() if pk.is_relation or pk.get_internal_type().endswith("AutoField")}


def under(rotter):
    """The models of these labels, those whose rows must point at one of them, and their histories."""
    alla = modeller()
    ut = {m for m in alla if m._meta.label in rotter}
    while True:
        fler = {m for m in alla - ut if getattr(m, "instance_type", None) in ut or _maste(m, ut)}
        if not fler:
            return ut
        ut |= fler


def _maste(modell, mal):
    return any(f.related_model in mal and not f.null for f in modell._meta.concrete_fields)


class Kopia:
    """A copy of all rows of some models below a key. `fore` tells the copy of a county from others', `year` is how much earlier it was."""

    def __init__(self, kopierade, steg, *, fore="", year=0, fasta=()):
        self.modeller, self.steg, self.fore, self.year, self.fasta = set(kopierade), steg, fore, year, set(fasta)
        self.postgres = connection.vendor == "postgresql"

    def kor(self, hogst):
        with connection.cursor() as cursor:
            # Adopted minutes come last: to what they tell of nothing is added.
            for modell in sorted(self.modeller, key=lambda m: (m._meta.label == "uppdrag.Protokoll", m._meta.label)):
                falt, tabell, nyckel = modell._meta.concrete_fields, modell._meta.db_table, modell._meta.pk.column
                kolumner, uttryck = (
                    ", ".join(ord_) for ord_ in zip(*((f'"{f.column}"', self._uttryck(modell, f)) for f in falt), strict=True)
                )
                villkor = f'"{nyckel}" < {hogst}'
                if self.fasta and modell._meta.label == "samverkan.Organisation":
                    villkor += f" AND id NOT IN ({_lista(self.fasta)})"
                cursor.execute(f"INSERT INTO {tabell} ({kolumner}) SELECT {uttryck} FROM {tabell} WHERE {villkor}")  # noqa: S608 - own words

    def _uttryck(self, modell, falt):
        kolumn, sort = f'"{falt.column}"', falt.get_internal_type()
        if self._flyttas(modell, falt):
            if self.fasta and falt.related_model and falt.related_model._meta.label == "samverkan.Organisation":
                return f"CASE WHEN {kolumn} IN ({_lista(self.fasta)}) THEN {kolumn} ELSE {kolumn} + {self.steg} END"
            return f"{kolumn} + {self.steg}"
        if sort == "BinaryField":
            return f"substr({kolumn}, 1, 100)"
        if self.year and sort == "DateField":
            return f"({kolumn} - interval '{self.year} years')::date" if self.postgres else f"date({kolumn}, '-{self.year} years')"
        if self.year and sort == "DateTimeField" and self.postgres:
            return f"{kolumn} - interval '{self.year} years'"
        return self._text(modell, falt, kolumn)

    def _flyttas(self, modell, falt):
        egen = falt.primary_key or (hasattr(modell, "instance_type") and falt.name == "id")
        return (egen and not falt.is_relation) or falt.related_model in self.modeller or (self.fore and falt.column == "avtal_id")

    def _text(self, modell, falt, kolumn):
        if self.year and falt.column == "beteckning":
            return f"CASE WHEN length({kolumn}) = 4 THEN CAST(CAST({kolumn} AS integer) - {self.year} AS varchar) ELSE {kolumn} END"
        if falt.name == "uuid":
            return "gen_random_uuid()" if self.postgres else "lower(hex(randomblob(16)))"
        if self.fore and modell._meta.label == "samverkan.Organisation" and falt.name == "kod":
            annan = int(self.fore) + 30  # the code of another region in the same county's rows
            return f"CASE {kolumn} WHEN '' THEN '' WHEN '99' THEN '{annan}' ELSE '{self.fore}' || substr({kolumn}, 3) END"
        if self.fore and modell._meta.label == "samverkan.Handelse" and falt.name == "objekt":
            nyckel = f"split_part({kolumn}, ':', 2)::bigint + {self.steg}"
            return rf"CASE WHEN {kolumn} ~ ':\d+$' THEN split_part({kolumn}, ':', 1) || ':' || {nyckel} ELSE {kolumn} END"
        ensam = falt.unique or falt.name in ("till", "nyckel")
        return self._unik(falt.name, kolumn) if ensam and falt.get_internal_type() in TEXT else kolumn

    def _unik(self, namn, kolumn):
        """Another of what there is only one of: an address, a name, a dnr, a hash (none of which begins with x or has a y)."""
        vem = self.fore or self.year or self.steg
        if namn in ("namn", "email", "till"):
            return f"'{vem}.' || {kolumn}"
        if namn == "dnr":
            return f"{kolumn} || '-{vem}'"
        return f"substr({kolumn}, 1, 3) || 'y{vem}' || substr({kolumn}, 7)" if not self.year else f"'x{vem:02d}' || substr({kolumn}, 4)"


def _lista(tal):
    return ", ".join(str(n) for n in sorted(tal))
