from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.utils import ProgrammingError

from quitus.domain.controls.operations import cancel_lost_pass
from quitus.domain.organisations.models import Scheme
from quitus.domain.redemption import queries, rules
from quitus.domain.redemption.errors import AlreadyUndone, RedemptionUnknown, UndoNeedsAReason
from quitus.domain.redemption.models import Redemption, RedemptionAttempt, RedemptionReversal
from quitus.domain.redemption.operations import redeem
from quitus.domain.reimbursement.errors import RedemptionOnAClaim
from quitus.domain.reimbursement.operations import prepare_claims
from quitus.domain.venues.models import Venue
from quitus.domain.vouchers.models import MarkChange, Voucher
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole
from quitus.usecases.redeem import undo_redemption
from tests.factories.controls import lose
from tests.factories.people import Person
from tests.factories.reception import SERVICE, TODAY, Reception, make_mediator, make_qualified, make_venue
from tests.factories.schemes import make_organisation
from tests.factories.stock import HANDED_ON, Stock, ranks

LATER = TODAY + rules.UNDO_FREELY + timedelta(seconds=1)


def undo(reception: Reception, turn: int = 1, **facts: object) -> RedemptionReversal:
    given: dict[str, object] = {"by": reception.lina.actor, "number": reception.pass_number(1), "turn": turn}
    return undo_redemption(**(given | facts))  # type: ignore[arg-type]


def test_a_pass_undone_is_taken_again_at_its_next_turn(reception: Reception) -> None:
    for turn in (1, 2, 3):
        assert reception.take(1)[0].turn == turn
        assert undo(reception, turn).reason_code == rules.AT_ONCE
    voucher = Voucher.objects.get(pk=reception.pass_number(1))
    assert (voucher.mark, voucher.turn, voucher.marked_on) == ("plain", 3, None)
    assert Redemption.objects.count() == RedemptionReversal.objects.count() == 3
    assert not queries.standing(reception.scheme.pk).exists()


def test_after_ten_minutes_a_reason_is_asked(reception: Reception) -> None:
    reception.take(1)
    with clock.at(LATER):
        with pytest.raises(UndoNeedsAReason):
            undo(reception)
        with pytest.raises(UndoNeedsAReason):
            undo(reception, reason_code=rules.OTHER, note=" ")
        reversal = undo(reception, reason_code=rules.OTHER, note="La personne est partie avant la fin.")
    (correction,) = queries.corrections(reception.scheme.pk)
    assert correction.reversal == reversal
    assert correction.redemption.venue == reception.venue


def test_what_was_undone_at_once_is_no_correction(reception: Reception) -> None:
    reception.take(1)
    undo(reception)
    assert queries.corrections(reception.scheme.pk) == []


def test_a_taking_is_undone_once(reception: Reception) -> None:
    reception.take(1)
    undo(reception)
    with pytest.raises(AlreadyUndone):
        undo(reception)


def test_only_the_structure_that_took_it_undoes(reception: Reception, dado: Person) -> None:
    reception.take(1)
    with pytest.raises(NotYourRole):
        undo(reception, by=dado.actor)
    other = make_organisation("Médiathèque")
    venue = make_venue(reception.team, other, "Médiathèque")
    make_qualified(reception.team, other)
    with pytest.raises(RedemptionUnknown):
        undo(reception, by=make_mediator(reception.team, venue, "Luc Petit").actor)
    with pytest.raises(RedemptionUnknown):
        undo(reception, turn=2)


def test_what_is_on_a_claim_is_no_longer_undone(reception: Reception) -> None:
    reception.take(1, service_on=TODAY.date().replace(month=4))
    (claim,) = prepare_claims(by=reception.team.finance.actor, month=TODAY.date().replace(month=4))
    with pytest.raises(RedemptionOnAClaim) as refused:
        undo(reception)
    assert refused.value.facts == {"number": claim.number}


