"""The chapter Ekonomiskt resultat: its sentences and tables are made from the rows."""

from dataclasses import replace

from ekonomi.folkmangd.nyckel import fordelningsuppgift
from ekonomi.over_tid import Tvaaren, bredvid_forra
from ekonomi.resultat import Resultatdel, fotning, over_eller_under, skuldrader, tkr_belopp, tkr_eller_kronor
from ekonomi.schema import (
    INGEN_TIDIGARE,
    Ekonomikapitel,
    Ersattningsandring,
    Ersattningsuppgift,
    Resultattabell,
    Resultatuppgift,
    Skulduppgift,
    Skulduppgifter,
)
from ekonomi.skuld.kapitel import per_kommun
from ekonomi.skuld.lage import bokfort_resultat, is_bokfort, ledigt_namn
from ekonomi.skuld.steg import skuldsteg
from ekonomi.statsbidrag import statsbidrag_for
from samverkan import svenska
from uppdrag.schema import beslutsuppgift


def ekonomiskt_resultat(year, tva=None):
    """Everything the chapter prints: amounts in kronor, and in the whole tkr that are printed. `tva`: the rows, when they are read."""
    tva = tva or Tvaaren(year)
    ersattning = tva.ersattning(year)
    andringar = _andringar(tva.omdisponeringar(year)) if ersattning else []
    enligt, nyckel = tva.pengar.enligt.get(year.pk), tva.pengar.nycklar.get(year.pk)
    poster, fordelning = resultatposter(tva.poster(year), enligt), fordelningsuppgift(nyckel)
    avstamning = fotning(poster, enligt)
    bokfort, redan, namn = _bokfort(year, tva.lagen)
    att_bokfora = (enligt if enligt is not None else avstamning.summa) - redan  # a correction books what differs
    skuld = skuldrader(bokfort, namn, att_bokfora)
    kand = _is_kand(year, tva, skuld)
    om_skuld = _om_skuld(skuld, _inte_bokforda(year, tva, poster or enligt is not None), kand)
    return Ekonomikapitel(
        stycken=[*_om_ersattning(ersattning, andringar, fordelning), *_om_resultat(poster, avstamning), *om_skuld],
        ersattning=_ersattningstabell(ersattning, andringar),
        fordelning=fordelning,
        resultat=_resultattabell(poster, avstamning),
        skuld=_med_steg(_skuldtabell(skuld, year, kand), tva.lagen, year, att_bokfora),
        skuld_per_kommun=per_kommun(year, tva.lagen, att_bokfora, nyckel),
        noter=_noter(ersattning, poster, avstamning),
        statsbidrag=statsbidrag_for(year, tva.bidrag(year)),
        forra_aret=bredvid_forra(tva),
    )


def summorna(year, tva):
    """The chapter with what the year after is held against: its sums, the rows they are made of, and the state grants; no sentences.

    `tva` are the rows of the year after, and of this.
    """
    ersattning, enligt = tva.ersattning(year), tva.pengar.enligt.get(year.pk)
    poster = resultatposter(tva.poster(year), enligt)
    avstamning = fotning(poster, enligt)
    bokfort, redan, namn = _bokfort(year, tva.lagen)
    skuld = skuldrader(bokfort, namn, (enligt if enligt is not None else avstamning.summa) - redan)
    return Ekonomikapitel(
        stycken=[],
        ersattning=_ersattningstabell(ersattning, []),
        fordelning=None,
        resultat=_resultattabell(poster, avstamning),
        skuld=_skuldtabell(skuld, year, _is_kand(year, tva, skuld)),
        skuld_per_kommun=None,
        statsbidrag=statsbidrag_for(year, tva.bidrag(year)),
    )


def kommunernas_delar(year, tva):
    """The chapter with what each kommun pays, and its part of what is booked of the debt: what is the kommuner's own to read.

    The year's result is not told: until the report is handed over it is the region's own.
    """
    nyckel = tva.pengar.nycklar.get(year.pk)
    return Ekonomikapitel(
        stycken=[],
        ersattning=None,
        fordelning=fordelningsuppgift(nyckel),
        resultat=_resultattabell([], fotning([], None)),
        skuld=_skuldtabell([], year, kand=False),
        skuld_per_kommun=per_kommun(year, tva.lagen, 0, nyckel),
        statsbidrag=statsbidrag_for(year, []),
    )


