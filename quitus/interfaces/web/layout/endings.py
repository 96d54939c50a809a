"""How the end of validity of an order and its statement with the operator are written, whoever reads them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.expiry import queries, rules, states
from quitus.domain.expiry.models import NumberDifference, Statement
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.rules import number_of, rank_of
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Figure,
    Row,
    Status,
    Step,
    StepState,
    Table,
    Tone,
    money,
    number,
)
from quitus.interfaces.web.layout.forms import CountField, DayField, read_range
from quitus.interfaces.web.layout.words import count
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange

TONES: dict[str, Tone] = {
    states.COMING: "neutral",
    states.ANNOUNCED: "waiting",
    states.STOPPED: "waiting",
    states.EXPIRED: "done",
}
STATEMENT_TONES: dict[str, Tone] = {
    states.DRAWN: "waiting",
    states.ANSWERED: "waiting",
    states.CONCLUDED: "waiting",
    states.CREDITED: "waiting",
    states.SETTLED: "done",
}


def end_status(end: queries.End, on: date) -> Status:
    """Where the end of an order stands; late when a step is owed that a person takes."""
    if rules.due(end.calendar, end.state, on) == "decide_blocking":
        return Status("late", _("Arrêt des remises à décider"))
    return Status(TONES[end.state], _(states.EXPIRY_LABELS[end.state]))


def statement_status(statement: Statement) -> Status:
    """Where a statement stands; once concluded, what is awaited of whom."""
    if statement.state == states.CONCLUDED:
        if statement.complement_cents:
            return Status("waiting", _("Arrêté, complément à payer"))
        if not statement.credit_due_cents:
            return Status("done", _("Arrêté, rien à rendre"))
        return Status("waiting", _("Arrêté, avoir attendu"))
    return Status(STATEMENT_TONES[statement.state], _(states.STATEMENT_LABELS[statement.state]))


def end_steps(end: queries.End, on: date) -> list[Step]:
    """The days of an end, each with what was done."""
    calendar = end.calendar
    announced, stopped, expired = end.step("announce_end"), end.stop, end.step("expire_order")

    def state(done: bool, planned: date) -> StepState:
        if done:
            return "done"
        return "late" if on > planned else "current" if on == planned else "to_come"

    return [
        Step(_("Alerte"), state(announced is not None, calendar.alert_on), calendar.alert_on),
        Step(
            _("Arrêt des remises"),
            state(stopped is not None, calendar.blocking_on),
            (stopped and end.order.blocked_from) or calendar.blocking_on,
        ),
        _receipts(end, on),
        Step(_("Dernier jour imprimé"), "done" if on > calendar.last_on else "to_come", calendar.last_on),
        Step(_("Refus en lieu"), state(expired is not None, calendar.refused_from), calendar.refused_from),
    ]


def _receipts(end: queries.End, on: date) -> Step:
    """How many of the keepers told of the stop have signed: late after their day while one has not."""
    told = list(queries.told(end.order))
    signed = sum(one.acknowledged_on is not None for one in told)
    if not told:
        return Step(_("Accusés de réception"), "to_come", end.acknowledged_by)
    how_many = _("%(signed)s sur %(told)s") % {"signed": count(signed), "told": count(len(told))}
    waits: StepState = "late" if on > end.acknowledged_by else "current"
    state = "done" if signed == len(told) else waits
    return Step(_("Accusés de réception"), state, end.acknowledged_by, how_many)


def booklet_figures(totals: rules.Booklets) -> list[Figure]:
    """The four totals of an alert, in booklets, and those that nobody hands out any more when there are some."""
    figures = [
        Figure(number(totals.issued), _("carnets livrés")),
        Figure(number(totals.handed_out), _("remis")),
        Figure(number(totals.not_handed_out), _("non remis")),
        Figure(number(totals.started), _("commencés"), note=_("dont un pass au moins est utilisé")),
    ]
    if totals.gone:
        figures.append(Figure(number(totals.gone), _("perdus ou rendus"), note=_("volés et détruits compris")))
    return figures


def statement_facts(statement: Statement) -> list[Fact]:
    """Both figures of a statement, side by side, then what both agree on."""
    theirs = statement.theirs_used
    apart = None if theirs is None else theirs - statement.ours_used
    facts = [Fact(_("Pass livrés et payés"), number(statement.paid_count))]
    if statement.revived_count:
        note = _("utilisés sous l'opérateur d'avant, puis annulés : jamais payés à celui-ci")
        facts.append(Fact(_("Pass redevenus utilisables"), number(statement.revived_count), note))
    facts += [
        Fact(_("Utilisés, selon notre registre"), number(statement.ours_used)),
        Fact(_("Utilisés, selon l'opérateur"), number(theirs), statement.answered_by),
        Fact(_("Écart des deux totaux"), number(apart)),
    ]
    if statement.concluded_on is not None:
        facts += [
            Fact(_("Utilisés, chiffre arrêté"), number(statement.agreed_used)),
            Fact(_("Arrêté le"), statement.concluded_on),
            *_follows(statement),
        ]
    return facts


def _follows(statement: Statement) -> list[Fact]:
    """What the agreed figure gives: an avoir, value that the operator keeps, or a complement that it is owed."""
    if statement.complement_cents:
        mandat = statement.complement_mandat
        note = _("mandat %(mandat)s") % {"mandat": mandat} if mandat else _("à payer par un mandat")
        return [Fact(_("Complément dû à l'opérateur"), money(statement.complement_cents), note)]
    note = _("à la valeur faciale, sans les frais")
    if not statement.is_prepaid:
        note = _("la collectivité paie les lieux : rien n'était payé d'avance")
    elif not statement.gives_credit:
        note = _("le contrat ne prévoit pas d'avoir")
    found = [Fact(_("Avoir dû"), money(statement.credit_due_cents), note)]
    if statement.kept_cents:
        said = _("pass payés et jamais utilisés, que son contrat lui laisse")
        found.append(Fact(_("Acquis à l'opérateur"), money(statement.kept_cents), said))
    return found


def differences_table(statement: Statement, differences: Sequence[NumberDifference]) -> Table:
    """The pass that one side alone counts as used, and how each was settled."""
    sides = {states.OURS: _("Registre de la collectivité seul"), states.THEIRS: _("L'opérateur seul")}
    return Table(
        caption=_("Écarts, pass par pass"),
        columns=[
            Column(_("Pass")),
            Column(_("Compté utilisé par")),
            Column(_("Pass en écart"), "number"),
            Column(_("Suite donnée")),
            Column(_("Motif")),
        ],
        rows=[
            Row(
                [
                    _("n° %(rank)s") % {"rank": count(rank_of(one.number))} if one.number else _("Total seul"),
                    sides[one.side],
                    one.count,
                    _(states.OUTCOMES[one.outcome]) if one.outcome else Status("waiting", _("À traiter")),
                    one.reason,
                ]
            )
            for one in differences
        ],
        empty=Empty(_("Aucun écart.")),
    )


def statements_table(statements: Sequence[Statement], url: Callable[[Statement], str]) -> Table:
    """Statements with both their figures."""
    return Table(
        caption=_("États contradictoires"),
        columns=[
            Column(_("Commande")),
            Column(_("Dressé le"), "day"),
            Column(_("Registre de la collectivité"), "number"),
            Column(_("L'opérateur"), "number"),
            Column(_("Avoir dû"), "money"),
            Column(_("Où cela en est")),
        ],
        rows=[
            Row(
                [
                    one.order.number,
                    one.drawn_on,
                    one.ours_used,
                    one.theirs_used,
                    one.credit_due_cents,
                    statement_status(one),
                ],
                url=url(one),
            )
            for one in statements
        ],
        empty=Empty(
            _("Aucun état contradictoire."),
            _("Il se dresse quand plus aucune utilisation ne peut être saisie."),
        ),
    )


class AnswerForm(forms.Form):
    """What the operator answers to a statement."""

    answered_on = DayField(label=gettext_lazy("Date de la réponse"), not_after_today=True, initial=today)
    theirs_used = CountField(label=gettext_lazy("Pass utilisés, selon l'opérateur"))
    numbers = forms.CharField(
        label=gettext_lazy("Lesquels"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Les rangs des pass utilisés, par exemple 1-40, 52. Sans liste, l'écart porte sur le total seul."
        ),
    )

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order

    def clean_numbers(self) -> list[NumberRange]:
        """The ranks said to be used, as numbers of the order."""
        found = []
        for part in self.cleaned_data["numbers"].replace(";", ",").replace("\n", ",").split(","):
            if part.strip():
                ranks = read_range(part)
                if not 1 <= ranks.first <= ranks.last <= self.order.quantity:
                    raise forms.ValidationError(
                        _("Les pass de cette commande vont de 1 à %(most)s.") % {"most": count(self.order.quantity)}
                    )
                series = self.order.series or 0
                found.append(NumberRange(number_of(series, ranks.first), number_of(series, ranks.last)))
        return found
