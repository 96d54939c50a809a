"""Every hand, both ways: returns, bodies, drawers, carriers, slips contested or signed by hand."""

from datetime import date, timedelta

import pytest

from quitus.domain.distribution import errors, operations, queries, regie_errors, rules, states
from quitus.domain.distribution.models import Holder, Movement, Slip
from quitus.domain.distribution.operations.custody import Passage, Piece
from quitus.domain.distribution.slip_errors import NoNumbersGiven, NumbersGivenTwice
from quitus.domain.documents.models import SignedPaper
from quitus.domain.documents.signed import OnPaper
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.errors import NumbersUnknown
from quitus.domain.vouchers.operations import block_range
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import NotYourRole
from tests.factories.passes import DELIVERED_ON, PRODUCED_ON, SERIES, Team, confirm, deliver, draft, produce, prove
from tests.factories.schemes import make_organisation
from tests.factories.stock import HANDED_ON, SUPPLIED_ON, TRANSFERRED_ON, Stock, make_point, ranks, received, refer

SCAN = OnPaper("Claude Masson (exemple)", "bordereau.pdf", "a" * 64, "application/pdf", 1200)


def held(kind: str) -> list[NumberRange]:
    return [numbers for holder in Holder.objects.filter(kind=kind) for numbers in queries.ranges(holder.pk)]


def count_of(kind: str) -> int:
    return sum(numbers.count for numbers in held(kind))


def a_partition(total: int = 100) -> None:
    """Every pass is in one hand, which the lines alone tell."""
    now = {holder.pk: queries.ranges(holder.pk) for holder in queries.holders()}
    assert rules.custody_from(queries.lines()) == {key: ranges for key, ranges in now.items() if ranges}
    totals = queries.totals()
    assert sum(one.count for one in totals.by_kind.values()) == total
    assert {kind: one.count for kind, one in totals.by_kind.items()} == {
        kind: count_of(kind) for kind in states.CUSTODY if count_of(kind)
    }


def test_several_ranges_go_on_one_slip_and_each_is_split_where_it_must(stock: Stock) -> None:
    slip = operations.transfer_to_point(
        by=stock.team.holder.actor,
        point_id=stock.point.pk,
        numbers=[ranks(71, 75), ranks(55, 60), ranks(61, 64)],
        occurred_on=TRANSFERRED_ON,
    )
    assert [line.range for line in slip.movements.all()] == [ranks(55, 64), ranks(71, 75)]
    assert held(states.SAFE) == [ranks(51, 54), ranks(65, 70), ranks(76, 80)]
    assert queries.slip(slip.pk).count == 15  # type: ignore[attr-defined]
    a_partition()
    with pytest.raises(errors.NotInThatCustody):
        operations.transfer_to_point(
            by=stock.team.holder.actor, point_id=stock.point.pk, numbers=[ranks(51, 52), ranks(60, 60)],
            occurred_on=TRANSFERRED_ON,
        )  # fmt: skip
    for refusal, numbers in ((NumbersGivenTwice, [ranks(51, 52), ranks(52, 53)]), (NoNumbersGiven, [])):
        with pytest.raises(refusal):
            operations.transfer_to_point(
                by=stock.team.holder.actor, point_id=stock.point.pk, numbers=numbers, occurred_on=TRANSFERRED_ON
            )


