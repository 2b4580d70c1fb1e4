"""How a piece of work that the worker does stands, and the page that is shown while a file is printed."""

from django.shortcuts import render
from django_htmx.http import HttpResponseClientRedirect
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samverkan.door import log
from samverkan.tasks import tryck
from samverkan.tryckning import PDF, trycknyckel, tryckt
from samverkan.utifran.fil import svara_fil

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


def svara_med_pdf(request, text, kalla, args, namn, **hur):
    """As svara_med_tryckt, with a PDF."""
    return svara_med_tryckt(request, text, kalla, args, namn, typ="application/pdf", **hur)


def svara_med_tryckt(request, text, kalla, args, namn, *, typ, sort=PDF, smulor=(), inline=False):
    """The file of `text` when it is printed, else a page that says it is being printed, and asks again.

    The room's view has asked for the right to the content; a file is known by that content, and handed out at that address alone.
    `kalla` and `args` are the task's, and `sort` what is printed; `smulor` are (address, name).
    """
    text_nyckel = trycknyckel(text)
    lage = jobblage(tryck, text_nyckel)
    if tryckt(text_nyckel, sort) is None and (not lage["antal"] or "igen" in request.GET):
        tryck.enqueue(text_nyckel, kalla, list(args), sort)
        lage = jobblage(tryck, text_nyckel)
    if fil := tryckt(text_nyckel, sort):
        return HttpResponseClientRedirect(_utan_igen(request)) if request.htmx else svara_fil(fil, typ, namn, inline=inline)
    lage["misslyckat"] = lage["misslyckat"] or not lage["pagar"]
    context = {"namn": namn, "jobb": lage, "smulor": smulor, "adress": _utan_igen(request), "igen": _igen(request)}
    mall = "samverkan/_utskrift.html" if request.htmx else "samverkan/utskrift.html"
    return render(request, mall, context, status=202)


def logga_lamnad(request, svar, row, akt, **vad):
    """The answer; the log says that the file was fetched when it is the file, not the page that waits for it, nor its headers alone."""
    if request.method != "HEAD" and svar.status_code == 200 and not request.htmx:
        log(row, akt, by=request.user, **vad)
    return svar


def _utan_igen(request):
    """The address of the file itself: the page asks it again, without ordering once more."""
    fraga = request.GET.copy()
    fraga.pop("igen", None)
    return f"{request.path}{'?' if fraga else ''}{fraga.urlencode()}"


def _igen(request):
    adress = _utan_igen(request)
    return f"{adress}{'&' if '?' in adress else '?'}igen=1"