def som_bokford(kapitel):
    """The chapter as it will be when what it says is to be booked is booked."""
    skuld = kapitel.skuld
    rader, steg = ([replace(rad, att_bokfora=False) for rad in delar] for delar in (skuld.rader, skuld.steg))
    return replace(kapitel, skuld=replace(skuld, rader=rader, steg=steg))


def resultatposter(rows, enligt):
    """What the year's result is made of; nothing while a part is without an outcome and nobody has told the whole (`enligt`)."""
    if enligt is None and any(row.belopp is None for row in rows):
        return []
    return [
        Resultatdel(row.namn, row.belopp, row.forklaring, row.uppdrag_id, row.harledd, row.budget, row.utfall)
        for row in rows
        if row.belopp is not None
    ]


def _bokfort(year, lagena):
    """([(origin, opening, change, unknown split)], what is booked of this year's result, kronor, the name of its origin) from the ledger.

    Opening is what is dated before the year, and the opening balances of the year with what corrects them on the same day. `lagena` is
    the ledger at the end of the year, or later.
    """
    inom = [(lage.rad, [post.rad for post in lage.poster if post.datum <= year.till]) for lage in lagena]
    inom = [(rad, poster) for rad, poster in inom if poster]
    rader = []
    for rad, poster in inom:
        ingaende = sum(post.belopp for post in poster if post.datum < year.fran or _is_ingaende(post))
        rader.append((rad.beteckning, ingaende, sum(post.belopp for post in poster) - ingaende, rad.uppdelning_okand))
    eget = next((rad for rad, _ in inom if rad.verksamhetsar_id == year.pk), None)
    post = bokfort_resultat(eget) if eget else None
    return rader, post.belopp if post else 0, eget.beteckning if eget else ledigt_namn(year, [rad[0] for rad in rader])


def _is_kand(year, tva, skuld):
    """Is it known what was owed when the year began: booked, or said by the result of a year before that is closed?"""
    poster = (post.rad for lage in tva.lagen for post in lage.poster)
    if not skuld or any(post.datum < year.fran or (post.datum <= year.till and _is_ingaende(post)) for post in poster):
        return bool(skuld)
    fore = year.foregaende
    enligt = tva.arsresultat(fore) if fore and not fore.is_open else None
    return bool(enligt and enligt.godkant)


def _is_ingaende(post):
    rattar = post.rattar
    return post.sort == post.Sort.INGAENDE or bool(rattar and rattar.sort == post.Sort.INGAENDE and post.datum == rattar.datum)


def _om_ersattning(e, andringar, fordelning):
    if e is None:
        return []
    text = f"Kommunernas ersättning till regionen enligt avtalet uppgick till {tkr_eller_kronor(e.belopp)}"
    if e.index_procent and e.is_avrundad:
        text += f", en uppräkning med {svenska.procent(e.index_procent)} från föregående år"
    text += f".{_om_avsteget(e)}{_om_andringar(e, andringar)}"
    if e.fordelningsdatum:
        text += f" Den fördelas mellan kommunerna efter folkmängden den {svenska.datum(e.fordelningsdatum)}.{_om_kallan(fordelning)}"
    return [text]


def _om_avsteget(e):
    """Of a sum that is not the raised one: both, and why."""
    if e.is_avrundad:
        return ""
    varfor = f": {e.skal.strip().rstrip('.')}" if e.skal.strip() else ""
    uppraknad = f"Uppräknad med {svenska.procent(e.index_procent)} från föregående år vore den {svenska.kronor(e.uppraknad)}"
    return f" {uppraknad}; den är fastställd till {svenska.kronor(e.belopp)}{varfor}."


def _om_kallan(fordelning):
    """Whose figures they are, in the words that stand under the table."""
    if fordelning is None:
        return ""
    kontroll = "kontrollerad mot SCB" if fordelning.kontrollerad else "ej kontrollerad mot SCB"
    return f" Källan till folkmängden är {fordelning.kalla.rstrip('.')}; den är {kontroll}."


