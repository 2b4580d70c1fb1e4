"""What the operator has chosen about signing, from environment variables. Light: settings read it, before anything else is there."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Signeringsval:
    """The e-stämpel's file and password, the PKCS#11 module, the time stamper, the trusted roots and the revocation lists."""

    estampel: Path | None = None
    estampel_losen: str = ""
    pkcs11_modul: str = ""
    pkcs11_etikett: str = ""
    pkcs11_pin: str = ""
    tsa: str = ""
    rotter: Path | None = None  # PEM bundle
    sparrlistor: str = ""  # a folder of CRLs, or "hamta": fetch from the addresses that the certificates name

    @property
    def hamtar_sparruppgifter(self):
        return self.sparrlistor == "hamta"

    @property
    def sparrmapp(self):
        return Path(self.sparrlistor) if self.sparrlistor and not self.hamtar_sparruppgifter else None

    @classmethod
    def fran_miljon(cls, env):
        def path(name):
            return Path(value) if (value := env.get(name, "").strip()) else None

        return cls(
            estampel=path("SAMVERKAN_ESTAMPEL"),
            estampel_losen=env.get("SAMVERKAN_ESTAMPEL_LOSEN", ""),
            pkcs11_modul=env.get("SAMVERKAN_PKCS11_MODUL", ""),
            pkcs11_etikett=env.get("SAMVERKAN_PKCS11_ETIKETT", ""),
            pkcs11_pin=env.get("SAMVERKAN_PKCS11_PIN", ""),
            tsa=env.get("SAMVERKAN_TSA", ""),
            rotter=path("SAMVERKAN_SIGNERINGSROTTER"),
            sparrlistor=env.get("SAMVERKAN_SPARRLISTOR", ""),
        )
