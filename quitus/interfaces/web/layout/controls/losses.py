"""Files of loss: declared, followed, cancelled, replaced."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.controls import catalogue, operations, policies, queries, states
from quitus.domain.controls import rules as counting
from quitus.domain.controls.models import LossFile
from quitus.domain.distribution import policies as powers
from quitus.domain.distribution import queries as custody
from quitus.domain.distribution import states as places
from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.binding import Act, DayForm, bind
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Figure, Link, Next, Row, Table, money, number
from quitus.interfaces.web.layout.controls import written
from quitus.interfaces.web.layout.controls.desk import Desk, file_of
from quitus.interfaces.web.layout.controls.forms import (
    ComplaintForm,
    FoundForm,
    HandoutForm,
    LossForm,
    MissingForm,
    ReportForm,
)
from quitus.interfaces.web.layout.controls.inventories import back_to_controls
from quitus.interfaces.web.layout.controls.replacements import prints, replaceable
from quitus.interfaces.web.layout.controls.signing import signing_actions, signing_tables
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.lists import chips, paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list
from quitus.interfaces.web.layout.stock import holder_words
from quitus.interfaces.web.layout.threads import thread
from quitus.kernel.ranges import NumberRange, size
from quitus.kernel.words import N_
from quitus.usecases import controls as usecases

REFUSED = {
    "found_out_before_it_happened": "discovered_on",
    "circumstances_missing": "circumstances",
    "witnesses_missing": "witnesses",
    "complaint_incomplete": "complaint_number",
    "moved_before_it_arrived": "discovered_on",
    "not_in_that_custody": "order_id",
    "numbers_unknown": "order_id",
}
STEPS = {
    "find_again": N_("Retrouvés, encore bloqués"),
    "release_found_pass": N_("Remis en service"),
    "cancel_lost_pass": N_("Annulés pour toujours"),
}


@require_GET
def losses(request: SchemeRequest, desk: Desk) -> HttpResponse:
    """The files of loss of the reader's places."""
    state = request.GET.get("etat", "")
    kept = state if state in states.LOSS_FILE else ""
    lines = paginate(request, queries.loss_files(holder_ids=desk.scope, state=kept))
    filters = [(key, _(label), None) for key, label in states.LOSS_FILE_LABELS.items()]
    return show_list(
        request,
        title=_("Dossiers de perte"),
        lead=_("Pass perdus, volés ou détruits : bloqués aussitôt, retrouvés ou annulés pour toujours."),
        back=back_to_controls(request, desk),
        actions=[Link(_("Une personne a perdu ses pass"), desk.to(request, "find_handout"), "primary", "person")]
        if powers.may_declare_loss(request.actor.role)
        else [],
        chips=chips(request, "etat", filters, everything=_("Tous")),
        page=lines,
        table=written.losses_table(
            lines.items,
            url=lambda one: desk.to(request, "loss_file", one.pk),
        ),
    )


@require_GET
def loss_file(request: SchemeRequest, desk: Desk, file_id: int) -> HttpResponse:
    """One file: what happened, which pass, what became of them."""
    file = file_of(request, desk, file_id)
    ranges = [one.range for one in file.ranges.all()]
    orders = written.orders_of(ranges)
    used = sum(one.used_count for one in file.ranges.all())
    past = thread(audit.thread("loss_file", file.pk), stands=written.loss_status(file), coming=_coming(file))
    figures = [
        Figure(number(size(ranges)), _("pass déclarés")),
        Figure(money(written.value_of(ranges, orders)), _("de valeur faciale")),
    ]
    if used:
        figures.append(Figure(number(used), _("déjà utilisés")))
    return show_detail(
        request,
        title=_("Dossier %(number)s") % {"number": file.number},
        lead=_("Les pass perdus sont refusés partout dès la déclaration."),
        back=Link(_("Dossiers de perte"), desk.to(request, "losses")),
        status=written.loss_status(file),
        figures=figures,
        facts=written.loss_facts(file),
        thread=past,
        tables=[
            written.ranges_table(_("Pass concernés"), ranges, Empty("")),
            *_became(file),
            *signing_tables(request, desk, catalogue.LOSS_FILE, file.pk),
        ],
        actions=[*_actions(request, desk, file), *signing_actions(request, desk, catalogue.LOSS_FILE, file.pk)],
    )


def _coming(file: LossFile) -> list[Next]:
    if file.state != states.OPEN:
        return []
    if file.kind == catalogue.THEFT and not file.complaint_number:
        return [Next(_("Enregistrer la plainte"))]
    who = _("qui les détenait les retrouve, le responsable les annule")
    return [Next(_("Retrouver les pass, ou les annuler pour toujours"), who)]


