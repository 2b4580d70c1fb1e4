"""What is due today in this room: reminders of the year's steps, files signed elsewhere that nobody answered, and which approved sections
have changed. Safe to run twice.
"""

from berattelse import actions
from samverkan.brev import skickade
from samverkan.svenska import Substantiv

_AVSNITT = Substantiv("avsnitt", "avsnitt", "ett", "avsnittet")
_FIL = Substantiv("inlämnad fil", "inlämnade filer", "en", "den inlämnade filen")


def kor():
    """Do it. Returns what was done, a sentence each, and which letters the mail server refused."""
    andrade = len(actions.se_efter_godkanda())
    antal = actions.rensa_vantande()
    with skickade() as utfall:
        paminda = actions.paminn_om_stegen()
    nekade = [u for u in utfall if u.fel]
    gjort = [f"Har ändrats sedan godkännandet: {_AVSNITT.antal(andrade)}."] if andrade else []
    gjort += [f"Årets steg: påminnelse till {paminda - len(nekade)}."] if paminda > len(nekade) else []
    gjort += [f"Brevet till {u.till} kunde inte skickas: {u.fel}." for u in nekade]
    return gjort + ([f"Kastade {_FIL.antal(antal)} som ingen hade tagit ställning till."] if antal else [])
