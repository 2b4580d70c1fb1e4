"""The setting itself, by WeasyPrint: what render_pdf promises is done here, in the press or where there is none (render.py asks)."""

import logging
import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import MethodType
from urllib.parse import unquote, urlsplit

import pydyf
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured

from samverkan.pdf.bibliotek import SAKNAS
from samverkan.stadning import utan_stadning

try:
    import weasyprint
    from weasyprint import html as weasy_html
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from samverkan.pdf import falt, genvagar, rader, svgbilder, taggar
except OSError as error:
    raise ImproperlyConfigured(SAKNAS) from error

BASE_URL = "https://samverkan.invalid/"
logging.getLogger("weasyprint").setLevel(logging.ERROR)

_UA_EXTENSION = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of PDF/UA</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


class OnlyStatic(URLFetcher):
    """Serves the project's own static files to WeasyPrint and refuses everything else: no net, no other files."""

    def fetch(self, url, headers=None):
        path = unquote(urlsplit(url).path)
        if not url.startswith(BASE_URL) or not path.startswith("/static/"):
            raise ValueError(f"Only the project's own static files may be read, not {url}")
        found = finders.find(path.removeprefix("/static/"))
        if not found:
            raise ValueError(f"No static file {path}")
        return URLFetcherResponse(url, Path(found).read_bytes())


class Sattsida(weasyprint.HTML):
    """The page to set, where only a list item has a marker, and only what is of our sheet's class a note.

    WeasyPrint's own sheet gives six such parts to every element, and each a style: seven of eight in a report.
    """

    def _ua_stylesheets(self, forms=False):
        return [grundblad()]


@lru_cache(maxsize=1)
def grundblad():
    delar = re.compile(r"^(?=::(?:(marker)|footnote-|note-))", re.MULTILINE)
    text = delar.sub(lambda del_: "li" if del_[1] else ".fotnot", weasy_html.UA)
    return weasyprint.CSS(string=text, counter_style=weasy_html.UA_COUNTER_STYLE)


@lru_cache(maxsize=4)
def print_sheet(name):
    """The font configuration and the parsed print sheet, made once for each process."""
    fonts = FontConfiguration()
    sheet = weasyprint.CSS(url=f"{BASE_URL}static/{name}", url_fetcher=OnlyStatic(), font_config=fonts, media_type="print")
    return fonts, sheet


def satt(html, bilagor, sheet, skapad):
    """The PDF's bytes. One at a time in a process: what it stands on wraps functions of WeasyPrint while it works."""
    fonts, css = print_sheet(sheet)
    variant = "pdf/a-3a" if bilagor else "pdf/a-2a"
    html, bilder = svgbilder.lyft_ut(html)
    with utan_stadning(), genvagar.oppna(), rader.en_gang(), svgbilder.ritade(bilder), taggar.recording() as sources:
        document = Sattsida(string=html, base_url=BASE_URL, url_fetcher=OnlyStatic(), media_type="print").render(
            font_config=fonts,
            stylesheets=[css],
            pdf_variant=variant,
            presentational_hints=True,  # so that a list begins at its start
        )
        _claim_both_standards(document.metadata)
        return document.write_pdf(
            finisher=lambda doc, pdf: _finish(doc, pdf, sources),
            pdf_variant=variant,
            attachments=[_attachment(b, skapad) for b in bilagor],
        )


def satt_enkelt(html, sheet):
    """A page without tags, attachments or a standard of its own, to be drawn into another file."""
    fonts, css = print_sheet(sheet)
    document = weasyprint.HTML(string=html, base_url=BASE_URL, url_fetcher=OnlyStatic(), media_type="print")
    return document.write_pdf(font_config=fonts, stylesheets=[css])


def _attachment(bilaga, skapad):
    tid = skapad or datetime(2000, 1, 1)  # noqa: DTZ001 - a PDF attachment's date is written without zone
    return weasyprint.Attachment(
        string=bilaga.data, name=bilaga.namn, description=bilaga.beskrivning, created=tid, modified=tid,
        url_fetcher=OnlyStatic(), relationship="Data",
    )  # fmt: skip


def _claim_both_standards(metadata):
    """WeasyPrint writes one standard's mark; PDF/UA's goes in beside it, with the schema PDF/A wants for it, uncompressed."""
    generate, include = metadata.generate_rdf_metadata, metadata.include_in_pdf

    def generate_both(self, *args, **kwargs):
        return generate(*args, **kwargs).replace(b"</rdf:RDF>", _UA_EXTENSION + b"</rdf:RDF>")

    def include_plain(self, pdf, variant, version, conformance, compress):
        return include(pdf, variant, version, conformance, False)

    metadata.generate_rdf_metadata = MethodType(generate_both, metadata)
    metadata.include_in_pdf = MethodType(include_plain, metadata)


def _finish(document, pdf, sources):
    taggar.finish(pdf, sources)
    falt.lagg_till(document, pdf, sources)
    taggar.say_hyphens(pdf)
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))  # WeasyPrint names each attachment twice
    write = pdf.write

    def write_without_object_streams(output, version=None, identifier=False, compress=False):
        pdf.objects = [_Skrivet(part) for part in pdf.objects]
        return write(output, version, identifier, False)

    pdf.write = write_without_object_streams


class _Skrivet(pydyf.Object):
    """A part of the file, written and packed once: WeasyPrint does it once for the file and once more for the name it counts from it."""

    data = b""

    def __init__(self, part):
        super().__init__()
        self.number, self.generation, self.free = part.number, part.generation, part.free
        if self.free == "n":
            self.data = _with_clear_end(part) if isinstance(part, pydyf.Stream) else part.data


def _with_clear_end(stream):
    """A compressed stream that happens to end in CR seems one byte short to a validator: such a one is written as it is."""
    data = stream.data
    if stream.compress and data.endswith(b"\r\nendstream"):
        stream.compress = False
        return stream.data
    return data
