"""What an amendment in preparation makes of obligations."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.grants import queries as grants
from quitus.domain.obligations import operations, queries
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions.amendments import back_to_amendment
from quitus.interfaces.web.authority.obligations import forms
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_form


@page(audience="authority", roles=(MANAGER,))
def move_obligation(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """Another date for an open obligation."""
    text = found(grants.amendment, amendment_id)
    every = queries.obligations(request.membership.scheme_id).filter(done_on=None)
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
