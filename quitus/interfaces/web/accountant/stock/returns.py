"""Pass that come back to the accountant, and go back to the operator once they are worth nothing."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.distribution import operations, queries, states
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.blocking import show_blocking
from quitus.interfaces.web.layout.components import Fact, Link, number
from quitus.interfaces.web.layout.custody_forms import RanksForm
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.found import show_found
from quitus.interfaces.web.layout.pages import show_confirm
from quitus.interfaces.web.layout.receipts import show_handing_on_paper, show_paper_receipt, show_receipt


@page(audience="accountant")
def receive(request: SchemeRequest, slip_id: int) -> HttpResponse:
    """Confirm that the pass of a slip have come."""
    one = found(queries.slip, slip_id)
    if one.to_holder.kind != states.ACCOUNTANT:
        raise Http404
    return show_receipt(request, one, back="accountant:slip")


@page(audience="accountant")
def enter_receipt(request: SchemeRequest, slip_id: int) -> HttpResponse:
    """Enter the receipt of what the accountant gave, signed by hand by who received it."""
    one = found(queries.slip, slip_id)
    if one.from_holder.kind != states.ACCOUNTANT:
        raise Http404
    return show_paper_receipt(request, one, back="accountant:slip")


@page(audience="accountant")
def block(request: SchemeRequest, slip_id: int) -> HttpResponse:
    """Stop at once the pass that the accountant gave and that nobody has signed for."""
    one = found(queries.slip, slip_id)
    if one.from_holder.kind != states.ACCOUNTANT:
        raise Http404
    return show_blocking(request, one, back="accountant:slip")


@page(audience="accountant")
def enter_return(request: SchemeRequest, giver_id: int, taker_id: int) -> HttpResponse:
    """Enter what came back on a slip that who keeps a safe, or the stock of a mandated body, signed by hand."""
    if found(queries.holder, taker_id).kind != states.ACCOUNTANT:
        raise Http404
    back = Link(_("Registre"), here(request, "accountant:register", giver_id))
    return show_handing_on_paper(request, giver_id, taker_id, slip_view="accountant:slip", back=back)


@page(audience="accountant")
def find_again(request: SchemeRequest) -> HttpResponse:
    """Lost pass that were found come back into the accountant's charge."""
    holder = queries.holder_of_kind(states.ACCOUNTANT)
    if holder is None:
        raise Http404
    return show_found(request, holder, back=Link(_("Pass en caisse"), here(request, "accountant:stock")))


@page(audience="accountant")
def to_operator(request: SchemeRequest) -> HttpResponse:
    """Give pass that can be used no more back to the operator."""
    holder = queries.holder_of_kind(states.ACCOUNTANT)
    if holder is None:
        raise Http404
    form = RanksForm(sent(request), holder_id=holder.pk, note_needed=True)
    return carry_out(
        request,
        form,
        operations.return_to_operator,
        done=_("Le bordereau de retour est prêt : imprimez-le et faites-le signer à l'opérateur."),
        to=lambda made: here(request, "accountant:slip", made.pk),
        refused={
            "pass_still_good": "ranks",
            "not_in_that_custody": "ranks",
            "numbers_unknown": "ranks",
            "moved_before_it_arrived": "occurred_on",
        },
    ) or show_confirm(
        request,
        title=_("Rendre des pass à l'opérateur"),
        happens=_("Ces pass sortent de votre caisse pour de bon. Ils doivent être bloqués, annulés ou périmés."),
        facts=[Fact(_("Pass en caisse"), number(queries.held_by(holder.pk).count))],
        form=form,
        button=_("Rendre ces pass"),
        back=Link(_("Pass en caisse"), here(request, "accountant:stock")),
    )