def test_what_is_in_the_safe_goes_back_to_the_accountant_and_then_to_the_operator_once_it_is_worth_nothing(
    stock: Stock,
) -> None:
    team, safe = stock.team, stock.imprest.safe
    with pytest.raises(errors.NoMandateOverTheSafe):
        operations.return_to_accountant(
            by=team.holder.actor, holder_id=safe.pk, numbers=ranks(51, 60), occurred_on=date(2021, 9, 1)
        )
    with pytest.raises(NotYourRole):
        operations.return_to_accountant(
            by=team.dado.actor, holder_id=safe.pk, numbers=ranks(51, 60), occurred_on=HANDED_ON
        )
    slip = operations.return_to_accountant(
        by=team.holder.actor, holder_id=safe.pk, numbers=ranks(51, 60), occurred_on=HANDED_ON
    )
    with pytest.raises(errors.SlipNotYours):
        operations.acknowledge_slip(by=team.holder.actor, slip_id=slip.pk, received_on=HANDED_ON)
    operations.acknowledge_slip(by=team.accountant.actor, slip_id=slip.pk, received_on=HANDED_ON)
    assert held(states.ACCOUNTANT) == [ranks(51, 60), ranks(81, 100)]
    with pytest.raises(errors.PassStillGood):
        operations.return_to_operator(
            by=team.accountant.actor, numbers=ranks(51, 60), occurred_on=HANDED_ON, note="Fin de marché"
        )
    block_range(by=team.anne.actor, numbers=ranks(51, 60), occurred_on=HANDED_ON, reason="Fin de marché")
    operations.return_to_operator(
        by=team.accountant.actor, numbers=ranks(51, 60), occurred_on=HANDED_ON, note="Fin de marché"
    )
    assert held(states.RETURNED) == [ranks(51, 60)]
    a_partition()


def test_pass_travel_with_a_carrier_and_are_counted_on_arrival(team: Team) -> None:
    order = produce(team, prove(team, confirm(team, draft(team))))
    moved = {"order_id": order.pk, "occurred_on": PRODUCED_ON + timedelta(days=2)}
    with pytest.raises(NotYourRole):
        operations.dispatch_delivery(by=team.anne.actor, numbers=ranks(1, 60), carrier="Transports Nord", **moved)
    with pytest.raises(errors.NameMissing):
        operations.dispatch_delivery(by=team.printer.actor, numbers=ranks(1, 60), carrier=" ", **moved)
    slip = operations.dispatch_delivery(
        by=team.printer.actor, numbers=ranks(1, 60), carrier="Transports Nord (exemple)", **moved
    )
    assert (slip.kind, slip.received_by) == ("dispatch", "Transports Nord (exemple)")
    assert (held(states.CARRIER), held(states.PRINTER)) == ([ranks(1, 60)], [ranks(61, 100)])
    deliver(team, order, missing=[ranks(51, 55), ranks(90, 90)], note="Carton ouvert")
    assert held(states.ACCOUNTANT) == [ranks(1, 50), ranks(56, 89), ranks(91, 100)]
    assert held(states.NOT_DELIVERED) == [ranks(51, 55), ranks(90, 90)]
    deliveries = Slip.objects.filter(kind="delivery").order_by("pk")
    assert {one.from_holder.kind: one.movements.count() for one in deliveries} == {"printer": 3, "carrier": 3}
    a_partition()


def test_who_receives_less_says_so_and_the_giver_answers_for_the_rest(stock: Stock) -> None:
    back = operations.return_from_point(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(1, 50), occurred_on=TRANSFERRED_ON
    )
    received(stock.team.holder, back)
    transfer = operations.transfer_to_point(
        by=stock.team.holder.actor, point_id=stock.point.pk, numbers=ranks(1, 50), occurred_on=TRANSFERRED_ON
    )
    receive = {"by": stock.team.dado.actor, "slip_id": transfer.pk, "received_on": TRANSFERRED_ON}
    with pytest.raises(errors.ContestNeedsANote):
        operations.acknowledge_slip(**receive, absent=[ranks(41, 50)])
    with pytest.raises(errors.ContestedPassNotOfTheSlip):
        operations.acknowledge_slip(**receive, absent=[ranks(45, 55)], note="Il manque un carnet")
    slip = operations.acknowledge_slip(**receive, absent=[ranks(41, 50)], note="Il manque un carnet")
    assert (slip.contested_count, slip.contested_note) == (10, "Il manque un carnet")
    assert slip.received_at is not None
    assert (held(states.POINT), held(states.SAFE)) == ([ranks(1, 40)], [ranks(41, 80)])
    lines = [(line.verb, line.range) for line in slip.movements.all()]
    assert lines == [("transfer_to_point", ranks(1, 50)), ("contest_transfer", ranks(41, 50))]
    assert queries.slip(slip.pk).count == 50  # type: ignore[attr-defined]
    a_partition()