def _became(file: LossFile) -> list[Table]:
    steps, swaps = list(file.steps.all()), list(file.replacements.all())
    orders = written.orders_of(
        [*(one.range for one in steps), *(one.old for one in swaps), *(one.new for one in swaps)]
    )
    rows = [
        Row([one.occurred_on, _(STEPS[one.verb]), written.range_words(one.range, orders), one.range.count])
        for one in steps
    ]
    rows += [
        Row(
            [
                one.replaced_on,
                _("Remplacés par %(pass)s") % {"pass": written.range_words(one.new, orders)},
                written.range_words(one.old, orders),
                one.old.count,
            ]
        )
        for one in swaps
    ]
    if not rows:
        return []
    columns = [Column(_("Date"), "day"), Column(_("Suite")), Column(_("Pass")), Column(_("Nombre"), "number")]
    return [Table(caption=_("Ce que sont devenus les pass"), columns=columns, rows=rows, empty=Empty(""))]


def _actions(request: SchemeRequest, desk: Desk, file: LossFile) -> list[Link]:
    role, links = request.actor.role, []
    if file.state == states.OPEN and file.kind == catalogue.THEFT and not file.complaint_number:
        links.append(Link(_("Enregistrer la plainte"), desk.to(request, "loss_complaint", file.pk)))
    if file.state == states.OPEN and file.kind != catalogue.DESTRUCTION and policies.may_take_back(role):
        links.append(Link(_("Des pass sont retrouvés"), desk.to(request, "find_again", file.pk)))
    if policies.may_decide_on_loss(role):
        if queries.found_and_blocked(file.pk):
            links.append(Link(_("Remettre en service"), desk.to(request, "release_found", file.pk)))
        if file.state == states.OPEN:
            links.append(Link(_("Annuler ces pass"), desk.to(request, "cancel_lost", file.pk), "danger"))
        if file.state == states.CANCELLED and replaceable(file):
            links.append(Link(_("Remplacer ces pass"), desk.to(request, "replace_lost", file.pk)))
    if role in (IMPREST_HOLDER, HANDOUT_AGENT) and file.handout_id and replaceable(file):
        links.append(Link(_("Remettre d'autres pass à la personne"), desk.to(request, "replace_for_person", file.pk)))
    return [*links, *prints(request, desk, file)]


# --- declaring


def open_loss(request: SchemeRequest, desk: Desk, holder_id: int) -> HttpResponse:
    """Declare pass of one of the reader's places lost, stolen or destroyed; or those of a difference (`?ecart=`)."""
    if holder_id not in desk.holder_ids:
        raise Http404
    holder = found(custody.holder, holder_id)
    form, keys = _loss_form(request, holder_id)
    return carry_out(
        request,
        form,
        operations.open_loss_file,
        done=_("La perte est enregistrée et les pass sont bloqués. Produisez le procès-verbal."),
        to=lambda made: desk.to(request, "loss_file", made.pk),
        holder_id=holder_id,
        refused={name: field for name, field in REFUSED.items() if field in form.fields},
        **keys,
    ) or show_confirm(
        request,
        title=_("Déclarer une perte"),
        happens=_("Ces pass sortent du stock de %(holder)s et sont bloqués tout de suite, partout.")
        % {"holder": holder_words(holder)},
        final=_("Seul le responsable du dispositif peut ensuite les remettre en service, ou les annuler."),
        form=form,
        button=_("Déclarer la perte"),
        danger=True,
        back=Link(_("Ne rien déclarer"), desk.to(request, "controls")),
    )


def _loss_form(request: SchemeRequest, holder_id: int) -> tuple[forms.Form, dict[str, Any]]:
    asked = request.GET.get("ecart", "")
    if not asked:
        orders = [line.order for line in custody.stock(holder_ids=[holder_id])]
        return LossForm(sent(request), orders=orders), {}
    gap = found(queries.difference, int(asked) if asked.isdecimal() else 0)
    rest = counting.unsettled(gap.range, [one.range for one in gap.settlements.all()])
    if gap.place.holder_id != holder_id or gap.kind != catalogue.MISSING or not rest:
        raise Http404
    return MissingForm(sent(request), whole=rest[0]), {"difference_id": gap.pk}


def find_handout(request: SchemeRequest, desk: Desk) -> HttpResponse:
    """Which pass has the person lost? By the number of the slip, or by what is read on one of them."""
    form = HandoutForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, handout_not_found="text", handout_elsewhere="text"):
            handout = usecases.handout_named(form.cleaned_data["text"], holder_ids=desk.scope)
            return redirect(desk.to(request, "report_loss", handout.pk))
    return show_form(
        request,
        title=_("Une personne a perdu ses pass"),
        lead=_("Retrouvez la remise par son bon ou par un de ses pass. Rien n'est encore bloqué."),
        form=form,
        submit=_("Continuer"),
        back=Link(_("Dossiers de perte"), desk.to(request, "losses")),
    )


