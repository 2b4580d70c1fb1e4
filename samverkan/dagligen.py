"""What is due today on the ground floor: letters that did not go, and printed files and done work that are old. Safe to run twice."""

from samverkan.actions import forsok_igen
from samverkan.klockan import rensa_korningar
from samverkan.sparet import kedja
from samverkan.svenska import Substantiv
from samverkan.tryckning import rensa_arbeten, rensa_filer
from samverkan.utifran.grans import rensa_forsok

_FIL = Substantiv("utskriven fil", "utskrivna filer", "en")
_BREV = Substantiv("brev", "brev", "ett")
_JOBB = Substantiv("gammalt jobb", "gamla jobb", "ett")


def kor():
    """Do it. Returns what was done, a sentence each."""
    kedja.lanka_alla()
    rensa_forsok()
    rensa_korningar()
    skickade = forsok_igen()
    rensat = [(_FIL, rensa_filer()), (_JOBB, rensa_arbeten())]
    om = [f"Skickade om {_BREV.antal(skickade)}."] if skickade else []
    return om + [f"Rensade {ord_.antal(antal)}." for ord_, antal in rensat if antal]
