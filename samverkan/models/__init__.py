"""Who there is, what they did, and what was written to them."""

from samverkan.models.brev import Brev
from samverkan.models.personer import DateradQuerySet, Organisation, OrganisationQuerySet, Roll, Rolltilldelning, User, UserManager
from samverkan.models.sparat import Forsok, Handelse, Kedjelank, Kladd, Korning, Sokrad, Utskrift

__all__ = [
    "Brev", "DateradQuerySet", "Forsok", "Handelse", "Kedjelank", "Kladd", "Korning", "Organisation", "OrganisationQuerySet", "Roll",
    "Rolltilldelning", "Sokrad", "User", "UserManager", "Utskrift",
]  # fmt: skip
