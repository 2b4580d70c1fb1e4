"""pyHanko's verdict on one signature: whole, genuine, trusted, and when. Fetches nothing from the net."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from asn1crypto.crl import CertificateList
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer

from samverkan.trad import i_egen_trad

_ANVANDNING = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)

_HINDER = {
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: "kedja",
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: "giltighetstid",
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: "giltighetstid",
    AdESIndeterminate.EXPIRED: "giltighetstid",
}


@dataclass(frozen=True)
class Dom:
    """What was found about one signature. `sparr` is "kand" (known not revoked), "okand" or "sparrad"."""

    hel: bool
    giltig: bool
    betrodd: bool
    sparr: str
    tid: datetime | None
    tidsstamplad: bool
    certifikat: Any
    hinder: str  # why it is not trusted: "", "kedja", "giltighetstid" or "annat"


def doma(signature, rotter, sparrlistor, nu=None):
    """The Dom over a signature (EmbeddedPdfSignature of a person or an organisation)."""
    return i_egen_trad(asyncio.run, _doma(signature, tuple(rotter), tuple(sparrlistor), nu or datetime.now(UTC)))


def ar_akta_tidsstampel(signature, rotter):
    """Whether the time stamp over the whole document is whole and genuine; whether its service is trusted is another question."""
    status = i_egen_trad(asyncio.run, async_validate_pdf_timestamp(signature, _sammanhang(rotter), skip_diff=True))
    return status.intact and status.valid


async def _doma(signature, rotter, sparrlistor, nu):
    plain = await async_validate_pdf_signature(signature, _sammanhang(rotter), key_usage_settings=_ANVANDNING, skip_diff=True)
    stamp = plain.timestamp_validity
    whole, genuine = plain.intact and (stamp is None or stamp.intact), plain.valid and (stamp is None or stamp.valid)
    lenient = strict = None
    if whole and genuine:
        lenient = await _langsiktigt(signature, rotter, sparrlistor, nu, "soft-fail")
        # Lists are looked into only when they are required or the certificate names them.
        strict = await _langsiktigt(signature, rotter, sparrlistor, nu, "require")
    revoked = any(status and status.revoked for status in (plain, lenient, strict))
    trusted = bool(lenient and lenient.trusted and not revoked)
    stamped = bool(lenient and lenient.timestamp_validity and lenient.timestamp_validity.trusted)
    return Dom(
        hel=whole,
        giltig=genuine,
        betrodd=trusted,
        sparr="sparrad" if revoked else "kand" if strict and strict.trusted else "okand",
        tid=lenient.timestamp_validity.timestamp if stamped else signature.self_reported_timestamp,
        tidsstamplad=stamped,
        certifikat=signature.signer_cert,
        hinder="" if trusted else _HINDER.get(lenient and lenient.trust_problem_indic, "annat"),
    )


async def _langsiktigt(signature, rotter, sparrlistor, nu, sparrkrav):
    """The status by the rules for signatures that are to last: an expired certificate may still be trusted, by its time stamps."""
    spec = SignatureValidationSpec(
        cert_validation_policy=_policy(rotter, sparrkrav),
        ts_cert_validation_policy=_policy(rotter, "soft-fail"),
        revinfo_gathering_policy=RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.LOCAL_ONLY),
        local_knowledge=LocalKnowledge(known_crls=[CRLContainer(CertificateList.load(der)) for der in sparrlistor]),
        key_usage_settings=_ANVANDNING,
    )
    timing = ValidationTimingInfo(nu, nu, point_in_time_validation=True)
    return (await ades_lta_validation(signature, PdfSignatureValidationSpec(spec, diff_policy=None), timing)).api_status


def _policy(rotter, sparrkrav):
    revocation = CertRevTrustPolicy(RevocationCheckingPolicy.from_legacy(sparrkrav))
    return CertValidationPolicySpec(SimpleTrustManager.build(trust_roots=list(rotter)), revocation)


def _sammanhang(rotter):
    return ValidationContext(trust_manager=SimpleTrustManager.build(trust_roots=list(rotter)), allow_fetching=False)
