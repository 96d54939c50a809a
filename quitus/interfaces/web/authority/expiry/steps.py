"""The steps of an end of validity that somebody takes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.expiry import operations, queries, rules
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.expiry.forms import AcknowledgementForm, BlockingForm
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, Link, number
from quitus.interfaces.web.layout.doing import files, found, sent
from quitus.interfaces.web.layout.papers import SCAN_REFUSALS
from quitus.interfaces.web.layout.words import day
from quitus.kernel.clock import today
from quitus.usecases import expiry as usecases


def on_end(
    request: SchemeRequest, one: queries.End, form: forms.Form, operation: Callable[..., Any], act: Act
) -> HttpResponse:
    """Show the page that asks, or do what it says, then go back to the end of the order."""
    back = Link(_("Revenir à la fin de validité"), here(request, "authority:end", one.order.pk))
    return bind(request, form, operation, act, back=back, order_id=one.order.pk)


@page(audience="authority", roles=(MANAGER,))
def announce(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Announce the end before its day."""
    one = found(queries.end, order_id)
    totals = queries.booklets(one.order)
    act = Act(
        title=_("Annoncer la fin de validité de la commande %(number)s") % {"number": one.order.number},
        happens=_("La responsable, les régisseurs et les mandataires reçoivent un courriel avec les quatre totaux. "
                  "Sinon il part de lui-même le %(day)s.") % {"day": day(one.calendar.alert_on)},
        button=_("Annoncer la fin"),
        done=_("La fin de validité est annoncée."),
        facts=(
            Fact(_("Carnets livrés"), number(totals.issued)),
            Fact(_("Remis"), number(totals.handed_out)),
            Fact(_("Non remis"), number(totals.not_handed_out)),
            Fact(_("Commencés"), number(totals.started)),
        ),
    )  # fmt: skip
    return on_end(request, one, forms.Form(sent(request)), operations.announce_end, act)


@page(audience="authority", roles=(MANAGER,))
def block(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Decide that nothing more is handed out."""
    one = found(queries.end, order_id)
    totals = queries.booklets(one.order)
    act = Act(
        title=_("Décider l'arrêt des remises de la commande %(number)s") % {"number": one.order.number},
        happens=_("À partir de ce jour, plus aucun pass de cette commande n'est remis. Le coffre, les points et les "
                  "organismes mandatés sont prévenus et doivent en accuser réception avant le %(day)s.")
        % {"day": day(rules.acknowledged_by(today(), one.order.valid_until, queries.delays_of(one.order)))},
        undo=_("Les personnes qui ont des pass les utilisent jusqu'au %(day)s, puis pendant la tolérance.")
        % {"day": day(one.calendar.last_on)},
        final=_("La décision est à votre nom. Seule une prolongation de la commande la lève."),
        button=_("Arrêter les remises"),
        done=_("L'arrêt des remises est décidé ; les détenteurs sont prévenus."),
        facts=(
            Fact(_("Carnets non remis"), number(totals.not_handed_out)),
            Fact(_("Jour prévu par le calendrier"), one.calendar.blocking_on),
        ),
        refused={"stop_starts_tomorrow": "blocked_from"},
    )  # fmt: skip
    planned = {"blocked_from": max(one.calendar.blocking_on, today() + timedelta(days=1))}
    return on_end(request, one, BlockingForm(sent(request), initial=planned), operations.decide_blocking, act)


@page(audience="authority", roles=(MANAGER,))
def expire(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Record the end at once rather than with the next passage of the calendar."""
    one = found(queries.end, order_id)
    act = Act(
        title=_("Constater la fin de validité de la commande %(number)s") % {"number": one.order.number},
        happens=_("Les chiffres de la commande sont arrêtés comme ils sont et sa clôture s'ouvre. "
                  "Les lieux saisissent encore ce qu'ils ont pris à temps."),
        final=_("Une commande dont la fin est constatée ne se prolonge plus."),
        button=_("Constater la fin"),
        done=_("La fin de validité est constatée."),
    )  # fmt: skip
    return on_end(request, one, forms.Form(sent(request)), operations.expire_order, act)


@page(audience="authority", roles=(MANAGER,))
def remind(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Write again to those who have not signed."""
    one = found(queries.end, order_id)
    late = list(queries.to_remind(one.order, today()))
    act = Act(
        title=_("Relancer qui n'a pas signé, commande %(number)s") % {"number": one.order.number},
        happens=_("Qui répond de ces lieux reçoit un courriel de rappel, un par jour au plus."),
        button=_("Envoyer le rappel"),
        done=_("Le rappel part par courriel."),
        facts=tuple(Fact(told.holder.label, told.told_on, _("prévenu ce jour")) for told in late),
    )
    return on_end(request, one, forms.Form(sent(request)), operations.remind_keepers, act)


@page(audience="authority", roles=(MANAGER,))
def acknowledge(request: SchemeRequest, told_id: int) -> HttpResponse:
    """Enter an acknowledgement that a holder signed on paper."""
    told = found(queries.told_one, told_id)
    act = Act(
        title=_("Saisir l'accusé de réception de %(holder)s") % {"holder": told.holder.label},
        happens=_("Le papier signé vaut comme si ce détenteur avait répondu ici."),
        final=_("Le papier numérisé est gardé au fil de la commande, avec votre nom."),
        button=_("Enregistrer l'accusé"),
        done=_("L'accusé de réception est enregistré."),
        facts=(Fact(_("Commande"), told.order.number), Fact(_("Prévenu le"), told.told_on)),
        refused={"end_already_acknowledged": "acknowledged_on", **SCAN_REFUSALS},
    )
    back = Link(_("Revenir à la fin de validité"), here(request, "authority:end", told.order_id))
    form = AcknowledgementForm(sent(request), files(request))
    return bind(request, form, usecases.enter_acknowledgement, act, back=back, told_id=told.pk)
