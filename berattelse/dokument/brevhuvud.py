"""What every document beside the report says at its head, read from its own row: who writes to whom, when, under which dnr."""

from django.utils import timezone

from berattelse.dokument.schema import Brevhuvud
from berattelse.models import Dokumentuppgift
from samverkan import svenska
from samverkan.models import Organisation


def uppgifter(year, dokument):
    """The document's own row; an empty one when nothing has been written of it yet."""
    rows = Dokumentuppgift.objects.filter(verksamhetsar=year, dokument=dokument).select_related("forfattare")
    return rows.first() or Dokumentuppgift(verksamhetsar=year, dokument=dokument)


def grund(year, uppgift, titel):
    """The fields of schema.Grund: what the layout and the letterhead want of any document."""
    regioner = year.avtal.parter.filter(organisation__sort=Organisation.Sort.REGION).select_related("organisation")
    dag = uppgift.datum or year.undertecknas or year.till
    person = uppgift.forfattare
    return {
        "dokument": uppgift.dokument,
        "titel": titel,
        "undertitel": year.avtal.titel,
        "year": year.beteckning,
        "skapad": dag,
        "exempel": year.innehaller_exempel or uppgift.exempel,
        "brev": Brevhuvud(
            organisation=svenska.lista_text([str(part.organisation) for part in regioner]),
            enhet=uppgift.enhet,
            forfattare=str(person) if person else "",
            telefon=person.telefon if person else "",
            epost=person.email if person else "",
            datum=uppgift.datum,
            lasta_den=lasta_den(uppgift.datum),
            dnr=uppgift.dnr,
            dnr_exempel=uppgift.dnr_exempel,
            mottagare=uppgift.mottagare,
        ),
    }


def lasta_den(dag):
    """Today, of a document that bears an earlier day: answers, decisions and states in it are those of today. Else None."""
    idag = timezone.localdate()
    return idag if dag and dag < idag else None


def rader(text):
    """The lines a person wrote one below the other."""
    return [rad.strip() for rad in text.splitlines() if rad.strip()]