def report_loss(request: SchemeRequest, desk: Desk, handout_id: int) -> HttpResponse:
    """A person says that the pass received are lost or stolen."""
    handout = custody.handouts().filter(pk=handout_id).first()
    if handout is None or (not desk.sees_all and handout.point.holder.pk not in desk.holder_ids):
        raise Http404
    given = custody.still_given(handout.slip_id)
    orders = written.orders_of(given)
    form = ReportForm(sent(request), orders=list(orders.values()))
    return carry_out(
        request,
        form,
        operations.report_loss_by_beneficiary,
        done=_("La perte est enregistrée et les pass sont bloqués."),
        to=lambda made: desk.to(request, "loss_file", made.pk),
        handout_id=handout_id,
        refused={
            **REFUSED,
            **dict.fromkeys(("handout_not_of_these_pass", "not_in_that_custody", "not_in_this_file"), "ranks"),
            "numbers_unknown": "ranks",
        },
    ) or show_confirm(
        request,
        title=_("Signaler la perte de pass remis"),
        happens=_("Les pass de cette remise qui n'ont pas été utilisés sont bloqués tout de suite, partout."),
        facts=[
            Fact(_("Bon de remise"), handout.slip.number),
            *(Fact(_("Pass remis"), written.range_words(one, orders)) for one in given),
            Fact(_("Point"), handout.point.name),
        ],
        form=form,
        button=_("Déclarer la perte"),
        danger=True,
        back=Link(_("Ne rien déclarer"), desk.to(request, "losses")),
    )


# --- what becomes of them


def complaint(request: SchemeRequest, desk: Desk, file_id: int) -> HttpResponse:
    """Write down the complaint."""
    file = file_of(request, desk, file_id)
    form = ComplaintForm(sent(request))
    shown = desk.to(request, "loss_file", file_id)
    return carry_out(
        request,
        form,
        operations.record_complaint,
        done=_("La plainte est enregistrée."),
        to=shown,
        file_id=file_id,
        refused={"complaint_incomplete": "complaint_on"},
    ) or show_form(
        request,
        title=_("Enregistrer la plainte"),
        lead=_("Les pass volés sont annulés une fois la plainte déposée."),
        form=form,
        submit=_("Enregistrer la plainte"),
        back=_to_file(request, desk, file),
    )


def _to_file(request: SchemeRequest, desk: Desk, file: LossFile) -> Link:
    return Link(_("Dossier %(number)s") % {"number": file.number}, desk.to(request, "loss_file", file.pk))


def find_again(request: SchemeRequest, desk: Desk, file_id: int) -> HttpResponse:
    """Pass are found again and come back into the reader's hands."""
    file = file_of(request, desk, file_id)
    left = queries.still_lost(file_id)
    takers = [one for one in desk.holders if one.kind in (places.SAFE, places.MANDATED, places.ACCOUNTANT)]
    if not left or not takers:
        raise Http404
    form = FoundForm(sent(request), whole=left[0], holders=takers)
    return bind(
        request,
        form,
        operations.find_again,
        Act(
            title=_("Des pass sont retrouvés"),
            happens=_(
                "Ces pass reviennent en stock, encore bloqués : le responsable décide de les remettre en service."
            ),
            button=_("Reprendre ces pass"),
            done=_("Les pass sont revenus en stock, encore bloqués."),
            facts=tuple(Fact(_("Recherchés"), written.range_words(one, written.orders_of([one]))) for one in left),
            refused={"not_in_this_file": "first", "moved_before_it_arrived": "found_on"},
        ),
        back=_to_file(request, desk, file),
        file_id=file_id,
    )


def release(request: SchemeRequest, desk: Desk, file_id: int) -> HttpResponse:
    """Put back into use what was found."""
    file = file_of(request, desk, file_id)
    return _decide(
        request,
        desk,
        file,
        operations.release_found_pass,
        Act(
            title=_("Remettre en service"),
            happens=_("Les pass retrouvés sont débloqués : ils peuvent être remis et utilisés."),
            button=_("Remettre en service"),
            done=_("Les pass retrouvés sont remis en service."),
            facts=_facts(queries.found_and_blocked(file_id)),
        ),
    )


def cancel(request: SchemeRequest, desk: Desk, file_id: int) -> HttpResponse:
    """Cancel for ever what was not found."""
    file = file_of(request, desk, file_id)
    return _decide(
        request,
        desk,
        file,
        operations.cancel_lost_pass,
        Act(
            title=_("Annuler ces pass"),
            happens=_("Ces numéros sont annulés pour toujours, même si les pass sont retrouvés un jour."),
            final=_("Une annulation ne se reprend pas."),
            button=_("Annuler ces pass"),
            done=_("Les pass sont annulés pour toujours."),
            danger=True,
            facts=_facts(queries.still_lost(file_id)),
        ),
    )


def _facts(ranges: list[NumberRange]) -> tuple[Fact, ...]:
    orders = written.orders_of(ranges)
    return tuple(Fact(_("Pass"), written.range_words(one, orders)) for one in ranges)


def _decide(request: SchemeRequest, desk: Desk, file: LossFile, operation: Any, act: Act) -> HttpResponse:
    form = DayForm(sent(request), name="occurred_on", label=_("Date de la décision"))
    return bind(request, form, operation, act, back=_to_file(request, desk, file), file_id=file.pk)
