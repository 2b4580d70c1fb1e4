"""The sentences of the program, read as a careful official reads them: number, gender, whose it is, who does it, and no stray space."""

import ast
import re
from datetime import date
from types import SimpleNamespace

import lxml.html
import pytest
from django.core import mail
from django.template import Context, Template
from django.urls import reverse

from berattelse import emails
from berattelse.granskning.oversikt import Oversikt
from ekonomi.actions.utfall import sparhinder
from samverkan import svenska
from samverkan.models import Handelse
from tests import factories, rattigheter
from tests.berattelse import factories as skrivna
from tests.test_house import ROOT, in_rooms, tree
from uppdrag.models import Avtalsandring, Satsning
from uppdrag.views import arenor, avtal, uppdrag

TEMPLATES = sorted(p for p in (ROOT / "templates").rglob("*") if p.suffix in {".html", ".txt"})
# Nouns that are one word in the singular and another in the plural.
FLERTAL = {s.plural: s.singular for s in svenska.SUBSTANTIV.values()} | {
    "anmärkningar": "anmärkning", "kommuner": "kommun", "rader": "rad", "punkter": "punkt", "personer": "person", "rubriker": "rubrik",
    "händelser": "händelse", "parter": "part", "filer": "fil", "frågor": "fråga", "utgåvor": "utgåva", "arenor": "arena", "år": "år",
    "dagar": "dag", "aktiviteter": "aktivitet", "frågerundor": "frågerunda", "månader": "månad", "träffar": "träff",
}  # fmt: skip
FLERTAL = {flera: en for flera, en in FLERTAL.items() if flera != en}
LIKA = ("avsnitt", "brev", "objekt", "beslut", "uppdrag", "resultat", "belopp", "svar", "studiebesök")  # the same in both
BOJS = r"(?:är|var|blev|blir)\b|har (?:inga?t?|haft|fått|gjorts|lagts|lästs)\b"  # what follows tells the number
# A number by itself, then a noun in the plural: right for all but one. After "av", "till" and the like it is a whole that has parts.
HELHET = re.compile(r"(?:\bav(?: de)?|\bhögst|\btill|\bFler|/)\s*$", re.IGNORECASE)


def delar(node):
    """[(the text before, the expression, the text after)] of an f-string."""
    v = node.values
    text = [part.value if isinstance(part, ast.Constant) else None for part in v]
    for n, part in enumerate(v):
        if isinstance(part, ast.FormattedValue):
            yield (text[n - 1] or "") if n else "", ast.unparse(part.value), (text[n + 1] or "") if n + 1 < len(v) else ""


def f_strangar():
    """(where, before, expression, after) of everything the program puts into a sentence."""
    for path in in_rooms():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.JoinedStr):
                for fore, uttryck, efter in delar(node):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", fore, uttryck, efter


def i_mallar():
    """The same of the templates."""
    for path in TEMPLATES:
        for m in re.finditer(
            r"([^{}%<>]{0,20})\{\{ (.*?) \}\}(?=([^{}%<>]{0,40}))", re.sub(r"</?(?:span|strong|em|a)\b[^>]*>", "", path.read_text())
        ):
            yield str(path.relative_to(ROOT)), *m.groups()


def alla():
    yield from f_strangar()
    yield from i_mallar()


def oraknade(platser):
    """Those that put a number before what is written in one number only."""
    flera = re.compile(rf"\s(?:[a-zåäö]+a )?(?:{'|'.join(FLERTAL)})\b|\s(?:{'|'.join(LIKA)}) (?:som )?(?:{BOJS})")
    return [f"{var}: {fore}{{{u}}}{efter}" for var, fore, u, efter in platser if flera.match(efter) and not HELHET.search(fore) and _tal(u)]


def _tal(uttryck):
    """Does the expression give a number that varies? Words made by the helpers already agree, and a constant is always as many."""
    return not uttryck.rsplit(".", 1)[-1].isupper() and not re.search(r"numerus|talord|lista|join|vilk|namn|vem\b|\bvad\b|rubrik", uttryck)


def test_no_number_stands_before_a_noun_that_does_not_know_it():
    assert oraknade(alla()) == []


