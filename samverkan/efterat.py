"""What an act sets going once it is committed: it undoes nothing when it fails, and that is logged."""

from django.db import transaction


def efterat(vad, *args, **kwargs):
    """Django names what failed by its __qualname__, which a partial has not: it would leave the rest undone, and answer with an error."""
    transaction.on_commit(lambda: vad(*args, **kwargs), robust=True)
