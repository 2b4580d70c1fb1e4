"""The operator's pages: whatever is registered there, by whomever, each act leaves its trace in the event log too."""

import json

from django.contrib import admin

from samverkan.door import log


class Spar:
    """What is laid over every ModelAdmin. Django's own log of the admin can be emptied; this one cannot."""

    def log_addition(self, request, obj, message):
        log(obj, "lade till i driften", by=request.user, vad=_vad(message))
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        log(obj, "ändrade i driften", by=request.user, vad=_vad(message))
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            log(obj, "tog bort i driften", by=request.user)
        return super().log_deletions(request, queryset)

    def response_action(self, request, queryset):
        """Also an act that some library offers on many rows at once, and of which it tells nobody."""
        akter = [akt for akt in request.POST.getlist("action") if akt in self.get_actions(request)]  # the page has two lists of them
        alla = request.POST.get("select_across", "0") not in {"", "0", "false", "False"}
        if akter and akter != ["delete_selected"]:
            for obj in queryset if alla else queryset.filter(pk__in=request.POST.getlist("_selected_action")):
                log(obj, "ändrade i driften", by=request.user, vad={"atgard": ", ".join(akter)})
        return super().response_action(request, queryset)


def _vad(message):
    """Django's account of the change: which fields, and which rows of which kind beside it."""
    return json.loads(message) if isinstance(message, str) and message.startswith("[") else message


# Nobody takes away a second factor or a session here: it is done on the person's page, with a reason, and she is told.
UTAN = {"mfa.Authenticator", "usersessions.UserSession"}


class Driftsajt(admin.AdminSite):
    def register(self, model_or_iterable, admin_class=None, **options):
        models = [model_or_iterable] if hasattr(model_or_iterable, "_meta") else model_or_iterable
        models = [model for model in models if model._meta.label not in UTAN]
        grund = admin_class or admin.ModelAdmin
        return super().register(models, type(grund.__name__, (Spar, grund), {}), **options)
