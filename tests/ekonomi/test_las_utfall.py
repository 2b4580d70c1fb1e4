"""The reader at a terminal: what it found, object by object, and every line it could not read."""

import pytest
from django.core.management import CommandError, call_command

from ekonomi.models import Utfallsfil
from tests import factories
from tests.ekonomi.factories import avlast_fil, koppla_alla
from tests.ekonomi.sieprov import PERIODER, fil


@pytest.fixture
def run(tmp_path, capsys):
    """run(data) gives what is printed."""

    def read(data, **options):
        path = tmp_path / "utfall.se"
        path.write_bytes(data)
        call_command("las_utfall", str(path), **{"year": "2022"} | options)
        return capsys.readouterr().out.replace("\u00a0", " ")

    return read


def test_a_dry_run_tells_all_and_saves_nothing(hus, run):
    text = run(fil(PERIODER + "#PSALDO 0 202205 5010 {1 401} fem\n"), torrkor=True)
    for part in ("Region Prov Härjedalen", "Dimension 1: Ansvar, 3 objekt", "401 FoU Jämt", "795 000,00", "2 500 000,00", "inte kopplat"):
        assert part in text
    assert "rad 29 #PSALDO: Beloppet ”fem” går inte att läsa" in text
    assert "(inte räknat)" in text
    assert not Utfallsfil.objects.exists()


def test_what_is_tied_already_is_said(hus, run):
    koppla_alla(avlast_fil(hus.year, hus.controller), hus.uppdrag, hus.controller)
    text = run(fil(PERIODER), torrkor=True)
    assert "Lärcentrum" in text
    assert "räknas inte: Hör inte till avtalet" in text
    assert "Varje rad är läst." in text


def test_read_it_is_kept_to_be_looked_at(hus, run):
    assert "koppla, granska och spara" in run(fil(PERIODER))
    rad = Utfallsfil.objects.get()
    assert (rad.status, rad.av) == ("read", None)


def test_a_file_of_another_year_shows_its_own(hus, run):
    text = run(fil(PERIODER).replace(b"2022", b"2018"), torrkor=True)
    assert "Filen har inga belopp för 2022." in text
    assert "I filens eget räkenskapsår 2018-01-01–2018-12-31, efter ansvar:" in text
    assert "795 000,00" in text


@pytest.mark.parametrize("torrkor", [True, False])
@pytest.mark.parametrize(
    ("data", "mening"), [(b"<html><title>404</title>", "webbsida"), (b"", "tom"), (b"PK\x03\x04x", "öppna som Excel"), (b"brev\n", "inte en SIE")]
)  # fmt: skip
def test_what_is_no_such_file_is_refused_with_a_sentence(hus, run, data, mening, torrkor):
    with pytest.raises(CommandError, match=mening):
        run(data, torrkor=torrkor)


def test_the_year_must_be_one(hus, run):
    with pytest.raises(CommandError, match="inget verksamhetsår 1999"):
        run(fil(PERIODER), year="1999")
    factories.verksamhetsar(hus.annat_avtal)
    with pytest.raises(CommandError, match="Flera avtal"):
        run(fil(PERIODER), torrkor=True)
    assert "401" in run(fil(PERIODER), torrkor=True, avtal=hus.avtal.dnr)


def test_a_locked_year_keeps_no_file(hus, run):
    type(hus.year).objects.update(status="locked")
    with pytest.raises(CommandError, match="låst"):
        run(fil(PERIODER))
