"""Pass given to a carrier on their way to the accountant."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from quitus.domain.distribution import operations, queries
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link, number
from quitus.interfaces.web.layout.custody_forms import RanksForm
from quitus.interfaces.web.layout.doing import carry_out, sent
from quitus.interfaces.web.layout.pages import show_confirm
from quitus.interfaces.web.operator.stock.views import own_printer


class DispatchForm(RanksForm):
    """Which pass of which order, and who carries them."""

    carrier = forms.CharField(label=_("Transporteur"), max_length=200)

    field_order = ("order_id", "ranks", "carrier", "occurred_on", "note")

    def clean(self) -> dict[str, Any]:
        """The facts of `dispatch_delivery`."""
        order_id = self.cleaned_data.get("order_id")
        said = super().clean()
        return said if self.errors else {**said, "order_id": order_id}


@page(audience="operator")
def dispatch(request: SchemeRequest) -> HttpResponse:
    """Give pass printed to a carrier."""
    printer = own_printer(request)
    if printer is None:
        raise Http404
    form = DispatchForm(sent(request), holder_id=printer.pk)
    return carry_out(
        request,
        form,
        operations.dispatch_delivery,
        done=say("Le bon de transport est prêt : imprimez-le et joignez-le aux cartons."),
        to=lambda made: here(request, "operator:slip", made.pk),  # type: ignore[attr-defined]
        refused={
            "not_in_that_custody": "ranks",
            "numbers_unknown": "ranks",
            "moved_before_it_arrived": "occurred_on",
            "name_of_point_missing": "carrier",
        },
    ) or show_confirm(
        request,
        title=say("Confier des pass à un transporteur"),
        happens=say("Ces pass partent vers le comptable public. Vous en répondez jusqu'à ce qu'il les ait comptés."),
        facts=[Fact(say("Pass chez vous"), number(queries.held_by(printer.pk).count))],
        form=form,
        button=say("Confier ces pass"),
        back=Link(say("Pass à livrer"), here(request, "operator:stock")),
    )
