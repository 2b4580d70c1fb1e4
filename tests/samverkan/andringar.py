"""Changes to a file before it is handed in, by kinds: what somebody does who saves it again, or adds to it, around the signature."""

import random
import re
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from samverkan.signering.pades import _Skrivare
from tests.samverkan import underskrifter as u
from tests.samverkan.doktorering import WAYS, _bilaga, _byt_sidor, _handling, _kommentar, _ny_sida, _skriv_over, _ta_bort_sida


def _ord(rnd):
    return f"{rnd.randint(0, 999_999)} tkr"


# --- revisions added at the end -------------------------------------------------------------------------------------------------


def _info(writer, rnd):
    info = writer.trailer["/Info"]
    info[pdf_name(rnd.choice(["/Author", "/Subject", "/Keywords", "/Title", "/Creator", "/CreationDate", "/Eget"]))] = (
        generic.TextStringObject(_ord(rnd))
    )
    writer.update_container(info)


def _xmp(writer, rnd):
    new = rnd.choice(
        [
            b'<rdf:Description rdf:about="" xmlns:e="urn:e" e:x="%s"/>',
            b'<rdf:Description rdf:about=""><dc:creator>%s</dc:creator></rdf:Description>',
        ]
    )
    data = writer.root["/Metadata"].data.replace(b"</rdf:RDF>", new % _ord(rnd).encode() + b"</rdf:RDF>")
    writer.root["/Metadata"] = writer.add_object(generic.StreamObject({pdf_name("/Type"): pdf_name("/Metadata")}, stream_data=data))
    writer.update_root()


def _utseende(writer, rnd):
    """Another picture in the field, drawn after (or before) somebody signed in it."""
    field = writer.root["/AcroForm"]["/Fields"][0].get_object()
    picture = generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 200, 60))),
        },
        stream_data=f"0 0 {rnd.randint(1, 200)} 60 re f".encode(),
    )
    field["/AP"] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(picture)})
    writer.update_container(field)


def _faltets_plats(writer, rnd):
    field = writer.root["/AcroForm"]["/Fields"][0].get_object()
    field["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (rnd.randint(0, 300), 0, 500, 800)))
    writer.update_container(field)


def _formular(writer, rnd):
    form = writer.root["/AcroForm"]
    if rnd.random() < 0.5:
        form[pdf_name("/NeedAppearances")] = generic.BooleanObject(True)
    else:
        form[pdf_name("/DA")] = generic.TextStringObject(f"/F1 {rnd.randint(1, 40)} Tf")
    writer.update_container(form)


def _textfalt(writer, rnd):
    field = generic.DictionaryObject(
        {
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): generic.TextStringObject("Belopp"),
            pdf_name("/V"): generic.TextStringObject(_ord(rnd)),
        }
    )
    fields = writer.root["/AcroForm"]["/Fields"]
    fields.append(writer.add_object(field))
    writer.update_container(fields)


def _bilaga_till(writer, rnd):
    specification = generic.DictionaryObject(
        {pdf_name("/Type"): pdf_name("/Filespec"), pdf_name("/F"): generic.TextStringObject(f"{rnd.randint(0, 99)}.csv")}
    )
    files = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    files.extend([generic.TextStringObject("x"), writer.add_object(specification)])
    writer.update_container(files)


def _rotation(writer, rnd):
    page = rnd.choice(writer.root["/Pages"]["/Kids"]).get_object()
    page[pdf_name("/Rotate")] = generic.NumberObject(rnd.choice([90, 180, 270]))
    writer.update_container(page)


def _resurser(writer, rnd):
    page = rnd.choice(writer.root["/Pages"]["/Kids"]).get_object()
    page[pdf_name("/Resources")] = generic.DictionaryObject(
        {pdf_name("/ProcSet"): generic.ArrayObject([pdf_name(f"/P{rnd.randint(0, 99)}")])}
    )
    writer.update_container(page)


