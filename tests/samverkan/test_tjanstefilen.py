"""The operator's file of login services: what it may say, and what is said when it says something else."""

import sys

import pytest
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from samverkan.inloggning.tjanster import ur_filen
from samverkan.kontroll import prova, tjanster
from tests import factories, oidcserver, samlserver
from tests.samverkan.test_tjanster import _tjanst

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


def test_the_example_in_the_documents_is_right(tmp_path):
    text = (settings.BASE_DIR / "docs" / "drift.md").read_text().partition("## Logging in through others")[2]
    rader = [rad[4:] for rad in text.splitlines() if rad.startswith("    ")]
    (tmp_path / "hemlighet").write_text("abc")
    fil = "\n".join(rader).replace("/etc/samverkan/region.hemlighet", str(tmp_path / "hemlighet"))
    (region, berg) = _las(tmp_path, fil.replace("/etc/samverkan/berg.pem", str(samlserver.certifikat(tmp_path, "berg")[1])))
    assert (region.sort, region.organisation, berg.sort, berg.organisation) == ("oidc", "98", "saml", "2326")


def test_saml_without_its_package_says_how_it_is_installed(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "onelogin", None)
    with pytest.raises(ImproperlyConfigured, match=r"pip install -r requirements-saml\.txt"):
        _las(tmp_path, RATT.replace("oidc", "saml"))


# --- manage.py kontrollera --------------------------------------------------------------------------------------------


def _kontroll(namn):
    return [text for punkt in tjanster.KONTROLLER if namn in punkt.namn for text in prova(punkt)]


@pytest.mark.django_db
def test_an_organisation_that_is_not_there_is_named(settings):
    settings.INLOGGNINGSTJANSTER = (_tjanst("https://a.test"), _tjanst("https://a.test", id="forbund", organisation="Förbundet"))
    (region, forbund) = _kontroll("organisationer")
    assert "Region Prov (region) är knuten till 98, som inte finns" in region
    assert "Förbundet" in forbund
    factories.organisation("Region Prov", "region", kod="98")
    factories.organisation("Förbundet", "kommunforbund")
    assert _kontroll("organisationer") == []


@pytest.mark.django_db
def test_ties_to_a_service_that_has_left_the_file_are_counted(settings):
    settings.INLOGGNINGSTJANSTER = (_tjanst("https://a.test"),)
    for provider in ("region", "gamla"):
        SocialAccount.objects.create(user=factories.user(), provider=provider, uid="x")
    (text,) = _kontroll("kopplingar")
    assert text.startswith("En koppling går till tjänsten gamla")


def test_a_certificate_near_its_end_is_named_unless_a_newer_stands_beside_it(settings, tmp_path):
    snart, lange = (samlserver.certifikat(tmp_path, f"d{dagar}", dagar)[1].read_text() for dagar in (10, 365))
    settings.INLOGGNINGSTJANSTER = (_tjanst("https://a.test", sort="saml", certifikat=(snart,)),)
    (text,) = _kontroll("certifikat")
    assert text.startswith("Certifikatet för inloggning med Region Prov går ut den")
    settings.INLOGGNINGSTJANSTER = (_tjanst("https://a.test", sort="saml", certifikat=(snart, lange)),)
    assert _kontroll("certifikat") == []


def test_a_service_that_does_not_answer_is_named_when_it_is_asked(settings):
    with oidcserver.ljugare() as ljugare:
        settings.INLOGGNINGSTJANSTER = (_tjanst(ljugare.adress),)
        (punkt,) = tjanster.UTIFRAN
        assert prova(punkt) == []
        ljugare.sag("nycklar", "", 404)
        assert "svarar inte som den ska" in prova(punkt)[0]
        ljugare.sag("konfiguration", {"issuer": "https://en.annan.test"})
        assert "kallar sig något annat" in prova(punkt)[0]
