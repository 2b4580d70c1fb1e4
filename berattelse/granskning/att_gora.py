"""Whose turn it is: the acts of a year that wait for a person, each with where it is done. A fixed number of queries."""

from django.utils import timezone

from berattelse.granskning.kommentarer import att_besvara
from berattelse.granskning.oversikt import Brist, address
from berattelse.models import Fardigstallande, Skede, Utgava
from ekonomi.budget.aret import att_forklara
from enkat.oversikt import sena_svar
from samverkan.models import Kladd, Roll
from uppdrag.models import Andringsforslag, Part, Verksamhetsar

MED = {Skede.OVERLAMNAD: "", Skede.MED_VARDERING: " med kommunernas värdering"}


def att_gora(user):
    """[Brist]: what waits for whoever is to do it: late answers, the acts of the year, a deviation to explain, comments."""
    delar = {Roll.CONTROLLER: _controller, Roll.PROCESSLEDARE: _processledare, Roll.DIREKTOR: _direktor}
    i_rollen = [brist for roll, del_ in delar.items() if user.har_roll(roll) for brist in del_(_avtal(user, roll))]
    return [*i_rollen, *_samordnare(user), *att_besvara(user), *_osparat(user)]


def _osparat(user):
    osparat = Kladd.objects.filter(user=user).exists()
    return [Brist("Osparad text: det du har skrivit utan att spara", address("samverkan:kladd_list"))] if osparat else []


def overlamnade(user):
    """The signed editions that hold and that this person may read, the latest year first."""
    rader = Utgava.objects.visible_to(user).gallande().filter(signatur__isnull=False)
    rader = rader.select_related("verksamhetsar", "signatur").defer("innehall", "signatur__innehall")
    return rader.order_by("-verksamhetsar__fran", "-nummer")[:6]


def _avtal(user, roll):
    """The agreements at whose parties she holds the role today."""
    hos = [org for hennes, org in user.aktiva_roller if hennes == roll]
    return Part.objects.galler().filter(organisation__in=hos).values("avtal")


def _slutade(avtal):
    """The years that are over and still open."""
    rader = Verksamhetsar.objects.filter(avtal__in=avtal, status=Verksamhetsar.Status.OPPET, till__lt=timezone.localdate())
    return rader.select_related("avtal").order_by("-fran")


def _utgavor(avtal):
    """The editions that hold, without their content."""
    rader = Utgava.objects.filter(verksamhetsar__avtal__in=avtal).gallande().prefetch_related("sandningar")
    rader = rader.select_related("verksamhetsar__avtal", "signatur", "publicering", "ersatt_av")
    return rader.defer("innehall", "signatur__innehall", "ersatt_av__innehall").order_by("-verksamhetsar__fran", "-nummer")


def _vantar(avtal):
    """{(year id, stage): the processledare's last word}, where no edition has come of it yet."""
    rader = Fardigstallande.objects.filter(verksamhetsar__avtal__in=avtal).select_related("verksamhetsar__avtal", "utgava").order_by("pk")
    sista = {(f.verksamhetsar_id, f.skede): f for f in rader.defer("utgava__innehall")}
    return {nyckel: f for nyckel, f in sista.items() if not hasattr(f, "utgava") and (f.skede == 2 or f.verksamhetsar.is_open)}


def _controller(avtal):
    rader = _slutade(avtal).exclude(arsresultat__godkant__isnull=False)
    return [Brist(f"Godkänn utfallet {year}", address("ekonomi:year_detail", year.pk)) for year in rader]


def _samordnare(user):
    return [
        Brist(f"Förklara avvikelsen från budgeten {rad.verksamhetsar}: {rad.uppdrag}", address("ekonomi:prognosrad_forklara", rad.pk))
        for rad in att_forklara(user)
    ]


def _processledare(avtal):
    vantar, utgavor = _vantar(avtal), list(_utgavor(avtal))
    skeden = {(u.verksamhetsar_id, u.skede) for u in utgavor}
    ut = [Brist(f"Ta in eller lägg undan det sena svaret från {d}", address("enkat:sent_detail", d.pk)) for d in sena_svar(avtal)]
    fast = Andringsforslag.objects.filter(avtal__in=avtal).att_genomfora(timezone.localdate())
    ut += [Brist(f"Genomför ändringen för hand: {f}", f.get_absolute_url()) for f in fast]
    for year in _slutade(avtal):
        vad = f"Färdigställ en rättad utgåva av {year}" if (year.pk, 1) in skeden else f"Färdigställ berättelsen {year}"
        ut += [Brist(vad, address("berattelse:fardigstall", year.pk, 1))] if (year.pk, 1) not in vantar else []
    for u in utgavor:
        nasta = (u.verksamhetsar_id, 2)
        ut += [] if u.skede == 1 and nasta in skeden else _utgivning(u)
        if u.is_signerad and u.skede == 1 and not u.verksamhetsar.is_open and nasta not in skeden and nasta not in vantar:
            ut.append(Brist(f"Färdigställ {u.verksamhetsar} med kommunernas värdering", address("berattelse:fardigstall", *nasta)))
    return ut


def _utgivning(utgava):
    """What is left to do with a signed edition that holds: publish, send."""
    if not utgava.is_signerad or utgava.inaktuell:
        return []
    ut = [] if utgava.is_publicerad else [Brist(f"Publicera {_i_text(utgava)}", utgava.get_absolute_url())]
    if not utgava.sandningar.all():
        ut.append(Brist(f"Sänd {_i_text(utgava)} till parterna", address("berattelse:utgava_distribuera", utgava.pk)))
    return ut


def _direktor(avtal):
    ut = [
        Brist(f"Fastställ berättelsen {f.verksamhetsar}{MED[f.skede]}", address("berattelse:faststall", f.verksamhetsar_id, f.skede))
        for f in _vantar(avtal).values()
    ]
    osignerade = [u for u in _utgavor(avtal) if not u.is_signerad and not u.inaktuell]
    return ut + [Brist(f"Signera {_i_text(u)}", u.get_absolute_url()) for u in osignerade]


def _i_text(utgava):
    text = str(utgava)
    return text[:1].lower() + text[1:]
