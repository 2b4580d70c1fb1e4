"""Activities and results from a table: under which uppdrag, what, and when; the year is the day's, or the only one that is open."""

from decimal import Decimal, InvalidOperation

from berattelse.forms.avsnitt import enheter_i
from berattelse.models import Aktivitet, Avsnitt, Resultat
from samverkan import svenska
from samverkan.models import Roll
from uppdrag.inlasning import dagar
from uppdrag.inlasning.slag import Tabellslag
from uppdrag.inlasning.tabell import Cellfel, Kolumn
from uppdrag.inlasning.uppslag import Uppslag, vik
from uppdrag.models import Uppdrag
from uppdrag.models.year import FLER_AR

INGET_AR = (
    "Avtalet har inget öppet verksamhetsår att läsa in i. Processledaren lägger till året, eller låser upp det, på sidan Verksamhetsår."
)
INTE_DITT = "Du samordnar inte det uppdraget. Be processledaren, eller den som gör det."
STANGT = {Avsnitt.Status.KLAR: "lämnat för granskning", Avsnitt.Status.GODKAND: "godkänt"}
MANADER = {namn: n for n, namn in enumerate(svenska.MANADER, 1)}


def far_lasa_in(avtal, user):
    """The processledare, and whoever coordinates an uppdrag in the agreement."""
    return avtal.har_roll(user, Roll.PROCESSLEDARE) or Uppdrag.objects.for_samordnare(user).filter(avtal=avtal).exists()


class Radblad(Tabellslag):
    """What activities and results share; `modell` is which of them."""

    rum, can, hem, hemma, modell = "berattelse", far_lasa_in, "start", "Start", None
    i_ett_year = True
    FORST = Kolumn("uppdrag", "Uppdrag", "Uppdragets namn.", "Lärcentrum", kravs=True)
    SIST = (
        Kolumn("datum", "Datum", "En dag. Får vara tomt.", "2022-03-14", ("Dag", "När")),
        Kolumn("manad", "Månad", "När bara månaden är känd: mars, eller 3. Får vara tomt.", "", ()),
        Kolumn("year", "År", "Verksamhetsåret, när datumet inte säger det och flera är öppna.", "", ("Verksamhetsår",)),
    )

    def __init__(self, avtal, by):
        super().__init__(avtal, by)
        self.uppdrag = Uppslag(avtal.uppdrag.all(), "uppdragen i avtalet")
        egna = set(Uppdrag.objects.for_samordnare(by).values_list("pk", flat=True))
        self.mina = {u.pk for u in self.uppdrag.rader} if avtal.har_roll(by, Roll.PROCESSLEDARE) else egna
        self.oppna = list(avtal.verksamhetsar.oppna().order_by("fran"))
        avsnitt = Avsnitt.objects.filter(verksamhetsar__in=self.oppna, uppdrag__isnull=False)
        self.avsnitt = {(y, u): s for y, u, s in avsnitt.values_list("verksamhetsar", "uppdrag", "status")}
        self.finns, self.sist = set(), {}

    def hinder(self):
        return "" if self.oppna else INGET_AR

    def forbered(self, rader):
        for rad in self.modell.objects.filter(verksamhetsar__in=self.oppna, uppdrag__isnull=False):
            self.finns.add(_nyckel(rad))
            plats = (rad.verksamhetsar_id, rad.uppdrag_id)
            self.sist[plats] = max(self.sist.get(plats, 0), rad.ordning)

    def varden(self):
        return {"uppdrag": [u for u in self.uppdrag.rader if u.pk in self.mina]}

    def rad(self, rad):
        uppdrag, text = rad.read("uppdrag", self._uppdrag), rad.read("text", annars="")
        datum, manad = rad.read("datum", dagar.dag), rad.read("manad", _manad)
        if datum and manad:
            rad.fela("manad", "Ange datum eller månad, inte båda.")
        year = self._year(rad, datum)
        falt = self.falt(rad)
        if rad.fel or not self._skrivbart(rad, year, uppdrag):
            return
        ny = self.modell(verksamhetsar=year, uppdrag=uppdrag, text=text, datum=datum, manad=manad, **falt)
        if _nyckel(ny) not in self.finns:
            self.finns.add(_nyckel(ny))
            ny.ordning = self.sist[year.pk, uppdrag.pk] = self.sist.get((year.pk, uppdrag.pk), 0) + 1
            rad.lagg_till(ny)

    def falt(self, rad):
        """What else the row says."""
        return {}

    def _uppdrag(self, text):
        uppdrag = self.uppdrag.en(text)
        if uppdrag.pk not in self.mina:
            raise Cellfel(INTE_DITT)
        return uppdrag

    def _year(self, rad, datum):
        """The open year of the row; None, with the reason at its cell, when it cannot be told."""
        namn = rad.read("year")
        ars = svenska.lista_text(map(str, self.oppna))
        valda = [y for y in self.oppna if (not namn or str(y) == namn) and (not datum or y.holds(datum))]
        if len(valda) == 1:
            return valda[0]
        if namn or datum:
            ingen = f"Dagen ligger inte i något år som är öppet. Öppet är {ars}. {FLER_AR}"
            mening = "Dagen ligger inte i det året." if namn and datum else f"Det året är inte öppet. Öppet är {ars}."
            rad.fela("year" if namn else "datum", mening if namn else ingen)
        else:
            rad.fela("year", f"Skriv vilket år. Öppna är {ars}.")
        return None

    def _skrivbart(self, rad, year, uppdrag):
        status = self.avsnitt.get((year.pk, uppdrag.pk))
        if status is None:
            rad.fela("uppdrag", f"Uppdraget har inget avsnitt {year}. Processledaren skapar avsnitten på årets sida.")
        elif status in STANGT:
            rad.fela("uppdrag", f"Avsnittet är {STANGT[status]} och kan inte ändras nu. Be processledaren skicka det åter.")
        return status is not None and status not in STANGT


