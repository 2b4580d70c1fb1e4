"""The same four acts for every plain row that hangs on an agreement or an uppdrag: add, change, end, take away.

A Radslag says what is particular: the model, its form, what it hangs on, and where on the page it is read. One URL per act
is made from it by `vagar`; the rights are those of the row itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from django.contrib import messages
from django.forms import modelform_factory
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone

from samverkan import sidor
from samverkan.door import get_for_user, require
from samverkan.en_till import vidare
from samverkan.sidor import forsok
from samverkan.svenska import datum, stor_bokstav
from uppdrag.actions import rader
from uppdrag.actions.lock import hall_years
from uppdrag.forms.rader import Slutform


@dataclass(frozen=True)
class Radslag:
    model: type
    form: type
    falt: str  # the foreign key to what it hangs on
    plats: str  # the section of the page, and the word of the address
    bestamd: str = field(kw_only=True)  # "parten", as what was done to it is told
    edit_form: type | None = None
    slutar: bool = False  # dated: it may end, with its last day
    ger_lankar: bool = False  # personal links are given for it, and end with it
    can_create: Callable | None = None  # predicate of the parent; can_be_edited_by when not said
    spara: Callable = rader.spara
    avsluta: Callable = rader.avsluta
    ta_bort: Callable = rader.ta_bort
    hall: Callable = hall_years  # what is held before the row when it is taken away

    @property
    def ord(self):
        return self.model._meta.verbose_name

    @property
    def foralder(self):
        return self.model._meta.get_field(self.falt).related_model

    def hamta(self, user, pk):
        """The row, if its parent is the user's to see and the row hers to change."""
        row = get_object_or_404(self.model, pk=pk, **{f"{self.falt}__in": self.foralder.objects.visible_to(user)})
        require(row, user, self.model.can_be_edited_by)
        return row


def hem(foralder):
    """The page a row is read on: its parent's own, or the agreement's where the parent has none."""
    return foralder if hasattr(foralder, "get_absolute_url") else foralder.avtal


def om_lankar(till=None):
    """What is said to whoever ended that for which personal links are given. They are asked when they are opened, and need no act."""
    nar = "längre" if till is None or till < timezone.localdate() else f"efter den {datum(till)}"
    lankar = f"Personliga länkar som gavs för det öppnar inget {nar}."
    return f"{lankar} Medhjälpare bjuds in på nytt av den som tar över. Det som är skrivet är kvar."


def _om_lankar_efter(form):
    """When a change of the row ends what links were given for: another person, or a last day."""
    if {"user", "epost"} & set(form.changed_data):
        return om_lankar()
    return om_lankar(form.instance.till) if "till" in form.changed_data and form.instance.till else ""


def klart(request, rad, foralder, vad, mer=""):
    """Say what was done, and go back to where the row is read."""
    return redirect(_sagt(request, rad, foralder, vad, mer))


def _sagt(request, rad, foralder, vad, mer=""):
    """Say what was done; where the row is read."""
    messages.success(request, " ".join([f"{stor_bokstav(rad.bestamd)} {vad}.", *filter(None, [mer])]))
    return f"{hem(foralder).get_absolute_url()}#{rad.plats}"


def vagen_hem(hos, plats=""):
    """(the way up, the way back) of a page that belongs to `hos`, or to the list of agreements when that is None."""
    if hos is None:
        adress = reverse("uppdrag:avtal_list")
        return {"smulor": [(adress, "Avtal")], "avbryt": adress}
    adress = hos.get_absolute_url()
    return {"smulor": [(adress, namn_pa(hos))], "avbryt": f"{adress}#{plats}" if plats else adress}


def namn_pa(hos):
    return getattr(hos, "titel", "") or str(hos)


def formularsida(request, form, rubrik, hos, *, under=None, plats="", **context):
    """The page of one form that belongs to `hos`."""
    ingress = namn_pa(hos) if hos else ""
    if under and under != hos:
        ingress += f", {under}"
    context = {"ingress": ingress, "under": under} | vagen_hem(hos, plats) | context
    return sidor.formularsida(request, form, rubrik, **context)


def rad_create(request, pk, rad):
    can = rad.can_create or rad.foralder.can_be_edited_by
    foralder = get_for_user(rad.foralder, request.user, pk=pk, can=can)
    form = rad.form(request.POST or None, instance=rad.model(**{rad.falt: foralder}), by=request.user)
    if form.is_valid() and forsok(form, rad.spara, form, by=request.user, avtal_id=foralder.avtal_id):
        return vidare(request, form, _sagt(request, rad, foralder, "har lagts till"))
    return formularsida(request, form, f"Lägg till {rad.ord}", hem(foralder), under=foralder, plats=rad.plats, en_till=True)


def rad_edit(request, pk, rad):
    row = rad.hamta(request.user, pk)
    foralder = getattr(row, rad.falt)
    form = (rad.edit_form or rad.form)(request.POST or None, instance=row, by=request.user)
    if form.is_valid() and forsok(form, rad.spara, form, by=request.user, avtal_id=foralder.avtal_id):
        return klart(request, rad, foralder, "har ändrats", _om_lankar_efter(form) if rad.ger_lankar else "")
    namn = request.resolver_match.view_name.removesuffix("_edit")
    context = {"under": row, "plats": rad.plats, "rad_namn": namn, "slutar": rad.slutar, "template": "uppdrag/rad_formular.html"}
    return formularsida(request, form, f"Ändra {rad.ord}", hem(foralder), **context)


def rad_end(request, pk, rad):
    row = rad.hamta(request.user, pk)
    foralder = getattr(row, rad.falt)
    form = modelform_factory(rad.model, form=Slutform, fields=["till"])(request.POST or None, instance=row)
    if form.is_valid() and forsok(form, rad.avsluta, form, by=request.user, avtal_id=foralder.avtal_id):
        return klart(request, rad, foralder, "har avslutats", om_lankar(row.till) if rad.ger_lankar else "")
    context = {"under": row, "plats": rad.plats, "knapp": "Avsluta"}
    return formularsida(request, form, f"Avsluta {rad.ord}", hem(foralder), **context)


def rad_delete(request, pk, rad):
    row = rad.hamta(request.user, pk)
    foralder = getattr(row, rad.falt)
    act = partial(rad.ta_bort, row, by=request.user, avtal_id=foralder.avtal_id)
    hem_ = f"{hem(foralder).get_absolute_url()}#{rad.plats}"
    klart = f"{stor_bokstav(rad.bestamd)} har tagits bort.{f' {om_lankar()}' if rad.ger_lankar else ''}"
    vag = vagen_hem(hem(foralder), rad.plats) | {"forst": partial(rad.hall, foralder.avtal_id)}
    return sidor.ta_bort(request, row, act, rubrik=f"Ta bort {rad.ord}", klart=klart, hem=hem_, **vag)


def vagar(namn, rad, under):
    """The addresses of a Rad: <namn>_create under its parent, then _edit, _delete, and _end where it is dated."""
    acts = [
        path(f"{under}/<int:pk>/{rad.plats}/ny/", rad_create, {"rad": rad}, name=f"{namn}_create"),
        path(f"{rad.plats}/<int:pk>/andra/", rad_edit, {"rad": rad}, name=f"{namn}_edit"),
        path(f"{rad.plats}/<int:pk>/ta-bort/", rad_delete, {"rad": rad}, name=f"{namn}_delete"),
    ]
    if rad.slutar:
        acts.append(path(f"{rad.plats}/<int:pk>/avsluta/", rad_end, {"rad": rad}, name=f"{namn}_end"))
    return acts
