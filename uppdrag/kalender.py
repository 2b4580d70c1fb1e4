"""The occasions as a calendar tells them: which are whose, what is said of each, and how often it has been changed."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Max, Q
from django.urls import reverse

from samverkan import svenska
from samverkan.brev import webbadress
from samverkan.kalenderfil import FORST, Kalenderhandelse
from samverkan.models import Handelse
from uppdrag.models import Arena, Arenamedlem, Arenavisning, Ordforande, Tillfalle
from uppdrag.models.arena import samordnade_uppdrag
from uppdrag.models.arssteg import Stegagare, Stegsort
from uppdrag.models.tillfalle import SORTORD

PARTERNAS = {Stegagare.KOMMUNCHEF, Stegagare.ORDFORANDE}
DAR_DET_HALLS = {Tillfalle.Form.DIGITALT: "Digitalt", Tillfalle.Form.HYBRID: "På plats och digitalt"}


# --- which are whose --------------------------------------------------------------------------------------------------
def egna_arenor(user):
    """The arenas she chairs, coordinates, or whose member her organisation is, today."""
    ordforande = Ordforande.objects.galler().filter(user=user).values("arena")
    samordnar = Arenavisning.objects.filter(uppdrag__in=samordnade_uppdrag(user)).values("arena")
    medlem = Arenamedlem.objects.galler().filter(organisation__in=user.organisation_ids).values("arena")
    return Arena.objects.visible_to(user).filter(Q(pk__in=ordforande) | Q(pk__in=samordnar) | Q(pk__in=medlem))


def for_person(user):
    """Of her arenas and of the uppdrag she coordinates, and the meetings with her own kommun: what she may see today."""
    egna = Q(arena__in=egna_arenor(user)) | Q(uppdrag__in=samordnade_uppdrag(user)) | Q(kommun__in=user.organisation_ids)
    return Tillfalle.objects.visible_to(user).filter(egna)


def for_arena(arena, user):
    return Tillfalle.objects.visible_to(user).filter(arena=arena)


def for_year(year, user):
    """What begins within the year, whoever arranged it, and the meetings with the kommuner about it."""
    inom = Q(fran__range=(year.fran, year.till))
    return Tillfalle.objects.visible_to(user).filter(inom | Q(om_year=year), avtal=year.avtal_id)


# --- what is said of each ---------------------------------------------------------------------------------------------
def klockslag(tillfalle):
    """(begins, ends) by the clock, None where it is not known: what the kallelse says."""
    uppgift = _uppgift(tillfalle)
    return (uppgift.fran_kl, uppgift.till_kl) if uppgift else (None, None)


def _uppgift(tillfalle):
    return getattr(tillfalle, "kallelseuppgift", None)


def plats(tillfalle):
    """Where it is held, as far as it is said."""
    uppgift = _uppgift(tillfalle)
    return (uppgift and uppgift.plats) or DAR_DET_HALLS.get(tillfalle.form, "")


def som_handelser(tillfallen):
    """The occasions (a queryset) as a calendar bears them, in two queries."""
    rader = list(tillfallen.select_related("arena", "uppdrag", "annat_avtal", "kommun", "grupp", "kallelseuppgift"))
    andrade = _andringar(rader)
    return [_handelse(t, *andrade.get(t.pk, (0, FORST))) for t in rader]


def _handelse(t, version, andrad):
    borjar, slutar = klockslag(t)
    adress = webbadress(t.get_absolute_url())
    return Kalenderhandelse(
        uid=uid(f"tillfalle-{t.pk}"), rubrik=_rubrik(t), fran=t.fran, till=t.till, borjar=borjar, slutar=slutar,
        beskrivning="\n".join(_beskrivning(t, borjar, adress)), plats=plats(t), adress=adress,
        installt=t.status == Tillfalle.Status.INSTALLT, upptagen=t.langd == Tillfalle.Langd.HELDAG, version=version, andrad=andrad,
    )  # fmt: skip


def uid(nyckel):
    """The name of an occasion in every calendar of this site, for ever."""
    return f"{nyckel}@{urlsplit(settings.ADRESS).hostname or 'samverkan.invalid'}"


def _rubrik(t):
    vem = f"{t.arrangorsnamn}, {t.grupp}" if t.grupp_id else t.arrangorsnamn
    return f"{vem}: {t.rubrik or _ord(t)}"


def _ord(t):
    """What it is called: a meeting by its arena's own noun."""
    eget = t.motesord or (t.arena.motesord if t.arena_id and t.sort == Tillfalle.Sort.MOTE else "")
    return eget or SORTORD[t.sort]


def _beskrivning(t, borjar, adress):
    """Its lines. Notes and agenda are not among them: a calendar lies with others, and the page is a click away."""
    yield f"{svenska.stor_bokstav(_ord(t))}, {t.get_status_display().lower()}."
    if t.form or t.langd:
        yield f"{t.form_och_langd}."
    if borjar is None and t.status == Tillfalle.Status.PLANERAT:
        yield "Klockslag är inte angivet."
    if t.datum_exempel:
        yield "Datumet är ett exempel."
    yield adress


# --- how often and when it has been changed ---------------------------------------------------------------------------
def _andringar(rader):
    """{key: (how many times changed, when last)} by the history of the occasions; some were read in without a first line there."""
    historik = Tillfalle.history.model.objects.filter(id__in=[t.pk for t in rader]).order_by()
    antal = historik.values("id").annotate(antal=Count("history_id", filter=~Q(history_type="+")), senast=Max("history_date"))
    return {rad["id"]: (rad["antal"], rad["senast"]) for rad in antal}


def andringar_i_loggen(avtal_id, rader):
    """As above of rows without a history, by the event log: {key: (how many acts, when last)}. `rader` are of one model."""
    namn = {f"{rad._meta.label_lower}:{rad.pk}": rad.pk for rad in rader}
    akter = Handelse.objects.filter(avtal_id=avtal_id, objekt__in=namn).order_by()
    antal = akter.values("objekt").annotate(antal=Count("pk"), senast=Max("tid"))
    return {namn[rad["objekt"]]: (rad["antal"], rad["senast"]) for rad in antal}


# --- the days of a year -----------------------------------------------------------------------------------------------
def arets_dagar(year, user):
    """The last days of the year's steps, and the days the year itself names where no step has them. A party sees her own steps alone:
    the others are of an unfinished report, which is the region's own.
    """
    regionens = year.avtal.can_read_draft(user)
    steg = [s for s in year.arssteg.all() if s.ingar and s.sista_dag and (regionens or s.vem in PARTERNAS)]
    sagda = {s.sort for s in steg}
    dagar = [(f"steg-{s.sort}", f"{s.get_sort_display()} {year}: sista dag", s.sista_dag) for s in steg]
    if regionens:
        egna = ((Stegsort.OVERLAMNAT, "overlamnas", "överlämnas senast"), (Stegsort.SIGNERAT, "undertecknas", "undertecknas"))
        dagar += [(falt, f"Berättelsen {year} {text}", getattr(year, falt)) for sort, falt, text in egna if sort not in sagda]
    version, andrad = andringar_i_loggen(year.avtal_id, [year]).get(year.pk, (0, FORST))
    adress = webbadress(year.get_absolute_url() if regionens else reverse("start"))
    return [
        Kalenderhandelse(
            uid=uid(f"year-{year.pk}-{namn}"), rubrik=rubrik, fran=dag, till=dag, adress=adress, version=version, andrad=andrad,
            beskrivning=f"{year.avtal.titel}\n{adress}",
        )
        for namn, rubrik, dag in dagar if dag
    ]  # fmt: skip
