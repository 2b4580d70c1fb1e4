"""Every address of the site asked by every role, against the demo year. Used by the test and by whoever renews the table."""

import hashlib
import re
from datetime import UTC, date, datetime
from typing import NamedTuple

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils.text import slugify

from berattelse.models import Aktivitet, Avsnitt, Datanyckel, FrittKapitel, Genomlysning, Genomlysningssteg, Kommentar, Overlamning
from ekonomi.models import Bokforingsorder, Prognosgrans, Resultatpost, Skuldkonto, Skuldpost, Skuldursprung
from enkat import models as e
from enkat.actions import formular as formularakter
from enkat.lankar import ny_token
from samverkan.models import Brev, Organisation, Roll, User
from tests import factories, mallar
from tests.berattelse import berattelser, utgavor
from tests.ekonomi.factories import avlast_fil, forklarad, koppla_alla
from tests.langd import LANGT
from uppdrag import models as u
from uppdrag import motesutskrift
from uppdrag.actions.kalender import skapa_adress

ROLLER = {
    "Ej inloggad": None,
    "Samordnare, eget uppdrag": "samordnare.larcentrum",
    "Samordnare, annat uppdrag": "samordnare.energikontoret",
    "Processledare": "processledare",
    "Controller": "controller",
    "Direktör": "direktor",
    "Tjänsteperson": "tjansteperson.berg",
    "Kommunchef": "kommunchef.berg",
    "Läsare": "lasare",
    "Utan roll": "utan.roll",
    "Processledare i annan region": "utomstaende",
}
# The row an address is tried with, by the first words of its path.
RADER = {
    "avtal": lambda d: d.avtal, "versioner": lambda d: d.avtal.versioner.last(), "parter": lambda d: u.Part.objects.get(avtal=d.avtal, organisation__kod="2326"),
    "kontaktpersoner": lambda d: u.Kontaktperson.objects.first(), "omraden": lambda d: u.Omrade.objects.first(),
    "andringar": lambda d: u.Avtalsandring.objects.first(), "eftertradare": lambda d: u.Eftertradare.objects.first(),
    "ovrig-verksamhet": lambda d: u.OvrigVerksamhet.objects.first(), "uppdrag": lambda d: d.uppdrag, "samordnare": lambda d: d.uppdrag.samordnare.first(),
    "satsningar": lambda d: d.satsning, "bemanning": lambda d: d.bemanning, "beskrivningar": lambda d: d.uppdrag.beskrivningar.first(),
    "nytta": lambda d: d.uppdrag.nyttor.first(), "personer": lambda d: d.person, "roller": lambda d: d.person.rolltilldelningar.first(),
    "arenor": lambda d: d.arena, "arenor/siffror": lambda d: d.avtal, "andra-namn": lambda d: d.namn, "grupper": lambda d: d.grupp, "medlemmar": lambda d: d.medlem,
    "arenors-antal": lambda d: d.antal["arena"], "uppdrags-antal": lambda d: d.antal["uppdrag"],
    "avtals-antal": lambda d: d.antal["annat_avtal"], "enheter": lambda d: u.Enhet.objects.first(),
    "ordforande": lambda d: d.ordforande, "redovisning": lambda d: d.arena.visningar.first(), "moten": lambda d: d.mote, "kalender": lambda d: d.kalenderadress,
    "beslut": lambda d: u.Beslut.objects.filter(organ="Regionens samverkansråd").first(), "year": lambda d: d.year, "rubriker": lambda d: d.year.rubriker.first(),
    "min-inloggning": lambda d: d.person,  # the number of no session: one ends one's own alone
    "datanycklar": lambda d: d.datanyckel, "brev": lambda d: d.brev, "organisationer": lambda d: Organisation.objects.get(kod="2326"),
    "personer/knytningar/samordnare": lambda d: d.uppdrag.samordnare.first(), "personer/knytningar/ordforande": lambda d: d.ordforande,
    "personer/knytningar/kontaktperson": lambda d: u.Kontaktperson.objects.get(part__organisation__kod="2326", part__avtal=d.avtal),
    "ekonomi/year": lambda d: d.year, "ekonomi": lambda d: Resultatpost.objects.first(), "ekonomi/skuld": lambda d: d.avtal, "ekonomi/over-aren": lambda d: d.avtal,
    "ekonomi/avtal": lambda d: d.avtal, "ekonomi/prognosrader": lambda d: d.prognosrad, "ekonomi/uppfoljningar": lambda d: d.prognosrad.uppfoljning,
    "ekonomi/skuldkonton": lambda d: d.skuldkonto, "ekonomi/order": lambda d: d.order, "ekonomi/skuldursprung": lambda d: Skuldursprung.objects.first(), "ekonomi/skuldposter": lambda d: Skuldpost.objects.first(), "ekonomi/utfall": lambda d: d.utfallsfil, "berattelse/year": lambda d: d.year, "berattelse/avtal": lambda d: d.avtal, "berattelse/avsnitt": lambda d: d.avsnitt,
    "lasin": lambda d: d.avtal,
    "handlingar": lambda d: d.handling, "kallelser": lambda d: d.kallelse, "arenden": lambda d: d.arende, "balansposter": lambda d: d.balanspost,
    "moten/<pk>/protokoll/oppna": lambda d: d.justerat,
    "moten/<pk>/narvaro": lambda d: d.hallet,
    "berattelse/lasin": lambda d: d.avtal,
    "berattelse/uppdrag": lambda d: d.uppdrag, "berattelse/overlamningar": lambda d: d.overlamning,
    "andringsforslag/<pk>/genomfor": lambda d: d.antaget_forslag,
    "rekommendationer": lambda d: u.Rekommendation.objects.first(), "andringsforslag": lambda d: u.Andringsforslag.objects.filter(status="utsant").order_by("pk").first(),
    "andringsforslag/<pk>/andra": lambda d: d.forslag, "andringsforslag/<pk>/sand-ut": lambda d: d.forslag,
    "moten/<pk>/traff": lambda d: d.traff,
    "enkat/avtal": lambda d: d.avtal, "enkat/year": lambda d: d.year, "enkat/formular": lambda d: d.formular,
    "enkat/formular/<pk>/ny-version": lambda d: d.antaget, "enkat/avdelningar": lambda d: d.formular.avdelningar.first(),
    "enkat/fragor": lambda d: e.Fraga.objects.filter(avdelning__formular=d.formular).first(), "enkat/omgangar": lambda d: d.stangd,
    "enkat/omgangar/<pk>/andra": lambda d: d.planerad, "enkat/omgangar/<pk>/oppna": lambda d: d.planerad, "enkat/omgangar/<pk>/ta-bort": lambda d: d.planerad,
    "enkat/omgangar/<pk>/stang": lambda d: d.svarar.omgang, "enkat/omgangar/<pk>/deltagare": lambda d: d.svarar.omgang, "enkat/omgangar/<pk>/paminn": lambda d: d.svarar.omgang,
    "enkat/omgangar/<pk>/vardering": lambda d: d.ovarderad, "enkat/omgangar/<pk>/vardering/ta-upp": lambda d: d.stangd,
    "enkat/deltagare": lambda d: d.svarar,
    "enkat/deltagare/<pk>/andra": lambda d: d.planerad.deltagare.first(),
    "enkat/deltagare/<pk>/inlamning": lambda d: e.Deltagare.objects.get(omgang=d.stangd, organisation__kod="2326"),
    "enkat/svar": lambda d: d.svarar, "berattelse/svar": lambda d: d.svarar,
    "berattelse/forra": lambda d: d.inlast, "berattelse/forra/<pk>/angra": lambda d: d.intagen,
    "berattelse/kommentarer": lambda d: d.kommentar, "berattelse/kapitel": lambda d: d.kapitel, "berattelse/genomlysning": lambda d: d.genomlysning,
    "berattelse/genomlysningssteg": lambda d: d.steg,
    "berattelse/omgangar": lambda d: d.ovarderad, "berattelse/utgavor/vantande": lambda d: d.vantande,
    "berattelse/utgavor": lambda d: d.utgava, "berattelse/utgavor/<pk>/signera": lambda d: d.osignerad,
    "berattelse/utgavor/<pk>/signera-utanfor": lambda d: d.osignerad, "berattelse/utgavor/<pk>/publicera": lambda d: d.opublicerad,
}  # fmt: skip
# Addresses that answer with a file, or a piece of a page.
FILER = {
    "uppdrag:tillfalle_csv",
    "uppdrag:kallelse_pdf",
    "uppdrag:skickad_kallelse_pdf",
    "uppdrag:handling_fil",
    "uppdrag:protokollsutdrag",
    "uppdrag:tillfalle_ics",
    "uppdrag:arena_siffror_xlsx",
    "kalender:prenumeration",
    "samverkan:handelse_csv",
    "berattelse:avsnitt_skriver",
    "uppdrag:personer_mall",
    "uppdrag:uppdrag_mall",
    "uppdrag:arenor_mall",
    "uppdrag:tillfallen_mall",
    "berattelse:aktiviteter_mall",
    "berattelse:resultat_mall",
    "samverkan:halsa",
    "samverkan:halsa_redo",
    "berattelse:report_pdf",
    "berattelse:report_docx",
    "berattelse:report_json",
    "berattelse:avsnitt_word",
    "berattelse:avsnitt_pdf",
    "berattelse:forra_fil",
    "berattelse:dokument_pdf",
    "berattelse:dokument_json",
    "berattelse:dokument_presentation_pdf",
    "berattelse:utgava_presentation_pdf",
    "publik:presentation_pdf",
    "berattelse:utgava_fil",
    "berattelse:utgava_signerad",
    "berattelse:utgava_arkiv",
    "berattelse:avsnitt_kontroller",  # a fragment of the page where one writes
    "berattelse:utgava_framsteg",  # a fragment of the edition's page
    "publik:fil",
    "publik:schema",
    "data:utgavor",
    "data:utgava",
    "data:innehall",
    "data:schema",
    "data:stratsys",
    "data:tabell",
    "data:tabell_csv",
    "data:kommunen",
    "data:finns_inte",
    "data:resurser",
    "data:resurs",
    "berattelse:utgava_stratsys",
    "berattelse:year_diarie",
    "berattelse:omgang_diarie",
    "berattelse:overlamning_zip",
    "berattelse:overlamning_kvitto",
    "enkat:resultat_pdf",
    "enkat:year_pdf",
    "enkat:resultat_xlsx",
    "enkat:resultat_csv",
    "enkat:svar_svar_pdf",
    "enkat:lank_svar_pdf",
    "enkat:svar_blankett",
    "enkat:lank_blankett",
    "ekonomi:utfall_mall",
    "ekonomi:utfall_avstamning",
    "ekonomi:utfall_underlag",
    "ekonomi:aret_xlsx",
    "ekonomi:utdrag_pdf",
    "ekonomi:utdrag_xlsx",
    "ekonomi:order_pdf",
    "ekonomi:order_sie",
    "ekonomi:arets_order_sie",
    "ekonomi:fakturering_pdf",
    "ekonomi:fakturering_xlsx",
    "ekonomi:over_tid_xlsx",
}
# Files that say what a page beside them says, of the same rows: the page is asked.
SAMMA = {
    "berattelse:report_pdf", "berattelse:report_docx", "berattelse:report_json", "berattelse:dokument_pdf", "berattelse:dokument_json",
    "berattelse:dokument_presentation_pdf", "berattelse:utgava_presentation_pdf", "berattelse:year_diarie", "publik:presentation_pdf",
    "enkat:year_pdf", "samverkan:galleri",
}  # fmt: skip
EN_RAD = re.compile(r"_(?:edit|delete|create|ta_bort|ater|andra)$")
AVSNITTSSTATUS = {"avsnitt_godkann": "klar", "avsnitt_ater": "klar"}
YEARSTATUS = {"year_oppna": "planerat", "year_unlock": "locked"}


