"""Decisions the documents tell of, two later ones that are exempel, and one agenda (exempel) to read a meeting by."""

from datetime import date, time

from uppdrag.models import Arena, Beslut, Dagordningspunkt, Tillfalle

VB, UR = "Verksamhetsberättelse 2022", "RUN/29/2021"
OKANT = "Organet anges inte i underlaget"
RADET = "Primärkommunala samverkansrådet"
KANDA = (
    # (organ, when in words, text, document, recommendation)
    (RADET, "oktober 2021", "Att utreda en annan organisationsform för uppdragen i överenskommelsen.", VB, False),
    (OKANT, "december 2020", "Att överenskommelsen ska genomlysas under första halvåret 2021.", UR, False),
    (OKANT, "december 2021", "Att lägga ned Kurs och konferens till halvårsskiftet 2022.", VB, False),
    (OKANT, "början av 2022", "Att kommunerna själva ska utse den som sammankallar Primärkommunala samverkansrådet.", VB, False),
    (OKANT, "2022", "Målbilden för länets arbete med nära vård rekommenderas för beslut.", VB, True),
    (OKANT, "2022", "Att kommunerna och regionen under 2023 startar Mini Maria, en integrerad mottagning för unga.", VB, False),
    (OKANT, "2022", "Att förlänga hemsjukvårdsavtalet till och med december 2023.", VB, False),
    (OKANT, "hösten 2022", "Att sluta ett nytt avtal om Centrum mot våld.", VB, False),
)  # fmt: skip
EXEMPEL = (
    # (organ, date, §, text, kronor of the debt)
    (
        "Regionens samverkansråd", date(2022, 2, 7), "5",
        "Att överenskommelsen i huvudsak är uppfylld för 2021, och att rekommendera att underlag till mötena sänds ut i god tid.",
        None,
    ),
    (
        "Regionens samverkansråd", date(2023, 2, 6), "4",
        "Att överenskommelsen i huvudsak är uppfylld för 2022, och att rekommendera att bemanningen av FoU Jämt säkras.",
        None,
    ),
    (
        RADET, date(2023, 3, 13), "7",
        "Att 500 000 kr av skulden från 2020–2021 används till att bygga upp kommunförbundet, gemensamt för alla kommuner.",
        500_000,
    ),
)  # fmt: skip
R, A, P = Dagordningspunkt.Sort.RUBRIK, Dagordningspunkt.Sort.ARENDE, Dagordningspunkt.Sort.PAUS
DAGORDNING = (
    # (kind, number, clock time, title, presenter, sub-points)
    (R, "", None, "Ärenden från regionen", "", ""),
    (A, "1", time(9, 0), "Läget i hälso- och sjukvården", "Tf regiondirektör", "Nära vård"),
    (A, "2", time(9, 30), "Regional utveckling", "Regional utvecklingsdirektör", "Kompetensförsörjning\nKollektivtrafik"),
    (P, "", time(10, 15), "Paus", "", ""),
    (R, "", None, "Ärenden från kommunerna", "", ""),
    (A, "3", time(10, 30), "Mottagandet av människor på flykt från Ukraina", "Kommundirektörerna", ""),
    (A, "4", None, "Kommunernas egna frågor", "Kommundirektörerna", "Civilt försvar\nVisselblåsarfunktionen"),
    (A, "5", time(11, 40), "Läget i kommunerna, laget runt", "Kommundirektörerna", ""),
)  # fmt: skip


def load(avtal):
    """After the occasions: the agenda belongs to one of them."""
    if Dagordningspunkt.objects.filter(tillfalle__avtal=avtal).exists():
        return
    arenor = {a.namn: a for a in Arena.objects.filter(avtal=avtal)}
    for organ, tid, text, dokument, rekommendation in KANDA:
        Beslut.objects.create(
            avtal=avtal, organ=organ, arena=arenor.get(organ), datum_text=tid, text=text, dokument=dokument,
            rekommendation=rekommendation,
        )  # fmt: skip
    for organ, datum, paragraf, text, skuldbelopp in EXEMPEL:
        Beslut.objects.create(
            avtal=avtal, organ=organ, arena=arenor.get(organ), datum=datum, paragraf=paragraf, text=text, skuldbelopp=skuldbelopp,
            exempel=True,
        )  # fmt: skip
    _dagordning(Tillfalle.objects.filter(arena=arenor["Kommundirektörerna"]).order_by("-fran").first())


def _dagordning(mote):
    Tillfalle.objects.filter(pk=mote.pk).update(anteckning="Dagordningen är ett exempel.")
    Dagordningspunkt.objects.bulk_create(
        Dagordningspunkt(
            tillfalle=mote, ordning=n, sort=sort, nummer=nummer, klockslag=tid, titel=titel, foredragande=vem, underpunkter=under
        )
        for n, (sort, nummer, tid, titel, vem, under) in enumerate(DAGORDNING, 1)
    )
