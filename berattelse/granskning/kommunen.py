"""What a kommun has before it: its judgement, the joint value, and what waits for its decision; each with where it stands and its day."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, TextField, Value, prefetch_related_objects
from django.db.models.functions import Cast
from django.urls import reverse

from berattelse.granskning.arslage import dagar_kvar
from enkat.models import Deltagare, Inlamning, Omgang, Vardering
from samverkan.svenska import datum, genitiv, numerus
from uppdrag.models import Andringsforslag, Part, Partsbeslut, Rekommendation


@dataclass(frozen=True)
class Framfor:
    vad: str
    url: str
    laget: str
    dag: str
    kvar: str = ""
    knapp: str = ""  # the word on its button, of what the kommun is to do
    att_gora: str = ""  # what that is
    mer: str = ""
    sista: date | None = None


def for_kommunerna(user, kommuner, svar, far):
    """[(kommun, [Framfor])] of the kommuner she acts for, those alone that have anything before them. A fixed number of queries.

    `svar` are her respondents in all rounds; `far` the (kommun's id, agreement's id) that she answers for.
    """
    if not kommuner:
        return []
    svar = _svar(svar, {k.pk for k in kommuner})
    delar = (_bedomningar(svar, far), _gemensamma(svar), _vantande(user, kommuner, far))
    rader = [(k, [rad for del_ in delar for rad in del_.get(k.pk, [])]) for k in kommuner]
    return [(k, egna) for k, egna in rader if egna]


def _per(rader):
    """{kommun's id: rows} of (id, row)."""
    found = {}
    for kommun, rad in rader:
        found.setdefault(kommun, []).append(rad)
    return found


def _svar(svar, kommuner):
    """Her kommuner's answers in the rounds that are open to them, and in the latest of each agreement that is over."""
    rader = [d for d in svar if d.organisation_id in kommuner and d.omgang.status != Omgang.Status.PLANERAD]
    sedda, found = set(), []
    for d in sorted(rader, key=lambda d: (d.omgang.sista_dag, d.omgang.oppnar, d.omgang_id), reverse=True):
        nyckel = (d.organisation_id, d.avtal_id)
        if d.is_open or nyckel not in sedda:
            found.append(d)
        if not d.is_open:
            sedda.add(nyckel)
    prefetch_related_objects(found, Prefetch("inlamningar", Inlamning.objects.select_related("user")))
    return found


def _bedomningar(svar, far):
    return _per((d.organisation_id, _bedomningen(d, (d.organisation_id, d.avtal_id) in far)) for d in svar)


def _bedomningen(d, far_lamna):
    senaste = max(d.inlamningar.all(), key=lambda i: i.nummer, default=None)
    if senaste and d.status == Deltagare.Status.INSKICKAT:
        laget = senaste.i_ord
    else:
        laget = d.get_status_display().lower() if d.is_open else "inget svar lämnades"
    sida = "svar_klart" if senaste and not d.is_open else "svar_start"
    rad = Framfor(d.omgang.namn, reverse(f"enkat:{sida}", args=[d.pk]), laget, _sista_dagen(d))
    if d.andrad:
        return _andrad(rad, d, far_lamna)
    if not d.is_open or d.status == Deltagare.Status.INSKICKAT:
        return rad
    knapp = "Fortsätt" if d.status == Deltagare.Status.BORJAT else "Börja"
    vad = f"{'Lämna' if far_lamna else 'Förbered'} {genitiv(str(d))} bedömning av {d.omgang.verksamhetsar}"
    mer = f"{d.omgang.namn}, {laget}{'' if far_lamna else f', lämnas av {d.den_som_skickar_in}'}"
    return replace(rad, knapp=knapp, att_gora=vad, mer=mer, sista=d.sista_dag, kvar=dagar_kvar(d.sista_dag))


def _andrad(rad, d, far_lamna):
    """Written in since it was handed in: it counts first when it is handed in again."""
    rad = replace(rad, laget=f"{rad.laget}, ändrat efter det. Ändringen räknas inte{'' if d.is_open else ', för svarstiden är slut'}")
    if not (d.is_open and far_lamna):
        return rad
    vad = f"Skicka in {genitiv(str(d))} ändrade bedömning av {d.omgang.verksamhetsar}"
    return replace(rad, knapp="Fortsätt", att_gora=vad, mer=f"{d.omgang.namn}, ändrat", sista=d.sista_dag, kvar=dagar_kvar(d.sista_dag))


def _sista_dagen(d):
    if not d.is_open:
        return f"svarstiden slutade {datum(d.sista_dag)}"
    inskickat = d.status == Deltagare.Status.INSKICKAT
    return f"{'kan ändras till och med' if inskickat else 'sista dag'} {datum(d.sista_dag)}"


def _gemensamma(svar):
    over = {d.omgang_id: d.omgang for d in svar if d.skala and d.omgang.is_over and not d.omgang.anonym}
    med_skala = set(over) - {d.omgang_id for d in svar if d.is_oppnad_igen and d.status != Deltagare.Status.INSKICKAT}
    varden = _per((v.omgang_id, v) for v in Vardering.objects.filter(omgang__in=med_skala).select_related("beslut"))
    rader = {pk: _gemensamt(over[pk], varden.get(pk, [])) for pk in med_skala}
    return _per((d.organisation_id, rader[d.omgang_id]) for d in svar if d.omgang_id in rader)


def _gemensamt(omgang, varden):
    enade = [v for v in varden if v.status == Vardering.Status.ENAD]
    forslag = sum(v.alternativ_id is not None for v in varden) - len(enade)
    laget = [numerus(len(enade), "ett värde beslutat", "värden beslutade")] if enade else []
    laget += [numerus(forslag, "ett värde föreslaget", "värden föreslagna")] if forslag else []
    senast = max((v.beslut for v in enade), key=lambda b: b.datum or date.min, default=None)
    dag = f"{senast.organ}, {datum(senast.datum) if senast.datum else senast.datum_text}" if senast else ""
    dag = dag or f"svaren kom in till och med {datum(omgang.slutade)}"
    url = reverse("enkat:vardering_list", args=[omgang.pk])
    return Framfor(f"Gemensam värdering: {omgang.namn}", url, ", ".join(laget) or "inget värde är föreslaget ännu", dag)


def _vantande(user, kommuner, far):
    """The changes sent out that the kommun has not decided on, then the council's recommendations that it owns and are not done."""
    beslut = Partsbeslut.objects.filter(forslag=OuterRef("pk"), organisation=OuterRef("kommun"))
    parter = Part.objects.galler().filter(organisation__in=kommuner)
    utsanda = Andringsforslag.objects.visible_to(user).filter(status=Andringsforslag.Status.UTSANT, avtal__parter__in=parter)
    utsanda = utsanda.annotate(kommun=F("avtal__parter__organisation")).exclude(Exists(beslut)).order_by()
    oppna = (Rekommendation.Status.OPPEN, Rekommendation.Status.PAGAR)
    egna = Rekommendation.objects.visible_to(user).filter(organisation__in=kommuner, status__in=oppna).order_by()
    tom, text, inget = Value("", TextField()), TextField(), Value(0)
    falt = ("pk", Cast("rubrik", text), "utsant_den", tom, tom)
    egna_falt = ("pk", "text", "klar_senast", Cast("status", text), Cast("agare", text))
    rader = [  # the same columns of both kinds, so that one question asks for all
        *utsanda.values_list("kommun", Value(0), "avtal", *falt).union(
            egna.values_list("organisation", Value(1), inget, *egna_falt), all=True
        )
    ]
    rader.sort(key=lambda rad: (rad[1], rad[5] or date.max, rad[3]))
    return _per(
        (kommun, _rekommendationen(*rad) if sort else _forslaget((kommun, avtal) in far, *rad)) for kommun, sort, avtal, *rad in rader
    )


def _forslaget(far_besluta, pk, rubrik, utsant_den, *_):
    url = Andringsforslag(pk=pk).get_absolute_url()
    dag = f"utsänt {datum(utsant_den)}"
    if not far_besluta:
        return Framfor(rubrik, url, "väntar på kommunens beslut, som kommunchefen eller kontaktpersonen registrerar", dag)
    return Framfor(rubrik, url, "väntar på kommunens beslut", dag, knapp="Läs", att_gora=f"Besluta om ändringen: {rubrik}", mer=dag)


def _rekommendationen(pk, text, klar_senast, status, agare):
    r = Rekommendation(pk=pk, text=text, status=status, klar_senast=klar_senast)
    dag = f"klar senast {datum(klar_senast)}" if klar_senast else "ingen dag är satt"
    forsenad = ", försenad" if r.ar_forsenad else ""
    laget, vad = f"{r.get_status_display().lower()}{forsenad}, ägs av {agare}", f"Följ rekommendationen: {r}"
    return Framfor(str(r), r.get_absolute_url(), laget, dag, knapp="Öppna", att_gora=vad, mer=laget, sista=klar_senast)