class Demo:
    """The demo year with one row of every kind that stands under the samordnare's own uppdrag."""

    def __init__(self):
        call_command("demo", utan_utgava=True, verbosity=0)
        self.avtal = u.Avtal.objects.get(huvudavtal=None)
        self.year = u.Verksamhetsar.objects.get(beteckning="2022")
        self.uppdrag = u.Uppdrag.objects.get(namn="Lärcentrum")
        self.arena = factories.arena(self.avtal, "Lärcentrums styrgrupp", under=[self.uppdrag])
        self.mote = factories.mote(self.arena, status="planerat")
        self._papper()
        self.namn = u.Arenanamn.objects.create(arena=self.arena, namn="Styrgruppen")
        self.grupp = u.Arenagrupp.objects.create(arena=self.arena, namn="arbetsutskottet")
        self.medlem = u.Arenamedlem.objects.create(arena=self.arena, organisation=Organisation.objects.get(kod="2326"))
        self.satsning = u.Satsning.objects.create(uppdrag=self.uppdrag, namn="Filialer")
        self.bemanning = u.Bemanning.objects.create(uppdrag=self.uppdrag, verksamhetsar=self.year, procent=50)
        self.avsnitt = Avsnitt.objects.get(uppdrag=self.uppdrag, verksamhetsar=self.year)
        self.avsnitt.fran_foregaende = ["beskrivning"]
        self.avsnitt.save()
        leder = User.objects.get(email="processledare@exempel.test")
        plats = {"part": "beskrivning", "version": self.avsnitt.version, "stycke": "Stycket som var"}
        self.kommentar = Kommentar.objects.create(avsnitt=self.avsnitt, **plats, text="Stämmer det?", av=leder)
        self.annat = u.Avtal.objects.get(dnr="RUN/659/2016")
        self.overlamning = Overlamning.objects.create(
            uppdrag=self.uppdrag, organisation="Kommunförbundet", mottagare="Kanslichefen", sha256="0" * 64, av=leder
        )
        dagar = {"utsant_den": date(2022, 5, 1), "galler_fran": date(2099, 1, 1)}
        self.antaget_forslag = u.Andringsforslag.objects.create(
            avtal=self.avtal, rubrik="Antaget", sort="annan", text="Rådet ersätts", status="antaget", **dagar
        )
        samordnare = User.objects.get(email="samordnare.larcentrum@exempel.test")
        self.antal = {
            falt: u.AntalUtanDatum.objects.create(
                **{falt: rad}, verksamhetsar=self.year, antal=4, kalla="Protokoll", registrerat_av=samordnare
            )
            for falt, rad in (("arena", self.arena), ("uppdrag", self.uppdrag), ("annat_avtal", self.annat))
        }
        u.Enhet.objects.get_or_create(avtal=self.avtal, namn="filialer")
        self.person = User.objects.get(email="tjansteperson.berg@exempel.test")
        SocialAccount.objects.create(user=self.person, provider="region", uid="x")
        self.ordforande = u.Ordforande.objects.create(arena=self.arena, user=self.person)
        self.brev = Brev.objects.create(
            till="n@exempel.test", amne="Ett brev", text="Text.", avtal_id=self.avtal.pk, forsokt=datetime(2023, 1, 2, tzinfo=UTC)
        )
        self.kalenderadress, self.kalendertoken = skapa_adress(by=leder)
        chef = User.objects.get(email="kommunchef.berg@exempel.test")
        hos = {"organisation": Organisation.objects.get(kod="2326"), "av": chef}
        self.datanyckel = Datanyckel.objects.create(namn="Beslutsstöd", till=date(2099, 1, 1), token_hash=ny_token()[1], **hos)
        self._tunna_ut()
        self._enkat()
        self._utgavor()
        self.kapitel = FrittKapitel.objects.create(verksamhetsar=self.year, dokument="uppfoljningsrapport", rubrik="K", text="<p>K</p>")
        self.genomlysning = Genomlysning.objects.create(verksamhetsar=self.year, titel="G", skal="S", fran=date(2022, 5, 1))
        self.inlast, self.intagen = berattelser.rader(self.year, User.objects.get(email="processledare@exempel.test"))
        self.steg = Genomlysningssteg.objects.create(genomlysning=self.genomlysning, sort="workshop")
        controller = User.objects.get(email="controller@exempel.test")
        self.utfallsfil = avlast_fil(self.year, controller)
        self.koppling = koppla_alla(self.utfallsfil, self.uppdrag, controller)
        self.skuldkonto = Skuldkonto.objects.create(avtal=self.avtal, galler="skuld", konto="2490", namn="Skuld till kommunerna")
        post = Skuldpost.objects.first()
        self.order = Bokforingsorder.objects.create(
            avtal=self.avtal, nummer=1, post=post, datum=post.datum, text="Order", rader=[], av=controller
        )
        Prognosgrans.objects.create(avtal=self.avtal)
        self.prognosrad = forklarad(self.year, self.uppdrag, controller, samordnare)
        self.forslag = u.Andringsforslag.objects.create(avtal=self.avtal, rubrik="Utkast", sort="annan", text="X")
        self.traff = u.Tillfalle.objects.get(kommun__kod="2326")
        annan = factories.organisation("Region Annan", Organisation.Sort.REGION, kod="99")
        factories.avtal([annan])
        factories.user("Utomstående", roll=Roll.PROCESSLEDARE, organisation=annan, email="utomstaende@exempel.test")
        factories.user("Utan roll", email="utan.roll@exempel.test")

    def _papper(self):
        """The papers of the meeting, and another whose minutes are adopted."""
        self.arende = u.Dagordningspunkt.objects.create(tillfalle=self.mote, titel="Budget", nummer="1")
        u.Arendeutfall.objects.create(punkt=self.arende, utfall="bordlagt")
        u.Kallelseuppgift.objects.create(tillfalle=self.mote, plats="Aulan")
        u.Protokoll.objects.create(tillfalle=self.mote, ordforande="Ordföranden", justerare="Justeraren")
        fil = b"prov"
        self.handling = u.Moteshandling.objects.create(
            tillfalle=self.mote, filnamn="prov.pdf", innehall=fil, sha256=hashlib.sha256(fil).hexdigest(), storlek=len(fil)
        )
        innehall = motesutskrift.som_text(motesutskrift.samla(self.mote))
        self.kallelse = u.Kallelse.objects.create(tillfalle=self.mote, nummer=1, innehall=innehall)
        self.justerat = factories.mote(self.arena, date(2022, 2, 1))
        self.hallet = factories.mote(self.arena, date(2022, 2, 2))
        beslut = u.Beslut.objects.create(
            avtal=self.avtal, organ="S", arena=self.arena, tillfalle=self.justerat, datum=self.justerat.fran, text="Bifall"
        )
        self.balanspost = u.Balanspost.objects.create(arena=self.arena, beslut=beslut, vad="Återkom")
        u.Protokoll.objects.create(tillfalle=self.justerat, ordforande="O", justerare="J", justerat_den=date(2022, 2, 2))

    def _tunna_ut(self):
        """Short documents: what is asked here is who may have them, not what they say."""
        Avsnitt.objects.exclude(uppdrag=self.uppdrag).delete()
        Aktivitet.objects.exclude(uppdrag=self.uppdrag).delete()
        u.Beskrivning.objects.exclude(uppdrag=self.uppdrag).delete()
        u.Arenavisning.objects.exclude(uppdrag=self.uppdrag).delete()

    def _utgavor(self):
        """A published edition with a letter sent, one that is not signed, and one that is not published."""
        by = User.objects.get(email="processledare@exempel.test")
        self.utgava = utgavor.rad(self.year, by)
        self.opublicerad = utgavor.rad(self.year, by, publicerad=False, nummer=2, beslut=u.Beslut.objects.first())
        self.osignerad = utgavor.rad(self.year.foregaende, by, signatur=False)
        self.vantande = utgavor.vantande(self.osignerad, by)
        _, self.sandtoken = utgavor.sandning(self.utgava, Organisation.objects.get(kod="2326"), by)

    def _enkat(self):
        """A draft form, a planned round, Berg's answer in the open round with a link, and a round whose joint value is not agreed."""
        self.antaget = e.Frageformular.objects.get(malgrupp="kommuner")
        self.formular = formularakter.ny_version(self.antaget, by=None)
        self.stangd = e.Omgang.objects.get(namn="Kommunernas bedömning 2021")
        self.planerad = e.Omgang.objects.create(
            verksamhetsar=self.year, formular=self.antaget, namn="Planerad", oppnar=date(2030, 1, 1), sista_dag=date(2030, 2, 1)
        )
        e.Deltagare.objects.create(omgang=self.planerad, organisation=Organisation.objects.get(kod="2326"))
        self.svarar = e.Deltagare.objects.get(omgang__namn="Kommunernas bedömning 2022", organisation__kod="2326")
        e.Inlamning.objects.create(deltagare=self.svarar, nummer=1, av="Kommunchef Berg")
        token, token_hash = ny_token()
        link = {"deltagare": self.svarar, "namn": "Kommunchef Berg", "epost": "kommunchef.berg@exempel.test"}
        e.Inbjudan.objects.create(token_hash=token_hash, **link)
        self.token = token
        self.medhjalpare = e.Inbjudan.objects.create(roll="medhjalpare", token_hash=ny_token()[1], **link)
        svar = self.svarar.svar.filter(falt="val").first()
        self.sidotext = e.Sidotext.objects.create(
            deltagare=self.svarar,
            fraga=svar.fraga,
            uppdrag=svar.uppdrag,
            falt="text",
            text="Skrivet samtidigt",
            av="Annan",
            skribent="länk 0",
        )
        self.ovarderad = self._ovarderad()

    def _ovarderad(self):
        """A round that is over and has proposals with a dissent, which the council has not agreed on."""
        berg = Organisation.objects.get(kod="2326")
        omgang = e.Omgang.objects.create(
            verksamhetsar=self.year.foregaende, formular=self.antaget, namn="Ovärderad", oppnar=date(2022, 1, 1), sista_dag=date(2022, 2, 1),
            status="stangd",
        )  # fmt: skip
        e.Deltagare.objects.create(omgang=omgang, organisation=berg)
        vardering = e.Vardering.objects.create(omgang=omgang, uppdrag=self.uppdrag, skal="Så")
        e.Avvikelse.objects.create(vardering=vardering, organisation=berg, text="Nej")
        return omgang


