"""How an order and the pass of it are written: the same for authority, operator and accountant."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.distribution import queries as distribution
from quitus.domain.grants.catalogue import PUBLICS, SERVICES
from quitus.domain.printing import queries as printing
from quitus.domain.printing.states import MADE as PROOF_MADE
from quitus.domain.vouchers import entrusted, queries, rules, states
from quitus.domain.vouchers.ended_errors import EndedBeforeActivation, EndedBeforeProduction
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.standings import Standings
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Next,
    Row,
    Step,
    StepState,
    Table,
    money,
    number,
)
from quitus.interfaces.web.layout.order_standings import order_status
from quitus.interfaces.web.layout.words import count, day, number_range, sentence
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange, merged
from quitus.kernel.refusals import Refusal


def engages(order: Order) -> bool:
    """Whether no mandat pays its pass beforehand: the authority pays the venues, and engages what it will owe them."""
    return not queries.paid_beforehand(order)


def order_steps(order: Order) -> list[Step]:
    """The chain of an order, from its draft to its last day."""
    passed: list[tuple[str, date | None]] = [
        (_("Préparée"), order.drafted_on),
        *([] if order.visa_waived else [(_("Visée"), order.visa_on)]),
        (_("Confirmée"), order.confirmed_on),
        (_("Bon à tirer"), order.proof_on),
        (_("Produite"), order.produced_on),
        (_("Livrée"), order.delivered_on),
        (_("Active"), order.activated_on),
    ]
    current = next((place for place, (_label, on) in enumerate(passed) if on is None), None)

    def state(place: int, on: date | None) -> StepState:
        if on is not None:
            return "done"
        return "current" if place == current and order.cancelled_on is None else "to_come"

    steps = [Step(label, state(place, on), on) for place, (label, on) in enumerate(passed)]
    last = Step(_("Fin de validité"), "done" if order.closing_on else "to_come", order.valid_until)
    if order.closing_on is None:
        return [*steps, last]
    return [*steps, last, Step(_("Close"), "done" if order.closed_on else "current", order.closed_on)]


def quantity_words(order: Order) -> str:
    """« 500 carnets de 10 pass »."""
    booklets = order.quantity // order.booklet_size
    words = ngettext("%(booklets)s carnet de %(size)s pass", "%(booklets)s carnets de %(size)s pass", booklets)
    return words % {"booklets": count(booklets), "size": order.booklet_size}


def lead_words(order: Order) -> str:
    """How many pass it is of; once its last day passed before it was activated, what is left to do of it."""
    if not queries.has_ended_unused(order):
        return quantity_words(order)
    return f"{quantity_words(order)}. {sentence(ended(order))}"


def ended(order: Order) -> Refusal:
    """Why an order whose last day passed before it was activated goes no further."""
    made = order.state in (states.PRODUCED, states.DELIVERED)
    refusal = EndedBeforeActivation if made else EndedBeforeProduction
    return refusal(number=order.number, valid_until=order.valid_until)


def awaited_words(order: Order, left: int | None) -> str:
    """« 2023-02, 500 carnets de 10 pass », or how many of them are `left` once some were delivered."""
    if left is None:
        return f"{order.number}, {quantity_words(order)}"
    words = _("%(order)s, encore %(left)s pass sur %(all)s")
    return words % {"order": order.number, "left": count(left), "all": count(order.quantity)}


def due_of(order: Order) -> date | None:
    """The day by which its contract wants a printed order delivered, for the tasks of those who deliver and count."""
    return queries.delivery_due_on(order) if order.state == states.PRODUCED else None


def order_facts(order: Order) -> list[Fact]:
    """What an order says, for whoever may read it."""
    contract = order.operator_contract
    return [
        Fact(_("Quantité"), quantity_words(order), _("soit %(count)s pass") % {"count": count(order.quantity)}),
        Fact(_("Valeur d'un pass"), money(order.face_value_cents)),
        Fact(_("Valeur de la commande"), money(order.quantity * order.face_value_cents)),
        Fact(_("Qui émet les pass"), contract.operator.name if contract else _("La collectivité"), shape_words(order)),
        *_number_before(order),
        *_printer(order),
        *([Fact(_("Marché et contrat"), f"{order.market} · {contract.number}")] if contract else []),
        *([Fact(_("Marché de l'imprimeur"), str(order.market))] if order.market and not contract else []),
        Fact(_("Qui paie les lieux"), order.payer.name),
        Fact(
            _("Dernier jour de validité"),
            order.valid_until,
            _("acceptés par les lieux jusqu'au %(day)s") % {"day": day(order.usable_until)},
        ),
        *restriction_facts(order),
        *([Fact(_("Corrigée le"), order.corrected_on)] if order.corrected_on else []),
        *refusal_facts(order),
        *_delay_facts(order),
        *_step_facts(order),
    ]


def _number_before(order: Order) -> Iterator[Fact]:
    """What whoever had the pass in another instance calls the order: only delivered ones are taken up."""
    number_before = entrusted.number_before(order.pk) if order.delivered_on else ""
    if number_before:
        yield Fact(_("Ancien numéro"), number_before, _("dans l'instance d'où elle a été reprise"))


def _printer(order: Order) -> Iterator[Fact]:
    """Who printed the pass, when the order was handed to another operator since: only printed pass are."""
    handed = entrusted.entrustments(order.pk).first() if order.delivered_on else None
    if handed is not None:
        yield Fact(
            _("Pass imprimés par"), handed.contract_before.operator.name, _("avant que la commande soit confiée")
        )


def shape_words(order: Order) -> str:
    """Who makes the pass; of an authority that issues them itself, that the law does not settle it."""
    words = _(states.SHAPES[order.shape])
    return _("%(shape)s – [?] en droit") % {"shape": words} if order.shape == states.SELF_ISSUED else words


def restriction_facts(order: Order) -> list[Fact]:
    """Where, for what and for whom the pass are good, where the order says so."""
    covered = queries.restrictions(order)
    found = []
    if covered.territory:
        found.append(
            Fact(
                _("Territoire"),
                ", ".join(rules.territory_words(covered.territory)),
                _("d'après le code postal du lieu ; un lieu mobile a celui de son adresse"),
            )
        )
    if covered.services:
        labels = dict(SERVICES)
        found.append(Fact(_("Services"), ", ".join(_(labels[code]) for code in covered.services)))
    if covered.publics:
        labels = {code: label for code, label, _pic in PUBLICS}
        found.append(Fact(_("Publics"), ", ".join(_(labels[code]) for code in covered.publics)))
    return found or [Fact(_("Restrictions"), _("Aucune : tous les lieux, services et publics"))]


def refusal_facts(order: Order) -> list[Fact]:
    """Why the accountant refused his visa, until he gives it."""
    if order.visa_refused_on is None or order.state not in (states.DRAFTED, states.VISA_REFUSED):
        return []
    return [Fact(_("Visa refusé le"), order.visa_refused_on, order.visa_refusal)]


def _delay_facts(order: Order) -> list[Fact]:
    words = ngettext("%(count)s jour après le service", "%(count)s jours après le service", order.late_entry_days)
    facts = [
        Fact(_("Délai pour saisir une utilisation"), words % {"count": count(order.late_entry_days)}),
        Fact(_("Pass par personne et par service, au plus"), count(order.pass_per_person)),
    ]
    due = queries.delivery_due_on(order)
    if due is not None and order.delivered_on is None:
        facts.append(Fact(_("Livraison due le"), due, _("d'après le contrat")))
    if order.state in (states.ACTIVE, states.CLOSING):
        facts.append(Fact(_("Peut être close à partir du"), queries.closable_on(order)))
    return facts


def _step_facts(order: Order) -> list[Fact]:
    """What its steps brought so far."""
    facts = []
    if order.visa_waived:
        facts.append(Fact(_("Visa du comptable"), _("Non demandé par la convention")))
    if order.proof_by:
        facts.append(Fact(_("Bon à tirer donné par"), order.proof_by))
    if order.delivered_count is not None:
        facts.append(Fact(_("Pass livrés"), number(order.delivered_count), _difference(order)))
    if order.mandat_number:
        label = _("Numéro d'engagement") if engages(order) else _("Mandat")
        facts.append(Fact(label, order.mandat_number))
    if order.blocked_from:
        facts.append(Fact(_("Remises arrêtées à partir du"), order.blocked_from))
    if order.closing_on:
        facts.append(Fact(_("En clôture depuis le"), order.closing_on, order.closing_reason))
    return facts


def _difference(order: Order) -> str:
    missing = -(order.delivery_difference or 0)
    if not missing:
        return order.delivery_note
    words = ngettext("%(count)s manquant : %(note)s", "%(count)s manquants : %(note)s", missing)
    return words % {"count": count(missing), "note": order.delivery_note}


def order_coming(order: Order) -> list[Next]:
    """What comes next for an order, and who owes it."""
    contract = order.operator_contract
    manager = _("le responsable du dispositif")
    maker = contract.operator.short_name if contract else manager
    coming = {
        states.DRAFTED: (_("Viser la commande"), _("le comptable public")),
        states.VISA_REFUSED: (_("Corriger la commande, ou répondre au comptable"), manager),
        states.VISAED: (_("Confirmer la commande"), manager),
        states.PROOFED: (_("Produire les pass"), maker),
        states.DELIVERED: (
            _("Activer la commande par son engagement") if engages(order) else _("Activer la commande par son mandat"),
            _("l'ordonnateur"),
        ),
    }
    if queries.has_ended_unused(order):
        return [Next(ended_words(order), manager, order.valid_until, late=True)]
    if order.state == states.DRAFTED and not queries.visa_is_required(order.scheme_id):
        return [Next(_("Confirmer la commande"), manager)]
    if order.state == states.CONFIRMED:
        return [_proof_coming(order, maker, manager)]
    if order.state == states.CLOSING:
        return [Next(_("Clore la commande"), manager, queries.closable_on(order))]
    if order.state == states.PRODUCED:
        due = queries.delivery_due_on(order)
        late = due is not None and due < today()
        what = _("Enregistrer la livraison")
        if queries.deliveries(order.pk):
            what = _("Enregistrer le reste de la livraison, ou déclarer ce qui ne viendra pas")
        return [Next(what, _("le comptable public ou le responsable du dispositif"), due, late=late)]
    if order.state == states.DELIVERED and (slips := distribution.deliveries_to_sign(order.pk).get(order.pk)):
        numbers = ", ".join(slip.number for slip in slips)
        what = _("Prendre en charge les pass livrés : signer %(slips)s") % {"slips": numbers}
        return [Next(what, _("le comptable public"))]
    if order.state == states.ACTIVE:
        last = _("Dernier jour de validité : %(day)s") % {"day": day(order.valid_until)}
        return [Next(last, "", order.valid_until)]
    return [Next(*coming[order.state])] if order.state in coming else []


def ended_words(order: Order) -> str:
    """What the manager can still do of an order whose last day passed before it was activated."""
    if order.state in (states.DRAFTED, states.VISA_REFUSED):
        return _("Dernier jour passé : corriger ou annuler la commande")
    if order.state in (states.PRODUCED, states.DELIVERED):
        return _("Dernier jour passé : prolonger ou abandonner la commande")
    return _("Dernier jour passé : annuler la commande")


def _proof_coming(order: Order, maker: str, manager: str) -> Next:
    """Nobody approves a proof before there is one; that of an operator outside comes on paper."""
    if order.shape == states.OUTSIDE or proof_waits(order):
        return Next(_("Donner le bon à tirer"), manager)
    if order.shape == states.INSIDE:
        return Next(_("Épreuve attendue de l'opérateur"), maker)
    return Next(_("Préparer l'épreuve"), manager)


def proof_waits(order: Order) -> bool:
    """Whether a proof of the order waits to be approved or refused."""
    return printing.proofs(order.pk).filter(state=PROOF_MADE).exists()


def orders_table(orders: Sequence[Order], among: Standings, *, url: Callable[[Order], str], empty: Empty) -> Table:
    """A list of orders; `url` gives the page that each opens."""
    return Table(
        caption=_("Commandes"),
        columns=[
            Column(_("Commande")),
            Column(_("Préparée le"), "day"),
            Column(_("Pass"), "number"),
            Column(_("Valeur"), "money"),
            Column(_("Opérateur")),
            Column(_("Où elle en est")),
        ],
        rows=[
            Row(
                [
                    one.number,
                    one.drafted_on,
                    one.quantity,
                    one.quantity * one.face_value_cents,
                    one.operator_contract.operator.short_name if one.operator_contract else _("la collectivité"),
                    order_status(one, among),
                ],
                url=url(one),
            )
            for one in orders
        ],
        empty=empty,
        **_totals(orders),
    )


def _totals(orders: Sequence[Order]) -> dict[str, list[Any]]:
    """What is ordered; apart, what is still being prepared, which may never be."""
    ordered = [one for one in orders if one.state in queries.COMMITTED]
    prepared = [one for one in orders if one.state in (states.DRAFTED, states.VISA_REFUSED, states.VISAED)]
    feet = [_total(words, those) for words, those in ((_("À commander"), prepared), (_("Commandés"), ordered)) if those]
    return {"besides": feet[:-1], "totals": feet[-1]} if feet else {}


def _total(words: str, orders: Sequence[Order]) -> list[object]:
    value = sum(one.quantity * one.face_value_cents for one in orders)
    return [words, "", number(sum(one.quantity for one in orders)), money(value), "", ""]


def pass_words(numbers: NumberRange, order: Order) -> str:
    """Which pass, as one reads them on the booklets: « carnets 1 à 5 » or « pass 111 à 113 »."""
    size = order.booklet_size
    whole = rules.whole_booklets(numbers, size)
    if whole == numbers:
        first, last = rules.booklet_of(numbers.first, size), rules.booklet_of(numbers.last, size)
        label = _("carnet %(range)s") if first == last else _("carnets %(range)s")
        return label % {"range": number_range(first, last)}
    return _("pass %(range)s") % {"range": number_range(rules.rank_of(numbers.first), rules.rank_of(numbers.last))}


def pass_count(value: int) -> str:
    """« 1 200 pass »."""
    return ngettext("%(count)s pass", "%(count)s pass", value) % {"count": count(value)}


def sum_words(order: Order, ranges: Sequence[NumberRange]) -> str:
    """« 9 carnets et 9 pass seuls, soit 99 pass »: how many, as one counts them on a table."""
    total, size = sum(one.count for one in ranges), order.booklet_size
    parts = (rules.whole_booklets(one, size) for one in merged(ranges))
    booklets = sum(one.count for one in parts if one is not None) // size
    single = total - booklets * size
    if not booklets:
        return pass_count(total)
    words = ngettext("%(count)s carnet", "%(count)s carnets", booklets) % {"count": count(booklets)}
    if single:
        rest = ngettext("%(count)s pass seul", "%(count)s pass seuls", single) % {"count": count(single)}
        words = _("%(booklets)s et %(single)s") % {"booklets": words, "single": rest}
    return _("%(sum)s, soit %(pass)s") % {"sum": words, "pass": pass_count(total)}


def pass_and_order_words(order: Order, *ranges: NumberRange) -> str:
    """« carnets 1 à 5, pass 61 · commande 2021-01 »."""
    words = ", ".join(pass_words(one, order) for one in ranges)
    return _("%(pass)s · commande %(order)s") % {"pass": words, "order": order.number}


def full_pass_words(numbers: NumberRange, order: Order) -> str:
    """« carnet 12, pass 111 à 120 »: what one checks on the paper in one's hand."""
    words = pass_words(numbers, order)
    if rules.whole_booklets(numbers, order.booklet_size) != numbers:
        return words
    ranks = number_range(rules.rank_of(numbers.first), rules.rank_of(numbers.last))
    return _("%(booklets)s, pass %(ranks)s") % {"booklets": words, "ranks": ranks}


def number_words(number_: int) -> str:
    """A pass number in groups for the eye: series, then rank."""
    return f"{rules.series_of(number_)}-{rules.rank_of(number_):07d}"


def marks_table(order: Order) -> Table:
    """How many pass of an order bear each mark."""
    counts = queries.counts_by_mark(order.pk)
    labels = dict(states.MARK_LABELS)
    if order.activated_on and (order.state == states.CLOSED or order.usable_until < today()):
        labels[states.PLAIN] = states.VALIDITY_LABELS[states.EXPIRED]
    rows = [Row([_(label), counts[mark]]) for mark, label in labels.items() if counts.get(mark)]
    return Table(
        caption=_("Où en sont ses pass"),
        columns=[Column(_("Pass")), Column(_("Nombre"), "number")],
        rows=rows,
        totals=[_("Total"), number(sum(counts.values()))] if rows else [],
        empty=Empty(_("Les pass n'existent pas encore : l'opérateur ne les a pas produits.")),
    )
