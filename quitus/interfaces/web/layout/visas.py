"""A visa or its refusal, for the order as it was read: by the accountant, or from his paper by the authority."""

from collections.abc import Iterator
from typing import TypeVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quitus.domain.audit import queries as audit
from quitus.domain.vouchers import queries, rules
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.operations.steps import corrected_since
from quitus.interfaces.web.layout.components import Fact, money
from quitus.interfaces.web.layout.forms import DayField
from quitus.interfaces.web.layout.orders import order_facts
from quitus.interfaces.web.layout.papers import ByAccountant, UploadField
from quitus.interfaces.web.layout.words import euros, sentence, told
from quitus.kernel.clock import today

REFUSAL_REFUSED = {
    "date_before_previous_step": "refused_on",
    **dict.fromkeys(("visa_refusal_not_explained", "visa_refusal_too_long"), "reason"),
}
"""Under which field the refusals of `refuse_visa` are shown."""

MOST_SAID = rules.MOST_SAID
"""How many characters the accountant writes of his refusal, or the manager of his answer."""

AForm = TypeVar("AForm", bound=forms.Form)


class AsShown(forms.HiddenInput):
    """Which revision of an order the page shows, whatever an older page sent."""

    def __init__(self, revision: int) -> None:
        super().__init__()
        self.revision = revision

    def format_value(self, value: object) -> str:
        """What the page shows."""
        return str(self.revision)


def as_read(form: AForm, order: Order) -> AForm:
    """The form of a page that shows `order`: it says which revision of it was read.

    Sent from a page that showed an earlier one, it is refused, whatever else is wrong in it, and comes back as it was
    typed on a page that shows the order anew.
    """
    form.fields["revision"] = forms.IntegerField(widget=AsShown(order.revision), initial=order.revision, required=False)
    if is_stale(form, order):
        form.full_clean()  # the refusal is added to what else is wrong
        form.add_error(None, sentence(corrected_since(order)))
    return form


def is_stale(form: forms.Form, order: Order) -> bool:
    """Whether what was sent comes from a page that showed the order as it was before its last correction."""
    return form.is_bound and form.data.get("revision", "") != str(order.revision)


def visa_facts(order: Order) -> tuple[Fact, ...]:
    """What a visa is for: the order as it says now, what was corrected of it, what it costs."""
    return (*order_facts(order), *correction_facts(order), *_cost(order))


def correction_facts(order: Order) -> Iterator[Fact]:
    """What was corrected or answered since the accountant refused his visa, or since the order was prepared."""
    if order.corrected_on is None:
        return
    lines = audit.thread("order", order.pk)
    since = max((rank for rank, line in enumerate(lines) if line.verb == "refuse_visa"), default=0)
    said = [told(line) for line in lines[since:] if line.verb == "correct_draft"]
    label = gettext("Depuis le refus du visa") if order.visa_refused_on else gettext("Depuis sa préparation")
    if said:
        yield Fact(label, said[0], " · ".join(said[1:]))


def _cost(order: Order) -> Iterator[Fact]:
    yield Fact(gettext("Coût avec les frais"), money(queries.cost_cents(order)), gettext("hors taxe"))
    if order.market is not None and order.operator_contract is not None:
        most = gettext("sur %(most)s au plus, frais compris, hors taxe") % {"most": euros(order.market.ceiling_cents)}
        yield Fact(gettext("Déjà commandé sous ce marché"), money(queries.committed_cents(order.market.pk)), most)


class RefusalForm(forms.Form):
    """When the visa was refused, and what is wrong."""

    refused_on = DayField(label=_("Date du refus"), not_after_today=True, initial=today)
    reason = forms.CharField(
        label=_("Ce qui ne va pas"),
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Le responsable du dispositif le lira sur la page de la commande et dans ses tâches."),
    )


class RefusalOnPaperForm(ByAccountant, RefusalForm):
    """A refusal that the accountant signed by hand, with its scan."""

    signed_by = forms.CharField(
        label=_("Signé par"), max_length=200, help_text=_("Le nom de la personne, tel qu'il est sur le papier.")
    )
    file = UploadField(label=_("Papier signé, numérisé"))
