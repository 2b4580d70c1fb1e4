"""What an act sets going after its commit: what fails there undoes nothing, and leaves nothing else undone."""

from functools import partial

import pytest
from django.db import transaction

from samverkan.efterat import efterat
from tests.test_house import in_rooms


@pytest.mark.django_db(transaction=True)
def test_one_that_fails_is_logged_and_the_next_is_done(caplog):
    gjort = []
    with transaction.atomic():
        efterat(partial(int, "inget tal"))
        efterat(gjort.append, 1)
    assert gjort == [1]
    assert "invalid literal" in caplog.text


def test_no_act_sets_a_partial_going_by_itself():
    assert [fil.name for fil in in_rooms() if "on_commit(partial" in fil.read_text()] == []