def addresses(patterns=None, prefix="", namespace=""):
    """(name, readable path) of every address but allauth's and the admin's, which are tested as doors."""
    for pattern in patterns or get_resolver().url_patterns:
        path = prefix + re.sub(r"[\^$]", "", str(pattern.pattern))
        if path.startswith(("konto/", "admin/")):
            continue
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, path, f"{pattern.namespace}:" if pattern.namespace else namespace)
        else:
            yield namespace + pattern.name, re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", re.sub(r"<\w+:(\w+)>", r"<\1>", path)).replace("\\", "")


def _kwargs(demo, path):
    words = path.split("/")
    starts = ["/".join(words[:n]) for n in (5, 4, 3, 2, 1)]
    row = next((RADER[start] for start in starts if start in RADER), None)
    known = {
        "pk": lambda: row(demo).pk, "year_pk": lambda: demo.year.pk, "rad_pk": lambda: Aktivitet.objects.filter(uppdrag=demo.uppdrag).first().pk,
        "sort": lambda: "resultat" if path.startswith("ekonomi") else "aktiviteter", "steg": lambda: "ned", "part": lambda: "beskrivning",
        "koppling": lambda: demo.koppling.pk, "uppdrag": lambda: demo.uppdrag.pk, "post": lambda: Skuldpost.objects.first().pk, "kommun": lambda: Organisation.objects.get(kod="2326").pk,
        "rest": lambda: demo.token.upper() + ").", "token": lambda: {"hamta": demo.sandtoken, "prenumeration": demo.kalendertoken}.get(words[0], demo.token), "skede": lambda: 1, "year": lambda: "2022",
        "dnr": lambda: slugify(demo.avtal.dnr.replace("/", "-")), "tabell": lambda: "antal", "fil": lambda: "signerad", "fil_pk": lambda: demo.utgava.filer.first().pk,
        "nummer": lambda: 1, "organisation_pk": lambda: Organisation.objects.get(kod="2326").pk, "forval": lambda: "organ-2015", "dokument": lambda: "uppfoljningsrapport", "inbjudan_pk": lambda: demo.medhjalpare.pk,
        "artal": lambda: demo.order.datum.year, "sidotext_pk": lambda: demo.sidotext.pk, "uppdrag_pk": lambda: demo.uppdrag.pk,
        "skrivning": lambda: "ingens.0", "tjanst": lambda: "region",
        "history_id": lambda: demo.avsnitt.history.first().history_id, "slag": lambda: "beslut", "tabellnamn": lambda: "uppgifter", "kod": lambda: "2326", "annat": lambda: "finns-inte", "resurs": lambda: "avtal",
    }  # fmt: skip
    return {name: known[name]() for name in re.findall(r"<(\w+)>", path)}


