import pytest
from django.db import IntegrityError, connection

from quitus.kernel.constraints import refused_by
from quitus.kernel.refusals import Refusal

TABLE = """CREATE TEMPORARY TABLE thing (
    one integer CONSTRAINT one_is_there_once UNIQUE CONSTRAINT one_is_small CHECK (one < 9))"""


@pytest.fixture
def run(db):
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute("INSERT INTO thing VALUES (1)")
        yield cursor.execute


def test_breaking_the_constraint_named_is_the_refusal_and_the_transaction_lives_on(run):
    with pytest.raises(Refusal), refused_by("one_is_there_once", Refusal()):
        run("INSERT INTO thing VALUES (1)")
    run("INSERT INTO thing VALUES (2)")


def test_breaking_another_constraint_stays_a_bug(run):
    with pytest.raises(IntegrityError), refused_by("one_is_there_once", Refusal()):
        run("INSERT INTO thing VALUES (9)")
