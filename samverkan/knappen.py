"""The nearest page above an act's address, where its button is or is reached from, for whoever opens that address as a page."""

from inspect import getclosurevars

from django.urls import Resolver404, resolve


def is_bara_knapp(view):
    """Does the view refuse to be opened as a page (require_POST)?"""
    while view:
        metoder = getclosurevars(view).nonlocals.get("request_method_list") if hasattr(view, "__code__") else None
        if metoder and "GET" not in metoder:
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def sidan_med_knappen(path):
    """Its address; "" where nothing above it is a page."""
    delar = path.strip("/").split("/")
    for antal in range(len(delar) - 1, 0, -1):
        ovan = f"/{'/'.join(delar[:antal])}/"
        try:
            match = resolve(ovan)
        except Resolver404:
            continue
        if not (is_bara_knapp(match.func) or "rest" in match.kwargs):  # a broken link's address takes any rest
            return ovan
    return ""
