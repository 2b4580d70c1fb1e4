"""Populations as SCB writes them: the shapes of its files, with the eight figures of 2021."""

import json

FOLKMANGD = {
    "2303": ("Ragunda", 5_214), "2305": ("Bräcke", 6_197), "2309": ("Krokom", 15_329), "2313": ("Strömsund", 11_474),
    "2321": ("Åre", 12_105), "2326": ("Berg", 7_133), "2361": ("Härjedalen", 10_064), "2380": ("Östersund", 64_354),
}  # fmt: skip
KOMMUNER = {kod: namn for kod, (namn, _) in FOLKMANGD.items()}
ANTAL = {kod: antal for kod, (_, antal) in FOLKMANGD.items()}


def man_och_kvinnor(antal):
    return (antal // 2 + 7, antal - antal // 2 - 7)


def bred_csv(tecken=","):
    """A year to a column, a row for each sex, the county among the kommuner."""
    rader = [["region", "ålder", "kön", "2020", "2021"], ["23 Jämtlands län", "totalt ålder", "män", "66000", "66270"]]
    for kod, (namn, antal) in FOLKMANGD.items():
        for kon, n in zip(("män", "kvinnor"), man_och_kvinnor(antal), strict=True):
            rader.append([f"{kod} {namn}", "totalt ålder", kon, str(n - 10), str(n)])
    return "\r\n".join(tecken.join(f'"{cell}"' for cell in rad) for rad in rader) + "\r\n"


def lang_csv():
    """The year in a column of its own."""
    rader = ['"region","ålder","kön","år","Folkmängden den 1 november"']
    for kod, (namn, antal) in FOLKMANGD.items():
        for kon, n in zip(("män", "kvinnor"), man_och_kvinnor(antal), strict=True):
            rader += [f'"{kod} {namn}","totalt ålder","{kon}","2020",{n - 10}', f'"{kod} {namn}","totalt ålder","{kon}","2021",{n}']
    return "\n".join(rader)


def jsonstat(**andrat):
    koder = list(FOLKMANGD)

    def kategori(koder, texter):
        return {"category": {"index": {k: n for n, k in enumerate(koder)}, "label": dict(zip(koder, texter, strict=True))}}

    data = {
        "version": "2.0", "class": "dataset", "label": "Folkmängden den 1 november efter region, ålder, kön, tabellinnehåll och år",
        "source": "SCB", "id": ["Region", "Alder", "Kon", "ContentsCode", "Tid"], "size": [8, 1, 2, 1, 2],
        "dimension": {
            "Region": kategori(koder, KOMMUNER.values()), "Alder": kategori(["tot"], ["totalt ålder"]),
            "Kon": kategori(["1", "2"], ["män", "kvinnor"]), "ContentsCode": kategori(["BE0101A9"], ["Folkmängden den 1 november"]),
            "Tid": kategori(["2020", "2021"], ["2020", "2021"]),
        },
        "value": [tal for antal in ANTAL.values() for n in man_och_kvinnor(antal) for tal in (n - 10, n)],
    }  # fmt: skip
    return json.dumps(data | andrat, ensure_ascii=False)


def pxjson():
    """The older answer of the same service."""
    kolumner = [
        {"code": "Region", "type": "d"},
        {"code": "Kon", "type": "d"},
        {"code": "Tid", "type": "t"},
        {"code": "BE0101A9", "type": "c"},
    ]
    data = [
        {"key": [kod, kon, "2021"], "values": [str(n)]}
        for kod, antal in ANTAL.items()
        for kon, n in zip("12", man_och_kvinnor(antal), strict=True)
    ]
    return "\ufeff" + json.dumps({"columns": kolumner, "data": data})
