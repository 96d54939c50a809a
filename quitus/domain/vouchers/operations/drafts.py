"""An order while it is a draft: prepared, then corrected until the accountant visas it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NotRequired, TypedDict, Unpack

from quitus.domain.budget import queries as budget
from quitus.domain.budget.models import Market
from quitus.domain.grants import queries as grants
from quitus.domain.grants.catalogue import PUBLICS, SERVICES
from quitus.domain.grants.errors import ConventionNotSigned
from quitus.domain.grants.models import Convention
from quitus.domain.grants.rules import Terms
from quitus.domain.organisations import queries as organisations
from quitus.domain.vouchers import policies, queries, rules, states
from quitus.domain.vouchers.draft_errors import DraftedAfterRefusal, DraftSettled, DraftUnchanged, RefusalNotAnswered
from quitus.domain.vouchers.errors import (
    ConventionMissing,
    DateBeforePreviousStep,
    NotWholeBooklets,
    OrderNumberTaken,
    PayerNotOfTheOrder,
    PublicUnknown,
    ServiceUnknown,
    TerritoryUnknown,
    TooManyPassInOneOrder,
    ValidityAlreadyOver,
)
from quitus.domain.vouchers.models import OperatorContract, Order
from quitus.domain.vouchers.operations.contracts import refuse_outside_bounds
from quitus.domain.vouchers.operations.steps import locked, refuse_unread, said_on, told
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.constraints import refused_by
from quitus.kernel.life import after
from quitus.kernel.operation import operation
from quitus.kernel.refusals import Refusal
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


class Draft(TypedDict):
    """What an order says: `quantity` pass, bound in booklets of `booklet_size`.

    Without a contract the authority issues the pass itself and pays the venues, with no tolerance and the convention's
    delay of late entry. `payer_id` is who pays: the operator (default) or the authority. `valid_until` is printed on
    the pass. `territory` (départements and postcodes of venues), `services` and `publics` (codes of the catalogue)
    restrict the use; empty means no restriction. `market_id` is the market of the printer of pass that the authority
    issues, if there is one; an order to an operator is under the market of its contract, whatever is said here.
    """

    number: str
    quantity: int
    booklet_size: int
    face_value_cents: int
    valid_until: date
    drafted_on: date
    operator_contract_id: NotRequired[int | None]
    market_id: NotRequired[int | None]
    payer_id: NotRequired[int | None]
    territory: NotRequired[Sequence[str]]
    services: NotRequired[Sequence[str]]
    publics: NotRequired[Sequence[str]]


@operation
def draft_order(*, by: Actor, **draft: Unpack[Draft]) -> Order:
    """Prepare an order.

    Refuses with `NotYourRole`, `DateInTheFuture`, `NotWholeBooklets`, `OrderNumberTaken`, `TooManyPassInOneOrder`,
    `ValidityAlreadyOver`, `PayerNotOfTheOrder`, `ConventionMissing`, `BookletSizeNotOfTheContract`,
    `QuantityOutsideTheContract`, `TerritoryUnknown`, `ServiceUnknown`, `PublicUnknown`.
    """
    refuse_unless(policies.may_draft_order(by.role))
    scheme_id = current_scheme_id()
    fields = _fields(scheme_id, draft)
    order = Order(scheme_id=scheme_id, convention=_convention(scheme_id), **fields)
    with refused_by("order_has_a_number_of_its_own", OrderNumberTaken(number=order.number)):
        order.save(force_insert=True)
    told(by, "draft_order", order, N_("Commande préparée"), {"quantity": order.quantity})
    return order


@operation
def correct_draft(
    *, by: Actor, order_id: int, revision: int, corrected_on: date, answer: str = "", **draft: Unpack[Draft]
) -> Order:
    """Say anew all that `revision` of a draft says; each change is a line of its thread, from what to what.

    The accountant visas it and the pass may print it: after the draft it is settled. An order whose visa was refused
    becomes a draft again, for which the visa is asked again: corrected, or with the `answer` that says why not.
    Refuses as `draft_order`, and with `DraftSettled`, `OrderCorrectedSince`, `DraftUnchanged`, `RefusalNotAnswered`,
    `DraftedAfterRefusal`, `DateBeforePreviousStep`.
    """
    refuse_unless(policies.may_draft_order(by.role))
    order = locked(order_id)
    state = after(states.ORDER, order.state, "correct_draft")
    if state is None:
        raise DraftSettled(number=order.number, state=states.ORDER_LABELS[order.state])
    refuse_unread(order, revision)
    if order.visa_refused_on is not None and draft["drafted_on"] > order.visa_refused_on:
        raise DraftedAfterRefusal(refused_on=order.visa_refused_on)
    refuse_future(corrected_on)
    refused, reply = order.state == states.VISA_REFUSED, answer.strip()
    fields = _fields(order.scheme_id, draft)
    changes = _changed(order, fields)
    if not changes and not (refused and reply):
        raise RefusalNotAnswered(number=order.number) if refused else DraftUnchanged(number=order.number)
    if corrected_on < said_on(order):
        raise DateBeforePreviousStep(previous_on=said_on(order))
    order.state, order.corrected_on = state, corrected_on
    order.revision += 1
    with refused_by("order_has_a_number_of_its_own", OrderNumberTaken(number=order.number)):
        order.save(update_fields=["state", "revision", "corrected_on", *fields])
    for sentence, facts in changes:
        told(by, "correct_draft", order, sentence, facts)
    if refused:
        said = N_("Visa redemandé au comptable : %(answer)s") if reply else N_("Visa redemandé au comptable")
        told(by, "correct_draft", order, said, {"answer": reply})
    return order


def _fields(scheme_id: int, draft: Draft) -> dict[str, Any]:
    """What an order holds of what is said of it. Refuses as `draft_order`, save for the role."""
    _refuse_wrong_days(draft["drafted_on"], draft["valid_until"])
    _refuse_wrong_quantity(draft["quantity"], draft["booklet_size"])
    contract = _contract(draft.get("operator_contract_id"))
    if contract is not None:
        refuse_outside_bounds(contract, draft["quantity"], draft["booklet_size"])
    terms = _terms(scheme_id, draft["drafted_on"])
    return {
        "number": draft["number"].strip(),
        "quantity": draft["quantity"],
        "booklet_size": draft["booklet_size"],
        "face_value_cents": draft["face_value_cents"],
        "drafted_on": draft["drafted_on"],
        "valid_until": draft["valid_until"],
        "usable_until": rules.usable_until(draft["valid_until"], contract.tolerance_months if contract else 0),
        "late_entry_days": contract.late_entry_days if contract else terms.late_entry_days,
        "pass_per_person": terms.pass_per_person_max,
        "payer_id": _payer(scheme_id, contract, draft.get("payer_id")),
        **_issued_under(contract, _market(scheme_id, draft.get("market_id"))),
        **_restricted_to(draft),
    }


@dataclass(frozen=True)
class _Said:
    """One thing that an order says; how its correction is told, its facts `before…` and `after…` ending in `kind`."""

    of: Callable[[Order], object]
    sentence: str
    kind: str = ""


SAID = (
    _Said(lambda one: one.number, N_("Numéro corrigé : %(after)s au lieu de %(before)s")),
    _Said(
        lambda one: _maker(one),
        N_("Qui produit les pass, corrigé : %(after)s au lieu de %(before)s"),
    ),
    _Said(
        lambda one: one.market.number if one.market and not one.operator_contract else N_("aucun"),
        N_("Marché de l'imprimeur corrigé : %(after)s au lieu de %(before)s"),
    ),
    _Said(lambda one: one.payer.short_name, N_("Qui paie les lieux, corrigé : %(after)s au lieu de %(before)s")),
    _Said(
        lambda one: one.quantity, N_("Quantité corrigée : %(after_count)s pass au lieu de %(before_count)s"), "_count"
    ),
    _Said(
        lambda one: one.booklet_size,
        N_("Taille des carnets corrigée : %(after_count)s pass au lieu de %(before_count)s"),
        "_count",
    ),
    _Said(
        lambda one: one.face_value_cents,
        N_("Valeur d'un pass corrigée : %(after_cents)s au lieu de %(before_cents)s"),
        "_cents",
    ),
    _Said(
        lambda one: one.valid_until,
        N_("Dernier jour de validité corrigé : %(after_on)s au lieu du %(before_on)s"),
        "_on",
    ),
    _Said(
        lambda one: one.drafted_on, N_("Date de la commande corrigée : %(after_on)s au lieu du %(before_on)s"), "_on"
    ),
    _Said(
        lambda one: rules.territory_words(tuple(one.territory)) or N_("tous les lieux"),
        N_("Territoire corrigé : %(after)s au lieu de %(before)s"),
    ),
    _Said(
        lambda one: tuple(label for code, label in SERVICES if code in one.service_codes) or N_("tous"),
        N_("Services corrigés : %(after)s au lieu de %(before)s"),
    ),
    _Said(
        lambda one: tuple(label for code, label, _pic in PUBLICS if code in one.public_codes) or N_("tous"),
        N_("Publics corrigés : %(after)s au lieu de %(before)s"),
    ),
)


def _maker(order: Order) -> str:
    contract = order.operator_contract
    return f"{contract.operator.short_name} – {contract.number}" if contract else N_("La collectivité")


def _changed(order: Order, fields: dict[str, Any]) -> list[tuple[str, dict[str, object]]]:
    """Correct the order, unsaved; what is to be told of it."""
    before = [fact.of(order) for fact in SAID]
    for name, value in fields.items():
        setattr(order, name, value)
    return [
        (fact.sentence, {f"before{fact.kind}": was, f"after{fact.kind}": now})
        for fact, was in zip(SAID, before, strict=True)
        if (now := fact.of(order)) != was
    ]


def _refuse_wrong_days(drafted_on: date, valid_until: date) -> None:
    refuse_future(drafted_on)
    if valid_until < drafted_on:
        raise ValidityAlreadyOver(valid_until=valid_until)


def _refuse_wrong_quantity(quantity: int, booklet_size: int) -> None:
    if quantity < 1 or quantity % booklet_size:
        raise NotWholeBooklets(quantity=quantity, booklet_size=booklet_size)
    if quantity > rules.MOST_PASS:
        raise TooManyPassInOneOrder(most=rules.MOST_PASS)


def _convention(scheme_id: int) -> Convention:
    convention = grants.convention_of(scheme_id)
    if convention is None:
        raise ConventionMissing()
    return convention


def _market(scheme_id: int, market_id: int | None) -> Market | None:
    return budget.markets(scheme_id).get(pk=market_id) if market_id else None


def _issued_under(contract: OperatorContract | None, printers: Market | None) -> dict[str, Any]:
    """The market and the contract of an order, and the shape that follows from them."""
    return {
        "market_id": contract.market_id if contract else printers and printers.pk,
        "operator_contract_id": contract.pk if contract else None,
        "shape": rules.shape(
            has_contract=contract is not None, operates_inside=contract is not None and contract.operates_inside
        ),
    }


def _contract(operator_contract_id: int | None) -> OperatorContract | None:
    if operator_contract_id is None:
        return None
    return queries.contracts().get(pk=operator_contract_id)


def _terms(scheme_id: int, on: date) -> Terms | type[Terms]:
    """What the convention says on that day, or what holds where none says anything."""
    try:
        return grants.terms_at(scheme_id, on)
    except ConventionNotSigned:
        return Terms


def _payer(scheme_id: int, contract: OperatorContract | None, payer_id: int | None) -> int:
    authority_id = organisations.scheme_by_id(scheme_id).authority_id
    allowed = {authority_id, contract.operator_id} if contract else {authority_id}
    payer = payer_id or (contract.operator_id if contract else authority_id)
    if payer not in allowed:
        raise PayerNotOfTheOrder()
    return payer


def _restricted_to(draft: Draft) -> dict[str, list[str]]:
    services, publics = {one.code for one in grants.services()}, {one.code for one in grants.publics()}
    return {
        "territory": _territory(draft.get("territory", ())),
        "service_codes": _known(draft.get("services", ()), services, lambda code: ServiceUnknown(service=code)),
        "public_codes": _known(draft.get("publics", ()), publics, lambda code: PublicUnknown(public=code)),
    }


def _territory(parts: Sequence[str]) -> list[str]:
    """The beginnings of postcodes, each once, in order."""
    found: set[str] = set()
    for part in parts:
        beginnings = rules.postcodes_of(part)
        if beginnings is None:
            raise TerritoryUnknown(part=part.strip())
        found.update(beginnings)
    return sorted(found)


def _known(codes: Sequence[str], catalogue: set[str], unknown: Callable[[str], Refusal]) -> list[str]:
    for code in codes:
        if code not in catalogue:
            raise unknown(code)
    return sorted(set(codes))