def _bokmarke(writer, rnd):
    first = writer.root["/Outlines"]["/First"]
    first[pdf_name("/Title")] = generic.TextStringObject(_ord(rnd))
    writer.update_container(first)


def _bokmarken_bort(writer, rnd):
    del writer.root["/Outlines"]
    writer.update_root()


def _katalog(writer, rnd):
    key, value = rnd.choice(
        [
            ("/Lang", generic.TextStringObject("en")),
            ("/Version", pdf_name("/1.3")),
            ("/PageMode", pdf_name("/FullScreen")),
            ("/Perms", generic.DictionaryObject({pdf_name("/UR3"): generic.NullObject()})),
            ("/Extensions", generic.DictionaryObject({pdf_name("/ACME"): generic.DictionaryObject()})),
        ]
    )
    writer.root[pdf_name(key)] = value
    writer.update_root()


# --- saved anew -----------------------------------------------------------------------------------------------------------------


def _qpdf(fil, rnd):
    ways = [
        "--linearize",
        "--object-streams=generate",
        "--object-streams=disable",
        "--qdf",
        "--recompress-flate",
        "--stream-data=uncompress",
    ]
    with TemporaryDirectory() as folder:
        before, after = Path(folder, "a.pdf"), Path(folder, "b.pdf")
        before.write_bytes(fil)
        pikepdf.Job(["qpdf", "--warning-exit-0", rnd.choice(ways), str(before), str(after)]).run()
        return after.read_bytes()


def _pikepdf(fil, rnd):
    with pikepdf.open(BytesIO(fil)) as pdf:
        rnd.choice([_pike_inget, _pike_uppgift, _pike_sida, _pike_bilaga, _pike_bokmarke, _pike_falt])(pdf, rnd)
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def _pike_inget(pdf, rnd):
    """Saved, and nothing more."""


def _pike_uppgift(pdf, rnd):
    pdf.docinfo["/Author"] = String(_ord(rnd))


def _pike_sida(pdf, rnd):
    pdf.pages.append(pdf.pages[rnd.randrange(len(pdf.pages))])


def _pike_bilaga(pdf, rnd):
    pdf.attachments["nytt.txt"] = _ord(rnd).encode()


def _pike_bokmarke(pdf, rnd):
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(_ord(rnd), 0))


def _pike_falt(pdf, rnd):
    pdf.Root.AcroForm.Fields.append(pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("Belopp"), V=String(_ord(rnd)), Kids=Array())))


TILLAGG = {
    "metadata": (_info, _xmp, WAYS[5], WAYS[6]),
    "appearance": (_utseende, _faltets_plats),
    "annotations": (_kommentar,),
    "form": (_formular, _textfalt, _katalog, _handling),
    "attachments": (_bilaga, _bilaga_till),
    "pages": (_byt_sidor, _ta_bort_sida, _ny_sida, _rotation),
    "resources": (_resurser, _skriv_over),
    "outlines": (_bokmarke, _bokmarken_bort),
}
SPARAT = {"qpdf": _qpdf, "pikepdf": _pikepdf}
SLAG = (*TILLAGG, *SPARAT)


def andrad(slag, export, signerad, n):
    """A changed file of a kind, the n:th: changed after it was signed, or changed and then signed with a genuine key."""
    rnd = random.Random(f"{slag} {n}")  # noqa: S311 - the same changes every time
    fore = bool(n % 2)
    fil = export if fore else signerad
    changed = SPARAT[slag](fil, rnd) if slag in SPARAT else _revision(fil, rnd.choice(TILLAGG[slag]), rnd)
    assert changed != fil
    return u.utomstaende(changed) if fore and _har_tomt_falt(changed) else changed


def _revision(fil, way, rnd):
    writer = rnd.choice([IncrementalPdfFileWriter, _Skrivare])(BytesIO(fil))
    way(writer, rnd)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _har_tomt_falt(fil):
    return not re.search(rb"/ByteRange", fil)
