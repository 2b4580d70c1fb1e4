"""Is a file the export unchanged, who signed it and when, and how far can that be trusted: three answers, kept apart.

Never raises on a file: whatever somebody drops is answered.
"""

import logging
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader

from samverkan.signering.cms import ar_sluten
from samverkan.signering.dom import ar_akta_tidsstampel, doma
from samverkan.signering.revisioner import ForandradError, ar_certifierande, behallare, granska
from samverkan.signering.tillagg import ar_synligt, beskriv
from samverkan.svenska import datum

for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # what it warns of is answered in Swedish to whoever asked

SVENSK_TID = ZoneInfo("Europe/Stockholm")
_SPARR = {"kand": "Det var inte spärrat.", "okand": "Om det har spärrats är inte känt."}
_HINDER = {
    "kedja": "Certifikatet är utfärdat av {}, som inte leder till någon betrodd rot. Vem som har undertecknat är alltså inte styrkt.",
    "giltighetstid": "Certifikatet från {} gäller inte i dag, och att underskriften gjordes medan det gällde är inte styrkt.",
    "annat": "Certifikatet från {} kan inte godtas för en underskrift.",
}
KLOCKFEL = timedelta(minutes=1)  # the signer's clock is not ours
_SKADAD = "Innehållet är utgåvans, men underskriften är skadad eller inte äkta."
_INNEHALL = {  # signed, covered, accounted for
    (True, True, True): "Filen är utgåvan, oförändrad och underskriven.",
    (True, True, False): "Innehållet är utgåvans, men underskriften har delar som inte kan prövas byte för byte.",
    (True, False, False): "Innehållet är utgåvans, men efter underskriften har uppgifter lagts till som ingen underskrift täcker.",
    (False, True, True): _SKADAD,
    (False, True, False): _SKADAD,
    (False, False, False): _SKADAD,
}


@dataclass(frozen=True)
class Undertecknad:
    """The verdict on one signature in the file. Times are ISO 8601 texts, "" when not known."""

    namn: str  # the certificate's name of the signer
    organisation: str
    utfardare: str
    tid: str  # by the time stamp when there is one, else by the signer's own clock
    tidsstamplad: bool  # by a service that chains to the trusted roots
    hel: bool  # what it covers has not changed since
    giltig: bool  # the signature itself is genuine
    betrodd: bool  # the certificate chains to a trusted root, and was valid then
    sparr: str  # "kand" (known not revoked), "okand", "sparrad"
    mening: str  # signed by whom and when
    tillit: str  # how far that can be trusted
    certifierande: bool  # says that it locks the file (DocMDP)
    synlig: bool  # drawn on the page
    tidsfel: str  # why the time cannot be right, "" when it can

    @property
    def slag(self):
        """What kind of signature it is: "certifierande, synlig"."""
        return f"{'certifierande' if self.certifierande else 'vanlig'}, {'synlig' if self.synlig else 'osynlig'}"


@dataclass(frozen=True)
class Provsvar:
    """The answer. JSON-able by som_json()."""

    oforandrad: bool  # the export itself, or the export with nothing but signatures, every byte accounted for
    signerad: bool  # has a genuine signature over what it covers
    kan_tas_emot: bool  # signed, genuine and the content unchanged: fit to be kept as the signed edition. Trust is another question
    besked: str  # unchanged or not, and why
    underskrifter: tuple[Undertecknad, ...]
    tillagg: tuple[str, ...] = ()  # what signing added to the export

    def som_json(self):
        underskrifter = [asdict(underskrift) | {"slag": underskrift.slag} for underskrift in self.underskrifter]
        return asdict(self) | {"underskrifter": underskrifter, "tillagg": list(self.tillagg)}


