"""The sentences of an amendment, of its report and of its deliberation, drafted from a simulation.

These are words of a French act, kept as they are written: they are not translated with the pages. Everything that a
person must still write is marked.
"""

from datetime import date

from quitus.domain.grants.queries import ConsolidatedArticle
from quitus.domain.grants.readiness import TO_COMPLETE
from quitus.domain.grants.rules import PARAMETERS, Value
from quitus.kernel.calendar import format_date
from quitus.kernel.money import format_euros
from quitus.usecases.simulate.simulation import Simulation

NARROW = "\u202f"
NO_BREAK = "\u00a0"
MOST_LISTED = 12


def title(simulation: Simulation) -> str:
    """What the amendment is about, in one line."""
    found = simulation.parameters
    parts = []
    if "action_ends_on" in found:
        months = simulation.change.months
        ends = f"prolongation de {months} mois" if months else f"fin de l'action le {_day(found['action_ends_on'])}"
        parts.append(ends)
    elif "eligible_to" in found or "convention_ends_on" in found:
        parts.append("nouvelles échéances")
    if "target_count" in found:
        parts.append(f"objectif de {_count(found['target_count'])} pass")
    if "budget_cents" in found:
        parts.append(f"budget de {_value('budget_cents', found['budget_cents'])}")
    if "state_share_per_mille" in found:
        share = _value("state_share_per_mille", found["state_share_per_mille"])
        parts.append(f"part du financeur de {share}")
    return f"Avenant : {', '.join(parts)}"


def sentences(names: list[str], before: dict[str, Value], after: dict[str, Value]) -> list[str]:
    """One sentence for each parameter that an article fixes."""
    return [
        f"« {PARAMETERS[name].label} » : {_value(name, after[name])}, au lieu de {_value(name, before.get(name))}."
        for name in names
    ]


def article_text(said: list[str], former: ConsolidatedArticle | None) -> str:
    """What an article becomes: the new values, then what it said, for a person to melt into one text."""
    if former is None or not former.text.strip():
        return "\n".join([*said, "", f"{TO_COMPLETE} : rédigez l'article.]"])
    told = f"{TO_COMPLETE} : fondez ces valeurs dans la rédaction ci-dessous, puis supprimez cette ligne.]"
    return "\n".join([*said, "", told, "", former.text])


def report(simulation: Simulation) -> str:
    """The report to the assembly: why, what changes, what follows."""
    ahead = simulation.forecast_after
    state = (
        f"Au {format_date(simulation.on)}, {_count(ahead.used_count)} pass ont été utilisés, "
        f"dont {_count(ahead.recent_count)} dans les {ahead.window_days} derniers jours."
    )
    expected = (
        f"À ce rythme, {_count(ahead.expected_count)} pass seraient utilisés le {format_date(ahead.ends_on)}, "
        f"pour un objectif de {_count(ahead.target_count)}."
    )
    parts = [
        f"Le présent rapport propose un avenant à la convention n° {simulation.convention.number}, "
        f"« {simulation.convention.title} ».",
        f"{TO_COMPLETE} : exposez les raisons de cette demande.]",
        state,
        expected,
        "L'avenant change ce qui suit :\n" + "\n".join(f"- {line}" for line in _changed(simulation)),
    ]
    if simulation.moves:
        parts.append("Il déplace ou ajoute ces obligations :\n" + "\n".join(_moved(simulation)))
    if simulation.orders:
        parts.append(
            "Ces commandes finissent avant la nouvelle fin de l'action ; leurs pass non remis devront l'être avant, "
            "ou être repris :\n" + "\n".join(_orders(simulation))
        )
    parts.append("Ce qu'il ne modifie pas demeure.")
    return "\n\n".join(parts)


def decision(simulation: Simulation, number: int) -> list[tuple[str, str]]:
    """The articles of the deliberation: number and text."""
    convention = simulation.convention.number
    return [
        ("1", f"D'approuver l'avenant n° {number} à la convention n° {convention}, joint à la présente délibération."),
        ("2", "D'autoriser le représentant de la collectivité à signer cet avenant et tout acte qui s'y rapporte."),
    ]


def references(simulation: Simulation) -> list[str]:
    """The texts on which the deliberation rests, for a person to complete."""
    found = ["Vu le code général des collectivités territoriales ;"]
    if simulation.convention.in_force_on is not None:
        found.append(
            f"Vu la convention n° {simulation.convention.number}, "
            f"en vigueur depuis le {format_date(simulation.convention.in_force_on)} ;"
        )
    return [*found, f"{TO_COMPLETE} : ajoutez les délégations et délibérations utiles.]"]


def _changed(simulation: Simulation) -> list[str]:
    names = list(simulation.parameters)
    before = {name: getattr(simulation.before, name) for name in names}
    told = sentences(names, before, simulation.parameters)
    return told + [
        f"{line.label} : {_typed(line.kind, line.after)}, au lieu de {_typed(line.kind, line.before)}."
        for line in simulation.lines
        if line.changes
    ]


def _moved(simulation: Simulation) -> list[str]:
    told = []
    for move in simulation.moves[:MOST_LISTED]:
        if move.after is None:
            told.append(f"- {move.label} : n'est plus due.")
        elif move.before is None:
            told.append(f"- {move.label} : {format_date(move.after)} (nouvelle).")
        else:
            told.append(f"- {move.label} : {format_date(move.after)}, au lieu du {format_date(move.before)}.")
    if (more := len(simulation.moves) - MOST_LISTED) > 0:
        told.append(f"- et {more} autres.")
    return told


def _orders(simulation: Simulation) -> list[str]:
    return [
        f"- commande {one.order.number} : fin de validité le {format_date(one.order.valid_until)}, "
        f"{_count(one.not_handed_out_count)} pass non remis."
        for one in simulation.orders
    ]


def _value(name: str, value: Value | None) -> str:
    if value is None:
        return "non fixé"
    return _typed(PARAMETERS[name].kind, value)


def _typed(kind: str, value: Value | None) -> str:
    if value is None:
        return "–"
    match kind:
        case "cents":
            return format_euros(int(str(value)))
        case "per_mille":
            whole, tenth = divmod(int(str(value)), 10)
            return f"{whole}{f',{tenth}' if tenth else ''}{NO_BREAK}%"
        case "day":
            return _day(value)
    return _count(value)


def _day(value: Value) -> str:
    return format_date(value) if isinstance(value, date) else str(value)


def _count(value: Value) -> str:
    return f"{int(str(value)):,}".replace(",", NARROW)
