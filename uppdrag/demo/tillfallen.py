"""Every occasion needed so that the year comes out by counting.

The documents give counts, so all dates are exempel; a form, a length or minutes that no document tells of are not known.
"""

from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from samverkan.models import Organisation
from uppdrag.models import Arena, Avtal, Narvaro, Tillfalle, Uppdrag

# arena: (meetings 2022, of which whole days)
ANTAL_2022 = {
    "Primärkommunala samverkansrådet": (1, 0), "Kommundirektörerna": (6, 0), "Nätverket Vägen till arbete": (4, 0), "BUZ": (3, 3),
    "Skolchefsnätverket": (5, 5), "Elevhälsochefsnätverket": (5, 2), "Politikernätverket": (4, 0), "Förskolenätverket": (4, 0),
    "Barnarenan": (4, 0), "SamReKo hälso- och sjukvård, IFO och skola": (5, 0), "Jämtbus": (4, 0), "FolkhälsoZ": (4, 0),
    "Ledningsgrupp Tillsammans mot våld": (4, 0), "SocSam": (5, 0), "IFO-chefsnätverket": (4, 0), "Förvaltningschefsnätverket": (9, 0),
    "SVOM": (4, 0), "Fredagsgruppen": (11, 0),
}  # fmt: skip
ANTAL_2021 = {"Fredagsgruppen": (9, 0), "Länsnätverk psykisk hälsa": (4, 0)}
MANADSVIS = ("Politisk referensgrupp för länsverksamheter och avtal", "MAS/MAR-nätverket")
MANADER = (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12)
# Red days and eves on which nobody meets, as far as the occasions come near them.
LEDIGT = {(2021, 1, 5), (2021, 1, 6), (2022, 1, 5), (2022, 1, 6), (2022, 5, 26), (2022, 5, 27), (2022, 6, 6), (2022, 6, 24)}


def load(avtal):
    if Tillfalle.objects.filter(avtal=avtal).exists():
        return
    arenor = {a.namn: a for a in Arena.objects.filter(avtal=avtal).prefetch_related("grupper")}
    rader = []
    for year, antal in ((2021, ANTAL_2021), (2022, ANTAL_2022)):
        for n, (namn, (moten, heldagar)) in enumerate(antal.items()):
            rader += [_mote(arenor[namn], dag, heldag=i < heldagar) for i, dag in enumerate(_dagar(year, moten, n))]
    for namn in MANADSVIS:
        serie = uuid5(NAMESPACE_URL, namn)
        rader += [_mote(arenor[namn], _vardag(date(2022, m, 12)), serie=serie) for m in range(1, 13)]
    for n, grupp in enumerate(arenor["Regionalt utvecklingsnätverk"].grupper.all()):
        rader += [_mote(grupp.arena, dag, grupp=grupp) for dag in _dagar(2022, 4, 7 + n)]
    Tillfalle.objects.bulk_create(rader)
    _efterarbete(avtal, arenor)
    _kurser(avtal)
    _andra_avtal(avtal)


def _vardag(dag):
    """The same day, or the first working day after a week-end or a red day."""
    while dag.weekday() > 4 or (dag.year, dag.month, dag.day) in LEDIGT:
        dag += timedelta(days=1)
    return dag


def _dagar(year, antal, forskjutning):
    """`antal` weekdays spread over the year's months, July left out."""
    return [_vardag(date(year, MANADER[i * 11 // antal], 3 + (forskjutning * 3 + i) % 23)) for i in range(antal)]


def _mote(arena, dag, *, heldag=False, **fields):
    return Tillfalle(
        avtal=arena.avtal, arena=arena, fran=dag, till=dag, datum_exempel=True, protokoll=arena.protokollfors or None,
        langd=Tillfalle.Langd.HELDAG if heldag else Tillfalle.Langd.OKAND, **fields,
    )  # fmt: skip


def _efterarbete(avtal, arenor):
    region = Organisation.objects.get(sort=Organisation.Sort.REGION, kod="23")
    Tillfalle.objects.filter(arena=arenor["Primärkommunala samverkansrådet"]).update(sammankallat_av=region)
    skr = Organisation.objects.get(namn="Sveriges Kommuner och Regioner")
    for mote in Tillfalle.objects.filter(arena=arenor["Kommundirektörerna"]).order_by("fran")[1:3]:
        Narvaro.objects.create(tillfalle=mote, organisation=skr)


def _kurser(avtal):
    kurs = Uppdrag.objects.get(avtal=avtal, namn="Kurs och konferens")
    dagar = ((2, 8, "utbildning"), (2, 23, "konferens"), (3, 8, "utbildning"), (3, 22, "konferens"), (3, 30, "utbildning"))
    for manad, dag, sort in dagar:
        datum = date(2022, manad, dag)
        Tillfalle.objects.create(
            avtal=avtal, uppdrag=kurs, sort=sort, fran=datum, till=datum, langd=Tillfalle.Langd.HELDAG, datum_exempel=True
        )


def _andra_avtal(avtal):
    zappa, energi = Avtal.objects.get(dnr="RUN/659/2016"), Avtal.objects.get(dnr="RUN/350/2019")
    for dag in _dagar(2022, 4, 2):
        _eget(avtal, zappa, dag, motesord="möte", rubrik="Zappamöte med kommunerna")
    serie = uuid5(NAMESPACE_URL, "zappa")
    for m in range(1, 13):
        _eget(avtal, zappa, _vardag(date(2022, m, 20)), motesord="förvaltningsmöte", serie=serie)
    for dag in _dagar(2022, 6, 5):
        _eget(avtal, energi, dag, motesord="nätverksmöte")
    _eget(avtal, energi, date(2022, 2, 15), sort="webbinarium", rubrik="Klimatdeklarationer", form=Tillfalle.Form.DIGITALT)
    _eget(avtal, energi, date(2022, 11, 15), sort="webbinarium", rubrik="Klimatanpassning", form=Tillfalle.Form.DIGITALT)
    _eget(avtal, energi, date(2022, 5, 10), sort="temadag", langd=Tillfalle.Langd.HELDAG)
    resa = _eget(avtal, energi, date(2022, 9, 13), till=date(2022, 9, 15), sort="studieresa", langd=Tillfalle.Langd.HELDAG)
    for n in range(8):
        _eget(avtal, energi, date(2022, 9, 13 + n // 3), sort="studiebesok", del_av=resa)


def _eget(avtal, arrangor, dag, **fields):
    return Tillfalle.objects.create(**{"avtal": avtal, "annat_avtal": arrangor, "fran": dag, "till": dag, "datum_exempel": True} | fields)
