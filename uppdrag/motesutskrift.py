"""What is printed of a meeting: its kallelse and an extract of its minutes, gathered from the rows and laid out as PDF"""

import msgspec
from django.template.loader import render_to_string
from django.utils import timezone

from samverkan import svenska
from samverkan.inaktuell import radernas_version, version_av
from samverkan.models import Organisation
from samverkan.pdf.render import render_pdf
from uppdrag.kallelsen import Kallelsehandling, Kallelsen, Kallelsepunkt
from uppdrag.models import Dagordningspunkt, Kallelseuppgift, Protokoll
from uppdrag.models.tillfalle import SORTORD, Tillfalle


def uppgift(tillfalle):
    """What is written of when and where, or an empty row."""
    return Kallelseuppgift.objects.filter(tillfalle=tillfalle).first() or Kallelseuppgift(tillfalle=tillfalle)


def samla(tillfalle):
    """What the kallelse of the meeting says now."""
    u = uppgift(tillfalle)
    handlingar = {}
    for h in tillfalle.handlingar.defer("innehall"):
        handlingar.setdefault(h.punkt_id, []).append(Kallelsehandling(pk=h.pk, titel=str(h), filnamn=h.filnamn, sha256=h.sha256))
    region = Organisation.objects.filter(sort=Organisation.Sort.REGION, partskap__avtal=tillfalle.avtal_id).order_by("partskap__pk").first()
    return Kallelsen(
        organ=f"{tillfalle.arrangorsnamn}{f', {tillfalle.grupp}' if tillfalle.grupp_id else ''}", avtal=tillfalle.avtal.titel,
        vad=motesordet(tillfalle), region=str(region or ""), dag=tillfalle.fran, till=tillfalle.till, tid=klockan(u),
        plats=u.plats, form=tillfalle.get_form_display() if tillfalle.form else "", lank=u.lank, avsandare=u.avsandare,
        telefon=u.telefon, epost=u.epost, sista_dag=u.sista_dag, anmalan=u.anmalan, exempel=tillfalle.datum_exempel,
        punkter=[_punkten(p, handlingar.get(p.pk, [])) for p in tillfalle.dagordning.all()], handlingar=handlingar.get(None, []),
    )  # fmt: skip


def motesordet(tillfalle):
    """What its arena calls such a meeting."""
    if tillfalle.motesord:
        return tillfalle.motesord
    return tillfalle.arena.motesord if tillfalle.arena_id and tillfalle.sort == Tillfalle.Sort.MOTE else SORTORD[tillfalle.sort]


def klockan(u):
    """kl. 13.00–16.00, as far as it is known."""
    if not u.fran_kl:
        return ""
    return f"kl.{svenska.HARD_SPACE}{u.fran_kl:%H.%M}{f'–{u.till_kl:%H.%M}' if u.till_kl else ''}"


def _punkten(p, handlingar):
    return Kallelsepunkt(
        pk=p.pk, sort=p.sort, titel=p.titel, nummer=p.nummer, klockslag=f"{p.klockslag:%H.%M}" if p.klockslag else "",
        foredragande=p.foredragande, underpunkter=[rad.strip() for rad in p.underpunkter.splitlines() if rad.strip()], dnr=p.dnr,
        bilagor=[rad.strip() for rad in p.bilagor.splitlines() if rad.strip()], handlingar=handlingar,
    )  # fmt: skip


def som_text(kallelsen):
    """As it is written down: the same for the same kallelse."""
    return msgspec.json.encode(kallelsen).decode()


def ur_text(text):
    return msgspec.json.decode(text, type=Kallelsen)


def kallelse_pdf(kallelsen, *, skickad=None, sort="", andringar=()):
    """PDF/UA-1 and PDF/A-2a. `skickad` is None of one that is not sent yet."""
    titel = f"{sort or 'Kallelse'} till {kallelsen.organ}"
    dag = timezone.localdate(skickad)
    b = {
        "titel": titel, "undertitel": f"{svenska.stor_bokstav(kallelsen.vad)} {kallelsen.nar}", "av": kallelsen.region or "Samverkan",
        "skapad": dag, "exempel": kallelsen.exempel,
    }  # fmt: skip
    context = {"b": b, "k": kallelsen, "skickad": skickad, "dag": dag, "andringar": andringar}
    return render_pdf(render_to_string("uppdrag/kallelse_tryck.html", context))


def narvarande(tillfalle):
    """[(organisation, how many or None, who)] of those noted."""
    return [(n.organisation, n.antal, n.vilka) for n in tillfalle.narvarande.select_related("organisation")]


def protokollsrad(tillfalle):
    """What is written of the minutes as a whole, or an empty row."""
    return Protokoll.objects.select_related("justerat_av").filter(tillfalle=tillfalle).first() or Protokoll(tillfalle=tillfalle)


def protokollet(tillfalle):
    """What is known of the minutes, as a page shows it; `version` is the mark of it all."""
    protokoll = protokollsrad(tillfalle)
    arenden = tillfalle.dagordning.filter(sort=Dagordningspunkt.Sort.ARENDE).select_related("utfallet__beslut__balanspost")
    arenden, med = list(arenden.prefetch_related("utfallet__beslut__reservationer")), narvarande(tillfalle)
    version = version_av([radernas_version(tillfalle, protokoll, *_protokollsrader(arenden)), med])
    return {"tillfalle": tillfalle, "protokoll": protokoll, "arenden": arenden, "narvarande": med, "version": version}


def _protokollsrader(arenden):
    for punkt in arenden:
        utfall = getattr(punkt, "utfallet", None)
        yield from (punkt, utfall)
        if utfall and utfall.beslut:
            yield from (utfall.beslut, *utfall.beslut.reservationer.all())


def protokollsutdrag_pdf(punkt, protokoll):
    """One ärende of the minutes: PDF/UA-1 and PDF/A-2a."""
    t, utfall = punkt.tillfalle, punkt.utfallet
    region = Organisation.objects.filter(sort=Organisation.Sort.REGION, partskap__avtal=t.avtal_id).order_by("partskap__pk").first()
    nar = f"{svenska.stor_bokstav(motesordet(t))} {svenska.period(t.fran, t.till)}"
    b = {
        "titel": f"Protokollsutdrag, {t.arrangorsnamn}", "undertitel": nar,
        "av": str(region or "Samverkan"), "skapad": protokoll.justerat_den or t.fran, "exempel": t.datum_exempel,
    }  # fmt: skip
    context = {
        "b": b, "t": t, "punkt": punkt, "utfall": utfall, "beslut": utfall.beslut, "protokoll": protokoll, "region": region,
        "narvarande": narvarande(t), "uppgift": uppgift(t), "tid": klockan(uppgift(t)),
        "reservationer": utfall.beslut.reservationer.all() if utfall.beslut else [],
    }  # fmt: skip
    return render_pdf(render_to_string("uppdrag/protokollsutdrag_tryck.html", context))
