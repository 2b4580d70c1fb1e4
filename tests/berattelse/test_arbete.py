"""Work that takes longer than a request, and what leaves the house: how it goes is said, and by whom it was fetched is kept."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from berattelse.tasks import gor_kommunutgavor
from samverkan.models import Handelse
from tests.berattelse import innehallen, utgavor


def jobb(utgava, status):
    return DBTaskResult.objects.create(
        task_path=gor_kommunutgavor.module_path, args_kwargs={"args": [utgava.pk, 1], "kwargs": {}}, status=status,
        queue_name="default", backend_name="default", run_after=timezone.now(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "pagar", "fel"),
    [(TaskResultStatus.FAILED, False, True), (TaskResultStatus.RUNNING, True, False), (TaskResultStatus.READY, True, False)],
)
def test_a_job_that_failed_is_said_to_have_failed(hus, as_user, status, pagar, fel):
    utgava = utgavor.rad(hus.year, hus.processledare, data=innehallen.berattelse())
    jobb(utgava, status)
    page = as_user(hus.processledare).get(reverse("berattelse:utgava_framsteg", args=[utgava.pk])).content.decode()
    assert ("every 2s" in page) is pagar
    assert ("avbröts av ett fel" in page) is fel


def test_begun_anew_after_a_failure_it_is_under_way(hus, as_user):
    utgava = utgavor.rad(hus.year, hus.processledare, data=innehallen.berattelse())
    for status in (TaskResultStatus.FAILED, TaskResultStatus.READY):
        jobb(utgava, status)
    page = as_user(hus.processledare).get(reverse("berattelse:utgava_framsteg", args=[utgava.pk])).content.decode()
    assert "every 2s" in page
    assert "avbröts" not in page


def test_who_fetches_a_signed_edition_leaves_a_trace(hus, as_user):
    utgava = utgavor.rad(hus.year, hus.processledare)
    url = reverse("berattelse:utgava_signerad", args=[utgava.pk])
    assert as_user(hus.processledare).get(url).status_code == 200
    assert Handelse.objects.get(akt="hämtade fil").detaljer == {"fil": "signerad"}


def test_who_fetches_the_draft_leaves_a_trace_and_who_may_not_leaves_none(hus, as_user):
    url = f"/berattelse/year/{hus.year.pk}/rapport.json"
    assert as_user(hus.processledare).get(url).status_code == 200
    assert Handelse.objects.get(akt="exporterade utkast").detaljer["format"] == "json"
    assert as_user(hus.kommunchef).get(url).status_code == 403
    assert Handelse.objects.filter(akt="exporterade utkast").count() == 1
