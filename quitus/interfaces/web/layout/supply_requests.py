"""Pass asked of the accountant: how requests are written, asked in the program, entered from a signed paper."""

from collections.abc import Callable, Iterator

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.distribution import catalogue, operations, queries, states
from quitus.domain.distribution.models import Holder, Imprest, MandateConvention, SupplyRequest
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Link,
    Row,
    Status,
    Table,
    Tone,
    Words,
    money,
    number,
)
from quitus.interfaces.web.layout.doing import files, sent
from quitus.interfaces.web.layout.forms import DayField
from quitus.interfaces.web.layout.papers import ByAccountant
from quitus.interfaces.web.layout.scans import UNDER, ScanForm
from quitus.interfaces.web.layout.words import count, day
from quitus.kernel.clock import today
from quitus.usecases import stock as usecases

SHOWN = 6
"""The latest requests of a holder that a page tells."""
TONES: dict[str, Tone] = {"waiting": "waiting", "supplied": "done", "declined": "neutral", "withdrawn": "neutral"}
REFUSED = dict.fromkeys(("request_of_nothing", "request_beyond_ceiling", "request_already_waiting"), "pass_count")
REFUSED_ON_PAPER = (REFUSED | UNDER) | dict.fromkeys(
    (
        "date_in_the_future",
        "nobody_answered_there",
        "imprest_not_constituted",
        "no_holder_appointed",
        "mandate_not_in_force",
    ),
    "requested_on",
)


