"""A kommun's own year on its people's start page: what it pays, its part of the debt, its judgement and its attendance, from the rows."""

import html
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from berattelse.innehall.kommun import for_kommun
from berattelse.innehall.kommunaret import kommunaret
from berattelse.innehall.samling import samla
from berattelse.innehall.sektioner import Underlag
from berattelse.skrift.arsbilder import remsor
from berattelse.skrift.kommunutgava import som_kommun_html
from berattelse.skrift.presentation import sidor
from ekonomi.actions.skuld import bokfor_resultat
from ekonomi.models import Arsresultat, Skuldpost, Skuldursprung
from ekonomi.skuld.lage import lagen
from ekonomi.skuld.per_kommun import skuldtabell
from ekonomi.skuld.utdrag import utdrag_for
from enkat.models import Omgang
from samverkan.models import Organisation, User
from tests import factories
from tests.berattelse.queries import antal_fragor
from tests.ekonomi.factories import med_resultat
from uppdrag.models import Arenamedlem, Medverkan, Narvaro, Tillfalle, Verksamhetsar

pytestmark = pytest.mark.django_db
BERG = "2326"


@pytest.fixture
def year(demoaret):
    return Verksamhetsar.objects.get(beteckning="2022")


def sidan(year, kod=BERG):
    return reverse("berattelse:kommun_detail", args=[year.pk, Organisation.objects.get(kod=kod).pk])


def laser(client, year, kod=BERG):
    return html.unescape(client.get(sidan(year, kod)).content.decode())


def text(page):
    return " ".join(re.sub("<[^>]+>", " ", html.unescape(page)).split())


def test_the_start_page_fetches_the_kommuns_own_year_and_links_to_it(year, as_user):
    client = as_user(User.objects.get(email="kommunchef.berg@exempel.test"))
    start = client.get("/").content.decode()
    assert re.findall(r'hx-get="([^"]+)" hx-trigger="load"', start) == [sidan(year)]
    assert f'<a href="{sidan(year)}">' in start
    bit = client.get(sidan(year), headers={"HX-Request": "true"}).content.decode()
    assert "<h1>" not in bit
    assert "558" in bit
    assert "Visa alla 11" in bit
    assert antal_fragor(client, "/") <= 12
    for who in ("processledare", "lasare"):
        assert "hx-get" not in as_user(User.objects.get(email=f"{who}@exempel.test")).get("/").content.decode()


def test_its_figures_are_those_of_its_edition_and_the_unbooked_result_is_not_told(year, as_user):
    aret, utgavans = kommunaret(year, BERG), for_kommun(samla(year), BERG)
    for n in (0, 2, 3):
        assert aret.sida.nyckeltal[n] == utgavans.sida.nyckeltal[n]
    assert aret.sida.nyckeltal[0].tal == 557_518
    assert (aret.sida.bedomt, aret.sida.bedomningar) == ("2021", utgavans.sida.bedomningar)
    assert aret.k.arenor == utgavans.arenor
    assert utgavans.andel.skuld.egen == 162_327  # as it would be booked
    assert aret.sida.nyckeltal[1].tal is None
    page = laser(as_user(User.objects.get(email="kommunchef.berg@exempel.test")), year)
    assert "inte känt" in page
    assert "3\u00a0490\u00a0tkr är gemensamt och inte fördelat. Resultatet 2022 bokförs när berättelsen fastställs." in page
    assert "ej kontrollerad mot SCB" in page
    assert not re.search("162|3\u00a0001|1\u00a0705", page)


def test_what_is_booked_is_told_with_what_is_not_divided(year, as_user):
    controller = User.objects.get(email="controller@exempel.test")
    Arsresultat.objects.filter(verksamhetsar=year).update(godkant=timezone.now(), godkant_av=controller)
    bokfor_resultat(year, by=User.objects.get(email="direktor@exempel.test"))
    skuld = kommunaret(year, BERG).sida.nyckeltal[1]
    assert (skuld.tal, skuld.ord) == (162_327, "Av det som är fördelat. Därtill 3\u00a0490\u00a0tkr gemensamt, ofördelat")
    page = laser(as_user(controller), year)  # the year is open, as one that is unlocked after its adoption
    assert "Resultatet 2022 är bokfört." in page
    assert "bokförs när" not in page


