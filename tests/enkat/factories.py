"""The plainest forms, rounds and links."""

from datetime import timedelta

from django.utils import timezone

from enkat.actions import formular as formularakter
from enkat.lankar import ny_token
from enkat.models import Deltagare, Frageformular, Inbjudan, Omgang
from tests.formular import skicka
from uppdrag.models import Ordforande


def antaget(avtal, forval="organ-2015"):
    formular = formularakter.hamta_forval(avtal, forval, by=None)
    formularakter.anta(formular, by=None)
    return Frageformular.objects.get(pk=formular.pk)


def omgang(hus, forval="organ-2015", **fields):
    """An open round, two weeks to go."""
    idag = timezone.localdate()
    formular = fields.pop("formular", None) or antaget(hus.avtal, forval)
    defaults = {"namn": f"Värdering {formular.pk}", "oppnar": idag, "sista_dag": idag + timedelta(days=14), "status": Omgang.Status.OPPEN}
    return Omgang.objects.create(**{"verksamhetsar": hus.year, "formular": formular} | defaults | fields)


def deltagare(omgang, vem, **fields):
    home = {"organisation": vem} if vem._meta.model_name == "organisation" else {"arena": vem}
    return Deltagare.objects.create(omgang=omgang, mottagare="Ordföranden", epost="ordforande@exempel.test", **home, **fields)


def lank(deltagare, roll="ansvarig", namn="Ordföranden", **fields):
    token, token_hash = ny_token()
    Inbjudan.objects.create(deltagare=deltagare, roll=roll, namn=namn, epost="ordforande@exempel.test", token_hash=token_hash, **fields)
    return f"/svara/{token}/"


def ordforande(arena, user):
    return Ordforande.objects.create(arena=arena, user=user)


def falt(deltagare):
    """{question's number[, "text"]: the field's name on the page} for what is asked once."""
    from enkat.blad import Blad

    namn = {}
    for rad in Blad(deltagare).rader:
        for lage in rad.falt.values():
            key = (rad.fraga.nummer, lage.falt) if rad.uppdrag is None else (rad.fraga.nummer, lage.falt, rad.uppdrag.pk)
            namn[key] = lage.nyckel
    return namn


def val(deltagare, nummer, text):
    """The id of an alternative, as the page sends it."""
    fraga = next(f for f in deltagare.omgang.formular.fragor if f.nummer == str(nummer))
    return str(fraga.alternativ.get(text=text).pk)


def poster(deltagare, **svar):
    """What the page posts: q1="Ja", q1_text="…", versions zero unless said as v_q1=2."""
    namn, data = falt(deltagare), {}
    for key, varde in svar.items():
        if key.startswith("v_"):
            continue
        nummer, _, text = key.removeprefix("q").partition("_")
        nyckel = namn[(nummer, "text" if text or i_ord(deltagare, nummer) else "val")]
        data[nyckel] = varde if text or i_ord(deltagare, nummer) else val(deltagare, nummer, varde)
        data[f"v-{nyckel}"] = svar.get(f"v_{key}", 0)
    return data


def i_ord(deltagare, nummer):
    return next(f for f in deltagare.omgang.formular.fragor if f.nummer == nummer).sort == "fritext"


HELT = {"q1": "Ja", "q2": "Nöjd", "q3": "I stort sett nöjd", "q4": "Nöjd", "q5": "Missnöjd"}


def skicka_in(client, adress, data=None):
    """Read the answer through and press the button, with what is written there."""
    return skicka(client, adress, data)