def _om_andringar(e, andringar):
    """What decisions made of the fixed sum. Both sums are rounded by themselves, and the change is what lies between them."""
    andrad = sum(a.belopp for a in andringar)
    if not andrad:
        return ""
    nu = svenska.till_tkr(e.belopp + andrad)
    skillnad, vad = abs(nu - svenska.till_tkr(e.belopp)), "höjdes" if andrad > 0 else "sänktes"
    med = _tkr(skillnad) if skillnad else svenska.kronor(abs(andrad))
    return f" Den {vad} genom beslut under året med {med} till {_tkr(nu)}: {'; '.join(str(a.beslut) for a in andringar)}."


def _om_resultat(poster, avstamning):
    if not poster and avstamning.enligt is None:
        return []
    belopp = avstamning.enligt if avstamning.enligt is not None else avstamning.summa
    if not belopp:
        return ["Verksamheten gick jämnt ut: resultatet är noll kronor."]
    text = f"Resultatet som hör till kommunernas ersättning är ett {over_eller_under(belopp)} om {tkr_eller_kronor(abs(belopp))}."
    text += _storst(poster, belopp, tkr_belopp([p.belopp for p in poster]))
    forklaringar = [f"{p.namn}: {p.forklaring}" for p in poster if p.forklaring]
    return [text, *forklaringar]


def _storst(poster, belopp, avrundade):
    """The largest part and the rest, in the same rounded tkr as the table, so that text and table never differ."""
    sida = [(tkr, p) for tkr, p in zip(avrundade, poster, strict=True) if p.belopp * belopp > 0]
    if not sida:
        return ""
    storst, post = max(sida, key=lambda par: abs(par[0]))
    text = f" Störst är {over_eller_under(belopp)}et inom {post.namn}, {_tkr(abs(storst))}."
    rest = sum(avrundade) - storst
    if rest:
        harledd = ", uträknat som resten" if all(p.harledd for p in poster if p is not post) else ""
        andra = "Den andra raden ger" if len(poster) == 2 else "De andra raderna ger tillsammans"
        text += f" {andra} ett {over_eller_under(rest)} om {_tkr(abs(rest))}{harledd}."
    return text


def _inte_bokforda(year, tva, har_resultat):
    """The years whose result nobody knows, or is not booked yet: the ledger at the year's end may become another."""
    fore = year.foregaende
    obokford = fore and fore.is_open and not is_bokfort(fore, tva.lagen)
    return [*([fore] if obokford else []), *([] if har_resultat else [year])]


def _om_skuld(skuld, saknas, kand):
    """What is owed, what is a deficit; each in the same rounded tkr as the table. `saknas` are the years whose result is not in it.

    `kand`: is it known what was owed when the year began?
    """
    belopp = tkr_belopp([rad.utgaende for rad in skuld])
    skulder = [(rad, tkr) for rad, tkr in zip(skuld, belopp, strict=True) if tkr > 0]
    underskott = [(rad, tkr) for rad, tkr in zip(skuld, belopp, strict=True) if tkr < 0]
    meningar = []
    if skulder:
        delar = svenska.lista_text([f"{_tkr(tkr)} från {rad.ursprung}" for rad, tkr in skulder])
        text = f"Ett överskott är en skuld till kommunerna tills de har beslutat vad det ska användas till. Skulden är {delar}"
        meningar.append(text + (f", tillsammans {_tkr(sum(tkr for _, tkr in skulder))}." if len(skulder) > 1 else "."))
    if underskott:
        delar = svenska.lista_text([f"{_tkr(-tkr)} från {rad.ursprung}" for rad, tkr in underskott])
        meningar.append(f"Underskottet är {delar}. Vad som sker med det är {'också ' if skulder else ''}ett beslut.")
    if skulder and underskott:
        netto = sum(belopp)
        meningar.append(
            f"Skuld och underskott tar ut varandra så att {_tkr(abs(netto))} återstår som {'skuld' if netto >= 0 else 'underskott'}."
        )
    if meningar and not kand:
        meningar.append(f"{INGEN_TIDIGARE}.")
    if meningar and saknas:
        meningar.append(f"Resultatet {svenska.lista_text(map(str, saknas))} är ännu inte bokfört och ingår inte.")
    okanda = [rad.ursprung for rad in skuld if rad.okand_uppdelning]
    if okanda:
        meningar.append(f"Hur beloppet från {svenska.lista_text(okanda)} fördelar sig på åren är inte känt.")
    return [" ".join(meningar)] if meningar else []


