"""Pass on their way that whoever gave them stops at once."""

from collections.abc import Iterator

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.distribution import operations
from quitus.domain.distribution.models import Slip
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, Link, number
from quitus.interfaces.web.layout.doing import sent
from quitus.interfaces.web.layout.forms import DayField
from quitus.interfaces.web.layout.stock import holder_words
from quitus.kernel.clock import today


class BlockForm(forms.Form):
    """Why, and since when."""

    occurred_on = DayField(label=gettext_lazy("Date du constat"), not_after_today=True, initial=today)
    reason = forms.CharField(
        label=gettext_lazy("Ce qui s'est passé"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Par exemple : sacoche volée entre le coffre et le point."),
    )


def blocking_link(request: SchemeRequest, slip: Slip, view: str) -> Iterator[Link]:
    """The way to stop the pass of a slip that nobody has signed for; none once it is."""
    if slip.received_on is None:
        yield Link(_("Bloquer ces pass"), here(request, view, slip.pk), "danger")


def show_blocking(request: SchemeRequest, slip: Slip, *, back: str) -> HttpResponse:
    """Ask before the pass of a slip are blocked; 404 once it is signed, since who received them answers for them."""
    if slip.received_on is not None:
        raise Http404
    lines = [line.range for line in slip.movements.all() if line.to_holder_id == slip.to_holder_id]
    act = Act(
        title=_("Bloquer les pass de ce bordereau"),
        happens=_("Ces pass sont refusés partout, tout de suite : ni remis, ni utilisés."),
        facts=(
            Fact(_("Bordereau"), slip.number),
            Fact(_("À"), holder_words(slip.to_holder)),
            Fact(_("Pass"), number(sum(one.count for one in lines))),
        ),
        undo=_("La personne qui gère le dispositif peut les débloquer."),
        final=_(
            "Ensuite, qui devait les recevoir signe le bordereau en indiquant ceux qui manquent : ils vous "
            "reviennent, et vous ouvrez leur dossier de perte ou de vol."
        ),
        button=_("Bloquer ces pass"),
        done=_("Les pass sont bloqués."),
        danger=True,
        refused={"decision_not_explained": "reason"},
    )
    link = Link(_("Voir le bordereau"), here(request, back, slip.pk))
    return bind(request, BlockForm(sent(request)), operations.block_in_charge, act, back=link, numbers=lines)