@pytest.mark.parametrize(
    "mening",
    [
        'f"{antal} möten är registrerade."',
        'f"{antal} brev är sända."',
        'f"Det finns {n} godtagna anmärkningar."',
        'f"{len(x)} objekt är inte kopplade"',
    ],
)
def test_such_a_number_would_be_seen(mening):
    node = ast.parse(mening, mode="eval").body
    assert oraknade([("x", *d) for d in delar(node)])


def test_whose_is_said_by_the_helper():
    """Berg and Alingsås: an s after a name is not always one."""
    hjalpen = "samverkan/svenska/ordning.py"
    fel = [f"{var}: {{{u}}}{efter}" for var, _, u, efter in alla() if re.match(r"s\b(?!\w)", efter) and hjalpen not in var]
    assert fel == []
    assert [svenska.genitiv(n) for n in ("Berg", "Alingsås", "Max", "SKR", "Schweiz")] == ["Bergs", "Alingsås", "Max", "SKR:s", "Schweiz"]


def test_a_list_in_a_sentence_ends_with_its_word():
    """ "Berg, Bräcke har mindre kvar" is no sentence; after a colon it is a list."""
    joined = re.compile(r"""^'?,\s?'?\.join\(|^", "\.join\(|\|join:", "$""")
    fel = [
        f"{var}: {fore}{{{u}}}{efter}"
        for var, fore, u, efter in alla()
        if joined.search(u) and re.match(r"\.| \w", efter) and ":" not in fore
    ]
    assert fel == []


def texter():
    """(where, text) of every piece of text in a template, and of every string constant that is a sentence."""
    for path in TEMPLATES:
        text = re.sub(r"(?s)\{#.*?#\}|\{% comment.*?endcomment %\}", "", path.read_text())
        for bit in re.split(r"<[^>]*>|\{%.*?%\}|\n", text):
            yield str(path.relative_to(ROOT)), bit.strip()
    for path in in_rooms():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"[a-zåäö]{2} [a-zåäö]{2}", node.value):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value


UTAN_MENINGAR = {"LASMIG", "OM", "samverkan/databas.py", "berattelse/skrift/word", "ekonomi/utfall/rapport.py"}


def test_no_space_before_a_stop_and_none_twice():
    fel = [
        (var, text)
        for var, text in texter()
        if re.search(r"[\wåäö}] [.,;!?](?:\s|$)|[\wåäö.,}]  +[\wåäö{]", text)
        and "\n" not in text
        and not any(u in var for u in UTAN_MENINGAR)
    ]
    assert fel == []


def test_the_forms_of_each_counted_sentence_agree_with_their_number():
    """What is said of one ends as the singular does, what is said of several as the plural."""
    former = [
        (f"{path.relative_to(ROOT)}:{node.lineno}", *(a.value for a in node.args[1:]))
        for path in in_rooms()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith("numerus")
        and all(isinstance(a, ast.Constant) for a in node.args[1:])
    ] + [
        (str(path.relative_to(ROOT)), *m[1].split("|")) for path in TEMPLATES for m in re.finditer(r'\|numerus:"([^"]*)"', path.read_text())
    ]
    assert len(former) >= 10
    for var, ett, flera in former:
        assert re.match(r"en |ett |En |Ett ", ett), var
        assert not re.match(r"en |ett ", flera), var
        for mening, slut in ((ett, r"[^ae]$"), (flera, r"[ae]$")):
            for m in re.finditer(r"(?:är|var) (?:inte |fortfarande |nu )?+(\w+)", mening):
                assert re.search(slut, m[1]), (var, mening)
        assert not set(re.findall(r"\w+", ett)) & set(FLERTAL), var


@pytest.mark.parametrize(
    ("antal", "brev", "mall"),
    [
        (0, "Inga brev är sända.", "inga möten"),
        (1, "Ett brev är sänt.", "ett möte"),
        (2, "Två brev är sända.", "två möten"),
        (13, "13 brev är sända.", "13 möten"),
    ],
)
def test_none_one_and_several(antal, brev, mall):
    assert emails.antal_sanda(antal) == brev
    assert Template('{{ n|numerus:"ett möte|möten" }}').render(Context({"n": antal})) == mall


def rader_pa(svar):
    return rader_i(svar.content.decode())