def prova(fil, export=None, *, rotter=(), sparrlistor=(), kand=False, gjord=None, nu=None):
    """Provsvar for a file's bytes against the export's (None when it is no known edition: then never unchanged).

    `rotter` and `sparrlistor` as tillit reads them. `kand` says that the caller keeps this very file, byte for byte, as
    signed: then parts of an outside service's signature that cannot be accounted for do not matter.
    `gjord` (aware) is when the export was made: nobody signed it before.
    """
    if fil == export:
        return Provsvar(True, False, False, "Filen är utgåvan, oförändrad. Den är inte underskriven.", ())
    signatures = _underskrifter(fil)
    verdicts = [(signature, _dom(signature, rotter, sparrlistor, nu)) for signature in signatures if signature.sig_object_type == "/Sig"]
    signed = bool(verdicts) and all(dom and dom.hel and dom.giltig for _, dom in verdicts) and _stamplar_akta(signatures, rotter)
    try:
        covered = granska(fil, export) if export is not None else _okand()
        accounted = covered and all(ar_sluten(behallare(fil, signature), rotter) for signature in signatures)
        content, notice = True, _INNEHALL[signed, covered or kand, accounted or kand]
    except ForandradError as error:
        content, accounted, notice = False, False, str(error)
    unchanged = content and signed and (accounted or kand)
    said = tuple(_sag(dom, signature, content, _tidsfel(dom.tid, gjord, nu)) for signature, dom in verdicts if dom)
    return Provsvar(unchanged, signed, content and signed, notice, said, beskriv(fil, export) if content else ())


def prova_der(fil, export, *, rotter, **kwargs):
    """As prova, with the roots in DER: certificates that are read are not sent from one process to another."""
    return prova(fil, export, rotter=tuple(map(Certificate.load, rotter)), **kwargs)


def _okand():
    raise ForandradError("Filen är ingen utgåva som finns här.")


def _underskrifter(fil):
    try:
        return PdfFileReader(BytesIO(fil)).embedded_signatures
    except Exception:  # anything at all may be dropped here, and is then a file without signatures
        return []


def _dom(signature, rotter, sparrlistor, nu):
    try:
        return doma(signature, rotter, sparrlistor, nu)
    except Exception:  # a damaged signature can break anywhere, and is then none
        return None


def _stamplar_akta(signatures, rotter):
    try:
        return all(ar_akta_tidsstampel(s, rotter) for s in signatures if s.sig_object_type == "/DocTimeStamp")
    except Exception:  # as above
        return False


def _sag(dom, signature, content, tidsfel):
    subject, issuer = dom.certifikat.subject.native, dom.certifikat.issuer.native
    name, issuer_name = _namn(subject), _namn(issuer)
    return Undertecknad(
        namn=name,
        organisation=forsta(subject.get("organization_name", "")),
        utfardare=issuer_name,
        tid=dom.tid.isoformat() if dom.tid else "",
        tidsstamplad=dom.tidsstamplad,
        hel=dom.hel,
        giltig=dom.giltig,
        betrodd=dom.betrodd,
        sparr=dom.sparr,
        mening=f"Undertecknad av {name}{_nar(dom)}.",
        tillit=_tillit(dom, issuer_name) + ("" if content or not dom.hel else " Den säger ingenting om vad som lagts till efteråt."),
        certifierande=ar_certifierande(signature.sig_object),
        synlig=ar_synligt(signature.sig_field),
        tidsfel=tidsfel,
    )


def _tidsfel(tid, gjord, nu):
    if tid and tid > (nu or datetime.now(UTC)) + KLOCKFEL:
        return "Tidpunkten ligger i framtiden, så den kan inte stämma."
    if tid and gjord and tid < gjord - KLOCKFEL:
        return f"Tidpunkten ligger före den {datum(gjord.astimezone(SVENSK_TID))}, då utgåvan gjordes, så den kan inte stämma."
    return ""


def _namn(names):
    return forsta(names.get("common_name") or names.get("organization_name") or "okänd")


def forsta(value):
    """A name of a certificate, which may hold several of one kind: the first."""
    return value[0] if isinstance(value, list) else value


def _nar(dom):
    if not dom.tid:
        return "; tidpunkten är inte angiven"
    local = dom.tid.astimezone(SVENSK_TID)
    source = "styrkt av en tidsstämpel" if dom.tidsstamplad else "enligt undertecknarens egen klocka"
    return f" den {datum(local)} kl. {local:%H.%M}, {source}"


def _tillit(dom, issuer):
    if not dom.hel:
        return "Det som underskriften täcker har ändrats: den gäller inte längre."
    if not dom.giltig:
        return "Underskriften är inte äkta: den är inte gjord med certifikatets nyckel."
    if dom.sparr == "sparrad":
        return "Certifikatet är spärrat, så underskriften kan inte godtas."
    if dom.betrodd:
        return f"Certifikatet är utfärdat av {issuer} och leder till en betrodd rot. {_SPARR[dom.sparr]}"
    return _HINDER[dom.hinder].format(issuer)
