"""The operator's pages of persons and their roles: a role that decides is told of there too, and no agreement is left without anybody
who leads it.
"""

from datetime import timedelta
from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone

from samverkan.admin import RolltilldelningAdmin, UserAdmin
from samverkan.efterat import efterat
from samverkan.models import Roll, Rolltilldelning, User
from uppdrag import emails
from uppdrag.actions.avtal import INGEN_KVAR
from uppdrag.actions.lock import hall_avtal
from uppdrag.models import Avtal
from uppdrag.personkrets import har_processledare


def _utan_processledare():
    """{(agreement, day)} that nobody leads, of today, tomorrow and the day after each processledare's last."""
    idag = timezone.localdate()
    slut = Rolltilldelning.objects.filter(roll=Roll.PROCESSLEDARE, till__gte=idag).values_list("till", flat=True)
    dagar = {idag, idag + timedelta(days=1), *(dag + timedelta(days=1) for dag in slut)}
    return {(avtal, dag) for avtal in Avtal.objects.all() for dag in dagar if not har_processledare(avtal, dag)}


def _ger(form):
    """Does what was read in give a role that decides: to somebody, somewhere, or for longer?"""
    roll, fore = form.instance, form.initial
    langre = fore.get("till") is not None and (roll.till is None or roll.till > fore["till"])
    samma = (roll.user_id, roll.roll, roll.organisation_id, roll.fran) == tuple(
        fore.get(n) for n in ("user", "roll", "organisation", "fran")
    )
    return roll.roll in Roll.beslutande() and (langre or not samma)


class Rollregler:
    """Laid over the pages where roles are given and ended, and logins closed. What leaves an agreement without a lead is not saved."""

    def changeform_view(self, request, *args, **kwargs):
        return self._provad(request, partial(super().changeform_view, request, *args, **kwargs))

    def delete_view(self, request, *args, **kwargs):
        return self._provad(request, partial(super().delete_view, request, *args, **kwargs))

    def changelist_view(self, request, *args, **kwargs):
        return self._provad(request, partial(super().changelist_view, request, *args, **kwargs))

    def _provad(self, request, visa):
        if request.method != "POST":
            return visa()
        try:
            with transaction.atomic():
                hall_avtal(Avtal.objects.values("pk"))
                request.utan_processledare = _utan_processledare()
                return visa()
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(request.get_full_path())

    def _krav_kvar(self, request):
        for avtal, _ in sorted(_utan_processledare() - request.utan_processledare, key=lambda par: par[1])[:1]:
            raise ValidationError(INGEN_KVAR.format(avtal=avtal.titel))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self._krav_kvar(request)
        inlagda = [rad for formset in formsets for rad in formset.forms if rad not in formset.deleted_forms]
        for rad in [form, *inlagda]:
            if isinstance(rad.instance, Rolltilldelning) and rad.instance.pk and _ger(rad):
                efterat(emails.ny_roll, rad.instance, given_av=request.user)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        self._krav_kvar(request)

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        self._krav_kvar(request)


admin.site.unregister([User, Rolltilldelning])


@admin.register(User)
class Persondrift(Rollregler, UserAdmin):
    def save_model(self, request, obj, form, change):
        """A new address is told to whoever answers for her, as when it is changed in the house."""
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            byte = partial(emails.ny_adress, obj, gammal=form.initial["email"], andrad_av=request.user)
            transaction.on_commit(byte, robust=True)


@admin.register(Rolltilldelning)
class Rolldrift(Rollregler, RolltilldelningAdmin):
    pass
