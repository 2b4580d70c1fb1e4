"""Rows known by their names: what a cell says is found among them, or told with the nearest there is."""

import difflib
import re

from samverkan import svenska
from uppdrag.inlasning.tabell import Cellfel

ALLA = {"alla", "alla kommuner", "samtliga", "samtliga kommuner"}


def vik(text):
    return " ".join(str(text).split()).casefold()


class Uppslag:
    """`namn` gives all the names a row goes by; `vad` is what such rows are called ("uppdragen")."""

    def __init__(self, rader, vad, namn=lambda rad: [str(rad)]):
        self.vad, self.rader, self.efter_namn = vad, list(rader), {}
        for rad in self.rader:
            for form in {vik(n) for n in namn(rad) if n}:
                self.efter_namn.setdefault(form, []).append(rad)

    def ord(self, rad):
        return str(rad)

    def finns(self, text):
        return vik(text) in self.efter_namn

    def en(self, text):
        """The row of that name. Cellfel when there is none, or several."""
        funna = self.efter_namn.get(vik(text), [])
        if len(funna) > 1:
            raise Cellfel(f"Flera heter ”{text}”. Skriv hela namnet.")
        if funna:
            return funna[0]
        mening = f"”{text[:60]}” finns inte bland {self.vad}."
        lika = difflib.get_close_matches(vik(text), self.efter_namn, 1, 0.6)
        raise Cellfel(f"{mening} Menas {self.ord(self.efter_namn[lika[0]][0])}?" if lika else mening)

    def flera(self, text):
        """The rows of a list: between semicolons, else commas and och, so that a name may hold either."""
        ut = []
        for bit in filter(None, map(str.strip, text.split(";"))):
            delar = [bit] if self.finns(bit) else [d for d in re.split(r"\s*,\s*|\s+och\s+", bit) if d]
            ut += [self.en(del_) for del_ in delar]
        return list(dict.fromkeys(ut))


def organisationsnamn(organisation):
    """Bergs kommun is also written Berg, Bergs, and by its code."""
    kort = re.sub(r"\s+kommun$", "", organisation.namn)
    return [organisation.namn, organisation.kortnamn, kort, organisation.kod]


class Valuppslag(Uppslag):
    """The choices of a field, by their words or their values; what is found is the value."""

    def __init__(self, choices, **ocksa):
        self.etiketter = {str(varde): str(ord_) for varde, ord_ in choices if varde}
        andra = {varde: namn for namn, varde in ocksa.items()}
        vad = f"värdena {svenska.lista_text(self.etiketter.values())}"
        super().__init__(self.etiketter, vad, lambda varde: [varde, self.etiketter[varde], andra.get(varde)])

    def ord(self, rad):
        return self.etiketter[rad]

    def val(self):
        return list(self.etiketter.values())