def _query(demo, short):
    history_id = demo.avsnitt.history.first().history_id
    egna = {
        "historik_jamfor": f"?fran={history_id}&till={history_id}",
        "koppling_dela": "?objekt=401",
        "sok": "?q=region",
        "sok_slag": "?q=region",
    }
    return egna.get(short, "")


KOMMUNENS = {"Kommunchef", "Tjänsteperson", "Läsare"}


class Sida(NamedTuple):
    """What one role was answered at one address."""

    url: str
    answer: str  # ja, nej (403), okänd (404), logga in or nyckel (401: only a key opens)
    text: str = ""  # of a page; empty where the answer is a file or a refusal
    mall: str = ""  # its template
    fragor: int = 0  # what the database was asked, where the address answers GET


class Fragor:
    """Counts what the database is asked; the points of a transaction are no questions."""

    antal = 0

    def __call__(self, execute, sql, params, many, context):
        self.antal += sql.lstrip().startswith(("SELECT", "WITH", "INSERT", "UPDATE", "DELETE"))
        return execute(sql, params, many, context)


def sida(client, demo, name, path):
    """Nothing asked here stays in the database."""
    short = name.split(":")[-1]
    with transaction.atomic():
        Avsnitt.objects.filter(pk=demo.avsnitt.pk).update(status=AVSNITTSSTATUS.get(short, "utkast"))
        u.Verksamhetsar.objects.filter(pk=demo.year.pk).update(status=YEARSTATUS.get(short, "oppet"))
        url = reverse(name, kwargs=_kwargs(demo, path)) + _query(demo, short)
        fragor = Fragor()
        with connection.execute_wrapper(fragor):
            response = client.get(url)
        if response.status_code == 405:
            response, fragor.antal = client.post(url), 0
        transaction.set_rollback(True)
    if response.status_code == 302 and response["Location"].startswith("/konto/login/"):
        return Sida(url, "logga in")
    html = response.status_code == 200 and name not in FILER and response["Content-Type"].startswith("text/html")
    answer = {200: "ja", 302: "ja", 400: "ja", 401: "nyckel", 403: "nej", 404: "okänd"}[response.status_code]
    text, mall = (response.content.decode(), response.templates[0].name) if html else ("", "")
    return Sida(url, answer, text, mall, fragor.antal)