def test_two_sums_that_nobody_has_divided_are_not_known_though_they_take_each_other_out(hus):
    """One rule in the ledger's table, the report's, the kommun's edition with its key figure, and her statement."""
    money = med_resultat(hus)
    ursprung = Skuldursprung.objects.create(avtal=money.avtal, beteckning="2019", forsta=2019, sista=2019)
    minus = {"datum": money.skuldpost.datum, "belopp": -3_490_000, "text": "Ingående underskott", "av": money.controller}
    Skuldpost.objects.create(ursprung=ursprung, sort=Skuldpost.Sort.INGAENDE, **minus)
    b, u = samla(money.year), utdrag_for(money.avtal, money.berg)
    k = for_kommun(b, money.berg.kod)
    assert [rad.summa for rad in skuldtabell(money.avtal, lagen(money.avtal)).rader] == [None, None]
    assert (b.ekonomi.skuld_per_kommun.ofullstandig, k.andel.skuld.ofullstandig, u.ofullstandig) == (True, True, True)
    assert "Skuld till Berg, av det som är fördelat 952 993 kr" in text(render_to_string("ekonomi/_utdragssumma.html", {"u": u}))
    page = text(som_kommun_html(b, money.berg.kod))
    assert "Berg: del av skulden 953 tkr Av det som är fördelat. Därtill 0 tkr gemensamt, ofördelat." in page
    assert "Summa – 0" in page


def test_no_sentence_says_that_a_kommun_paid_or_did_what_no_row_knows(year):
    """There is no row of a payment; that an uppdrag embraces a kommun is a row, also of one that stood vacant or ended."""
    sagt = re.compile("(?i)betala(r|de)\\b|deltog|fick|medverkade|kommuner deltar|^Deltar")
    b = samla(year)
    k = for_kommun(b, BERG)
    assert k.sida.mening == "Berg omfattades av elva uppdrag. Kommunens del av ersättningen är 557\u00a0518\u00a0kr."
    utan = for_kommun(replace(b, ekonomi=replace(b.ekonomi, fordelning=None)), BERG)
    assert utan.sida.mening == "Berg omfattades av elva uppdrag. Kommunens del av ersättningen är inte uträknad."
    sidan = re.search('id="kommunens-sida".*?</section>\\s*<nav', som_kommun_html(b, BERG), re.DOTALL).group()
    korthet = re.search('id="korthet".*?</section>', som_kommun_html(b, BERG), re.DOTALL).group()
    bilder = " ".join(remsor(b).values())
    bildspel = " ".join(f"{s.rubrik} {s.ingress} {[n.vad for n in s.tal]}" for s in sidor(b, BERG))
    for text_ in (sidan, korthet, bilder, bildspel, *(v.vad for v in Underlag(year).varden.values())):
        assert not sagt.search(text_), sagt.search(text_)


def test_the_debt_of_a_year_that_is_over_is_that_of_its_last_day(year, as_user):
    client = as_user(User.objects.get(email="kommunchef.berg@exempel.test"))
    page = text(laser(client, year))
    assert "Bergs del av ersättningen 558 tkr" in page
    assert "Berg: del av skulden vid årets slut, 31 december 2022 inte känt" in page
    assert "Skuldutdraget i dag" in page
    forra = text(laser(client, year.foregaende))
    assert "vid årets slut, 31 december 2021 inte känt Ingen skuld var bokförd. Skuldutdraget i dag" in forra


def test_a_year_that_goes_on_is_told_in_the_present(hus, as_user):
    hus.year.fran, hus.year.till = timezone.localdate(), timezone.localdate() + timedelta(days=1)
    hus.year.save()
    url = reverse("berattelse:kommun_detail", args=[hus.year.pk, hus.berg.pk])
    page = text(as_user(hus.kommunchef).get(url).content.decode())
    assert "Uppdrag som omfattar Berg" in page
    assert "vid årets slut" not in page
    assert "Skuldutdraget i dag" not in page


def test_nothing_is_told_of_the_other_kommuner(year, as_user):
    page = laser(as_user(User.objects.get(email="kommunchef.berg@exempel.test")), year)
    andra = Organisation.objects.filter(sort=Organisation.Sort.KOMMUN).exclude(kod=BERG)
    assert [o.tabellnamn for o in andra if o.tabellnamn in page] == []
    for who, status in {"kommunchef.krokom": 404, "lasare": 404, "processledare": 200, "tjansteperson.berg": 200}.items():
        assert as_user(User.objects.get(email=f"{who}@exempel.test")).get(sidan(year)).status_code == status


