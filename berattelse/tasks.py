"""Work that takes longer than a request: an edition adopted, its files; and what is printed of a year."""

from functools import partial

from django.core.exceptions import ValidationError
from django_tasks import task

from berattelse import actions
from berattelse.demo import utgava as exempel
from berattelse.dokument import DOKUMENT
from berattelse.granskning.beredskap import Beredskap, utkast
from berattelse.innehall.schema import som_json
from berattelse.models import Fardigstallande, Utgava, can_faststalla
from berattelse.skrift.rapport import som_html, som_pdf
from berattelse.skrift.word import som_docx
from berattelse.utgava.diarie import arende, omgangens_arende, som_zip
from berattelse.utgava.filer import kommunernas_pdf
from berattelse.utgava.fryst import som_fryst
from berattelse.utgava.overlamning import paketet
from enkat.models import Omgang
from samverkan.models import Organisation, User
from uppdrag.models import Avtal, Uppdrag, Verksamhetsar

UTKAST, FRYST = "utkast", "fryst"


def innehall(year, vad, skede):
    """(the content, what prints it): the draft, the edition that would be adopted, or a document by its name. (None, …) for none."""
    if vad in {UTKAST, FRYST}:
        return (utkast(year, skede) if vad == UTKAST else som_fryst(Beredskap(year, skede))), som_pdf
    val = DOKUMENT[vad]
    return val.samla(year, skede), val.format["pdf"]


def utskriften(year_pk, vad, skede):
    """What samverkan.tasks.tryck asks for: (a text that says all that is printed, what prints it)."""
    data, gor = innehall(Verksamhetsar.objects.select_related("avtal").get(pk=year_pk), vad, skede)
    return som_json(data), partial(gor, data)


def utkast_som_word(year_pk, skede):
    """As utskriften: the draft as a Word file."""
    data = utkast(Verksamhetsar.objects.select_related("avtal").get(pk=year_pk), skede)
    return f"docx {som_json(data)}", lambda: som_docx(som_html(data))


def att_diariefora(year_pk):
    """As utskriften: the zip of what of the year belongs in the diarium."""
    ut = arende(Verksamhetsar.objects.select_related("avtal").get(pk=year_pk))
    return ut.text, partial(som_zip, ut)


def omgangen_att_diariefora(omgang_pk):
    """As utskriften: the same of a round of questions that is over."""
    ut = omgangens_arende(Omgang.objects.select_related("verksamhetsar__avtal", "formular").get(pk=omgang_pk))
    return ut.text, partial(som_zip, ut)


def att_overlamna(uppdrag_pk):
    """As utskriften: the zip of all that is known of an uppdrag that goes over to somebody else."""
    ut = paketet(Uppdrag.objects.select_related("avtal", "styrgrupp").get(pk=uppdrag_pk))
    return ut.text, partial(som_zip, ut)


@task()
def faststall(fardigstallande_pk, user_pk):
    """Adopt what was said to be done, once; a later word is another, which nobody has read. What stands in the way: [sentence]."""
    f = Fardigstallande.objects.select_related("verksamhetsar__avtal").get(pk=fardigstallande_pk)
    by = User.objects.get(pk=user_pk)
    if Utgava.objects.filter(fardigstallande=f).exists():
        return []
    if not can_faststalla(f.verksamhetsar, by):
        return ["Bara den regionala utvecklingsdirektören kan fastställa."]
    try:
        actions.faststall(f.verksamhetsar, f.skede, by=by, sett=f.pk)
    except ValidationError as error:
        return error.messages
    return []


@task()
def exempelutgava(avtal_pk):
    """The adopted edition of the example, where it is tried: it takes as long as all the rest of the example."""
    exempel.load(Avtal.objects.get(pk=avtal_pk))


@task()
def gor_kommunutgavor(utgava_pk, user_pk):
    """Make the editions of the kommuner that are missing; each is kept as soon as it is made, so that a new run goes on where one ended."""
    utgava, by = Utgava.objects.select_related("verksamhetsar__avtal").get(pk=utgava_pk), User.objects.get(pk=user_pk)
    koder = [k.kod for k in utgava.data.kommuner]
    saknas = Organisation.objects.filter(sort=Organisation.Sort.KOMMUN, kod__in=koder)
    saknas = {o.kod: o for o in saknas.exclude(pk__in=utgava.filer.filter(kommun__isnull=False).values("kommun"))}
    for kod, pdf in kommunernas_pdf(utgava.innehall, sorted(saknas)):
        actions.skapa_kommunutgava(utgava, saknas[kod], by=by, pdf=pdf)
