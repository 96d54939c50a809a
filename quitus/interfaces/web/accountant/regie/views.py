"""Régies: the assents that the accountant gives, and what each holds, read only."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.distribution import operations, queries, states
from quitus.domain.distribution.models import Appointment, Holder, Imprest
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import regie as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, DayForm, bind
from quitus.interfaces.web.layout.components import Empty, Link
from quitus.interfaces.web.layout.doing import found, sent
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_detail, show_list
from quitus.interfaces.web.layout.stock import stock_table
from quitus.interfaces.web.layout.threads import thread


@page(audience="accountant")
@require_GET
def imprests(request: SchemeRequest) -> HttpResponse:
    """The régies of the scheme."""
    lines = paginate(request, queries.imprests())
    return show_list(
        request,
        title=_("Régie d'avances"),
        lead=_("Elle détient et remet les pass. Votre avis conforme précède l'acte constitutif et chaque nomination."),
        page=lines,
        table=written.imprests_table(
            lines.items,  # type: ignore[arg-type]
            url=lambda one: here(request, "accountant:imprest", one.pk),
            empty=Empty(_("Aucune régie pour l'instant."), _("Elle arrive ici dès que la collectivité la propose.")),
        ),
    )


@page(audience="accountant")
@require_GET
def imprest(request: SchemeRequest, imprest_id: int) -> HttpResponse:
    """One régie: its acts, its people, what it holds and where."""
    one = found(queries.imprest, imprest_id)
    status = written.imprest_status(one)
    return show_detail(
        request,
        title=one.name,
        lead=_("La régie, les personnes nommées et les pass dont elle répond."),
        back=Link(_("Régie d'avances"), here(request, "accountant:imprests")),
        status=status,
        facts=written.imprest_facts(one),
        thread=thread(audit.thread("imprest", one.pk), stands=status, coming=written.imprest_coming(one)),
        tables=[
            written.appointments_table(
                list(queries.appointments(imprest_id=imprest_id)),
                url=lambda made: "" if made.assent_on else here(request, "accountant:assent_to_appointment", made.pk),
                empty=Empty(_("Personne n'est nommé."), _("Sans régisseur nommé, rien n'entre au coffre.")),
            ),
            stock_table(
                [line for line in queries.stock() if _is_under(line.holder, one)],
                url=lambda holder: here(request, "accountant:register", holder.pk),
                empty=Empty(_("La régie ne détient aucun pass.")),
            ),
        ],
        actions=list(_actions(request, one)),
    )


def _is_under(holder: Holder, one: Imprest) -> bool:
    return holder.imprest_id == one.pk or (holder.point is not None and holder.point.imprest_id == one.pk)


def _actions(request: SchemeRequest, one: Imprest) -> Iterator[Link]:
    if one.state == states.PROPOSED:
        yield Link(_("Donner l'avis conforme"), here(request, "accountant:assent_to_imprest", one.pk), "primary")
    if one.state == states.OPEN:
        yield Link(_("Approvisionner le coffre"), here(request, "accountant:supply_safe"), "primary")


@page(audience="accountant")
def assent_to_imprest(request: SchemeRequest, imprest_id: int) -> HttpResponse:
    """Agree to the acte constitutif of a régie."""
    one = found(queries.imprest, imprest_id)
    act = Act(
        title=_("Donner l'avis conforme sur « %(name)s »") % {"name": one.name},
        happens=_("La collectivité peut signer l'acte constitutif de la régie, dans les limites ci-dessous."),
        final=_("Un avis donné ne se retire pas."),
        button=_("Donner l'avis conforme"),
        done=_("L'avis conforme est donné."),
        facts=tuple(written.imprest_facts(one)),
    )
    form = DayForm(sent(request), name="assent_on", label=_("Date de l'avis"))
    back = _back(request, one.pk)
    return bind(request, form, operations.assent_to_imprest, act, back=back, imprest_id=one.pk)


@page(audience="accountant")
def assent_to_appointment(request: SchemeRequest, appointment_id: int) -> HttpResponse:
    """Agree to an appointment."""
    one = _appointment(appointment_id)
    act = Act(
        title=_("Donner l'avis conforme sur la nomination de %(name)s") % {"name": one.user.full_name},
        happens=_("À partir de son premier jour, cette personne pourra détenir et remettre des pass."),
        final=_("Un avis donné ne se retire pas. La collectivité peut mettre fin à la nomination."),
        button=_("Donner l'avis conforme"),
        done=_("L'avis conforme est donné."),
        facts=tuple(written.appointment_facts(one)),
        refused={"assent_too_late": "assent_on"},
    )
    form = DayForm(
        sent(request),
        name="assent_on",
        label=_("Date de l'avis"),
        help_text=_("Celle du papier signé, le premier jour de la nomination au plus tard."),
    )
    back = _back(request, one.imprest_id)
    return bind(request, form, operations.assent_to_appointment, act, back=back, appointment_id=one.pk)


def _appointment(appointment_id: int) -> Appointment:
    one = queries.appointments().filter(pk=appointment_id).first()
    if one is None:
        raise Http404
    return one


def _back(request: SchemeRequest, imprest_id: int) -> Link:
    return Link(_("Revenir à la régie"), here(request, "accountant:imprest", imprest_id))
