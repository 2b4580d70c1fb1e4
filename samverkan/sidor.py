"""What every room's pages share: an act is done, and what refused it is told in words."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError

# What the database refused, though the forms had nothing against it: of two at once it takes one.
HANN_FORE = "Någon annan hann före, eller så trycktes knappen två gånger. Inget är sparat nu. Läs om sidan och se hur det står."


def forsok(form, act, *args, **kwargs):
    """Do the act; what it refuses is said at its field, or above the form. True when it was done."""
    try:
        act(*args, **kwargs)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    except IntegrityError:
        form.add_error(None, HANN_FORE)
        return False
    return True


def steg(request, message, act, *args, **kwargs):
    """An act without a form of its own: its message, or what refused it, is shown on the next page. What the act gave, or None."""
    try:
        result = act(*args, **kwargs)
        messages.success(request, message(result) if callable(message) else message)
        return result
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except IntegrityError:
        messages.error(request, HANN_FORE)
    return None