def rader_i(text):
    """What the page says, block by block, as one reads it."""
    sida = lxml.html.fromstring(text)
    for bort in sida.xpath("//script|//style|//select|//textarea|//pre"):
        bort.drop_tree()
    for block in sida.iter("p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "caption", "div", "br", "label", "option", "span", "input"):
        if block.tag != "span":
            block.tail = f"\n{block.tail or ''}"
            block.text = f"\n{block.text or ''}"
    return [" ".join(rad.split()) for rad in sida.text_content().split("\n") if rad.strip()]


def brott(rader):
    """The lines that no careful official would sign."""
    ett = re.compile(rf"(?<!av )(?<!\d)\b(?:1|[Ee]n|[Ee]tt) (?:{'|'.join(FLERTAL)})\b")
    return [rad for rad in rader if re.search(r"\w [.,;!?](?:\s|$)|\.\.(?:\s|$)|\b(?:None|True|False)\b", rad) or ett.search(rad)]


@pytest.mark.en_gang
@pytest.mark.lang
@pytest.mark.parametrize(("roll", "minst"), [("Processledare", 90), ("Kommunchef", 40)])
def test_no_page_says_what_a_careful_official_would_not(rattighetsdemo, roll, minst):
    """Every page of the demo year, as the one who leads it, and as a kommun's chief."""
    sidor = {name: sida.text for name, sida in rattigheter.kept_walk(roll, rattighetsdemo).items() if sida.text}
    sidor.pop("samverkan:galleri", None)  # pictures of nothing, with names and figures of every length
    assert [(name, rad) for name, text in sidor.items() for rad in brott(rader_i(text))] == []
    assert len(sidor) > minst


@pytest.mark.parametrize("rad", ["från och med 1 januari 2019 .", "Registrera 1 möten", "En händelser, sida 1", "Sparat av None"])
def test_such_a_line_would_be_seen(rad):
    assert brott([rad])


def test_sections_that_are_missing_are_counted(hus):
    def saknas():
        return [brist.text for brist in Oversikt(hus.year).avsnittsbrister() if "skapa" in brist.text]

    assert saknas() == ["Tre avsnitt är inte skapade."]
    skrivna.inledning(hus, status="godkand")
    assert saknas() == ["Två avsnitt är inte skapade."]
    skrivna.avsnitt(hus, status="godkand")
    assert saknas() == ["Ett avsnitt är inte skapat."]


@pytest.mark.parametrize(
    ("antal", "mening"), [(0, None), (1, "Ett objekt har belopp men är inte kopplat."), (2, "Två objekt har belopp men är inte kopplade.")]
)
def test_objects_that_are_not_tied_are_counted(antal, mening):
    fil = SimpleNamespace(sort="sie")
    hinder = sparhinder(SimpleNamespace(har_year=True, annat_year="", okopplade=[0] * antal, fil=fil, tappade=[], obesvarat=[], year=2022))
    assert hinder == ([mening] if mening else [])


@pytest.mark.parametrize(
    ("antal", "mening"),
    [(1, "Ett tillfälle skulle hamna utanför året. Flytta det till"), (2, "Två tillfällen skulle hamna utanför året. Flytta dem till")],
)
def test_meetings_that_would_fall_outside_the_year(as_user, hus, antal, mening):
    for n in range(antal):
        factories.mote(hus.arena, fran=date(2022, 1, 1 + n), till=date(2022, 1, 1 + n))
    data = {"beteckning": "2022", "fran": "2022-02-01", "till": "2022-12-31"}
    svar = as_user(hus.processledare).post(reverse("uppdrag:year_edit", args=[hus.year.pk]), data)
    assert mening in " ".join(rader_pa(svar))


@pytest.mark.parametrize(
    ("antal", "mening"),
    [
        (1, "Året har ett tillfälle som fortfarande är planerat. Markera det"),
        (2, "Året har två tillfällen som fortfarande är planerade. Markera dem"),
    ],
)
def test_what_is_still_planned_when_the_year_is_locked(as_user, hus, antal, mening):
    for n in range(antal):
        factories.mote(hus.arena, fran=date(2022, 3, 1 + n), till=date(2022, 3, 1 + n), status="planerat")
    assert mening in " ".join(rader_pa(as_user(hus.processledare).get(reverse("uppdrag:year_lock", args=[hus.year.pk]))))


@pytest.mark.parametrize(
    ("antal", "mening"), [(1, "En kommun deltar; vilken är inte känt."), (2, "Två kommuner deltar; vilka är inte känt.")]
)
def test_kommuner_of_a_satsning_that_are_not_named(as_user, hus, antal, mening):
    Satsning.objects.create(uppdrag=hus.uppdrag, namn="Yrkesresan", antal_kommuner=antal)
    assert mening in rader_pa(as_user(hus.processledare).get(hus.uppdrag.get_absolute_url()))


@pytest.mark.parametrize(("antal", "mening"), [(0, "Ingen händelse svarar mot"), (1, "En händelse"), (2, "Två händelser")])
def test_events_are_counted(as_user, hus, antal, mening):
    for n in range(antal):
        Handelse.objects.create(akt="sparade", vem="Samverkan", objekt="x:1", text=f"särskild {n}", avtal_id=hus.avtal.pk)
    svar = as_user(hus.processledare).get(reverse("samverkan:handelse_list"), {"text": "särskild"})
    assert mening in " ".join(rader_pa(svar))


def test_what_was_done_to_a_row_agrees_with_its_noun(as_user, hus):
    """Common gender or neuter, the sentence is whole and the same."""
    klient = as_user(hus.processledare)
    data = {"sort": Avtalsandring.Sort.UPPSAGNING, "datum_text": "hösten 2021"}
    svar = klient.post(reverse("uppdrag:andring_create", args=[hus.avtal.pk]), data, follow=True)
    assert "Avtalsändringen har lagts till." in rader_pa(svar)
    svar = klient.post(reverse("uppdrag:version_create", args=[hus.avtal.pk]), {"beteckning": "2019", "fran": "2019-01-01"}, follow=True)
    assert "Avtalsversionen har lagts till." in rader_pa(svar)
    version = hus.avtal.versioner.get(beteckning="2019")
    svar = klient.post(reverse("uppdrag:omrade_create", args=[version.pk]), {"namn": "Samhällsbyggnad", "ordning": 1}, follow=True)
    assert "Samverkansområdet har lagts till." in rader_pa(svar)


@pytest.mark.parametrize(
    "rad", [*avtal.AVTALSRADER.values(), *uppdrag.UPPDRAGSRADER.values(), *arenor.ARENARADER.values()], ids=lambda rad: rad.ord
)
def test_every_kind_of_row_has_its_noun_in_the_definite(rad):
    assert re.fullmatch(r"[a-zåäö]+(?:en|n|et|an)", rad.bestamd)


def test_to_log_in_by_a_code_says_nothing_of_verifying(client, hus):
    client.post(reverse("account_request_login_code"), {"email": hus.samordnare.email})
    kod = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.outbox[-1].body, re.MULTILINE)[1]
    svar = client.post(reverse("account_confirm_login_code"), {"code": kod}, follow=True)
    assert "Start" in rader_pa(svar)
    assert not re.search("verifierat|epost-adress", " ".join(rader_pa(svar)), re.IGNORECASE)


