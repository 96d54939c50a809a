"""Two people at once, in real transactions: the second begins before the first has committed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait

from django.db import connection

from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.kernel.refusals import Refusal


def second_of_two(scheme: Scheme, first: Callable[[], object], second: Callable[[], object] | None = None) -> object:
    """What the second gets, who does the same (or `second`) while `first` is not yet committed: the result, or the
    class of the refusal. The database has to be transactional.
    """

    with ThreadPoolExecutor(1) as pool:
        with within_scheme(scheme):
            first()
            waiting = pool.submit(_answer, scheme, second or first)
            wait([waiting], timeout=0.7)  # as long as it takes to come to where the first stands
        return waiting.result(timeout=20)


def both(scheme: Scheme, *acts: Callable[[], object]) -> list[object]:
    """What each gets when all act at the same moment: the result, or the class of the refusal. A deadlock is raised."""
    with ThreadPoolExecutor(len(acts)) as pool:
        waiting = [pool.submit(_answer, scheme, act) for act in acts]
        return [one.result(timeout=20) for one in waiting]


def _answer(scheme: Scheme, act: Callable[[], object]) -> object:
    try:
        with within_scheme(scheme):
            return act()
    except Refusal as refusal:
        return type(refusal)
    finally:
        connection.close()
