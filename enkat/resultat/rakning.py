"""The compilation of a round, read from what has been handed in. Every number can be followed to its answers.

A fixed number of queries, whatever the number of rounds, respondents and questions.
"""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef
from django.urls import reverse, reverse_lazy

from enkat.blad import medverkande, medverkansrader
from enkat.models import Deltagare, Inlamnat, Inlamning, Omgang
from enkat.models.formular import fragorna_i
from enkat.resultat.andelar import Ettsvar, Fragesvar, Val, sammanstall
from uppdrag.models import Uppdrag

TIDIGARE = 4  # how many earlier rounds are compared with


@dataclass
class Grupp:
    """A section of the form, or one uppdrag of a section that is asked for each."""

    rubrik: str
    uppdrag: Uppdrag | None
    fragor: list[tuple[object, Fragesvar]]


@dataclass(frozen=True)
class Ettyear:
    """What one question came to in one year. `svar` is None when it was not asked."""

    year: str
    svar: Fragesvar | None
    samma: bool  # the same wording as now
    lank: str


@dataclass
class Omgangsresultat:
    omgang: Omgang
    tillfragade: list[Deltagare]
    ej_tillfragade: list[Deltagare]
    inlamnade: int
    grupper: list[Grupp]
    matris: list[tuple[Deltagare, list[str]]]
    matrisfragor: list
    papper: list[Inlamning]  # those that count and came on paper
    sena: list[Deltagare]  # whose answer came too late, and was taken in
    inlamnat: dict  # what inlamnade gives
    medverkar: list  # what medverkar gives

    @property
    def saknas(self):
        return [d for d in self.tillfragade if d.status != Deltagare.Status.INSKICKAT]

    @property
    def lamnat(self):
        return [d for d in self.tillfragade if d.status == Deltagare.Status.INSKICKAT]

    @property
    def oppna_igen(self):
        """Those for whom the round is open though it is over."""
        return [d for d in self.tillfragade if d.is_oppnad_igen]

    @property
    def preliminar(self):
        """May what is told here still change: is anybody let to answer?"""
        return not self.omgang.is_over or bool(self.oppna_igen)

    @property
    def andrade(self):
        """Those who wrote in their answer after it was handed in: what is told here is what was handed in."""
        return [d for d in self.lamnat if d.skriven and d.lamnad and d.skriven > d.lamnad]

    @property
    def inte(self):
        """{reason: those not asked for it}, so that the reason is said once."""
        return per_skal(self.ej_tillfragade)

    def svar(self, nyckel, uppdrag_id=None):
        """The compilation of one question by its key, or None."""
        for grupp in self.grupper:
            if (grupp.uppdrag.pk if grupp.uppdrag else None) == uppdrag_id:
                for fraga, svar in grupp.fragor:
                    if fraga.nyckel == nyckel:
                        return svar
        return None


def per_skal(deltagare):
    """{reason: respondents} in the order met."""
    found = {}
    for d in deltagare:
        found.setdefault(d.skal, []).append(d)
    return found


def read(omgang):
    """The compilation of one round as it now stands: the latest hand-in of each."""
    return read_alla([omgang])[0]


def read_alla(omgangar):
    """The same of several rounds of one agreement, in their order: as many questions however many they are."""
    if not omgangar:
        return []
    deltagare, gallande = _deltagare(omgangar), _gallande(omgangar)
    svar, papper = _inlamnat(omgangar, gallande), _papper(omgangar, gallande)
    _read_formular(omgangar)
    medverkan = medverkansrader(omgangar[0].avtal_id) if any(o.fragar_kommuner for o in omgangar) else []
    return [_resultat(o, deltagare[o.pk], svar[o.pk], papper[o.pk], medverkan) for o in omgangar]


def _read_formular(omgangar):
    """The questions of the forms, in as many readings however many the forms are."""
    formularen = {id(o.formular): o.formular for o in omgangar if "fragor" not in vars(o.formular)}.values()
    fragor = fragorna_i(formularen) if formularen else []
    for formular in formularen:
        formular.fragor = [f for f in fragor if f.avdelning.formular_id == formular.pk]


def _deltagare(omgangar):
    """{the round's pk: its respondents}."""
    per_omgang = {o.pk: o for o in omgangar}
    ut = {pk: [] for pk in per_omgang}
    for d in Deltagare.objects.filter(omgang__in=omgangar).select_related("arena", "organisation").med_tider():
        d.omgang = per_omgang[d.omgang_id]
        ut[d.omgang_id].append(d)
    return ut


