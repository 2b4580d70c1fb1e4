"""Many rows entered after each other: a second button that saves and comes back to an empty form, which keeps what repeats."""

from django.http import QueryDict
from django.shortcuts import redirect

NAMN = "en_till"  # of the button, and of the mark in the address that the empty form is opened with
# What is often the same of the next row. The rest is what makes it another row.
UPPREPAS = ("arena", "datum", "manad", "fran", "till", "sort", "kolumn", "kommuner", "verksamhetsar", "organ", "langd", "form")


def vidare(request, form, hem, *, hit="", utom=(), **mer):
    """Where to go when the row is saved: `hem`, as redirect takes it, or back to the empty form when the second button was pressed.

    The form stands at `hit` (where it was posted to, when not said), asked for with `mer` in its address.
    """
    if NAMN not in request.POST:
        return redirect(hem)
    fraga = QueryDict(mutable=True)
    fraga.update({NAMN: "1"} | mer)
    for namn in UPPREPAS:
        if namn in form.fields and namn not in utom and (varden := [v for v in request.POST.getlist(form.add_prefix(namn)) if v]):
            fraga.setlist(namn, varden)
    return redirect(f"{hit or request.path}?{fraga.urlencode()}")


def fyll_i(request, form, *, fokus=True):
    """An empty form begins with what was kept of the row before, and at the first field that is still empty."""
    if NAMN not in request.GET or form.is_bound:
        return
    for namn in UPPREPAS:
        if namn in form.fields and (varden := request.GET.getlist(namn)):
            form.initial[namn] = varden if _flera(form.fields[namn].widget) else varden[-1]
    tomma = [field for field in form.visible_fields() if field.value() in (None, "", [])]
    if fokus and tomma:
        tomma[0].field.widget.attrs["autofocus"] = True


def _flera(widget):
    return getattr(widget, "allow_multiple_selected", False)
