"""What is told of a published edition to programs, from its frozen content and its publication alone: codes, ISO days, whole kronor."""

import json

from berattelse.models import Skede
from berattelse.skrift.datatabeller import tabeller

UR_INNEHALLET = ("titel", "undertitel", "year", "fran", "till", "dnr", "dnr_exempel", "exempel", "skede")


def kort(utgava, adresser):
    """One line of the list. `adresser` is {what: address} of what can be fetched."""
    data = json.loads(utgava.innehall)
    nasta = utgava.efterfoljare
    return {
        **{namn: data[namn] for namn in UR_INNEHALLET},
        "skede_i_ord": Skede(data["skede"]).label,
        "avtal": data["avtal"],
        "utgava": utgava.nummer,
        "faststalld": utgava.faststalld,
        "publicerad": utgava.publicering.tid,
        "sha256": utgava.sha256,
        "schema": data.get("schema", 1),
        "ersatter": utgava.ersatter.nummer if utgava.ersatter else None,
        "rattat": utgava.errata,
        "gallande": nasta is None,
        "ersatt_av": nasta.nummer if nasta and nasta.is_publicerad else None,
        "adresser": adresser,
    }


def tabellrad(tabell):
    """A table as JSON: its heads and its rows. What is not known, or is not there, is null."""
    return {
        "namn": tabell.namn,
        "vad": tabell.vad,
        "kolumner": list(tabell.huvud),
        "rader": [[None if cell == "" else cell for cell in rad] for rad in tabell.rader],
    }


def tabell_med_namn(utgava, namn):
    """The table of the edition with this name; None when it has none."""
    return next((t for t in tabeller(utgava.data) if t.namn == namn), None)


def senast(utgava):
    """When what is told of it last changed: published, its successor published, a kommun's file made."""
    nasta = utgava.efterfoljare
    dagar = [utgava.publicering.tid, *utgava.filer.values_list("skapad", flat=True)]
    return max([*dagar, nasta.publicering.tid] if nasta and nasta.is_publicerad else dagar)
