"""Handovers of duty and controls of a régie."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.controls import catalogue, operations, policies, queries, states
from quitus.domain.controls.models import Control, Finding
from quitus.domain.distribution import queries as custody
from quitus.domain.organisations.roles import ACCOUNTANT, HANDOUT_AGENT, IMPREST_HOLDER
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.binding import Act, DayForm, bind
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Next, Row, Status, Table, day, number
from quitus.interfaces.web.layout.controls import written
from quitus.interfaces.web.layout.controls.desk import Desk
from quitus.interfaces.web.layout.controls.forms import AnswerForm, ControlForm, FindingForm, HandoverForm
from quitus.interfaces.web.layout.controls.inventories import back_to_controls
from quitus.interfaces.web.layout.controls.signing import signing_actions, signing_tables
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_detail, show_form, show_list
from quitus.interfaces.web.layout.threads import thread
from quitus.kernel.clock import today

RECENT = 20


def refuse_agents(request: SchemeRequest) -> None:
    """Duty and controls are the régie's: not an agent's."""
    if request.actor.role == HANDOUT_AGENT:
        raise Http404


# --- handovers


@require_GET
def handovers(request: SchemeRequest, desk: Desk) -> HttpResponse:
    """Every handover of duty."""
    refuse_agents(request)
    lines = paginate(request, queries.handovers())
    prepare = Link(_("Préparer une remise de service"), desk.to(request, "prepare_handover"), "primary")
    return show_list(
        request,
        title=_("Remises de service"),
        lead=_("Le régisseur sortant remet au suivant les pass et les espèces, comptés ensemble."),
        back=back_to_controls(request, desk),
        actions=[prepare] if policies.may_prepare_handover(request.actor.role) else [],
        page=lines,
        table=written.handovers_table(
            lines.items,
            url=lambda one: desk.to(request, "handover", one.pk),
        ),
    )


def prepare_handover(request: SchemeRequest, desk: Desk) -> HttpResponse:
    """Write the handover of duty to a new imprest holder."""
    refuse_agents(request)
    if not policies.may_prepare_handover(request.actor.role):
        raise Http404
    concluded = list(queries.inventories().filter(state=states.CONCLUDED)[:RECENT])
    incoming = queries.handovers_owed(today())
    if not incoming or not concluded:
        return _not_yet(request, desk, named=bool(incoming))
    form = HandoverForm(sent(request), incoming=incoming, inventories=concluded)
    return carry_out(
        request,
        form,
        operations.prepare_handover,
        done=_("La remise de service est prête : les deux régisseurs la signent."),
        to=lambda made: desk.to(request, "handover", made.pk),
        refused={
            "not_an_inventory_of_this_safe": "inventory_id",
            "stock_moved_since_count": "inventory_id",
            "handed_over_too_early": "occurred_on",
            "cash_difference_unexplained": "reserves",
            "handed_over_already": "incoming_id",
        },
    ) or show_form(
        request,
        title=_("Préparer une remise de service"),
        lead=_("Tant qu'elle n'est pas signée des deux côtés, le nouveau régisseur ne peut rien sortir du coffre."),
        form=form,
        submit=_("Préparer la remise de service"),
        back=Link(_("Remises de service"), desk.to(request, "handovers")),
    )


def _not_yet(request: SchemeRequest, desk: Desk, *, named: bool) -> HttpResponse:
    """What comes before a handover: a new imprest holder appointed, then the safe counted."""
    count = Link(_("Ouvrir un inventaire"), desk.to(request, "open_inventory"), "primary", "clipboard-check")
    regies = Link(_("Voir les régies"), desk.to(request, "imprests"), "primary") if desk.sees_all else None
    return show_detail(
        request,
        title=_("Préparer une remise de service"),
        lead=_("Comptez d'abord le coffre, à deux, et terminez cet inventaire : la remise de service s'appuie dessus.")
        if named
        else _(
            "Aucun régisseur nommé n'attend le service. Le responsable nomme d'abord le nouveau régisseur, avec l'avis "
            "du comptable : la remise de service se prépare dès le premier jour de sa nomination."
        ),
        back=Link(_("Remises de service"), desk.to(request, "handovers")),
        facts=[],
        actions=[count] if named else [regies] if regies else [],
    )


@require_GET
def handover(request: SchemeRequest, desk: Desk, handover_id: int) -> HttpResponse:
    """One handover: who, what was counted, who signed."""
    refuse_agents(request)
    one = found(queries.handover, handover_id)
    signed = {made.party for made in queries.signatures(catalogue.HANDOVER_OF_DUTY, one.pk)}
    coming = [
        Next(_("Signer la remise de service"), made.user.full_name)
        for party, made in ((catalogue.OUTGOING, one.outgoing), (catalogue.INCOMING, one.incoming))
        if party not in signed
    ]
    past = thread(audit.thread("handover", one.pk), stands=written.handover_status(one), coming=coming)
    return show_detail(
        request,
        title=_("Remise de service %(number)s") % {"number": one.number},
        lead=_("Dès que les deux régisseurs ont signé, l'entrant répond du coffre."),
        back=Link(_("Remises de service"), desk.to(request, "handovers")),
        status=written.handover_status(one),
        facts=[
            Fact(_("Régie"), one.imprest.name),
            Fact(_("Régisseur sortant"), one.outgoing.user.full_name),
            Fact(_("Régisseur entrant"), one.incoming.user.full_name, one.incoming.act_reference),
            Fact(_("Date"), day(one.occurred_on)),
            Fact(_("Inventaire"), Link(one.inventory.number, desk.to(request, "inventory", one.inventory_id), "link")),
            *written.cash_facts(one.cash_expected_cents, one.cash_found_cents),
            *([Fact(_("Réserves"), one.reserves)] if one.reserves else []),
        ],
        thread=past,
        tables=[
            written.places_table(queries.places_covered(one.inventory)),
            *signing_tables(request, desk, catalogue.HANDOVER_OF_DUTY, one.pk),
        ],
        actions=signing_actions(request, desk, catalogue.HANDOVER_OF_DUTY, one.pk),
    )


# --- controls


@require_GET
def controls(request: SchemeRequest, desk: Desk) -> HttpResponse:
    """Every control of a régie."""
    refuse_agents(request)
    lines = paginate(request, queries.controls())
    write = Link(_("Écrire un contrôle"), desk.to(request, "write_control"), "primary", "shield-check")
    return show_list(
        request,
        title=_("Contrôles de la régie"),
        lead=_("L'ordonnateur et le comptable contrôlent la régie et en gardent un procès-verbal (CGCT R.1617-17)."),
        back=back_to_controls(request, desk),
        actions=[write] if policies.may_control(request.actor.role) else [],
        page=lines,
        table=written.controls_table(
            lines.items,
            url=lambda one: desk.to(request, "control", one.pk),
        ),
    )


def write_control(request: SchemeRequest, desk: Desk) -> HttpResponse:
    """Write the minutes of a control."""
    if not policies.may_control(request.actor.role):
        raise Http404
    counted = queries.inventories().exclude(state__in=[states.OPEN, states.ABANDONED])[:RECENT]
    side = catalogue.ACCOUNTANT if request.actor.role == ACCOUNTANT else catalogue.AUTHORISING
    form = ControlForm(
        sent(request),
        imprests=list(custody.imprests()),
        inventories=list(counted),
        initial={"side": side, "controller_name": request.actor.label},
    )
    return carry_out(
        request,
        form,
        operations.write_control,
        done=_("Le contrôle est écrit. Ajoutez ses constats."),
        to=lambda made: desk.to(request, "control", made.pk),
        refused={"control_of_another_side": "side", "controller_unnamed": "controller_quality"},
    ) or show_form(
        request,
        title=_("Écrire un contrôle"),
        lead=_("Le registre et les écritures d'espèces de ce jour sont repris au procès-verbal."),
        form=form,
        submit=_("Écrire le contrôle"),
        back=Link(_("Contrôles de la régie"), desk.to(request, "controls_list")),
    )


@require_GET
def control(request: SchemeRequest, desk: Desk, control_id: int) -> HttpResponse:
    """One control: what was seen, found and answered."""
    refuse_agents(request)
    one = found(queries.control, control_id)
    past = thread(audit.thread("control", one.pk), stands=written.control_status(one), coming=_coming(one))
    return show_detail(
        request,
        title=_("Contrôle %(number)s") % {"number": one.number},
        back=Link(_("Contrôles de la régie"), desk.to(request, "controls_list")),
        status=written.control_status(one),
        facts=[
            Fact(_("Régie"), one.imprest.name),
            Fact(_("Contrôle de"), _(catalogue.CONTROLLERS[one.side])),
            Fact(_("Fait par"), one.controller_name, one.controller_quality),
            Fact(_("Date"), day(one.controlled_on)),
            Fact(_("Pass selon le registre"), number(one.register_count), _("coffre et points, à la fin de ce jour")),
            *written.cash_facts(one.cash_expected_cents, one.cash_found_cents),
            *_inventory_fact(request, desk, one),
            *([Fact(_("Observations"), one.observations)] if one.observations else []),
        ],
        thread=past,
        tables=[
            _findings_table(request, desk, one),
            *signing_tables(request, desk, catalogue.CONTROL_MINUTES, one.pk),
        ],
        actions=_control_actions(request, desk, one),
    )


def _inventory_fact(request: SchemeRequest, desk: Desk, one: Control) -> list[Fact]:
    if one.inventory is None:
        return []
    return [Fact(_("Inventaire"), Link(one.inventory.number, desk.to(request, "inventory", one.inventory.pk), "link"))]


def _coming(one: Control) -> list[Next]:
    if one.state == states.CLOSED:
        return []
    left = sum(1 for finding in one.findings.all() if finding.answered_on is None)
    if left:
        return [Next(_("Répondre aux constats"), _("le régisseur"))]
    return [Next(_("Signer, puis clore le contrôle"), one.controller_name)]


def _control_actions(request: SchemeRequest, desk: Desk, one: Control) -> list[Link]:
    links = signing_actions(request, desk, catalogue.CONTROL_MINUTES, one.pk)
    if one.state == states.CLOSED or not policies.may_control(request.actor.role):
        return links
    return [
        Link(_("Ajouter un constat"), desk.to(request, "add_finding", one.pk), "primary", "plus-lg"),
        Link(_("Clore le contrôle"), desk.to(request, "close_control", one.pk)),
        *links[1:],
        Link(links[0].label, links[0].url),
    ]


def _findings_table(request: SchemeRequest, desk: Desk, one: Control) -> Table:
    def answer(finding: Finding) -> object:
        if finding.answered_on is not None:
            return _("%(answer)s (%(who)s)") % {"answer": finding.answer, "who": finding.answered_by}
        late = finding.due_on is not None and finding.due_on < today()
        return Status("late" if late else "waiting", _("Réponse attendue"))

    return Table(
        caption=_("Constats"),
        columns=[
            Column(_("Constat")),
            Column(_("Demande")),
            Column(_("Pour le"), "day"),
            Column(_("Réponse du régisseur")),
        ],
        rows=[
            Row(
                [finding.text, finding.request or None, finding.due_on, answer(finding)],
                url="" if finding.answered_on else desk.to(request, "answer_finding", one.pk, finding.pk),
            )
            for finding in one.findings.all()
        ],
        empty=Empty(_("Aucun constat.")),
    )


def _to_control(request: SchemeRequest, desk: Desk, one: Control) -> Link:
    return Link(_("Contrôle %(number)s") % {"number": one.number}, desk.to(request, "control", one.pk))


def add_finding(request: SchemeRequest, desk: Desk, control_id: int) -> HttpResponse:
    """Add what was found."""
    one = found(queries.control, control_id)
    form = FindingForm(sent(request))
    return carry_out(
        request,
        form,
        operations.add_finding,
        done=_("Le constat est ajouté."),
        to=desk.to(request, "control", control_id),
        control_id=control_id,
    ) or show_form(
        request,
        title=_("Ajouter un constat"),
        form=form,
        submit=_("Ajouter le constat"),
        back=_to_control(request, desk, one),
    )


def answer_finding(request: SchemeRequest, desk: Desk, control_id: int, finding_id: int) -> HttpResponse:
    """Answer a finding."""
    refuse_agents(request)
    one = found(queries.control, control_id)
    finding = next((made for made in one.findings.all() if made.pk == finding_id), None)
    if finding is None:
        raise Http404
    form = AnswerForm(sent(request), own=request.actor.role == IMPREST_HOLDER)
    return carry_out(
        request,
        form,
        operations.answer_finding,
        done=_("La réponse est enregistrée."),
        to=desk.to(request, "control", control_id),
        finding_id=finding_id,
        refused={"answered_too_early": "answered_on", "answer_empty": "answer"},
    ) or show_form(
        request,
        title=_("Répondre à un constat"),
        facts=[
            Fact(_("Constat"), finding.text),
            *([Fact(_("Demande"), finding.request)] if finding.request else []),
            *([Fact(_("Pour le"), day(finding.due_on))] if finding.due_on else []),
        ],
        form=form,
        submit=_("Enregistrer la réponse"),
        back=_to_control(request, desk, one),
    )


def close_control(request: SchemeRequest, desk: Desk, control_id: int) -> HttpResponse:
    """Close a control."""
    one = found(queries.control, control_id)
    return bind(
        request,
        DayForm(sent(request), name="closed_on", label=_("Clos le")),
        operations.close_control,
        Act(
            title=_("Clore le contrôle"),
            happens=_("Chaque constat a sa réponse : le contrôle ne change plus."),
            final=_("Un contrôle clos ne se rouvre pas."),
            button=_("Clore le contrôle"),
            done=_("Le contrôle est clos."),
        ),
        back=_to_control(request, desk, one),
        control_id=control_id,
    )
