"""A zip whose bytes follow from what is put in it: the order given, and the day of the document, never the clock."""

import io
import zipfile

UNIX, READABLE = 3, 0o100644 << 16


def zippa(filer, dag):
    """`filer` is [(path in the zip, bytes)]; `dag` a date or datetime. ValueError when two files have one name."""
    names = [namn for namn, _ in filer]
    if len(set(names)) != len(names):
        raise ValueError(f"Two files have the same name in the archive: {sorted(n for n in set(names) if names.count(n) > 1)}")
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w") as arkiv:
        for namn, data in filer:
            post = zipfile.ZipInfo(namn, (max(dag.year, 1980), dag.month, dag.day, 0, 0, 0))
            post.create_system, post.external_attr = UNIX, READABLE  # the same on every system
            arkiv.writestr(post, data, zipfile.ZIP_DEFLATED, 9)
    return ut.getvalue()
