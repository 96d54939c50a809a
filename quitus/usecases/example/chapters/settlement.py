"""Every month: claims, service fait, payment order, payment; April 2023 still waits."""

from datetime import date, timedelta

from quitus.domain.reimbursement import operations as reimbursement
from quitus.domain.reimbursement import queries, states
from quitus.kernel.calendar import add_months, next_working_day
from quitus.usecases import settle
from quitus.usecases.example.invented import MEDIATOR_NAMES, SIGN_IN_STRUCTURE, mediator_key
from quitus.usecases.example.stage import Diary, Stage

FIRST_MONTH = date(2021, 12, 1)
LAST_PAID = date(2023, 2, 1)
MARCH = date(2023, 3, 1)
MARCH_DAYS = (date(2023, 4, 14), date(2023, 4, 28), date(2023, 5, 10))
APRIL = date(2023, 4, 1)
APRIL_PREPARED_ON = date(2023, 5, 2)
APRIL_SENT_ON = date(2023, 5, 4)
SENT_BACK = (date(2022, 11, 1), "audomarois")


def write(diary: Diary) -> None:
    """Sent early, certified in the second week, paid before the end of the following month."""
    month = FIRST_MONTH
    while month <= LAST_PAID:
        following = add_months(month, 1)
        sent_on = next_working_day(following + timedelta(days=2))
        certified_on = next_working_day(following + timedelta(days=9))
        ordered_on = next_working_day(following + timedelta(days=13))
        paid_on = next_working_day(following + timedelta(days=21))
        diary.on(sent_on, send, month, sent_on)
        if month == SENT_BACK[0]:
            again_on = next_working_day(sent_on + timedelta(days=4))
            diary.on(next_working_day(sent_on + timedelta(days=2)), send_back)
            diary.on(again_on, send_again, again_on)
        diary.on(certified_on, certify, certified_on)
        diary.on(ordered_on, order, ordered_on)
        diary.on(paid_on, pay, paid_on)
        month = following
    diary.on(MARCH_DAYS[0], send, MARCH, MARCH_DAYS[0])
    diary.on(MARCH_DAYS[1], certify, MARCH_DAYS[1])
    diary.on(MARCH_DAYS[2], order, MARCH_DAYS[2])
    diary.on(APRIL_PREPARED_ON, prepare_april)
    diary.on(APRIL_SENT_ON, send_april)


def send(stage: Stage, month: date, on: date) -> None:
    """Each mediator prepares and sends what the structure may claim."""
    for structure in MEDIATOR_NAMES:
        settle.claim_month(by=stage.by(mediator_key(structure)), month=month, submitted_on=on)


def certify(stage: Stage, on: date) -> None:
    """The finance officer certifies the service fait of all that was sent."""
    for claim in queries.claims(stage.scheme.pk, state=states.SUBMITTED):
        reimbursement.certify_service_fait(by=stage.by("finances"), claim_id=claim.pk, certified_on=on)


def order(stage: Stage, on: date) -> None:
    """One payment order to the operator for all that is certified."""
    certified = queries.claims(stage.scheme.pk, state=states.CERTIFIED)
    claims = list(certified.values_list("pk", flat=True))
    if claims:
        settle.issue_payments(by=stage.by("finances"), claim_ids=claims, issued_on=on)


def pay(stage: Stage, on: date) -> None:
    """The operator pays the structures."""
    for payment in queries.payments(stage.scheme.pk, state=states.ISSUED):
        reimbursement.record_payment(by=stage.by("operateur"), payment_id=payment.pk, paid_on=on)


def send_back(stage: Stage) -> None:
    """A claim goes back to its structure once."""
    for claim in queries.claims(stage.scheme.pk, state=states.SUBMITTED):
        if claim.organisation_id == stage.organisations[SENT_BACK[1]].pk:
            reimbursement.reject_claim(
                by=stage.by("finances"),
                claim_id=claim.pk,
                reason="Préciser les ateliers du 15 novembre (exemple)",
            )


def send_again(stage: Stage, on: date) -> None:
    """The structure has answered and sends it again."""
    for claim in queries.claims(stage.scheme.pk, state=states.REJECTED):
        reimbursement.submit_claim(by=stage.by(mediator_key(SENT_BACK[1])), claim_id=claim.pk, submitted_on=on)


def prepare_april(stage: Stage) -> None:
    """The manager prepares April for everybody."""
    settle.settle_month(by=stage.by("responsable"), month=APRIL)


def send_april(stage: Stage) -> None:
    """All structures send April's claim but one."""
    for structure in MEDIATOR_NAMES:
        if structure != SIGN_IN_STRUCTURE:
            settle.claim_month(by=stage.by(mediator_key(structure)), month=APRIL, submitted_on=APRIL_SENT_ON)
