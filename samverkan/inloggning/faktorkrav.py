"""Of whom a second factor is demanded (SAMVERKAN_TVAFAKTOR); she who lacks it reaches nothing but the page where she sets one up."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.shortcuts import redirect

from samverkan.inloggning.faktorer import MARKE, har_faktor
from samverkan.inloggning.genom import svarar_for_tvafaktor
from samverkan.models import Roll
from samverkan.skrivet.kvarlamnat import lagg_undan

ADMINISTRATOR, INGEN = "administrator", "ingen"
DIT = "dit"  # in the session: where she was going
FRIA = {
    "samverkan:min_inloggning", "samverkan:kladd_behall", "samverkan:halsa", "samverkan:halsa_redo", "mfa_index", "mfa_activate_totp",
    "mfa_add_webauthn", "mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "account_reauthenticate", "account_logout",
}  # fmt: skip


def okanda():
    """The words of the setting that are no role."""
    return sorted(settings.TVAFAKTOR - {*Roll.values, ADMINISTRATOR, INGEN})


def kravs_av(user):
    """Is it demanded of her today?"""
    if not settings.TVAFAKTOR:
        return False
    administrator = ADMINISTRATOR in settings.TVAFAKTOR and (user.is_staff or user.is_superuser)
    return administrator or user.har_roll(*settings.TVAFAKTOR)


def saknas(request):
    """Is it demanded of whoever asks, and not there? Her session remembers that it is: no query then."""
    user, session = request.user, request.session
    if not user.is_authenticated or session.get(MARKE) == user.pk or svarar_for_tvafaktor(request) or not kravs_av(user):
        return False
    if not har_faktor(user):
        return True
    session[MARKE] = user.pk
    return False


class Faktorkrav:
    """What she had typed, or where she was going, waits until she has set one up."""

    def __init__(self, get_response):
        self.get_response = get_response
        if fel := okanda():
            roller = ", ".join([*Roll.values, ADMINISTRATOR])
            raise ImproperlyConfigured(f"SAMVERKAN_TVAFAKTOR: {', '.join(fel)} är ingen roll. Skriv någon av {roller}, eller {INGEN}.")

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        oppen = not getattr(view_func, "login_required", True)  # what is open to all asks nobody who she is
        if oppen or request.resolver_match.view_name in FRIA or not saknas(request):
            return None
        if not lagg_undan(request) and request.method == "GET":
            request.session[DIT] = request.get_full_path()
        return redirect("samverkan:min_inloggning")
