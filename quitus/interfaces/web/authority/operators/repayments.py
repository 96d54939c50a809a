"""An operator that no longer has an order gives back what it held of it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.operators import queries
from quitus.domain.organisations.roles import FINANCE
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, Link
from quitus.interfaces.web.layout.doing import files, found, sent
from quitus.interfaces.web.layout.forms import DayField, EurosField, offer
from quitus.interfaces.web.layout.pages import show_detail
from quitus.interfaces.web.layout.papers import SCAN_REFUSALS, UploadField
from quitus.interfaces.web.layout.words import day, euros
from quitus.kernel.clock import today
from quitus.usecases import succession
from quitus.usecases.succession import HeldBefore


class RepaymentForm(forms.Form):
    """For which order, how much, by which titre de recettes."""

    entrustment_id = forms.TypedChoiceField(label=gettext_lazy("Commande"), coerce=int, widget=forms.RadioSelect)
    amount_cents = EurosField(label=gettext_lazy("Montant rendu"))
    title_number = forms.CharField(label=gettext_lazy("Numéro du titre de recettes"), max_length=40)
    occurred_on = DayField(label=gettext_lazy("Date d'encaissement"), not_after_today=True, initial=today)
    signed_by = forms.CharField(label=gettext_lazy("Titre signé par"), max_length=200, required=False)
    file = UploadField(label=gettext_lazy("Titre de recettes, numérisé, si vous l'avez"), required=False)

    def __init__(self, *args: Any, held: Iterable[HeldBefore], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.handed.pk, _described(one)) for one in held]
        offer(self, "entrustment_id", choices)
        if len(choices) == 1:
            self.fields["entrustment_id"].initial = choices[0][0]


def _described(one: HeldBefore) -> str:
    return _("%(number)s, confiée à un autre opérateur le %(day)s : %(amount)s encore détenus") % {
        "number": one.handed.order.number,
        "day": day(one.handed.occurred_on),
        "amount": euros(one.cents),
    }


@page(audience="authority", roles=(FINANCE,))
def record_repayment(request: SchemeRequest, contract_id: int) -> HttpResponse:
    """Record what the operator of a contract gave back of an order that is another's now."""
    contract = found(queries.contract, contract_id)
    held = succession.held_before(contract.pk)
    back = Link(_("Contrat %(number)s") % {"number": contract.number}, here(request, "authority:contract", contract.pk))
    title = _("Enregistrer une somme rendue")
    happens = _(
        "%(operator)s a rendu de l'argent reçu pour des pass que personne n'avait utilisés quand la commande "
        "a été confiée à un autre opérateur. Ce qu'il détient baisse d'autant, la trésorerie le reçoit."
    ) % {"operator": contract.operator.short_name}
    if request.method == "GET" and not held:
        nothing = Fact(_("Rien à rendre"), _("cet opérateur ne détient rien d'une commande confiée à un autre"))
        return show_detail(request, title=title, facts=[nothing], back=back)
    return bind(
        request,
        RepaymentForm(sent(request), files(request), held=held),
        succession.record_repayment,
        Act(
            title=title,
            happens=happens,
            button=_("Enregistrer la somme rendue"),
            done=_("La somme rendue est enregistrée."),
            final=_("Une somme rendue ne s'efface pas."),
            refused={
                "repayment_beyond_held": "amount_cents",
                "repayment_reference_missing": "title_number",
                "titre_already_used": "title_number",
                "date_in_the_future": "occurred_on",
                "date_before_previous_step": "occurred_on",
                **SCAN_REFUSALS,
            },
        ),
        back=back,
    )
