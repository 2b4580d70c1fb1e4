"""Nothing that could be reached from the start page, the menu or the year's page has become unreachable: two steps at most, for each role."""

from datetime import timedelta

import pytest
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from lxml import html

from tests import factories as grund
from tests.berattelse import factories, utgavor
from tests.enkat import factories as f
from uppdrag.actions.arssteg import lagg_in_arssteg
from uppdrag.arsplan import PRAXIS

pytestmark = pytest.mark.django_db
ALLAS = {
    "start", "sok", "uppdrag:avtal_list", "uppdrag:uppdrag_list", "uppdrag:arena_list", "uppdrag:tillfalle_list", "uppdrag:beslut_list",
    "uppdrag:year_list", "enkat:start", "ekonomi:start", "kalender:start", "samverkan:min_inloggning", "berattelse:paminnelser",
    "account_logout", "publik:list", "data:dokumentation", "publik:verifiera", "publik:tillganglighet", "publik:personuppgifter",
}  # fmt: skip
REGIONENS = ALLAS | {
    "berattelse:year_overview", "berattelse:avsnitt_detail", "berattelse:report_html", "berattelse:report_pdf", "berattelse:report_granska",
    "berattelse:report_docx", "berattelse:report_json", "berattelse:fardigstall", "berattelse:dokument_list",
    "berattelse:dokument_presentation", "berattelse:utgava_detail", "uppdrag:traff_list", "ekonomi:year_detail",
}  # fmt: skip
KOMMUNENS = ALLAS | {"enkat:svar_start", "enkat:svar_blankett", "uppdrag:uppdrag_detail", "berattelse:utgava_detail"}
FORE = {
    "processledare": REGIONENS | {
        "uppdrag:person_list", "samverkan:organisation_list", "samverkan:handelse_list", "uppdrag:arssteg_edit", "berattelse:year_godkann",
        "berattelse:year_skapa_avsnitt", "berattelse:year_skapa_nasta", "uppdrag:rubrik_list", "uppdrag:year_lock", "uppdrag:year_edit",
    },
    "samordnare": REGIONENS | {"berattelse:rad_list"}, "controller": REGIONENS, "direktor": REGIONENS | {"uppdrag:year_lock"},
    "kommunchef": KOMMUNENS, "tjansteperson": KOMMUNENS, "lasare": ALLAS | {"berattelse:utgava_detail"}, "roll_los": ALLAS,
}  # fmt: skip


def namn(client, url):
    """{address' name: an address} of what a page links to or posts to."""
    svar = client.get(url)
    if svar.status_code != 200 or not svar["Content-Type"].startswith("text/html"):
        return {}
    trad, found = html.fromstring(svar.content), {}
    for adress in trad.xpath("//a/@href | //form/@action | //button/@formaction"):
        try:
            found.setdefault(resolve(adress.partition("?")[0].partition("#")[0]).view_name, adress.partition("#")[0])
        except Resolver404:
            continue
    return found


@pytest.mark.parametrize("who", FORE)
def test_what_was_linked_before_is_at_most_two_steps_away(hus, as_user, who):
    factories.avsnitt(hus, status="ater")
    lagg_in_arssteg(hus.year, PRAXIS, by=hus.processledare)
    idag = timezone.localdate()
    f.deltagare(f.omgang(hus, "kommunernas", oppnar=idag, sista_dag=idag + timedelta(9)), hus.berg)
    f.deltagare(f.omgang(hus, "kommunernas", namn="Sedan", status="planerad", oppnar=idag + timedelta(9)), hus.berg)
    utgavor.rad(grund.verksamhetsar(hus.avtal, 2021), hus.direktor)
    client = as_user(getattr(hus, who))
    nara = namn(client, reverse("start"))
    kvar = FORE[who] - nara.keys()
    for adress in sorted(nara.values(), key=lambda adress: not adress.startswith("/berattelse/")):  # most hangs on the year's page
        kvar -= namn(client, adress).keys() if kvar else set()
    assert kvar == set()
