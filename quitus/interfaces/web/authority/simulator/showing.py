"""A simulation as registers and figures."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.grants.contradictions import GRADES, Finding, Told
from quitus.domain.grants.rules import PARAMETERS
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Figure,
    Kind,
    Row,
    Status,
    Table,
    Typed,
    Value,
    day,
    number,
)
from quitus.interfaces.web.layout.terms import written
from quitus.usecases.simulate import Forecast, Line, Simulation


def figures(told: Simulation) -> list[Figure]:
    """What matters at one glance."""
    ahead = told.forecast_after
    return [
        Figure(day(told.after.action_ends_on), _("fin de l'action")),
        Figure(
            number(ahead.expected_count),
            _("pass utilisés à la fin, au rythme actuel"),
            note=_("objectif %(count)s") % {"count": words.count(ahead.target_count)},
        ),
        Figure(number(len(told.moves)), _("obligations touchées")),
        Figure(number(len(told.orders)), _("commandes finissant avant la nouvelle fin")),
    ]


def terms(told: Simulation) -> Table:
    """Parameters and what follows from them, before and after."""
    rows = [
        Row(
            [
                _(PARAMETERS[name].label),
                written(PARAMETERS[name], getattr(told.before, name)),
                written(PARAMETERS[name], value),
                _("paramètre"),
            ]
        )
        for name, value in told.parameters.items()
    ]
    rows += [
        Row(
            [
                _(line.label),
                _line(line, line.before),
                _line(line, line.after),
                _("en découle") if line.changes else _("inchangé"),
            ]
        )
        for line in told.lines
    ]
    return Table(
        caption=_("Ce qui change dans la convention"),
        columns=[Column(_("Valeur")), Column(_("Aujourd'hui")), Column(_("Avec l'avenant")), Column(_("Pourquoi"))],
        rows=rows,
        empty=Empty(_("Rien ne change.")),
    )


def moves(request: SchemeRequest, told: Simulation) -> Table:
    """Every obligation that moves, appears or disappears."""
    return Table(
        caption=_("Obligations déplacées, ajoutées ou retirées"),
        columns=[
            Column(_("Obligation")),
            Column(_("Échéance actuelle")),
            Column(_("Nouvelle échéance")),
            Column(_("Article")),
        ],
        rows=[
            Row(
                [
                    move.label,
                    day(move.before) if move.before else Status("neutral", _("nouvelle")),
                    day(move.after) if move.after else Status("neutral", _("n'est plus due")),
                    move.article_number,
                ],
                url=here(request, "authority:obligation", move.key) if move.key else "",
            )
            for move in told.moves
        ],
        empty=Empty(_("Aucune obligation ne change."), _("Ce qui est fait ou passé reste comme il est.")),
    )


def orders(request: SchemeRequest, told: Simulation) -> Table:
    """Every order that ends before the action would."""
    return Table(
        caption=_("Commandes dont la validité finit avant la nouvelle fin"),
        columns=[
            Column(_("Commande")),
            Column(_("Fin de validité"), "day"),
            Column(_("Acceptés jusqu'au"), "day"),
            Column(_("Pass non remis"), "number"),
            Column(_("Carnets non remis"), "number"),
            Column(_("Effet")),
        ],
        rows=[
            Row(
                [
                    one.order.number,
                    one.order.valid_until,
                    one.order.usable_until,
                    one.not_handed_out_count,
                    one.booklet_count,
                    Status("late", _("finit désormais avant l'action"))
                    if one.is_new
                    else Status("neutral", _("finit déjà avant l'action")),
                ],
                url=here(request, "authority:order", one.order.pk),
            )
            for one in told.orders
        ],
        empty=Empty(
            _("Aucune commande ne finit avant."), _("Les pass en circulation restent valables jusqu'à la fin.")
        ),
    )


def forecast(told: Simulation) -> Table:
    """The end as it is and as it would be, at the present pace and at the pace that is needed."""
    return Table(
        caption=_("Prévision à la fin de l'action"),
        columns=[Column(_("Prévision")), Column(_("Sans avenant")), Column(_("Avec l'avenant"))],
        rows=[
            Row([label, compute(told.forecast_before), compute(told.forecast_after)])
            for label, compute in (
                (_("Fin de l'action"), lambda one: day(one.ends_on)),
                (_("Pass utilisés à ce jour"), lambda one: number(one.used_count)),
                (_("Par mois, au rythme actuel"), lambda one: number(one.per_month)),
                (_("Utilisés à la fin, au rythme actuel"), lambda one: number(one.expected_count)),
                (_("Part de l'objectif"), lambda one: Typed(one.share_per_mille, "share")),
                (_("Par mois, pour atteindre l'objectif"), _needed),
            )
        ],
        empty=Empty(_("Aucune prévision.")),
    )


def found(told: Simulation) -> Table:
    """The findings that it would make and those that it would solve."""
    return Table(
        caption=_("Constats créés ou levés"),
        columns=[Column(_("Constat")), Column(_("Gravité")), Column(_("Effet"))],
        rows=[
            *(_finding(one, Status("late", _("créé par l'avenant"))) for one in told.created),
            *(_finding(one, Status("done", _("levé par l'avenant"))) for one in told.solved),
        ],
        empty=Empty(
            _("Aucun constat n'est créé ni levé."),
            _("L'avenant ne contredit rien de plus que les textes d'aujourd'hui."),
        ),
    )


def facts(told: Simulation) -> list[Fact]:
    """By when to sign, what is left to hand out, on what the forecast rests."""
    ahead = told.forecast_after
    days = ngettext("%(count)s jour", "%(count)s jours", ahead.window_days) % {"count": ahead.window_days}
    used = ngettext("%(count)s pass utilisé en %(days)s", "%(count)s pass utilisés en %(days)s", ahead.recent_count)
    sign_by = Fact(
        _("À signer au plus tard le"),
        day(told.before.action_ends_on),
        _("Après la fin de l'action, un motif est demandé pour la prolonger."),
    )
    return [
        *([sign_by] if "action_ends_on" in told.parameters else []),
        Fact(_("Pass non remis, en tout"), number(told.stock_count), _("chez l'imprimeur, le comptable, en régie")),
        Fact(_("Rythme actuel"), used % {"count": words.count(ahead.recent_count), "days": days}),
    ]


def warnings(told: Simulation) -> list[str]:
    """What stands in the way."""
    said = []
    if told.under_way is not None:
        said.append(
            _("L'avenant n° %(number)s est déjà en préparation : faites-le signer avant d'en préparer un autre.")
            % {"number": told.under_way.number}
        )
    if told.is_late:
        said.append(
            _("L'action a fini le %(day)s : la prolonger demandera un motif à la signature.")
            % {"day": words.day(told.before.action_ends_on)}
        )
    if told.after.action_ends_on < told.before.action_ends_on:
        said.append(_("L'action finirait plus tôt qu'aujourd'hui."))
    return said


def sentence(told: Simulation) -> str:
    """The change and its main effect, in one sentence."""
    ahead = told.forecast_after
    facts = {
        "ends_on": words.day(ahead.ends_on),
        "expected": words.count(ahead.expected_count),
        "target": words.count(ahead.target_count),
    }
    if ahead.reaches_target:
        return _("Au rythme actuel, l'objectif de %(target)s pass serait atteint d'ici le %(ends_on)s.") % facts
    return _("Au rythme actuel, %(expected)s pass sur %(target)s seraient utilisés d'ici le %(ends_on)s.") % facts


def _line(line: Line, value: int | None) -> Value:
    if value is None:
        return None
    if line.kind == "days":
        return ngettext("%(count)s jour", "%(count)s jours", value) % {"count": words.count(value)}
    kinds: dict[str, Kind] = {"cents": "money", "per_mille": "share", "count": "number"}
    return Typed(value, kinds[line.kind])


def _needed(one: Forecast) -> Value:
    needed = one.needed_per_month
    if needed is None:
        return _("l'action est finie")
    return number(needed) if needed else Status("done", _("atteint"))


def _finding(one: Finding, effect: Status) -> Row:
    return Row([_told(one.about), _(GRADES[one.grade]), effect])


def _told(told: Told) -> str:
    return words.in_language(told.template, told.facts) % words.written(told.facts)
