"""Small files, large costs: what somebody may send to make the program work for minutes, or fill its memory."""

import io
import json
import zipfile
import zlib

from asn1crypto.pkcs12 import Pfx

CT = "application/vnd.openxmlformats-officedocument"
BLAD = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _startxref(pdf):
    return int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])


def pdf_korsreferenser(export, antal=400_000):
    """A revision whose cross-reference stream says that there are so many objects, all at one place."""
    rader = zlib.compress(b"\x01\x00\x00\x00\x10\x00" * antal, 9)
    nr = 10_000_000
    huvud = f"{nr} 0 obj\n<</Type/XRef/Size {nr + 1}/Index[{nr - antal} {antal}]/W[1 4 1]/Root 1 0 R/Prev {_startxref(export)}/Filter/FlateDecode/Length {len(rader)}>>\nstream\n"
    plats = len(export) + 1
    return export + b"\n" + huvud.encode() + rader + b"\nendstream\nendobj\nstartxref\n" + str(plats).encode() + b"\n%%EOF\n"


def pdf_mellanslag(export, antal=20_000_000):
    return export + b" " * antal


def jsonstat(dimensioner=40):
    """One variable of three categories, again and again: more values than there are atoms."""
    kategorier = {"category": {"index": ["1", "2", "3"]}}
    return json.dumps({"id": ["region", *["a"] * dimensioner], "value": {}, "dimension": {"region": kategorier, "a": kategorier}}).encode()


def xlsx(blad, extra=""):
    """A workbook of one sheet whose XML is `blad`."""
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as arkiv:
        arkiv.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{CT}.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{CT}.spreadsheetml.worksheet+xml"/></Types>',
        )
        arkiv.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        arkiv.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{BLAD}" xmlns:r="{REL}"><sheets><sheet name="Blad" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        arkiv.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        arkiv.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{BLAD}"><sheetData>{blad}</sheetData>{extra}</worksheet>')
    return ut.getvalue()


def xlsx_celler(rader=20_000, celler=40):
    return xlsx(f"<row>{'<c><v>1</v></c>' * celler}</row>" * rader)


def xlsx_sammanfogat():
    """One cell that is merged with all the others."""
    return xlsx("<row><c><v>1</v></c></row>", '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')


def sie_en_rad(langd=32_000_000):
    return b"#FLAGGA 0\n#SIETYP 4\n#KONTO 3000 " + b'"a" ' * (langd // 4)


def sie_fel(antal=100_000):
    """Accounts whose own balances nothing bears out, and lines that cannot be counted."""
    konton = b"".join(b'#RES 0 %d 1.00\n#PSALDO 0 x%d 3 "\n' % (n, n) for n in range(30_000, 30_000 + antal // 2))
    return b"#FLAGGA 0\n#SIETYP 4\n#RAR 0 20220101 20221231\n#PSALDO 0 202201 3000 {} 5\n" + konton


def sie_dimensioner(antal=50_000):
    """As many dimensions as there are lines, each with an object."""
    rader = b"".join(b'#DIM %d "D"\n#OBJEKT %d "1" "O"\n' % (n, n) for n in range(100, 100 + antal))
    trans = b"".join(b'#TRANS 4010 {%d "1"} 1.00\n' % n for n in range(100, 100 + antal))
    return b"#FLAGGA 0\n#SIETYP 4\n#RAR 0 20220101 20221231\n" + rader + b'#VER A 1 20220101 "x"\n{\n' + trans + b"}\n"


def csv_lang(tecken=140_000):
    return b'region,antal\n2326 Berg,"' + b"7" * tecken + b'"\n'


def upprepad(ord_=10_000):
    """Two texts of the same few words."""
    return f"<p>{'ja nej ' * ord_}</p>", f"<p>{'nej ja ' * ord_}</p>"


def tabell_med_spann(sida=1000):
    return f"<table>{''.join(f'<tr><td rowspan={sida} colspan={sida}>x</td></tr>' for _ in range(sida))}</table>"


def p12(data, varv=2_000_000_000):
    """A certificate whose own word is that its password is to be hashed so many times."""
    pfx = Pfx.load(data)
    pfx["mac_data"]["iterations"] = varv
    return pfx.dump(force=True)
