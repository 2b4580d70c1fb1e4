"""When two have written in the same section: which parts really meet, and what becomes of the others. Pure."""

from dataclasses import dataclass, field


@dataclass
class Krock:
    """`hamtas`: parts only the other changed, to be taken over as they are. `moten`: parts both changed, with the other's text."""

    hamtas: dict[str, str] = field(default_factory=dict)
    moten: dict[str, str] = field(default_factory=dict)


def jamka(mina, sparade, ursprung):
    """Texts by part: what I wrote, what is saved now, and what I started from (None when that is no longer known)."""
    krock = Krock()
    for part, min_text in mina.items():
        deras, bas = sparade[part], ursprung[part] if ursprung else None
        if deras in {min_text, bas}:
            continue
        (krock.hamtas if min_text == bas else krock.moten)[part] = deras
    return krock
