"""What a broken rule of PDF/UA or PDF/A is about, in words: the validator names its rules by English ids."""

import re

# By what follows on the standard's own name in the id; the first that fits, so what is narrower stands first.
REGLER = {
    "ACROFORM-NEED-APPEARANCES": "Formuläret ber läsprogrammet rita fälten själv",
    "ACTION": "Filen har en åtgärd som standarden inte tillåter",
    "ANNOTATION-ANNOT-TAG": "En kommentar är inte taggad för skärmläsare",
    "ANNOTATION": "En kommentar saknar uppgifter som standarden kräver",
    "CONTENT-TAGGING": "Text på en sida är inte taggad för skärmläsare",
    "EMBEDDED-FILE": "En bilaga saknar uppgift om vilken sorts fil den är",
    "FONT": "Ett typsnitt är inte inbäddat på rätt sätt, ofta det i underskriftens bild",
    "INDIRECT-OBJECT": "Filen är inte skriven som standarden kräver",
    "METADATA": "Filens egen beskrivning (metadata) är inte skriven som standarden kräver",
    "SIGNATURE-BYTERANGE": "Underskriften omfattar inte hela filen",
    "STREAM": "Filen är inte skriven som standarden kräver",
    "XMP": "Filens egen beskrivning (metadata) har uppgifter som inte är förklarade i den",
}
_NAMN = re.compile(r"PDF(?:UA|A)\w*?-(?P<vad>.+)")


def regel_i_ord(regel):
    """The sentence of one rule, without its stop; "" for a rule that has none here."""
    namn = _NAMN.match(regel)
    return next((mening for borjan, mening in REGLER.items() if namn and namn["vad"].startswith(borjan)), "")


def brister_i_ord(regler):
    """["sentence (id, id)."]: each sentence once with the rules it stands for, and last the rules that have none."""
    per_mening = {}
    for regel in sorted(regler, key=lambda regel: not regel_i_ord(regel)):
        per_mening.setdefault(regel_i_ord(regel) or "En regel i standarden är bruten", []).append(regel)
    return [f"{mening} ({', '.join(ids)})." for mening, ids in per_mening.items()]
