"""Pass that come back to the accountant, and go back to the operator once they are worth nothing."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.distribution import operations, queries, states
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import stock as custody
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link, number
from quitus.interfaces.web.layout.custody_forms import RanksForm, ReceiveForm
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm


@page(audience="accountant")
def receive(request: SchemeRequest, slip_id: int) -> HttpResponse:
    """Confirm that the pass of a slip have come back."""
    one = found(queries.slip, slip_id)
    if one.to_holder.kind != states.ACCOUNTANT:
        raise Http404
    form = ReceiveForm(sent(request), slip=one)
    return carry_out(
        request,
        form,
        operations.acknowledge_slip,
        done=_("La réception est confirmée."),
        to=here(request, "accountant:slip", slip_id),
        slip_id=slip_id,
        refused={
            "received_before_handed": "received_on",
            "contest_needs_a_note": "note",
            "contested_pass_not_of_the_slip": "absent",
            "not_in_that_custody": "absent",
        },
    ) or show_confirm(
        request,
        title=_("Confirmer la réception"),
        happens=_("Vous répondez désormais de ces pass. Comptez-les avant de confirmer."),
        facts=[
            Fact(_("Bordereau"), one.number, custody.slip_title(one)),
            Fact(_("De"), custody.holder_words(one.from_holder), one.handed_by),
            Fact(_("Pass"), number(one.count)),  # type: ignore[attr-defined]
            Fact(_("Date du bordereau"), one.occurred_on),
        ],
        final=_("Ce qui manque reste à la charge de qui l'a remis : indiquez-le avant de confirmer."),
        form=form,
        button=_("Confirmer la réception"),
        back=Link(_("Voir le bordereau"), here(request, "accountant:slip", slip_id)),
    )


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
        to=lambda made: here(request, "accountant:slip", made.pk),  # type: ignore[attr-defined]
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
