"""Which edition is this file, is it unchanged, who signed it, and how far can that be trusted: each answered apart."""

import hashlib
import html
import re
from dataclasses import dataclass

from django.conf import settings

from berattelse.models import Signatur, Utgava, Utgavefil
from samverkan.svenska import lista_text
from samverkan.utifran.barn import MB, Granser, OlastError, i_barn
from samverkan.vilande import Vilande

signaturprov, tillit = Vilande("samverkan.signering.prov"), Vilande("samverkan.signering.tillit")

PDF = Granser(cpu=5, tid=20, minne=512 * MB)  # a signature with all that is put beside it takes a second and 100 MB
_MARKE = re.compile(rb"samverkan-utgava: ([^<\x00-\x1f]{1,120})")


@dataclass(frozen=True)
class Utlatande:
    """The answer. `prov` is what the check of the signatures showed; None for a file that cannot carry any."""

    besked: str
    oforandrad: bool
    utgava: Utgava | None = None
    vad: str = ""  # which of the edition's files it is
    prov: "signaturprov.Provsvar | None" = None
    sha256: str = ""

    @property
    def rubrik(self):
        """The verdict in one word or two."""
        return "Oförändrad" if self.oforandrad else "Ändrad" if self.utgava else "Inte bekräftad"

    @property
    def underskrifter(self):
        """What each signature says, of what: of an edition unchanged all that was found; of another file only that it says nothing."""
        found = self.prov.underskrifter if self.prov else ()
        return [] if not self.oforandrad else found

    @property
    def utan_verkan(self):
        """Of a changed file: whose names it carries, and that they vouch for nothing."""
        names = [] if self.oforandrad or not self.prov else [u.namn for u in self.prov.underskrifter]
        return f"Filen bär namnet på {lista_text(names)}, men underskriften gäller inte den här filen som utgåva." if names else ""

    @property
    def ersatt_av(self):
        return self.utgava.efterfoljare if self.utgava else None


def verifiera(data: bytes) -> Utlatande:
    """Answer for any bytes; never raises on a file. `oforandrad` only for an edition's own file, to the byte, or an unsigned edition's
    with nothing but a signature added."""
    sha256 = hashlib.sha256(data).hexdigest()
    return _egen_fil(data, sha256) or _byggd_pa(data, sha256) or _okand(data, sha256)


def export(utgava):
    """The bytes of the edition's PDF before signing."""
    return bytes(utgava.filer.get(sort=Utgavefil.Sort.PDF, kommun__isnull=True).innehall)


def prova(data, utgava, *, kand=False):
    """What the signatures of a file say, held against the edition's own PDF. `kand`: the program keeps this very file as signed."""
    val = settings.SIGNERING
    rotter, sparrlistor = tillit.read_rotter(val), tillit.read_sparrlistor(val)
    return signaturprov.prova(data, export(utgava), rotter=rotter, sparrlistor=sparrlistor, kand=kand, gjord=utgava.faststalld)


def prova_utifran(data, utgava):
    """As prova, of a file that nobody here has seen: in a child, within limits. OlastError when it takes more."""
    val = settings.SIGNERING
    rotter, sparrlistor = [rot.dump() for rot in tillit.read_rotter(val)], tillit.read_sparrlistor(val)
    vag = "samverkan.signering.prov.prova_der"
    return i_barn(vag, data, export(utgava), rotter=rotter, sparrlistor=sparrlistor, gjord=utgava.faststalld, granser=PDF)


def _egen_fil(data, sha256):
    """A file that the program itself has kept, byte for byte."""
    signatur = Signatur.objects.filter(sha256=sha256).select_related("utgava__verksamhetsar__avtal").first()
    if signatur:
        return _sparad(data, signatur.utgava, sha256)
    fil = Utgavefil.objects.filter(sha256=sha256).select_related("utgava__verksamhetsar__avtal", "kommun").defer("innehall").first()
    if fil is None:
        return None
    vad = f"utgåvan för {fil.kommun}" if fil.kommun else f"berättelsen som {fil.get_sort_display()}, osignerad"
    return Utlatande(f"Filen hör till {fil.utgava} och är oförändrad: {vad}.", True, fil.utgava, vad, None, sha256)


def _sparad(data, u, sha256):
    """The file that is kept as signed, judged anew: that it is kept proves that it is the same file, not that it is the edition."""
    prov, vad = prova(data, u, kand=True), "den signerade berättelsen"
    if prov.oforandrad:
        return Utlatande(f"Filen är {u}, signerad och oförändrad.", True, u, vad, prov, sha256)
    besked = f"Filen är sparad här som {u}, signerad, men den klarar inte kontrollen. {prov.besked}"
    return Utlatande(besked, False, u, vad, prov, sha256)


def _byggd_pa(data, sha256):
    """A file that begins with an edition's PDF: signed elsewhere, or changed."""
    utgava = _borjar_med(data)
    if utgava is None:
        return None
    try:
        prov = prova_utifran(data, utgava)
    except OlastError:
        return Utlatande(f"Filen bygger på {utgava} men är ändrad: det som är tillagt går inte att läsa.", False, utgava, sha256=sha256)
    if utgava.is_signerad:
        besked = f"Filen börjar som {utgava}, men är inte den fil som är signerad i programmet."
        return Utlatande(besked, False, utgava, "", prov, sha256)
    besked = (
        f"Filen är {utgava}, signerad i en annan tjänst och oförändrad."
        if prov.oforandrad
        else f"Filen bygger på {utgava} men är ändrad. {prov.besked}"
    )
    return Utlatande(besked, prov.oforandrad, utgava, "berättelsen, signerad i en annan tjänst", prov, sha256)


def _borjar_med(data):
    if not data.startswith(b"%PDF"):
        return None
    filer = Utgavefil.objects.filter(sort=Utgavefil.Sort.PDF, kommun__isnull=True, storlek__lt=len(data)).order_by("storlek")
    summa, last = hashlib.sha256(), 0
    for storlek, sha256, utgava in filer.values_list("storlek", "sha256", "utgava"):
        summa.update(memoryview(data)[last:storlek])
        last = storlek
        if summa.hexdigest() == sha256:
            return Utgava.objects.select_related("verksamhetsar__avtal").get(pk=utgava)
    return None


def _okand(data, sha256):
    """No edition's file; what it says of itself is told, and not believed."""
    marke = _MARKE.search(data)
    if marke:
        namn = html.unescape(marke[1].decode("utf-8", "replace")).strip()
        return Utlatande(f"Filen säger sig vara {namn}, men är ändrad eller gjord någon annanstans.", False, sha256=sha256)
    return Utlatande("Filen är ingen utgåva som finns här.", False, sha256=sha256)
