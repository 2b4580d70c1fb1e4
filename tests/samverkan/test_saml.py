"""Logging in by others' login services (SAML), with answers that another program makes and signs: what is believed, and what is not."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from samverkan.inloggning import saml
from samverkan.inloggning.genom import NYCKEL
from samverkan.inloggning.tjanster import Inloggningstjanst, ur_filen
from samverkan.models import Handelse
from tests import samlserver
from tests.samverkan.test_tjanster import _handelser, _nekad

pytestmark = pytest.mark.en_gang  # what is answered is asked here, not the database
START, SP = "/konto/tjanst/region/", "http://testserver/konto/tjanst/region"
TILLFALLIGT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"


def _tjanst(certifikat, **andra):
    bas = {"id": "region", "namn": "Region Prov", "organisation": "98", "sort": "saml", "utfardare": samlserver.ENTITET}
    bas |= {"adress": samlserver.SSO, "certifikat": certifikat, "epost_bekraftad": True}
    bas |= {"id_attribut": samlserver.ATTRIBUT["id"], "epost_attribut": samlserver.ATTRIBUT["epost"]}
    return Inloggningstjanst(**bas | andra)


@pytest.fixture(scope="module")
def servrar(tmp_path_factory):
    """The service, and another that calls itself the same and has a key of its own."""
    folder = tmp_path_factory.mktemp("saml")
    sp = saml.metadata(None, _tjanst(())).content.decode()
    return [samlserver.samlserver(folder, sp, namn=namn) for namn in ("idp", "annan")]


@pytest.fixture
def idp(servrar, settings):
    settings.INLOGGNINGSTJANSTER = (_tjanst((servrar[0].certifikat,)),)
    return servrar[0]


def _posta(client, post):
    """As a browser does: the post from another site brings no session, the step after it does."""
    annan = Client(enforce_csrf_checks=True)
    svar = annan.post(f"{START}svar/", {"SAMLResponse": post})
    if svar.status_code != 302:
        return svar
    client.cookies["saml"] = svar.cookies["saml"].value
    return client.get(svar["Location"])


def _kom_in(client, idp, user, start=START, **val):
    return _posta(client, samlserver.svar(idp, samlserver.fraga(client, start)[0], SP, **{"epost": user.email} | val))


def test_she_who_has_a_role_there_comes_in_and_the_log_says_how(client, idp, hus):
    assert _kom_in(client, idp, hus.samordnare, f"{START}?next=/handelser/")["Location"] == "/handelser/"
    assert client.session[NYCKEL] == "region"
    assert _handelser() == [("kopplade inloggning", "till Region Prov"), ("loggade in", "genom Region Prov")]
    koppling = SocialAccount.objects.get()
    assert (koppling.user, koppling.extra_data, len(koppling.uid)) == (hus.samordnare, {}, 64)
    assert not client.cookies["saml"].value
    assert _kom_in(Client(), idp, hus.samordnare).status_code == 302


def test_an_answer_is_taken_once_and_only_by_the_browser_that_asked(client, idp, hus):
    post = samlserver.svar(idp, samlserver.fraga(client, START)[0], SP, epost=hus.samordnare.email)
    _nekad(_posta(Client(), post), "började i en annan webbläsare", status=400)
    assert _posta(client, post).status_code == 302
    client.logout()
    _nekad(_posta(client, post), "redan använd", status=400)


def test_what_nobody_asked_for_is_not_taken_in(client, idp, hus):
    samlserver.fraga(client, START)
    _nekad(_posta(client, samlserver.svar(idp, None, SP, epost=hus.samordnare.email)), "inget svar på en inloggning", status=400)
    utan = re.compile(r' InResponseTo="[^"]+"(?= Version)')
    post = samlserver.svar(idp, "id-annans", SP, epost=hus.samordnare.email, andra=lambda xml: utan.sub("", xml))
    _nekad(_posta(client, post), "Börja om", status=400)


def _tva(xml):
    """The signed assertion, and one for somebody else beside it."""
    ut = re.search(r"<ns1:Assertion .*</ns1:Assertion>", xml, re.DOTALL)[0]
    return xml.replace(ut, re.sub(r"<ns2:Signature .*</ns2:Signature>", "", ut, flags=re.DOTALL).replace("person", "annan") + ut)


@pytest.mark.parametrize(
    ("ljug", "ord_"),
    [
        ({"sign_assertion": False}, "inte underskrivet"),
        ({"sign_assertion": False, "sign_response": True}, "inte underskrivet"),
        ({"sha1": True}, "SHA-1"),
        ({"andra": lambda xml: xml.replace("@exempel.test", "@exempel.text")}, "Underskriften stämmer inte"),
        ({"andra": _tva}, "form"),
        ({"andra": lambda _: "<html/>"}, "form"),
        ({"andra": lambda _: "nonsens"}, "form"),
        ({"andra": lambda xml: re.sub(r'(StatusCode) Value="[^"]*"', r"\1", xml)}, "form"),
        ({"andra": lambda _: '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}, "form"),
        ({"till": {"sp_entity_id": "https://annat.test/metadata"}}, "ett annat program"),
        ({"till": {"destination": "https://annat.test/acs"}}, "en annan adress"),
        ({"issuer": "https://annan.test/metadata"}, "en annan utfärdare"),
        ({"sub": ""}, "saknar uppgiften"),
    ],
)
def test_an_answer_that_lies_opens_nothing(client, idp, hus, ljug, ord_):
    _nekad(_kom_in(client, idp, hus.samordnare, **ljug), ord_, status=400)
    assert not SocialAccount.objects.exists()


def test_an_answer_for_anybody_is_for_nobody(client, idp, hus, monkeypatch):
    """Well signed, but without a word of which program it is meant for."""
    monkeypatch.setattr("saml2.assertion.Policy.conditions", lambda *args, **kwargs: samlserver.utan_mottagare())
    _nekad(_kom_in(client, idp, hus.samordnare), "inte vilket program det är avsett för", status=400)


def test_what_another_has_signed_is_refused(client, idp, servrar, hus):
    _nekad(_kom_in(client, servrar[1], hus.samordnare), "Underskriften stämmer inte", status=400)


def test_an_old_answer_is_refused(client, idp, hus):
    post = samlserver.svar(idp, samlserver.fraga(client, START)[0], SP, epost=hus.samordnare.email)
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        _nekad(_posta(client, post), "för gammalt", status=400)


def test_a_name_for_the_moment_is_no_name_to_be_known_by(client, idp, settings, hus):
    settings.INLOGGNINGSTJANSTER = (_tjanst((idp.certifikat,), id_attribut="NameID"),)
    assert "nameid-format:persistent" in samlserver.fraga(client, START)[1]
    _nekad(_kom_in(client, idp, hus.samordnare, namn=TILLFALLIGT), "transient NameID", status=400)
    assert _kom_in(client, idp, hus.samordnare).status_code == 302


def test_she_who_does_not_log_in_over_there_is_told_how_to_go_on(client, idp, hus):
    nej = re.compile(r"<ns1:Assertion.*</ns1:Assertion>", re.DOTALL)
    avbrott = {"andra": lambda xml: nej.sub("", xml).replace("status:Success", "status:Responder")}
    _nekad(_kom_in(client, idp, hus.samordnare, **avbrott), "Du avbröt inloggningen")


def test_the_same_hold_as_for_every_service(client, idp, hus):
    """The role, and the identity that is tied; unknown addresses are not written down."""
    _nekad(_kom_in(client, idp, hus.tjansteperson), "ingen roll hos Region Prov")
    _kom_in(client, idp, hus.samordnare)
    _nekad(_kom_in(Client(), idp, hus.samordnare, sub="b2"), "en annan identitet")
    _nekad(_kom_in(Client(), idp, hus.samordnare, epost="ingen@exempel.test", sub="c3"), "Ingen i Samverkan")
    assert [text for akt, text in _handelser() if akt == "misslyckades logga in"] == [
        "Genom Region Prov: ingen roll där i dag", "Genom Region Prov: en annan identitet är kopplad", "Genom Region Prov: okänd person",
    ]  # fmt: skip
    assert not Handelse.objects.filter(detaljer__icontains="ingen@").exists()


def test_nothing_posted_and_steps_out_of_order_are_told(client, idp, hus):
    _nekad(client.get(f"{START}svar/"), "Börja om", status=400)
    _nekad(client.post(f"{START}svar/"), "Börja om", status=400)
    _nekad(client.get(f"{START}klar/"), "Börja om", status=400)


def test_the_service_fetches_what_it_is_to_know_of_the_program(client, idp, hus):
    svar = client.get(f"{START}metadata/")
    assert (svar.status_code, svar["Content-Type"]) == (200, "application/samlmetadata+xml")
    assert 'WantAssertionsSigned="true"' in svar.content.decode()
    assert f"{SP}/svar/" in svar.content.decode()


def test_with_a_key_of_its_own_the_program_signs_what_it_asks(client, idp, servrar, settings, tmp_path, hus):
    nyckel, cert = samlserver.certifikat(tmp_path, "sp")
    egen = {"egen_nyckel": nyckel.read_text(), "eget_certifikat": cert.read_text()}
    settings.INLOGGNINGSTJANSTER = (_tjanst((idp.certifikat,), **egen),)
    assert "&Signature=" in client.get(START)["Location"]


RATT = """
[region]
namn = "Region Prov"
organisation = "98"
sort = "saml"
utfardare = "https://idp.region.test/metadata"
adress = "https://idp.region.test/sso"
certifikat_fil = "FIL"
id_attribut = "NameID"
epost_attribut = "urn:oid:0.9.2342.19200300.100.1.3"
epost_bekraftad = true
"""


def _las(tmp_path, text):
    fil = tmp_path / "tjanster.toml"
    fil.write_text(text, encoding="utf-8")
    return ur_filen(str(fil), {})


def test_two_certificates_stand_in_one_file_while_the_service_changes_its_key(tmp_path, servrar, settings, client, hus):
    fil = tmp_path / "bada.crt"
    fil.write_text("".join(server.certifikat for server in servrar))
    settings.INLOGGNINGSTJANSTER = _las(tmp_path, RATT.replace("FIL", str(fil)))
    for server in servrar:
        assert _kom_in(Client(), server, hus.samordnare).status_code == 302


@pytest.mark.parametrize(
    ("fran", "till", "ord_"),
    [
        ('certifikat_fil = "FIL"', "", "certifikat_fil saknas."),
        ('"FIL"', '"/finns/inte"', "filen /finns/inte (certifikat_fil) går inte att läsa."),
        ('"FIL"', '"TOM"', "har inget certifikat i PEM."),
        ("epost_bekraftad = true", "", "epost_bekraftad ska vara true"),
        ('adress = "https', 'adress = "http', "adress ska börja med https://."),
        ("epost_bekraftad", 'egen_nyckel_fil = "FIL"\nepost_bekraftad', "hör ihop: skriv båda eller ingen."),
    ],
)
def test_what_is_wrong_with_the_file_is_said(tmp_path, servrar, fran, till, ord_):
    (tmp_path / "tom").write_text("nonsens")
    text = RATT.replace(fran, till).replace("FIL", str(servrar[0].fil)).replace("TOM", str(tmp_path / "tom"))
    with pytest.raises(ImproperlyConfigured, match=re.escape(ord_)):
        _las(tmp_path, text)
