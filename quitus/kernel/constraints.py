"""What the database alone can refuse: two who write the same thing at the same moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from quitus.kernel.refusals import Refusal


@contextmanager
def refused_by(constraint: str, refusal: Refusal) -> Iterator[None]:
    """A savepoint in which breaking the constraint of this name is `refusal`; any other breach stays a bug.

    For what is looked up before it is written, and that somebody else may write in between.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as broken:
        if _name_of(broken) != constraint:
            raise
        raise refusal from broken


def _name_of(broken: IntegrityError) -> str | None:
    diagnosis = getattr(broken.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None)
