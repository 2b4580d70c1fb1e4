"""The demo's judgement, all of it exempel: the form of 2015 for the six bodies and the kommuner's own, in every stage.

The rounds of 2021 are over, with a joint value; those of 2022 are open, some have answered and some have not.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from enkat.actions import formular as formularakter
from enkat.actions.mottagare import mottagare_for
from enkat.blad import Blad
from enkat.models import Avvikelse, Deltagare, Frageformular, Inlamnat, Inlamning, Omgang, Svar, Utskick, Vardering
from samverkan.models import Organisation, User
from uppdrag.models import Arena, Beslut, Part, Verksamhetsar

Status = Deltagare.Status
ORGAN = ("FoU-rådet", "Lärcentrasamverkan", "SocSam", "BUZ", "IFO-chefsnätverket", "Förvaltningschefsnätverket")
INTE = {
    "Barnarenan": "Ledamöterna är i huvudsak desamma som i andra organ.",
    "SVOM": "Ledamöterna är i huvudsak desamma som i andra organ.",
    "Primärkommunala samverkansrådet": "Rådet omfattas inte av överenskommelsen.",
}
RADET = "Primärkommunala samverkansrådet"
OVRIGA = "Ingår inte bland de organ som 2015 års modell frågar."
# For each body: the place of its answer to questions 1–5 (0 is the first alternative), and what it adds.
ORGANSVAR = {
    "FoU-rådet": ((3, 2, 1, 1, 2), "Två tjänster av tre har stått tomma en del av året."),
    "Lärcentrasamverkan": ((1, 0, 0, 1, 0), "Planen har hållit."),
    "SocSam": ((2, 1, 1, 2, 1), "Ett sammanträde fick korta om ärenden."),
    "BUZ": ((2, 1, 0, 1, 1), "En temadag flyttades till nästa år."),
    "IFO-chefsnätverket": ((0, 0, 0, 0, 0), ""),
    "Förvaltningschefsnätverket": ((2, 1, 2, 2, 1), "Frågorna om nära vård tog större plats än planerat."),
}
SYNPUNKT = "Underlagen behöver komma tidigare, så att de hinner behandlas hemma i kommunen."
INSKICKADE_ORGAN = ("SocSam", "BUZ", "IFO-chefsnätverket")
BORJADE = ("FoU-rådet", "Berg", "Bräcke")
INSKICKADE_KOMMUNER = ("Krokom", "Östersund", "Åre", "Strömsund", "Ragunda")
PA_PAPPER = "Ragunda"
FEL_ADRESS = "Lärcentrasamverkan"
SKAL = "Det som var planerat blev inte av, och kommunen fick besked sent."
NYTTA = ("Gemensam kompetens som kommunen inte har råd med själv.", "Ett nätverk att ringa när något nytt dyker upp.", "")


def load(avtal):
    if Omgang.objects.filter(verksamhetsar__avtal=avtal).exists():
        return
    organ = _antaget(avtal, "organ-2015", date(2015, 9, 28))
    kommuner = _antaget(avtal, "kommunernas", date(2021, 11, 15))
    forra, year = (Verksamhetsar.objects.get(avtal=avtal, beteckning=b) for b in ("2021", "2022"))
    idag = timezone.localdate()
    for y, stangd, sista in ((forra, True, date(2022, 2, 28)), (year, False, idag + timedelta(days=21))):
        _organomgang(y, organ, stangd=stangd, sista_dag=sista)
        omgang = _kommunomgang(y, kommuner, stangd=stangd, sista_dag=sista)
        if stangd:
            _varderingar(omgang)


def _antaget(avtal, forval, dag):
    formular = formularakter.hamta_forval(avtal, forval, by=None)
    Frageformular.objects.filter(pk=formular.pk).update(status=Frageformular.Status.ANTAGET, antaget_den=dag)
    return Frageformular.objects.get(pk=formular.pk)


def _omgang(year, formular, namn, *, stangd, sista_dag):
    return Omgang.objects.create(
        verksamhetsar=year, formular=formular, namn=f"{namn} {year}", oppnar=sista_dag - timedelta(days=35), sista_dag=sista_dag,
        paminn_dagar=[7, 1], status=Omgang.Status.STANGD if stangd else Omgang.Status.OPPEN, exempel=True,
    )  # fmt: skip


def _organomgang(year, formular, *, stangd, sista_dag):
    omgang = _omgang(year, formular, "Samverkansorganens värdering", stangd=stangd, sista_dag=sista_dag)
    for arena in Arena.objects.filter(avtal=year.avtal_id):
        fragas = arena.namn in ORGAN
        skal = "" if fragas else INTE.get(arena.namn, OVRIGA)
        deltagare = _deltagare(omgang, arena=arena, tillfragad=fragas, skal=skal)
        if not fragas:
            continue
        if stangd or arena.namn in INSKICKADE_ORGAN:
            _svara(deltagare, _organsvar(arena.namn, int(stangd)), skickar=True)
        elif arena.namn in BORJADE:
            _svara(deltagare, _organsvar(arena.namn, 0), skickar=False, antal=2)


def _deltagare(omgang, **fields):
    deltagare = Deltagare(omgang=omgang, **fields)
    deltagare.mottagare, deltagare.epost = mottagare_for(deltagare)
    deltagare.save()
    if deltagare.tillfragad:
        brev = Utskick.objects.create(
            deltagare=deltagare, sort="inbjudan", till=deltagare.epost, fel="Adressen finns inte" if str(deltagare) == FEL_ADRESS else ""
        )
        Utskick.objects.filter(pk=brev.pk).update(tid=timezone.make_aware(datetime.combine(omgang.oppnar, time(8))))
    return deltagare


def _organsvar(namn, forskjutning):
    """{(question's number, uppdrag): (place of the alternative, text)}: last year one step lower here and there."""
    platser, varfor = ORGANSVAR[namn]
    svar = {(str(n), None): (plats + (forskjutning if n in {2, 4} and plats < 3 else 0), "") for n, plats in enumerate(platser, 1)}
    svar["1", None] = (platser[0], varfor)
    return svar | {("6", None): (None, SYNPUNKT if platser[3] else "")}


def _kommunomgang(year, formular, *, stangd, sista_dag):
    omgang = _omgang(year, formular, "Kommunernas bedömning", stangd=stangd, sista_dag=sista_dag)
    parter = Part.objects.filter(avtal=year.avtal_id, organisation__sort=Organisation.Sort.KOMMUN).select_related("organisation")
    for nummer, part in enumerate(parter):
        kommun = part.organisation
        deltagare = _deltagare(omgang, organisation=kommun)
        if stangd or kommun.kortnamn in INSKICKADE_KOMMUNER:
            papper = timezone.localdate() if not stangd and kommun.kortnamn == PA_PAPPER else None
            _svara(deltagare, _kommunsvar(deltagare, nummer + int(stangd)), skickar=True, papper=papper)
        elif kommun.kortnamn in BORJADE:
            _svara(deltagare, _kommunsvar(deltagare, nummer), skickar=False, antal=6)
    return omgang


def _kommunsvar(deltagare, nummer):
    """A made-up but steady pattern: most are content, some uppdrag less so, and one kommun now and then cannot tell."""
    svar = {}
    for plats, uppdrag in enumerate(Blad(deltagare).uppdrag):
        val = (0, 1, 1, 0, 1, 2, 0, 1, 4, 1, 0)[(plats * 3 + nummer * 2) % 11]
        if uppdrag.status == "vakant":
            val = 3 if nummer % 3 == 0 else 2
        svar["1", uppdrag.pk] = (val, SKAL if val in {2, 3} else "")
        svar["2", uppdrag.pk] = (None, NYTTA[(plats + nummer) % 3] if val < 3 else "")
    return svar | {("3", None): (None, "Hur uppdragen ska bäras när övergångsavtalen löper ut." if nummer % 2 else "")}


def _svara(deltagare, svar, *, skickar, antal=None, papper=None):
    """The fields as written, and handed in. `antal` writes only so many of them; `papper` is the day it came on paper."""
    av, tid = deltagare.mottagare, _svarstid(deltagare.omgang)
    rader = [rad for rad in Blad(deltagare).rader if (rad.fraga.nummer, rad.uppdrag.pk if rad.uppdrag else None) in svar][:antal]
    lamnade = []
    for rad in rader:
        plats, text = svar[rad.fraga.nummer, rad.uppdrag.pk if rad.uppdrag else None]
        alternativ = list(rad.fraga.alternativ.all())[plats] if plats is not None else None
        gemensamt = {"deltagare": deltagare, "fraga": rad.fraga, "uppdrag": rad.uppdrag, "av": av}
        if alternativ:
            _spara(Svar(falt="val", alternativ=alternativ, **gemensamt), tid)
        if text:
            _spara(Svar(falt="text", text=text, **gemensamt), tid)
        if alternativ or text:
            lamnade.append({"fraga": rad.fraga, "uppdrag": rad.uppdrag, "alternativ": alternativ, "text": text})
    Deltagare.objects.filter(pk=deltagare.pk).update(status=Status.INSKICKAT if skickar else Status.BORJAT)
    if skickar:
        by = User.objects.get(email="processledare@exempel.test") if papper else None
        pa_papper = {"sort": Inlamning.Sort.PAPPER, "inkom": papper, "user": by} if papper else {}
        inlamning = Inlamning.objects.create(deltagare=deltagare, nummer=1, av=av, tid=tid, **pa_papper)
        Inlamnat.objects.bulk_create(Inlamnat(inlamning=inlamning, **rad) for rad in lamnade)


def _svarstid(omgang):
    """When the round was answered: the day before its last where that has been, else now."""
    sist = timezone.make_aware(datetime.combine(omgang.sista_dag - timedelta(days=1), time(9)))
    return min(sist, timezone.now())


def _spara(svar, tid):
    """As written then: its own time, and that of its history."""
    svar._history_date = tid
    svar.save()
    Svar.objects.filter(pk=svar.pk).update(tid=tid)


def _varderingar(omgang):
    """What the kommuner agreed on for last year: the middle of what they said, with one dissent."""
    beslut = Beslut.objects.create(
        avtal=omgang.avtal, organ=RADET, arena=Arena.objects.get(avtal=omgang.avtal_id, namn=RADET),
        datum=date(2022, 3, 14), paragraf="3", text="Att godkänna en gemensam värdering av överenskommelsen för 2021.", exempel=True,
    )  # fmt: skip
    Omgang.objects.filter(pk=omgang.pk).update(gemensam_motivering="Värdet är det mittersta av kommunernas bedömningar.")
    fraga = omgang.formular.vardefraga
    gallande = Inlamnat.objects.filter(inlamning__deltagare__omgang=omgang, fraga=fraga, alternativ__varde__isnull=False)
    per_uppdrag = {}
    for rad in gallande.select_related("uppdrag", "alternativ", "inlamning__deltagare__organisation"):
        per_uppdrag.setdefault(rad.uppdrag, []).append(rad)
    for uppdrag, rader in sorted(per_uppdrag.items(), key=lambda par: par[0].ordning):
        rader.sort(key=lambda rad: rad.alternativ.varde)
        mitten, nasta = rader[(len(rader) - 1) // 2].alternativ, rader[len(rader) // 2].alternativ
        isar = nasta.varde - mitten.varde
        vardering = Vardering.objects.create(
            omgang=omgang, uppdrag=uppdrag, alternativ=mitten, status=Vardering.Status.ENAD, beslut=beslut,
            skal="" if isar < 2 else "De två mittersta bedömningarna ligger isär. Det lägre värdet valdes.",
        )  # fmt: skip
        if uppdrag.status == "vakant":
            avvikande = rader[0]
            Avvikelse.objects.create(
                vardering=vardering, organisation=avvikande.inlamning.deltagare.organisation, alternativ=avvikande.alternativ,
                text="Kommunen har inte fått del av det som redovisas och står fast vid sitt eget värde.",
            )  # fmt: skip
