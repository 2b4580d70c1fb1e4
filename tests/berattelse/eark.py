"""eark-validator over one package: python tests/berattelse/eark.py PACKAGE. Prints its report as JSON.

When it is imported it fetches CSIP's word lists from the net; they are in its own wheel too, and are read from there.
"""

import io
import sys
import urllib.request
from importlib.resources import files
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit
from urllib.response import addinfourl


class Wheel(urllib.request.BaseHandler):
    """Answers for the net with the validator's own copy, and for nothing else."""

    def https_open(self, request):
        namn = PurePosixPath(urlsplit(request.full_url).path).name
        data = files("eark_validator").joinpath("ipxml/resources/vocabs", namn).read_bytes()
        return addinfourl(io.BytesIO(data), {}, request.full_url, 200)


if __name__ == "__main__":
    opener = urllib.request.OpenerDirector()
    opener.add_handler(Wheel())
    urllib.request.install_opener(opener)
    from eark_validator.packages import PackageValidator

    print(PackageValidator(Path(sys.argv[1])).validation_report.model_dump_json())  # noqa: T201