COPY = """
INSERT INTO redemption_redemption (number, turn, scheme_id, order_id, venue_id, organisation_id, service_id,
    service_on, people_count, request, user_id)
SELECT {0}, {1}, scheme_id, order_id, venue_id, organisation_id, service_id, service_on, {2}, {3}, user_id
FROM redemption_redemption
"""
OTHER_REQUEST = "'00000000-0000-0000-0000-000000000001'"
REVERSE = """
INSERT INTO redemption_redemptionreversal (number, turn, scheme_id, reason_code, note, occurred_on, user_id)
SELECT number, {0}, scheme_id, '{1}', '', service_on, user_id FROM redemption_redemption
"""
ATTEMPT = """
INSERT INTO redemption_redemptionattempt (scheme_id, request, number, code_given_hash, user_id, service_on, outcome)
SELECT scheme_id, request, {0}, {1}, user_id, service_on, 'pass_unknown' FROM redemption_redemption
"""


PROMISES = [
    ("redemption_redemption_pkey", COPY.format("number", "turn", "1", OTHER_REQUEST)),
    ("redemption_is_of_a_minted_voucher", COPY.format("number + 5000", "turn", "1", "request")),
    ("request_takes_a_pass_once", COPY.format("number", "turn + 1", "1", "request")),
    ("redemption_is_for_at_least_one_person", COPY.format("number", "turn + 1", "0", OTHER_REQUEST)),
    ("redemption_turn_is_counted", COPY.format("number", "0", "1", OTHER_REQUEST)),
    ("reversal_is_of_a_redemption", REVERSE.format("turn + 1", rules.AT_ONCE)),
    ("reversal_reason_is_known", REVERSE.format("turn", "regret")),
    ("reversal_for_another_reason_says_which", REVERSE.format("turn", rules.OTHER)),
    ("attempt_is_for_a_number_or_a_code", ATTEMPT.format("NULL", "NULL")),
    ("attempt_is_kept_once_a_request", ATTEMPT.format("number", "NULL") + ", generate_series(1, 2)"),
]


def test_the_database_keeps_the_promises_of_redemption(reception: Reception) -> None:
    reception.take(1)
    for name, sql in PROMISES:
        with pytest.raises(IntegrityError, match=name), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("table", ["redemption", "redemptionreversal", "redemptionattempt"])
def test_the_lines_of_redemption_are_added_never_changed(scheme: Scheme, table: str) -> None:
    with pytest.raises(ProgrammingError, match="denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE redemption_{table} SET recorded_at = now()")
    changed = pytest.raises(IntegrityError, match="added, never changed")
    with connections["owner"].cursor() as cursor, changed, transaction.atomic("owner"):
        cursor.execute(f"DELETE FROM redemption_{table}")


def test_queries_tell_a_taking_with_its_undoing(reception: Reception) -> None:
    reception.take(1)
    reception.take(2)
    undo(reception)
    lines = queries.redemptions(reception.scheme.pk, organisation_id=reception.structure.pk)
    assert [line.undone_on for line in lines] in ([None, TODAY.date()], [TODAY.date(), None])
    assert [line.turn for line in queries.lives(reception.pass_number(1))] == [1]
    assert Venue.objects.get() == lines[0].venue
    assert not RedemptionAttempt.objects.exists()


@pytest.mark.parametrize("ended", [False, True])
def test_a_pass_lost_meanwhile_never_lives_again(stock: Stock, ended: bool) -> None:
    number, team = ranks(1, 1).first, stock.team
    structure = make_organisation("Médiathèque")
    venue = make_venue(team, structure, "Médiathèque")
    make_qualified(team, structure)
    luc = make_mediator(team, venue, "Luc Petit")
    with clock.at(HANDED_ON):
        (taken,) = redeem(
            by=luc.actor, venue_id=venue.pk, service_code=SERVICE, service_on=clock.today(), numbers=[number],
            request=uuid4(),
        )  # fmt: skip
        assert taken.is_taken
        file = lose(stock, ranks(1, 10))
        if ended:
            cancel_lost_pass(by=team.anne.actor, file_id=file.pk, occurred_on=clock.today())
        undo_redemption(by=luc.actor, number=number, turn=1)
    assert Voucher.objects.get(pk=number).mark == ("cancelled" if ended else "blocked")
    assert MarkChange.objects.filter(first=number, last=number).count() == 1
