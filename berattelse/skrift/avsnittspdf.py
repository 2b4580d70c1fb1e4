"""One section as it will be printed: for whoever writes it to see, without the rest of the year's report."""

from django.template.loader import render_to_string

from berattelse.innehall.sektioner import sektion
from samverkan.pdf.render import render_pdf
from samverkan.tryckning import en_gang


def som_html(avsnitt, underlag):
    year = avsnitt.verksamhetsar
    b = {
        "titel": f"{avsnitt} {year}", "undertitel": f"Utkast, version {avsnitt.version}", "av": year.avtal.titel, "year": year,
        "skapad": year.undertecknas or year.till, "exempel": avsnitt.exempel,
    }  # fmt: skip
    return render_to_string("berattelse/avsnitt_tryck.html", {"b": b, "avsnitt": avsnitt, "sektion": sektion(avsnitt, underlag)})


def som_pdf(avsnitt, underlag):
    """PDF/UA-1 and PDF/A-2a; the same text is printed once."""
    return en_gang(som_html(avsnitt, underlag), render_pdf)
