"""News for the software of a venue: where they are sent, and the log of what came of them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.webhooks import operations, queries, rules
from quitus.domain.webhooks.models import Delivery, Subscription
from quitus.domain.webhooks.signing import secret_of
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Link, Row, Status, Table, moment
from quitus.interfaces.web.layout.doing import sent
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show, show_confirm, show_form, show_list
from quitus.interfaces.web.venue.webhook_forms import WebhookForm


@page(audience="venue")
@require_GET
def webhooks(request: SchemeRequest) -> HttpResponse:
    """The addresses that are told what happens."""
    return show_list(
        request,
        title=_("Annonces à vos logiciels"),
        lead=_("Ce qui arrive à votre structure est envoyé à ces adresses dans la minute. Aucun code, aucun nom."),
        back=Link(_("Logiciels"), here(request, "venue:softwares")),
        table=Table(
            caption=_("Adresses"),
            columns=[Column(_("Adresse")), Column(_("Annonces")), Column(_("Ajoutée par")), Column(_("État"))],
            rows=[
                Row(
                    [
                        one.url,
                        ", ".join(_(rules.EVENTS[event]) for event in one.events),
                        one.user.full_name,
                        _standing(one),
                    ],
                    url=here(request, "venue:webhook", one.pk),
                )
                for one in queries.subscriptions(request.membership.organisation_id)
            ],
            empty=Empty(
                _("Aucune adresse n'est prévenue."),
                _("Ajoutez celle de votre logiciel, s'il en reçoit."),
            ),
        ),
        actions=[Link(_("Ajouter une adresse"), here(request, "venue:new_webhook"), "primary")],
    )


@page(audience="venue")
def new_webhook(request: SchemeRequest) -> HttpResponse:
    """Add an address; the secret that signs what it is sent is shown on the answer."""
    form = WebhookForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, webhook_address_not_secure="url"):
            made = operations.subscribe(by=request.actor, **form.cleaned_data)
            return show(
                request,
                "venue/token.html",
                title=_("Le secret de cette adresse"),
                lead=_("Copiez-le maintenant dans votre logiciel, qui vérifie avec lui les annonces reçues."),
                back=Link(_("Annonces à vos logiciels"), here(request, "venue:webhooks")),
                secret=secret_of(made),
                signs=True,
            )
    return show_form(
        request,
        title=_("Ajouter une adresse"),
        lead=_("Ce qui arrive à partir de maintenant y sera envoyé, signé."),
        form=form,
        submit=_("Ajouter cette adresse"),
        back=Link(_("Annonces à vos logiciels"), here(request, "venue:webhooks")),
    )


@page(audience="venue")
@require_GET
def webhook(request: SchemeRequest, subscription_id: int) -> HttpResponse:
    """The log of an address: what was sent in thirty days, and what came of it."""
    one = _own(request, subscription_id)
    shown = paginate(request, queries.log(one.pk))
    live = one.ended_at is None
    actions = [
        Link(_("Envoyer un essai"), here(request, "venue:test_webhook", one.pk), "primary"),
        Link(_("Arrêter ces annonces"), here(request, "venue:end_webhook", one.pk)),
    ]
    return show_list(
        request,
        title=_("Journal des annonces"),
        lead=_("%(url)s : ce qui a été envoyé depuis trente jours, et ce qui a été répondu.") % {"url": one.url},
        back=Link(_("Annonces à vos logiciels"), here(request, "venue:webhooks")),
        table=Table(
            caption=_("Annonces"),
            columns=[
                Column(_("Le")),
                Column(_("Annonce")),
                Column(_("État")),
                Column(_("Envois")),
                Column(_("Dernière réponse")),
                Column(_("Renvoyer")),
            ],
            rows=[_line(request, delivery, live=live) for delivery in shown.items],
            empty=Empty(_("Rien n'a été envoyé depuis trente jours."), _("Envoyez un essai pour voir s'il arrive.")),
        ),
        page=shown,
        actions=actions if live else [],
    )


@page(audience="venue")
def test_webhook(request: SchemeRequest, subscription_id: int) -> HttpResponse:
    """Send a trial."""
    one = _own(request, subscription_id)
    return _asked(
        request,
        one,
        lambda: operations.send_test(by=request.actor, subscription_id=one.pk),
        title=_("Envoyer un essai"),
        happens=_("Une annonce d'essai, sans contenu, partira dans la minute vers %(url)s.") % {"url": one.url},
        done=_("L'essai part dans la minute : rechargez cette page pour voir la réponse."),
    )


@page(audience="venue")
def end_webhook(request: SchemeRequest, subscription_id: int) -> HttpResponse:
    """Stop telling an address."""
    one = _own(request, subscription_id)
    return _asked(
        request,
        one,
        lambda: operations.unsubscribe(by=request.actor, subscription_id=one.pk),
        title=_("Arrêter ces annonces"),
        happens=_("Plus rien ne sera envoyé à %(url)s, pas même ce qui attend.") % {"url": one.url},
        done=_("Plus rien n'est envoyé à cette adresse."),
    )


@page(audience="venue")
def send_again(request: SchemeRequest, subscription_id: int, delivery_id: int) -> HttpResponse:
    """Send one piece of news once more."""
    one = _own(request, subscription_id)
    return _asked(
        request,
        one,
        lambda: operations.send_again(by=request.actor, delivery_id=delivery_id),
        title=_("Renvoyer cette annonce"),
        happens=_("La même annonce repartira dans la minute vers %(url)s.") % {"url": one.url},
        done=_("L'annonce repart dans la minute."),
    )


def _asked(
    request: SchemeRequest, one: Subscription, act: Callable[[], object], *, title: str, happens: str, done: str
) -> HttpResponse:
    back = here(request, "venue:webhook", one.pk)
    if request.method == "POST":
        act()
        messages.success(request, done)
        return redirect(back)
    return show_confirm(request, title=title, happens=happens, button=title, back=Link(_("Journal des annonces"), back))


def _own(request: SchemeRequest, subscription_id: int) -> Subscription:
    found = queries.subscriptions(request.membership.organisation_id).filter(pk=subscription_id).first()
    if found is None:
        raise Http404
    return found


def _standing(one: Subscription) -> Status:
    if one.ended_at is None:
        return Status("done", _("Prévenue"))
    return Status("neutral", _("Arrêtée le %(on)s") % {"on": words.day(one.ended_at)})


def _line(request: SchemeRequest, delivery: Delivery, *, live: bool) -> Row:
    tries = list(delivery.tries.all())
    again = Link(
        _("Renvoyer"),
        here(request, "venue:send_again", delivery.subscription_id, delivery.pk),
        "link",
        about=delivery.key,
    )
    event = rules.EVENTS.get(delivery.event)
    return Row(
        [
            moment(delivery.made_at),
            _(event) if event else _("Essai"),
            _came(delivery),
            words.count(len(tries)),
            _answer(tries[-1].status, tries[-1].answer, tries[-1].milliseconds) if tries else None,
            again if live else None,
        ]
    )


def _came(delivery: Delivery) -> Status:
    if delivery.received_at is not None:
        return Status("done", _("Reçue"))
    if delivery.next_at is None:
        return Status("late", _("Abandonnée après trois jours"))
    if not delivery.try_count:
        return Status("waiting", _("En attente"))
    return Status("late", _("Nouvel essai le %(at)s") % {"at": words.moment(delivery.next_at)})


def _answer(status: int | None, answer: str, milliseconds: int) -> str:
    told = str(status) if status is not None else _("Pas de réponse")
    return f"{told} · {words.count(milliseconds)} ms" + (f" · {answer}" if answer else "")
