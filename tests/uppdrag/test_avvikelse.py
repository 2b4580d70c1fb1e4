"""The samordnare's own words against the register: what agrees is passed, what does not is told."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.uppdrag.test_prosa import DEC, FEM_TRAFFAR, GRUPPER, JAN, WITHOUT_JULY, arena, installda, monthly, traffar, utan_datum
from uppdrag.egna_ord import avvikelse
from uppdrag.prosa import ORD, Arenaunderlag, Traff, mening

BARNARENAN = arena("Barnarenan", "sammanträde", traffar(4))
ELEVHALSA = arena("Elevhälsochefsnätverket", "träff", traffar(2, langd="heldag") + traffar(5, langd="halvdag")[2:], planerat=6)
RUN = arena("RUN", "sammanträde", traffar(4, grupp=GRUPPER[0]) + traffar(3, grupp=GRUPPER[1]), grupper=GRUPPER)
MAS = arena("MAS", "träff", monthly(WITHOUT_JULY))
FYSISKA = arena("Barnarenan", "sammanträde", traffar(4, form="fysiskt"))
JUNI, JULI = date(2022, 6, 30), date(2022, 7, 1)  # the last day of spring, the first of autumn
SPRIDDA = arena("X", "sammanträde", [Traff(date(2022, m, 5), date(2022, m, 5)) for m in (5, 9, 10)])


@pytest.mark.parametrize(
    ("text", "u"),
    [
        ("Barnarenan har haft 4 sammanträden", BARNARENAN),
        ("Barnarenan är igång och arbetar med sin balanslista", BARNARENAN),
        ("Har träffats vid fyra tillfällen; vid ett möte deltog SKR, och vid två möten åtta kommuner", BARNARENAN),
        ("Ett möte i maj ägnades åt skolan", BARNARENAN),
        ("Sammanträder fyra gånger per år, tolv kommuner och två regioner deltar", BARNARENAN),
        ("Har inte träffats så ofta som man önskat", BARNARENAN),
        ("Fem träffar varav 2 heldagar", ELEVHALSA),
        ("Fem av sex planerade träffar har hållits", ELEVHALSA),
        ("Tre extra träffar tillkom", ELEVHALSA),
        ("Sju planerade möten", BARNARENAN),  # which has no number planned to hold it against
        ("Fyra sammanträden för ledningsgruppen och tre sammanträden för nätverket, sju sammanträden i allt", RUN),
        ("MAS har träffats en gång per månad, utom i juli", MAS),
        ("Utom i Juli har MAS träffats en gång per månad", MAS),
        ("Fyra heldagar", arena("X", "heldag", traffar(4))),
        ("Fyra möten för respektive grupp", arena("X", "möte", [t for g in GRUPPER for t in traffar(4, grupp=g)], grupper=GRUPPER)),
        ("Fyra möten för respektive grupp", arena("X", "träff", traffar(4, grupp=GRUPPER[0]), grupper=GRUPPER)),  # of the other nothing
        ("Har ställt in två möten", arena("X", "möte", utan_datum(4))),  # nor whether any was cancelled
        ("Varav två digitala möten", BARNARENAN),  # their form is not known
        ("Fyra sammanträden, samtliga digitala", BARNARENAN),
        ("Fyra sammanträden, samtliga heldagar", BARNARENAN),
        ("Fyra träffar, varav tre fysiska", arena("X", "träff", traffar(2, form="fysiskt") + traffar(2))),
        ("Ett möte i maj och två möten under hösten", SPRIDDA),
        ("Har haft ett möte under första halvåret och två möten under andra halvåret", SPRIDDA),
        ("Har haft fyra möten under hösten", arena("X", "möte", utan_datum(4))),  # which may have been then
        ("Har haft fyra möten under våren", arena("X", "möte", utan_datum(4, JAN, date(2022, 6, 30)))),
        ("Två möten, i maj respektive juni", arena("X", "träff", traffar(2), grupper=GRUPPER)),
        *((f"Har haft ett möte under {nar} kvartalet", SPRIDDA) for nar in ("andra", "tredje", "fjärde")),
        *((f"Har haft ett möte i {manad}", SPRIDDA) for manad in ("maj", "september", "oktober")),
        ("Har haft ett möte under våren", arena("X", "möte", [Traff(JUNI, JUNI)])),
        ("Fyra möten, varav 0 fysiska", arena("X", "möte", traffar(4, form="digitalt"))),
        ("MAS har träffats en gång per månad", arena("MAS", "träff", [*monthly(range(1, 12)), *utan_datum(1)])),
        # may have been then, or not
        ("Har haft tre möten under hösten", arena("X", "möte", [*traffar(1), *utan_datum(1)])),
        ("Har haft två möten under våren", arena("X", "möte", utan_datum(1, JUNI, date(2022, 7, 31)))),
        ("Har haft två möten under hösten", arena("X", "möte", utan_datum(1, date(2022, 5, 1), JULI))),
    ],
)
def test_an_own_text_that_agrees_or_claims_nothing_passes(text, u):
    assert avvikelse(text, u) is None


@pytest.mark.parametrize(
    ("text", "u", "sagt", "visat"),
    [
        ("Barnarenan har haft 5 sammanträden", BARNARENAN, "”5 sammanträden”", "fyra sammanträden"),
        ("Femton möten har hållits", BARNARENAN, "”Femton möten”", "fyra sammanträden"),
        ("Arenan har haft ett möte", BARNARENAN, "”ett möte”", "fyra sammanträden"),
        ("Har träffats vid tre tillfällen", BARNARENAN, "”tre tillfällen”", "fyra sammanträden"),
        ("Har träffats sex gånger", BARNARENAN, "”sex gånger”", "fyra sammanträden"),
        ("Inga möten har hållits", BARNARENAN, "”Inga möten”", "fyra sammanträden"),
        ("Arenan har inte sammankallats", BARNARENAN, "att inga möten har hållits", "fyra sammanträden"),
        ("Arenan har inte haft något möte", BARNARENAN, "att inga möten har hållits", "fyra sammanträden"),
        ("Ett möte ställdes in", BARNARENAN, "”Ett möte ställdes in”", "inga inställda sammanträden"),
        ("Varav två digitala möten", FYSISKA, "”två digitala möten”", "inga digitala sammanträden"),
        ("Fem sammanträden", FYSISKA, "”Fem sammanträden”", "fyra sammanträden, samtliga fysiska"),
        ("Fem träffar, varav sex heldagar", replace(ELEVHALSA, traffar=FEM_TRAFFAR), "”sex heldagar”",
         "två heldagar och tre där det inte är känt"),
        ("Fyra möten, varav tre fysiska", replace(FYSISKA, traffar=traffar(2, form="fysiskt") + traffar(2, form="digitalt")),
         "”tre fysiska”", "två fysiska sammanträden"),
        ("Fyra möten, varav ett fysiskt", replace(FYSISKA, traffar=traffar(2, form="fysiskt") + traffar(2)),
         "”ett fysiskt”", "två fysiska sammanträden och två där det inte är känt"),
        ("Fyra sammanträden, samtliga digitala", FYSISKA, "”samtliga digitala”", "inga digitala sammanträden"),
        ("Fyra träffar, samtliga digitala heldagar", arena("X", "träff", traffar(4, form="digitalt", langd="halvdag")),
         "”samtliga heldagar”", "inga heldagar"),
        ("Två halvdagar", arena("X", "träff", traffar(1, langd="halvdag") + traffar(2, langd="heldag")), "”Två halvdagar”", "en halvdag"),
        ("Tre möten under våren", SPRIDDA, "”Tre möten under våren”", "ett sammanträde under våren"),
        ("Två möten i mars", SPRIDDA, "”Två möten i mars”", "inga registrerade sammanträden i mars"),
        ("Två möten under första kvartalet", SPRIDDA, "”Två möten under första kvartalet”",
         "inga registrerade sammanträden under första kvartalet"),
        ("TRE MÖTEN UNDER VÅREN", SPRIDDA, "”TRE MÖTEN UNDER VÅREN”", "ett sammanträde under våren"),
        ("Har haft två möten under våren", arena("X", "möte", [Traff(JUNI, JULI)]), "”två möten under våren”", "ett möte under våren"),
        # of those whose day is not known it is known that they were then, or that they were not
        ("Har haft tre möten under våren", arena("X", "möte", utan_datum(4, JAN, JUNI)), "”tre möten under våren”", "fyra möten under våren"),
        ("Har haft ett möte under våren", arena("X", "möte", utan_datum(1, JULI)), "”ett möte under våren”",
         "inga registrerade möten under våren"),
        ("Har haft ett möte under hösten", arena("X", "möte", utan_datum(1, JAN, JUNI)), "”ett möte under hösten”",
         "inga registrerade möten under hösten"),
        ("Fyra möten, varav 3 fysiska", FYSISKA, "”3 fysiska”", "fyra fysiska sammanträden"),
        ("Två protokollförda möten", arena("X", "möte", traffar(4, protokollford=True)), "”Två protokollförda möten”",
         "fyra protokollförda möten"),
        ("X har ställt in två möten", arena("X", "möte", installda(1)), "”ställt in två möten”", "ett inställt möte"),
        ("Har haft tre extramöten", arena("X", "extramöte", traffar(4)), "”tre extramöten”", "fyra extramöten"),
        ("Sju planerade träffar", ELEVHALSA, "”Sju planerade träffar”", "sex planerade träffar"),
        ("Fem träffar, varav fyra heldagar", ELEVHALSA, "”fyra heldagar”", "två heldagar"),
        ("Två träffar", ELEVHALSA, "”Två träffar”", "fem träffar, varav två heldagar"),
        ("Fyra sammanträden för respektive grupp", RUN, "”Fyra sammanträden”",
         "fyra sammanträden för ledningsgruppen och tre för det operativa nätverket"),
        ("MAS träffas 1 gång/månad", MAS, "en gång per månad", "elva träffar, ingen i juli"),
        ("En gång per månad", BARNARENAN, "en gång per månad", "fyra sammanträden"),
        ("Inga möten", arena("X", "träff", traffar(2), grupper=GRUPPER), "”Inga möten”", "två träffar"),
        ("Tre halvdagar", arena("X", "halvdag", traffar(4)), "”Tre halvdagar”", "fyra halvdagar"),
        ("Har haft en träff", arena("X", "träff", ()), "”en träff”", "inga registrerade träffar"),
        ("Har haft två möten", arena("X", "möte", (), protokollfors=True), "”två möten”", "inga registrerade möten"),
        ("Två möten ställdes in", arena("X", "möte", installda(1)), "”Två möten ställdes in”", "ett inställt möte"),
        ("Två möten ställdes in", arena("X", "träff", installda(1)), "”Två möten ställdes in”", "en inställd träff"),
        ("Två planerade möten", arena("X", "möte", (), planerat=1), "”Två planerade möten”", "ett planerat möte"),
        ("Två planerade möten", arena("X", "träff", (), planerat=1), "”Två planerade möten”", "en planerad träff"),
        ("Tre konferenser", arena("X", "konferens", traffar(2)), "”Tre konferenser”", "två konferenser"),
        ("Har haft en konferens", arena("X", "konferens", traffar(2)), "”en konferens”", "två konferenser"),
        ("Två DIGITALA MÖTEN", FYSISKA, "”Två DIGITALA MÖTEN”", "inga digitala sammanträden"),
        ("En gång per månad", arena("X", "träff", monthly(range(1, 10))), "en gång per månad",
         "nio träffar, ingen i oktober, november eller december"),
        ("En gång per månad", arena("X", "träff", monthly(range(1, 9))), "en gång per månad", "åtta träffar"),
    ],
)  # fmt: skip
def test_an_own_text_that_disagrees_is_told_so(text, u, sagt, visat):
    assert avvikelse(text, u) == f"Texten säger {sagt}, men registret visar {visat}."


def test_every_disagreement_is_told_and_told_once():
    assert avvikelse("Har haft tre träffar, varav en heldag. Det var tre träffar", ELEVHALSA) == (
        "Texten säger ”tre träffar”, men registret visar fem träffar, varav två heldagar. "
        "Texten säger ”en heldag”, men registret visar två heldagar."
    )


RADER = st.builds(
    Traff,
    fran=st.dates(JAN, DEC), till=st.just(DEC), hallen=st.booleans(), langd=st.sampled_from(("", "heldag", "halvdag")),
    form=st.sampled_from(("", "fysiskt", "digitalt", "hybrid")), protokollford=st.sampled_from((None, True, False)), utan_datum=st.booleans(), grupp=st.sampled_from(("", "", *GRUPPER)),
    sammankallad_av_region=st.sampled_from((None, None, False, True)),
).map(lambda t: replace(t, installd=not t.hallen))  # fmt: skip
ARENOR = st.builds(
    Arenaunderlag,
    namn=st.just("X"), ord=st.sampled_from(sorted(ORD)), fran=st.just(JAN), till=st.just(DEC),
    traffar=st.lists(RADER, max_size=20).map(tuple), planerat=st.sampled_from((None, 0, 4)), grupper=st.just(GRUPPER),
    inte_traffats=st.booleans(), manadsvis=st.booleans(), undantag=st.sets(st.integers(1, 12)).map(tuple), protokollfors=st.booleans(),
)  # fmt: skip


@given(ARENOR)
def test_the_counted_sentence_never_disagrees_with_the_register(u):
    assert avvikelse(mening(u), u) is None
