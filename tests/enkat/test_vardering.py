"""The kommuner's judgement uppdrag by uppdrag, side by side, and what they agree on."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from enkat.actions import svar as svarakter
from enkat.actions import vardering as varderingsakter
from enkat.models import Avvikelse, Omgang, Vardering
from enkat.resultat import vardetabell
from enkat.resultat.kapitel import varderingen
from samverkan.models import Roll
from tests import factories
from tests.enkat import factories as f
from uppdrag.models import Beslut, Medverkan


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
    Omgang.objects.update(status="stangd")
    hus.krokomschef = factories.user("Kommunchef Krokom", roll=Roll.KOMMUNCHEF, organisation=hus.krokom)
    hus.beslut = Beslut.objects.create(
        avtal=hus.avtal, organ="Primärkommunala samverkansrådet", datum=date(2023, 1, 1), paragraf="3", text="X"
    )
    return Omgang.objects.get()


def test_the_reason_and_the_benefit_go_with_the_value(omgang, hus):
    bedomningar = varderingen(hus.year).kommuner.uppdrag[0].bedomningar
    assert [(b.motivering, b.nytta) for b in bedomningar] == [("", "Sprider kunskap"), ("Därför", "")]


def test_a_dissent_is_not_taken_back_from_what_is_agreed(omgang, hus):
    vardering = Vardering.objects.create(
        omgang=omgang,
        uppdrag=hus.uppdrag,
        alternativ=omgang.formular.vardefraga.alternativ.first(),
        skal="Så",
        status="enad",
        beslut=hus.beslut,
    )
    avvikelse = Avvikelse.objects.create(vardering=vardering, organisation=hus.krokom, text="Nej")
    with pytest.raises(ValidationError, match="enad"):
        varderingsakter.ta_bort_avvikelse(avvikelse, by=hus.krokomschef)
    assert Avvikelse.objects.exists()


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
    assert client.post(f"{url}skicka-in/").status_code == 302


def test_an_official_prepares_and_the_kommunchef_hands_in(as_user, hus):
    d = f.deltagare(f.omgang(hus, "kommunernas"), hus.berg)
    url, namn = f"/enkat/svar/{d.pk}/", f.falt(d)[("1", "val", hus.uppdrag.pk)]
    client = as_user(hus.tjansteperson)
    assert client.post(f"{url}spara/", {namn: f.val(d, 1, "Helt"), f"v-{namn}": 0}).status_code == 200
    assert client.post(f"{url}skicka-in/").status_code == 403
    client = as_user(hus.kommunchef)
    assert f"Senast: {hus.tjansteperson.namn}" in client.get(f"{url}sida/1/").content.decode()
    assert client.post(f"{url}skicka-in/").status_code == 302
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
    for sign in (">4<", ">1<", ">–<", "4  Helt", "Krokom"):
        assert sign in karta


def test_a_round_still_open_shows_what_is_not_handed_in(hus):
    o = f.omgang(hus, "kommunernas")
    f.deltagare(o, hus.berg)
    assert [c.text for r in vardetabell.read(o).rader for c in r.celler] == ["ännu inte lämnad"]


def foresla(client, omgang, hus, text="Till stor del", skal="De flesta är nöjda", version=0):
    alternativ = omgang.formular.vardefraga.alternativ.get(text=text).pk
    url = f"/enkat/omgangar/{omgang.pk}/vardering/{hus.uppdrag.pk}/"
    return client.post(url, {"alternativ": alternativ, "skal": skal, "version": version})


def test_from_proposal_to_agreed_with_dissent_kept(as_user, hus, omgang):
    client = as_user(hus.kommunchef)
    assert foresla(client, omgang, hus).status_code == 302
    v = Vardering.objects.get()
    client = as_user(hus.krokomschef)
    client.post(f"/enkat/varderingar/{v.pk}/avvikelser/ny/", {"organisation": hus.krokom.pk, "text": "Inte hos oss"})
    client = as_user(hus.processledare)
    client.post(f"/enkat/omgangar/{omgang.pk}/vardering/enas/", {"beslut": hus.beslut.pk})
    v.refresh_from_db()
    assert (v.status, v.beslut) == ("enad", hus.beslut)
    page = " ".join(as_user(hus.lasare).get(f"/enkat/omgangar/{omgang.pk}/vardering/").content.decode().split())
    assert "Till stor del" in page
    assert "Avvikande mening, Krokoms kommun" in page
    assert "§ 3, 2023-01-01" in page
    assert foresla(as_user(hus.kommunchef), omgang, hus, "Helt", version=1).status_code == 403
    client = as_user(hus.processledare)
    client.post(f"/enkat/varderingar/{v.pk}/ta-upp/", {"skal": "Nya uppgifter"})
    assert Vardering.objects.get().status == "forslag"


def test_a_stale_proposal_is_refused_and_both_are_shown(as_user, hus, omgang):
    foresla(as_user(hus.kommunchef), omgang, hus)
    response = foresla(as_user(hus.krokomschef), omgang, hus, "Inte alls", "Inget har hänt")
    page = response.content.decode()
    assert response.status_code == 409
    assert "De flesta är nöjda" in page
    assert "Inget har hänt" in page
    assert Vardering.objects.get().skal == "De flesta är nöjda"
    assert foresla(as_user(hus.krokomschef), omgang, hus, "Inte alls", "Sammanfört", version=1).status_code == 302


def test_nothing_half_is_agreed(as_user, hus, omgang):
    foresla(as_user(hus.kommunchef), omgang, hus, skal="")
    page = as_user(hus.processledare).post(f"/enkat/omgangar/{omgang.pk}/vardering/enas/", {"beslut": hus.beslut.pk}).content.decode()
    assert "Värde eller motivering saknas: Lärcentrum." in page
    assert Vardering.objects.get().status == "forslag"


def test_a_kommunchef_dissents_for_her_own_kommun_only(as_user, hus, omgang):
    foresla(as_user(hus.kommunchef), omgang, hus)
    v = Vardering.objects.get()
    client = as_user(hus.krokomschef)
    response = client.post(f"/enkat/varderingar/{v.pk}/avvikelser/ny/", {"organisation": hus.berg.pk, "text": "Berg vill inte"})
    assert response.status_code == 200
    assert not Avvikelse.objects.exists()
    avvikelse = Avvikelse.objects.create(vardering=v, organisation=hus.berg, text="Bergs")
    assert client.post(f"/enkat/avvikelser/{avvikelse.pk}/andra/", {"organisation": hus.berg.pk, "text": "Ändrad"}).status_code == 403
    assert client.post(f"/enkat/avvikelser/{avvikelse.pk}/ta-bort/").status_code == 403
    assert as_user(hus.kommunchef).post(f"/enkat/avvikelser/{avvikelse.pk}/ta-bort/").status_code == 302


@pytest.mark.parametrize(("roll", "status"), [("samordnare", 403), ("lasare", 403), ("tjansteperson", 403), ("utomstaende", 404)])
def test_who_may_not_prepare_the_joint_value(as_user, hus, omgang, roll, status):
    assert foresla(as_user(getattr(hus, roll)), omgang, hus).status_code == status
    assert not Vardering.objects.exists()


def test_nobody_values_before_the_round_is_over(as_user, hus, omgang):
    Omgang.objects.update(status="oppen")
    assert foresla(as_user(hus.kommunchef), omgang, hus).status_code == 403


def test_an_anonymous_round_has_no_joint_value(as_user, hus, omgang):
    """Its pages show each kommun's judgement by name."""
    Omgang.objects.update(anonym=True, minsta_grupp=2)
    url = f"/enkat/omgangar/{omgang.pk}/vardering/"
    for person in (hus.kommunchef, hus.processledare):
        client = as_user(person)
        assert [client.get(f"{url}{sida}").status_code for sida in ("", f"{hus.uppdrag.pk}/", "enas/")] == [403] * 3
        assert foresla(client, omgang, hus).status_code == 403
    assert not Vardering.objects.exists()
