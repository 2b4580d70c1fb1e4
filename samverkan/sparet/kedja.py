"""The log as a chain: each event has a link whose hash is made of the event and of the link before, so nothing is changed, taken away or
put in without the rest telling of it.

A link is made once the act is committed, in a transaction of its own that takes a few milliseconds: two who act at once wait for each
other that long, and never for each other's acts. What a killed process left without a link gets one from the daily run.
"""

import hashlib
import json
from datetime import UTC

from django.db import connection, transaction

from samverkan.efterat import efterat
from samverkan.models import Handelse, Kedjelank

LAS = 0x5A4D5645524B  # PostgreSQL's advisory lock: whoever holds it makes the next link
PARTI = 2_000  # links made in one transaction: so long others wait
BORJAN = "0" * 64


def innehall(handelse):
    """What is hashed of an event, with its keys in order: the same on both databases, and after a move between them."""
    falt = {
        "id": handelse.pk, "tid": handelse.tid.astimezone(UTC).isoformat(timespec="milliseconds"), "user": handelse.user_id,
        "vem": handelse.vem, "akt": handelse.akt, "objekt": handelse.objekt, "text": handelse.text, "avtal": handelse.avtal_id,
        "detaljer": handelse.detaljer,
    }  # fmt: skip
    return json.dumps(falt, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def lankens_hash(forra, nummer, text):
    return hashlib.sha256(f"{forra}\n{nummer}\n{text}".encode()).hexdigest()


def efter(handelse):
    """Once the act is committed its events get their links: all of them by the first that is told of the commit.

    Each transaction has a list of its own: one that is taken back leaves nothing, and an act that another's commit sets going takes
    nothing of what waits there.
    """
    kon = transaction.get_connection()
    vantar = kon.__dict__.get("kedjan_vantar") if kon.run_on_commit else None
    if vantar is None:
        vantar = kon.kedjan_vantar = []
    vantar.append(handelse.pk)
    efterat(_lanka_vantande, vantar)


def _lanka_vantande(vantar):
    if ids := list(vantar):
        vantar.clear()
        lanka(Handelse.objects.filter(pk__in=ids))  # what was taken back is not there


@transaction.atomic
def lanka(handelser=None):
    """Links for the events that have none, of these or of all, a part at a time. Returns how many."""
    if connection.vendor == "postgresql":  # SQLite has one writer at a time
        with connection.cursor() as cursor:
            # What a crash takes of links comes back by the daily run: nobody waits for the disk here.
            cursor.execute("SET LOCAL synchronous_commit = off; SELECT pg_advisory_xact_lock(%s)", [LAS])
    sista = Kedjelank.objects.order_by("nummer").last()
    nummer, forra = (sista.nummer, sista.hash) if sista else (0, BORJAN)
    nya = []
    rader = Handelse.objects.all() if handelser is None else handelser
    for handelse in rader.filter(lank__isnull=True).order_by("pk")[:PARTI]:
        nummer += 1
        forra = lankens_hash(forra, nummer, innehall(handelse))
        nya.append(Kedjelank(nummer=nummer, handelse=handelse, hash=forra))
    Kedjelank.objects.bulk_create(nya, batch_size=500)
    return len(nya)


def lanka_alla():
    while lanka():
        pass


def brott(rader, *, efter_nummer=0, forra=BORJAN):
    """Sentences about where the chain is broken. `rader` are (number, hash, content), in the order of their numbers."""
    vantat = efter_nummer
    for nummer, hash_, text in rader:
        vantat += 1
        if nummer != vantat:
            yield f"Länk {vantat} saknas: nästa är nummer {nummer}."
        elif hash_ != lankens_hash(forra, nummer, text):
            yield f"Länk {nummer} stämmer inte: händelsen, eller länken före den, är ändrad efteråt."
        vantat, forra = nummer, hash_


def lankar(fran=1, till=None):
    """(number, hash, content) of every link, in order, a few at a time."""
    rader = Kedjelank.objects.filter(nummer__gte=fran) if till is None else Kedjelank.objects.filter(nummer__range=(fran, till))
    for lank in rader.select_related("handelse").order_by("nummer").iterator(chunk_size=1_000):
        yield lank.nummer, lank.hash, innehall(lank.handelse)


def utan_lank():
    return Handelse.objects.filter(lank__isnull=True).count()


def exportrad(nummer, hash_, text):
    return json.dumps({"nummer": nummer, "hash": hash_, "handelse": json.loads(text)}, ensure_ascii=False)


def skiljer(fil, rader):
    """Sentences about what an earlier export says that the log does not. Both are in the order of their numbers, and read once.

    ValueError, KeyError or TypeError when it is no export: of one that holds nothing, nothing could be said.
    """
    har = iter(rader)
    forsta = None
    for text in fil:
        rad = json.loads(text)
        forsta = next((r for r in har if r[0] >= rad["nummer"]), None)
        if forsta is None or forsta[0] != rad["nummer"]:
            yield f"Länk {rad['nummer']} finns i exporten men inte i loggen."
            return
        if forsta[1] != rad["hash"] or json.loads(forsta[2]) != rad["handelse"]:
            yield f"Länk {rad['nummer']} är en annan i loggen än i exporten."
    if forsta is None:
        raise ValueError("An export has at least one link")
