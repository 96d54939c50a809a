"""Buying pass: a procedure from its launch to its market."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.connectors import documents
from quitus.domain.budget import operations, queries, states
from quitus.domain.budget.models import Procurement
from quitus.domain.organisations import kinds
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.budget import procurement_forms as forms
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Status, Step, Table, Tone, day
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form
from quitus.kernel.clock import today
from quitus.usecases.procurement import launch_procurement

TONES: dict[str, Tone] = {
    states.LAUNCHED: "waiting",
    states.AWARDED: "waiting",
    states.NOTIFIED: "done",
    states.ABANDONED: "neutral",
}


@page(audience="authority")
@require_GET
def procurement(request: SchemeRequest, procurement_id: int) -> HttpResponse:
    """One procedure: its launch and what proves it, who won, the market it became."""
    one = found(queries.procurement, procurement_id)
    status = _status(one)
    market = getattr(one, "market", None)
    notice = Link(one.file_name, here(request, "authority:procurement_file", one.pk)) if one.sha256 else None
    became = Link(market.number, here(request, "authority:market", market.pk)) if market else None
    return show_detail(
        request,
        title=one.title,
        lead=_("Une procédure d'achat de pass."),
        back=_markets(request),
        status=status,
        steps=_steps(one),
        facts=[
            Fact(_("Lancée le"), day(one.launched_on), one.reference),
            Fact(_("Preuve du lancement"), notice, "" if notice else _("Aucune pièce n'est jointe.")),
            Fact(_("Attribuée à"), one.operator.name if one.operator else None),
            Fact(_("Marché"), became),
            *([Fact(_("Sans suite"), day(one.abandoned_on), one.abandoned_reason)] if one.abandoned_on else []),
        ],
        thread=fil("procurement", one.pk, stands=status),
        actions=_actions(request, one) if request.actor.role == MANAGER else [],
    )


@page(audience="authority", roles=(MANAGER,))
def launch(request: SchemeRequest) -> HttpResponse:
    """A procedure that was launched."""
    form = forms.LaunchForm(sent(request), request.FILES or None, initial={"launched_on": today()})
    return carry_out(
        request,
        form,
        launch_procurement,
        done=_("La procédure est lancée."),
        to=lambda made: here(request, "authority:procurement", made.pk),
        refused=forms.UPLOAD_REFUSALS,
    ) or show_form(
        request,
        title=_("Lancer une procédure d'achat"),
        lead=_("Son lancement règle l'obligation de la convention, si elle est encore à tenir."),
        form=form,
        submit=_("Enregistrer le lancement"),
        back=_markets(request),
    )


@page(audience="authority", roles=(MANAGER,))
def award(request: SchemeRequest, procurement_id: int) -> HttpResponse:
    """Who won."""
    one = found(queries.procurement, procurement_id)
    form = forms.AwardForm(organisations.organisations(kinds.OPERATOR), sent(request), initial={"awarded_on": today()})
    to = here(request, "authority:procurement", one.pk)
    return carry_out(
        request,
        form,
        operations.award_procurement,
        done=_("L'attribution est enregistrée."),
        to=to,
        refused={"market_dates_disagree": "awarded_on"},
        procurement_id=one.pk,
    ) or show_form(
        request,
        title=_("Attribuer la procédure d'achat"),
        facts=[Fact(_("Lancée le"), day(one.launched_on))],
        form=form,
        submit=_("Enregistrer l'attribution"),
        back=Link(one.title, to),
    )


@page(audience="authority", roles=(MANAGER,))
def notify(request: SchemeRequest, procurement_id: int) -> HttpResponse:
    """The market notified to who won."""
    one = found(queries.procurement, procurement_id)
    form = forms.NotificationForm(sent(request), initial={"notified_on": today()})
    return carry_out(
        request,
        form,
        operations.notify_awarded,
        done=_("Le marché est notifié."),
        to=lambda made: here(request, "authority:market", made.pk),
        refused={"market_already_notified": "number", "market_dates_disagree": "notified_on"},
        procurement_id=one.pk,
    ) or show_form(
        request,
        title=_("Notifier le marché"),
        lead=_("Les commandes se passent ensuite sous ce marché, dans la limite de son plafond."),
        facts=[Fact(_("Attribuée à"), one.operator.name if one.operator else None)],
        form=form,
        submit=_("Enregistrer la notification"),
        back=Link(one.title, here(request, "authority:procurement", one.pk)),
    )


@page(audience="authority", roles=(MANAGER,))
def abandon(request: SchemeRequest, procurement_id: int) -> HttpResponse:
    """A procedure that leads to nothing."""
    one = found(queries.procurement, procurement_id)
    form = forms.AbandonForm(sent(request), initial={"on": today()})
    to = here(request, "authority:procurement", one.pk)
    return carry_out(
        request,
        form,
        operations.abandon_procurement,
        done=_("La procédure est sans suite."),
        to=to,
        refused={"abandoned_without_reason": "reason"},
        procurement_id=one.pk,
    ) or show_confirm(
        request,
        title=_("Déclarer sans suite"),
        happens=_("La procédure « %(title)s » ne mènera à aucun marché.") % {"title": one.title},
        final=_("Pour acheter, il faudra en lancer une autre."),
        button=_("Déclarer sans suite"),
        back=Link(_("Ne rien enregistrer"), to),
        form=form,
        danger=True,
    )


@page(audience="authority")
@require_GET
def file(request: SchemeRequest, procurement_id: int) -> HttpResponse:
    """What proves the launch."""
    one = found(queries.procurement, procurement_id)
    if not one.sha256:
        raise Http404
    disposition = content_disposition_header(True, one.file_name)
    headers = {"Content-Disposition": disposition}
    return HttpResponse(documents.read(one.sha256), content_type=one.media_type, headers=headers)


def under_way(request: SchemeRequest) -> Table:
    """The procedures, beside the markets."""
    return Table(
        caption=_("Procédures d'achat"),
        columns=[Column(_("Objet")), Column(_("Lancée le"), "day"), Column(_("Attribuée à")), Column(_("État"))],
        rows=[
            Row(
                [one.title, one.launched_on, one.operator.name if one.operator else "", _status(one)],
                url=here(request, "authority:procurement", one.pk),
            )
            for one in queries.procurements(request.membership.scheme_id)
        ],
        empty=Empty(
            _("Aucune procédure n'est suivie ici."),
            _("La convention demande de lancer l'achat dans les deux mois de sa signature."),
        ),
    )


def _markets(request: SchemeRequest) -> Link:
    return Link(_("Marchés"), here(request, "authority:markets"))


def _status(one: Procurement) -> Status:
    return Status(TONES[one.state], _(states.PROCUREMENT_LABELS[one.state]))


def _steps(one: Procurement) -> list[Step]:
    market = getattr(one, "market", None)
    if one.state == states.ABANDONED:
        return [Step(_("Lancée"), "done", one.launched_on), Step(_("Sans suite"), "current", one.abandoned_on)]
    return [
        Step(_("Lancée"), "done", one.launched_on),
        Step(_("Attribuée"), "done" if one.awarded_on else "current", one.awarded_on),
        Step(
            _("Notifiée"),
            "done" if market else "current" if one.awarded_on else "to_come",
            market.notified_on if market else None,
        ),
    ]


def _actions(request: SchemeRequest, one: Procurement) -> list[Link]:
    def to(view: str) -> str:
        return here(request, f"authority:{view}", one.pk)

    if one.state == states.LAUNCHED:
        return [
            Link(_("Attribuer"), to("award_procurement"), "primary"),
            Link(_("Déclarer sans suite"), to("abandon_procurement")),
        ]
    return [Link(_("Notifier le marché"), to("notify_awarded"), "primary")] if one.state == states.AWARDED else []
