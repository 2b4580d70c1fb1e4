"""The way from a printed figure to the page it is read from, for those who may see that page."""

from django import template
from django.urls import reverse
from django.utils.html import format_html

from ekonomi.folkmangd.nyckel import kommunparter_i
from ekonomi.models import can_see_ekonomi
from ekonomi.skuld.utdrag import can_see_utdrag

register = template.Library()


@register.simple_tag(takes_context=True)
def ekonomi_adresser(context):
    """{"year", "fordelning", "skuld", "forra_aret": address, "utdrag": {kommunkod: address}}: what this reader may see.

    Empty on paper and in files.
    """
    adresser = {"year": "", "fordelning": "", "skuld": "", "forra_aret": "", "utdrag": {}}
    if underlag := context.get("underlag_url"):  # an edition opens its own frozen rows
        return adresser | {"year": underlag} | {namn: f"{underlag}#{namn}" for namn in ("fordelning", "skuld", "forra_aret")}
    request, year = context.get("request"), context.get("year")
    if request is None or not hasattr(year, "avtal_id") or not request.user.is_authenticated:
        return adresser
    adresser["utdrag"] = _utdrag(year.avtal, request.user)
    if can_see_ekonomi(year.avtal, request.user):
        adresser |= {namn: reverse(f"ekonomi:{namn}_detail", args=[year.pk]) for namn in ("year", "fordelning")}
        adresser["skuld"] = reverse("ekonomi:skuld_detail", args=[year.avtal_id])
        adresser["forra_aret"] = reverse("ekonomi:over_tid", args=[year.avtal_id])
    return adresser


def _utdrag(avtal, user):
    kommuner = [o for o in kommunparter_i(avtal) if can_see_utdrag(avtal, o, user)]
    return {o.kod: reverse("ekonomi:utdrag_detail", args=[avtal.pk, o.pk]) for o in kommuner}


@register.filter
def lank(text, adress):
    """The text as a link, when there is somewhere to go and something to see there."""
    return format_html('<a href="{}">{}</a>', adress, text) if adress and text != "–" else text


@register.filter
def ankare(adress, namn):
    """The address with a place on the page; nothing of nothing."""
    return f"{adress}#{namn}" if adress else ""


@register.filter
def hos(adresser, kod):
    return (adresser or {}).get(kod, "")
