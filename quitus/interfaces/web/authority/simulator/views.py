"""The simulator: a reading page whose address holds the question, then one act that drafts what it shows."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.grants import queries as grants
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.simulator import forms, showing
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, Link
from quitus.interfaces.web.layout.doing import sent
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.pages import show
from quitus.interfaces.web.layout.values import read
from quitus.kernel.clock import today
from quitus.usecases.simulate import Simulation, prepare_amendment, simulate, wording

TEMPLATE = "authority/simulator/simulator.html"


@page(audience="authority")
@require_GET
def simulator(request: SchemeRequest) -> HttpResponse:
    """What would change: nothing is saved, and the address can be sent to a colleague."""
    form = _asked(request)
    told = _simulated(request, form)
    shown = _shown(request, told)
    return show(
        request,
        TEMPLATE,
        title=_("Simuler un avenant"),
        lead=showing.sentence(told)
        if told
        else _("Voyez ce qu'un avenant changerait, avant d'en préparer un. Rien n'est enregistré."),
        back=Link(_("Convention"), here(request, "authority:convention")),
        actions=_actions(request, told),
        form=form,
        told=told,
        code=422 if form.is_bound and form.errors else 200,
        **shown,
    )


@page(audience="authority", roles=(MANAGER,))
def prepare(request: SchemeRequest) -> HttpResponse:
    """Draft amendment, report and deliberation from what the address asks."""
    told = _simulated(request, _asked(request))
    question = f"{here(request, 'authority:simulator')}?{request.GET.urlencode()}"
    if told is None:
        return redirect(question)  # which says what is wrong
    act = Act(
        title=_("Préparer l'avenant"),
        happens=_(
            "Un avenant, le rapport à l'assemblée et la délibération qui autorise à le signer sont rédigés "
            "à partir de cette simulation. Vous les compléterez avant le vote."
        ),
        button=_("Préparer l'avenant"),
        done=_("L'avenant, le rapport et la délibération sont en préparation. Complétez ce qui est marqué."),
        facts=tuple(
            Fact(str(row.cells[0]), row.cells[2], _("au lieu de %(value)s") % {"value": read(row.cells[1])})
            for row in showing.terms(told).rows[: len(told.parameters)]
        ),
        undo=_("Rien n'est voté ni signé : les textes restent des projets."),
    )
    form = forms.PrepareForm(sent(request), initial={"title": wording.title(told)})
    back = Link(_("Revoir la simulation"), question)
    return bind(
        request,
        form,
        prepare_amendment,
        act,
        back=back,
        to=lambda made: here(request, "authority:amendment", made.pk),
        change=told.change,
    )


def _asked(request: SchemeRequest) -> forms.ChangeForm:
    """The form, with what the address asks. Refuses with `ConventionNotSigned`."""
    terms = grants.terms_at(request.membership.scheme_id, today())
    asks = any(name in request.GET for name in forms.ChangeForm.base_fields)  # asking nothing is told too
    return forms.ChangeForm(terms, request.GET if asks else None)


def _simulated(request: SchemeRequest, form: forms.ChangeForm) -> Simulation | None:
    """What the address asks; None when it asks nothing, or what cannot be: the form then says why."""
    if not form.is_bound or not form.is_valid():
        return None
    with refusals_on(form):
        return simulate(request.membership.scheme_id, form.cleaned_data["change"], today())
    return None


def _shown(request: SchemeRequest, told: Simulation | None) -> dict[str, Any]:
    if told is None:
        return {"figures": [], "facts": [], "warnings": [], "tables": []}
    return {
        "figures": showing.figures(told),
        "facts": showing.facts(told),
        "warnings": showing.warnings(told),
        "tables": [
            showing.terms(told),
            showing.moves(request, told),
            showing.orders(request, told),
            showing.forecast(told),
            showing.found(told),
        ],
    }


def _actions(request: SchemeRequest, told: Simulation | None) -> list[Link]:
    if told is None or request.actor.role != MANAGER:
        return []
    if told.under_way is not None:
        url = here(request, "authority:amendment", told.under_way.pk)
        return [Link(_("Ouvrir l'avenant n° %(number)s") % {"number": told.under_way.number}, url)]
    url = f"{here(request, 'authority:prepare_simulated')}?{request.GET.urlencode()}"
    return [Link(_("Préparer l'avenant"), url, "primary")]