def test_the_accountant_supplies_and_a_point_receives_on_signed_paper(stock: Stock) -> None:
    team = stock.team
    supply = {"imprest_id": stock.imprest.pk, "numbers": ranks(81, 90), "occurred_on": SUPPLIED_ON}
    for nobody in (team.holder, team.dado, team.prescriber):
        with pytest.raises(NotYourRole):
            operations.supply_safe(by=nobody.actor, paper=SCAN, **supply)
    with pytest.raises(NotYourRole):
        operations.supply_safe(by=team.finance.actor, **supply)
    slip = operations.supply_safe(by=team.finance.actor, paper=SCAN, **supply)
    assert (slip.handed_by, slip.handed_on_paper, slip.handed_by_user_id) == (SCAN.signed_by, True, None)
    operations.acknowledge_slip(by=team.anne.actor, slip_id=slip.pk, received_on=SUPPLIED_ON, paper=SCAN)
    transfer = operations.transfer_to_point(
        by=team.holder.actor, point_id=stock.point.pk, numbers=ranks(51, 60), occurred_on=TRANSFERRED_ON
    )
    with pytest.raises(NotYourRole):
        operations.acknowledge_slip(
            by=team.prescriber.actor, slip_id=transfer.pk, received_on=TRANSFERRED_ON, paper=SCAN
        )
    signed = operations.acknowledge_slip(
        by=team.holder.actor, slip_id=transfer.pk, received_on=TRANSFERRED_ON, paper=SCAN
    )
    assert (signed.received_by, signed.received_on_paper) == (SCAN.signed_by, True)
    papers = list(SignedPaper.objects.order_by("pk").values_list("verb", "subject_id", "entered_by"))
    assert papers == [
        ("supply_safe", slip.pk, team.finance.actor.label),
        ("acknowledge_slip", slip.pk, team.anne.actor.label),
        ("acknowledge_slip", transfer.pk, team.holder.actor.label),
    ]


def test_an_agent_keeps_pass_in_a_drawer_and_only_he_hands_them_out(stock: Stock) -> None:
    team, point = stock.team, stock.point
    with pytest.raises(NotYourRole):
        operations.leave_in_drawer(
            by=team.prescriber.actor, point_id=point.pk, numbers=ranks(1, 20), occurred_on=TRANSFERRED_ON
        )
    operations.leave_in_drawer(by=team.dado.actor, point_id=point.pk, numbers=ranks(1, 20), occurred_on=TRANSFERRED_ON)
    drawer = Holder.objects.get(kind=states.DRAWER)
    given = {"point_id": point.pk, "numbers": ranks(1, 10), "occurred_on": HANDED_ON}
    with pytest.raises(errors.NotInThatCustody):
        operations.hand_out(by=team.dado.actor, referral_id=refer(stock).pk, **given)
    with pytest.raises(errors.NoMandateOverTheDrawer):
        operations.hand_out(by=team.holder.actor, referral_id=refer(stock).pk, drawer_id=drawer.pk, **given)
    handout = operations.hand_out(by=team.dado.actor, referral_id=refer(stock).pk, drawer_id=drawer.pk, **given)
    assert handout.slip.from_holder == drawer
    operations.return_from_drawer(
        by=team.holder.actor, drawer_id=drawer.pk, numbers=ranks(11, 20), occurred_on=HANDED_ON
    )
    assert held(states.DRAWER) == []
    assert queries.held_by_imprest(stock.imprest.pk).count == 70
    a_partition()


def test_a_mandated_body_is_supplied_serves_its_points_and_gives_back(stock: Stock) -> None:
    team = stock.team
    body = make_organisation("Les Ateliers (exemple)", "structure")
    mandate = operations.propose_mandate(
        by=team.anne.actor, body_id=body.pk, purpose="Distribuer les pass", ceiling_cents=150_00, remuneration_cents=0,
        accounts_every_months=12, accounts_within_days=60, starts_on=SUPPLIED_ON, ends_on=date(2022, 12, 31),
    )  # fmt: skip
    supply = {"mandate_id": mandate.pk, "numbers": ranks(81, 95), "occurred_on": SUPPLIED_ON}
    with pytest.raises(regie_errors.MandateNotInForce):
        operations.supply_body(by=team.accountant.actor, **supply)
    operations.assent_to_mandate(by=team.accountant.actor, mandate_id=mandate.pk, assent_on=SUPPLIED_ON)
    operations.sign_mandate(
        by=team.finance.actor, mandate_id=mandate.pk, signed_on=SUPPLIED_ON, act_reference="2021-M-1"
    )
    with pytest.raises(regie_errors.MandateCeilingExceeded):
        operations.supply_body(by=team.accountant.actor, **(supply | {"numbers": ranks(81, 96)}))
    operations.supply_body(by=team.accountant.actor, **supply)
    stored = queries.mandate_convention(mandate.pk).stock
    with pytest.raises(errors.NoMandateOverTheBody):
        operations.return_to_accountant(
            by=team.dado.actor, holder_id=stored.pk, numbers=ranks(81, 81), occurred_on=SUPPLIED_ON
        )
    assert held(states.MANDATED) == [ranks(81, 95)]
    a_partition()


