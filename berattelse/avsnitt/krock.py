"""When two have written in the same section: which parts really meet, and what becomes of the others. Pure."""

from dataclasses import dataclass, field

from samverkan.skrivet.stycken import Jamkat, jamka


@dataclass
class Krock:
    """`hamtas`: parts only the other changed, taken over as they are. `moten`: parts both changed, brought together by paragraph."""

    hamtas: dict[str, str] = field(default_factory=dict)
    moten: dict[str, Jamkat] = field(default_factory=dict)


def jamka_delar(mina, sparade, ursprung):
    """Texts by part: what I wrote, what is saved now, and what I started from (None when that is no longer known)."""
    krock = Krock()
    for part, min_text in mina.items():
        deras, bas = sparade[part], ursprung[part] if ursprung else None
        if deras in {min_text, bas}:
            continue
        if min_text == bas:
            krock.hamtas[part] = deras
        else:
            krock.moten[part] = jamka(min_text, deras, bas or "")
    return krock
