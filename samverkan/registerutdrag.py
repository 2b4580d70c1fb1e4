"""All that is held on one person: every row that points at her or has her address. A new table is there without being named."""

from django.apps import apps
from django.db.models import BinaryField, EmailField, Q

from samverkan.models import Handelse, User

HEMLIGT = {"password", "token_hash", "session_data", "session_key", "mfa.Authenticator.data"}


def utdrag(epost):
    """One dict for each row: its table, its key, why it is here, and what it says; the account first, where there is one."""
    user = User.objects.filter(email__iexact=epost).first()
    if user:
        yield _rad(user, "kontot")
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda m: m._meta.label):
        if model is not User:
            for vad, om in _villkor(model, epost, user).items():
                yield from (_rad(row, vad) for row in model._base_manager.filter(om).order_by("pk").iterator(chunk_size=500))


def _villkor(model, epost, user):
    """{why a row is hers: which rows}."""
    falt = model._meta.concrete_fields
    found = {str(f.verbose_name): Q(**{f"{f.name}__iexact": epost}) for f in falt if isinstance(f, EmailField)}
    if user:
        found |= {str(f.verbose_name): Q(**{f.name: user}) for f in falt if f.is_relation and f.related_model is User}
    if model is Handelse:
        found["gäller adressen"] = Q(detaljer__epost__iexact=epost)
        if user:
            found["gäller kontot"] = Q(objekt=f"samverkan.user:{user.pk}")
    return found


def _rad(row, vad):
    meta = row._meta
    falt = [f for f in meta.concrete_fields if not {f.name, str(f)} & HEMLIGT and not isinstance(f, BinaryField)]
    uppgifter = {str(f.verbose_name): f.value_from_object(row) for f in falt}
    return {"tabell": str(meta.verbose_name_plural), "modell": meta.label, "nyckel": row.pk, "som": vad, "uppgifter": uppgifter}
