"""What is due today in this room: files signed elsewhere that nobody has answered are thrown away. Safe to run twice."""

from berattelse import actions
from samverkan.svenska import Substantiv

_FIL = Substantiv("inlämnad fil", "inlämnade filer", "en", "den inlämnade filen")


def kor():
    """Do it. Returns what was done, a sentence each."""
    antal = actions.rensa_vantande()
    return [f"Kastade {_FIL.antal(antal)} som ingen hade tagit ställning till."] if antal else []
