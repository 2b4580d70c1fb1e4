"""What a kommun has before it: its judgement, the joint value, and what waits for its decision; each with where it stands and its day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, prefetch_related_objects
from django.urls import reverse

from enkat.models import Deltagare, Fraga, Omgang, Vardering
from samverkan.svenska import datum, numerus
from uppdrag.models import Andringsforslag, Part, Partsbeslut, Rekommendation


@dataclass(frozen=True)
class Framfor:
    vad: str
    url: str
    laget: str
    dag: str


def for_kommunerna(user, kommuner, svar):
    """[(kommun, [Framfor])] of the kommuner she acts for, those alone that have anything before them. A fixed number of queries.

    `svar` are her respondents in all rounds.
    """
    if not kommuner:
        return []
    svar = _svar(svar, {k.pk for k in kommuner})
    delar = (_bedomningar(svar), _gemensamma(svar), _forslag(user, kommuner), _rekommendationer(user, kommuner))
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
    prefetch_related_objects(found, "inlamningar__user")
    return found


def _bedomningar(svar):
    return _per((d.organisation_id, _bedomningen(d)) for d in svar)


def _bedomningen(d):
    senaste = max(d.inlamningar.all(), key=lambda i: i.nummer, default=None)
    if senaste and d.status == Deltagare.Status.INSKICKAT:
        laget = senaste.i_ord
    else:
        laget = d.get_status_display().lower() if d.is_open else "inget svar lämnades"
    sida = "svar_klart" if senaste and not d.is_open else "svar_start"
    return Framfor(d.omgang.namn, reverse(f"enkat:{sida}", args=[d.pk]), laget, _sista_dagen(d))


def _sista_dagen(d):
    return f"sista dag {datum(d.sista_dag)}" if d.is_open else f"svarstiden slutade {datum(d.slutade)}"


def _gemensamma(svar):
    over = {d.omgang_id: d.omgang for d in svar if d.omgang.is_over and not d.omgang.anonym}
    skala = Fraga.objects.filter(sort=Fraga.Sort.SKALA, avdelning__per_uppdrag=True).values("avdelning__formular")
    med_skala = set(Omgang.objects.filter(pk__in=over, formular__in=skala).values_list("pk", flat=True))
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


def _forslag(user, kommuner):
    """The changes of an agreement that are sent out, and that the kommun has not decided on."""
    beslut = Partsbeslut.objects.filter(forslag=OuterRef("pk"), organisation=OuterRef("kommun"))
    parter = Part.objects.galler().filter(organisation__in=kommuner)
    utsanda = Andringsforslag.objects.visible_to(user).filter(status=Andringsforslag.Status.UTSANT, avtal__parter__in=parter)
    utsanda = utsanda.annotate(kommun=F("avtal__parter__organisation")).exclude(Exists(beslut)).order_by("utsant_den", "pk")
    return _per(
        (f.kommun, Framfor(f.rubrik, f.get_absolute_url(), "väntar på kommunens beslut", f"utsänt {datum(f.utsant_den)}")) for f in utsanda
    )


def _rekommendationer(user, kommuner):
    """The council's recommendations that the kommun owns and that are not done."""
    rader = Rekommendation.objects.visible_to(user).filter(
        organisation__in=kommuner, status__in=(Rekommendation.Status.OPPEN, Rekommendation.Status.PAGAR)
    )
    return _per((r.organisation_id, _rekommendationen(r)) for r in rader.order_by("klar_senast", "pk"))


def _rekommendationen(r):
    dag = f"klar senast {datum(r.klar_senast)}" if r.klar_senast else "ingen dag är satt"
    return Framfor(str(r), r.get_absolute_url(), f"{r.get_status_display().lower()}, ägs av {r.agare}", dag)
