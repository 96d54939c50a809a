from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from django.db.models import Sum

from quitus.domain.acts import queries as acts
from quitus.domain.acts import states as act_states
from quitus.domain.distribution import states as distribution_states
from quitus.domain.distribution.models import Beneficiary, Handout, Referral, Slip
from quitus.domain.grants import queries as grants
from quitus.domain.grants import states as grant_states
from quitus.domain.obligations import queries as obligations
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.organisations.queries import memberships_of
from quitus.domain.organisations.roles import ROLES
from quitus.domain.redemption.models import Redemption, RedemptionAttempt, RedemptionReversal
from quitus.domain.reimbursement import states as claim_states
from quitus.domain.reimbursement.models import Claim, Payment
from quitus.domain.reporting import states as report_states
from quitus.domain.reporting.models import ExpenditureStatement, Report
from quitus.domain.users.queries import user_by_email
from quitus.domain.venues.models import Qualification
from quitus.domain.vouchers.models import Order
from quitus.kernel.clock import today
from quitus.usecases import verify
from quitus.usecases.example import facts
from quitus.usecases.example.invented import LIVES_ON, PEOPLE
from quitus.usecases.example_days import events_coming, next_event


@pytest.fixture
def here(example: Scheme) -> Iterator[Scheme]:
    with within_scheme(example):
        yield example


def test_the_example_lives_on_12_may_2023_with_the_same_figures_everywhere(here: Scheme) -> None:
    assert today() == LIVES_ON
    handouts = Handout.objects.all()
    undone = RedemptionReversal.objects.count()
    figures = {
        "handed out": sum(handout.range.count for handout in handouts),
        "beneficiaries": handouts.values("beneficiary").distinct().count(),
        "redemptions": Redemption.objects.count(),
        "undone": undone,
        "refused": RedemptionAttempt.objects.count(),
        "claimed cents": Claim.objects.aggregate(total=Sum("total_cents"))["total"],
        "paid cents": Payment.objects.filter(state="paid").aggregate(total=Sum("amount_cents"))["total"],
    }
    assert figures == {
        "handed out": 5030,
        "beneficiaries": 500,
        "redemptions": 2885,
        "undone": 5,
        "refused": 17,
        "claimed cents": 2_731_000,
        "paid cents": 1_991_000,
    }


def test_the_convention_says_what_the_act_says(here: Scheme) -> None:
    terms = grants.terms_at(here.pk, today())
    assert terms.budget_cents == 55_000_000
    assert terms.state_share_cents == 27_500_000
    assert (terms.engineering_base, terms.engineering_cap_per_mille) == ("planned", 100)
    assert (terms.action_starts_on, terms.action_ends_on) == (date(2021, 1, 1), date(2023, 7, 30))
    convention = grants.convention_of(here.pk)
    assert convention is not None
    assert convention.in_force_on == facts.CONVENTION_SIGNED_ON


def test_the_extension_waits_for_the_assembly(here: Scheme) -> None:
    (extension,) = acts.deliberations(here.authority_id, act_states.ON_AGENDA)
    assert (extension.number, extension.sitting.held_on) == ("2023-204", date(2023, 5, 15))
    opinions = acts.deliberation(extension.pk).opinions.all()
    assert sorted(opinion.given_on for opinion in opinions) == [date(2023, 5, 2), date(2023, 5, 2), date(2023, 5, 4)]
    assert all(opinion.favourable for opinion in opinions)
    convention = grants.convention_of(here.pk)
    assert convention is not None
    (amendment,) = grants.amendments(convention.pk)
    assert amendment.state == grant_states.DRAFTED
    assert [article.article_number for article in grants.amendment(amendment.pk).articles.all()] == ["2", "3", "6"]


def test_nothing_is_late(here: Scheme) -> None:
    assert not [owed for owed in obligations.open_obligations(here.pk) if owed.due_on < today()]
    assert min(owed.due_on for owed in obligations.open_obligations(here.pk)) == date(2023, 5, 31)


def test_the_duties_of_article_6_were_met_one_after_the_other(here: Scheme) -> None:
    owed = {one.code: one for one in obligations.obligations(here.pk)}
    procurement = owed["procurement"]
    assert (procurement.due_on, procurement.done_on) == (date(2021, 5, 11), date(2021, 5, 6))
    assert procurement.file_name == "avis.pdf"
    done = {code: one.done_on for code, one in owed.items() if one.done_on}
    committees = sorted(code for code in done if code.startswith("committee"))
    assert (len(committees), committees[0], committees[-1]) == (25, "committee-2021-04", "committee-2023-04")
    quarters = sorted(code for code in done if code.startswith("quarter"))
    assert (quarters[0], quarters[-1], len(quarters)) == ("quarter-2021-2", "quarter-2023-1", 8)
    assert [owed[f"stage-{on}"].state for on in facts.STAGE_REPORTS_DUE_ON] == ["done", "open"]
    assert owed["final-report"].due_on == date(2024, 1, 30)


def test_something_waits_for_every_role(here: Scheme) -> None:
    assert Counter(Order.objects.values_list("state", flat=True)) == {
        "active": 2,
        "delivered": 1,  # the finance officer's mandat number
        "confirmed": 1,  # the operator's to produce
        "drafted": 1,  # the accountant's visa
    }
    unsigned = Slip.objects.filter(received_on=None).values_list("to_holder__kind", flat=True)
    assert Counter(unsigned) == {distribution_states.SAFE: 1, distribution_states.POINT: 1}
    assert Referral.objects.filter(state=distribution_states.OPEN).count() == 5
    claims = Counter(Claim.objects.values_list("state", flat=True))
    assert claims[claim_states.SUBMITTED] == 7
    assert claims[claim_states.PREPARED] == 1
    assert Payment.objects.filter(state=claim_states.ISSUED).count() == 1
    (report,) = Report.objects.filter(state=report_states.SUBMITTED)
    assert report.period_to == date(2023, 3, 31)
    assert ExpenditureStatement.objects.get().state == report_states.TRANSMITTED
    assert Qualification.objects.filter(state="applied").count() == 1


@pytest.mark.django_db(transaction=True, databases=["default", "owner", "reader"])
def test_its_accounts_are_right(example: Scheme) -> None:
    assert list(verify.run()) == []


def test_each_sign_in_has_one_role(here: Scheme) -> None:
    held = []
    for someone in PEOPLE:
        user = user_by_email(someone.email)
        assert user is not None
        held += [one.role for one in memberships_of(user.pk) if someone.signs_in]
        assert user.has_usable_password() == someone.signs_in
    assert sorted(held) == sorted(ROLES)


def test_at_least_half_of_those_served_are_far_from_employment(here: Scheme) -> None:
    served = Beneficiary.objects.filter(handouts__isnull=False).distinct()
    pic = served.filter(public_links__public__is_pic=True).distinct()
    assert 2 * pic.count() >= served.count()


def test_the_next_event_is_the_vote_and_the_future_is_in_order(here: Scheme) -> None:
    event = next_event(here)
    assert event is not None
    assert event.on == date(2023, 5, 15)
    coming = events_coming(here)
    assert [one.on for one in coming] == sorted(one.on for one in coming)
    assert {date(2023, 5, 31), date(2023, 7, 30), date(2023, 7, 31)} <= {one.on for one in coming}
