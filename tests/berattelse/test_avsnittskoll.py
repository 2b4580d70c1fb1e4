"""One section against the rules: on its page, where one writes, before it is handed in; accepted once for all."""

import pytest
from django.urls import reverse

from berattelse.granskning.avsnittskoll import Avsnittskoll
from berattelse.granskning.beredskap import Beredskap
from berattelse.innehall.sektioner import Underlag
from berattelse.models import Aktivitet, Avsnitt, Godtagande, Resultat
from samverkan.models import Handelse
from tests import factories as grund
from tests.berattelse import factories, utgavor
from tests.berattelse.queries import antal_fragor
from tests.formular import ifyllt, tryck

pytestmark = pytest.mark.django_db
LANK = '<p><a href="https://prov.test/?mejl=nagon@exempel.test">Här</a></p>'
MED_FEL = "<p>Under 2021 hölls 25 utbildningar. Vi fick 49,8 mnkr och 400 tkr.</p>"


def adress(namn, avsnitt):
    return reverse(f"berattelse:avsnitt_{namn}", args=[avsnitt.pk])


def skrivet(hus, html=MED_FEL, **fields):
    return factories.avsnitt(hus, **{"status": "utkast", "beskrivning": html} | fields)


def koll(avsnitt):
    avsnitt = Avsnitt.objects.get(pk=avsnitt.pk)
    return Avsnittskoll(avsnitt, Underlag(avsnitt.verksamhetsar))


def slag(avsnitt):
    return [lage.anmarkning.sort for lage in koll(avsnitt).ogodtagna]


def test_a_section_is_told_what_the_whole_report_is_told_of_it(hus):
    forra = grund.verksamhetsar(hus.avtal, 2021)
    grund.rubrik(forra, hus.uppdrag)
    year = utgavor.klart_year(hus)
    avsnitt = Avsnitt.objects.get(verksamhetsar=year, uppdrag=hus.uppdrag)
    Avsnitt.objects.create(verksamhetsar=forra, sort="uppdrag", uppdrag=hus.uppdrag, beskrivning="<p>Fick 400 tkr.</p>")
    for aret, text in ((year, "Kurser för 1.200 kr"), (forra, "Kurser för 1.200 kr")):
        Aktivitet.objects.create(verksamhetsar=aret, uppdrag=hus.uppdrag, text=text)
    Resultat.objects.create(verksamhetsar=year, uppdrag=hus.uppdrag, text="Utbildningar", belopp=27, enhet="utbildningar")
    html = f"{MED_FEL}<p>Vi höll 25 utbildningar, 4 möten och 5 % eller 6 procent. {'ord ' * 50}. Vi ska börja hösten 2021.</p>{LANK}"
    Avsnitt.objects.filter(pk=avsnitt.pk).update(beskrivning=html, aktiviteter="<p>Fick 5 kr.</p>")
    egna = {lage.anmarkning.nyckel: lage.anmarkning.sort for lage in koll(avsnitt).lagen}
    hela = {
        lage.anmarkning.nyckel: lage.anmarkning.sort for lage in Beredskap(year, 1).anmarkningar if lage.anmarkning.om == str(hus.uppdrag)
    }
    assert set(egna.values()) == {"fel_year", "enhet", "skrivsatt", "siffra", "dag", "mening", "samma", "register", "lank", "utan_rad"}
    assert egna == {nyckel: sort for nyckel, sort in hela.items() if sort != "tom"}


def test_the_page_of_the_section_tells_who_writes_and_nobody_else(hus, as_user):
    avsnitt = skrivet(hus)
    page = as_user(hus.samordnare).get(adress("detail", avsnitt)).content.decode()
    assert "Att se på" in page
    assert "”400 tkr” finns inte i någon rad" in page
    assert "Att se på" not in as_user(hus.direktor).get(adress("detail", avsnitt)).content.decode()
    Avsnitt.objects.filter(pk=avsnitt.pk).update(beskrivning="<p>Året har varit gott.</p>")
    assert "Kontrollerna hittade inget att se på i texten." in as_user(hus.samordnare).get(adress("detail", avsnitt)).content.decode()


def test_the_warning_stands_beside_its_part_where_one_writes(hus, as_user):
    avsnitt = skrivet(hus, "<p>Gott.</p>", resultat="<p>Det blev 25 utbildningar.</p>")
    page = as_user(hus.samordnare).get(adress("edit", avsnitt)).content.decode()
    delar = page.split("data-koll=")
    assert ["25 utbildningar" in del_.split("</div>")[0] for del_ in delar if del_.startswith(('"resultat"', '"beskrivning"'))] == [
        False,
        True,
    ]


