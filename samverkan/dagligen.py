"""What is due today on the ground floor: printed files and the memory of done work are taken away in time. Safe to run twice."""

from samverkan.klockan import rensa_korningar
from samverkan.sparet import kedja
from samverkan.svenska import Substantiv
from samverkan.tryckning import rensa_arbeten, rensa_filer
from samverkan.utifran.grans import rensa_forsok

_FIL = Substantiv("utskriven fil", "utskrivna filer", "en")
_JOBB = Substantiv("gammalt jobb", "gamla jobb", "ett")


def kor():
    """Do it. Returns what was done, a sentence each."""
    kedja.lanka_alla()
    rensa_forsok()
    rensa_korningar()
    rensat = [(_FIL, rensa_filer()), (_JOBB, rensa_arbeten())]
    return [f"Rensade {ord_.antal(antal)}." for ord_, antal in rensat if antal]
