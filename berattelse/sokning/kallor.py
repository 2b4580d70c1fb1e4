"""What can be searched: this room's rows, and those of every room below it."""

from django.db.models import F, OuterRef, Q, Subquery, Value

from berattelse.models import Aktivitet, Avsnitt, FrittKapitel, Genomlysning, Projekt, Resultat, Utgava
from enkat.sokkallor import KALLOR as ENKATENS
from samverkan.sokregister.kalla import Sokkalla, foljd, forsta
from uppdrag.sokkallor import KALLOR as UPPDRAGETS

YEAR = F("verksamhetsar__beteckning")
_TEXTER = ("beskrivning", "arenor", "prioriterade", "aktiviteter", "resultat", "framtid")
_SAMMA = Q(uppdrag=OuterRef("uppdrag")) | Q(annat_avtal=OuterRef("annat_avtal"))
_UNDER = Subquery(Avsnitt.objects.filter(_SAMMA, verksamhetsar=OuterRef("verksamhetsar")).order_by().values("pk")[:1])
_PROJEKTENS = Subquery(
    Avsnitt.objects.filter(uppdrag=OuterRef("uppdrag"), verksamhetsar=OuterRef("verksamhetsar")).order_by().values("pk")[:1]
)
_HOS = forsta("uppdrag__namn", "annat_avtal__titel")


def _utgavor(user):
    """Of the editions she may see, those that no later one of them has replaced."""
    return Utgava.objects.gallande_for(user)


EGNA = (
    Sokkalla(
        40, "avsnitt", "Avsnitt i berättelsen", Avsnitt, _TEXTER, Avsnitt.objects.visible_to, "berattelse:avsnitt_detail", form="html",
        titel=forsta("uppdrag__namn", "rubrik__text", "annat_avtal__titel", "sort"), nar=YEAR,
    ),
    Sokkalla(
        41, "aktiviteter", "Aktiviteter", Aktivitet, ("text",), Aktivitet.objects.visible_to, "berattelse:rad_list",
        sida=foljd(_UNDER, Value("/aktiviteter")), titel=_HOS, nar=YEAR,
    ),
    Sokkalla(
        42, "resultat", "Resultat", Resultat, ("text", "kalla"), Resultat.objects.visible_to, "berattelse:rad_list",
        sida=foljd(_UNDER, Value("/resultat")), titel=_HOS, nar=YEAR,
    ),
    Sokkalla(
        43, "projekt", "Projekt", Projekt, ("namn",), Projekt.objects.visible_to, "berattelse:rad_list",
        sida=foljd(_PROJEKTENS, Value("/projekt")), titel=F("namn"), hos=F("uppdrag__namn"), nar=YEAR, i_titeln=("namn",),
    ),
    Sokkalla(
        44, "kapitel", "Kapitel i dokumenten", FrittKapitel, ("rubrik", "text"), FrittKapitel.objects.visible_to,
        "berattelse:dokument_html", form="html", sida=foljd(F("verksamhetsar"), Value("/"), F("dokument")),
        titel=F("rubrik"), nar=YEAR, i_titeln=("rubrik",),
    ),
    Sokkalla(
        45, "genomlysningar", "Genomlysningar", Genomlysning, ("titel", "skal", "slutsats"), Genomlysning.objects.visible_to,
        "berattelse:genomlysning_detail", titel=F("titel"), nar=YEAR, i_titeln=("titel",),
    ),
    Sokkalla(
        46, "utgavor", "Fastställda berättelser", Utgava, ("innehall",), _utgavor, "berattelse:utgava_detail", form="json",
        titel=foljd(Value("Verksamhetsberättelse, utgåva "), F("nummer")), nar=YEAR,
    ),
)  # fmt: skip
KALLOR = (*UPPDRAGETS[:6], *EGNA, *ENKATENS, *UPPDRAGETS[6:])
