"""Both sides of a slip: received on the screen, or signed by hand and entered, with its scan, by the other side."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import Holder, Slip
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout import stock as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, Link, number
from quitus.interfaces.web.layout.custody_forms import RanksOnPaperForm, ReceivedOnPaperForm, ReceiveForm
from quitus.interfaces.web.layout.doing import files, found, sent
from quitus.interfaces.web.layout.orders import full_pass_words
from quitus.interfaces.web.layout.scans import UNDER
from quitus.interfaces.web.layout.words import count
from quitus.kernel.ranges import size
from quitus.usecases import stock as usecases

REFUSED = {
    **UNDER,
    "received_before_handed": "received_on",
    "contest_needs_a_note": "note",
    "contested_pass_not_of_the_slip": "absent",
    "delivery_not_contested": "absent",
    "not_in_that_custody": "absent",
}

REFUSED_HANDING = {
    **UNDER,
    "nobody_answered_there": "occurred_on",
    "point_not_open": "occurred_on",
    "moved_before_it_arrived": "occurred_on",
    **dict.fromkeys(
        ("not_in_that_custody", "numbers_unknown", "handed_out_while_blocked", "pass_not_received"), "ranks"
    ),
}


def show_receipt(request: SchemeRequest, slip: Slip, *, back: str) -> HttpResponse:
    """Who receives pass confirms it; `back` is the view of the slip."""
    act = Act(
        title=_("Confirmer la réception"),
        happens=_("En confirmant, vous répondez de ces pass. Comptez-les d'abord."),
        facts=_facts(slip),
        final=_("Ce qui manque reste à la charge de qui l'a remis : indiquez-le avant de confirmer."),
        button=_("Confirmer la réception"),
        done=_("La réception est confirmée."),
        refused=REFUSED,
    )
    form = ReceiveForm(sent(request), slip=slip)
    if absent := _absent(form):
        said = ngettext(
            "Réception confirmée, sauf %(count)s pass non reçu.",
            "Réception confirmée, sauf %(count)s pass non reçus.",
            absent,
        )
        act = replace(act, done=said % {"count": count(absent)})
    return _bind(request, form, act, slip, back)


def show_paper_receipt(request: SchemeRequest, slip: Slip, *, back: str) -> HttpResponse:
    """Another enters, with its scan, the receipt that somebody signed by hand; `back` is the view of the slip."""
    act = Act(
        title=_("Saisir la réception signée sur papier"),
        happens=_("« %(holder)s » répond désormais de ces pass, comme si la réception avait été confirmée ici.")
        % {"holder": written.holder_words(slip.to_holder)},
        facts=_facts(slip),
        final=_("Une réception saisie ne se retire pas. Le papier numérisé reste joint, avec votre nom."),
        button=_("Enregistrer la réception"),
        done=_("La réception est enregistrée, avec le papier signé."),
        refused=REFUSED,
    )
    form = ReceivedOnPaperForm(sent(request), files(request), slip=slip)
    return _bind(request, form, act, slip, back)


def _absent(form: ReceiveForm) -> int:
    """How many pass a form that is right says did not come."""
    return size(form.cleaned_data["absent"]) if form.is_valid() else 0


def _bind(request: SchemeRequest, form: ReceiveForm, act: Act, slip: Slip, back: str) -> HttpResponse:
    link = Link(_("Voir le bordereau"), here(request, back, slip.pk))
    return bind(request, form, usecases.acknowledge_slip, act, back=link, slip_id=slip.pk)


def _facts(slip: Slip) -> tuple[Fact, ...]:
    came = [line for line in slip.movements.all() if line.to_holder_id == slip.to_holder_id]
    orders = written.orders_of(came)
    return (
        Fact(_("Bordereau"), slip.number, written.slip_title(slip)),
        Fact(_("De"), written.holder_words(slip.from_holder), slip.handed_by),
        *(
            Fact(_("Pass"), full_pass_words(one.range, orders[one.order_id]), orders[one.order_id].number)
            for one in came
        ),
        Fact(_("Nombre"), number(slip.count)),  # type: ignore[attr-defined]
        Fact(_("Date du bordereau"), slip.occurred_on),
    )


# --- what who gives signed by hand


def show_handing_on_paper(
    request: SchemeRequest, giver_id: int, taker_id: int, *, slip_view: str, back: Link
) -> HttpResponse:
    """Enter what went from a safe or a mandated body to a point or to the accountant, or from a point back, on a slip
    that who gave it signed by hand; 404 for any other way.
    """
    giver, taker = found(queries.holder, giver_id), found(queries.holder, taker_id)
    if (giver, taker) not in [*_ways(giver), *_ways(taker)]:
        raise Http404
    act = Act(
        title=_("Saisir une remise signée sur papier"),
        happens=_("Ces pass quittent « %(giver)s » pour « %(taker)s », sur un bordereau signé à la main.")
        % {"giver": written.holder_words(giver), "taker": written.holder_words(taker)},
        facts=(Fact(written.holder_words(giver), number(queries.held_by(giver.pk).count), _("pass présents")),),
        final=_("Qui les reçoit en confirmera encore la réception. Le papier numérisé reste joint, avec votre nom."),
        button=_("Enregistrer la remise"),
        done=_("La remise est enregistrée, avec le papier signé."),
        refused=REFUSED_HANDING,
    )
    form = RanksOnPaperForm(sent(request), files(request), holder_id=giver.pk)
    return bind(
        request,
        form,
        usecases.hand_over_on_paper,
        act,
        back=back,
        to=lambda made: here(request, slip_view, made.pk),
        giver_id=giver.pk,
        taker_id=taker.pk,
    )


def _ways(holder: Holder) -> list[tuple[Holder, Holder]]:
    """From whom to whom pass go on a slip that who keeps this holder signs: a point and its home, a home and the
    accountant.
    """
    if holder.point_id is not None:
        home = queries.home_of(queries.point(holder.point_id))
        return [(home, holder), (holder, home)]
    accountant = queries.holder_of_kind(states.ACCOUNTANT)
    if holder.kind in (states.SAFE, states.MANDATED) and accountant is not None:
        return [(holder, accountant)]
    return []


def handing_links(
    request: SchemeRequest,
    holder: Holder,
    view: str,
    *,
    may: Callable[[Holder, Holder], bool] = lambda _giver, _taker: True,
) -> Iterator[Link]:
    """The ways to enter what went from or to a holder on a slip signed by hand; `may` says which the reader enters."""
    for giver, taker in _ways(holder):
        if not may(giver, taker):
            continue
        label = _("Saisir un transfert signé sur papier") if taker.point_id else _("Saisir un retour signé sur papier")
        yield Link(label, here(request, view, giver.pk, taker.pk), "link")