def test_attendance_is_told_where_it_is_registered(year, as_user):
    client = as_user(User.objects.get(email="kommunchef.berg@exempel.test"))
    moten = list(Tillfalle.objects.filter(arena__namn="BUZ", fran__year=2022, status="hallet"))
    for mote, kod in zip(moten, (BERG, "2380", "2380"), strict=True):
        page = laser(client, year)  # noted for some of them: at how many it was nobody knows
        assert "Vid hur många möten Berg var med är inte känt." in page
        assert '<tr><th scope="row">BUZ</th><td class="siffra">3</td><td class="siffra">–</td></tr>' in page
        Narvaro.objects.create(tillfalle=mote, organisation=Organisation.objects.get(kod=kod), antal=1)
    page = laser(client, year)
    assert "Berg var med på ett möte i den arena där närvaron är registrerad." in page
    assert '<tr><th scope="row">BUZ</th><td class="siffra">3</td><td class="siffra">1</td></tr>' in page
    assert '<tr><th scope="row">SocSam</th><td class="siffra">5</td><td class="siffra">–</td></tr>' in page


def test_the_judgement_is_of_a_round_that_is_over_and_the_joint_value_only_when_it_is_agreed(year, as_user):
    client = as_user(User.objects.get(email="kommunchef.berg@exempel.test"))
    assert "Så bedömde Berg 2021" in laser(client, year)
    runda = Omgang.objects.get(namn="Kommunernas bedömning 2021")
    runda.varderingar.update(status="forslag", beslut=None)
    assert laser(client, year).count("<td>inte beslutat</td>") == 11
    Omgang.objects.filter(pk=runda.pk).update(anonym=True, minsta_grupp=5)
    page = laser(client, year)
    assert "Så bedömde" not in page
    assert "Det finns ingen avslutad bedömning från Berg att visa." in page


def test_a_planned_year_is_the_regions_own(year, as_user):
    """Its ersättning is not fixed: the kommun's people have no such page, and their start page neither links to it nor fetches it."""
    Verksamhetsar.objects.filter(pk=year.pk).update(status=Verksamhetsar.Status.PLANERAT)
    for who, status in {"tjansteperson.berg": 404, "kommunchef.berg": 404, "lasare": 404, "processledare": 200}.items():
        client = as_user(User.objects.get(email=f"{who}@exempel.test"))
        assert client.get(sidan(year)).status_code == status
        assert sidan(year) not in client.get("/").content.decode()


def test_the_start_page_leads_a_kommun_to_no_year_before_it_was_party(year, as_user):
    client, berg = as_user(User.objects.get(email="kommunchef.berg@exempel.test")), year.avtal.parter.filter(organisation__kod=BERG)
    for fran, status in ((year.till, 200), (year.till + timedelta(days=1), 404)):
        berg.update(fran=fran)
        assert client.get(sidan(year)).status_code == status
        assert (sidan(year) in client.get("/").content.decode()) is (status == 200)


def test_who_was_no_party_that_year_has_no_such_page(hus, as_user):
    hus.avtal.parter.filter(organisation=hus.berg).update(fran=hus.year.till + (hus.year.till - hus.year.fran))
    assert kommunaret(hus.year, hus.berg.kod) is None
    client = as_user(hus.processledare)
    assert client.get(reverse("berattelse:kommun_detail", args=[hus.year.pk, hus.berg.pk])).status_code == 404
    assert client.get(reverse("berattelse:kommun_detail", args=[hus.year.pk, hus.krokom.pk])).status_code == 200


def test_as_many_questions_for_more_uppdrag_and_arenas(hus, as_user):
    client, url = as_user(hus.kommunchef), reverse("berattelse:kommun_detail", args=[hus.year.pk, hus.berg.pk])

    def en(n):
        uppdrag, arena = factories.uppdrag(hus.avtal, f"Uppdrag {n}"), factories.arena(hus.avtal, f"Arena {n}")
        hus.rubrik.placeringar.create(uppdrag=uppdrag, ordning=n + 5)
        Medverkan.objects.create(uppdrag=uppdrag, organisation=hus.berg, fran=factories.BORJAN)
        Arenamedlem.objects.create(arena=arena, organisation=hus.berg)

    en(1)
    before = antal_fragor(client, url)
    en(2)
    en(3)
    assert antal_fragor(client, url) == before