def test_a_missing_organisation_is_hers_to_add(as_user, hus):
    svar = as_user(hus.processledare).get(reverse("uppdrag:part_create", args=[hus.avtal.pk]))
    assert "Lägg till den under Organisationer först." in " ".join(rader_pa(svar))
    assert as_user(hus.processledare).get(reverse("samverkan:organisation_create")).status_code == 200


def test_the_headings_of_the_year_before_are_offered_when_there_are_any(as_user, hus):
    year = factories.verksamhetsar(hus.avtal, 2018)
    klient = as_user(hus.processledare)
    utan = " ".join(rader_pa(klient.get(reverse("uppdrag:rubrik_list", args=[year.pk]))))
    assert "Året har inga rubriker ännu. Lägg till den första." in utan
    assert "Börja från" not in utan
    efter = factories.verksamhetsar(hus.avtal, 2023)
    assert "Börja från rubrikerna 2022, eller lägg till den första." in " ".join(
        rader_pa(klient.get(reverse("uppdrag:rubrik_list", args=[efter.pk])))
    )


def test_who_may_not_add_is_not_told_to(as_user, hus):
    utan = factories.avtal([hus.region, hus.berg])
    sida = " ".join(rader_pa(as_user(hus.kommunchef).get(utan.get_absolute_url())))
    assert "Ingen version är registrerad." in sida
    assert "Lägg till" not in sida