def test_what_is_typed_is_checked_and_not_saved(hus, as_user):
    avsnitt = skrivet(hus, "<p>Gott.</p>")
    client = as_user(hus.samordnare)
    svar = client.post(adress("kontroller", avsnitt), {"beskrivning": "<p>Det blev 25 utbildningar.</p>", "resultat": "<p>Under 2019.</p>"})
    beskrivning, resultat = (
        svar.content.decode().split(f'data-koll="{del_}"')[1].split("</div>")[0] for del_ in ("beskrivning", "resultat")
    )
    assert "25 utbildningar" in beskrivning
    assert "2019" in resultat
    assert "2019" not in beskrivning
    assert Avsnitt.objects.get(pk=avsnitt.pk).beskrivning == "<p>Gott.</p>"
    assert client.get(adress("kontroller", avsnitt)).status_code == 405


@pytest.mark.parametrize("namn", ["kontroller", "godta"])
def test_only_who_writes_asks_and_accepts(hus, as_user, namn):
    avsnitt = skrivet(hus)
    assert as_user(hus.utomstaende).post(adress(namn, avsnitt)).status_code == 404
    assert as_user(hus.direktor).post(adress(namn, avsnitt)).status_code == 403


def test_nothing_is_accepted_in_a_closed_year(hus, as_user):
    avsnitt = skrivet(hus)
    hus.year.status = "locked"
    hus.year.save()
    assert as_user(hus.samordnare).get(adress("godta", avsnitt)).status_code == 403


def test_many_are_accepted_with_one_reason_and_stay_so_until_the_text_changes(hus, as_user):
    year = utgavor.klart_year(hus)
    avsnitt = Avsnitt.objects.get(verksamhetsar=year, uppdrag=hus.uppdrag)
    Avsnitt.objects.filter(pk=avsnitt.pk).update(beskrivning=MED_FEL, status="utkast")
    fore = slag(avsnitt)
    nycklar = [lage.anmarkning.nyckel for lage in koll(avsnitt).ogodtagna]
    client = as_user(hus.samordnare)
    svar = client.post(adress("godta", avsnitt), {"nycklar": nycklar, "skal": ""})
    assert (svar.status_code, Godtagande.objects.count()) == (400, 0)
    assert client.post(adress("godta", avsnitt), {"nycklar": nycklar, "skal": "Ur bokslutet."}).status_code == 302
    assert Handelse.objects.filter(akt="godtog anmärkning", user=hus.samordnare).count() == len(nycklar) > 2
    assert slag(avsnitt) == []
    om = [lage for lage in Beredskap(year, 1).ogodtagna if lage.anmarkning.om == str(hus.uppdrag) and lage.anmarkning.sort in fore]
    assert om == []
    assert "Ur bokslutet." in client.get(adress("godta", avsnitt)).content.decode()
    Avsnitt.objects.filter(pk=avsnitt.pk).update(beskrivning=MED_FEL.replace("och 400 tkr", "samt 400 tkr"))
    assert slag(avsnitt) == ["utan_rad", "utan_rad"]


def test_what_is_left_is_shown_before_the_section_is_handed_in_and_stops_nobody(hus, as_user):
    avsnitt, client = skrivet(hus), as_user(hus.samordnare)
    svar = tryck(client, avsnitt.get_absolute_url(), adress("klar", avsnitt), follow=True)
    assert svar.redirect_chain[-1][0] == f"{adress('godta', avsnitt)}?version={avsnitt.version}"
    assert "Klar, lämna för granskning" in svar.content.decode()
    assert Avsnitt.objects.get(pk=avsnitt.pk).status == "utkast"
    client.post(adress("klar", avsnitt), ifyllt(svar, adress("klar", avsnitt)))
    assert Avsnitt.objects.get(pk=avsnitt.pk).status == "klar"


def test_a_section_with_nothing_to_look_at_is_handed_in_at_once(hus, as_user):
    avsnitt = skrivet(hus, "<p>Året har varit gott.</p>")
    tryck(as_user(hus.samordnare), avsnitt.get_absolute_url(), adress("klar", avsnitt))
    assert Avsnitt.objects.get(pk=avsnitt.pk).status == "klar"


@pytest.mark.parametrize(("namn", "hogst"), [("detail", 29), ("edit", 36), ("godta", 27)])
def test_the_pages_ask_the_same_of_few_rows_and_many(hus, as_user, namn, hogst):
    avsnitt = skrivet(hus)
    grund.verksamhetsar(hus.avtal, 2021)
    client = as_user(hus.samordnare)
    antal = []
    for n in range(3):
        Aktivitet.objects.create(verksamhetsar=hus.year, uppdrag=hus.uppdrag, text=f"Kurs {n}")
        grund.mote(grund.arena(hus.avtal, under=[hus.uppdrag]))
        antal.append(antal_fragor(client, adress(namn, avsnitt)))
    assert antal[1] == antal[2] <= hogst
