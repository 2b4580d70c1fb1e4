"""What a PDF says of itself: its /Info and its XMP, flat, so that two writings of the same compare alike.

Only when and with which program the file was last saved may differ: a signing service writes that.
"""

from lxml import etree
from pyhanko.pdf_utils import generic

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_FRITT_INFO = {"/ModDate", "/Producer"}
_FRITT_XMP = {
    ("{http://ns.adobe.com/pdf/1.3/}Producer",), ("{http://ns.adobe.com/xap/1.0/}ModifyDate",),
    ("{http://ns.adobe.com/xap/1.0/}MetadataDate",),
}  # fmt: skip
_OMSLAG = {f"{RDF}RDF", f"{RDF}Description", "{adobe:ns:meta/}xmpmeta"}


def uppgifter(handler):
    """What a revision (pyHanko's resolver) says of itself: (/Info, XMP), comparable with ==."""
    info = handler.trailer_view.get_value_as_reference("/Info", optional=True)  # the trailer's own references lead to the last revision
    said = handler.get_object(info) if info else {}
    metadata = hamta(handler.root, "/Metadata")
    return {key: _enkelt(said.raw_get(key)) for key in said if key not in _FRITT_INFO}, xmp(metadata.data) if metadata is not None else []


def hamta(dictionary, key):
    """pyHanko's own get() does not follow references."""
    return dictionary[key] if dictionary is not None and key in dictionary else None


def _enkelt(value):
    """A string's bytes or text, whichever way it was written; anything but a plain value as it stands in the file."""
    return str(value) if isinstance(value, generic.TextStringObject | generic.NameObject) else repr(value)


def xmp(data):
    """The sorted (path, value) of an XMP packet: attribute or element, nested description or resource, all are one."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    return sorted((path, value) for path, value in _platt(root, ()) if path not in _FRITT_XMP)


def _platt(element, path):
    if not isinstance(element.tag, str):  # a comment or an instruction is none of what is said, unless somebody hides words there
        yield (*path, "kommentar"), str(element.text)
        return
    yield from _attribut(element, path)
    texts = [element.text, *(child.tail for child in element)]
    said = "".join(filter(None, texts)).strip()
    if said or (not len(element) and element.tag not in _OMSLAG and f"{RDF}resource" not in element.attrib):
        yield path, said
    counted = [child.tag for child in element if child.tag == f"{RDF}li"]
    for n, child in enumerate(element):
        place = (f"{child.tag}[{n}]",) if counted else (child.tag,)
        yield from _platt(child, path if child.tag in _OMSLAG else (*path, *place))


def _attribut(element, path):
    for name, value in element.attrib.items():
        if name in (f"{RDF}about", f"{RDF}parseType") or (element.tag == "{adobe:ns:meta/}xmpmeta" and not path):
            if value not in ("", "Resource") and name.startswith(RDF):
                yield (*path, name), value
        elif name == f"{RDF}resource":
            yield path, value
        else:
            yield (*path, name), value
