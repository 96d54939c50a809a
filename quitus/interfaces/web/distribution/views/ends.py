"""The stop of hand-outs before the end of validity: who keeps pass signs that he was told."""

from collections.abc import Iterator

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quitus.domain.expiry import operations, queries
from quitus.domain.expiry.models import Told
from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Table, Task
from quitus.interfaces.web.layout.doing import sent
from quitus.interfaces.web.layout.forms import CountField, DayField
from quitus.interfaces.web.layout.pages import show_list
from quitus.interfaces.web.layout.words import day
from quitus.kernel.clock import today

KEEPERS = (IMPREST_HOLDER, HANDOUT_AGENT)


def waiting(request: SchemeRequest) -> list[Told]:
    """What the reader still has to sign: his safe, the points where he is named, the stock of his body."""
    return list(queries.to_acknowledge(queries.places_of(request.actor.user_id, today())))


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """One line for all the stops to acknowledge, due on the nearest day."""
    told = waiting(request)
    if not told:
        return
    due = min(queries.due_on(one) for one in told)
    one = told[0]
    detail = _("commande %(number)s, %(holder)s") % {"number": one.order.number, "holder": one.holder.label}
    if len(told) > 1:
        detail = _("%(count)s accusés à signer") % {"count": len(told)}
    yield Task(
        _("Accuser réception de l'arrêt des remises"),
        _url(request, one) if len(told) == 1 else here(request, "distributor:ends"),
        detail,
        due=due,
        tone="late" if due < today() else "waiting",
    )


@page(audience="distributor", roles=KEEPERS)
@require_GET
def ends(request: SchemeRequest) -> HttpResponse:
    """The orders of which the end comes: until when to hand out, until when they can be used."""
    rows = [
        Row([end.order.number, end.order.blocked_from, end.calendar.last_on, end.order.usable_until])
        for end in queries.ends()
        if end.order.usable_until >= today()
    ]
    table = Table(
        caption=_("Jusqu'à quand remettre ces pass"),
        columns=[
            Column(_("Commande")),
            Column(_("Plus de remise à partir du"), "day"),
            Column(_("Dernier jour imprimé"), "day"),
            Column(_("Encore acceptés jusqu'au"), "day"),
        ],
        rows=rows,
        empty=Empty(_("Aucune commande active.")),
    )
    return show_list(
        request,
        title=_("Fins de validité"),
        lead=_("Remettez d'abord les pass qui finissent le plus tôt."),
        table=table,
        back=Link(_("Accueil"), here(request, "distributor:home")),
        template="distributor/ends.html",
        to_sign=_to_sign(request, waiting(request)),
    )


def _to_sign(request: SchemeRequest, told: list[Told]) -> Table | None:
    """The stops to acknowledge, all in one table."""
    rows = [
        Row(
            [
                one.order.number,
                one.holder.label,
                one.told_on,
                queries.due_on(one),
                Link(_("Accuser réception"), _url(request, one), "primary", about=one.holder.label),
            ]
        )
        for one in told
    ]
    if not rows:
        return None
    return Table(
        caption=_("Accusés de réception à signer"),
        columns=[
            Column(_("Commande")),
            Column(_("Lieu")),
            Column(_("Prévenu le"), "day"),
            Column(_("À signer avant le"), "day"),
            Column(_("À faire")),
        ],
        rows=rows,
        empty=Empty(_("Rien à signer.")),
    )


def _url(request: SchemeRequest, one: Told) -> str:
    return here(request, "distributor:acknowledge_end", one.pk)


class AcknowledgeForm(forms.Form):
    """What is left, and when it was counted."""

    left_count = CountField(label=gettext_lazy("Pass de cette commande qui vous restent"))
    acknowledged_on = DayField(label=gettext_lazy("Date"), not_after_today=True, initial=today)


@page(audience="distributor", roles=KEEPERS)
def acknowledge(request: SchemeRequest, told_id: int) -> HttpResponse:
    """Sign that the stop was read, and say what is left."""
    told = next((one for one in waiting(request) if one.pk == told_id), None)
    if told is None:
        raise Http404
    act = Act(
        title=_("Accuser réception de l'arrêt des remises"),
        happens=_("Vous confirmez que plus aucun pass de la commande %(number)s ne sera remis à partir du %(day)s.")
        % {"number": told.order.number, "day": day(told.order.blocked_from or told.valid_until)},
        final=_("Votre nom et la date sont gardés. Rendez ensuite au coffre ce qui vous reste."),
        button=_("Accuser réception"),
        done=_("Merci, votre accusé de réception est enregistré."),
        facts=(
            Fact(_("Détenteur"), told.holder.label),
            Fact(_("Dernier jour de validité"), told.valid_until),
        ),
    )
    back = Link(_("Fins de validité"), here(request, "distributor:ends"))
    return bind(request, AcknowledgeForm(sent(request)), operations.acknowledge_end, act, back=back, told_id=told.pk)
