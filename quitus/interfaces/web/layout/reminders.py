"""My reminders and my calendar: one page for those who owe and those who are owed, whatever their doors."""

from urllib.parse import urljoin

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.obligations import operations, queries, states
from quitus.domain.obligations.models import CalendarFeed
from quitus.domain.obligations.tokens import token_of
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link, code, moment
from quitus.interfaces.web.layout.doing import carry_out, sent
from quitus.interfaces.web.layout.pages import show_confirm, show_form


class ReminderForm(forms.Form):
    """What reminders are wanted."""

    choice = forms.ChoiceField(
        label=gettext_lazy("Rappels par courriel"),
        choices=[(key, gettext_lazy(label)) for key, label in states.REMINDERS.items()],
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Au plus un courriel par jour : 30, 7 et 1 jours avant, le jour même, puis chaque semaine."
        ),
    )


def my_reminders(request: SchemeRequest, *, renew: str, back: Link) -> HttpResponse:
    """What reminders I want, and the secret address of my calendar; `renew` is the view that changes it."""
    scheme, user = request.membership.scheme, request.membership.user
    form = ReminderForm(sent(request), initial={"choice": queries.choice_of(scheme.pk, user.pk)})
    feed = queries.feed_of(scheme.pk, user.pk)
    label = _("Changer l'adresse") if feed else _("Créer l'adresse de mon calendrier")
    return carry_out(
        request, form, operations.choose_reminders, done=_("Votre choix est enregistré."), to=request.path
    ) or show_form(
        request,
        title=_("Mes rappels"),
        lead=_("Ce que la convention demande, rappelé par courriel et dans votre agenda."),
        form=form,
        submit=_("Enregistrer mon choix"),
        back=back,
        template="layout/my_reminders.html",
        calendar=_calendar(feed),
        renew=Link(label, here(request, renew)),
    )


def renew_calendar(request: SchemeRequest, *, back: str) -> HttpResponse:
    """A new secret address for my calendar; `back` is the view to return to."""
    form = forms.Form(sent(request))
    to = here(request, back)
    has_one = queries.feed_of(request.membership.scheme_id, request.membership.user_id) is not None
    return carry_out(
        request, form, operations.renew_calendar, done=_("Votre calendrier a sa nouvelle adresse."), to=to
    ) or show_confirm(
        request,
        title=_("L'adresse de mon calendrier"),
        happens=_("Votre calendrier reçoit une adresse secrète : qui la connaît lit les échéances, sans se connecter."),
        final=_("L'ancienne adresse ne répondra plus : remplacez-la dans votre agenda.") if has_one else "",
        button=_("Changer l'adresse") if has_one else _("Créer l'adresse"),
        back=Link(_("Ne rien changer"), to),
        form=form,
    )


def calendar_url(feed: CalendarFeed, scheme_slug: str) -> str:
    """The whole secret address of a calendar."""
    token = token_of(feed.nonce, feed.scheme_id, feed.user_id)
    return urljoin(settings.QUITUS_URL, reverse("public:calendar", args=[scheme_slug, token]))


def _calendar(feed: CalendarFeed | None) -> list[Fact]:
    if feed is None:
        return []
    address = calendar_url(feed, feed.scheme.slug)
    note = _("Ne la donnez à personne : elle ouvre le calendrier sans mot de passe.")
    return [
        Fact(_("Adresse à donner à votre agenda"), code(address), note),
        Fact(_("Adresse créée le"), moment(feed.renewed_at)),
    ]
