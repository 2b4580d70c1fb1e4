"""For whoever watches the program: is it alive, is it ready? Open without login, and nothing in it is about anybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse

from samverkan import halsa

BEHALLS_INTE = {"Cache-Control": "no-store"}


@login_not_required
def lever(request):
    """Asks no database."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8", headers=BEHALLS_INTE)


@login_not_required
def redo(request):
    """200 when all is well, else 503; how each thing stands in words."""
    ar_redo, laget = halsa.redo()
    svar = {"redo": ar_redo} | laget
    return JsonResponse(svar, status=200 if ar_redo else 503, headers=BEHALLS_INTE, json_dumps_params={"ensure_ascii": False})
