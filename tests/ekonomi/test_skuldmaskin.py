"""The ledger driven at random: every balance always makes the total, and nothing that is written is ever written anew."""

import os
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from ekonomi import actions, forms
from ekonomi.models import Arsresultat, Ersattning, Folkmangd, Skuldandel, Skuldpost, Skuldursprung
from ekonomi.skuld.bok import saldon, summera, utdrag
from ekonomi.skuld.kontroll import brister, saldo
from ekonomi.skuld.lage import lagen
from ekonomi.skuld.per_kommun import skuldtabell
from ekonomi.skuld.utdrag import utdrag_for
from tests import factories
from tests.langd import LANGT, antal

KRONOR = st.integers(1, 10**9)
OMSKRIVNINGAR = {
    "save": lambda p: setattr(p, "belopp", p.belopp + 1) or p.save(),
    "delete": lambda p: p.delete(),
    "update": lambda p: Skuldpost.objects.filter(pk=p.pk).update(text="Ändrad"),
    "queryset delete": lambda p: Skuldpost.objects.filter(pk=p.pk).delete(),
    "bulk_update": lambda p: setattr(p, "belopp", 7) or Skuldpost.objects.bulk_update([p], ["belopp"]),
    "sql update": lambda p: _sql("UPDATE ekonomi_skuldpost SET belopp = belopp + 1 WHERE id = %s", p.pk),
    "an origin": lambda p: Skuldursprung.objects.filter(pk=p.ursprung_id).update(anmarkning="Ändrad"),
    "sql delete": lambda p: _sql("DELETE FROM ekonomi_skuldpost WHERE id = %s", p.pk),
}


def _sql(text, *args):
    with connection.cursor() as cursor:
        cursor.execute(text, args)


