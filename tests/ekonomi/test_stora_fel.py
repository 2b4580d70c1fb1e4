"""A file full of faults gives pages that can be opened, which say how much they do not show."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ekonomi.models import Utfallsfil
from tests import bomber
from tests.langd import antal

SIDOR = ("detail", "valj", "koppla", "granska")
pytestmark = [pytest.mark.django_db, pytest.mark.lang]


def test_more_dimensions_than_any_accounts_have_are_refused(hus, as_user):
    """Each was held against each other."""
    fil = SimpleUploadedFile("fel.se", bomber.sie_dimensioner(antal(1_000, 50_000)))
    as_user(hus.controller).post(reverse("ekonomi:utfall_create", args=[hus.year.pk]), {"fil": fil})
    rad = Utfallsfil.objects.get()
    assert (rad.status, "fler än 100 dimensioner" in rad.avslag) == ("vagrad", True)


def test_the_pages_of_a_file_full_of_faults_are_short(hus, as_user):
    klient = as_user(hus.controller)
    fil = SimpleUploadedFile("fel.se", bomber.sie_fel(antal(4_000, 50_000)))
    klient.post(reverse("ekonomi:utfall_create", args=[hus.year.pk]), {"fil": fil})
    rad = Utfallsfil.objects.get()
    assert rad.status == "read"
    langder = {namn: len(klient.get(reverse(f"ekonomi:utfall_{namn}", args=[rad.pk])).content) for namn in SIDOR}
    assert {namn: langd for namn, langd in langder.items() if langd > 600_000} == {}
