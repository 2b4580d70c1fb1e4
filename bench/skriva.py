"""Two people write in one section, each at a browser, and everything that can happen to them does: is any word gone afterwards?

usage: .venv/bin/python bench/skriva.py [--antal 200] [--fro 1] [--databas postgres://postgres@127.0.0.1:5432/samverkan_bench]

Without --databas a new SQLite file is used. The database named is emptied first: its name must end in _bench.
An interleaving is eight things at random: type a word, save, lose the network or the session, close the tab, change computer, stop and
start the server, take up or leave a draft that is offered, the section set to klar and back. Then all is calm again, and each word that
was typed must be in the saved text, on its writer's page or in a draft that is offered to her; each word whose save was acknowledged
must be in the saved text. Prints the counts; exits non-zero on any loss.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from pathlib import Path

from webb import ROOT, Web, prepare

COPIES = "Object.entries(localStorage).filter(([key]) => key.startsWith('kladd-')).map(([key, text]) => `${key}: ${text}`)"
HAPPENS = ["skriv"] * 6 + ["spara"] * 3 + ["natet", "sessionen", "stang", "dator", "servern", "klar"]


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--antal", type=int, default=200)
    args.add_argument("--fro", type=int, default=1)
    args.add_argument("--databas", default="")
    args = args.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = args.databas or f"sqlite:///{folder}/samverkan_bench.sqlite3"
        os.environ |= {"DATABASE_URL": url, "SAMVERKAN_DEBUG": "1", "DJANGO_SETTINGS_MODULE": "samverkan.settings", "PYTHONPATH": str(ROOT)}
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser is driven by a loop of its own in this thread
        prepare(url)
        web = Web(2)
        try:
            sys.exit(run(args, web, Path(folder)))
        finally:
            web.stop()


def rows():
    from datetime import date

    from samverkan.models import Organisation, Rolltilldelning, User
    from uppdrag.models import Avtal, Part, Uppdrag, Verksamhetsar

    region = Organisation.objects.create(namn="Region", sort="region", kod="98")
    avtal = Avtal.objects.create(titel="Överenskommelse", dnr="RUN/1/2019")
    Part.objects.create(avtal=avtal, organisation=region)
    year = Verksamhetsar.objects.create(avtal=avtal, beteckning="2022", fran=date(2022, 1, 1), till=date(2022, 12, 31), status="oppet")
    people = []
    for namn in ("anna", "bo"):
        user = User.objects.create(email=f"{namn}@exempel.test", namn=namn.title())
        Rolltilldelning.objects.create(user=user, roll="processledare", organisation=region, fran=date(2019, 1, 1))
        people.append(user)
    return year, Uppdrag.objects.create(avtal=avtal, namn="Uppdrag"), people


class Person:
    """One who writes: her browsers, the one she sits at, what she has typed and what the program has said is saved."""

    def __init__(self, browser, user, web):
        self.browser, self.user, self.web = browser, user, web
        self.computers, self.page, self.avsnitt = [], None, None
        self.typed, self.saved, self.seen = [], set(), Counter()

    def begin(self, avsnitt):
        for computer in self.computers:
            computer.close()
        self.avsnitt, self.computers, self.typed, self.saved, self.left = avsnitt, [], [], set(), []
        self.sit_down()

    def log_in(self, computer):
        from django.conf import settings
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
        from django.contrib.sessions.backends.db import SessionStore

        session = SessionStore()
        backend = settings.AUTHENTICATION_BACKENDS[-1]
        session.update({SESSION_KEY: str(self.user.pk), BACKEND_SESSION_KEY: backend, HASH_SESSION_KEY: self.user.get_session_auth_hash()})
        session.save()
        computer.add_cookies([{"name": "sessionid", "value": session.session_key, "url": f"http://127.0.0.1:{self.web.port}"}])

    @property
    def address(self):
        return f"http://127.0.0.1:{self.web.port}/berattelse/avsnitt/{self.avsnitt}/andra/"

    def open(self):
        self.page = self.computers[-1].new_page()
        self.go()

    def go(self):
        try:
            self.page.goto(self.address, timeout=20_000)
            self.page.locator(".ProseMirror").first.wait_for(timeout=5_000)
            self.page.wait_for_timeout(300)
        except Exception:
            self.seen["closed door"] += 1

    def box(self):
        box = self.page.locator(".ProseMirror").first
        if not box.count():
            self.go()
        return box if box.count() else None

    # what happens

    def skriv(self):
        if not (box := self.box()):
            return
        word = f"{self.user.namn}{len(self.typed)}x{random.randrange(10**6)}"
        box.press("Control+End")
        if random.random() < 0.5:
            box.press("Enter")
        self.page.keyboard.type(f" {word}")
        if word in self.there():
            self.typed.append(word)
        else:
            self.seen["typed while the page changed"] += 1
        self.page.wait_for_timeout(random.choice([0, 200, 1200]))

    def there(self):
        """The words in the text fields of the page she sees."""
        try:
            return words_of(" ".join(self.page.evaluate("[...document.querySelectorAll('textarea')].map((field) => field.value)")))
        except Exception:
            return set()

    def spara(self):
        """By button or by Ctrl+S; what was in the text when the program says that it is saved must stay."""
        if not (box := self.box()):
            return
        there = set(box.inner_text().split()) & set(self.typed)
        with_keys = random.random() < 0.5
        try:
            if with_keys:
                with self.page.expect_response(lambda r: r.request.method == "POST" and "/andra/" in r.url, timeout=6_000) as answer:
                    box.press("Control+s")
                self.heard(answer.value.status, there)
            else:
                with self.page.expect_response(lambda r: r.request.method == "POST" and "/andra/" in r.url, timeout=8_000) as answer:
                    self.page.get_by_role("button", name="Spara", exact=True).first.click()
                self.heard(answer.value.status, there, answer.value.headers.get("location", ""))
            self.page.wait_for_timeout(500)
        except Exception:
            self.seen["save without answer"] += 1

    def heard(self, status, there, location=""):
        self.seen[f"save {status}"] += 1
        if status == 201 or (status == 302 and "/avsnitt/" in location and "login" not in location):
            self.saved |= there

    def natet(self):
        self.computers[-1].set_offline(True)
        self.skriv()
        if random.random() < 0.5:
            self.spara()
        if random.random() < 0.5:
            self.stang()
        self.computers[-1].set_offline(False)

    def sessionen(self):
        from django.contrib.sessions.models import Session

        Session.objects.all().delete()
        self.skriv()
        if random.random() < 0.5:
            self.spara()
        self.log_in(self.computers[-1])

    def stang(self):
        self.page.close()
        self.open()
        self.offered()

    def sit_down(self):
        self.computers.append(self.browser.new_context())
        self.log_in(self.computers[-1])
        self.open()

    def dator(self):
        self.sit_down()
        self.offered()

    def servern(self):
        self.web.kill_all()
        self.skriv()
        up(self.web)

    def klar(self):
        from berattelse.models import Avsnitt

        Avsnitt.objects.filter(pk=self.avsnitt).update(status="klar")
        self.skriv()
        self.spara()
        Avsnitt.objects.filter(pk=self.avsnitt).update(status="utkast")

    def offered(self):
        """Half of the time she takes up what is offered; else she writes on."""
        buttons = self.page.get_by_role("button", name="Ta fram texten")
        self.page.wait_for_timeout(900)
        while buttons.count() and random.random() < 0.5:
            before = buttons.count()
            buttons.first.click()
            self.seen["taken up"] += 1
            self.page.wait_for_timeout(800)
            if buttons.count() == before:
                break

    def calm(self):
        """All her browsers have the network and a login, and each opens the page once more. The words she can still see there."""
        for computer in self.computers:
            computer.set_offline(False)
            self.log_in(computer)
        words = set(self.page.locator("body").inner_text().split()) | self.there()
        for computer in self.computers:
            page = computer.new_page()
            page.goto(self.address, timeout=60_000)
            for _ in range(240):  # a loaded machine takes its time
                if not (left := page.evaluate(COPIES)):
                    break
                page.wait_for_timeout(250)
            self.left += left
        return words


def words_of(html):
    return set(html.replace("<", " ").replace(">", " ").split())


def up(web):
    for _ in range(1500):
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{web.port}/konto/login/", timeout=5).status
        except OSError:
            time.sleep(0.2)
    sys.exit("The server does not come up again.")


def run(args, web, folder):
    from playwright.sync_api import sync_playwright

    random.seed(args.fro)
    year, uppdrag, users = rows()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
    up(web)
    counts, lost = Counter(), []
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        people = [Person(browser, user, web) for user in users]
        for n in range(args.antal):
            lost += (gone := interleaving(n, year, uppdrag, people, counts))
            for row in gone:
                print("  ", row, flush=True)
            if (n + 1) % 5 == 0:
                print(f"{n + 1}: {dict(counts)}, lost {len(lost)}", flush=True)
        seen = sum((person.seen for person in people), Counter())
    print(f"interleavings {args.antal}, {dict(sorted(counts.items()))}")
    print(f"met on the way: {dict(sorted(seen.items()))}")
    print(f"words lost: {len(lost)}")
    return 1 if lost else 0


def interleaving(n, year, uppdrag, people, counts):
    from django.db import connection

    from berattelse.models import Avsnitt
    from samverkan.models import Kladd

    Avsnitt.objects.all().delete()
    Kladd.objects.all().delete()
    avsnitt = Avsnitt.objects.create(verksamhetsar=year, sort="uppdrag", uppdrag=uppdrag, status="utkast", beskrivning="<p>Början.</p>")
    for person in people:
        person.begin(avsnitt.pk)
    done = []
    for _ in range(8):
        person, what = random.choice(people), random.choice(HAPPENS)
        done.append(f"{person.user.namn} {what}")
        getattr(person, what)()
        counts[what] += 1
    pages = {person.user.pk: person.calm() for person in people}
    connection.close()
    avsnitt.refresh_from_db()
    now = words_of(avsnitt.beskrivning)
    out = []
    for person in people:
        drafts = " ".join(Kladd.objects.filter(user=person.user).values_list("text", flat=True))
        there = now | pages[person.user.pk] | words_of(drafts)
        counts["words"] += len(person.typed)
        counts["words saved"] += len(person.saved)
        counts["words only in a draft or on a page"] += len(set(person.typed) - now)
        out += [(n, "typed and gone", word, done, person.left) for word in person.typed if word not in there]
        out += [(n, "saved and gone", word, done) for word in person.saved if word not in now]
    return out


if __name__ == "__main__":
    main()
