"""The documents beside the report as files: one template each, in the print layout or as a page of the site, and their data."""

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from berattelse.dokument.bilder import bilder
from berattelse.innehall.schema import som_json
from berattelse.skrift.rapport import dagen
from samverkan.pdf.render import Bilaga, render_pdf
from samverkan.svenska import hall_ihop


def som_html(data, *, layout="berattelse/tryck.html", request=None, **context):
    """The document's one template, whatever the layout."""
    context |= {"b": data, "layout": layout, "bilder": bilder(data)}
    return mark_safe(hall_ihop(render_to_string(f"berattelse/dokument/{data.dokument}.html", context, request=request)))


def som_pdf(data):
    """PDF/UA-1 and PDF/A-3a with the data attached as JSON."""
    bilaga = Bilaga(f"{data.dokument}.json", som_json(data).encode(), "Uppgifterna som dokumentet är gjort av")
    return render_pdf(som_html(data), bilagor=[bilaga], skapad=dagen(data))


FORMAT = {"pdf": som_pdf, "html": lambda data: som_html(data).encode(), "json": lambda data: som_json(data).encode()}
