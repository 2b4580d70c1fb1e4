"""Many answer at once while web processes are killed and restarted: is every acknowledged save there afterwards?

usage: .venv/bin/python bench/enkat.py [--antal 100] [--arbetare 2] [--databas postgres://postgres@127.0.0.1:5432/samverkan_bench]
                                    [--tradar 1] [--stilla] [--lasare 100] [--sparar 12]

With --lasare nothing is killed either: so many read pages meanwhile, and it is also said how many requests a CPU second of the web gave.
With --stilla nothing is killed: web processes are reloaded and stopped as an operator does, behind a socket that another holds, and
nobody may then have to try again.
Without --databas a new SQLite file is used. The database named is emptied first: its name must end in _bench.
Prints acknowledged, found, complete, p50 and p95; then what is refused, each with its status and its sentence. Exits non-zero on any
loss, when fewer than 95 of 100 come through, when fewer than ten saves a respondent were acknowledged, or when a refusal is no sentence.
"""

import argparse
import http.client
import json
import os
import random
import re
import statistics
import sys
import tempfile
import threading
import time
from urllib.parse import urlencode

from webb import ROOT, Stilla, Web, prepare

SAVES = 12  # a respondent
READS = 2  # pages a reader
PATIENCE = 120  # seconds a respondent goes on trying one thing
KILL_WORKER, KILL_ALL = 40, 125  # requests answered between: as many deaths on a slow machine as on a fast one


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--antal", type=int, default=100)
    args.add_argument("--arbetare", type=int, default=2, help="web processes")
    args.add_argument("--tradar", type=int, default=1, help="threads of a web process")
    args.add_argument("--databas", default="")
    args.add_argument("--stilla", action="store_true", help="reloads and stops in place of kills")
    args.add_argument("--lasare", type=int, default=0, help="people who read pages meanwhile; nothing is then killed")
    args.add_argument("--sparar", type=int, default=SAVES, help="saves a respondent")
    args = args.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = args.databas or f"sqlite:///{folder}/samverkan_bench.sqlite3"
        os.environ |= {
            "DATABASE_URL": url, "SAMVERKAN_DEBUG": "1", "SAMVERKAN_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
            "DJANGO_SETTINGS_MODULE": "samverkan.settings", "PYTHONPATH": str(ROOT), "SAMVERKAN_ADRESS": "http://127.0.0.1",
        }  # fmt: skip
        prepare(url)
        lankar = rows(args.antal)
        web = (Stilla if args.stilla else Web)(args.arbetare, args.tradar)
        people = [Respondent(n, *lank, web.port, args.sparar) for n, lank in enumerate(lankar)]
        readers = [Lasare(cookie, sidor, web.port) for cookie, sidor in inloggade(args.lasare)]
        web.wait()
        began, cpu = time.monotonic(), web.cpu()
        killed = together(people, readers) if readers else answer(web, people)
        seconds, cpu = time.monotonic() - began, web.cpu() - cpu
        oread = last(people, readers, cpu) if readers else 0
        mute = refusals(people)
        web.stop()
        again = sum(person.again for person in people)
        print(f"tries that were not answered: {again}")
        sys.exit(report(people, killed, seconds, args.sparar) or mute or oread or ((args.stilla or readers) and again > 0))


def rows(antal):
    """One open round; [(token, {field name: alternative or None})]."""
    from datetime import date, timedelta

    from django.utils import timezone

    from enkat.actions import formular
    from enkat.blad import Blad
    from enkat.lankar import ny_token
    from enkat.models import Deltagare, Frageformular, Inbjudan, Omgang
    from samverkan.models import Organisation
    from uppdrag.models import Arena, Avtal, Part, Verksamhetsar

    region = Organisation.objects.create(namn="Region", sort="region", kod="98")
    avtal = Avtal.objects.create(titel="Överenskommelse", dnr="RUN/1/2019")
    Part.objects.create(avtal=avtal, organisation=region)
    year = Verksamhetsar.objects.create(avtal=avtal, beteckning="2022", fran=date(2022, 1, 1), till=date(2022, 12, 31), status="oppet")
    form = formular.hamta_forval(avtal, "organ-2015", by=None)
    formular.anta(form, by=None)
    idag = timezone.localdate()
    omgang = Omgang.objects.create(
        verksamhetsar=year,
        formular=Frageformular.objects.get(),
        namn="Bench",
        oppnar=idag,
        sista_dag=idag + timedelta(days=5),
        status="oppen",
    )
    lankar = []
    for n in range(antal):
        arena = Arena.objects.create(avtal=avtal, namn=f"Organ {n:03}", sort="politisk", niva="kommunal")
        deltagare = Deltagare.objects.create(omgang=omgang, arena=arena, mottagare=f"Ordförande {n}", epost=f"o{n}@exempel.test")
        token, token_hash = ny_token()
        Inbjudan.objects.create(deltagare=deltagare, namn=f"Ordförande {n}", epost=f"o{n}@exempel.test", token_hash=token_hash)
        falt = {
            lage.nyckel: str(rad.fraga.alternativ.all()[1].pk) if lage.falt == "val" else None
            for rad in Blad(deltagare).rader
            for lage in rad.falt.values()
        }
        lankar.append((token, deltagare.pk, falt))
    return lankar


