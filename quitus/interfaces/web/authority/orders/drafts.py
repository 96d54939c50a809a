"""An order on paper: prepared, then corrected until the accountant visas it."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.grants import queries as grants
from quitus.domain.grants.errors import ConventionNotSigned
from quitus.domain.organisations.roles import MANAGER
from quitus.domain.vouchers import operations, queries, states
from quitus.domain.vouchers.draft_errors import DraftSettled
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.orders.forms import CorrectionForm, OrderForm
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.orders import refusal_facts
from quitus.interfaces.web.layout.pages import show_form, show_refusal
from quitus.interfaces.web.layout.visas import as_read, correction_facts, is_stale
from quitus.kernel.clock import today
from quitus.kernel.life import after

REFUSED = {
    "order_number_taken": "number",
    "validity_already_over": "valid_until",
    "payer_not_of_the_order": "payer",
    "territory_unknown": "territory",
    "booklet_size_not_of_the_contract": "booklet_size",
    "quantity_outside_the_contract": "booklets",
    "drafted_after_refusal": "drafted_on",
    "date_before_previous_step": "corrected_on",
    "refusal_not_answered": "answer",
}
"""Under which field each refusal of a draft is shown."""


@page(audience="authority", roles=(MANAGER,))
def new_order(request: SchemeRequest) -> HttpResponse:
    """Prepare an order."""
    scheme = request.membership.scheme
    form = OrderForm(sent(request), authority_id=scheme.authority_id, initial=_usual(scheme.pk))
    return carry_out(
        request,
        form,
        operations.draft_order,
        done=_("La commande est préparée. Sa page dit qui doit agir maintenant."),
        to=lambda made: here(request, "authority:order", made.pk),
        refused=REFUSED,
    ) or show_form(
        request,
        title=_("Préparer une commande"),
        lead=_("Le comptable la vise, si la convention le demande, puis vous la confirmez."),
        form=form,
        submit=_("Préparer la commande"),
        back=Link(_("Commandes"), here(request, "authority:orders")),
    )


def _usual(scheme_id: int) -> dict[str, object]:
    """What the convention already says."""
    try:
        terms = grants.terms_at(scheme_id, today())
    except ConventionNotSigned:
        return {"drafted_on": today()}
    return {"drafted_on": today(), "face_value_cents": terms.face_value_cents, "valid_until": terms.action_ends_on}


@page(audience="authority", roles=(MANAGER,))
def correct(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Say anew what a draft says; once its visa was refused, ask for it again."""
    order = found(queries.order, order_id)
    back = Link(_("Revenir à la commande"), here(request, "authority:order", order.pk))
    if after(states.ORDER, order.state, "correct_draft") is None:
        refusal = DraftSettled(number=order.number, state=states.ORDER_LABELS[order.state])
        return show_refusal(request, refusal=refusal, back=back)
    refused = order.state == states.VISA_REFUSED
    form = as_read(
        CorrectionForm(sent(request), order=order, authority_id=request.membership.scheme.authority_id), order
    )
    stale = is_stale(form, order)
    return carry_out(
        request,
        form,
        operations.correct_draft,
        done=_("Le visa est redemandé au comptable.") if refused else _("La commande est corrigée."),
        to=back.url,
        refused=REFUSED,
        order_id=order.pk,
    ) or show_form(
        request,
        title=_("Corriger la commande %(number)s") % {"number": order.number},
        lead=_("Le comptable a refusé son visa. Corrigez ce qui est faux, ou répondez-lui : il le reverra.")
        if refused
        else _("C'est possible tant que la commande est en préparation : après le visa, elle ne change plus."),
        form=form,
        submit=_("Redemander le visa") if refused else _("Corriger la commande"),
        facts=[*refusal_facts(order), *(_meanwhile(form, order) if stale else ())],
        current=back.url if stale else "",
        back=back,
        template="authority/orders/correct_draft.html",
    )


def _meanwhile(form: CorrectionForm, order: Order) -> Iterator[Fact]:
    """What was corrected while somebody typed over what the order said before, and what he typed that has no field."""
    yield from correction_facts(order)
    answer = form.data.get("answer", "")
    if answer and "answer" not in form.fields:
        yield Fact(_("Votre réponse au comptable, non envoyée"), answer, _("Le visa lui est déjà redemandé."))