def test_what_people_lose_is_blocked_and_what_is_found_comes_back_blocked(stock: Stock) -> None:
    team, day = stock.team, HANDED_ON
    operations.hand_out(
        by=team.dado.actor, point_id=stock.point.pk, numbers=ranks(1, 10), occurred_on=day, referral_id=refer(stock).pk
    )
    people = Holder.objects.get(kind=states.BENEFICIARIES)
    with pytest.raises(NotYourRole):
        operations.declare_loss(
            by=team.printer.actor, holder_id=people.pk, numbers=ranks(1, 10), occurred_on=day, note="Vol"
        )
    slip = operations.declare_loss(
        by=team.dado.actor, holder_id=people.pk, numbers=ranks(1, 10), occurred_on=day, note="Vol à l'arraché",
        kind="stolen",
    )  # fmt: skip
    assert (slip.kind, held(states.STOLEN)) == ("theft", [ranks(1, 10)])
    assert vouchers.marks(ranks(1, 10)) == {"blocked": 10}
    operations.find_again(
        by=team.holder.actor, to_holder_id=stock.imprest.safe.pk, numbers=ranks(1, 4), occurred_on=day,
        note="Rapportés en mairie", stolen=True,
    )  # fmt: skip
    assert held(states.SAFE) == [ranks(1, 4), ranks(51, 80)]
    assert vouchers.marks(ranks(1, 4)) == {"blocked": 4}
    a_partition()


def test_the_accountant_can_lose_pass_too(stock: Stock) -> None:
    accountant = Holder.objects.get(kind=states.ACCOUNTANT)
    operations.declare_loss(
        by=stock.team.accountant.actor, holder_id=accountant.pk, numbers=ranks(81, 82), occurred_on=HANDED_ON,
        note="Dégât des eaux", kind="destroyed",
    )  # fmt: skip
    assert held(states.DESTROYED) == [ranks(81, 82)]
    assert vouchers.marks(ranks(81, 82)) == {"blocked": 2}


@pytest.mark.parametrize("kind", sorted(states.CUSTODY))
def test_no_passage_leaves_the_table_of_custody(stock: Stock, kind: str) -> None:
    """Whatever the giver and the taker, only a verb of the table moves pass."""
    piece = Piece(stock.order, ranks(1, 1))
    for other in states.CUSTODY:
        for verb in {verb for verbs in states.CUSTODY.values() for verb in verbs}:
            giver, taker = Holder(kind=kind), Holder(kind=other)
            allowed = states.CUSTODY[kind].get(verb) == other
            if not allowed:
                with pytest.raises(ValueError, match="does not lead"):
                    Passage(verb, [piece], giver, taker, HANDED_ON)
            else:
                assert Passage(verb, [piece], giver, taker, HANDED_ON).count == 1


def test_every_contest_brings_back_where_it_came_from() -> None:
    for verb, back in states.CONTESTS.items():
        for giver, verbs in states.CUSTODY.items():
            if verb in verbs:
                assert states.CUSTODY[verbs[verb]][back] == giver