class Respondent(threading.Thread):
    """Writes field after field, each many times over, tries again when nobody answers, and hands in."""

    def __init__(self, nummer, token, pk, falt, port, saves=SAVES):
        super().__init__(daemon=True)
        self.saves = saves
        self.nummer, self.token, self.pk, self.falt, self.port = nummer, token, pk, falt, port
        self.acknowledged, self.times, self.complete, self.failed, self.cookie = [], [], False, "", ""
        self.answered = self.again = 0

    def request(self, method, path, data=None):
        """(status, body); tries again while the network or the server is away. The time is that of the try that was answered."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            began = time.monotonic()
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
                headers = {"Cookie": f"csrftoken={self.cookie}", "Content-Type": "application/x-www-form-urlencoded"}
                headers |= {"Accept": "application/json"} if path == "spara/" else {}
                connection.request(method, f"/svara/{self.token}/{path}", urlencode(data or {}), headers)
                response = connection.getresponse()
                body = response.read().decode()
                found = re.search(r"csrftoken=(\w+)", response.getheader("Set-Cookie") or "")
                self.cookie = found[1] if found else self.cookie
                connection.close()
            except (OSError, http.client.HTTPException):
                self.again += 1
                time.sleep(0.2 + random.random() / 2)
                continue
            if response.status < 500:
                self.answered += 1
                return response.status, body, time.monotonic() - began
            self.again += 1
            time.sleep(0.5)
        raise TimeoutError(f"{method} {path}")

    def post(self, path, data):
        return self.request("POST", path, data | {"csrfmiddlewaretoken": self.cookie})

    def run(self):
        try:
            self.request("GET", "")
            self.post("", {})
            versions = dict.fromkeys(self.falt, 0)
            texts = [n for n, val in self.falt.items() if val is None]
            for turn in range(self.saves):
                namn = list(self.falt)[turn] if turn < len(self.falt) else texts[turn % len(texts)]
                self.save(namn, self.falt[namn] or f"Svar {self.nummer} gång {turn}", versions)
            status, body, _ = self.post("skicka-in/", {})
            self.complete = status == 302
            self.failed = "" if self.complete else f"handing in: {status} {body[:200]}"
        except (TimeoutError, KeyError, ValueError) as error:
            self.failed = repr(error)

    def save(self, namn, varde, versions):
        status, body, seconds = self.post("spara/", {namn: varde, f"v-{namn}": versions[namn]})
        if status != 200:
            raise ValueError(f"{status} {said(body)}")
        versions[namn] = json.loads(body)["sparade"][namn]["version"]
        self.acknowledged.append((namn, varde))
        self.times.append(seconds)


def said(body):
    """The words of a refusal: what the script is told, or "" when they are none."""
    try:
        fel = json.loads(body)["fel"]
    except (ValueError, KeyError, TypeError):
        return ""
    return fel if isinstance(fel, str) else " ".join(fel.values())


def refusals(people):
    """Everything that an answer can be refused for, asked once. Returns how many were no sentence."""
    from django.db import connection
    from django.utils import timezone

    from enkat.models import Inbjudan, Omgang, Sentsvar

    one, other, lost = people[0], people[1 % len(people)], Respondent(0, "finnsinte", 0, people[0].falt, people[0].port)
    val = next(n for n, varde in one.falt.items() if varde)
    text = next(n for n, varde in one.falt.items() if not varde)
    asked = [
        ("too long", one, {text: "å" * 20_001, f"v-{text}": 0}),
        ("no such alternative", one, {val: "0", f"v-{val}": 0}),
        ("no such question", one, {"1-0-annat": "x", "v-1-0-annat": 0}),
        ("unknown link", lost, {text: "x", f"v-{text}": 0}),
    ]
    found = [(what, *who.post("spara/", data)[:2]) for what, who, data in asked]
    Inbjudan.objects.filter(deltagare=other.pk).update(aterkallad=timezone.now())
    found.append(("withdrawn link", *other.post("spara/", {text: "Med en länk som inte gäller", f"v-{text}": 0})[:2]))
    Omgang.objects.update(status="stangd")
    found.append(("after the last day", *one.post("spara/", {text: "Efter sista dagen", f"v-{text}": 0})[:2]))
    mute = [what for what, status, body in found if not 400 <= status < 500 or not re.fullmatch(r"[A-ZÅÄÖ].+\.", said(body), re.DOTALL)]
    for what, status, body in found:
        print(f"refused, {what}: {status} {said(body) or body[:80]!r}")
    print(f"kept though too late: {Sentsvar.objects.count()} of 2")
    connection.close()
    return len(mute) + (Sentsvar.objects.count() != 2)


def inloggade(antal):
    """[(the cookie of somebody's login, the pages she reads)]."""
    from datetime import date

    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import connection

    from enkat.models import Omgang
    from samverkan.models import Organisation, Rolltilldelning, User
    from uppdrag.models import Arena

    omgang, arenor = Omgang.objects.get(), list(Arena.objects.all()[:3])
    sidor = ["/", omgang.verksamhetsar.get_absolute_url(), omgang.get_absolute_url(), *(a.get_absolute_url() for a in arenor)]
    ut = []
    for n in range(antal):
        user = User.objects.create(email=f"lasare{n}@exempel.test", namn=f"Läsare {n}")
        Rolltilldelning.objects.create(user=user, roll="processledare", organisation=Organisation.objects.get(), fran=date(2019, 1, 1))
        session = SessionStore()
        backend = "samverkan.inloggning.konton.Backend"
        session.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: backend, HASH_SESSION_KEY: user.get_session_auth_hash()})
        session.create()
        ut.append((f"sessionid={session.session_key}", sidor))
    connection.close()
    return ut