def _resultat(omgang, deltagare, inlamnat, papper, medverkan):
    tillfragade = [d for d in deltagare if d.tillfragad]
    per_uppdrag = _medverkar(omgang, tillfragade, medverkan)
    return Omgangsresultat(
        omgang=omgang,
        tillfragade=tillfragade,
        ej_tillfragade=[d for d in deltagare if not d.tillfragad],
        inlamnade=sum(d.status == Deltagare.Status.INSKICKAT for d in tillfragade),
        grupper=_grupper(omgang, tillfragade, inlamnat, per_uppdrag),
        matris=_matris(omgang, tillfragade, inlamnat),
        matrisfragor=_matrisfragor(omgang),
        papper=_i_ordning(omgang, tillfragade, papper),
        sena=_sena(tillfragade, inlamnat),
        inlamnat=inlamnat,
        medverkar=per_uppdrag,
    )


def _gallande(omgangar):
    """{its pk: the latest hand-in} of each who is asked in these rounds, with its round (`omgang`)."""
    rader = Inlamning.objects.filter(deltagare__omgang__in=omgangar, deltagare__tillfragad=True).gallande()
    return {rad.pk: rad for rad in rader.annotate(omgang=F("deltagare__omgang")).select_related("user")}


def _papper(omgangar, gallande):
    """{the round's pk: the latest hand-ins that came on paper}."""
    papper = [rad for rad in gallande.values() if rad.sort == Inlamning.Sort.PAPPER]
    return {o.pk: [rad for rad in papper if rad.omgang == o.pk] for o in omgangar}


def _i_ordning(omgang, tillfragade, papper):
    """In the order of the respondents, who are not read again. An anonymous round takes none on paper."""
    per_deltagare = {d.pk: d for d in tillfragade}
    for rad in papper:
        rad.deltagare = per_deltagare[rad.deltagare_id]
    ordning = list(per_deltagare)
    return [] if omgang.anonym else sorted(papper, key=lambda rad: ordning.index(rad.deltagare_id))


def inlamnade(omgang, fragor=None):
    """{(question, uppdrag): {respondent: answer}} of the latest hand-ins, to `fragor` or to all."""
    senare = Inlamning.objects.filter(deltagare=OuterRef("inlamning__deltagare"), nummer__gt=OuterRef("inlamning__nummer"))
    rader = Inlamnat.objects.filter(~Exists(senare), inlamning__deltagare__omgang=omgang, inlamning__deltagare__tillfragad=True)
    rader = rader.select_related("inlamning", "alternativ")
    return _per_fraga(rader if fragor is None else rader.filter(fraga__in=fragor))


def _per_fraga(rader):
    found = {}
    for rad in rader:
        found.setdefault((rad.fraga_id, rad.uppdrag_id), {})[rad.inlamning.deltagare_id] = rad
    return found


def _inlamnat(omgangar, gallande):
    """{the round's pk: as `inlamnade`}. The hand-ins that count are read already: the answers of the whole country are not asked which."""
    rader = list(Inlamnat.objects.filter(inlamning__in=list(gallande)).select_related("alternativ"))
    for rad in rader:
        rad.inlamning = gallande[rad.inlamning_id]
    return {o.pk: _per_fraga(rad for rad in rader if rad.inlamning.omgang == o.pk) for o in omgangar}


def _sena(tillfragade, inlamnat):
    sena = {pk for svar in inlamnat.values() for pk, rad in svar.items() if rad.inlamning.sent}
    return [d for d in tillfragade if d.pk in sena]


def _grupper(omgang, tillfragade, inlamnat, per_uppdrag):
    grupper = []
    for avdelning, fragor in omgang.formular.per_avdelning():
        for uppdrag, asked in per_uppdrag if avdelning.per_uppdrag else [(None, tillfragade)]:
            svar = [(f, _fragesvar(omgang, f, asked, inlamnat.get((f.pk, uppdrag.pk if uppdrag else None), {}))) for f in fragor]
            grupper.append(Grupp(uppdrag.namn if uppdrag else avdelning.rubrik, uppdrag, svar))
    return grupper


def medverkar(omgang, tillfragade):
    """[(uppdrag, the respondents asked about it)]: the kommuner that took part in it at any time of the year."""
    return _medverkar(omgang, tillfragade, medverkansrader(omgang.avtal_id) if omgang.fragar_kommuner else [])


