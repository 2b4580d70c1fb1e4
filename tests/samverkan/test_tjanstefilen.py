"""The operator's file of login services: what it may say, and what is said when it says something else."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from samverkan.inloggning.tjanster import ur_filen

RATT = """
[region]
namn = "Region Prov"
organisation = "98"
sort = "oidc"
utfardare = "https://login.region.test"
klient = "samverkan"
hemlighet_miljo = "HEMLIG"
tvafaktor = true
"""


def _las(tmp_path, text, **miljo):
    fil = tmp_path / "tjanster.toml"
    fil.write_text(text, encoding="utf-8")
    return ur_filen(str(fil), {"HEMLIG": "abc"} | miljo)


def test_the_file_names_the_services_and_their_secrets_are_shown_nowhere(tmp_path):
    (tjanst,) = _las(tmp_path, RATT)
    assert (tjanst.id, tjanst.hemlighet, tjanst.tvafaktor, tjanst.epost_bekraftad) == ("region", "abc", True, False)
    assert "abc" not in repr(tjanst)
    (tmp_path / "h").write_text("ur filen\n")
    (tjanst,) = _las(tmp_path, RATT.replace('hemlighet_miljo = "HEMLIG"', f'hemlighet_fil = "{tmp_path / "h"}"'))
    assert tjanst.hemlighet == "ur filen"
    assert ur_filen("", {}) == ()


@pytest.mark.parametrize(
    ("fran", "till", "ord_"),
    [
        ('klient = "samverkan"', "", "[region]: klient saknas."),
        ('sort = "oidc"', 'sort = "ldap"', "sort ska vara oidc eller saml."),
        ("https://login", "http://login", "utfardare ska börja med https://."),
        ('"HEMLIG"', '"SAKNAS"', "miljövariabeln SAKNAS (hemlighet_miljo) är inte satt."),
        ('hemlighet_miljo = "HEMLIG"', 'hemlighet_fil = "/finns/inte"', "filen /finns/inte (hemlighet_fil) går inte att läsa."),
        ('hemlighet_miljo = "HEMLIG"', "", "skriv antingen hemlighet_fil eller hemlighet_miljo"),
        ('hemlighet_miljo = "HEMLIG"', 'hemlighet = "abc"', "hemligheten ska inte stå här"),
        ("tvafaktor = true", 'tvafaktor = "ja"', "tvafaktor ska vara true eller false."),
        ('organisation = "98"', "organisation = 98", "organisation ska vara en text inom citattecken."),
        ("tvafaktor", "tva_faktor", "tva_faktor är ingen uppgift som programmet känner till."),
        ("[region]", "[Region]", "id:t ska vara små bokstäver"),
        ("[region]", "", "Börja filen med tjänstens id"),
        ("[region]", "[region", "är inte TOML"),
    ],
)
def test_what_is_wrong_with_the_file_is_said_when_the_program_starts(tmp_path, fran, till, ord_):
    with pytest.raises(ImproperlyConfigured) as fel:
        _las(tmp_path, RATT.replace(fran, till))
    assert ord_ in str(fel.value)
    assert str(fel.value).startswith("SAMVERKAN_INLOGGNINGSTJANSTER")


def test_a_file_that_is_not_there_is_said_too():
    with pytest.raises(ImproperlyConfigured, match="filen /finns/inte går inte att läsa"):
        ur_filen("/finns/inte", {})
