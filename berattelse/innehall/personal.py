"""Sentences about who works in an uppdrag and about its initiatives, made from rows. Pure but for the rows it is handed."""

from samverkan import svenska


def _procent(rows):
    return svenska.lista_text([str(procent) for procent in sorted(row.procent for row in rows)]) + "\u00a0%"


def _personer(rows):
    return svenska.numerus(len(rows), "en person", "personer")


def bemanningsmening(rows):
    """'Två personer har varit anställda (50 och 100 %) och tre har anlitats genom tjänsteköp från kommunerna (20, 50 och 80 %).' or ''."""
    anstallda = [row for row in rows if row.sort == row.Sort.ANSTALLD]
    kopta = [row for row in rows if row.sort == row.Sort.KOPT]
    delar = []
    if anstallda:
        form = "anställd" if len(anstallda) == 1 else "anställda"
        delar.append(f"{_personer(anstallda)} har varit {form} ({_procent(anstallda)})")
    if kopta:
        vem = svenska.talord(len(kopta), "en") if anstallda else _personer(kopta)
        delar.append(f"{vem} har anlitats genom tjänsteköp från kommunerna ({_procent(kopta)})")
    if not delar:
        return ""
    text = " och ".join(delar)
    return f"{text[0].upper()}{text[1:]}."


def satsningsmening(satsning):
    """'Sex kommuner deltar i Yrkesresan 2020–2027.': by name when they are named, by number when only that is known."""
    namn = [k.tabellnamn for k in satsning.kommuner.all()]
    if not namn and not satsning.antal_kommuner:
        return ""
    period = f" {satsning.fran.year}–{satsning.till.year}" if satsning.fran and satsning.till else ""
    vilka = svenska.lista_text(namn)
    if not namn:
        antal = svenska.talord(satsning.antal_kommuner, "en")
        vilka = f"{antal[0].upper()}{antal[1:]} kommun{'er' if satsning.antal_kommuner > 1 else ''}"
    return f"{vilka} deltar i {satsning.namn}{period}."
