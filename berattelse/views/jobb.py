"""How a piece of work that the worker does stands, and the page that is shown while a file is printed."""

from django.http import HttpResponse
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRedirect
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from berattelse.innehall.schema import som_json
from berattelse.tasks import innehall, tryck
from berattelse.utgava.tryckning import nyckel, tryckt

AVSLUTADE = {TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED}


def jobblage(task, forsta):
    """{is it under way?, has the latest try failed?, what the latest answered} of the work whose first argument is `forsta`.

    One whose worker was killed looks under way: so it can always be begun anew.
    """
    rader = DBTaskResult.objects.filter(task_path=task.module_path, args_kwargs__args__0=forsta).order_by("-enqueued_at")
    senaste = list(rader.values_list("status", "return_value")[:20])
    pagar = any(status not in AVSLUTADE for status, _ in senaste)
    return {
        "pagar": pagar,
        "misslyckat": not pagar and bool(senaste) and senaste[0][0] == TaskResultStatus.FAILED,
        "svar": senaste[0][1] if senaste and not pagar else None,
        "antal": len(senaste),
    }


def svara_med_pdf(request, year, vad, skede, namn, *, inline=False):
    """The PDF when it is printed, else a page that says it is being printed, and asks again. None when there is nothing to print."""
    data, _ = innehall(year, vad, skede)
    if data is None:
        return None
    text_nyckel = nyckel(som_json(data))
    lage = jobblage(tryck, text_nyckel)
    if tryckt(text_nyckel) is None and (not lage["antal"] or "igen" in request.GET):
        tryck.enqueue(text_nyckel, year.pk, vad, skede)
        lage = jobblage(tryck, text_nyckel)
    if pdf := tryckt(text_nyckel):
        return HttpResponseClientRedirect(request.path_info) if request.htmx else _pdf(pdf, namn, inline)
    mall = "berattelse/_trycks.html" if request.htmx else "berattelse/trycks.html"
    lage["misslyckat"] = lage["misslyckat"] or not lage["pagar"]
    return render(request, mall, {"year": year, "namn": namn, "jobb": lage, "skede": skede}, status=202)


def _pdf(data, namn, inline):
    how = "inline" if inline else "attachment"
    return HttpResponse(data, content_type="application/pdf", headers={"Content-Disposition": f'{how}; filename="{namn}"'})
