"""The letters of this room: one function and one template each."""

from django.core.mail import send_mail
from django.template.loader import render_to_string


def inbjudan(person, *, roll, inbjudare, adress):
    """Tell a new person what she has been given and how to log in by code. `adress` is the login page."""
    text = render_to_string("uppdrag/person_inbjudan.txt", {"person": person, "roll": roll, "inbjudare": inbjudare, "adress": adress})
    send_mail("Du kan nu logga in i Samverkan", text, None, [person.email])


def ny_adress(person, *, gammal, andrad_av):
    """Tell the former address that the login has moved, so that nobody loses it unawares."""
    text = render_to_string("uppdrag/person_ny_adress.txt", {"person": person, "andrad_av": andrad_av})
    send_mail("Din e-postadress i Samverkan är ändrad", text, None, [gammal])
