"""New pass in the place of dead ones, in stock or for the person who lost them."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.controls import operations, queries, rules
from quitus.domain.controls.models import LossFile, Replacement
from quitus.domain.distribution import queries as custody
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.rules import series_of
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, Link
from quitus.interfaces.web.layout.controls import written
from quitus.interfaces.web.layout.controls.desk import Desk, file_of
from quitus.interfaces.web.layout.controls.replace_forms import ReplaceForm, ReplaceForPersonForm
from quitus.interfaces.web.layout.doing import sent
from quitus.interfaces.web.layout.orders import pass_count
from quitus.interfaces.web.layout.print_pages import Door, print_alone
from quitus.interfaces.web.layout.stock import holder_words
from quitus.interfaces.web.layout.words import count
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange, size, without
from quitus.usecases import controls as usecases

REFUSED = dict.fromkeys(
    (
        "replacement_not_alike",
        "replacement_not_usable",
        "already_replaced",
        "numbers_unknown",
        "not_in_that_custody",
        "handed_out_while_blocked",
        "handed_out_before_activation",
        "handed_out_after_the_last_day",
        "pass_not_received",
        "handout_too_large",
    ),
    "booklets",
)


SHOWN = 5
"""Hands that the page of a replacement names one by one."""


def replaceable(file: LossFile) -> list[NumberRange]:
    """The dead pass of a file that nothing replaces yet."""
    dead = queries.cancelled_ranges(file.pk)
    used = [part for one in dead for part in queries.used_among(one)]
    return without(dead, *used, *(one.old for one in file.replacements.all()))


def prints(request: SchemeRequest, desk: Desk, file: LossFile) -> list[Link]:
    """The ways to print each pass that replaces one alone, for who prints its order."""
    new = [one.new for one in file.replacements.all() if one.new.count == 1]
    if desk.audience != "authority" or not new:
        return []
    orders = written.orders_of(new)
    reason = _("Remplacement, dossier %(number)s") % {"number": file.number}
    found = (print_alone(request, Door(desk.audience), orders[series_of(one.first)], one.first, reason) for one in new)
    return [link for link in found if link is not None]


def to_file(request: SchemeRequest, desk: Desk, file: LossFile) -> Link:
    """The way back to the file."""
    return Link(_("Dossier %(number)s") % {"number": file.number}, desk.to(request, "loss_file", file.pk))


def replace(request: SchemeRequest, desk: Desk, file_id: int) -> HttpResponse:
    """Say which new pass take the place of the dead ones."""
    file = file_of(request, desk, file_id)
    left = replaceable(file)
    if not left:
        raise Http404
    form = ReplaceForm(sent(request), orders=list(vouchers.orders(states_in=("delivered", "active"))), left=left)
    return bind(
        request,
        form,
        operations.replace_lost_pass,
        Act(
            title=_("Remplacer ces pass"),
            happens=_(
                "Autant de pass neufs prennent la place des pass annulés, et restent chez qui les détient. "
                "Aucun paiement n'en découle."
            ),
            final=_("Un remplacement ne se reprend pas."),
            button=_("Remplacer ces pass"),
            done=_("Le remplacement est enregistré."),
            facts=(*_facts(left), *_in_hand(left)),
            refused=REFUSED | {"replacement_before_the_loss": "replaced_on"},
        ),
        back=to_file(request, desk, file),
        file_id=file_id,
    )


def replace_for_person(request: SchemeRequest, desk: Desk, file_id: int) -> HttpResponse:
    """Hand as many new pass to the person who lost the others."""
    file = file_of(request, desk, file_id)
    left, points = replaceable(file), custody.points_of(request.actor.user_id, today())
    if not left or not points or file.handout_id is None:
        raise Http404
    held = custody.stock(holder_ids=[one.holder.pk for one in points])
    orders = list({line.order.pk: line.order for line in held}.values())
    form = ReplaceForPersonForm(sent(request), orders=orders, points=points, left=left)
    return bind(
        request,
        form,
        usecases.replace_for_person,
        Act(
            title=_("Remettre d'autres pass à la personne"),
            happens=_("Autant de pass neufs sont remis à la personne qui a perdu les siens, annulés pour toujours."),
            final=_("Un remplacement ne se reprend pas."),
            button=_("Remettre ces pass"),
            done=_("Les pass de remplacement sont remis. Imprimez le bon et faites-le signer."),
            facts=_facts(left),
            refused=REFUSED | {"replacement_before_the_loss": "occurred_on"},
        ),
        back=to_file(request, desk, file),
        to=lambda made: _slip_of(request, desk, made),
        file_id=file_id,
    )


def _facts(left: list[NumberRange]) -> tuple[Fact, ...]:
    return (Fact(_("Annulés, pas encore remplacés"), pass_count(size(left))),)


def _in_hand(left: list[NumberRange]) -> Iterator[Fact]:
    """Who can give pass of the orders that the dead ones come from: the nearest to the accountant first."""
    held = [line for line in custody.stock() if line.holder.kind in rules.IN_HAND]
    for order in written.orders_of(left).values():
        lines = [line for line in held if line.order.pk == order.pk]
        hands = [f"{holder_words(one.holder)} : {count(one.count)}" for one in lines[:SHOWN]]
        rest = sum(one.count for one in lines[SHOWN:])
        if rest:
            hands.append(_("ailleurs : %(count)s") % {"count": count(rest)})
        if hands:
            yield Fact(_("Pass de la commande %(number)s en stock") % {"number": order.number}, " · ".join(hands))


def _slip_of(request: SchemeRequest, desk: Desk, made: Replacement) -> str:
    """The slip to sign, of the hand-out that replaces."""
    given = custody.handout_of(made.new_first)
    return desk.to(request, "slip", given.slip_id) if given else desk.to(request, "loss_file", made.file_id)
