"""People from a table: who they are, a role, and what they are tied to. A person may stand on several rows, with a role on each."""

from django.db.models.functions import Lower
from django.utils import timezone

from samverkan.models import Roll, Rolltilldelning, User
from uppdrag import personkrets
from uppdrag.inlasning.arenatabell import arenanamn
from uppdrag.inlasning.slag import Tabellslag
from uppdrag.inlasning.tabell import Kolumn, epost, ja_nej, overlappar
from uppdrag.inlasning.uppslag import Uppslag, Valuppslag, organisationsnamn, vik
from uppdrag.models import Kontaktperson, Ordforande, Samordnare

INTE_SAMORDNARE = "Personen har inte rollen samordnare hos någon part i avtalet. Skriv en rad med den rollen ovanför."
INTE_PART = "Organisationen är inte part i avtalet, så ingen kan vara dess kontaktperson."


class Personblad(Tabellslag):
    slug, rubrik, ord = "personer", "Personer", "personer"
    hem = "uppdrag:person_list"
    hemma, ger_konton = "Personer", True
    kolumner = (
        Kolumn("namn", "Namn", "För- och efternamn.", "Anna Andersson", kravs=True),
        Kolumn(
            "email",
            "E-post",
            "Adressen är den man loggar in med. Den som redan finns får bara det som fattas.",
            "anna.andersson@kommun.se",
            ("E-postadress", "Epost", "Mejl", "Mail", "E-mail"),
            kravs=True,
        ),
        Kolumn("titel", "Titel", "Får vara tomt.", "utvecklingsledare", ("Befattning",)),
        Kolumn("telefon", "Telefon", "Får vara tomt.", "", ("Telefonnummer", "Mobil")),
        Kolumn("roll", "Roll", "En roll på varje rad. Den som har flera står på flera rader.", "Kommunal tjänsteperson", kravs=True),
        Kolumn(
            "organisation",
            "Organisation",
            "Där rollen gäller: namnet, kortnamnet eller koden.",
            "Bergs kommun",
            ("Kommun", "Arbetsgivare", "Part"),
            kravs=True,
        ),
        Kolumn("fran", "Från", "Första dagen, till exempel 2022-01-01. Tomt betyder i dag.", "2022-01-01", ("Från och med", "Start")),
        Kolumn("till", "Till", "Sista dagen. Får vara tomt.", "", ("Till och med", "Slut")),
        Kolumn(
            "samordnar",
            "Samordnare för uppdrag",
            "Uppdragens namn med semikolon mellan. Får vara tomt.",
            "",
            ("Samordnar", "Samordnare för", "Uppdrag"),
        ),
        Kolumn(
            "leder",
            "Ordförande för arena",
            "Arenornas namn med semikolon mellan. Får vara tomt.",
            "",
            ("Ordförande", "Ordförande i", "Ordförande för", "Arena"),
        ),
        Kolumn(
            "kontakt",
            "Kontaktperson",
            "Ja om personen är organisationens kontaktperson i avtalet. Får vara tomt.",
            "nej",
            ("Kontaktperson för part",),
        ),
    )

    def __init__(self, avtal, by):
        super().__init__(avtal, by)
        self.roller = Valuppslag(Roll.choices, **{"tjänsteperson": "tjansteperson", "kontaktperson": "kommunchef", "direktör": "direktor"})
        self.organisationer = Uppslag(personkrets.rollgivare_for(by), "organisationerna där du ger roller", organisationsnamn)
        self.egna, self.idag = personkrets.egna_ids(by), timezone.localdate()
        self.uppdrag = Uppslag(avtal.uppdrag.all(), "uppdragen i avtalet")
        self.arenor = Uppslag(avtal.arenor.prefetch_related("andra_namn"), "arenorna i avtalet", arenanamn)
        self.parter = {part.organisation_id: part for part in avtal.parter.select_related("organisation")}

    def forbered(self, rader):
        adresser = {rad.celler["email"].lower() for rad in rader}
        personer = User.objects.annotate(adress=Lower("email")).filter(adress__in=adresser)
        self.personer = {person.adress: person for person in personer}
        self.synliga = set(personkrets.personer_for(self.by).filter(pk__in=personer.values("pk")).values_list("pk", flat=True))
        hos = {"user__in": list(self.personer.values())}
        self.har_roll = {p.pk: [] for p in self.personer.values()}
        for roll in Rolltilldelning.objects.filter(**hos):
            self.har_roll[roll.user_id].append(roll)
        self.knutna = [*Samordnare.objects.filter(**hos), *Ordforande.objects.filter(**hos), *Kontaktperson.objects.filter(**hos)]

    def varden(self):
        return {
            "roll": self.roller.val(), "organisation": self.organisationer.rader, "samordnar": self.uppdrag.rader,
            "leder": self.arenor.rader, "kontakt": ["ja", "nej"],
        }  # fmt: skip

    def rad(self, rad):
        namn, adress = rad.read("namn"), rad.read("email", epost)
        falt = {"titel": rad.read("titel", annars=""), "telefon": rad.read("telefon", annars="")}
        roll, organisation = rad.read("roll", self.roller.en), rad.read("organisation", self.organisationer.en)
        fran, till = rad.tid()
        ties = rad.read("samordnar", self.uppdrag.flera, []), rad.read("leder", self.arenor.flera, []), rad.read("kontakt", ja_nej, False)
        if fel := personkrets.rollfel(roll, organisation, self.egna):
            rad.fela("roll", fel)
        if rad.fel:
            return
        tid = {"fran": fran or self.idag, "till": till}
        if till and till < tid["fran"]:
            rad.fela("till", "Slutdatumet har redan varit. Skriv också första dagen.")
            return
        person = self._person(rad, namn, adress, falt)
        if person:
            self._roll(rad, person, Rolltilldelning(user=person, roll=roll, organisation=organisation, **tid))
            self._knyt(rad, person, organisation, tid, *ties)

    def _person(self, rad, namn, adress, falt):
        """Her who is there, if she is known to whoever reads in; else a new one."""
        person = self.personer.get(adress)
        if person is None:
            person = User(email=adress, namn=namn, **falt)
            person.set_password(None)
            self.personer[adress] = rad.lagg_till(person, email="email")
        elif person.pk and person.pk not in self.synliga:
            rad.fela("email", personkrets.FINNS)
            return None
        elif vik(person.namn) != vik(namn):
            rad.sagt.append(f"Heter {person.namn} här. Namnet ändras inte.")
        return person

    def _roll(self, rad, person, ny):
        if person == self.by and ny.roll in Roll.beslutande():
            rad.fela("roll", personkrets.INTE_SIG_SJALV)
            return
        roller = self.har_roll.setdefault(person.pk or id(person), [])
        samma = [r for r in roller if (r.roll, r.organisation_id) == (ny.roll, ny.organisation_id)]
        if not any(overlappar(ny.fran, ny.till, r) for r in samma):
            roller.append(rad.lagg_till(ny))

    def _knyt(self, rad, person, organisation, tid, uppdrag, arenor, kontakt):
        if uppdrag and not self._ar_samordnare(person):
            rad.fela("samordnar", INTE_SAMORDNARE)
        if kontakt and organisation.pk not in self.parter:
            rad.fela("kontakt", INTE_PART)
        if rad.fel:
            return
        nya = [Samordnare(uppdrag=u, user=person, **tid) for u in uppdrag] + [Ordforande(arena=a, user=person, **tid) for a in arenor]
        nya += [Kontaktperson(part=self.parter[organisation.pk], user=person, **tid)] if kontakt else []
        for knytning in nya:
            if not any(_samma(knytning, annan) and overlappar(knytning.fran, knytning.till, annan) for annan in self.knutna):
                self.knutna.append(rad.lagg_till(knytning))

    def _ar_samordnare(self, person):
        """Does she hold the role at a party, by what is there or by a row of the file?"""
        roller = self.har_roll.get(person.pk or id(person), [])
        return any(r.roll == Roll.SAMORDNARE and r.organisation_id in self.parter and overlappar(self.idag, self.idag, r) for r in roller)


def _samma(en, annan):
    """Is it the same tie, of the same person to the same row?"""
    till = {Samordnare: "uppdrag_id", Ordforande: "arena_id", Kontaktperson: "part_id"}
    falt = till[type(en)]
    samma_person = en.user_id == annan.user_id if en.user_id or annan.user_id else en.user is annan.user
    return type(en) is type(annan) and samma_person and getattr(en, falt) == getattr(annan, falt)
