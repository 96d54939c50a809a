"""The date of an example scheme: moved forward by whoever tries it."""

from datetime import date, timedelta
from itertools import groupby, islice
from operator import attrgetter

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.audiences import home_of
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.forms import DayField, refusals_on
from quitus.interfaces.web.layout.pages import show_form
from quitus.interfaces.web.layout.words import day
from quitus.usecases.example_days import advance_example, events_coming

SHOWN = 12


class DateForm(forms.Form):
    """The day at which the example will live."""

    to = DayField(
        label=gettext_lazy("Nouvelle date"),
        help_text=gettext_lazy("Par exemple 15/05/2023. Le temps ne revient pas en arrière."),
    )


@page(audience=None)
def move_date(request: SchemeRequest) -> HttpResponse:
    """Ask for a later date, the day after or the day of what comes, and live there; 404 in a real scheme."""
    scheme = request.membership.scheme
    lives_on: date | None = scheme.lives_on
    if lives_on is None:
        raise Http404
    home = home_of(request.membership.role, scheme.slug) or "/"
    form = DateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, example_date_goes_forward="to"):
            to = form.cleaned_data["to"]
            advance_example(by=request.actor, scheme_id=scheme.pk, to=to)
            messages.success(request, _("Nous sommes maintenant le %(day)s.") % {"day": day(to)})
            return redirect(home)
    return show_form(
        request,
        title=_("Avancer la date de l'exemple"),
        lead=_(
            "Ce dispositif est un exemple : il vit à sa propre date, la même pour tous ceux qui l'essaient. Ce que le "
            "calendrier des fins de validité amène d'ici là est fait aussitôt ; lettres et rappels, qui ne partent "
            "jamais d'un exemple, sont écrits dans l'heure."
        ),
        form=form,
        submit=_("Avancer la date"),
        back=Link(_("Accueil"), home),
        template="public/move_date.html",
        tomorrow=lives_on + timedelta(days=1),
        coming=[
            (on, [(_(event.label), event.about) for event in events])
            for on, events in islice(groupby(events_coming(scheme), key=attrgetter("on")), SHOWN)
        ],
    )