def test_a_register_is_read_by_pages_both_ways_with_its_balance(stock: Stock) -> None:
    other = make_point(stock.team, stock.imprest, "Béthune")
    for rank in range(51, 61):
        operations.transfer_to_point(
            by=stock.team.holder.actor, point_id=other.pk, numbers=ranks(rank, rank),
            occurred_on=TRANSFERRED_ON + timedelta(days=(rank % 3)),
        )  # fmt: skip
    safe = stock.imprest.safe.pk
    whole = list(queries.register_lines(safe))
    assert [line.balance for line in whole] == [80, 30, *range(29, 19, -1)]
    assert sorted(line.place for line in whole) == [line.place for line in whole]
    pages, after = [], None
    while True:
        page = queries.register_page(safe, after=after, size=5)
        pages.append(page)
        after = page.following
        if after is None:
            break
    assert [line for page in pages for line in page.lines] == whole
    assert [(page.opening, page.closing) for page in pages] == [(0, 27), (27, 22), (22, 20)]
    back = queries.register_page(safe, before=pages[2].preceding, size=5)
    assert (back.lines, back.preceding is not None) == (pages[1].lines, True)
    assert queries.register_page(safe, before=back.preceding, size=5).preceding is None
    first_day = queries.register_page(safe, since=TRANSFERRED_ON, until=TRANSFERRED_ON)
    assert (first_day.opening, first_day.closing) == (80, queries.balance(safe, TRANSFERRED_ON))
    nothing = queries.register_page(safe, since=date(2022, 1, 1), until=date(2022, 1, 31))
    assert (nothing.opening, nothing.lines, nothing.closing) == (20, [], 20)
    assert queries.Place.parse(str(whole[3].place)) == whole[3].place


def test_a_balance_is_told_as_it_was_known(stock: Stock) -> None:
    safe = stock.imprest.safe.pk
    before = Movement.objects.latest("pk").recorded_at
    operations.transfer_to_point(
        by=stock.team.holder.actor, point_id=stock.point.pk, numbers=ranks(51, 60), occurred_on=SUPPLIED_ON
    )
    assert queries.balance(safe, DELIVERED_ON) == 0
    assert queries.balance(safe, SUPPLIED_ON) == 70
    assert queries.balance(safe, SUPPLIED_ON, known_at=before) == 80
    assert [line.balance for line in queries.register_lines(safe, known_at=before)] == [80, 30]


def test_every_verb_fits_in_its_column() -> None:
    longest = Movement._meta.get_field("verb").max_length or 0
    assert all(len(verb) <= longest for verbs in states.CUSTODY.values() for verb in verbs)


def test_pass_lost_on_the_road_are_missing_and_never_said_to_have_come(team: Team) -> None:
    order = produce(team, prove(team, confirm(team, draft(team))))
    moved = {"by": team.printer.actor, "order_id": order.pk, "occurred_on": PRODUCED_ON}
    operations.dispatch_delivery(numbers=ranks(1, 60), carrier="Transports Nord (exemple)", **moved)
    carrier = Holder.objects.get(kind=states.CARRIER)
    with pytest.raises(NotYourRole):
        operations.return_to_printer(carrier_id=carrier.pk, numbers=ranks(1, 10), **(moved | {"by": team.anne.actor}))
    with pytest.raises(errors.NotInThatCustody):
        operations.return_to_printer(carrier_id=carrier.pk, numbers=ranks(60, 61), **moved)
    other = produce(team, confirm(team, draft(team, "2021-02")), SERIES + 1)
    with pytest.raises(NumbersUnknown):
        operations.return_to_printer(carrier_id=carrier.pk, numbers=ranks(1, 10), **(moved | {"order_id": other.pk}))
    operations.return_to_printer(carrier_id=carrier.pk, numbers=ranks(1, 10), note="Absent", **moved)
    assert held(states.PRINTER) == [ranks(1, 10), ranks(61, 100), ranks(1, 100, SERIES + 1)]
    operations.declare_loss(
        by=team.anne.actor, holder_id=carrier.pk, numbers=ranks(11, 60), occurred_on=PRODUCED_ON, note="Accident",
        kind="stolen",
    )  # fmt: skip
    with pytest.raises(errors.NotInThatCustody):
        deliver(team, order)
    deliver(team, order, missing=[ranks(11, 60)], note="Volés en route")
    assert (held(states.NOT_DELIVERED), held(states.STOLEN)) == ([ranks(11, 60)], [])
    assert vouchers.marks(ranks(11, 60)) == {"cancelled": 50}
    a_partition(200)
