"""What takes its time is printed by the worker, for every room, and what it leaves behind is taken away in time."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samverkan import tryckning
from samverkan.models import Utskrift
from samverkan.pdf.utforande import utforande
from samverkan.tasks import tryck
from samverkan.tryckning import behall, nyckel, rensa_filer, tryckt
from tests.enkat import factories as f


@pytest.fixture
def arbetare(settings):
    """As with SAMVERKAN_ARBETARE=1: what is begun waits for a worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def arbeta():
    for jobb in DBTaskResult.objects.filter(status=TaskResultStatus.READY):
        jobb.task.call(*jobb.args_kwargs["args"])
        DBTaskResult.objects.filter(pk=jobb.pk).update(status=TaskResultStatus.SUCCESSFUL)


def sammanstallningar(omgang):
    return [reverse("enkat:resultat_pdf", args=[omgang.pk]), reverse("enkat:year_pdf", args=[omgang.verksamhetsar_id])]


@pytest.fixture
def omgang(hus):
    deltagare = f.deltagare(f.omgang(hus), hus.arena)
    return deltagare.omgang


@pytest.mark.parametrize("n", [0, 1])
def test_the_compilation_is_printed_by_the_worker_and_handed_to_those_who_may_read_it(hus, omgang, as_user, arbetare, n):
    url, client = sammanstallningar(omgang)[n], as_user(hus.processledare)
    svar = client.get(url)
    assert svar.status_code == 202
    assert "Filen skrivs ut." in svar.content.decode()
    assert f'hx-get="{url}"' in client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert DBTaskResult.objects.count() == 1
    client.get(f"{url}?igen=1")
    assert DBTaskResult.objects.count() == 2
    arbeta()
    svar = client.get(url)
    assert (svar.status_code, svar["Content-Type"], svar.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert 'attachment; filename="sammanstallning-' in svar["Content-Disposition"]
    assert client.get(f"{url}?igen=1", headers={"HX-Request": "true"})["HX-Redirect"] == url
    assert as_user(hus.utomstaende).get(url).status_code == 404, "that it is printed gives nobody a right to it"
    assert DBTaskResult.objects.count() == 2


def test_a_job_that_failed_says_so_and_is_begun_anew(hus, omgang, as_user, arbetare):
    url, client = sammanstallningar(omgang)[0], as_user(hus.processledare)
    client.get(url)
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    html = client.get(url).content.decode()
    assert "Utskriften avbröts av ett fel." in html
    assert f'href="{url}?igen=1"' in html


def kor_dagligen():
    ut = StringIO()
    call_command("kor_dagligen", stdout=ut)
    return ut.getvalue()


def test_old_files_and_old_jobs_are_taken_away_once(hus, arbetare):
    for text in ("gammal", "ny"):
        behall(nyckel(text), b"%PDF")
        tryck.enqueue(nyckel(text), "enkat.tasks.omgangens", [1])
    Utskrift.objects.filter(nyckel=nyckel("gammal")).update(skapad=timezone.now() - tryckning.SPARAS - timedelta(minutes=1))
    gammalt = DBTaskResult.objects.get(args_kwargs__args__0=nyckel("gammal"))
    DBTaskResult.objects.filter(pk=gammalt.pk).update(
        enqueued_at=timezone.now() - tryckning.ARBETET_MINNS - timedelta(minutes=1), status=TaskResultStatus.RUNNING
    )
    assert tryckt(nyckel("gammal")) is None, "what is too old is not handed out, whether or not it has been taken away"
    assert kor_dagligen() == "Rensade en utskriven fil.\nRensade ett gammalt jobb.\n"
    assert kor_dagligen() == ""
    assert [u.nyckel for u in Utskrift.objects.all()] == [nyckel("ny")]
    assert [j.args_kwargs["args"][0] for j in DBTaskResult.objects.all()] == [nyckel("ny")]


def test_no_more_files_are_kept_than_the_highest_number(db, monkeypatch):
    monkeypatch.setattr(tryckning, "HOGST", 3)
    for n in range(5):
        behall(nyckel(str(n)), b"%PDF")
    assert rensa_filer() == 1
    assert {u.nyckel for u in Utskrift.objects.all()} == {nyckel(str(n)) for n in (2, 3, 4)}


@pytest.fixture
def egen_rot(settings, tmp_path):
    """A program of its own, whose style may be changed."""
    (tmp_path / "static" / "css").mkdir(parents=True)
    settings.BASE_DIR = tmp_path
    return tmp_path


def _stil(rot, text):
    (rot / "static" / "css" / "tryck.css").write_text(text)
    utforande.cache_clear()  # as when the program is started anew


def test_the_same_statement_is_printed_once_and_a_changed_row_anew(hus, as_user):
    """What is kept is counted: each file printed is one row."""
    sida = reverse("enkat:svar_blankett", args=[f.deltagare(f.omgang(hus), hus.arena).pk])
    client = as_user(hus.processledare)
    forsta = client.get(sida).content
    assert forsta.startswith(b"%PDF-")
    assert client.get(sida).content == forsta
    assert Utskrift.objects.count() == 1
    hus.arena.namn = "Ett annat namn"
    hus.arena.save()
    assert client.get(sida).content != forsta
    assert Utskrift.objects.count() == 2


def test_another_style_prints_anew(db, egen_rot):
    gjorda = []

    def gor(html):
        gjorda.append(html)
        return b"%PDF"

    for stil in ("a {}", "a {}", "b {}"):
        _stil(egen_rot, stil)
        tryckning.en_gang("<p>Samma</p>", gor)
    assert len(gjorda) == 2
    assert Utskrift.objects.count() == 2
    utforande.cache_clear()


def test_a_draft_whose_style_has_changed_is_ordered_anew(hus, omgang, as_user, arbetare, egen_rot):
    url, client = sammanstallningar(omgang)[0], as_user(hus.processledare)
    for stil in ("a {}", "a {}", "b {}"):
        _stil(egen_rot, stil)
        client.get(url)
        arbeta()
    utforande.cache_clear()
    assert DBTaskResult.objects.count() == 2
