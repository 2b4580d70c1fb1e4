"""The field to sign in, made when the PDF is made: where the HTML has an empty element with the id `signatur`.

A field added at signing breaks PDF/UA, so it has to be in the file from the start: with a name for who hears it, a tag
in the tree and an appearance (empty until somebody signs).
"""

import pydyf

ANKARE = "signatur"
FALT = "Signatur"
PX = 0.75  # points
PRINTED = 4
SIGNATURES_AND_APPEND_ONLY = 3


def lagg_till(document, pdf, sources):
    """Add the field in place. `sources` is {number of a tag: its box}, as pdf_taggar recorded it."""
    for page, reference in zip(document.pages, pdf.page_references, strict=True):
        if ANKARE in page.anchors:
            left, top, right, bottom = (value * PX for value in page.anchors[ANKARE])
            height = page.height * PX
            _lagg_pa(pdf, reference, [left, height - bottom, right, height - top], _omgivning(pdf, sources))


def _lagg_pa(pdf, page_reference, rect, parent):
    empty = pydyf.Stream(extra={"Type": "/XObject", "Subtype": "/Form", "BBox": pydyf.Array([0, 0, rect[2] - rect[0], rect[3] - rect[1]])})
    pdf.add_object(empty)
    widget = pydyf.Dictionary({
        "Type": "/Annot", "Subtype": "/Widget", "FT": "/Sig", "F": PRINTED, "Rect": pydyf.Array(rect), "P": page_reference,
        "T": pydyf.String(FALT), "TU": pydyf.String("Elektronisk underskrift"),
        "AP": pydyf.Dictionary({"N": empty.reference}),
    })  # fmt: skip
    pdf.add_object(widget)
    page = _object(pdf, page_reference)
    page.setdefault("Annots", pydyf.Array()).append(widget.reference)
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": pydyf.Array([widget.reference]), "SigFlags": SIGNATURES_AND_APPEND_ONLY})
    _tagga(pdf, widget, page_reference, parent)


def _tagga(pdf, widget, page_reference, parent):
    # K is the reference to the widget itself, not a list of one: validators do not look for it in a list.
    form = pydyf.Dictionary({
        "Type": "/StructElem", "S": "/Form", "P": parent.reference, "Pg": page_reference,
        "K": pydyf.Dictionary({"Type": "/OBJR", "Obj": widget.reference, "Pg": page_reference}),
    })  # fmt: skip
    pdf.add_object(form)
    parent["K"].append(form.reference)
    owners = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    widget["StructParent"] = owners[-2] + 1
    owners.extend([widget["StructParent"], form.reference])


def _omgivning(pdf, sources):
    """The tag of the element itself."""
    return next(
        pdf.objects[number]
        for number, box in sorted(sources.items())
        if box.element is not None and box.element.attrib.get("id") == ANKARE and pdf.objects[number].free == "n"
    )


def _object(pdf, reference):
    return pdf.objects[int(reference.split()[0])]
