"""Whether a PDF still conforms to PDF/UA-1 and PDF/A-3a, by whose judgement and when: a verdict to keep beside the file."""

from importlib.metadata import version

from django.utils import timezone

from samverkan.svenska import datum
from samverkan.utifran.barn import i_barn
from samverkan.vilande import Vilande

page = Vilande("page")

PROFILER = {"PDF/UA-1": "ua1", "PDF/A-3a": "3a"}


def granska_konformitet(data, *, utifran=False):
    """JSON-able: the validator with its version, the time, and of each standard whether it is met and which rules are broken.

    What comes from outside (`utifran`) is read in a child. OlastError when it takes more than a child may.
    """
    svar = i_barn("samverkan.pdf.konformitet.granska", data) if utifran else granska(data)
    nu, validator = timezone.localtime(), f"page-validation {version('page-validation')}"
    return {"validator": validator, "tid": nu.isoformat(), "dag": datum(nu), "svar": svar}


def granska(data):
    """Of each standard whether it is met and which rules are broken."""
    return [{"standard": namn} | _granska(data, profil) for namn, profil in PROFILER.items()]


def _granska(data, profil):
    """`uppfylls` is None when the validator could not read the file: then it is not known."""
    try:
        report = page.validate_pdf_bytes(data, profile=profil)
    except page.PageError:
        return {"uppfylls": None, "brister": []}
    return {"uppfylls": report.is_compliant, "brister": sorted({failure.rule_id for failure in report.failures})}
