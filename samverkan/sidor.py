"""What every room's pages share: the page of a form, the page that takes away; an act is done, and what refused it is told in words."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.utils.html import strip_tags
from django.utils.text import Truncator

from samverkan import en_till as en_till_
from samverkan.brev import skickade
from samverkan.inaktuell import Inaktuell, las_om, radversion
from samverkan.svenska import lista_text

# What the database refused, though the forms had nothing against it: of two at once it takes one.
HANN_FORE = "Någon annan hann före, eller så trycktes knappen två gånger. Inget är sparat nu. Läs om sidan och se hur det står."
ANDRAT = "Någon annan har ändrat det här sedan du öppnade sidan, och inget är borttaget. Så här står det nu. Ska det ändå tas bort?"
TA_BORT = (
    "Ta bara bort det som har blivit fel från början. Det som har gällt en tid avslutas i stället med datum, så att det går att läsa i "
    "efterhand. Borttagningen syns i historiken."
)

DOLDA = {"ordning", "password", "last_login", "date_joined"}  # of a row told in words; a password's hash tells nobody anything good


def forsok(form, act, *args, **kwargs):
    """Do the act; what it refuses is said at its field, or above the form. True when it was done."""
    try:
        act(*args, **kwargs)
    except Inaktuell:
        form.visa_inaktuell()
        return False
    except ValidationError as error:
        form.add_error(None, error)
        return False
    except IntegrityError:
        form.add_error(None, HANN_FORE)
        return False
    return True


def forsok_med_svar(form, act, *args, **kwargs):
    """As forsok, but gives what the act gives; None when it was refused."""
    svar = []
    return svar[0] if forsok(form, lambda: svar.append(act(*args, **kwargs))) else None


def steg(request, message, act, *args, **kwargs):
    """An act without a form of its own: its message, or what refused it, is shown on the next page. What the act gave, or None."""
    try:
        result = act(*args, **kwargs)
        text = message(result) if callable(message) else message
        if text:
            messages.success(request, text)
        return result
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except (IntegrityError, Inaktuell):
        messages.error(request, HANN_FORE)
    request.inte_sparat = True  # what was written for it is still only a draft
    return None


def med_breven(view):
    """A page whose act sends letters: once it is done the page tells which the mail server took, and which it refused and why."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        with skickade() as utfall:
            response = view(request, *args, **kwargs)
        _beratta(request, utfall)
        return response

    return inner


def _beratta(request, utfall):
    tagna = [u.till for u in utfall if not u.fel]
    if tagna:
        messages.success(
            request, f"{'Brevet är skickat' if len(tagna) == 1 else 'Breven är skickade'} till {lista_text(dict.fromkeys(tagna))}."
        )
    for fel in dict.fromkeys(u.fel for u in utfall if u.fel):
        till = dict.fromkeys(u.till for u in utfall if u.fel == fel)
        messages.error(request, f"{'Brevet' if len(till) == 1 else 'Breven'} till {lista_text(till)} kunde inte skickas: {fel}.")


def visa(request, template, form, context=None):
    """The page of a form; 409 when what was posted was refused because another had saved meanwhile."""
    status = 200 if getattr(form, "inaktuell", None) is None else 409
    return render(request, template, {"form": form} | (context or {}), status=status)


def formularsida(request, form, rubrik, *, smulor, avbryt, template="formular.html", en_till=False, **context):
    """The page of one form: its heading, the form, and the way back. `smulor` are (address, name), `avbryt` an address.

    `en_till`: a new row, often one of many, with the button that comes back to an empty form (en_till.vidare).
    """
    if en_till:
        en_till_.fyll_i(request, form)
        context["en_till"] = True
    return visa(request, template, form, {"rubrik": rubrik, "smulor": smulor, "avbryt": avbryt} | context)


def ta_bort(request, row, act, *, rubrik, smulor, avbryt, klart, hem, vad="", forklaring=TA_BORT, forst=None):
    """The page that shows what is about to be taken away, and the act. What has changed since the page was opened is not taken.

    `act` takes no arguments, nor does `forst`, which holds what the act will hold before the row is held here: else two who hold
    the same in different order wait for each other. `hem` is where to go when it is done, as redirect takes it.
    """
    hinder = []
    if request.method == "POST":
        try:
            with transaction.atomic():
                if forst:
                    forst()
                if radversion(las_om(row)) != request.POST.get("version"):
                    raise Inaktuell
                act()
            messages.success(request, klart)
            return redirect(hem)
        except Inaktuell:
            row.refresh_from_db()
            hinder = [ANDRAT]
        except ValidationError as error:
            hinder = error.messages
    context = {
        "row": row, "vad": vad, "rubrik": rubrik, "smulor": smulor, "avbryt": avbryt, "hinder": hinder, "forklaring": forklaring,
        "version": radversion(row), "fakta": _fakta(row),
    }  # fmt: skip
    return render(request, "ta_bort.html", context, status=409 if hinder == [ANDRAT] else 200)


def _fakta(row):
    """[(name, value)] of what the row says, as a person reads it."""
    fields = [field for field in row._meta.concrete_fields if field.editable and not field.primary_key and field.name not in DOLDA]
    rader = [(field.verbose_name, _varde(row, field)) for field in fields if getattr(row, field.name) not in (None, "", [], False)]
    return [rad for rad in rader if rad[1] != str(row)]


def _varde(row, field):
    value = getattr(row, field.name)
    if value is True:
        return "ja"
    text = getattr(row, f"get_{field.name}_display")() if field.choices else value
    return Truncator(strip_tags(str(text))).chars(300)
