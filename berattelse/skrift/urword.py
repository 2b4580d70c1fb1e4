"""A section's Word file read back beside the section as it is now: what would become a draft, and all that is told first. Saves nothing."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe

from berattelse.avsnitt import fran_word, richtext, siffror
from berattelse.avsnitt.fran_word import Ordgrupp
from berattelse.models import Avsnitt
from berattelse.skrift.wordavsnitt import rubriker, worddelar
from samverkan.skrivet.jamfor import sida_vid_sida
from samverkan.skrivet.stycken import jamka
from samverkan.svenska import lista_text
from samverkan.utifran.barn import MB, Granser, OlastError, i_barn
from samverkan.utifran.wordfil import WordError
from samverkan.utifran.wordtext import Wordtext

GRANSER = Granser(cpu=10, tid=30, minne=768 * MB, svar=16 * MB)
MEST_LOSA = 20
HELA = "Filen är hela berättelsen. Ett avsnitt läses in i taget: hämta avsnittet som Word på sidan för avsnittet, och skriv i den filen."
ANNAT = "Filen är gjord av ett annat avsnitt{}. Läs in den på det avsnittets sida."
INGET = "I filen finns ingen text att läsa in."
TOO_MANY = f"Filen har fler än {MEST_LOSA} rubriker som inte hör till avsnittet. Hämta avsnittet som Word och skriv under rubrikerna där."


def read(data) -> Wordtext:
    """What a file says, read in a process of its own. ValidationError with the sentence that tells why it is not."""
    try:
        return i_barn("samverkan.utifran.wordtext.read", data, granser=GRANSER)
    except (WordError, OlastError) as error:
        raise ValidationError(str(error)) from error


@dataclass
class Lastdel:
    """A part as the file has it. `text` is what becomes the draft; `nu` and `fil` are the text now and the same with the file's changes."""

    part: str
    namn: str
    text: str = ""
    fel: str = ""
    nu: str = ""
    fil: str = ""
    ord_: Ordgrupp = field(default_factory=Ordgrupp)
    blir_ord: int = 0  # figures of rows that become mere words

    @property
    def andrad(self):
        return bool(self.nu or self.fil)


def ursprung(avsnitt, version):
    """The section as it was when the file was made from it; as it is now, when that is not known."""
    if version in {None, avsnitt.version}:
        return avsnitt
    return avsnitt.history.filter(version=version).order_by("history_id").last() or avsnitt


def namn_pa_del(avsnitt, part):
    """What the part is called where it is written."""
    return "Text" if avsnitt.delar == ("beskrivning",) else avsnitt._meta.get_field(part).verbose_name


def _kanda(avsnitt, underlag):
    """The program's lines by part, and the headings by which a part is known; what only the program fills is FIL."""
    delar = worddelar(avsnitt, underlag)
    rader = {part: set() for part in avsnitt.delar} | {del_.namn: del_.rader for del_ in delar if del_.skrivs}
    egna = [del_ for del_ in delar if not del_.skrivs]
    namn = {del_.rubrik: fran_word.FIL for del_ in egna} | {namn_pa_del(avsnitt, part): part for part in avsnitt.delar}
    namn |= {rubrik: part for part, rubrik in rubriker(avsnitt).items()}
    return rader | {fran_word.FIL: set().union(*(del_.rader for del_ in egna))}, {rubrik.casefold(): part for rubrik, part in namn.items()}


class Wordjamforelse:
    """ValidationError when the file is not of this section, or says nothing."""

    def __init__(self, avsnitt, underlag, wordtext, user):
        self.avsnitt, self._varden, self.utelamnat = avsnitt, underlag.varden, wordtext.utelamnat
        rader, namn = _kanda(avsnitt, underlag)
        self.last = fran_word.dela_upp(wordtext.stycken, avsnitt.pk, namn, rader)
        self._krav(user)
        self.version = self.last.version
        self.bas = ursprung(avsnitt, self.version)
        self.delar = [self._del(part) for part in avsnitt.delar if part in self.last.delar]
        self.losa = [(n, grupp, richtext.clean(grupp.html)) for n, grupp in enumerate(self.last.losa)]

    def _krav(self, user):
        if self.last.hela:
            raise ValidationError(HELA)
        if self.last.andra and self.last.version is None:
            kanda = Avsnitt.objects.visible_to(user).filter(pk__in=self.last.andra).select_related("uppdrag", "rubrik", "annat_avtal")
            namn = lista_text([str(a) for a in kanda])
            raise ValidationError(ANNAT.format(f" ({namn})" if namn else ""))
        if not self.last.delar and not self.last.losa:
            raise ValidationError(INGET)
        if len(self.last.losa) > MEST_LOSA:
            raise ValidationError(TOO_MANY)

    def _del(self, part):
        grupp, bas, nu = self.last.delar[part], getattr(self.bas, part), getattr(self.avsnitt, part)
        del_ = Lastdel(part, namn_pa_del(self.avsnitt, part), ord_=grupp)
        try:
            del_.text = fran_word.behall(richtext.clean(grupp.html), self._visad(bas), bas)
        except ValidationError as error:
            del_.fel = " ".join(error.messages)
            return del_
        if not siffror.samma_ord(bas, del_.text):
            med = nu if nu == del_.text else jamka(del_.text, nu, bas).text
            del_.nu, del_.fil = map(mark_safe, sida_vid_sida(self._visad(nu), self._visad(med)))
            del_.blir_ord = len(set(siffror.nycklar(bas)) - set(siffror.nycklar(del_.text)))
        return del_

    def _visad(self, text):
        return siffror.ifyllda(text, self._varden)

    @property
    def andrade(self):
        return [del_ for del_ in self.delar if del_.andrad]

    @property
    def oforandrade(self):
        return [del_.namn for del_ in self.delar if not del_.andrad and not del_.fel]

    @property
    def saknas(self):
        """Parts that are written and that the file has not: they stay as they are."""
        return [
            namn_pa_del(self.avsnitt, part) for part in self.avsnitt.delar if part not in self.last.delar and getattr(self.avsnitt, part)
        ]

    @property
    def andrat_sedan(self):
        """Parts that others have written in since the file was made."""
        return [namn_pa_del(self.avsnitt, part) for part in self.avsnitt.delar if getattr(self.bas, part) != getattr(self.avsnitt, part)]

    @property
    def sparade_andringar(self):
        """[(where, change)] of the tracked changes."""
        return [(namn, a) for namn, grupp in self._grupper() for a in grupp.andringar]

    @property
    def kommentarer(self):
        """[(where, comment, the paragraph it stands at)]"""
        return [(namn, *rad) for namn, grupp in self._grupper() for rad in grupp.kommentarer]

    def _grupper(self):
        yield from ((del_.namn, del_.ord_) for del_ in self.delar)
        yield from ((grupp.rubrik or "Före första rubriken", grupp) for grupp in self.last.losa)
        yield "Programmets rader", self.last.programmets
