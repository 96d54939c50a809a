"""What the accountant agrees to: acts of régies and their amendments, sous-régies, nominations, mandates."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.distribution import operations, queries
from quitus.domain.distribution.models import Appointment
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import mandates
from quitus.interfaces.web.layout import regie as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, DayForm, bind
from quitus.interfaces.web.layout.components import Fact, Link
from quitus.interfaces.web.layout.doing import found, sent


def _form(request: SchemeRequest, help_text: object = "") -> DayForm:
    return DayForm(sent(request), name="assent_on", label=_("Date de l'avis"), help_text=help_text)


def _act(title: str, happens: str, facts: list[Fact], final: str = "") -> Act:
    return Act(
        title=title,
        happens=happens,
        final=final or _("Un avis donné ne se retire pas."),
        button=_("Donner l'avis conforme"),
        done=_("L'avis conforme est donné."),
        facts=tuple(facts),
        refused={"assent_too_late": "assent_on"},
    )


@page(audience="accountant")
def imprest(request: SchemeRequest, imprest_id: int) -> HttpResponse:
    """Agree to the acte constitutif of a régie."""
    one = found(queries.imprest, imprest_id)
    act = _act(
        _("Donner l'avis conforme sur « %(name)s »") % {"name": one.name},
        _("La collectivité peut signer l'acte constitutif de la régie, dans les limites ci-dessous."),
        written.imprest_facts(one),
    )
    back = _back(request, one.pk)
    return bind(request, _form(request), operations.assent_to_imprest, act, back=back, imprest_id=one.pk)


@page(audience="accountant")
def amendment(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """Agree to an amendment of the acte constitutif."""
    one = found(queries.imprest_amendment, amendment_id)
    act = _act(
        _("Donner l'avis conforme sur l'avenant n° %(rank)s") % {"rank": one.rank},
        _("La collectivité peut signer l'avenant : l'acte de la régie dira ce qui suit."),
        [*written.amendment_facts(one)[:2], *written.terms_facts(one.terms)],
    )
    assent = operations.assent_to_imprest_amendment
    return bind(request, _form(request), assent, act, back=_back(request, one.imprest_id), amendment_id=one.pk)


@page(audience="accountant")
def sub_regie(request: SchemeRequest, sub_regie_id: int) -> HttpResponse:
    """Agree to a sous-régie."""
    one = found(queries.sub_regie, sub_regie_id)
    act = _act(
        _("Donner l'avis conforme sur la sous-régie « %(name)s »") % {"name": one.point.name},
        _("La collectivité peut signer l'acte qui fait de ce point une sous-régie, avec ce plafond."),
        [*written.point_facts(one.point), *written.sub_regie_facts(one)],
    )
    back = _back(request, one.point.imprest_id or 0)
    return bind(request, _form(request), operations.assent_to_sub_regie, act, back=back, sub_regie_id=one.pk)


@page(audience="accountant")
def appointment(request: SchemeRequest, appointment_id: int) -> HttpResponse:
    """Agree to an appointment."""
    one = _appointment(appointment_id)
    act = _act(
        _("Donner l'avis conforme sur la nomination de %(name)s") % {"name": one.user.full_name},
        _("À partir de son premier jour, cette personne pourra détenir et remettre des pass."),
        written.appointment_facts(one),
        _("Un avis donné ne se retire pas. La collectivité peut mettre fin à la nomination."),
    )
    form = _form(request, _("Celle du papier signé, le premier jour de la nomination au plus tard."))
    back = _back(request, one.imprest_id)
    return bind(request, form, operations.assent_to_appointment, act, back=back, appointment_id=one.pk)


@page(audience="accountant")
def mandate(request: SchemeRequest, mandate_id: int) -> HttpResponse:
    """Agree to a convention de mandat."""
    one = found(queries.mandate_convention, mandate_id)
    act = _act(
        _("Donner l'avis conforme sur le mandat de « %(name)s »") % {"name": one.body.short_name},
        _("La collectivité peut signer la convention : l'organisme détiendra et remettra des pass pour elle."),
        mandates.mandate_facts(one),
    )
    back = Link(_("Revenir à l'organisme"), here(request, "accountant:mandate", one.pk))
    return bind(request, _form(request), operations.assent_to_mandate, act, back=back, mandate_id=one.pk)


def _appointment(appointment_id: int) -> Appointment:
    one = queries.appointments().filter(pk=appointment_id).first()
    if one is None:
        raise Http404
    return one


def _back(request: SchemeRequest, imprest_id: int) -> Link:
    return Link(_("Revenir à la régie"), here(request, "accountant:imprest", imprest_id))
