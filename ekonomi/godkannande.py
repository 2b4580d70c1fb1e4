"""What stands in the way of approving a year's outcome."""

from dataclasses import dataclass

from ekonomi.models import Arsresultat, Ersattning, Resultatpost
from ekonomi.resultat import fotning
from samverkan.svenska import kronor


@dataclass(frozen=True)
class Hinder:
    """A sentence for the controller, and the row it is about (None for the year as a whole)."""

    text: str
    rad: object = None


def underlag(year):
    """What is approved: (the compensation, the sum of the accounts, [row])."""
    ersattning = Ersattning.objects.filter(verksamhetsar=year).first()
    enligt = Arsresultat.objects.filter(verksamhetsar=year).first()
    return ersattning, enligt, list(Resultatpost.objects.filter(verksamhetsar=year).select_related("uppdrag"))


def hinder(year):
    """All that is missing of a year."""
    return saknas(year, *underlag(year))


def saknas(year, ersattning, enligt, poster):
    """The same of rows that are read: that the year is over, the compensation, the sum of the accounts, rows that foot, explanations."""
    ut = [Hinder(year.aterstar)] if year.aterstar else []
    if ersattning is None:
        ut.append(Hinder("Ersättningen är inte registrerad."))
    if enligt is None:
        ut.append(Hinder("Resultatet enligt redovisningen är inte registrerat."))
    if not poster:
        ut.append(Hinder("Inga resultatrader är registrerade."))
    ut += [Hinder(f"{p.namn} har inget utfall.", p) for p in poster if p.belopp is None]
    avstamning = fotning([p for p in poster if p.belopp is not None], enligt.belopp if enligt else None)
    if avstamning.differens:
        ut.append(Hinder(avstamning.text, enligt))
    if ersattning:
        ut += _budget(ersattning, poster)
        grans = ersattning.forklaras_fran
        ut += [
            Hinder(f"{p.namn} har {kronor(abs(p.belopp))} i {'överskott' if p.belopp > 0 else 'underskott'} och saknar förklaring.", p)
            for p in poster
            if p.saknar_forklaring(grans)
        ]
        ut += [Hinder(f"{p.namn}: {foraldrad(p)}", p) for p in poster if p.forklaring_foraldrad(grans)]
    return ut


def foraldrad(post):
    """What is said of an explanation that was written to another result."""
    return (
        f"förklaringen skrevs när resultatet var {kronor(post.forklarat_belopp)}. Nu är det {kronor(post.belopp)}."
        " Bekräfta förklaringen eller skriv om den."
    )


def _budget(ersattning, poster):
    """When every row has its part of the compensation, the parts foot to it."""
    if not poster or any(p.budget is None for p in poster):
        return []
    skillnad = ersattning.gallande - sum(p.budget for p in poster)
    if not skillnad:
        return []
    vad = (
        f"{kronor(skillnad)} av ersättningen är inte fördelade på rader"
        if skillnad > 0
        else f"Raderna har {kronor(-skillnad)} mer än ersättningen"
    )
    return [Hinder(f"{vad}.")]
