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


def andringsforslag(forslag, part, *, url):
    """To a party: its contact persons, else its mailbox. A party nobody can write to is seen on the proposal's page."""
    kontakter = part.kontaktpersoner.galler().filter(user__is_active=True).values_list("user__email", flat=True)
    till = list(kontakter) or [adress for adress in [part.organisation.funktionsbrevlada] if adress]
    text = render_to_string("uppdrag/forslag_utsant.txt", {"forslag": forslag, "part": part, "adress": url})
    for adress in till:
        send_mail(f"Förslag om ändring: {forslag}", text, None, [adress])
