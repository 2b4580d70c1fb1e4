"""A fingerprint of every table: written beside a backup, and held against what has been restored from it, on either database."""

import hashlib
import json

from django.contrib.sessions.models import Session
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DEFAULT_DB_ALIAS

from samverkan.kontroll.databasen import modeller

UTOM = (Session,)  # comes and goes with every login


class _Varden(DjangoJSONEncoder):
    def default(self, o):
        return hashlib.sha256(o).hexdigest() if isinstance(o, bytes | memoryview) else super().default(o)


def summor(databas=DEFAULT_DB_ALIAS):
    """{table: [rows, SHA-256 of all their values in the order of their keys]}."""
    return {m._meta.db_table: _summa(m, databas) for m in modeller() if m not in UTOM}


def _summa(modell, databas):
    antal, summa = 0, hashlib.sha256()
    kolumner = sorted(falt.attname for falt in modell._meta.local_concrete_fields)
    for rad in modell._base_manager.using(databas).order_by("pk").values_list(*kolumner).iterator(chunk_size=200):
        summa.update(json.dumps(rad, cls=_Varden, ensure_ascii=False, sort_keys=True).encode())
        antal += 1
    return [antal, summa.hexdigest()]


def skiljer(da, databas=DEFAULT_DB_ALIAS):
    """Sentences about what is not as it was when the sums `da` were written. Where there is no sum, only how many rows there are counts."""
    nu = summor(databas)
    yield from (f"Tabellen {tabell} är ny sedan summorna skrevs." for tabell in sorted(nu.keys() - da.keys()))
    for tabell, (antal, summa) in sorted(da.items()):
        har, ny_summa = nu.get(tabell, (None, ""))
        if har is None:
            yield f"Tabellen {tabell} saknas."
        elif har != antal:
            yield f"Antalet rader i {tabell} är {har}, men var {antal}."
        elif summa and ny_summa != summa:
            yield f"Tabellen {tabell} har lika många rader som då, men minst en säger något annat."
