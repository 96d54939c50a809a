"""Conflicts: the list, one of them with both sides, decided and compensated."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.grants.parameters import LOSS_BEARERS
from quitus.domain.organisations.roles import AUTHORISES, MANAGER
from quitus.domain.redemption import conflict_rules, conflicts, states
from quitus.domain.redemption.models_offline import Conflict
from quitus.domain.redemption.operations.conflicts import decide_conflict, record_compensation
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.devices.forms import CompensateForm, DecideForm
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.layout.addresses import here, key_of
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Figure, Link, Next, Row, Table, money
from quitus.interfaces.web.layout.doing import found, sent
from quitus.interfaces.web.layout.lists import chips, paginate
from quitus.interfaces.web.layout.offline import conflict_status, end_of, other_side, own_side
from quitus.interfaces.web.layout.pages import show_detail, show_list
from quitus.kernel.clock import today


@page(audience="authority")
@require_GET
def conflict_list(request: SchemeRequest) -> HttpResponse:
    """Every conflict, those to be decided first."""
    state, structure = request.GET.get("etat", ""), request.GET.get("structure", "")
    counts = conflicts.counts_by_state()
    lines = paginate(
        request,
        conflicts.conflicts(
            state=state if state in states.CONFLICT_LABELS else "",
            organisation_id=key_of(structure),
        ),
    )
    owed = conflicts.owed_cents()
    return show_list(
        request,
        title=_("Conflits"),
        lead=_(
            "Des pass encaissés hors connexion qui n'ont pas pu être enregistrés. Le premier enregistré l'emporte ; "
            "vous dites qui supporte la perte de l'autre."
        ),
        back=Link(_("Appareils des lieux"), here(request, "authority:terminals")),
        chips=chips(
            request,
            "etat",
            [(one, _(label), counts[one]) for one, label in states.CONFLICT_LABELS.items() if one in counts],
            everything=_("Tous"),
        ),
        figures=[Figure(money(owed), _("de dédommagements à payer"))] if owed else [],
        page=lines,
        table=_table(request, lines.items),
    )


def _table(request: SchemeRequest, lines: Sequence[Conflict]) -> Table:
    return Table(
        caption=_("Conflits"),
        columns=[
            Column(_("Pass"), "code"),
            Column(_("Structure")),
            Column(_("Encaissé"), "moment"),
            Column(_("Ce qui s'y oppose")),
            Column(_("Valeur"), "money"),
            Column(_("Où en est-il")),
        ],
        rows=[
            Row(
                [
                    str(one.number),
                    one.organisation.name,
                    one.line.taken_at,
                    _(conflict_rules.FOUND_LABELS[one.found]),
                    one.face_value_cents,
                    conflict_status(one),
                ],
                url=here(request, "authority:conflict", one.pk),
            )
            for one in lines
        ],
        empty=Empty(
            _("Aucun conflit."), _("Un conflit naît quand deux lieux encaissent hors connexion la même copie.")
        ),
    )


@page(audience="authority")
@require_GET
def conflict(request: SchemeRequest, conflict_id: int) -> HttpResponse:
    """One conflict, with both sides."""
    one = found(conflicts.conflict, conflict_id)
    status = conflict_status(one)
    actions = _actions(request, one)
    return show_detail(
        request,
        title=_("Conflit sur le pass %(number)s") % {"number": one.number},
        lead=_("%(structure)s l'a accepté hors connexion ; il n'a pas pu être enregistré.")
        % {"structure": one.organisation.name},
        back=Link(_("Conflits"), here(request, "authority:conflicts")),
        status=status,
        facts=_facts(request, one),
        thread=fil(
            "conflict",
            one.pk,
            stands=status,
            coming=[Next(one.label, _("la collectivité"), url=one.url) for one in actions],
        ),
        actions=actions,
    )


def _facts(request: SchemeRequest, one: Conflict) -> list[Fact]:
    def structure_link(name: str, key: int) -> Link:
        return Link(name, here(request, "authority:structure", key), "link")

    other = one.other_organisation
    device = Link(one.line.terminal.label, here(request, "authority:terminal", one.line.terminal_id), "link")
    proposed = Fact(_("Perte proposée à"), _(LOSS_BEARERS[one.proposed_bearer]), note=_("selon la table des conflits"))
    return [
        Fact(_("Structure"), structure_link(one.organisation.name, one.organisation_id)),
        Fact(_("Lieu"), one.venue.name),
        Fact(_("Appareil"), device),
        *own_side(one),
        *other_side(one),
        *([Fact(_("Par"), structure_link(other.name, other.pk))] if other else []),
        *([proposed] if one.decided_at is None else []),
        *end_of(one),
    ]


def _actions(request: SchemeRequest, one: Conflict) -> list[Link]:
    if one.state == states.OPEN and request.actor.role == MANAGER:
        return [Link(_("Trancher"), here(request, "authority:decide_conflict", one.pk), "primary")]
    if one.state == states.OWED:
        return [Link(_("Enregistrer le mandat"), here(request, "authority:compensate_conflict", one.pk), "primary")]
    return []


def _back(request: SchemeRequest, one: Conflict) -> Link:
    return Link(_("Ne pas le faire maintenant"), here(request, "authority:conflict", one.pk))


@page(audience="authority", roles=(MANAGER,))
def decide(request: SchemeRequest, conflict_id: int) -> HttpResponse:
    """Say who bears the loss."""
    one = found(conflicts.conflict, conflict_id)
    act = Act(
        title=_("Trancher un conflit"),
        happens=_(
            "Si le lieu supporte la perte, il n'est pas payé de ce pass. Si c'est la collectivité, elle lui doit la "
            "valeur faciale, hors pass : ce n'est pas une utilisation et le financeur n'y contribue pas."
        ),
        facts=(*own_side(one), *other_side(one)),
        final=_("Une décision ne se reprend pas. Les deux structures la voient."),
        button=_("Trancher"),
        done=_("Le conflit est tranché."),
        refused={"decision_reason_missing": "reason", "bearer_is_fixed": "bearer"},
    )
    form = DecideForm(sent(request), initial={"bearer": one.proposed_bearer})
    return bind(request, form, decide_conflict, act, back=_back(request, one), conflict_id=conflict_id)


@page(audience="authority", roles=AUTHORISES)
def compensate(request: SchemeRequest, conflict_id: int) -> HttpResponse:
    """Write down the mandat that pays what is owed."""
    one = found(conflicts.conflict, conflict_id)
    act = Act(
        title=_("Enregistrer un dédommagement"),
        happens=_("Le dédommagement de ce conflit est noté comme payé par ce mandat. Il ne compte dans aucun bilan."),
        facts=(Fact(_("Structure"), one.organisation.name), Fact(_("Montant"), money(one.face_value_cents))),
        final=_("Un mandat enregistré ne se retire pas d'ici."),
        button=_("Enregistrer le mandat"),
        done=_("Le dédommagement est enregistré."),
        refused={"compensation_mandat_missing": "mandat_number", "paid_before_decided": "paid_on"},
    )
    form = CompensateForm(sent(request), initial={"paid_on": today()})
    return bind(request, form, record_compensation, act, back=_back(request, one), conflict_id=conflict_id)
