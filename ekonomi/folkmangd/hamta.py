"""Fetches the population from SCB's service by the address the operator has set; with none set nothing is asked of anybody."""

import time
from datetime import date
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from django.conf import settings

from ekonomi.folkmangd.scbtabell import InteFolkmangdError

MAX_BYTES = 5 * 1024 * 1024
SEKUNDER = 20  # for the whole answer, however slowly it comes


def kan_hamtas() -> bool:
    return bool(settings.FOLKMANGD_URL)


def hamta(koder: list[str], dag: date, *, sekunder: float = SEKUNDER) -> tuple[bytes, str]:
    """(the table as SCB answers, the host that answered). InteFolkmangdError in words when it cannot be had.

    In the address {koder} is the kommunkoder with commas between, {year} the year.
    """
    adress = settings.FOLKMANGD_URL.replace("{koder}", ",".join(koder)).replace("{year}", str(dag.year))
    if urlsplit(adress).scheme not in {"http", "https"}:
        raise InteFolkmangdError("Adressen till SCB är inte en webbadress. Den som driver programmet ställer in den.")
    try:
        with urlopen(Request(adress, headers={"Accept": "application/json"}), timeout=sekunder) as svar:  # noqa: S310
            return _svaret(svar, time.monotonic() + sekunder), urlsplit(svar.url).hostname or ""
    except (OSError, HTTPException, ValueError) as error:
        if isinstance(error, InteFolkmangdError):
            raise
        if isinstance(error, HTTPError):
            error.close()  # it is the answer too, with its connection
        raise InteFolkmangdError("SCB:s tjänst svarar inte som väntat. Försök igen, eller läs in en fil.") from error


def _svaret(svar, senast):
    delar, storlek = [], 0
    while del_ := svar.read1(65536):
        delar.append(del_)
        storlek += len(del_)
        if storlek > MAX_BYTES:
            raise InteFolkmangdError("Svaret är större än 5 MB. Adressen ska fråga bara efter kommunerna och året.")
        if time.monotonic() > senast:
            raise TimeoutError
    return b"".join(delar)
