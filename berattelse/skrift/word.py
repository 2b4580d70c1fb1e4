"""A written document as a Word file: a reading of the same HTML that the PDF is laid out from, in Word's own styles.

Nothing is said here that the HTML does not say, and next to nothing is formatted by hand: whoever works on in Word changes a style and
has changed it all. The same HTML gives the same bytes.
"""

import io
import re
import zipfile
from datetime import UTC, datetime

from berattelse.skrift.zipfil import zippa
from samverkan.svenska import hall_ihop
from samverkan.vilande import Vilande

lxml_html = Vilande("lxml.html")
wordblock, wordtext = Vilande("berattelse.skrift.wordblock"), Vilande("berattelse.skrift.wordtext")  # python-docx

EXEMPEL = "Innehåller exempel"
_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


def som_docx(html, *, lases_in=False) -> bytes:
    """`html` is a whole document in the print layout. What is to be read back (`lases_in`) keeps the spaces as they were written."""
    html = html if lases_in else hall_ihop(html)
    svg = _SVG.findall(html)
    bilder = iter(range(len(svg)))
    root = lxml_html.document_fromstring(_SVG.sub(lambda _: f'<img data-svg="{next(bilder)}">', html))  # HTML folds case, SVG may not
    artikel = root.find(".//article")
    ord_ = wordtext.Skrift(next((form for form in ("tvasidor", "kort") if form in wordtext.klasser(artikel)), "omslag"))
    dag = _om(ord_.document.core_properties, root)
    exempel = EXEMPEL if "exempel" in wordtext.klasser(root.body) else ""
    ord_.sidhuvud(_ord(artikel.find(".//h1")), exempel)
    ord_.sidfot(". ".join(filter(None, [*(_ord(p) for p in artikel.find_class("utgava")), exempel])))
    wordblock.Overforing(ord_, svg, artikel).block(artikel)
    return _bytes(ord_.document, dag)


def _ord(element):
    return " ".join(element.text_content().split())


def _om(om, root):
    """What the head of the HTML says of the document; returns its day."""
    sagt = {meta.get("name"): meta.get("content", "") for meta in root.iter("meta")}
    dag = datetime.fromisoformat(sagt["dcterms.created"]).replace(tzinfo=UTC)
    om.title, om.subject = root.findtext(".//title")[:255], sagt.get("description", "")[:255]
    om.author = om.last_modified_by = sagt.get("author", "")[:255]
    om.created = om.modified = dag.replace(tzinfo=None)
    om.language, om.comments, om.revision = "sv-SE", "", 1
    om.keywords = sagt.get("keywords", "")[:255]
    return dag


def _bytes(document, dag):
    """Saved, and packed again with the document's own day on every part."""
    ut = io.BytesIO()
    document.save(ut)
    with zipfile.ZipFile(ut) as arkiv:
        return zippa([(namn, arkiv.read(namn)) for namn in arkiv.namelist()], dag)
