"""An order while it is on paper: corrected as often as needed, its visa refused, asked for again, given."""

from datetime import date

import pytest

from quitus.domain.audit import queries as audit
from quitus.domain.documents.models import SignedPaper
from quitus.domain.documents.signed import OnPaper
from quitus.domain.vouchers import draft_errors, errors, operations, queries, states
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.layout.words import told
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from tests.factories.passes import CONFIRMED_ON, DRAFTED_ON, VISA_ON, Team, confirm, correct, draft

REFUSED_ON = date(2021, 6, 4)
PAPER = OnPaper("Claude Masson", "refus.pdf", "a" * 64, "application/pdf", 1200)


def refuse(team: Team, order: Order, **facts: object) -> Order:
    told_: dict[str, object] = {
        "by": team.accountant.actor, "revision": queries.order(order.pk).revision, "refused_on": REFUSED_ON,
        "reason": "Trop de pass",
    }  # fmt: skip
    return operations.refuse_visa(order_id=order.pk, **(told_ | facts))  # type: ignore[arg-type]


def thread(order: Order) -> list[str]:
    return [told(entry) for entry in audit.thread("order", order.pk)]


def test_a_refused_visa_is_told_and_given_once_the_order_is_corrected(team: Team) -> None:
    order = refuse(team, draft(team))
    assert (order.state, order.visa_refused_on, order.visa_refusal) == (states.VISA_REFUSED, REFUSED_ON, "Trop de pass")
    for step in (
        lambda: operations.visa_order(by=team.accountant.actor, order_id=order.pk, revision=1, visa_on=VISA_ON),
        lambda: operations.confirm_order(by=team.anne.actor, order_id=order.pk, revision=1, confirmed_on=CONFIRMED_ON),
        lambda: refuse(team, order),
    ):
        with pytest.raises(errors.OrderStandsElsewhere):
            step()
    assert correct(team, order, quantity=50).state == states.DRAFTED
    with pytest.raises(errors.DateBeforePreviousStep):
        operations.visa_order(by=team.accountant.actor, order_id=order.pk, revision=2, visa_on=DRAFTED_ON)
    confirmed = confirm(team, order)
    assert (confirmed.state, confirmed.quantity) == (states.CONFIRMED, 50)
    assert thread(order)[1:5] == [
        "Visa refusé : Trop de pass",
        "Quantité corrigée : 50 pass au lieu de 100",
        "Visa redemandé au comptable",
        "Visa du comptable donné",
    ]


def test_a_refusal_says_why_on_a_day_that_follows_by_who_may(team: Team) -> None:
    order = draft(team)
    for facts, refusal in (
        ({"reason": " "}, draft_errors.VisaRefusalNotExplained),
        ({"reason": "x" * 501}, draft_errors.VisaRefusalTooLong),
        ({"refused_on": date(2021, 5, 31)}, errors.DateBeforePreviousStep),
        ({"refused_on": date(2999, 1, 1)}, DateInTheFuture),
        ({"by": team.anne.actor}, NotYourRole),
        ({"by": team.printer.actor}, NotYourRole),
    ):
        with pytest.raises(refusal):
            refuse(team, order, **facts)
    assert queries.order(order.pk).state == states.DRAFTED


def test_a_refusal_signed_on_paper_is_entered_by_the_authority_with_its_scan(team: Team) -> None:
    order = refuse(team, draft(team), by=team.anne.actor, paper=PAPER)
    kept = SignedPaper.objects.get(subject_kind="order", subject_id=order.pk)
    assert (kept.verb, kept.signed_by, kept.signed_on) == ("refuse_visa", "Claude Masson", REFUSED_ON)


def test_nobody_signs_nor_corrects_what_he_has_not_read(team: Team) -> None:
    order = draft(team)
    correct(team, order, quantity=9000)
    steps = (
        lambda by, **more: operations.visa_order(by=by, order_id=order.pk, revision=1, visa_on=VISA_ON, **more),
        lambda by, **more: refuse(team, order, by=by, revision=1, **more),
    )
    for step in steps:
        with pytest.raises(draft_errors.OrderCorrectedSince, match="2021-01 a été corrigée depuis"):
            step(team.accountant.actor)
        with pytest.raises(draft_errors.OrderCorrectedSince):
            step(team.anne.actor, paper=PAPER)
    with pytest.raises(draft_errors.OrderCorrectedSince):
        correct(team, order, revision=1, quantity=200)
    read = queries.order(order.pk)
    assert (read.state, read.quantity, read.revision) == (states.DRAFTED, 9000, 2)
    operations.visa_order(by=team.accountant.actor, order_id=order.pk, revision=2, visa_on=VISA_ON)


