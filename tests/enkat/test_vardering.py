"""The kommuner's judgement uppdrag by uppdrag, side by side, and what they agree on."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from enkat.actions import svar as svarakter
from enkat.actions import vardering as varderingsakter
from enkat.models import Avvikelse, Inlamnat, Inlamning, Omgang, Vardering
from enkat.resultat import vardetabell
from enkat.resultat.kapitel import varderingen
from samverkan.models import Handelse, Roll
from tests import factories
from tests.enkat import factories as f
from tests.formular import dolda, skicka
from uppdrag.models import Avtal, Beslut, Medverkan


def bedom(deltagare, varden, motivering="Därför", nytta=None):
    """{uppdrag: the word of its value}; a reason where the value is below the middle."""
    falt, poster = f.falt(deltagare), []
    for uppdrag, text in varden.items():
        poster.append(svarakter.Svarspost(falt[("1", "val", uppdrag.pk)], f.val(deltagare, 1, text), 0))
        if text in {"Till liten del", "Inte alls"}:
            poster.append(svarakter.Svarspost(falt[("1", "text", uppdrag.pk)], motivering, 0))
    for uppdrag, text in (nytta or {}).items():
        poster.append(svarakter.Svarspost(falt[("2", "text", uppdrag.pk)], text, 0))
    vem = svarakter.Vem("Kommunchefen", lank=deltagare.pk)
    svarakter.spara(deltagare, poster, av=vem)
    return svarakter.skicka_in(deltagare, av=vem)


@pytest.fixture
def omgang(hus):
    """Berg and Krokom have answered on Lärcentrum; Berg alone takes part in FoU."""
    hus.fou = factories.uppdrag(hus.avtal, "FoU", ordning=2)
    Medverkan.objects.create(uppdrag=hus.fou, organisation=hus.berg)
    o = f.omgang(hus, "kommunernas")
    hus.b, hus.k = f.deltagare(o, hus.berg), f.deltagare(o, hus.krokom)
    bedom(hus.b, {hus.uppdrag: "Helt", hus.fou: "Kan inte bedöma"}, nytta={hus.uppdrag: "Sprider kunskap"})
    bedom(hus.k, {hus.uppdrag: "Inte alls"})
    Omgang.objects.update(status="stangd", oppnar=date(2023, 1, 1), sista_dag=date(2023, 1, 31))
    hus.krokomschef = factories.user("Kommunchef Krokom", roll=Roll.KOMMUNCHEF, organisation=hus.krokom)
    hus.beslut = Beslut.objects.create(
        avtal=hus.avtal, organ="Primärkommunala samverkansrådet", datum=date(2023, 2, 15), paragraf="3", text="Att enas."
    )
    return Omgang.objects.get()


def test_the_reason_and_the_benefit_go_with_the_value(omgang, hus):
    bedomningar = varderingen(hus.year).kommuner.uppdrag[0].bedomningar
    assert [(b.motivering, b.nytta) for b in bedomningar] == [("", "Sprider kunskap"), ("Därför", "")]


def test_a_kommun_is_asked_of_what_it_takes_part_in(client, hus):
    o = f.omgang(hus, "kommunernas")
    factories.uppdrag(hus.avtal, "Utan Berg")
    page = client.get(f.lank(f.deltagare(o, hus.berg))).content.decode()
    assert "Lärcentrum" in page
    assert "Utan Berg" not in page


def test_a_reason_is_required_below_the_middle(client, hus):
    d = f.deltagare(f.omgang(hus, "kommunernas"), hus.berg)
    url, falt = f.lank(d), f.falt(d)
    namn = falt[("1", "val", hus.uppdrag.pk)]
    client.post(f"{url}spara/", {namn: f.val(d, 1, "Till liten del"), f"v-{namn}": 0})
    assert "Skriv ett svar på följdfrågan ”Motivering”." in client.get(f"{url}skicka-in/").content.decode()
    client.post(f"{url}spara/", {namn: f.val(d, 1, "Kan inte bedöma"), f"v-{namn}": 1})
    assert f.skicka_in(client, f"{url}skicka-in/").status_code == 302


def test_an_official_prepares_and_the_kommunchef_hands_in(as_user, hus):
    d = f.deltagare(f.omgang(hus, "kommunernas"), hus.berg)
    url, namn = f"/enkat/svar/{d.pk}/", f.falt(d)[("1", "val", hus.uppdrag.pk)]
    client = as_user(hus.tjansteperson)
    assert client.post(f"{url}spara/", {namn: f.val(d, 1, "Helt"), f"v-{namn}": 0}).status_code == 200
    assert f.skicka_in(client, f"{url}skicka-in/").status_code == 403
    for sida in ("", "sida/1/", "skicka-in/"):
        assert "Läs igenom och skicka in" not in client.get(f"{url}{sida}").content.decode(), sida
    genom = client.get(f"{url}skicka-in/").content.decode()
    assert "<h1>Läs igenom</h1>" in genom
    assert "Kommunchefen eller kontaktpersonen skickar in det." in genom
    client = as_user(hus.kommunchef)
    assert "Läs igenom och skicka in" in client.get(url).content.decode()
    assert f"Senast: {hus.tjansteperson.namn}" in client.get(f"{url}sida/1/").content.decode()
    assert f.skicka_in(client, f"{url}skicka-in/").status_code == 302
    assert as_user(hus.lasare).get(url).status_code == 404


def test_the_section_of_the_report_stands_beside_once_it_is_approved(client, hus):
    from berattelse.models import Avsnitt

    avsnitt = Avsnitt.objects.create(
        verksamhetsar=hus.year, sort="uppdrag", uppdrag=hus.uppdrag, beskrivning="<p>Redovisat</p>", status="utkast"
    )
    d = f.deltagare(f.omgang(hus, "kommunernas"), hus.berg)
    lank = f.lank(d)
    url = f"/berattelse/lank/{lank.split('/')[2]}/uppdrag/{hus.uppdrag.pk}/"
    assert url in client.get(f"{lank}sida/1/").content.decode()
    assert "är inte färdigt ännu" in client.get(url).content.decode()
    Avsnitt.objects.filter(pk=avsnitt.pk).update(status="godkand")
    assert "Redovisat" in client.get(url).content.decode()
    utan = factories.uppdrag(hus.avtal, "Utan Berg")
    assert client.get(f"/berattelse/lank/{lank.split('/')[2]}/uppdrag/{utan.pk}/").status_code == 404


def test_side_by_side_with_what_nobody_was_asked(omgang, hus):
    rader = vardetabell.read(omgang).rader
    assert [(r.uppdrag.namn, [c.text for c in r.celler], r.oense) for r in rader] == [
        ("Lärcentrum", ["Helt", "Inte alls"], 3), ("FoU", ["Kan inte bedöma", "deltar inte"], 0)
    ]  # fmt: skip


def test_the_heat_map_says_in_signs_what_its_colours_say(omgang):
    karta = str(vardetabell.read(omgang).karta())
    assert karta.count("<title>") == 1
    for sign in (">4<", ">1<", ">–<", ">?<", ">Helt<", "Krokom"):
        assert sign in karta


def test_a_round_still_open_shows_what_is_not_handed_in(hus):
    o = f.omgang(hus, "kommunernas")
    f.deltagare(o, hus.berg)
    assert [c.text for r in vardetabell.read(o).rader for c in r.celler] == ["inte lämnad"]


def sida(omgang, vag="andra/"):
    return f"/enkat/omgangar/{omgang.pk}/vardering/{vag}"


def falt(omgang, hus, uppdrag=None, text="Till stor del", skal="", **egna):
    """The fields of one uppdrag as the page posts them; `egna` are those of a dissent, by their own names."""
    prefix = f"u{(uppdrag or hus.uppdrag).pk}"
    valt = omgang.formular.vardefraga.alternativ.get(text=text).pk if text else ""
    return {f"{prefix}-alternativ": valt, f"{prefix}-skal": skal} | {f"{prefix}-{namn}": v for namn, v in egna.items()}


def blad(omgang, hus, motivering="Enligt kommunernas svar", **lar):
    """A whole page: Lärcentrum as told, FoU as nobody can judge it."""
    return falt(omgang, hus, **({"skal": "De flesta är nöjda"} | lar)) | falt(omgang, hus, hus.fou, "Kan inte bedöma", "Ingen kan bedöma") | {
        "motivering": motivering
    }  # fmt: skip


def nytt(**andrat):
    return {"nytt-datum": "2023-02-20", "nytt-paragraf": "§ 12", "nytt-text": "Att enas om värdena."} | andrat


def enas(client, omgang, hus, **andrat):
    return skicka(client, sida(omgang, "enas/"), blad(omgang, hus) | {"beslut": hus.beslut.pk} | andrat)


def fel(response):
    form = response.context["form"]
    rader = {f"{rad.prefix}-{namn}": texter for rad in form.rader for namn, texter in rad.errors.items()}
    egna = {f"nytt-{namn}": texter for namn, texter in form.nytt.errors.items()} if form.nytt else {}
    return {namn: " ".join(texter).replace("\xa0", " ") for namn, texter in (rader | egna | form.errors).items()}


def test_the_median_is_proposed_and_where_there_is_none_nothing_is(as_user, omgang, hus):
    """Lärcentrum is told Helt and Inte alls, FoU only that it cannot be judged."""
    larcentrum, fou = as_user(hus.kommunchef).get(sida(omgang)).context["form"].rader
    assert (larcentrum.rad.forvalt, fou.rad.forvalt) == (None, None)
    assert larcentrum.rad.varfor_inget.startswith("De två mittersta svaren ligger mer än ett steg isär")
    assert fou.rad.varfor_inget.startswith("Ingen kommun har gett ett värde på skalan")
    svara_om(hus.k, {hus.uppdrag: "Till stor del"})
    larcentrum = as_user(hus.kommunchef).get(sida(omgang)).context["form"].rader[0]
    assert (larcentrum.rad.forvalt, larcentrum.rad.varfor_inget[:49]) == (None, "Medianen ligger mellan Helt och Till stor del. Vä")
    svara_om(hus.k, {hus.uppdrag: "Helt"})
    page = as_user(hus.kommunchef).get(sida(omgang)).content.decode()
    valda = html.fromstring(page).xpath("//input[@type='radio'][@checked]/following-sibling::label")
    assert [etikett.text.strip() for etikett in valda] == ["Helt"]
    assert "Median: Helt." in page


def test_what_has_no_median_and_what_is_saved_without_a_value_is_said(as_user, omgang, hus):
    client = as_user(hus.kommunchef)
    assert "Inget värde är förvalt, för det finns ingen median att välja." in client.get(sida(omgang)).content.decode()
    svara_om(hus.k, {hus.uppdrag: "Helt"})
    page = client.get(sida(omgang)).content.decode()
    assert "Medianen av kommunernas bedömningar är förvald, utom där det inte finns någon median att välja: FoU." in page
    data = falt(omgang, hus, text="Helt") | falt(omgang, hus, hus.fou, text="") | {"motivering": "Enligt svaren"}
    sparad = client.get(skicka(client, sida(omgang), data).url).content.decode()
    assert "Förslaget är sparat. Inget värde är valt för FoU." in sparad
    assert "Inget värde ännu (förslag)" not in sparad
    assert "Helt (förslag)" in sparad


def svara_om(deltagare, varden):
    Omgang.objects.update(status="oppen")
    fraga = deltagare.omgang.formular.vardefraga
    inlamning = Inlamning.objects.create(deltagare=deltagare, nummer=deltagare.inlamningar.count() + 1, av="Kommunchefen")
    for uppdrag, text in varden.items():
        Inlamnat.objects.create(inlamning=inlamning, fraga=fraga, uppdrag=uppdrag, alternativ=fraga.alternativ.get(text=text))
    Omgang.objects.update(status="stangd")


@pytest.mark.parametrize(("svar", "val", "fel_"), [
    ("Helt", "Helt", ""), ("Helt", "Till stor del", "avviker från medianen, Helt."),
    ("Till stor del", "Helt", ""), ("Till stor del", "Till stor del", ""),
    ("Till stor del", "Till liten del", "avviker från medianen, mellan Helt och Till stor del."),
    ("Inte alls", "Helt", "det finns ingen median att följa."),
])  # fmt: skip
def test_a_value_that_departs_from_the_median_wants_its_own_reason(as_user, omgang, hus, svar, val, fel_):
    """Berg says Helt; Krokom as told."""
    svara_om(hus.k, {hus.uppdrag: svar})
    client = as_user(hus.kommunchef)
    data = blad(omgang, hus, text=val, skal="")
    response = skicka(client, sida(omgang), data)
    if not fel_:
        assert response.status_code == 302
        return
    assert fel(response) == {f"u{hus.uppdrag.pk}-skal": f"Skriv en motivering: {fel_ if fel_[0] == 'd' else f'värdet {fel_}'}"}
    assert not Vardering.objects.exists()
    post = varderingsakter.Varderingspost(hus.uppdrag, omgang.formular.vardefraga.alternativ.get(text=val), "")
    with pytest.raises(ValidationError, match="avviker från medianen utan motivering: Lärcentrum"):
        varderingsakter.foresla(omgang, poster=[post], motivering="", by=hus.kommunchef)
    assert skicka(client, sida(omgang), data | {f"u{hus.uppdrag.pk}-skal": "Vi ser det så"}).status_code == 302


def test_from_proposal_to_agreed_with_dissent_kept(as_user, hus, omgang):
    assert skicka(as_user(hus.kommunchef), sida(omgang), blad(omgang, hus)).status_code == 302
    mening = {f"text-{hus.krokom.pk}": "Inte hos oss", f"varde-{hus.krokom.pk}": omgang.formular.vardefraga.alternativ.last().pk}
    assert skicka(as_user(hus.krokomschef), sida(omgang), blad(omgang, hus, **mening)).status_code == 302
    client = as_user(hus.processledare)
    assert skicka(client, sida(omgang, "enas/"), blad(omgang, hus, **mening) | {"beslut": hus.beslut.pk}).status_code == 302
    assert {(v.status, v.beslut) for v in Vardering.objects.all()} == {("enad", hus.beslut)}
    page = " ".join(as_user(hus.lasare).get(sida(omgang, "")).content.decode().split())
    for text in ("Till stor del", "De flesta är nöjda", "För alla uppdrag.</strong> Enligt kommunernas svar", "Avvikande mening, Krokoms kommun",
                 "§ 3, 2023-02-15"):  # fmt: skip
        assert text in page
    kommuner = varderingen(hus.year).kommuner
    assert (kommuner.motivering, kommuner.ett_beslut.paragraf) == ("Enligt kommunernas svar", "3")
    assert [a.text for u in kommuner.uppdrag for a in u.avvikelser] == ["Inte hos oss"]


def test_what_is_agreed_is_not_written_in(as_user, hus, omgang):
    enas(as_user(hus.processledare), omgang, hus)
    assert skicka(as_user(hus.kommunchef), sida(omgang), blad(omgang, hus)).status_code == 403
    assert enas(as_user(hus.processledare), omgang, hus).status_code == 403
    with pytest.raises(ValidationError, match="beslutad"):
        varderingsakter.foresla(omgang, poster=[], motivering="", by=hus.kommunchef)


def test_the_decision_is_registered_on_the_spot(as_user, hus, omgang):
    radet = factories.arena(hus.avtal, "Primärkommunala samverkansrådet")
    assert enas(as_user(hus.processledare), omgang, hus, beslut="", **nytt()).status_code == 302
    beslut = Beslut.objects.exclude(pk=hus.beslut.pk).get()
    assert (beslut.organ, beslut.arena, beslut.datum, beslut.paragraf) == (radet.namn, radet, date(2023, 2, 20), "12")
    assert {v.beslut for v in Vardering.objects.all()} == {beslut}
    assert beslut.history.get().history_user == hus.processledare


@pytest.mark.parametrize(("andrat", "vid"), [
    ({"nytt-datum": "2023-01-30"}, {"nytt-datum": "Dagen ligger utanför tiden: från och med den 31 januari 2023, när frågerundan slutade, till och med den 1 februari 2024."}),
    ({"nytt-datum": "2024-02-02"}, {"nytt-datum": "Dagen ligger utanför tiden: från och med den 31 januari 2023, när frågerundan slutade, till och med den 1 februari 2024."}),
    ({"nytt-datum": "2199-01-01"}, {"nytt-datum": "Beslutet kan inte ligga framåt i tiden."}),
    ({"nytt-paragraf": ""}, {"nytt-paragraf": "Detta fält måste fyllas i."}),
    ({"nytt-text": ""}, {"nytt-text": "Detta fält måste fyllas i."}),
])  # fmt: skip
def test_a_new_decision_that_will_not_do_saves_nothing_and_loses_nothing(as_user, hus, omgang, andrat, vid):
    response = enas(as_user(hus.processledare), omgang, hus, beslut="", **nytt(**andrat))
    assert fel(response) == vid
    page = response.content.decode()
    for text in ("De flesta är nöjda", "Enligt kommunernas svar", *(text for text in nytt(**andrat).values() if text)):
        assert text in page
    assert (Vardering.objects.count(), Beslut.objects.count()) == (0, 1)


def test_a_new_decision_in_a_locked_year_is_refused_at_its_day(as_user, hus, omgang):
    factories.verksamhetsar(hus.avtal, 2023, status="last")
    response = enas(as_user(hus.processledare), omgang, hus, beslut="", **nytt())
    assert "låst" in fel(response)["nytt-datum"]
    assert (Vardering.objects.count(), Beslut.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    "andrat",
    [
        {"organ": "Regionens samverkansråd"},
        {"datum": date(2023, 1, 30)},
        {"datum": date(2018, 6, 1)},
        {"datum": date(2024, 2, 2)},
        {"datum": None, "datum_text": "februari 2023"},
    ],
)
def test_only_decisions_of_the_body_that_agrees_after_the_round_are_offered_and_taken(as_user, hus, omgang, andrat):
    Beslut.objects.filter(pk=hus.beslut.pk).update(**andrat)
    client = as_user(hus.processledare)
    form = client.get(sida(omgang)).context["form"]
    assert list(form.fields["beslut"].queryset) == []
    assert list(fel(enas(client, omgang, hus))) == ["beslut"]
    poster = [varderingsakter.Varderingspost(u, omgang.formular.vardefraga.alternativ.first(), "Så") for u in (hus.uppdrag, hus.fou)]
    beslut = Beslut.objects.get(pk=hus.beslut.pk)
    with pytest.raises(ValidationError) as refused:
        varderingsakter.enas(omgang, poster=poster, motivering="", beslut=beslut, by=hus.processledare)
    assert list(refused.value.message_dict) == ["beslut"]
    assert not Vardering.objects.exists()


def test_each_decision_is_offered_with_day_paragraph_and_text(as_user, hus, omgang):
    page = " ".join(as_user(hus.processledare).get(sida(omgang)).content.decode().replace("\xa0", " ").split())
    assert "2023-02-15, Primärkommunala samverkansrådet § 3: Att enas." in page
    assert "beslut av Primärkommunala samverkansrådet från och med den 31 januari 2023, när frågerundan slutade," in page


def test_the_time_of_the_decision_ends_when_the_next_years_round_opens_and_begins_when_this_was_closed(hus, omgang):
    year = factories.verksamhetsar(hus.avtal, 2023)
    nasta = f.omgang(hus, formular=omgang.formular, verksamhetsar=year, namn="Nästa", oppnar=date(2023, 11, 1), sista_dag=date(2023, 12, 1))
    assert Omgang.objects.get(pk=omgang.pk).beslutstid == (date(2023, 1, 31), date(2023, 10, 31))
    Omgang.objects.filter(pk=nasta.pk).update(status="planerad")
    Omgang.objects.filter(pk=omgang.pk).update(stangd_den=date(2023, 1, 20))
    assert Omgang.objects.get(pk=omgang.pk).beslutstid == (date(2023, 1, 20), date(2024, 1, 21))


def test_without_a_body_that_agrees_the_page_says_where_to_name_it(as_user, hus, omgang):
    Avtal.objects.update(vardering_organ="")
    client = as_user(hus.processledare)
    assert f'href="/avtal/{hus.avtal.pk}/andra/"' in client.get(sida(omgang)).content.decode()
    assert "Avtalet säger inte vilket organ som beslutar" in enas(client, omgang, hus, beslut="").content.decode()
    assert not Vardering.objects.exists()


def test_nothing_half_is_agreed(as_user, hus, omgang):
    client = as_user(hus.processledare)
    assert fel(enas(client, omgang, hus, **{f"u{hus.fou.pk}-alternativ": ""})) == {f"u{hus.fou.pk}-alternativ": "Välj ett värde."}
    svara_om(hus.k, {hus.uppdrag: "Helt"})
    utan = {f"u{hus.uppdrag.pk}-skal": "", "motivering": "", **falt(omgang, hus, text="Helt")}
    assert fel(enas(client, omgang, hus, **utan))["motivering"].startswith("Skriv den gemensamma motiveringen.")
    assert not Vardering.objects.exists()
    assert enas(client, omgang, hus, **utan | {"motivering": "Som kommunerna"}).status_code == 302


def test_a_decision_begun_is_not_lost_when_only_the_proposal_is_saved(as_user, hus, omgang):
    client = as_user(hus.processledare)
    for begun in ({"beslut": hus.beslut.pk}, {"nytt-text": "Att enas"}):
        response = skicka(client, sida(omgang), blad(omgang, hus) | begun)
        assert list(fel(response)) == ["beslut"]
        assert "Du har börjat ange ett beslut." in fel(response)["beslut"]
        assert "nytt-text" not in begun or "Att enas</textarea>" in response.content.decode()
    assert list(fel(enas(client, omgang, hus, **nytt()))) == ["beslut"], "one of two decisions would be lost"
    assert not Vardering.objects.exists()
    assert skicka(client, sida(omgang), blad(omgang, hus)).status_code == 302


def test_the_whole_agreement_is_taken_up_again_with_one_reason(as_user, hus, omgang):
    client = as_user(hus.processledare)
    enas(client, omgang, hus)
    assert fel_av(client.post(sida(omgang, "ta-upp/"), {"skal": ""})) == ["skal"]
    assert client.post(sida(omgang, "ta-upp/"), {"skal": "Nya uppgifter"}).status_code == 302
    assert {(v.status, v.beslut, v.alternativ.text) for v in Vardering.objects.all()} == {
        ("forslag", None, "Till stor del"), ("forslag", None, "Kan inte bedöma"),
    }  # fmt: skip
    (spar,) = Handelse.objects.filter(akt="öppnade gemensam värdering igen")
    assert (spar.detaljer["skal"], spar.detaljer["antal"], spar.detaljer["beslut"]) == ("Nya uppgifter", 2, [str(hus.beslut)])
    assert client.post(sida(omgang, "ta-upp/"), {"skal": "En gång till"}).status_code == 403
    with pytest.raises(ValidationError, match="inte beslutad"):
        varderingsakter.ta_upp(omgang, skal="X", by=hus.processledare)
    assert enas(client, omgang, hus).status_code == 302


def fel_av(response):
    return list(response.context["form"].errors)


@pytest.mark.parametrize(("vem", "status"), [("kommunchef", 403), ("samordnare", 403), ("lasare", 403), ("utomstaende", 404)])
def test_only_the_processledare_agrees_and_takes_up(as_user, hus, omgang, vem, status):
    assert enas(as_user(getattr(hus, vem)), omgang, hus).status_code == status
    enas(as_user(hus.processledare), omgang, hus)
    assert as_user(getattr(hus, vem)).post(sida(omgang, "ta-upp/"), {"skal": "X"}).status_code == status
    assert {v.status for v in Vardering.objects.all()} == {"enad"}


def test_a_stale_page_is_refused_and_both_are_shown(as_user, hus, omgang):
    skicka(as_user(hus.kommunchef), sida(omgang), blad(omgang, hus))
    mitt = blad(omgang, hus, text="Inte alls", skal="Inget har hänt", motivering="Annan motivering")
    response = as_user(hus.krokomschef).post(sida(omgang), mitt | {"version": ""})
    page = response.content.decode()
    assert response.status_code == 409
    for text in (
        "Sparat nu: De flesta är nöjda",
        "Sparat nu: Till stor del",
        "Sparat nu: Enligt kommunernas svar",
        "Inget har hänt",
        "Annan motivering",
    ):
        assert text in page
    assert f"{hus.kommunchef} sparade" in page
    assert Vardering.objects.get(uppdrag=hus.uppdrag).skal == "De flesta är nöjda"
    assert skicka(as_user(hus.krokomschef), sida(omgang), mitt).status_code == 302


def test_an_agreement_on_a_page_that_is_no_longer_true_agrees_nothing(as_user, hus, omgang):
    """A kommun dissents while the processledare reads."""
    client = as_user(hus.processledare)
    oppnad = dolda(client, sida(omgang, "enas/"))
    skicka(as_user(hus.krokomschef), sida(omgang), blad(omgang, hus, **{f"text-{hus.krokom.pk}": "Inte hos oss"}))
    client = as_user(hus.processledare)
    response = client.post(sida(omgang, "enas/"), oppnad | blad(omgang, hus) | {"beslut": "", **nytt()})
    assert response.status_code == 409
    assert "Sparat nu: Inte hos oss" in response.content.decode()
    assert "Att enas om värdena." in response.content.decode()
    assert {v.status for v in Vardering.objects.all()} == {"forslag"}
    assert (Avvikelse.objects.count(), Beslut.objects.count()) == (1, 1)


def test_a_kommunchef_dissents_for_her_own_kommun_only_and_may_join_after_all(as_user, hus, omgang):
    annans = {f"text-{hus.berg.pk}": "Berg vill inte"}
    egen = {f"text-{hus.krokom.pk}": "Inte hos oss"}
    client = as_user(hus.krokomschef)
    assert skicka(client, sida(omgang), blad(omgang, hus, **annans | egen)).status_code == 302
    assert [(a.organisation, a.text) for a in Avvikelse.objects.all()] == [(hus.krokom, "Inte hos oss")]
    assert "Inte hos oss" in as_user(hus.kommunchef).get(sida(omgang)).content.decode(), "read by the others"
    assert skicka(as_user(hus.kommunchef), sida(omgang), blad(omgang, hus)).status_code == 302
    assert Avvikelse.objects.count() == 1, "what another may not write she does not take away"
    assert skicka(as_user(hus.krokomschef), sida(omgang), blad(omgang, hus, **{f"text-{hus.krokom.pk}": ""})).status_code == 302
    assert not Avvikelse.objects.exists()
    akter = Handelse.objects.filter(akt__contains="avvikande").order_by("pk").values_list("akt", "detaljer__tecken")
    assert list(akter) == [("skrev avvikande mening", 12), ("tog bort avvikande mening", 0)]


def test_a_dissent_has_its_words(as_user, hus, omgang):
    varde = {f"varde-{hus.berg.pk}": omgang.formular.vardefraga.alternativ.first().pk}
    response = skicka(as_user(hus.kommunchef), sida(omgang), blad(omgang, hus, **varde))
    assert fel(response) == {f"u{hus.uppdrag.pk}-text-{hus.berg.pk}": "Skriv den avvikande meningen, eller ta bort värdet."}


@pytest.mark.parametrize(("roll", "status"), [("samordnare", 403), ("lasare", 403), ("tjansteperson", 403), ("utomstaende", 404)])
def test_who_may_not_prepare_the_joint_value(as_user, hus, omgang, roll, status):
    assert skicka(as_user(getattr(hus, roll)), sida(omgang), blad(omgang, hus)).status_code == status
    assert not Vardering.objects.exists()


def test_nobody_values_before_the_round_is_over(as_user, hus, omgang):
    Omgang.objects.update(status="oppen", sista_dag=date(2999, 1, 1))
    assert skicka(as_user(hus.kommunchef), sida(omgang), blad(omgang, hus)).status_code == 403


def test_an_anonymous_round_has_no_joint_value(as_user, hus, omgang):
    """Its pages show each kommun's judgement by name."""
    Omgang.objects.update(anonym=True, minsta_grupp=2)
    for person in (hus.kommunchef, hus.processledare):
        client = as_user(person)
        assert [client.get(sida(omgang, vag)).status_code for vag in ("", "andra/", "enas/")] == [403] * 3
        assert skicka(client, sida(omgang), blad(omgang, hus)).status_code == 403
    assert not Vardering.objects.exists()


@pytest.mark.parametrize("vag", ["", "andra/"])
def test_more_uppdrag_and_more_dissents_are_read_by_as_many_questions(as_user, hus, omgang, vag):
    client = as_user(hus.processledare)

    def fragor():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(sida(omgang, vag)).status_code == 200
        return len(queries)

    skicka(client, sida(omgang), blad(omgang, hus, **{f"text-{hus.berg.pk}": "Nej"}))
    forst = fragor()
    for n in range(3):
        uppdrag = factories.uppdrag(hus.avtal, f"Uppdrag {n}")
        Medverkan.objects.create(uppdrag=uppdrag, organisation=hus.berg)
        vardering = Vardering.objects.create(omgang=omgang, uppdrag=uppdrag)
        Avvikelse.objects.create(vardering=vardering, organisation=hus.berg, text="Nej")
    assert fragor() == forst <= 16
