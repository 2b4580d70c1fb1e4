"""What a page offers, whoever looks at it may open: no link of it leads to a refusal."""

from collections import defaultdict

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

from berattelse.models import Avsnitt
from samverkan.models import User
from tests import rattigheter
from tests.langd import LANGT, antal
from tests.rattigheter import AVSNITTSSTATUS, ROLLER, YEARSTATUS
from uppdrag.models import Verksamhetsar

pytestmark = [pytest.mark.no_cover, pytest.mark.en_gang]
AV_SAMMA_SLAG = antal(1, 5)  # links to one kind of page that are tried
# The others' pages are all walked in test-long alone.
INLOGGADE = [role for role, namn in ROLLER.items() if namn and (LANGT or role == "Processledare")]


def lankar(sidor):
    """{(the section's status, the year's): {address: the pages that link to it}} of what a role was shown."""
    found = defaultdict(lambda: defaultdict(set))
    for name, sida in sidor.items():
        if sida.text.strip():
            kort = name.split(":")[-1]
            lage = AVSNITTSSTATUS.get(kort, "utkast"), YEARSTATUS.get(kort, "oppet")
            for adress in html.fromstring(sida.text).xpath("//main//a/@href"):
                if adress.startswith("/"):
                    found[lage][adress.partition("#")[0]].add(name)
    return found


def slag(adress):
    try:
        return resolve(adress.partition("?")[0]).view_name
    except Resolver404:
        return adress


def valda(adresser):
    """Some of each kind of page."""
    per_slag = defaultdict(list)
    for adress in sorted(adresser):
        per_slag[slag(adress)].append(adress)
    return [adress for lika in per_slag.values() for adress in lika[:AV_SAMMA_SLAG]]


@pytest.mark.parametrize("role", INLOGGADE)
def test_no_link_leads_to_a_refusal(rattighetsdemo, role, kort_tryck):
    demo, client, nekade = rattighetsdemo, Client(), {}
    client.force_login(User.objects.get(email=f"{ROLLER[role]}@exempel.test"))
    sidor = rattigheter.kept_walk(role, demo)
    oppnade = {sida.url for sida in sidor.values() if sida.answer == "ja"}
    for (avsnitt, year), adresser in lankar(sidor).items():
        with transaction.atomic():
            Avsnitt.objects.filter(pk=demo.avsnitt.pk).update(status=avsnitt)
            Verksamhetsar.objects.filter(pk=demo.year.pk).update(status=year)
            for adress in valda(adresser.keys() - oppnade):
                if (kod := client.get(adress).status_code) >= 400:
                    nekade[adress] = kod, sorted(adresser[adress])[:3]
            transaction.set_rollback(True)
    assert nekade == {}
