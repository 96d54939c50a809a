"""What happens when many venues ask at the same moment: real threads, real connections, committed rows."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connections, transaction
from django.db.utils import ProgrammingError

from quitus.domain.organisations import roles
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.redemption.models import Redemption, RedemptionAttempt, RedemptionReversal
from quitus.domain.redemption.operations import Answer
from quitus.domain.redemption.operations.statement import Asked, Judged, run
from quitus.domain.reimbursement.errors import RedemptionOnAClaim
from quitus.domain.reimbursement.models import ClaimLine
from quitus.domain.reimbursement.operations import prepare_claims
from quitus.domain.vouchers.models import Voucher
from quitus.kernel import clock
from quitus.kernel.tenancy import scheme_scope
from quitus.usecases.redeem import undo_redemption
from tests.factories.people import make_person
from tests.factories.reception import SERVICE, TODAY, Reception, make_reception
from tests.factories.schemes import make_scheme

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner", "reader", "redeemer"])


@pytest.fixture
def busy(transactional_db: None) -> Iterator[Reception]:
    """A reception whose rows are committed."""
    with clock.at(TODAY):
        scheme = make_scheme()
        with within_scheme(scheme):
            anne = make_person(scheme, "Anne Lefèvre", roles.MANAGER)
            dado = make_person(scheme, "Dado Delattre", roles.HANDOUT_AGENT)
            reception = make_reception(scheme, anne, dado)
        yield reception


def at_once(count: int, reception: Reception, act: Callable[[int], list[Answer]]) -> list[list[Answer]]:
    """`act` by that many threads that start together, each in its own transaction."""
    start = Barrier(count)

    def one(which: int) -> list[Answer]:
        try:
            start.wait(timeout=20)
            with clock.at(TODAY), within_scheme(reception.scheme):
                return act(which)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_a_voucher_presented_twice_at_once_is_spent_once(busy: Reception) -> None:
    answers = [answer for (answer,) in at_once(16, busy, lambda _: busy.take(1))]
    outcomes = Counter(answer.refusal.code if answer.refusal else "taken" for answer in answers)
    assert outcomes == {"taken": 1, "pass_already_used": 15}
    with within_scheme(busy.scheme):
        assert Redemption.objects.count() == 1
        assert RedemptionAttempt.objects.filter(outcome="pass_already_used").count() == 15


def test_a_request_sent_many_times_at_once_is_one_line_and_one_answer(busy: Reception) -> None:
    request = uuid4()
    answers = at_once(16, busy, lambda _: busy.take(1, 2, request=request))
    assert all(answer == answers[0] for answer in answers)
    assert all(each.is_taken for each in answers[0])
    with within_scheme(busy.scheme):
        assert Redemption.objects.count() == 2
        assert not RedemptionAttempt.objects.exists()


def test_batches_of_the_same_pass_in_any_order_never_deadlock(busy: Reception) -> None:
    def shuffled(which: int) -> list[Answer]:
        ranks = list(range(1, 51))
        random.Random(which).shuffle(ranks)
        return busy.take(*ranks)

    answers = at_once(4, busy, shuffled)
    assert sum(answer.is_taken for batch in answers for answer in batch) == 50
    with within_scheme(busy.scheme):
        assert Counter(Redemption.objects.values_list("number", flat=True)).most_common(1)[0][1] == 1
        assert Redemption.objects.count() == Voucher.objects.filter(mark="redeemed", turn=1).count() == 50


def test_what_is_undone_while_others_ask_again_is_spent_once_a_turn(busy: Reception) -> None:
    with clock.at(TODAY), within_scheme(busy.scheme):
        busy.take(1)

    def act(which: int) -> list[Answer]:
        if which:
            return busy.take(1)
        undo_redemption(by=busy.lina.actor, number=busy.pass_number(1), turn=1)
        return []

    taken = sum(answer.is_taken for batch in at_once(6, busy, act) for answer in batch)
    with within_scheme(busy.scheme):
        assert Redemption.objects.count() == 1 + taken
        assert Voucher.objects.get(pk=busy.pass_number(1)).turn == 1 + taken
        assert taken in (0, 1)


def test_an_undoing_and_a_claim_at_once_never_both_happen(busy: Reception) -> None:
    with clock.at(TODAY), within_scheme(busy.scheme):
        busy.take(*range(1, 11), service_on=TODAY.date().replace(month=4))

    def act(which: int) -> list[Answer]:
        with clock.at(TODAY):
            if which == 0:
                prepare_claims(by=busy.team.finance.actor, month=TODAY.date().replace(month=4))
            else:
                with suppress(RedemptionOnAClaim):
                    undo_redemption(by=busy.lina.actor, number=busy.pass_number(which), turn=1)
        return []

    at_once(5, busy, act)
    with within_scheme(busy.scheme):
        claimed = set(ClaimLine.objects.values_list("number", flat=True))
        undone = set(RedemptionReversal.objects.values_list("number", flat=True))
        assert not claimed & undone
        assert len(claimed | undone) == 10


def test_the_redeemer_runs_the_statement_with_its_grants_and_nothing_else(busy: Reception) -> None:
    asked = [
        Asked(
            number=busy.pass_number(rank),
            request=UUID(int=7),
            venue_id=busy.venue.pk,
            service_code=SERVICE,
            service_on=TODAY.date(),
            entered_on=TODAY.date(),
            user_id=busy.lina.user.pk,
        )
        for rank in (1, 2)
    ]

    def take(scheme_id: int) -> dict[int, Judged]:
        return run(asked, scheme_id=scheme_id, today=TODAY.date(), wrong_since=TODAY, using="redeemer")

    with scheme_scope(busy.scheme.pk, TODAY, using="redeemer"):
        assert {line.outcome for line in take(busy.scheme.pk).values()} == {"taken"}
        with connections["redeemer"].cursor() as cursor:
            for forbidden in (
                "SELECT 1 FROM distribution_beneficiaryidentity",
                "UPDATE vouchers_order SET quantity = 1",
                "UPDATE vouchers_voucher SET order_id = 1",
                "DELETE FROM redemption_redemption",
            ):
                with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(using="redeemer"):
                    cursor.execute(forbidden)
    with scheme_scope(busy.scheme.pk):
        assert Redemption.objects.filter(request=UUID(int=7)).count() == 2
    with scheme_scope(busy.scheme.pk + 1, TODAY, using="redeemer"):
        assert {line.outcome for line in take(busy.scheme.pk + 1).values()} == {"not_at_this_venue"}
