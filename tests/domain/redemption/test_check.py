"""What is said of a pass beforehand is what its taking answers."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from quitus.domain.redemption import rules
from quitus.domain.redemption.errors import NoPassGiven, TooManyAtOnce
from quitus.domain.redemption.models import Redemption, RedemptionAttempt
from quitus.domain.redemption.operations import Looked, look_at_codes
from quitus.domain.venues.models import ServiceOffer
from quitus.domain.vouchers.codes import code_of
from quitus.domain.vouchers.models import Order, Voucher
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole
from tests.factories.reception import QUALIFIED_ON, SERVICE, Reception, make_venue

FOREIGN = "ZZZZZZZZZZZZZZ"


def looked(reception: Reception, *codes: str, **facts: object) -> list[Looked]:
    given: dict[str, object] = {
        "by": reception.lina.actor,
        "venue_id": reception.venue.pk,
        "service_code": SERVICE,
        "codes": codes or [code_of(reception.pass_number(1))],
    }
    return look_at_codes(**(given | facts))  # type: ignore[arg-type]


def marked(reception: Reception, mark: str) -> None:
    Voucher.objects.filter(number=reception.pass_number(1)).update(mark=mark, marked_on=clock.today())


def ordered(reception: Reception, **facts: object) -> None:
    Order.objects.filter(pk=reception.order.pk).update(**facts)


def nothing(reception: Reception) -> dict[str, object]:
    return {}


def used(reception: Reception) -> dict[str, object]:
    reception.take(1)
    return {}


def blocked(reception: Reception) -> dict[str, object]:
    marked(reception, "blocked")
    return {}


def cancelled(reception: Reception) -> dict[str, object]:
    marked(reception, "cancelled")
    return {}


def inactive(reception: Reception) -> dict[str, object]:
    ordered(reception, activated_on=clock.today())
    return {"service_on": clock.today() - timedelta(days=1)}


def expired(reception: Reception) -> dict[str, object]:
    ordered(reception, valid_until=clock.today() - timedelta(days=40), usable_until=clock.today() - timedelta(days=9))
    return {}


def for_another_service(reception: Reception) -> dict[str, object]:
    ordered(reception, service_codes=["internet"])
    return {}


def for_another_territory(reception: Reception) -> dict[str, object]:
    ordered(reception, territory=["59"])
    return {}


def too_old(reception: Reception) -> dict[str, object]:
    return {"service_on": clock.today() - timedelta(days=61)}


def tomorrow(reception: Reception) -> dict[str, object]:
    return {"service_on": clock.today() + timedelta(days=1)}


def elsewhere(reception: Reception) -> dict[str, object]:
    return {"venue_id": make_venue(reception.team, reception.structure, "Le Bus").pk}


def nowhere(reception: Reception) -> dict[str, object]:
    return {"venue_id": 987_654_321}


def before_qualification(reception: Reception) -> dict[str, object]:
    return {"service_on": QUALIFIED_ON - timedelta(days=1)}


def not_offered(reception: Reception) -> dict[str, object]:
    ServiceOffer.objects.all().delete()
    return {}


def no_such_service(reception: Reception) -> dict[str, object]:
    return {"service_code": "magie"}


def guessing(reception: Reception) -> dict[str, object]:
    for _ in range(rules.WRONG_CODES_MOST):
        looked(reception, FOREIGN)
    return {}


@pytest.mark.parametrize(
    ("become", "outcome"),
    [
        (nothing, None),
        (used, "pass_already_used"),
        (blocked, "pass_blocked"),
        (cancelled, "pass_cancelled"),
        (inactive, "pass_inactive"),
        (expired, "pass_expired"),
        (for_another_service, "service_not_covered"),
        (for_another_territory, "venue_outside_territory"),
        (too_old, "service_date_too_old"),
        (tomorrow, "service_date_in_the_future"),
        (elsewhere, "not_at_this_venue"),
        (nowhere, "not_at_this_venue"),
        (before_qualification, "venue_not_qualified"),
        (not_offered, "service_not_offered"),
        (no_such_service, "service_not_offered"),
        (guessing, "too_many_wrong_codes"),
    ],
)
def test_what_is_seen_of_a_pass_is_what_its_taking_answers(
    reception: Reception, become: Callable[[Reception], dict[str, object]], outcome: str | None
) -> None:
    facts = become(reception)
    (seen,) = looked(reception, **facts)
    (answer,) = reception.take(1, **facts)
    assert (seen.refusal.code if seen.refusal else None) == outcome
    assert (answer.refusal.code if answer.refusal else None) == outcome
    assert str(seen.refusal) == str(answer.refusal)


def test_looking_takes_nothing_and_tells_what_the_pass_is_worth(reception: Reception) -> None:
    (seen,) = looked(reception)
    assert seen == Looked(None, reception.pass_number(1), 10_00, reception.order.usable_until, None)  # type: ignore[arg-type]
    assert not Redemption.objects.exists()
    assert Voucher.objects.get(pk=seen.number).mark == "plain"


def test_a_pass_for_some_services_says_which_and_is_not_judged_by_an_untold_one(reception: Reception) -> None:
    ordered(reception, service_codes=["internet"])
    (seen,) = looked(reception, service_code=None)
    assert (seen.refusal, seen.services) == (None, ["internet"])


def test_a_code_that_is_none_tells_nothing_and_counts_as_a_guess(reception: Reception) -> None:
    unread, right = looked(reception, FOREIGN, code_of(reception.pass_number(1)))
    assert right.refusal is None
    assert unread.refusal is not None
    assert (unread.refusal.code, unread.number, unread.face_value_cents) == ("pass_unknown", None, None)
    attempt = RedemptionAttempt.objects.get()
    assert (attempt.outcome, attempt.user_id, attempt.number) == ("pass_unknown", reception.lina.user.pk, None)
    assert FOREIGN not in str(vars(attempt))


def test_guesses_of_one_request_are_counted_in_it(reception: Reception) -> None:
    first, last = (code_of(reception.pass_number(rank)) for rank in (1, 2))
    wrong = [FOREIGN] * rules.WRONG_CODES_MOST
    answers = looked(reception, first, *wrong, first, last, last)
    outcomes = [answer.refusal and answer.refusal.code for answer in answers]
    assert outcomes == [None, *["pass_unknown"] * len(wrong), "pass_typed_twice", *["too_many_wrong_codes"] * 2]
    assert [answer.number for answer in answers[-2:]] == [None, None], "not even that it was typed twice"


def test_who_guesses_or_takes_no_pass_here_learns_nothing_of_one(reception: Reception) -> None:
    (seen,) = looked(reception, **elsewhere(reception))
    assert (seen.number, seen.face_value_cents) == (None, None)
    guessing(reception)
    (seen,) = looked(reception)
    assert (seen.number, seen.face_value_cents) == (None, None)


def test_the_same_pass_twice_is_told_so(reception: Reception) -> None:
    code = code_of(reception.pass_number(1))
    first, second = looked(reception, code, code)
    assert first.refusal is None
    assert second.refusal is not None
    assert second.refusal.code == "pass_typed_twice"


def test_what_nobody_may_look_at(reception: Reception) -> None:
    with pytest.raises(NotYourRole):
        looked(reception, by=reception.team.anne.actor)
    with pytest.raises(NoPassGiven):
        looked(reception, codes=[])
    with pytest.raises(TooManyAtOnce):
        looked(reception, *(str(uuid4()) for _ in range(rules.MOST_AT_ONCE + 1)))


def test_looking_at_many_pass_asks_as_much_as_at_one(
    reception: Reception, django_assert_num_queries: Callable[..., object]
) -> None:
    looked(reception)  # the key of the series is known from here on
    codes = [code_of(reception.pass_number(rank)) for rank in range(1, 21)]
    for some in (codes[:1], codes):
        with django_assert_num_queries(7):  # type: ignore[attr-defined]
            looked(reception, *some)
