"""What frames every page: the links of the menu, and who is logged in."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from samverkan.models import Roll
from samverkan.skrivet.kvarlamnat import i_ord, postat, sidan

register = template.Library()


@register.simple_tag(takes_context=True)
def menylank(context, name, text):
    """A row of the menu, marked when the page shown lies below it; nothing when this installation lacks the page."""
    try:
        url = reverse(name)
    except NoReverseMatch:
        return ""
    path = context["request"].path
    if path == url:
        return format_html('<li><a href="{}" aria-current="page">{}</a></li>', url, text)
    if path.startswith(url):
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
