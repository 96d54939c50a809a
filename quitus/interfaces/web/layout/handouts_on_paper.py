"""A hand-out that an agent and the person signed on paper, entered by another with its scan: form and page."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.distribution import catalogue, queries
from quitus.domain.distribution.models import DistributionPoint
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link, number
from quitus.interfaces.web.layout.custody_forms import OtherForm, PostingForm
from quitus.interfaces.web.layout.doing import carry_out
from quitus.interfaces.web.layout.forms import DayField, offer
from quitus.interfaces.web.layout.pages import show_confirm
from quitus.interfaces.web.layout.scans import UNDER, ScanForm
from quitus.kernel.clock import today
from quitus.usecases.handout import hand_out_on_paper

REFUSED = {
    **UNDER,
    **dict.fromkeys(("nobody_answered_there", "moved_before_it_arrived", "referral_later"), "occurred_on"),
    **dict.fromkeys(("not_appointed_there", "own_signature_on_paper"), "agent_id"),
    **dict.fromkeys(("referral_unknown", "referral_not_open", "referral_of_another_point"), "referral_number"),
    "operation_not_in_the_act": "posted_home",
    "not_far_from_digital": "far_evidence",
}
REFUSED_PASS = (
    "not_in_that_custody",
    "handout_too_large",
    "pass_blocked",
    "pass_already_used",
    "pass_cancelled",
    "pass_inactive",
    "pass_expired",
    "pass_not_received",
    "public_not_covered",
    "numbers_unknown",
)


class HandoutOnPaperForm(PostingForm, OtherForm, ScanForm):
    """Who gave which pass to the person of which fiche, on which day, by the slip that both signed."""

    agent_id = forms.TypedChoiceField(label=gettext_lazy("Qui a remis les pass"), coerce=int)
    referral_number = forms.CharField(
        label=gettext_lazy("Fiche d'orientation"),
        max_length=24,
        help_text=gettext_lazy(
            "Le numéro qu'elle porte, par exemple F2021-0012. Sans fiche, la remise se saisit à la régie ou au point."
        ),
    )
    occurred_on = DayField(
        label=gettext_lazy("Date de la remise"),
        not_after_today=True,
        help_text=gettext_lazy("Celle qui figure sur le papier."),
    )
    field_order: tuple[str, ...] = (
        "agent_id",
        "occurred_on",
        "referral_number",
        "order",
        "booklets",
        "ranks",
        "posted_home",
        "file",
    )

    def __init__(self, *args: Any, point: DistributionPoint, reader_id: int | None, **kwargs: Any) -> None:
        hands = [point.holder.pk, *(one.pk for one in queries.drawers([point.pk]))]
        orders = {line.order.pk: line.order for line in queries.stock(holder_ids=hands)}
        super().__init__(*args, orders=list(orders.values()), **kwargs)
        del self.fields["signed_by"]  # who served says it
        self.keep_posting(allowed=queries.allows_at(point, catalogue.POST_HOME, today()))
        self.fields["file"].help_text = gettext_lazy(
            "PDF, PNG ou JPEG, 25 Mo au plus. Le bon porte la signature de qui a remis et celle de la personne. "
            "Masquez le nom de la personne avant de numériser : il est gardé à part."
        )
        named = [one for one in queries.named_over(point.holder, today()).items() if one[0] != reader_id]
        offer(self, "agent_id", named, empty=gettext_lazy("Choisir"))
        self.fields["agent_id"].help_text = (
            gettext_lazy("La personne nommée à ce point ce jour-là, qui a signé le bon.")
            if named
            else gettext_lazy("Personne d'autre que vous n'a été nommé à ce point.")
        )


def show_handout_on_paper(
    request: SchemeRequest,
    point: DistributionPoint,
    form: HandoutOnPaperForm,
    *,
    slip_view: str,
    back: Link,
    points: Sequence[DistributionPoint] = (),
    ways: Sequence[Link] = (),
) -> HttpResponse:
    """Enter a hand-out of a point that was signed on paper; `points` are those one may choose instead."""
    typed = form.is_bound and form["ranks"].value() and not form["booklets"].value()
    refused = REFUSED | dict.fromkeys(REFUSED_PASS, "ranks" if typed else "booklets")
    return carry_out(
        request,
        form,
        hand_out_on_paper,
        done=_("La remise est enregistrée, avec le bon signé."),
        to=lambda made: here(request, slip_view, made.slip_id),
        refused={code: field for code, field in refused.items() if field in form.fields},
        point_id=point.pk,
    ) or show_confirm(
        request,
        title=_("Saisir une remise faite sur papier"),
        happens=_("Un mandataire de « %(point)s » a remis des pass à une personne, sur un bon que tous deux ont signé.")
        % {"point": point.name},
        facts=[Fact(point.name, number(queries.held_by(point.holder.pk).count), _("pass présents"))],
        final=_(
            "Une remise ne s'efface pas : comptez les pass inscrits sur le bon. Le papier numérisé reste joint, avec "
            "votre nom."
        ),
        form=form,
        button=_("Enregistrer la remise"),
        back=back,
        template="layout/handout_on_paper.html",
        point=point,
        points=points,
        ways=ways,
    )
