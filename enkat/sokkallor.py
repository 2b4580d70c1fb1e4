"""What can be searched of answers and values: what a round's compilation shows the same person by name, and nothing of an anonymous one."""

from django.db.models import F, Value

from enkat.models import Avvikelse, Inlamnat, Inlamning, Malgrupp, Omgang, Vardering
from samverkan.sokregister.kalla import Sokkalla, forsta


def _omgangar(user):
    return Omgang.objects.lasbara(user).filter(anonym=False)


def _kommunrundor(user):
    return _omgangar(user).filter(formular__malgrupp=Malgrupp.KOMMUNER)


def _svar(user):
    """What counts: the latest that each handed in, who was asked."""
    gallande = Inlamning.objects.filter(deltagare__omgang__in=_omgangar(user), deltagare__tillfragad=True).gallande()
    return Inlamnat.objects.filter(inlamning__in=gallande)


def _varderingar(user):
    return Vardering.objects.filter(omgang__in=_kommunrundor(user))


def _avvikelser(user):
    return Avvikelse.objects.filter(vardering__in=_varderingar(user))


KALLOR = (
    Sokkalla(
        20, "svar", "Svar i frågerundor", Inlamnat, ("text",), _svar, "enkat:resultat_detail", sida=F("inlamning__deltagare__omgang"),
        titel=forsta("inlamning__deltagare__arena__namn", "inlamning__deltagare__organisation__namn"),
        hos=forsta("uppdrag__namn", "inlamning__deltagare__omgang__namn"), nar=F("inlamning__deltagare__omgang__verksamhetsar__beteckning"),
    ),
    Sokkalla(
        21, "varderingar", "Gemensamma värderingar", Vardering, ("skal",), _varderingar, "enkat:vardering_list", sida=F("omgang"),
        titel=F("uppdrag__namn"), hos=F("omgang__namn"), nar=F("omgang__verksamhetsar__beteckning"),
    ),
    Sokkalla(
        22, "avvikande-meningar", "Avvikande meningar", Avvikelse, ("text",), _avvikelser, "enkat:vardering_list",
        sida=F("vardering__omgang"), titel=F("organisation__namn"), hos=F("vardering__uppdrag__namn"),
        nar=F("vardering__omgang__verksamhetsar__beteckning"),
    ),
    Sokkalla(
        23, "motiveringar", "Gemensamma motiveringar", Omgang, ("gemensam_motivering",), _kommunrundor, "enkat:vardering_list",
        titel=Value("Gemensam motivering"), hos=F("namn"), nar=F("verksamhetsar__beteckning"),
    ),
)  # fmt: skip
