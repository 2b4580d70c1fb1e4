"""What can be searched of this room and of the ground floor, and who may see it."""

from django.db.models import Case, F, TextField, Value, When

from samverkan.models import Organisation
from samverkan.sokregister.kalla import Sokkalla, etikett, foljd, forsta
from uppdrag.models import (
    Andringsforslag,
    Arena,
    Arenanamn,
    Avtal,
    Beskrivning,
    Beslut,
    Dagordningspunkt,
    Nytta,
    Rekommendation,
    Tillfalle,
    Uppdrag,
    Uppfoljning,
)

ARRANGOR = ("arena__namn", "uppdrag__namn", "annat_avtal__titel", "kommun__namn")


def _till(modell, falt, hos, synliga="visible_to"):
    """Rows that are seen by whoever sees the row they belong to."""
    return lambda user: modell.objects.filter(**{f"{falt}__in": getattr(hos.objects, synliga)(user)})


def _beslutet(fore=""):
    paragraf = Case(
        When(**{f"{fore}paragraf": ""}, then=Value("")), default=foljd(Value(" § "), F(f"{fore}paragraf")), output_field=TextField()
    )
    return foljd(F(f"{fore}organ"), paragraf)


KALLOR = (
    Sokkalla(
        1, "moten", "Möten och andra tillfällen", Tillfalle, ("rubrik", "anteckning", "till_namnden"), Tillfalle.objects.visible_to,
        "uppdrag:tillfalle_detail", hos=forsta(*ARRANGOR), nar=F("fran"),
        titel=Case(When(rubrik="", then=etikett("sort", Tillfalle.Sort)), default=F("rubrik"), output_field=TextField()),
        i_titeln=("rubrik",),
    ),
    Sokkalla(
        2, "arenden", "Ärenden på dagordningar", Dagordningspunkt, ("titel", "foredragande", "underpunkter", "dnr", "bilagor"),
        _till(Dagordningspunkt, "tillfalle", Tillfalle, "kallade_for"), "uppdrag:tillfalle_detail", sida=F("tillfalle"), titel=F("titel"),
        i_titeln=("titel",), hos=forsta(*(f"tillfalle__{falt}" for falt in ARRANGOR)), nar=F("tillfalle__fran"),
    ),
    Sokkalla(
        3, "beslut", "Beslut", Beslut, ("organ", "text", "dokument"), Beslut.objects.visible_to, "uppdrag:beslut_detail",
        titel=_beslutet(), nar=forsta("datum", "datum_text"), i_titeln=("organ",),
    ),
    Sokkalla(
        4, "rekommendationer", "Rekommendationer", Rekommendation, ("text", "agare"), Rekommendation.objects.visible_to,
        "uppdrag:rekommendation_detail", titel=Value("Rekommendation"), hos=_beslutet("beslut__"),
        nar=forsta("beslut__datum", "beslut__datum_text"),
    ),
    Sokkalla(
        5, "uppfoljningar", "Vad det blev av rekommendationer", Uppfoljning, ("text",),
        _till(Uppfoljning, "rekommendation", Rekommendation), "uppdrag:rekommendation_detail", sida=F("rekommendation"),
        titel=Value("Uppföljning"), nar=F("verksamhetsar__beteckning"),
    ),
    Sokkalla(
        6, "andringsforslag", "Ändringsförslag", Andringsforslag, ("rubrik", "text", "skal"), Andringsforslag.objects.lasbara,
        "uppdrag:forslag_detail", titel=F("rubrik"), nar=F("utsant_den"), i_titeln=("rubrik",),
    ),
    Sokkalla(
        7, "uppdrag", "Uppdrag", Uppdrag, ("namn", "anmarkning"), Uppdrag.objects.visible_to, "uppdrag:uppdrag_detail", titel=F("namn"),
        i_titeln=("namn",),
    ),
    Sokkalla(
        8, "uppdragsbeskrivningar", "Uppdragsbeskrivningar", Beskrivning, ("text",), Beskrivning.objects.visible_to,
        "uppdrag:uppdrag_detail", sida=F("uppdrag"), titel=F("uppdrag__namn"), nar=F("fran"),
    ),
    Sokkalla(
        9, "nytta", "Nyttan av uppdragen", Nytta, ("text", "kalla"), Nytta.objects.visible_to, "uppdrag:uppdrag_detail", sida=F("uppdrag"),
        titel=F("uppdrag__namn"),
    ),
    Sokkalla(
        10, "arenor", "Arenor", Arena, ("namn", "forkortning", "namn_i_text", "beskrivning"), Arena.objects.visible_to,
        "uppdrag:arena_detail", titel=F("namn"), i_titeln=("namn",),
    ),
    Sokkalla(
        11, "arenors-namn", "Arenors andra namn", Arenanamn, ("namn",), _till(Arenanamn, "arena", Arena), "uppdrag:arena_detail",
        sida=F("arena"), titel=F("namn"), hos=F("arena__namn"), i_titeln=("namn",),
    ),
    Sokkalla(
        12, "avtal", "Överenskommelser och avtal", Avtal, ("titel", "dnr"), Avtal.objects.visible_to, "uppdrag:avtal_detail",
        titel=F("titel"), i_titeln=("titel",),
    ),
    Sokkalla(
        13, "organisationer", "Organisationer", Organisation, ("namn", "kortnamn", "kod"), Organisation.objects.visible_to,
        "samverkan:organisation_detail", titel=F("namn"),
    ),
)  # fmt: skip