class Aktivitetsblad(Radblad):
    slug, rubrik, ord, modell = "aktiviteter", "Aktiviteter", "aktiviteter", Aktivitet
    kolumner = (
        Radblad.FORST,
        Kolumn("text", "Aktivitet", "Vad som gjordes, i en mening.", "Utbildningsdag för handledare", ("Text", "Vad"), kravs=True),
        *Radblad.SIST,
    )


class Resultatblad(Radblad):
    slug, rubrik, ord, modell = "resultat", "Resultat", "resultat", Resultat
    kolumner = (
        Radblad.FORST,
        Kolumn("text", "Resultat", "Vad det ledde till, i en mening.", "Handledare utbildades", ("Text", "Vad"), kravs=True),
        Kolumn("belopp", "Mängd", "Ett tal, när det finns. Då skrivs också enheten.", "12", ("Antal", "Belopp")),
        Kolumn("enhet", "Enhet", "Till exempel kronor, personer eller filialer.", "personer"),
        Kolumn("kalla", "Källa", "Får vara tomt.", ""),
        *Radblad.SIST,
    )

    def __init__(self, avtal, by):
        super().__init__(avtal, by)
        self.enheter = Uppslag(enheter_i(avtal.pk), "enheterna i avtalets lista")

    def varden(self):
        return super().varden() | {"enhet": self.enheter.rader}

    def falt(self, rad):
        belopp, enhet = rad.read("belopp", _tal), rad.read("enhet", self.enheter.en, "")
        if belopp is not None and not enhet:
            rad.fela("enhet", "Skriv i vilken enhet mängden är.")
        return {"belopp": belopp, "enhet": enhet, "kalla": rad.read("kalla", annars="")}


def _nyckel(rad):
    return (rad.verksamhetsar_id, rad.uppdrag_id, vik(rad.text), rad.datum, rad.manad)


def _manad(text):
    manad = int(text) if text.isdecimal() and len(text) < 3 else MANADER.get(text.casefold(), 0)
    if not 1 <= manad <= 12:
        raise Cellfel("Skriv månadens namn eller nummer.")
    return manad


def _tal(text):
    try:
        return Decimal("".join(text.split()).replace("−", "-").replace(",", "."))
    except InvalidOperation as error:
        raise Cellfel("Skriv mängden med siffror.") from error