class RequestForm(forms.Form):
    """How many pass, and what for."""

    pass_count = forms.IntegerField(label=gettext_lazy("Nombre de pass demandés"), min_value=1, max_value=10_000_000)
    reason = forms.CharField(
        label=gettext_lazy("Pour quoi, pour quelle période"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Le comptable le lira."),
    )


class PaperRequestForm(ScanForm, RequestForm):
    """A request signed by hand: its day, who signed it, and the scan."""

    requested_on = DayField(
        label=gettext_lazy("Date de la demande"),
        not_after_today=True,
        help_text=gettext_lazy("Celle qui figure sur le papier."),
    )
    field_order = ("pass_count", "reason", "requested_on", "signed_by", "file")


class DeclineForm(forms.Form):
    """Why no pass are given."""

    reason = forms.CharField(
        label=gettext_lazy("Motif du refus"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class PaperDeclineForm(ByAccountant, ScanForm, DeclineForm):
    """A refusal that the accountant signed by hand: its day, who signed it, and the scan."""

    declined_on = DayField(
        label=gettext_lazy("Date du refus"),
        not_after_today=True,
        help_text=gettext_lazy("Celle qui figure sur le papier."),
    )
    field_order = ("reason", "declined_on", "signed_by", "file")


def asked_of(
    one: Imprest | MandateConvention,
    *,
    slip_url: Callable[[int], str],
    paper_url: Callable[[int], str],
    waiting_url: Callable[[SupplyRequest], str],
    about: Words = "",
) -> Iterator[Table]:
    """The latest requests of a régie, or of a mandated body; no table where nothing was ever asked.

    A request opens the slip that answered it, the paper by which it was refused, or the page where one acts on it.
    """
    of = {"imprest_id": one.pk} if isinstance(one, Imprest) else {"mandate_id": one.pk}
    found = list(queries.supply_requests(**of)[:SHOWN])
    if not found:
        return
    caption = _("Demandes d'approvisionnement")
    yield Table(
        caption=f"{caption} – {about}" if about else caption,
        columns=[
            Column(_("Demandée le"), "day"),
            Column(_("Pass demandés"), "number"),
            Column(_("Motif")),
            Column(_("État")),
            Column(_("Réponse")),
        ],
        rows=[
            Row(
                [asked.requested_on, number(asked.pass_count), asked.reason, request_status(asked), _answer(asked)],
                url=_opens(asked, slip_url, paper_url, waiting_url),
            )
            for asked in found
        ],
        empty=Empty(_("Aucune demande.")),
    )


def request_status(one: SupplyRequest) -> Status:
    """What became of a request."""
    return Status(TONES[one.state], _(catalogue.SUPPLY_REQUEST_STATES[one.state]))


def _opens(
    one: SupplyRequest,
    slip_url: Callable[[int], str],
    paper_url: Callable[[int], str],
    waiting_url: Callable[[SupplyRequest], str],
) -> str:
    if one.slip_id is not None:
        return slip_url(one.slip_id)
    if one.declined_paper_id is not None:
        return paper_url(one.declined_paper_id)
    return waiting_url(one) if one.answered_on is None else ""


def _answer(one: SupplyRequest) -> str:
    if one.answered_on is None:
        return ""
    if one.declined_on is not None:
        who = _("refusée par %(name)s, sur papier") if one.declined_paper_id else _("refusée par %(name)s")
        return f"{day(one.declined_on)} – {who % {'name': one.declined_by}} : {one.declined_reason}"
    return f"{day(one.answered_on)} – {one.slip.number}" if one.slip is not None else day(one.answered_on)


def request_facts(one: SupplyRequest) -> list[Fact]:
    """A request as the accountant reads it before he answers."""
    return [
        Fact(
            _("Demande de « %(name)s »") % {"name": one.asked_by},
            _("%(count)s pass") % {"count": count(one.pass_count)},
        ),
        Fact(_("Demandée le"), one.requested_on, one.actor_label),
        *([Fact(_("Motif"), one.reason)] if one.reason else []),
    ]


def _holder_facts(holder: Holder) -> tuple[Fact, ...]:
    held = queries.held_by_imprest(holder.imprest_id) if holder.imprest_id else None
    if held is None:
        assert holder.mandate_id is not None
        held = queries.held_by_mandate(holder.mandate_id)
    ceilings = [Fact(_("Plafond"), money(one.ceiling_cents)) for one in queries.ceilings_over(holder, today())]
    return (Fact(_("Pass détenus"), number(held.count)), Fact(_("Valeur détenue"), money(held.value_cents)), *ceilings)


def show_request(request: SchemeRequest, holder: Holder, *, back: Link) -> HttpResponse:
    """Who keeps a safe, or the stock of a mandated body, asks for pass."""
    act = Act(
        title=_("Demander un approvisionnement"),
        happens=_("Le comptable public reçoit la demande sur son accueil. Il décide de la quantité qu'il confie."),
        facts=_holder_facts(holder),
        undo=_("Vous pouvez la retirer tant que le comptable n'y a pas répondu."),
        button=_("Envoyer la demande"),
        done=_("La demande est envoyée au comptable."),
        refused=REFUSED,
    )
    form = RequestForm(sent(request))
    return bind(request, form, operations.request_supply, act, back=back, holder_id=holder.pk, requested_on=today())


def show_request_on_paper(request: SchemeRequest, holder: Holder, *, back: Link) -> HttpResponse:
    """A request that who keeps the safe, or the stock of the body, signed by hand is entered with its scan."""
    if holder.kind not in (states.SAFE, states.MANDATED):
        raise Http404
    act = Act(
        title=_("Saisir une demande signée sur papier"),
        happens=_("La demande attend la réponse du comptable, comme si elle avait été faite ici."),
        facts=_holder_facts(holder),
        final=_("Le papier numérisé reste joint, avec votre nom."),
        button=_("Enregistrer la demande"),
        done=_("La demande est enregistrée, avec le papier signé."),
        refused=REFUSED_ON_PAPER,
    )
    form = PaperRequestForm(sent(request), files(request))
    return bind(request, form, usecases.request_supply_on_paper, act, back=back, holder_id=holder.pk)


def paper_request_links(request: SchemeRequest, holder: Holder, view: str) -> list[Link]:
    """The way to the page `view` that enters a request signed by hand, where pass can be asked for and none are."""
    if holder.kind not in (states.SAFE, states.MANDATED) or queries.requests_waiting(holder):
        return []
    return [Link(_("Saisir une demande signée sur papier"), here(request, view, holder.pk), "link")]


def paper_refusal_links(request: SchemeRequest, holder: Holder, view: str) -> list[Link]:
    """The way to the page `view` that enters what the accountant declined by hand, where a request waits."""
    if holder.kind not in (states.SAFE, states.MANDATED):
        return []
    waiting = queries.requests_waiting(holder)
    return [Link(_("Saisir un refus signé sur papier"), here(request, view, one.pk), "link") for one in waiting]


def show_withdrawal(request: SchemeRequest, one: SupplyRequest, *, back: Link) -> HttpResponse:
    """Who asked, or who keeps the safe now, asks no more."""
    act = Act(
        title=_("Retirer la demande"),
        happens=_("Le comptable ne verra plus cette demande sur son accueil."),
        facts=tuple(request_facts(one)),
        final=_("Une demande retirée ne revient pas : vous en ferez une autre."),
        button=_("Retirer la demande"),
        done=_("La demande est retirée."),
    )
    form = forms.Form(sent(request))
    return bind(request, form, operations.withdraw_request, act, back=back, request_id=one.pk, withdrawn_on=today())


def show_refusal(request: SchemeRequest, one: SupplyRequest, *, back: Link) -> HttpResponse:
    """The accountant gives no pass, and says why."""
    act = Act(
        title=_("Refuser la demande"),
        happens=_("« %(name)s » lira votre refus et son motif, et pourra faire une autre demande.")
        % {"name": one.asked_by},
        facts=tuple(request_facts(one)),
        final=_("Un refus ne se retire pas ; vous pouvez toujours approvisionner."),
        button=_("Refuser la demande"),
        done=_("La demande est refusée."),
        refused={"request_declined_without_reason": "reason"},
    )
    form = DeclineForm(sent(request))
    return bind(request, form, operations.decline_request, act, back=back, request_id=one.pk, declined_on=today())


def show_refusal_on_paper(request: SchemeRequest, one: SupplyRequest, *, back: Link) -> HttpResponse:
    """The accountant declined by hand: who entered it for him joins the scan."""
    act = Act(
        title=_("Saisir un refus signé sur papier"),
        happens=_("« %(name)s » lira le refus du comptable et son motif, et pourra faire une autre demande.")
        % {"name": one.asked_by},
        facts=tuple(request_facts(one)),
        final=_("Un refus ne se retire pas. Le papier numérisé reste joint, avec votre nom."),
        button=_("Enregistrer le refus"),
        done=_("Le refus est enregistré, avec le papier signé."),
        refused=UNDER
        | {"request_declined_without_reason": "reason"}
        | dict.fromkeys(("date_in_the_future", "answered_before_asked"), "declined_on"),
    )
    form = PaperDeclineForm(sent(request), files(request))
    return bind(request, form, usecases.decline_request_on_paper, act, back=back, request_id=one.pk)
