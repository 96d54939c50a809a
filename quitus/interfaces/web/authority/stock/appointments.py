"""People appointed to the safe and to the points."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.distribution import operations, queries
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.stock.forms import AppointForm, EndForm
from quitus.interfaces.web.layout import regie as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm, show_form


@page(audience="authority")
def appoint(request: SchemeRequest, imprest_id: int) -> HttpResponse:
    """Appoint somebody; the power begins with the accountant's assent."""
    found(queries.imprest, imprest_id)
    form = AppointForm(sent(request), scheme_id=request.membership.scheme_id)
    to = here(request, "authority:imprest", imprest_id)
    return carry_out(
        request,
        form,
        operations.appoint,
        done=_("La nomination est proposée. Elle vaudra dès l'avis du comptable."),
        to=to,
        imprest_id=imprest_id,
        refused={
            "agent_without_point": "point_id",
            "substitute_too_long": "ends_on",
            "appointment_ends_too_early": "ends_on",
            "another_holder_then": "kind",
        },
    ) or show_form(
        request,
        title=_("Nommer une personne"),
        lead=_("Seules les personnes nommées détiennent et remettent des pass. Le comptable donne d'abord son avis."),
        form=form,
        submit=_("Proposer la nomination"),
        back=Link(_("La régie"), to),
    )


@page(audience="authority")
def end(request: SchemeRequest, appointment_id: int) -> HttpResponse:
    """End an appointment."""
    one = queries.appointments().filter(pk=appointment_id).first()
    if one is None:
        raise Http404
    form = EndForm(sent(request))
    to = here(request, "authority:imprest", one.imprest_id)
    return carry_out(
        request,
        form,
        operations.end_appointment,
        done=_("La nomination prend fin."),
        to=to,
        appointment_id=appointment_id,
        refused={"appointment_ends_too_early": "ends_on", "appointment_already_ended": "ends_on"},
    ) or show_confirm(
        request,
        title=_("Terminer la nomination de %(name)s") % {"name": one.user.full_name},
        happens=_("Après son dernier jour, cette personne ne pourra plus ni détenir ni remettre de pass."),
        facts=written.appointment_facts(one),
        form=form,
        button=_("Terminer la nomination"),
        back=Link(_("Revenir à la régie"), to),
    )
