"""Uppdrag from a table: name, area, days, and which kommuner take part."""

from samverkan import svenska
from samverkan.models import Organisation
from uppdrag.inlasning.slag import Tabellslag
from uppdrag.inlasning.tabell import Kolumn, overlappar
from uppdrag.inlasning.uppslag import ALLA, Uppslag, organisationsnamn, vik
from uppdrag.models import Medverkan, Omrade, Uppdrag, Uppdragsomrade, Verksamhetsar


class Uppdragsblad(Tabellslag):
    slug, rubrik, ord = "uppdrag", "Uppdrag", "uppdrag"
    hem = "uppdrag:uppdrag_list"
    hemma, alla, alla_kolumn = "Uppdrag", "Alla kommuner medverkar där kolumnen Medverkande kommuner är tom", "kommuner"
    kolumner = (
        Kolumn(
            "namn",
            "Namn",
            "Uppdragets namn. Står det redan i avtalet läggs bara det som fattas till.",
            "Lärcentrum",
            ("Uppdrag",),
            kravs=True,
        ),
        Kolumn(
            "omrade",
            "Område",
            "Samverkansområdet, som det heter i den version av avtalet som gäller. Får vara tomt.",
            "",
            ("Samverkansområde",),
        ),
        Kolumn(
            "fran",
            "Från",
            "Första dagen, till exempel 2022-01-01. Gäller också kommunernas medverkan. Får vara tomt.",
            "2022-01-01",
            ("Från och med", "Start", "Startdatum"),
        ),
        Kolumn("till", "Till", "Sista dagen, när uppdraget har slutat. Får vara tomt.", "", ("Till och med", "Slut", "Slutdatum")),
        Kolumn(
            "kommuner",
            "Medverkande kommuner",
            "Skriv alla, eller namnen med semikolon eller komma mellan. Får vara tomt.",
            "alla",
            ("Kommuner", "Medverkar", "Medverkan", "Deltagande kommuner"),
        ),
    )

    def __init__(self, avtal, by):
        super().__init__(avtal, by)
        version = avtal.aktuell_version
        self.omraden = Uppslag(Omrade.objects.filter(version=version) if version else [], "områdena i den version av avtalet som gäller")
        kommuner = Organisation.objects.filter(sort=Organisation.Sort.KOMMUN, partskap__avtal=avtal)
        self.parter = {part.organisation_id: part for part in avtal.parter.all()}
        self.kommuner = Uppslag(kommuner, "kommunerna i avtalet", organisationsnamn)
        uppdrag = list(avtal.uppdrag.prefetch_related("medverkan"))
        self.finns = {vik(u.namn): u for u in uppdrag}
        self.medverkar = {u.pk: list(u.medverkan.all()) for u in uppdrag}
        self.placerade = set(Uppdragsomrade.objects.filter(omrade__version=version).values_list("uppdrag", flat=True)) if version else set()
        self.lasta = list(Verksamhetsar.objects.lasta_for(avtal))
        self.nasta = max((u.ordning for u in uppdrag), default=0)

    def varden(self):
        return {"omrade": self.omraden.rader, "kommuner": ["alla", *self.kommuner.rader]}

    def rad(self, rad):
        namn = rad.read("namn")
        omrade = rad.read("omrade", self.omraden.en)
        fran, till = rad.tid()
        kommuner = rad.read("kommuner", lambda text: self._kommuner(text, fran, till), [])
        if not namn:
            return
        uppdrag = self.finns.get(vik(namn))
        if uppdrag is None:
            self.nasta += 1
            uppdrag = rad.lagg_till(Uppdrag(avtal=self.avtal, namn=namn, fran=fran, till=till, ordning=self.nasta))
            self.finns[vik(namn)] = uppdrag
        nyckel = uppdrag.pk or id(uppdrag)
        if omrade and nyckel not in self.placerade:
            self.placerade.add(nyckel)
            rad.lagg_till(Uppdragsomrade(uppdrag=uppdrag, omrade=omrade))
        self._medverkan(rad, uppdrag, kommuner, fran, till)

    def _kommuner(self, text, fran, till):
        """Those that are named; alla is every one that is party on any of the days."""
        if vik(text) not in ALLA:
            return self.kommuner.flera(text)
        return [kommun for kommun in self.kommuner.rader if overlappar(fran, till, self.parter[kommun.pk])]

    def _medverkan(self, rad, uppdrag, kommuner, fran, till):
        redan = self.medverkar.setdefault(uppdrag.pk or id(uppdrag), [])
        da = {m.organisation_id for m in redan if overlappar(fran, till, m)}
        nya = [kommun for kommun in kommuner if kommun.pk not in da]
        if nya and (year := self._last(fran, till)):
            efter = f"Välj en dag efter {svenska.datum(year.till)}, eller vänta tills processledaren har låst upp året."
            rad.fela("fran", f"Medverkan rör år {year}, som är låst. {efter}")
            return
        redan += [rad.lagg_till(Medverkan(uppdrag=uppdrag, organisation=kommun, fran=fran, till=till)) for kommun in nya]

    def _last(self, fran, till):
        """The locked year that a participation in those days would change, or None."""
        return next((y for y in self.lasta if (fran is None or fran <= y.till) and (till is None or till >= y.fran)), None)