class Ledger(RuleBasedStateMachine):
    """One small agreement, as it was made at the start of each run; every act is one the pages use, refused or done."""

    hus, kommuner = None, ()

    @initialize(folk=st.lists(st.integers(1, 100_000), min_size=3, max_size=3))
    def begin(self, folk):
        self.point = transaction.savepoint()
        self.folk = dict(zip(self.kommuner, folk, strict=True))
        self.years, self.written = {2022: self.hus.year}, {}

    def teardown(self):
        if hasattr(self, "point"):
            transaction.savepoint_rollback(self.point)

    @rule(year=st.integers(2019, 2025), belopp=st.integers(-(10**9), 10**9), known=st.booleans())
    def book_a_result(self, year, belopp, known):
        y = self.years.get(year) or self.years.setdefault(year, factories.verksamhetsar(self.hus.avtal, year))
        if known and not Ersattning.objects.filter(verksamhetsar=y).exists():
            Ersattning.objects.create(verksamhetsar=y, bas=1, index_procent=0, belopp=10_000, fordelningsdatum=date(year - 1, 11, 1))
            for kommun, antal in self.folk.items():
                Folkmangd.objects.create(avtal=self.hus.avtal, organisation=kommun, datum=date(year - 1, 11, 1), antal=antal, kalla="SCB")
        tid, av = timezone.now(), self.hus.controller
        if not Skuldpost.objects.filter(ursprung__verksamhetsar=y, sort="resultat", rattad_av__isnull=True).exists():
            Arsresultat.objects.update_or_create(verksamhetsar=y, defaults={"belopp": belopp, "godkant": tid, "godkant_av": av})
        self.refused_or_done(actions.bokfor_resultat, y, by=self.hus.direktor)

    @rule(forsta=st.integers(2010, 2021), langd=st.integers(0, 3), belopp=st.integers(-(10**9), 10**9))
    def book_an_opening_balance(self, forsta, langd, belopp):
        data = {"beteckning": f"{forsta}+{langd}", "forsta": forsta, "sista": forsta + langd, "belopp": str(belopp), "datum": "2022-01-01"}
        form = forms.IngaendeForm(data, instance=Skuldursprung(avtal=self.hus.avtal))
        if form.is_valid():
            self.refused_or_done(actions.bokfor_ingaende, form, by=self.hus.controller)

    @precondition(lambda self: Skuldpost.objects.exists())
    @rule(data=st.data(), dagar=st.integers(0, 300))
    def decide(self, data, dagar):
        """Most of them possible: an amount within what is left, and what fits a debt or a deficit."""
        ursprung = data.draw(st.sampled_from(list(Skuldursprung.objects.filter(poster__isnull=False).distinct().order_by("pk"))))
        left = ursprung_saldo(ursprung)
        kommun = data.draw(st.sampled_from([None, *self.kommuner]))
        belopp = data.draw(st.one_of(st.none(), st.integers(1, max(1, abs(left) // 3)), KRONOR))
        fits = ["tacks", "overfors"] if left < 0 else ["aterbetalas", "overfors", "anvands"]
        form = forms.Skuldbeslutsform(
            {
                "ursprung": ursprung.pk, "andamal": data.draw(st.sampled_from([*fits * 3, *Skuldpost.Andamal.values])), "text": "Enligt beslut",
                "organisation": kommun.pk if kommun else "", "belopp": str(belopp or ""), "organ": "Regionens samverkansråd", "paragraf": f"§ {dagar}",
                "beslutsdatum": str(date(2025, 12, 31) + timedelta(days=dagar)), "dokument": "Protokoll",
                "lydelse": "Enligt beslut", "skuldbelopp": str(belopp or max(1, abs(left))),
            },
            avtal=self.hus.avtal,
        )  # fmt: skip
        if form.is_valid() and self.refused_or_done(actions.bokfor_beslut, form, by=self.hus.controller):
            # it takes from the debt, and never past zero
            assert abs(ursprung_saldo(ursprung)) < abs(left) or (belopp is None and ursprung_saldo(ursprung) * left >= 0)

    @precondition(lambda self: Skuldpost.objects.exists())
    @rule(data=st.data(), dagar=st.integers(0, 300))
    def agree_on_a_key(self, data, dagar):
        """Late: it divides what nobody could, and gives nobody less than nothing. What a year that has passed tells stands."""
        ursprung = data.draw(st.sampled_from(list(Skuldursprung.objects.filter(poster__isnull=False).distinct().order_by("pk"))))
        if not ursprung.can_be_delad_by(self.hus.controller):
            return
        vikter = data.draw(st.lists(st.integers(0, 100_000), min_size=3, max_size=3))
        form = forms.Nyckelform(
            {f"andel_{k.pk}": v for k, v in zip(self.kommuner, vikter, strict=True)}
            | {
                "organ": "Primärkommunala samverkansrådet",
                "paragraf": f"§ {dagar}",
                "beslutsdatum": str(date(2025, 12, 31) + timedelta(days=dagar)),
                "lydelse": "Enligt beslut",
            },
            ursprung=ursprung,
        )
        fore = [saldon(lage) for lage in lagen(self.hus.avtal, till=date(2025, 12, 30))]
        if form.is_valid() and self.refused_or_done(actions.bokfor_nyckel, ursprung, form, by=self.hus.controller):
            lage = next(lage for lage in lagen(self.hus.avtal) if lage.rad == ursprung)
            tecken = 1 if lage.saldo > 0 else -1
            assert all(belopp * tecken >= 0 for belopp in saldon(lage).per_kommun.values())
            assert saldon(lage).ofordelat == 0
        assert [saldon(lage) for lage in lagen(self.hus.avtal, till=date(2025, 12, 30))] == fore

    @precondition(lambda self: Skuldpost.objects.exists())
    @rule(data=st.data())
    def correct(self, data):
        post = data.draw(st.sampled_from(list(Skuldpost.objects.order_by("pk"))))
        done = self.refused_or_done(actions.ratta, post, text="Fel", by=self.hus.controller)
        assert not (done and post.sort == "rattelse")

    @precondition(lambda self: Folkmangd.objects.exists())
    @rule(antal=st.integers(1, 100_000))
    def change_a_population(self, antal):
        """It moves nobody's share of what is booked."""
        before = [saldon(lage) for lage in lagen(self.hus.avtal)]
        Folkmangd.objects.filter(organisation=self.kommuner[0]).update(antal=antal)
        assert [saldon(lage) for lage in lagen(self.hus.avtal)] == before

    @precondition(lambda self: Skuldpost.objects.exists())
    @rule(data=st.data(), how=st.sampled_from(list(OMSKRIVNINGAR)))
    def rewrite(self, data, how):
        post = data.draw(st.sampled_from(list(Skuldpost.objects.order_by("pk"))))
        with pytest.raises(IntegrityError), transaction.atomic():
            OMSKRIVNINGAR[how](post)

    @precondition(lambda self: Skuldandel.objects.exists())
    @rule(text=st.sampled_from(["UPDATE ekonomi_skuldandel SET folkmangd = folkmangd + 1", "DELETE FROM ekonomi_skuldandel"]))
    def rewrite_a_key(self, text):
        with pytest.raises(IntegrityError), transaction.atomic():
            _sql(text)

    def refused_or_done(self, act, *args, **kwargs):
        try:
            with transaction.atomic():
                act(*args, **kwargs)
        except ValidationError:
            event(f"{act.__name__}: refused")
            return False
        event(f"{act.__name__}: done")
        return True

    @invariant()
    def everything_foots(self):
        if not hasattr(self, "point"):
            return
        avtal = self.hus.avtal
        total, alla = saldo(avtal), lagen(avtal)
        assert sum(lage.saldo for lage in alla) == total
        assert summera(alla).summa == total
        tabell = skuldtabell(avtal, alla)
        assert tabell.summa == sum(tabell.kolumnsummor) == sum(r.kant for r in tabell.rader) + tabell.ofordelat_summa == total
        for lage in alla:
            per_kommun = saldon(lage).per_kommun
            for kod, summa in per_kommun.items():
                assert sum(rad.andel for rad in utdrag(lage, kod)) == summa  # each statement makes the balance
        utdragen = [utdrag_for(avtal, kommun, alla) for kommun in self.kommuner]
        assert sum(u.saldo for u in utdragen) + sum(lage.saldo for lage in alla if not lage.nyckel) == total
        for u in utdragen:
            for del_ in u.delar:
                assert sum(rad.post.belopp for rad in del_.rader) + del_.andra == del_.gemensamt
        # A correction may leave less of the debt than a decision is about: that is said, and is no fault of the ledger.
        assert [brist for brist in brister(avtal) if not brist.endswith("mer än hela skulden.")] == []

    @invariant()
    def what_is_written_stands(self):
        if not hasattr(self, "point"):
            return
        now = {row["id"]: row for row in Skuldpost.objects.values()}
        assert {pk: now.get(pk) for pk in self.written} == self.written
        self.written = now


def ursprung_saldo(ursprung):
    return sum(ursprung.poster.values_list("belopp", flat=True))


@pytest.mark.lang
@pytest.mark.no_cover
def test_the_ledger_at_random(hus):
    Ledger.hus, Ledger.kommuner = hus, (hus.berg, hus.krokom, factories.organisation("Åre kommun", kortnamn="Åre"))
    factories.Part.objects.create(avtal=hus.avtal, organisation=Ledger.kommuner[2])
    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=int(os.environ.get("LEDGER_RUNS", antal(4, 100))),
            derandomize=not LANGT,
            database=None,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
