"""What an amendment in preparation makes of obligations."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.grants import queries as grants
from quitus.domain.obligations import operations, queries
from quitus.domain.obligations.models import Duty
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions.amendments import back_to_amendment
from quitus.interfaces.web.authority.obligations import forms, showing
from quitus.interfaces.web.authority.obligations.duties import ways_to_add
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Link, Row, Table
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_form, show_list
from quitus.kernel.clock import today


@page(audience="authority", roles=(MANAGER,))
def move_obligation(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """Another date for an open obligation."""
    text = found(grants.amendment, amendment_id)
    every = queries.open_obligations(request.membership.scheme_id)
    form = forms.MovedObligationForm(every, sent(request))
    back = back_to_amendment(request, text)
    return carry_out(
        request,
        form,
        operations.amend_obligation,
        done=_("La nouvelle échéance est enregistrée."),
        to=back.url,
        refused={"obligation_already_done": "code"},
        amendment_id=text.pk,
    ) or show_form(
        request,
        title=_("Déplacer une obligation"),
        lead=_("Elle prend sa nouvelle date à l'effet de l'avenant ; celles qui sont faites restent faites."),
        form=form,
        submit=_("Déplacer l'obligation"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def new_obligation(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """An obligation that the amendment adds."""
    text = found(grants.amendment, amendment_id)
    form = forms.ObligationForm(sent(request))
    back = back_to_amendment(request, text)
    return carry_out(
        request,
        form,
        operations.amend_obligation,
        done=_("L'obligation naîtra à l'effet de l'avenant."),
        to=back.url,
        amendment_id=text.pk,
    ) or show_form(request, title=_("Ajouter une obligation"), form=form, submit=_("Ajouter l'obligation"), back=back)


@page(audience="authority", roles=(MANAGER,))
@require_GET
def duties(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """The rules that the amendment states, and those it may state again or end."""
    text = found(grants.amendment, amendment_id)
    own = {one.code: one for one in queries.duties(text.convention_id) if one.amendment_id == text.pk}
    known = {one.code: one for one in queries.duties_in_effect(text.convention_id, today())}
    ways = [Link(label, here(request, "authority:amend_duty", text.pk, rule)) for rule, label in ways_to_add().items()]
    end = Link(_("Abroger une règle"), here(request, "authority:repeal_duty", text.pk))
    return show_list(
        request,
        title=_("Règles d'obligation de l'avenant"),
        lead=_("Une règle que l'avenant ne touche pas reste, et suit ses nouvelles dates."),
        back=back_to_amendment(request, text),
        actions=[*ways, end],
        table=Table(
            caption=_("Règles d'obligation"),
            columns=[Column(_("Ce qui est dû")), Column(_("Aujourd'hui")), Column(_("Dans l'avenant"))],
            rows=[_rule(known.get(code), own.get(code)) for code in known | own],
            empty=Empty(_("Aucune règle n'est écrite.")),
        ),
    )


def _rule(known: Duty | None, own: Duty | None) -> Row:
    becomes = _("inchangée")
    if own is not None:
        becomes = _("abrogée") if own.is_repealed else showing.when(own)
    stated = own or known
    label = stated.label if stated is not None else ""
    return Row([label, showing.when(known) if known else _("nouvelle"), becomes])
