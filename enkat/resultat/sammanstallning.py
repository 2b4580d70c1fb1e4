"""The document Sammanställning, of one round or of all rounds of a year: as HTML, PDF and JSON from the same reading."""

import json

import msgspec
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from enkat.models import Omgang
from enkat.resultat import rakning, schema, vardetabell
from samverkan.pdf.render import render_pdf

INGEN = "Året har ingen frågerunda att sammanställa ännu."


def innehall(omgang):
    """What page and document show of one round."""
    omgangsresultat = rakning.read(omgang)
    forra = rakning.tidigare(omgang)
    return {
        "omgang": omgang,
        "r": omgangsresultat,
        "over_aren": rakning.over_aren(omgangsresultat, forra),
        "uppdrag_over_aren": rakning.uppdrag_over_aren(omgangsresultat, forra),
        "tabell": vardetabell.ur(omgangsresultat) if omgang.fragar_kommuner and not omgang.anonym else None,
    }


def for_year(year, user=None):
    """[what innehall gives] of the year's rounds, the first opened first: those that show anything, and that the user may read."""
    rader = Omgang.objects.filter(verksamhetsar=year).exclude(status=Omgang.Status.PLANERAD)
    rader = rader.select_related("verksamhetsar__avtal", "formular").order_by("oppnar", "pk")
    return [innehall(o) for o in rakning.med_formular(rader) if (o.can_be_read_by(user) if user else o.is_over or not o.anonym)]


def skriv(year, format):  # noqa: A002 - the option's name
    """Bytes of the year's document in one of FORMAT; ValidationError when nobody has been asked yet."""
    delar = for_year(year)
    if not delar:
        raise ValidationError(INGEN)
    return FORMAT[format](delar)


def som_html(delar):
    """The print layout, for one round or several of the same year."""
    forsta = delar[0]["omgang"]
    year, flera = forsta.verksamhetsar, len(delar) > 1
    b = {
        "titel": "Sammanställning",
        "undertitel": f"Enkäter och värdering {year}" if flera else forsta.namn,
        "av": "Samverkan",
        "skapad": max(del_["omgang"].sista_dag for del_ in delar),
        "dnr": year.dnr,
        "dnr_exempel": year.dnr_exempel,
        "exempel": any(del_["omgang"].exempel for del_ in delar),
    }
    return render_to_string("enkat/sammanstallning_tryck.html", {"b": b, "delar": delar, "flera": flera, "niva": 3 if flera else 2})


def som_pdf(delar):
    """PDF/UA-1 and PDF/A-2a."""
    return render_pdf(som_html(delar))


def som_json(delar):
    """The same text for the same answers."""
    return json.dumps(msgspec.to_builtins(som_data(delar)), ensure_ascii=False, indent=1, sort_keys=True)


def som_data(delar) -> schema.Sammanstallning:
    """What is withheld says why, and an anonymous round names nobody who has answered."""
    year = delar[0]["omgang"].verksamhetsar
    avtal = schema.Avtalet(titel=year.avtal.titel, dnr=year.avtal.dnr)
    return schema.Sammanstallning(avtal=avtal, year=year.beteckning, omgangar=[_omgangen(del_) for del_ in delar])


def _omgangen(del_):
    omgang, r = del_["omgang"], del_["r"]
    return schema.Omgangens(
        namn=omgang.namn, formular=str(omgang.formular), kalla=omgang.formular.kalla, oppnar=omgang.oppnar, sista_dag=omgang.slutade,
        anonym=omgang.anonym, exempel=omgang.exempel, preliminar=r.preliminar, lamnade=r.inlamnade, tillfragade=len(r.tillfragade),
        saknas=[str(d) for d in r.saknas],
        sena=[str(d) for d in r.sena],
        inte=[schema.Otillfragade(skal=skal, vilka=[str(d) for d in rader]) for skal, rader in r.inte.items()],
        papper=[schema.Pappersvar(vem=str(i.deltagare), inkom=i.inkom, hur=i.i_ord) for i in r.papper],
        delar=[schema.Avdelningens(rubrik=g.rubrik, fragor=[_fragan(s) for _, s in g.fragor]) for g in r.grupper],
        gemensamt=[_vardet(rad) for rad in del_["tabell"].rader if rad.vardering] if del_["tabell"] else [],
        motivering=del_["tabell"].motivering if del_["tabell"] else "",
    )  # fmt: skip


def _fragan(s):
    return schema.Fragans(
        fraga=s.fraga, antal=s.antal, tillfragade=s.tillfragade, bas=s.bas, median=s.median, dolt=s.dolt,
        rader=[
            schema.Svarsrad(
                svar=r.text, antal=r.antal, procent=r.procent, raknas=not r.ej_tillampligt, vilka=[x.vem for x in r.vilka if x.vem]
            )
            for r in s.rader
        ],
        texter=[schema.Svarstext(vem=t.vem, text=t.text) for t in s.texter],
    )  # fmt: skip


def _vardet(rad):
    v = rad.vardering
    avvikelser = [schema.Mening(kommun=str(a.organisation), varde=str(a.alternativ or ""), text=a.text) for a in v.avvikelser.all()]
    return schema.Gemensamt(
        uppdrag=rad.uppdrag.namn, varde=str(v.alternativ or ""), status=v.status, beslut=str(v.beslut or ""), skal=v.skal,
        avvikelser=avvikelser,
    )  # fmt: skip


FORMAT = {"pdf": som_pdf, "html": lambda delar: som_html(delar).encode(), "json": lambda delar: som_json(delar).encode()}