def _medverkar(omgang, tillfragade, rader):
    if not omgang.fragar_kommuner:
        return []
    found = medverkande(omgang.verksamhetsar, {d.organisation_id for d in tillfragade}, rader)
    return [(uppdrag, [d for d in tillfragade if d.organisation_id in ids]) for uppdrag, ids in found.items()]


def _fragesvar(omgang, fraga, tillfragade, svar):
    val = [Val(a.pk, a.text, a.varde, a.ej_tillampligt) for a in fraga.alternativ.all()]
    given = [Ettsvar(str(d), svar[d.pk].alternativ_id, svar[d.pk].text, _lank(omgang, d)) for d in tillfragade if d.pk in svar]
    minsta = omgang.minsta_grupp or 0 if omgang.anonym else None
    return sammanstall(str(fraga), val, given, tillfragade=len(tillfragade), foljdfraga=fraga.foljdfraga, minsta=minsta)


def _lank(omgang, deltagare):
    return "" if omgang.anonym else reverse_lazy("enkat:inlamning_detail", args=[deltagare.pk])


def _matrisfragor(omgang):
    return [f for f in omgang.formular.fragor if f.har_val and not f.avdelning.per_uppdrag] if not omgang.anonym else []


def _matris(omgang, tillfragade, inlamnat):
    """Body by body, what each chose: [(respondent, alternatives)]. Nothing when the round is anonymous."""
    fragor = _matrisfragor(omgang)
    if not fragor:
        return []
    per_fraga = [inlamnat.get((f.pk, None), {}) for f in fragor]
    return [(d, [str(svar[d.pk].alternativ or "") if d.pk in svar else "" for svar in per_fraga]) for d in tillfragade]


def tidigare(omgang):
    """The compilations of earlier rounds that asked the same kind of respondents of the same agreement, the latest first."""
    rader = Omgang.objects.filter(
        verksamhetsar__avtal=omgang.avtal_id,
        formular__malgrupp=omgang.formular.malgrupp,
        status=Omgang.Status.STANGD,
        verksamhetsar__fran__lt=omgang.verksamhetsar.fran,
    )
    rader = rader.select_related("formular", "verksamhetsar__avtal").order_by("-verksamhetsar__fran", "-pk")
    return read_alla(med_formular(rader[:TIDIGARE], omgang.formular))


def med_formular(omgangar, *lasta):
    """The rounds, those of the same form with the same one, so that its questions are read once; `lasta` are forms that are read."""
    formularen = {f.pk: f for f in lasta}
    for omgang in (rader := list(omgangar)):
        omgang.formular = formularen.setdefault(omgang.formular_id, omgang.formular)
    return rader


def over_aren(resultat, forra):
    """[(question, [Ettyear])] for the questions with a choice that are asked once; nothing without an earlier round."""
    fragor = [fraga for grupp in resultat.grupper for fraga, _ in grupp.fragor if grupp.uppdrag is None and fraga.har_val]
    return [(fraga, [_ett_year(r, fraga) for r in (resultat, *forra)]) for fraga in fragor] if forra else []


def uppdrag_over_aren(resultat, forra):
    """[(uppdrag, [Ettyear])] of the question that is valued; an uppdrag is the same row in every year."""
    fraga = resultat.omgang.formular.vardefraga
    if fraga is None or not forra:
        return []
    alla = (resultat, *forra)
    uppdrag = {g.uppdrag.pk: g.uppdrag for r in alla for g in r.grupper if g.uppdrag}
    return [(u, [_ett_year(r, fraga, u) for r in alla]) for u in sorted(uppdrag.values(), key=lambda u: (u.ordning, u.namn))]


def _ett_year(resultat, fraga, uppdrag=None):
    samma = next((f for f in resultat.omgang.formular.fragor if f.nyckel == fraga.nyckel), None)
    svar = resultat.svar(fraga.nyckel, uppdrag.pk if uppdrag else None)
    sida = reverse("enkat:resultat_detail", args=[resultat.omgang.pk])
    lank = f"{sida}#{plats(fraga, uppdrag)}" if svar else ""
    return Ettyear(resultat.omgang.verksamhetsar.beteckning, svar, samma is not None and samma.text == fraga.text, lank)


def plats(fraga, uppdrag=None):
    """Where a question stands on the page of results: the same in every year."""
    return f"{fraga.nyckel}-{uppdrag.pk}" if uppdrag else fraga.nyckel