class Lasare(threading.Thread):
    """Reads page after page."""

    def __init__(self, cookie, sidor, port):
        super().__init__(daemon=True)
        self.cookie, self.sidor, self.port, self.svar, self.answered = cookie, sidor, port, [], 0

    def run(self):
        for sida in (self.sidor * READS)[:READS]:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
                connection.request("GET", sida, headers={"Cookie": self.cookie})
                response = connection.getresponse()
                response.read()
                connection.close()
                self.svar.append((sida, response.status))
                self.answered += 1
            except (OSError, http.client.HTTPException) as error:
                self.svar.append((sida, repr(error)))


def last(people, readers, cpu):
    """Says how much was answered; returns how many pages were not."""
    fel = [(sida, status) for reader in readers for sida, status in reader.svar if status != 200]
    antal = sum(person.answered for person in (*people, *readers))
    print(f"readers {len(readers)}, pages {sum(r.answered for r in readers)}, of which not 200: {len(fel)} {fel[:3]}")
    print(f"requests {antal}, CPU seconds {cpu:.1f}, requests a CPU second {antal / cpu:.1f}")
    return len(fel)


def together(people, readers):
    """Let them all answer and read at once. Returns (0 workers killed, 0 whole restarts)."""
    for person in (*people, *readers):
        person.start()
    for person in (*people, *readers):
        person.join()
    return 0, 0


def answer(web, people):
    """Let them all answer while processes die. Returns (workers killed, whole restarts)."""
    for person in people:
        person.start()
    workers = restarts = 0
    next_worker, next_all = KILL_WORKER, KILL_ALL
    while any(person.is_alive() for person in people):
        time.sleep(0.1)
        answered = sum(person.answered for person in people)
        if answered >= next_all:
            web.kill_all()
            restarts, next_all = restarts + 1, answered + KILL_ALL
        elif answered >= next_worker:
            web.kill_worker()
            workers, next_worker = workers + 1, answered + KILL_WORKER
    return workers, restarts


def report(people, killed, seconds, saves=SAVES):
    from django.db import connection

    from enkat.models import Inlamnat, Svar

    connection.close()
    stored = set()
    for rad in Svar.history.select_related(None):
        varde = str(rad.alternativ_id) if rad.falt == "val" else rad.text
        stored.add((rad.deltagare_id, f"{rad.fraga_id}-{rad.uppdrag_id or 0}-{rad.falt}", varde))
    acknowledged = [(person.pk, namn, varde) for person in people for namn, varde in person.acknowledged]
    found = sum(row in stored for row in acknowledged)
    complete = [person for person in people if person.complete]
    handed_in = Inlamnat.objects.filter(inlamning__deltagare__in=[p.pk for p in complete]).values("inlamning__deltagare").distinct().count()
    times = sorted(t for person in people for t in person.times) or [0.0]
    print(f"respondents {len(people)}, seconds {seconds:.1f}, workers killed (or reloads) {killed[0]}, whole restarts {killed[1]}")
    print(f"acknowledged {len(acknowledged)}, found {found}, complete {len(complete)}, handed in and there {handed_in}")
    print(f"a save: p50 {statistics.median(times):.3f} s, p95 {times[int(len(times) * 0.95)]:.3f} s")
    for person in people:
        if person.failed:
            print(f"  {person.nummer}: {person.failed}")
    whole = found == len(acknowledged) and handed_in == len(complete)
    through = saves < SAVES or len(complete) >= 0.95 * len(people)  # who has not answered all is not let through
    return 0 if whole and through and len(acknowledged) >= min(saves, 10) * len(people) else 1


if __name__ == "__main__":
    main()
