"""What frames every page: the links of the menu, and who is logged in."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from samverkan.models import Roll
from samverkan.skrivet.kvarlamnat import i_ord, postat, sidan

register = template.Library()

ORD = {
    "start": "Start", "uppdrag:year_list": "Verksamhetsår", "uppdrag:uppdrag_list": "Uppdrag", "uppdrag:tillfalle_list": "Möten",
    "uppdrag:arena_list": "Arenor", "enkat:start": "Enkät", "ekonomi:start": "Ekonomi", "uppdrag:beslut_list": "Beslut",
    "uppdrag:avtal_list": "Överenskommelsen", "uppdrag:person_list": "Personer", "samverkan:organisation_list": "Organisationer",
    "samverkan:handelse_list": "Händelser", "kalender:start": "Kalender", "berattelse:paminnelser": "Påminnelser",
    "samverkan:min_inloggning": "Min inloggning",
}  # fmt: skip
LEDARENS = {"uppdrag:person_list", "samverkan:organisation_list", "samverkan:handelse_list"}
HOGST = 6  # words of the menu; the others are one step away
# What each role uses most, the most used first.
FORST = {
    Roll.PROCESSLEDARE: ("uppdrag:year_list", "uppdrag:tillfalle_list", "enkat:start", "ekonomi:start", "uppdrag:person_list"),
    Roll.SAMORDNARE: ("uppdrag:uppdrag_list", "uppdrag:tillfalle_list", "uppdrag:arena_list", "uppdrag:year_list"),
    Roll.CONTROLLER: ("ekonomi:start", "uppdrag:year_list", "uppdrag:uppdrag_list", "uppdrag:beslut_list"),
    Roll.DIREKTOR: ("uppdrag:year_list", "ekonomi:start", "uppdrag:beslut_list", "uppdrag:tillfalle_list"),
    Roll.KOMMUNCHEF: ("enkat:start", "uppdrag:uppdrag_list", "uppdrag:tillfalle_list", "ekonomi:start", "uppdrag:beslut_list"),
    Roll.TJANSTEPERSON: ("enkat:start", "uppdrag:uppdrag_list", "uppdrag:tillfalle_list", "ekonomi:start", "uppdrag:beslut_list"),
    Roll.LASARE: ("uppdrag:year_list", "uppdrag:uppdrag_list", "uppdrag:tillfalle_list", "uppdrag:beslut_list"),
}
UTAN_ROLL = ("enkat:start", "uppdrag:tillfalle_list", "uppdrag:avtal_list")


@register.simple_tag
def menyn(user):
    """{"forst": the words she uses, at most six; "mer": the rest that is hers}, each (address' name, word)."""
    hennes = [namn for roll, rader in FORST.items() if user.har_roll(roll) for namn in rader] or UTAN_ROLL
    forst = ["start", *dict.fromkeys(hennes)][:HOGST]
    mer = [namn for namn in ORD if namn not in forst and (namn not in LEDARENS or user.is_processledare)]
    return {"forst": [(n, ORD[n]) for n in forst], "mer": [(n, ORD[n]) for n in mer]}


@register.simple_tag(takes_context=True)
def menylank(context, name, text):
    """A row of the menu, marked when the page shown lies below it; nothing when this installation lacks the page."""
    try:
        url = reverse(name)
    except NoReverseMatch:
        return ""
    path = context["request"].path
    if path.rstrip("/") == url.rstrip("/"):
        return format_html('<li><a href="{}" aria-current="page">{}</a></li>', url, text)
    if path.startswith(url) and url != "/":
        return format_html('<li><a href="{}" aria-current="true">{}</a></li>', url, text)
    return format_html('<li><a href="{}">{}</a></li>', url, text)


@register.filter
def rollnamn(user):
    """The roles she holds today, said once each in the order of the list, unless her name already says it."""
    held = {roll for roll, _ in user.aktiva_roller}
    return ", ".join(roll.label for roll in Roll if roll in held and roll.label.lower() != str(user).lower())


@register.inclusion_tag("_skrivet.html", takes_context=True)
def skrivet(context):
    """What was posted and could not be taken, to be copied: with the names its own page gives it, where she may open that."""
    request = context["request"]
    match = request.resolver_match
    falt = postat(request) if match and getattr(match.func, "login_required", True) else []
    sida = sidan(request, request.get_full_path())[1] if falt and request.user.is_authenticated else ""
    return {"rader": i_ord(falt, sida)}
