"""The demo's organisations and people: facts are public codes and names, people are roles."""

from datetime import date
from functools import cache

from django.contrib.auth.hashers import make_password

from samverkan.models import Organisation, Roll, Rolltilldelning, User

LOSENORD = "samverkan-exempel-2022"
FRAN = date(2019, 1, 1)
KOMMUNER = {
    "2303": ("Ragunda kommun", "Ragunda"),
    "2305": ("Bräcke kommun", "Bräcke"),
    "2309": ("Krokoms kommun", "Krokom"),
    "2313": ("Strömsunds kommun", "Strömsund"),
    "2321": ("Åre kommun", "Åre"),
    "2326": ("Bergs kommun", "Berg"),
    "2361": ("Härjedalens kommun", "Härjedalen"),
    "2380": ("Östersunds kommun", "Östersund"),
}
ANDRA = (
    "Sveriges Kommuner och Regioner", "Arbetsförmedlingen", "Mittuniversitetet", "Länsstyrelsen Jämtlands län", "Polismyndigheten",
    "Åklagarkammaren i Östersund", "Specialpedagogiska skolmyndigheten",
)  # fmt: skip
REGIONENS_FOLK = {
    "processledare": ("Processledare", Roll.PROCESSLEDARE, "Processledare regional samverkan"),
    "controller": ("Controller", Roll.CONTROLLER, "Controller regional utveckling"),
    "direktor": ("Regional utvecklingsdirektör", Roll.DIREKTOR, "Regional utvecklingsdirektör"),
    "samordnare.larcentrum": ("Samordnare Lärcentrum", Roll.SAMORDNARE, ""),
    "samordnare.barn.utbildning": ("Samordnare Barn och utbildning", Roll.SAMORDNARE, ""),
    "samordnare.social.valfard": ("Samordnare Social välfärd", Roll.SAMORDNARE, ""),
    "samordnare.energikontoret": ("Samordnare Energikontoret", Roll.SAMORDNARE, ""),
    "samordnare.vard.omsorgscollege": ("Samordnare Vård- och omsorgscollege", Roll.SAMORDNARE, ""),
    "samordnare.ledning": ("Samordnare ledning och EU", Roll.SAMORDNARE, ""),
}


def epost(namn):
    """The demo's addresses, at a domain that cannot exist."""
    folded = namn.lower().translate(str.maketrans("åäö", "aao")).replace(" ", ".")
    return f"{folded}@exempel.test"


def load():
    """Organisations, people and roles. Returns the region."""
    region, _ = Organisation.objects.update_or_create(
        sort=Organisation.Sort.REGION, kod="23",
        defaults={"namn": "Region Jämtland Härjedalen", "kortnamn": "Regionen", "funktionsbrevlada": epost("region")},
    )  # fmt: skip
    for name in ANDRA:
        Organisation.objects.get_or_create(namn=name, defaults={"sort": Organisation.Sort.ANNAN})
    for local, (namn, roll, titel) in REGIONENS_FOLK.items():
        _person(f"{local}@exempel.test", namn, titel, roll, region)
    for kod, (namn, kort) in KOMMUNER.items():
        kommun, _ = Organisation.objects.update_or_create(
            sort=Organisation.Sort.KOMMUN, kod=kod,
            defaults={"namn": namn, "kortnamn": kort, "funktionsbrevlada": epost(f"kommun {kort}")},
        )  # fmt: skip
        _person(epost(f"tjansteperson {kort}"), f"Tjänsteperson {kort}", "Samhällsutvecklare", Roll.TJANSTEPERSON, kommun)
        _person(epost(f"kommunchef {kort}"), f"Kommunchef {kort}", "Kommundirektör", Roll.KOMMUNCHEF, kommun)
    _person("lasare@exempel.test", "Läsare, förtroendevald", "Ledamot", Roll.LASARE, Organisation.objects.get(kod="2380"))
    return region


@cache
def _losenord():
    """The demo's one password, hashed once: with a salt for each person it would take most of the loading."""
    return make_password(LOSENORD)


def _person(email, namn, titel, roll, organisation):
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create(email=email, namn=namn, titel=titel, password=_losenord(), exempel=True)
    Rolltilldelning.objects.get_or_create(user=user, roll=roll, organisation=organisation, fran=FRAN)
    return user