def test_no_visa_is_dated_before_the_correction_that_it_answers(team: Team) -> None:
    order, corrected_on = draft(team), date(2021, 6, 3)
    correct(team, order, quantity=200, corrected_on=corrected_on)
    day_before, read = date(2021, 6, 2), {"order_id": order.pk, "revision": 2}
    with pytest.raises(errors.DateBeforePreviousStep):
        operations.visa_order(by=team.anne.actor, visa_on=day_before, paper=PAPER, **read)  # type: ignore[arg-type]
    with pytest.raises(errors.DateBeforePreviousStep):
        refuse(team, order, refused_on=day_before)
    with pytest.raises(errors.DateBeforePreviousStep):
        operations.cancel_order(by=team.anne.actor, order_id=order.pk, cancelled_on=day_before, reason="Erreur")
    for day, refusal in ((day_before, errors.DateBeforePreviousStep), (date(2999, 1, 1), DateInTheFuture)):
        with pytest.raises(refusal):
            correct(team, order, quantity=300, corrected_on=day)
    refuse(team, order, refused_on=corrected_on)
    with pytest.raises(errors.DateBeforePreviousStep):
        correct(team, order, quantity=300, corrected_on=day_before)


def test_who_changes_nothing_answers_the_accountant(team: Team) -> None:
    order = refuse(team, draft(team))
    with pytest.raises(draft_errors.RefusalNotAnswered):
        correct(team, order, answer=" ")
    assert correct(team, order, answer="Le conseil en a voté cent").state == states.DRAFTED
    assert thread(order)[-1] == "Visa redemandé au comptable : Le conseil en a voté cent"
    with pytest.raises(draft_errors.DraftUnchanged):
        correct(team, order, answer="Encore")


def test_every_thing_that_a_draft_says_is_corrected_and_told_from_what_to_what(team: Team) -> None:
    order = draft(team, territory=["62"], publics=["rsa"])
    correct(
        team, order, number="2021-09", operator_contract_id=None, quantity=1000, booklet_size=5, face_value_cents=12_00,
        valid_until=date(2022, 12, 31), drafted_on=date(2021, 5, 31), territory=["62", "59000"], services=["emploi"],
    )  # fmt: skip
    said = Order.objects.get(pk=order.pk)
    assert (said.shape, said.market_id, said.payer_id) == (states.SELF_ISSUED, None, team.scheme.authority_id)
    assert (said.usable_until, said.booklet_size, said.public_codes) == (date(2022, 12, 31), 5, [])
    assert [line.replace("\u00a0", " ").replace("\u202f", " ") for line in thread(said)[1:]] == [
        "Numéro corrigé : 2021-09 au lieu de 2021-01",
        "Qui produit les pass, corrigé : La collectivité au lieu de Cartopass (exemple) – C-1",
        f"Qui paie les lieux, corrigé : {said.payer.short_name} au lieu de Cartopass (exemple)",
        "Quantité corrigée : 1 000 pass au lieu de 100",
        "Taille des carnets corrigée : 5 pass au lieu de 10",
        "Valeur d'un pass corrigée : 12,00 € au lieu de 10,00 €",
        "Dernier jour de validité corrigé : 31 décembre 2022 au lieu du 31 décembre 2023",
        "Date de la commande corrigée : 31 mai 2021 au lieu du 1er juin 2021",
        "Territoire corrigé : 59000, 62 au lieu de 62",
        "Services corrigés : Insertion professionnelle via le numérique au lieu de tous",
        "Publics corrigés : tous au lieu de Bénéficiaires du RSA",
    ]


def test_a_correction_is_refused_for_what_a_draft_is(team: Team, subtests: pytest.Subtests) -> None:
    order = refuse(team, draft(team))
    draft(team, "2021-02")
    for facts, refusal in (
        ({"by": team.accountant.actor}, NotYourRole),
        ({"quantity": 105}, errors.NotWholeBooklets),
        ({"number": "2021-02"}, errors.OrderNumberTaken),
        ({"payer_id": team.convention.pk + 9999}, errors.PayerNotOfTheOrder),
        ({"valid_until": date(2021, 5, 1)}, errors.ValidityAlreadyOver),
        ({"territory": ["Lens"]}, errors.TerritoryUnknown),
        ({"drafted_on": date(2021, 6, 5)}, draft_errors.DraftedAfterRefusal),
    ):
        with subtests.test(str(facts)), pytest.raises(refusal):
            correct(team, order, **facts)
    assert queries.order(order.pk).state == states.VISA_REFUSED


def test_what_is_visaed_is_no_longer_a_draft(team: Team) -> None:
    order = draft(team)
    operations.visa_order(by=team.accountant.actor, order_id=order.pk, revision=1, visa_on=VISA_ON)
    with pytest.raises(draft_errors.DraftSettled):
        correct(team, order, quantity=50)


def test_an_order_that_the_authority_issues_may_name_the_market_of_its_printer(team: Team) -> None:
    own = draft(team, "2021-07", operator_contract_id=None, market_id=team.market.pk)
    assert (own.shape, own.market_id) == (states.SELF_ISSUED, team.market.pk)
    assert queries.committed_cents(team.market.pk) == 0
    said = correct(team, own, operator_contract_id=None, number="2021-07")
    assert said.market_id is None
    assert thread(said)[-1] == f"Marché de l'imprimeur corrigé : aucun au lieu de {team.market.number}"
