"""What every kind of table has in common: its columns, who may read it in, and how its rows are judged."""

from uppdrag.inlasning.tabell import Tabellrad
from uppdrag.models import Avtal


class Tabellslag:
    """One kind. Made for an agreement and whoever reads in, it asks the database as often however many the rows are."""

    do_not_call_in_templates = True  # a page names the kind before there is an agreement
    slug = rubrik = ""
    rum, hem = "uppdrag", "start"  # the namespace of its own pages, and the name of the page one comes from
    ord = ""  # what was read in, as the log and the receipt say it
    hemma = ""  # what that page is called
    kolumner = ()
    alla = ""  # the label of the one tick that fills in a column: every kommun
    alla_kolumn = ""
    tar_kalender = ger_konton = False
    i_ett_year = False  # is it read into an open year of the agreement?
    can = Avtal.can_be_edited_by  # predicate of the agreement

    def __init__(self, avtal, by):
        self.avtal, self.by = avtal, by

    def read(self, rader, nummer):
        """[Tabellrad] of the cells, each judged."""
        ut = [
            Tabellrad(n, dict(zip((k.namn for k in self.kolumner), celler, strict=True)), self.kolumner)
            for n, celler in zip(nummer, rader, strict=True)
        ]
        self.forbered(ut)
        for rad in ut:
            self.rad(rad)
            if rad.fel:
                rad.nytt = []
        return ut

    def hinder(self):
        """Why nothing of this kind can be read in now, as a sentence; "" when nothing is in the way."""
        return ""

    def forbered(self, rader):
        """Fetch what the rows are held against."""

    def rad(self, rad):
        """Judge one row: its faults, and the rows it would make."""
        raise NotImplementedError

    def varden(self):
        """{column: what may be written there}, where that is a list."""
        return {}

    def mer(self):
        """{column: (words, …)} to choose from while the table is mended."""
        return {namn: [str(v) for v in varden] for namn, varden in self.varden().items()}
