"""The first-run guide: what an agreement lacks before its first year can be written in, step by step, each read from its rows."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse

from berattelse.models import Avsnitt, Intagenberattelse
from samverkan.models import Organisation, Roll, Rolltilldelning
from samverkan.svenska import lista_text
from uppdrag.models import Arena, Avtal, Omrade, Part, Rubrik, Samordnare, Uppdrag, Verksamhetsar
from uppdrag.personkrets import kan_borja

BEHOVS = (Roll.DIREKTOR, Roll.CONTROLLER, Roll.SAMORDNARE)  # without them nobody adopts, approves or writes
KOMMUN = Organisation.Sort.KOMMUN


@dataclass(frozen=True)
class Steg:
    """One thing that has to be there: what it is, whether it is, and the form where it is added (none while a step before is missing)."""

    namn: str
    vad: str
    klart: bool
    url: str = ""
    valfritt: bool = False  # nothing waits for it


@dataclass(frozen=True)
class Guide:
    steg: list

    @property
    def nasta(self):
        return next(steg for steg in self.behovs if not steg.klart)

    @property
    def klara(self):
        return sum(steg.klart for steg in self.behovs)

    @property
    def behovs(self):
        """Those that a year cannot be written without."""
        return [steg for steg in self.steg if not steg.valfritt]


def guide(user):
    """The steps for whoever begins: the first administrator, then whoever leads the agreement; None when they are done or not hers."""
    if not user.is_processledare:
        return Guide(_steg(None, borjar=True)) if kan_borja(user) else None
    avtal = _avtal(user)
    steg = _steg(avtal, kommuner=avtal.kommuner if avtal else _har_kommuner(user))
    return Guide(steg) if not all(s.klart or s.valfritt for s in steg) else None


def _avtal(user):
    """The latest main agreement she leads, with what it has: one question."""
    har = {
        "kommuner": Part.objects.filter(avtal=OuterRef("pk"), organisation__sort=KOMMUN),
        "omraden": Omrade.objects.filter(version__avtal=OuterRef("pk")),
        "nagot_uppdrag": Uppdrag.objects.filter(avtal=OuterRef("pk")),
        "samordnat": Samordnare.objects.galler().filter(uppdrag__avtal=OuterRef("pk")),
        "nagon_arena": Arena.objects.filter(avtal=OuterRef("pk")),
        "forra": Intagenberattelse.objects.filter(avtal=OuterRef("pk"), status=Intagenberattelse.Status.INTAGEN),
        "nagot_year": Verksamhetsar.objects.filter(avtal=OuterRef("pk"), ur_fil=False),
        "rubriker": Rubrik.objects.filter(verksamhetsar__avtal=OuterRef("pk"), verksamhetsar__ur_fil=False),
        "nagot_avsnitt": Avsnitt.objects.filter(verksamhetsar__avtal=OuterRef("pk"), verksamhetsar__ur_fil=False),
    }
    roller = Rolltilldelning.objects.galler().filter(organisation__partskap__avtal=OuterRef("pk"))
    har |= {f"har_{roll}": roller.filter(roll=roll) for roll in BEHOVS}
    samordnare = Subquery(roller.filter(roll=Roll.SAMORDNARE).order_by("pk").values("user")[:1])
    avtal = Avtal.objects.ledda_av(user).huvudavtal().order_by("-pk").annotate(samordnare=samordnare)
    return avtal.annotate(**{namn: Exists(rader) for namn, rader in har.items()}).first()


def _har_kommuner(user):
    lan = Organisation.objects.filter(pk__in=user.organisation_ids, sort=Organisation.Sort.REGION).values_list("kod", flat=True)
    kommuner = Organisation.objects.filter(sort=KOMMUN).values_list("kod", flat=True)
    return any(kod.startswith(tuple(lan)) for kod in kommuner)


def _steg(avtal, *, borjar=False, kommuner=False):
    leder = not borjar
    return [
        Steg("Regionen och din roll", "Du väljer regionen i en lista och blir dess processledare, som lägger in allt det andra.", leder,
             reverse("uppdrag:bli_processledare")),
        Steg("Kommunerna", "Länets kommuner, med SCB:s koder ur samma lista.", kommuner,
             reverse("samverkan:organisation_kommuner") if leder else ""),
        Steg("Överenskommelsen och dess parter", _om_parter(avtal), bool(avtal and avtal.kommuner), _parter_url(avtal) if leder else ""),
        *(_under(avtal) if avtal else _annu_inte()),
    ]  # fmt: skip


FORRA = "Förra årets berättelse"
UNDER = (
    ("Version och områden", "Den lydelse av avtalet som gäller, och de samverkansområden som den delas in i."),
    ("Uppdragen", "Det regionen ska göra för kommunerna: varje uppdrag under sitt område, med de kommuner som medverkar."),
    ("Personer och roller", "Minst en samordnare som skriver, en controller som godkänner utfallet och en direktör som fastställer."),
    ("Arenorna", "Samverkansorganen vars möten räknas: nämnder, chefsarenor, nätverk och grupper."),
    (FORRA, "En Word-fil, en PDF eller text, vars texter ligger bredvid när det nya året skrivs. Kan hoppas över, eller göras senare."),
    ("Året, dess rubriker och avsnitt", "Den tid berättelsen handlar om. Rubrikerna hämtas från områdena, och avsnitten skapas med dem."),
)


def _annu_inte():
    return [Steg(namn, vad, klart=False, valfritt=namn == FORRA) for namn, vad in UNDER]


def _under(avtal):
    saknas = [roll.label.lower() for roll in BEHOVS if not getattr(avtal, f"har_{roll}")]
    ingen = not saknas and avtal.nagot_uppdrag and not avtal.samordnat  # the role is given, but no uppdrag to write of
    avsnitten = avtal.rubriker and avtal.nagot_avsnitt
    klart = [avtal.omraden, avtal.nagot_uppdrag, not saknas and not ingen, avtal.nagon_arena, avtal.forra, avsnitten]
    vagar = [
        reverse("uppdrag:version_create", args=[avtal.pk]), reverse("uppdrag:uppdrag_flera", args=[avtal.pk]),
        reverse("uppdrag:person_samordnare_create", args=[avtal.samordnare]) if ingen else reverse("uppdrag:person_create"),
        reverse("uppdrag:arena_flera", args=[avtal.pk]),
        reverse("berattelse:forra_create", args=[avtal.pk]) if avtal.nagot_uppdrag else "",
        reverse("uppdrag:year_list") if avtal.nagot_year else reverse("berattelse:year_create", args=[avtal.pk]),
    ]  # fmt: skip
    knyt = " Rollerna är givna, men ingen är samordnare för något uppdrag ännu." if ingen else ""
    mer = ["", "", f" Saknas: {lista_text(saknas)}." if saknas else knyt, "", "", ""]
    rader = zip(UNDER, klart, vagar, mer, strict=True)
    return [Steg(namn, vad + till, gjort, url, valfritt=namn == FORRA) for (namn, vad), gjort, url, till in rader]


def _om_parter(avtal):
    if avtal:
        return "Regionen och de kommuner som har ingått avtalet."
    return "Titel, diarienummer och tid, med alla parter i samma formulär."


def _parter_url(avtal):
    return reverse("uppdrag:part_create", args=[avtal.pk]) if avtal else reverse("uppdrag:avtal_create")