def kept_walk(role, demo):
    """As walk, but asked once for all tests of a run. The database must be in the state `rattigheter`. A kommun's people are refused
    most acts on a row, which the tests of each act ask too: in `make test` each third is asked here."""
    provas = glesare(3) if role in KOMMUNENS else alla
    return mallar.en_gang(f"vandring-{slugify(role)}.{connection.vendor}", lambda: walk(role, demo, provas))


def alla(name, n):
    return True


def walk(role, demo, provas=alla):
    """{name: Sida} of every address, or of those that `provas` takes, for one of ROLLER. What is printed is short (mallar.KORT)."""
    client = Client()
    if ROLLER[role]:
        client.force_login(User.objects.get(email=f"{ROLLER[role]}@exempel.test"))
    with pytest.MonkeyPatch.context() as patch:
        mallar.tryck_kort(patch, med_bilagor=False)
        return {name: sida(client, demo, name, path) for n, (name, path) in enumerate(addresses()) if provas(name, n)}


def glesare(av):
    """For walk in `make test`: every page that may tell of many rows, each `av`th that is about one; in `make test-long` all."""
    return lambda name, n: LANGT or (name not in SAMMA and not (EN_RAD.search(name) and n % av))


def answers(sidor):
    """{name: answer} of a walk."""
    return {name: sida.answer for name, sida in sidor.items()}


def table(text):
    """{name: {role: answer}} from docs/rattigheter.md."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    head = rows[0][2:]
    return {row[0].strip("`"): dict(zip(head, row[2:], strict=True)) for row in rows[2:]}


def written(text, got):
    """The same page with its table written anew, in the order of the site's addresses. `got` is {role: {name: answer}}."""
    before = text[: text.index("\n| namn |")]
    readable = [(name, "/" + path.replace("<", "‹").replace(">", "›")) for name, path in addresses()]
    rows = [["namn", "adress", *got], *([f"`{name}`", path, *(a[name] for a in got.values())] for name, path in readable)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return "\n".join([before, *lines, ""])
