"""The way to another's login service and back in a browser: under our content security policy, and with the cookies of a strange site's post."""

import pytest

from samverkan.inloggning import saml
from samverkan.models import Handelse
from tests import samlserver
from tests.samverkan.test_saml import _tjanst

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_saml_service_posts_her_back_and_she_comes_where_she_was_going(page, live_server, hus, settings, tmp_path, axe):
    settings.ADRESS = live_server.url
    sp, epost = f"{live_server.url}/konto/tjanst/region", hus.samordnare.email
    idp = samlserver.samlserver(tmp_path, saml.metadata(None, _tjanst(())).content.decode())

    def svaret(vagen):
        """Made beside the database: what the live server asks of it is not asked here."""
        return f"{sp}/svar/", samlserver.svar(idp, samlserver.ur(vagen)[0], sp, epost=epost)

    with samlserver.webbplats(svaret) as adress:
        assert "localhost" in live_server.url  # another site than 127.0.0.1
        settings.INLOGGNINGSTJANSTER = (_tjanst((idp.certifikat,), adress=adress),)
        page.goto(f"{sp}/svar/")
        page.get_by_role("heading", name="Inloggningen med Region Prov gick inte").wait_for()
        assert axe(page) == []
        page.goto(f"{live_server.url}/organisationer/")
        assert axe(page) == []
        page.get_by_role("link", name="Logga in med Region Prov").click()
        page.get_by_role("button", name="Jag är den jag är").click()
        page.get_by_role("heading", name="Organisationer").wait_for()
    assert page.url == f"{live_server.url}/organisationer/"
    assert Handelse.objects.filter(akt="loggade in", text="genom Region Prov").exists()
