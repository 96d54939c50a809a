"""People appointed to the safe and to the points."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution import operations, queries
from quitus.domain.distribution.models import Appointment
from quitus.domain.documents import queries as documents
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.documents.subjects import documents_link
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.authority.regie.forms import AppointForm, EndForm
from quitus.interfaces.web.layout import regie as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form
from quitus.interfaces.web.layout.scans import scans_table
from quitus.kernel.clock import today
from quitus.usecases import regie as usecases


@page(audience="authority")
def appoint(request: SchemeRequest, imprest_id: int) -> HttpResponse:
    """Appoint somebody; the power begins with the accountant's assent."""
    form = AppointForm(sent(request), imprest=found(queries.imprest, imprest_id))
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
            "absence_too_long": "ends_on",
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
@require_GET
def appointment(request: SchemeRequest, appointment_id: int) -> HttpResponse:
    """One appointment: what it lets its person do, from when to when, and what is still owed."""
    one = _found(appointment_id)
    status = written.appointment_status(one)
    papers = list(documents.signed_papers("appointment", one.pk))
    return show_detail(
        request,
        title=one.user.full_name,
        lead=written.appointment_lead(one),
        back=Link(one.imprest.name, here(request, "authority:imprest", one.imprest_id)),
        status=status,
        facts=written.appointment_facts(one),
        thread=fil("appointment", one.pk, stands=status, coming=written.appointment_coming(one)),
        tables=[scans_table(papers, url=lambda paper: here(request, "authority:signed_paper", paper.pk))]
        if papers
        else [],
        actions=list(_actions(request, one)),
    )


def _actions(request: SchemeRequest, one: Appointment) -> Iterator[Link]:
    if one.assent_on is None:
        enter = here(request, "authority:enter_assent", usecases.APPOINTMENT, one.pk)
        yield Link(_("Saisir l'avis signé sur papier"), enter, "primary", "file-earmark-text")
    yield documents_link(request, "appointment", one.pk)
    if one.ends_on is None or one.ends_on > today():
        yield Link(_("Terminer la nomination"), here(request, "authority:end_appointment", one.pk), "link")


@page(audience="authority")
def end(request: SchemeRequest, appointment_id: int) -> HttpResponse:
    """End an appointment."""
    one = _found(appointment_id)
    form = EndForm(sent(request))
    to = here(request, "authority:imprest", one.imprest_id)
    return carry_out(
        request,
        form,
        operations.end_appointment,
        done=_("La nomination prend fin."),
        to=to,
        appointment_id=appointment_id,
        refused={
            "appointment_ends_too_early": "ends_on",
            "appointment_already_ended": "ends_on",
            "appointment_used_later": "ends_on",
        },
    ) or show_confirm(
        request,
        title=_("Terminer la nomination de %(name)s") % {"name": one.user.full_name},
        happens=_("Après son dernier jour, cette personne ne pourra plus ni détenir ni remettre de pass."),
        facts=written.appointment_facts(one),
        form=form,
        button=_("Terminer la nomination"),
        back=Link(_("Revenir à la nomination"), here(request, "authority:appointment", one.pk)),
    )


def _found(appointment_id: int) -> Appointment:
    one = queries.appointments().filter(pk=appointment_id).first()
    if one is None:
        raise Http404
    return one
