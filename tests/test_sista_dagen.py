"""A last day lasts to its end and a first day begins at midnight, in Swedish time: at half past midnight it is still yesterday in UTC."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from berattelse.granskning.arslage import NU, SENT, dagar_kvar, stegen
from berattelse.granskning.arssteg import med_laget
from berattelse.granskning.att_gora import Uppgift
from berattelse.granskning.hinder import hindrar
from berattelse.models import Datanyckel
from enkat import dagligen
from enkat.actions import omgang as akter
from enkat.models import Deltagare, Inbjudan, Omgang
from samverkan.models import Rolltilldelning
from tests.enkat import factories as f
from uppdrag.models import Avtal, Balanspost, Ordforande, Part, Verksamhetsar
from uppdrag.views.rader import om_lankar

DAG = date(2022, 12, 15)
IGAR, OM_EN_VECKA = DAG - timedelta(days=1), DAG + timedelta(days=7)
SISTA_DAGEN = [("2022-12-15 00:30 +0100", True), ("2022-12-15 23:30 +0100", True), ("2022-12-16 00:30 +0100", False)]
FORSTA_DAGEN = [("2022-12-14 23:30 +0100", False), ("2022-12-15 00:30 +0100", True)]

STANGD = Omgang(status=Omgang.Status.STANGD, sista_dag=IGAR)
TILL_OCH_MED = {
    "a round is open": lambda: Omgang(status=Omgang.Status.OPPEN, sista_dag=DAG).is_open,
    "a round is not over": lambda: not Omgang(status=Omgang.Status.OPPEN, sista_dag=DAG).is_over,
    "opened again for one": lambda: Deltagare(omgang=STANGD, oppen_till=DAG).is_open,
    "a key opens": lambda: Datanyckel(till=DAG).galler,
    "what follows from a decision is not late": lambda: not Balanspost(senast=DAG).ar_forsenad,
    "a year is not over": lambda: not hindrar(Verksamhetsar(till=DAG, status=Verksamhetsar.Status.OPPET)),
    "what is to be done is not late": lambda: Uppgift("Skriv", dag=DAG).dagar_i_ord == dagar_kvar(DAG) == "sista dagen i dag",
    "links open until then": lambda: "efter den 15 december" in om_lankar(DAG),
}


@pytest.mark.parametrize(("nu", "kvar"), SISTA_DAGEN)
def test_what_ends_on_a_day_holds_until_its_end(nu, kvar):
    with time_machine.travel(nu, tick=False):
        assert {vad: svar() for vad, svar in TILL_OCH_MED.items()} == dict.fromkeys(TILL_OCH_MED, kvar)


def gar(akt, *args, **kwargs):
    try:
        akt(*args, by=None, **kwargs)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(("nu", "kvar"), SISTA_DAGEN)
def test_a_last_day_can_be_answered_and_chosen_until_its_end(hus, client, django_capture_on_commit_callbacks, nu, kvar):
    rond = f.omgang(hus, oppnar=IGAR, sista_dag=DAG)
    lank = f.lank(f.deltagare(rond, hus.arena))
    stangd = f.omgang(hus, formular=rond.formular, namn="Stängd", status=Omgang.Status.STANGD, oppnar=IGAR, sista_dag=IGAR)
    svarande = f.deltagare(stangd, hus.arena, tillfragad=True)
    with time_machine.travel(nu, tick=False), django_capture_on_commit_callbacks(execute=True):
        assert (client.get(lank).status_code, client.post(f"{lank}sida/1/").status_code) == ((200, 302) if kvar else (403, 403))
        assert gar(akter.oppna_for, svarande, oppen_till=DAG, skal="Sjukdom") is kvar
        assert dagligen.kor() == ([] if kvar else [f"{rond} är stängd."])
        assert gar(akter.forlang, stangd, sista_dag=DAG, skal="Sjukdom") is kvar


@pytest.mark.parametrize(("nu", "kvar"), SISTA_DAGEN)
def test_a_tie_and_a_step_last_until_the_end_of_their_day(hus, client, nu, kvar):
    svarande = f.deltagare(f.omgang(hus, oppnar=IGAR, sista_dag=OM_EN_VECKA), hus.arena)
    Ordforande.objects.create(arena=hus.arena, namn="Ordföranden", epost=svarande.epost, fran=IGAR, till=DAG)
    lank = f.lank(svarande)
    Rolltilldelning.objects.filter(user=hus.lasare).update(till=DAG)
    Part.objects.filter(organisation=hus.krokom).update(till=DAG)
    anonym = f.omgang(hus, formular=svarande.omgang.formular, namn="Anonym", oppnar=IGAR, sista_dag=DAG, anonym=True, minsta_grupp=5)
    hus.year.arssteg.create(sort="granskat", vem="processledare", ordning=1, sista_dag=DAG)
    with time_machine.travel(nu, tick=False):
        assert (client.get(lank).status_code == 200) is kvar
        assert bool(hus.lasare.aktiva_roller) is (hus.krokom.pk in Avtal.objects.get(pk=hus.avtal.pk).part_ids) is kvar
        assert Omgang.objects.lasbara(hus.processledare).filter(pk=anonym.pk).exists() is not kvar, "its answers are read when it is over"
        (steg,) = stegen(med_laget(Verksamhetsar.objects.filter(pk=hus.year.pk)).get())
        assert (steg.lage, steg.dagar_i_ord) == ((NU, "sista dagen i dag") if kvar else (SENT, "1 dag över tiden"))


@pytest.mark.parametrize(("nu", "har_borjat"), FORSTA_DAGEN)
def test_what_begins_on_a_day_begins_at_its_midnight(hus, nu, har_borjat):
    rond = f.omgang(hus, oppnar=DAG, sista_dag=OM_EN_VECKA, status=Omgang.Status.PLANERAD)
    f.deltagare(rond, hus.arena)
    Rolltilldelning.objects.filter(user=hus.lasare).update(fran=DAG)
    with time_machine.travel(nu, tick=False):
        assert dagligen.kor() == ([f"{rond} är öppnad."] if har_borjat else [])
        assert Inbjudan.objects.exists() is bool(hus.lasare.aktiva_roller) is har_borjat
