"""Ways to change a PDF by adding to it, as somebody would who wants it to say something else and still look signed."""

from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from samverkan.signering.pades import _Skrivare


def doktorera(pdf, rnd):
    """The PDF with a revision at its end that changes it in one of the ways below, chosen by `rnd`."""
    way = rnd.choice(WAYS)
    writer = rnd.choice([IncrementalPdfFileWriter, _Skrivare])(BytesIO(pdf))
    way(writer, rnd)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _sidor(writer):
    return writer.root["/Pages"]["/Kids"]


def _text(rnd):
    return f"BT /F1 {rnd.randint(8, 30)} Tf 100 {rnd.randint(100, 700)} Td ({rnd.randint(0, 999)} tkr) Tj ET".encode()


def _ny_text(writer, rnd):
    page = rnd.choice(_sidor(writer)).get_object()
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=_text(rnd)))
    writer.update_container(page)


def _skriv_over(writer, rnd):
    reference = rnd.choice(_sidor(writer)).get_object().raw_get("/Contents")
    stream = reference.get_object()
    stream._data = _text(rnd)
    stream._encoded_data = None
    stream.pop("/Filter", None)
    writer.mark_update(reference)


def _byt_sidor(writer, rnd):
    kids = _sidor(writer)
    kids.reverse()
    writer.update_container(kids)


def _ta_bort_sida(writer, rnd):
    pages = writer.root["/Pages"]
    del pages["/Kids"][rnd.randrange(len(pages["/Kids"]))]
    pages["/Count"] = generic.NumberObject(len(pages["/Kids"]))
    writer.update_container(pages)


def _ny_sida(writer, rnd):
    pages = writer.root["/Pages"]
    page = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Page"),
            pdf_name("/Parent"): writer.root.raw_get("/Pages"),
            pdf_name("/MediaBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842))),
            pdf_name("/Contents"): writer.add_object(generic.StreamObject(stream_data=_text(rnd))),
        }
    )
    pages["/Kids"].insert(rnd.randint(0, len(pages["/Kids"])), writer.add_object(page))
    pages["/Count"] = generic.NumberObject(len(pages["/Kids"]))
    writer.update_container(pages)


def _titel(writer, rnd):
    info = writer.trailer["/Info"]
    info["/Title"] = generic.TextStringObject(f"Skuld {rnd.randint(0, 999)} tkr")
    writer.update_container(info)


def _titel_i_metadata(writer, rnd):
    data = writer.root["/Metadata"].data.replace(b"Prov", b"Annat %d" % rnd.randint(0, 999))
    writer.root["/Metadata"] = writer.add_object(generic.StreamObject({pdf_name("/Type"): pdf_name("/Metadata")}, stream_data=data))
    writer.update_root()


def _kommentar(writer, rnd):
    page = rnd.choice(_sidor(writer)).get_object()
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (100, 100, 300, 200))),
            pdf_name("/Contents"): generic.TextStringObject(f"{rnd.randint(0, 999)} tkr"),
        }
    )
    page["/Annots"] = generic.ArrayObject([*page.get("/Annots", []), writer.add_object(note)])
    writer.update_container(page)


def _handling(writer, rnd):
    writer.root["/OpenAction"] = generic.DictionaryObject(
        {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.TextStringObject(f"app.alert({rnd.randint(0, 999)})")}
    )
    writer.update_root()


def _bilaga(writer, rnd):
    specification = writer.root["/Names"]["/EmbeddedFiles"]["/Names"][1]
    file = generic.StreamObject(stream_data=b'{"skuld": %d}' % rnd.randint(0, 841))
    specification["/EF"]["/F"] = writer.add_object(file)
    writer.update_container(specification["/EF"])


def _omarkt(writer, rnd):
    writer.root["/MarkInfo"] = generic.DictionaryObject({pdf_name("/Marked"): generic.BooleanObject(False)})
    writer.update_root()


WAYS = (_ny_text, _skriv_over, _byt_sidor, _ta_bort_sida, _ny_sida, _titel, _titel_i_metadata, _kommentar, _handling, _bilaga, _omarkt)