def _tkr(tkr):
    return f"{svenska.tusental(tkr)}{svenska.HARD_SPACE}tkr"


def _noter(e, poster, avstamning):
    """The small print: how the sum was reached, what is derived, and whether the rows foot."""
    noter = []
    if e:
        faktor = str((100 + e.index_procent).normalize() / 100).replace(".", ",")
        noter.append(
            f"Ersättningen: {svenska.tusental(e.bas)} × {faktor} = {svenska.tusental(e.uppraknad)}, fastställd till "
            f"{svenska.tusental(e.belopp)}, skillnad {svenska.kronor(e.differens)}."
            f"{_skalet(e)}{' Basen är härledd.' if e.bas_harledd else ''}"
        )
    noter += [f"Härlett belopp: {p.namn}, {svenska.kronor(p.belopp)}. Det står inte i något underlag." for p in poster if p.harledd]
    if poster:
        noter.append(f"{'Stämmer' if avstamning.enligt is not None and not avstamning.differens else 'Avstämning'}: {avstamning.text}")
    return noter


def _skalet(e):
    return f" Skäl: {e.skal.strip().rstrip('.')}." if e.skal.strip() and not e.is_avrundad else ""


def _andringar(rows):
    """The decisions that changed the sum itself, not those that moved money within it."""
    andrar = [row for row in rows if row.fran_id is None or row.till_id is None]
    return [Ersattningsandring(beslut=beslutsuppgift(row.beslut), text=row.text, belopp=row.andring) for row in andrar]


def _ersattningstabell(e, andringar):
    if e is None:
        return None
    return Ersattningsuppgift(
        bas=e.bas, bas_harledd=e.bas_harledd, index_procent=e.index_procent, uppraknad=e.uppraknad, avrundning=e.avrundning,
        belopp=e.belopp, differens=e.differens, andringar=andringar, gallande=e.belopp + sum(a.belopp for a in andringar),
        skal="" if e.is_avrundad else e.skal,
    )  # fmt: skip


def _resultattabell(poster, avstamning):
    tkr = tkr_belopp([p.belopp for p in poster])
    return Resultattabell(
        rader=[
            Resultatuppgift(
                uppdrag_id=p.uppdrag_id, namn=p.namn, belopp=p.belopp, tkr=avrundat, harledd=p.harledd, budget=p.budget,
                utfall=p.utfall, forklaring=p.forklaring,
            )
            for p, avrundat in zip(poster, tkr, strict=True)
        ],
        summa=avstamning.summa, summa_tkr=sum(tkr), avstamning=avstamning.text,
        stammer=avstamning.enligt is not None and not avstamning.differens,
    )  # fmt: skip


def _skuldtabell(skuld, year, kand):
    """`kand`: is it known what was owed when the year began?"""
    tkr = {namn: tkr_belopp([getattr(rad, namn) for rad in skuld]) for namn in ("ingaende", "forandring", "utgaende")}
    return Skulduppgifter(
        rader=[
            Skulduppgift(
                ursprung=rad.ursprung, ingaende=rad.ingaende, forandring=rad.forandring, utgaende=rad.utgaende,
                okand_uppdelning=rad.okand_uppdelning, att_bokfora=rad.att_bokfora,
                **{f"{namn}_tkr": kolumn[i] for namn, kolumn in tkr.items()},
            )
            for i, rad in enumerate(skuld)
        ],
        summa=sum(rad.utgaende for rad in skuld), per=year.till,
        **{f"summa_{namn}_tkr": sum(kolumn) if kand or namn != "ingaende" else None for namn, kolumn in tkr.items()},
    )  # fmt: skip


def _med_steg(tabell, lagena, year, att_bokfora):
    if not tabell.rader:
        return tabell
    return replace(tabell, steg=skuldsteg(lagena, year, att_bokfora, tabell.summa_utgaende_tkr - (tabell.summa_ingaende_tkr or 0)))
