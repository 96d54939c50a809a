"""Slips: those to acknowledge, and each as it is printed."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution import operations, queries
from quitus.domain.distribution.models import Slip
from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import stock as custody
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link, Weight, number
from quitus.interfaces.web.layout.custody_forms import ReceiveForm
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm, show_sheet
from quitus.interfaces.web.layout.registers import show_slips, slip_papers
from quitus.kernel.calendar import PARIS
from quitus.kernel.clock import today

STOCK = (IMPREST_HOLDER, HANDOUT_AGENT)


def holders_of(request: SchemeRequest) -> list[int]:
    """The safe and the points for which the reader answers today."""
    user_id = request.actor.user_id
    safes = [one.safe.pk for one in queries.imprests_kept_by(user_id, today())]
    return safes + [point.holder.pk for point in queries.points_of(user_id, today())]


@page(audience="distributor", roles=STOCK)
@require_GET
def slips(request: SchemeRequest) -> HttpResponse:
    """Slips from or to the reader's hands."""
    return show_slips(request, queries.slips_between(holders_of(request)), slip_view="distributor:slip")


def _concerned(request: SchemeRequest, slip_id: int) -> Slip:
    one = found(queries.slip, slip_id)
    if not {one.from_holder_id, one.to_holder_id} & set(holders_of(request)):
        raise Http404
    return one


@page(audience="distributor", roles=STOCK)
@require_GET
def slip(request: SchemeRequest, slip_id: int) -> HttpResponse:
    """One slip as it is printed."""
    one = _concerned(request, slip_id)
    # Who hands over a slip may answer for its point too, but it is for somebody there to count and confirm.
    weight: Weight = "secondary" if one.handed_by == request.actor.label else "primary"
    receive = Link(_("Confirmer la réception"), here(request, "distributor:acknowledge", one.pk), weight)
    mine = one.to_holder_id in holders_of(request)
    is_handout = one.kind == "handout"
    back = (
        Link(_("Fiches en attente"), here(request, "distributor:waiting"))
        if is_handout
        else Link(_("Bordereaux"), here(request, "distributor:slips"))
    )
    return show_sheet(
        request,
        title=custody.slip_title(one),
        reference=one.number,
        sections=custody.slip_sections(one),
        signatures=[_("Qui remet"), _("La personne") if is_handout else _("Qui reçoit")],
        actions=[
            *([receive] if mine and one.received_on is None else []),
            *_undoing(request, one),
            *slip_papers(request, one),
        ],
        back=back,
    )


def _undoing(request: SchemeRequest, one: Slip) -> list[Link]:
    """What can still be done about a hand-out: correct it the same day, take pass back later."""
    given = queries.handouts().filter(slip=one).first() if one.kind == "handout" else None
    if given is None or given.count == 0:  # type: ignore[attr-defined]
        return []
    links = [Link(_("Reprendre des pass"), here(request, "distributor:take_back", given.pk), "link")]
    if given.recorded_at.astimezone(PARIS).date() == today():
        links.insert(0, Link(_("Corriger la remise"), here(request, "distributor:correct_handout", given.pk), "link"))
    return links


@page(audience="distributor", roles=STOCK)
def acknowledge(request: SchemeRequest, slip_id: int) -> HttpResponse:
    """Confirm that the pass of a slip have come."""
    one = _concerned(request, slip_id)
    form = ReceiveForm(sent(request), slip=one)
    return carry_out(
        request,
        form,
        operations.acknowledge_slip,
        done=_("La réception est confirmée."),
        to=here(request, "distributor:slip", slip_id),
        slip_id=slip_id,
        refused={
            "received_before_handed": "received_on",
            "contest_needs_a_note": "note",
            "contested_pass_not_of_the_slip": "absent",
            "not_in_that_custody": "absent",
        },
    ) or show_confirm(
        request,
        title=_("Confirmer la réception"),
        happens=_("Vous répondez désormais de ces pass. Comptez-les avant de confirmer."),
        facts=[
            Fact(_("Bordereau"), one.number, custody.slip_title(one)),
            Fact(_("De"), custody.holder_words(one.from_holder), one.handed_by),
            Fact(_("Pass"), number(sum(line.range.count for line in one.movements.all()))),
            Fact(_("Date du bordereau"), one.occurred_on),
        ],
        final=_("Ce qui manque reste à la charge de qui l'a remis : indiquez-le avant de confirmer."),
        form=form,
        button=_("Confirmer la réception"),
        back=Link(_("Voir le bordereau"), here(request, "distributor:slip", slip_id)),
    )
