"""The archive package of an edition."""


def arkivpaket(utgava) -> bytes:
    raise NotImplementedError
