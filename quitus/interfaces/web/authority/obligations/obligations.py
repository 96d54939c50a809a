"""What is owed under the convention."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.obligations import operations, queries, states
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.authority.conventions.drafting import back_to_convention
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.authority.obligations import forms, showing
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Empty, Fact, Link, Next, day
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import chips, paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list
from quitus.kernel.clock import today

ALL = "toutes"
CHIPS = {key: label for key, label in states.LABELS.items() if key != states.COMING}


@page(audience="authority")
@require_GET
def obligations(request: SchemeRequest) -> HttpResponse:
    """The obligations of the convention by date: those still owed, unless the filters say otherwise."""
    convention = convention_of(request)
    now = today()
    every = list(queries.all_obligations(convention.pk))
    by_state = {state: [one for one in every if one.state(now) == state] for state in states.LABELS}
    asked = request.GET.get("etat", "")
    shown = by_state.get(asked, every if asked == ALL else [*by_state[states.LATE], *by_state[states.COMING]])
    lines = paginate(request, shown[::-1] if request.GET.get("tri") == "-echeance" else shown)
    leads = request.actor.role == MANAGER
    add_one = Link(_("Inscrire une obligation"), here(request, "authority:add_obligation"), "primary")
    return show_list(
        request,
        title=_("Obligations"),
        lead=_("Ce que la convention demande à chaque partie, et pour quand."),
        back=back_to_convention(request),
        actions=[add_one] if leads else [],
        chips=chips(
            request,
            "etat",
            [
                *((key, _(label), len(by_state[key])) for key, label in CHIPS.items() if by_state[key]),
                (ALL, _("Toutes"), len(every)),
            ],
            everything=_("À faire"),
        ),
        page=lines,
        table=showing.table_of(
            request,
            lines.items,  # type: ignore[arg-type]
            now,
            sort="echeance",
            empty=Empty(
                _("Aucune obligation ici."),
                _("Inscrivez ce que la convention demande : rapports, comités, états de dépenses."),
                add_one if leads else None,
            ),
        ),
    )


@page(audience="authority")
@require_GET
def obligation(request: SchemeRequest, obligation_id: int) -> HttpResponse:
    """One obligation: its date, where it comes from, how it was met."""
    one = found(queries.obligation, obligation_id)
    state = one.state(today())
    status = showing.status_of(one, today())
    facts = [
        Fact(_("Échéance"), day(one.due_on)),
        Fact(_("Due par"), _(states.OWED_BY[one.owed_by])),
        Fact(_("Nature"), _(states.KINDS[one.kind])),
        Fact(_("Article"), one.article_number),
    ]
    for label, text in (
        (_("Fixée par l'avenant"), one.added_by_amendment),
        (_("Remplacée par l'avenant"), one.superseded_by_amendment),
    ):
        if text is not None:
            link = Link(_("N° %(number)s") % {"number": text.number}, here(request, "authority:amendment", text.pk))
            facts.append(Fact(label, link))
    if one.done_on is not None:
        facts.append(Fact(_("Faite le"), day(one.done_on), one.done_note))
    settle_it = here(request, "authority:settle_obligation", one.pk)
    is_open = state in {states.COMING, states.LATE}
    leads = request.actor.role == MANAGER
    return show_detail(
        request,
        title=one.label,
        lead=_("Une obligation de la convention n° %(number)s.") % {"number": one.convention.number},
        back=Link(_("Obligations"), here(request, "authority:obligations")),
        status=status,
        facts=facts,
        thread=fil(
            "obligation",
            one.pk,
            stands=status,
            coming=[
                Next(
                    _("À faire"),
                    _(states.OWED_BY[one.owed_by]),
                    one.due_on,
                    settle_it if leads else "",
                    state == states.LATE,
                )
            ]
            if is_open
            else [],
        ),
        actions=[Link(_("Marquer comme faite"), settle_it, "primary")] if is_open and leads else [],
    )


@page(audience="authority", roles=(MANAGER,))
def add(request: SchemeRequest) -> HttpResponse:
    """Something more that is owed."""
    convention = convention_of(request)
    form = forms.ObligationForm(sent(request))
    every = Link(_("Obligations"), here(request, "authority:obligations"))
    return carry_out(
        request,
        form,
        operations.add_obligation,
        done=_("L'obligation est inscrite."),
        to=every.url,
        refused={"obligation_already_listed": "label"},
        convention_id=convention.pk,
    ) or show_form(
        request, title=_("Inscrire une obligation"), form=form, submit=_("Inscrire l'obligation"), back=every
    )


@page(audience="authority", roles=(MANAGER,))
def settle(request: SchemeRequest, obligation_id: int) -> HttpResponse:
    """How an obligation was met."""
    one = found(queries.obligation, obligation_id)
    form = forms.SettlementForm(sent(request), initial={"done_on": today()})
    to = here(request, "authority:obligation", one.pk)
    return carry_out(
        request,
        form,
        operations.settle_obligation,
        done=_("L'obligation est faite."),
        to=to,
        obligation_id=one.pk,
    ) or show_confirm(
        request,
        title=_("Marquer comme faite"),
        happens=_("L'obligation « %(label)s » sera faite et ne sera plus rappelée.") % {"label": one.label},
        facts=[Fact(_("Échéance"), day(one.due_on))],
        final=_("Un avenant ne déplacera plus une obligation faite."),
        button=_("Marquer comme faite"),
        back=Link(_("Ne rien enregistrer"), to),
        form=form,
    )
