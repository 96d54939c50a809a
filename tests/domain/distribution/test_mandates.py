"""A body that distributes under a convention de mandat: its powers, its stock, its people, its accounts."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quitus.domain.distribution import errors, operations, queries, regie_errors, states
from quitus.domain.distribution.models import DistributionPoint, MandateConvention
from quitus.domain.organisations import kinds
from quitus.domain.organisations.models import Organisation
from quitus.kernel import clock
from quitus.kernel.clock import today
from quitus.kernel.refusals import NotYourRole
from quitus.usecases.handout import refer_new_person
from tests.factories.passes import Team, make_order
from tests.factories.people import Person, make_person
from tests.factories.schemes import make_organisation
from tests.factories.stock import SOMEBODY, ranks, received

FIRST, LAST = date(2021, 10, 1), date(2023, 3, 31)
SUPPLIED_ON, MOVED_ON, HANDED_ON = date(2021, 10, 11), date(2021, 10, 20), date(2021, 12, 6)


@pytest.fixture(autouse=True)
def _then() -> Iterator[None]:
    """On the last day of the mandate: what its people did is still theirs to write."""
    with clock.at(LAST):
        yield


def make_body(name: str = "Mission locale (exemple)") -> Organisation:
    """A body that the authority mandates."""
    return make_organisation(name, kinds.OTHER)


def propose(team: Team, body: Organisation, **facts: object) -> MandateConvention:
    """A convention de mandat that the accountant has not agreed to yet."""
    said: dict[str, object] = {
        "by": team.anne.actor, "body_id": body.pk, "purpose": "Remettre des pass", "ceiling_cents": 500_00,
        "starts_on": FIRST, "ends_on": LAST,
    }  # fmt: skip
    return operations.propose_mandate(**(said | facts))  # type: ignore[arg-type]


def sign(team: Team, mandate: MandateConvention) -> MandateConvention:
    """The accountant agrees, the convention is signed."""
    operations.assent_to_mandate(by=team.accountant.actor, mandate_id=mandate.pk, assent_on=date(2021, 9, 1))
    return operations.sign_mandate(
        by=team.finance.actor, mandate_id=mandate.pk, signed_on=date(2021, 9, 15), act_reference="2021-CM-1"
    )


def make_mandated_point(team: Team, mandate: MandateConvention) -> DistributionPoint:
    """A place where the body hands out."""
    return operations.open_point(
        by=team.anne.actor, mandate_id=mandate.pk, name="Mission locale de Lens", commune="Lens", opened_on=FIRST
    )


def name(team: Team, mandate: MandateConvention, person: Person, **facts: object) -> None:
    """Somebody whom the body has named."""
    operations.name_mandated_person(
        by=team.anne.actor, mandate_id=mandate.pk, user_id=person.user.pk, reference="Courrier 1", starts_on=FIRST,
        **facts,  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_mandate_is_signed_on_the_accountants_assent(team: Team) -> None:
    body = make_body()
    mandate = propose(team, body)
    facts = {"by": team.finance.actor, "mandate_id": mandate.pk}
    signed = {"signed_on": date(2021, 9, 15), "act_reference": "1"}
    with pytest.raises(errors.AssentMissing):
        operations.sign_mandate(**facts, **signed)
    with pytest.raises(regie_errors.MandateNotInForce):
        make_mandated_point(team, mandate)
    propose(team, body, mandate_id=mandate.pk, ceiling_cents=600_00)
    operations.assent_to_mandate(by=team.accountant.actor, mandate_id=mandate.pk, assent_on=date(2021, 9, 1))
    with pytest.raises(regie_errors.ActAlreadyAssented):
        propose(team, body, mandate_id=mandate.pk)
    with pytest.raises(regie_errors.MandateStandsElsewhere):
        operations.assent_to_mandate(by=team.accountant.actor, mandate_id=mandate.pk, assent_on=date(2021, 9, 1))
    with pytest.raises(errors.DatesOfImprestDisagree):
        operations.sign_mandate(**facts, signed_on=date(2021, 8, 31), act_reference="1")
    with pytest.raises(errors.ReferenceMissing):
        operations.sign_mandate(**facts, signed_on=date(2021, 9, 15), act_reference=" ")
    assert operations.sign_mandate(**facts, **signed).state == states.IN_FORCE
    found = queries.mandate_convention(mandate.pk)
    assert (found.stock.kind, found.stock.label, found.ceiling_cents) == (states.MANDATED, body.short_name, 600_00)


def test_a_mandate_says_all_that_the_law_wants(team: Team, subtests: pytest.Subtests) -> None:
    body = make_body()
    for wrong in (
        {"purpose": " "}, {"ceiling_cents": 0}, {"remuneration_cents": -1}, {"ends_on": date(2021, 9, 30)},
        {"accounts_every_months": 13}, {"accounts_every_months": 0}, {"accounts_within_days": 0},
    ):  # fmt: skip
        with subtests.test(str(wrong)), pytest.raises(regie_errors.MandateIncomplete):
            propose(team, body, **wrong)


def test_each_act_of_a_mandate_belongs_to_its_role(team: Team, subtests: pytest.Subtests) -> None:
    mandate = sign(team, propose(team, make_body()))
    by, of = team.accountant.actor, {"mandate_id": mandate.pk}
    for refused in (
        lambda: operations.assent_to_mandate(by=team.anne.actor, **of, assent_on=FIRST),
        lambda: operations.sign_mandate(by=by, **of, signed_on=FIRST, act_reference="1"),
        lambda: operations.close_mandate(by=by, **of, closed_on=FIRST),
        lambda: operations.name_mandated_person(by=by, **of, user_id=1, reference="1", starts_on=FIRST),
        lambda: operations.end_mandated_person(by=by, person_id=1, ends_on=FIRST),
        lambda: operations.render_mandate_account(by=by, **of, period_from=FIRST, rendered_on=FIRST),
    ):
        with subtests.test(), pytest.raises(NotYourRole):
            refused()
    with pytest.raises(NotYourRole):
        propose(team, make_organisation("Autre (exemple)", kinds.OTHER), by=by)


def test_a_mandated_body_holds_and_hands_out_under_its_ceiling(team: Team) -> None:
    mandate = sign(team, propose(team, make_body()))
    point = make_mandated_point(team, mandate)
    mona = make_person(team.scheme, "Mona Leroy", "handout_agent", mandate.body)
    name(team, mandate, mona)
    make_order(team)
    supply = {"by": team.accountant.actor, "mandate_id": mandate.pk}
    with pytest.raises(regie_errors.MandateCeilingExceeded):
        operations.supply_body(**supply, numbers=ranks(1, 51), occurred_on=SUPPLIED_ON)
    received(mona, operations.supply_body(**supply, numbers=ranks(1, 50), occurred_on=SUPPLIED_ON))
    assert queries.points_of(mona.user.pk, MOVED_ON) == [point]
    assert queries.agents_by_point(MOVED_ON) == {point.pk: ["Mona Leroy"]}
    moved = operations.transfer_to_point(by=mona.actor, point_id=point.pk, numbers=ranks(1, 20), occurred_on=MOVED_ON)
    received(mona, moved)
    referral = refer_new_person(by=team.prescriber.actor, person=SOMEBODY, point_id=point.pk, issued_on=HANDED_ON)
    hand_out = {"point_id": point.pk, "numbers": ranks(1, 10), "referral_id": referral.pk, "occurred_on": HANDED_ON}
    with pytest.raises(errors.NoMandateToHandOut):
        operations.hand_out(by=team.dado.actor, **hand_out)
    operations.hand_out(by=mona.actor, **hand_out)
    assert queries.held_by_mandate(mandate.pk).count == 40
    with pytest.raises(regie_errors.MandateNotEmpty):
        operations.close_mandate(by=team.anne.actor, mandate_id=mandate.pk, closed_on=today())
    with pytest.raises(errors.DatesOfImprestDisagree):
        operations.close_mandate(by=team.anne.actor, mandate_id=mandate.pk, closed_on=date(2021, 12, 5))


def test_a_mandate_closes_once_what_its_people_write_is_written(team: Team) -> None:
    mandate = sign(team, propose(team, make_body()))
    with CaptureQueriesContext(connection) as asked:
        operations.close_mandate(by=team.anne.actor, mandate_id=mandate.pk, closed_on=today())
    locked = [one["sql"].rsplit("OF ", 1)[1] for one in asked if "FOR NO KEY UPDATE" in one["sql"]]
    assert locked[:2] == ['"distribution_mandatedperson"', '"distribution_mandateconvention"']


def test_the_people_of_a_body_are_those_it_has_named(team: Team) -> None:
    mandate = sign(team, propose(team, make_body()))
    point = make_mandated_point(team, mandate)
    mona = make_person(team.scheme, "Mona Leroy", "handout_agent", mandate.body)
    with pytest.raises(regie_errors.PersonNotOfTheBody):
        name(team, mandate, team.dado)
    with pytest.raises(regie_errors.MandateNotInForce):
        operations.name_mandated_person(
            by=team.anne.actor, mandate_id=mandate.pk, user_id=mona.user.pk, reference="1",
            starts_on=LAST + timedelta(days=1),
        )  # fmt: skip
    with pytest.raises(errors.AppointmentEndsTooEarly):
        name(team, mandate, mona, ends_on=FIRST - timedelta(days=1))
    name(team, mandate, mona, point_id=point.pk)
    (one,) = queries.mandated_people(mandate.pk)
    day = date(2022, 1, 1)
    assert [queries.points_of(mona.user.pk, on) for on in (FIRST - timedelta(days=1), day)] == [[], [point]]
    end = {"by": team.anne.actor, "person_id": one.pk}
    with pytest.raises(errors.AppointmentEndsTooEarly):
        operations.end_mandated_person(**end, ends_on=FIRST - timedelta(days=1))
    operations.end_mandated_person(**end, ends_on=date(2021, 12, 31))
    with pytest.raises(errors.AppointmentAlreadyEnded):
        operations.end_mandated_person(**end, ends_on=date(2022, 1, 1))
    assert queries.points_of(mona.user.pk, day) == []


def test_a_person_of_a_body_is_not_ended_behind_what_he_did(team: Team) -> None:
    mandate = sign(team, propose(team, make_body()))
    point = make_mandated_point(team, mandate)
    mona = make_person(team.scheme, "Mona Leroy", "handout_agent", mandate.body)
    name(team, mandate, mona)
    make_order(team)
    received(mona, operations.supply_body(
        by=team.accountant.actor, mandate_id=mandate.pk, numbers=ranks(1, 50), occurred_on=SUPPLIED_ON
    ))  # fmt: skip
    operations.transfer_to_point(by=mona.actor, point_id=point.pk, numbers=ranks(1, 20), occurred_on=MOVED_ON)
    end = {"by": team.anne.actor, "person_id": queries.mandated_people(mandate.pk).get().pk}
    with pytest.raises(errors.AppointmentUsedLater) as refused:
        operations.end_mandated_person(**end, ends_on=MOVED_ON - timedelta(days=1))
    assert refused.value.facts["last_on"] == MOVED_ON
    assert operations.end_mandated_person(**end, ends_on=MOVED_ON).ends_on == MOVED_ON
    with pytest.raises(regie_errors.PowerEndedSince):
        operations.transfer_to_point(by=mona.actor, point_id=point.pk, numbers=ranks(21, 22), occurred_on=MOVED_ON)


def test_a_body_renders_its_accounts_period_by_period(team: Team) -> None:
    mandate = sign(team, propose(team, make_body()))
    facts = {"by": team.anne.actor, "mandate_id": mandate.pk, "period_from": FIRST}
    assert queries.accounts_owed(date(2022, 9, 30)) == []
    ((owing, period),) = queries.accounts_owed(date(2022, 10, 1))
    assert (owing, period.ends_on, period.due_on) == (mandate, date(2022, 9, 30), date(2022, 10, 30))
    with pytest.raises(regie_errors.AccountRenderedTooEarly):
        operations.render_mandate_account(**facts, rendered_on=date(2022, 9, 30))
    operations.render_mandate_account(**facts, rendered_on=date(2022, 10, 15))
    assert queries.accounts_owed(date(2022, 11, 1)) == []
    with pytest.raises(regie_errors.PeriodNotAccountable):
        operations.render_mandate_account(**facts, rendered_on=date(2022, 10, 16))
    operations.close_mandate(by=team.anne.actor, mandate_id=mandate.pk, closed_on=date(2022, 12, 31))
    ((_, last),) = queries.accounts_owed(date(2023, 2, 1))
    assert (last.starts_on, last.ends_on) == (date(2022, 10, 1), date(2022, 12, 31))
