"""What texts say of money: totals and their lines, the funder's share, what the target and the cap add up to."""

from collections.abc import Iterator

from quitus.domain.grants.contradictions.durations import keys
from quitus.domain.grants.contradictions.finding import CONTRADICTION, Finding, Side, Told
from quitus.domain.grants.contradictions.frame import PLAN, BudgetLine, Frame, Given, Passage, Statement
from quitus.kernel.money import Cents, PerMille, share
from quitus.kernel.words import N_

ONE_EURO = 100  # a text may round to the euro
BUDGET = "budget_cents"
SPENDINGS = N_("Dépenses")
RESOURCES = N_("Ressources")
FUNDER_LINE = N_("Part du financeur")


def last_level(frame: Frame) -> int:
    """The number of the latest text."""
    return max((level.number for level in frame.levels), default=0)


def said(frame: Frame, kind: str, name: str, given: Given) -> tuple[Passage, tuple[int, ...]]:
    """Where a term is said in words, if a statement gives the same value; else the passage that fixes it."""
    same = [one for one in frame.of(kind) if one.values.get(name) == given.value]
    best = max(same, key=lambda one: one.level, default=None)
    return (best.passage, keys(best)) if best else (given.passage, ())


def totals(frame: Frame) -> Iterator[Finding]:
    """A total written in a text, and the budget that applies."""
    written = [(one, one.number("cents")) for one in frame.of("total")]
    written += [(one, one.number("total_cents")) for one in frame.of("share")]
    for one, cents in written:
        given, budget = frame.term(one.level, BUDGET), frame.amount(one.level, BUDGET)
        if cents is None or given is None or budget is None or cents in frame.told(one, BUDGET):
            continue
        yield Finding(
            code="total_and_term",
            grade=CONTRADICTION,
            about=Told(
                N_("Le texte donne un budget de %(written_cents)s, le paramètre est de %(fixed_cents)s"),
                {"written_cents": cents, "fixed_cents": budget},
            ),
            first=_written(one.passage, cents),
            second=Side(
                given.passage,
                "cents",
                budget,
                Told(N_("Valeur qui s'applique : %(fixed_cents)s."), {"fixed_cents": budget}),
            ),
            term=BUDGET,
            level=one.level,
            statements=keys(one),
        )


def lines(frame: Frame) -> Iterator[Finding]:
    """The sum of the spendings planned, and that of the resources, against the total."""
    level = last_level(frame)
    given, budget = frame.term(level, BUDGET), frame.amount(level, BUDGET)
    if given is None or budget is None:
        return
    passage, stated = said(frame, "total", "cents", given)
    for place, part in (
        (SPENDINGS, [one for one in frame.lines if not one.is_resource]),
        (RESOURCES, [one for one in frame.lines if one.is_resource]),
    ):
        total = sum(one.cents for one in part)
        if not part or total == budget:
            continue
        yield Finding(
            code="lines_and_total",
            grade=CONTRADICTION,
            about=Told(
                N_("Les lignes font %(sum_cents)s, le budget est de %(budget_cents)s"),
                {"sum_cents": total, "budget_cents": budget},
            ),
            first=Side(
                Passage(PLAN, register=place),
                "cents",
                total,
                Told(N_("Somme des lignes (%(count)s) : %(sum_cents)s."), {"count": len(part), "sum_cents": total}),
            ),
            second=_written(passage, budget),
            term=BUDGET,
            level=level,
            statements=stated,
        )


def shares(frame: Frame) -> Iterator[Finding]:
    """The funder's rate applied to its base, against the amount that a text or the financing plan gives it."""
    level = last_level(frame)
    stated = list(frame.of("share"))
    for one in stated:
        rate = one.number("per_mille") or 0
        base = one.number("total_cents") or frame.amount(one.level, BUDGET)
        amount = one.number("amount_cents")
        if base is not None and amount is not None:
            yield from _share(one.passage, rate, base, _written(one.passage, amount), one.level, keys(one))
    given, rate_now, base = (
        frame.term(level, "state_share_per_mille"),
        frame.amount(level, "state_share_per_mille"),
        frame.amount(level, BUDGET),
    )
    own = [one for one in frame.lines if one.from_funder]
    if given is not None and rate_now is not None and base is not None and own:
        passage, behind = said(frame, "share", "per_mille", given)
        yield from _share(passage, rate_now, base, _of_plan(own), level, behind)
    for one in stated:
        if given is not None and rate_now not in (None, one.number("per_mille")) and one.level == level:
            yield _rates(one, given, rate_now or 0)


def _share(
    passage: Passage, rate: int, base: int, second: Side, level: int, behind: tuple[int, ...]
) -> Iterator[Finding]:
    expected = share(Cents(base), PerMille(rate))
    amount = second.value if isinstance(second.value, int) else 0
    if abs(amount - expected) < ONE_EURO:
        return
    facts = {"rate": _percent(rate), "base_cents": base, "expected_cents": expected}
    yield Finding(
        code="share_and_amount",
        grade=CONTRADICTION,
        about=Told(
            N_("La part du financeur devrait être de %(expected_cents)s, elle est de %(amount_cents)s"),
            {"expected_cents": expected, "amount_cents": amount},
        ),
        first=Side(passage, "cents", expected, Told(N_("%(rate)s %% de %(base_cents)s : %(expected_cents)s."), facts)),
        second=second,
        term="state_share_cents",
        level=level,
        statements=behind,
    )


def _rates(one: Statement, given: Given, fixed: int) -> Finding:
    written = one.number("per_mille") or 0
    facts = {"written": _percent(written), "fixed": _percent(fixed)}
    return Finding(
        code="rate_and_term",
        grade=CONTRADICTION,
        about=Told(N_("Le texte donne une part de %(written)s %%, le paramètre est de %(fixed)s %%"), facts),
        first=Side(one.passage, "words", (f"{_percent(written)} %",), Told(N_("Taux écrit : %(written)s %%."), facts)),
        second=Side(
            given.passage, "words", (f"{_percent(fixed)} %",), Told(N_("Taux qui s'applique : %(fixed)s %%."), facts)
        ),
        term="state_share_per_mille",
        level=one.level,
        statements=keys(one),
    )


def needs(frame: Frame) -> Iterator[Finding]:
    """The whole target at its face value plus the whole engineering cap, against the budget."""
    level = last_level(frame)
    names = ("target_count", "face_value_cents", "engineering_cap_per_mille", BUDGET)
    count, face, cap, budget = (frame.amount(level, name) for name in names)
    target, total = frame.term(level, "target_count"), frame.term(level, BUDGET)
    if count is None or face is None or cap is None or budget is None or target is None or total is None:
        return
    engineering = share(Cents(budget), PerMille(cap))
    needed = count * face + engineering
    if needed <= budget:
        return
    passage, behind_target = said(frame, "target", "count", target)
    capped = frame.term(level, "engineering_cap_per_mille")
    cap_passage, behind_cap = said(frame, "cap", "per_mille", capped) if capped else (passage, ())
    limit, behind_total = said(frame, "total", "cents", total)
    facts = {
        "count": count,
        "face_cents": face,
        "pass_cents": count * face,
        "cap": _percent(cap),
        "engineering_cents": engineering,
        "needed_cents": needed,
    }
    yield Finding(
        code="needs_and_budget",
        grade=CONTRADICTION,
        about=Told(
            N_("L'objectif et l'ingénierie au plafond demandent %(needed_cents)s, le budget est de %(budget_cents)s"),
            {"needed_cents": needed, "budget_cents": budget},
        ),
        first=Side(
            passage,
            "cents",
            needed,
            Told(
                N_(
                    "%(count)s pass de %(face_cents)s : %(pass_cents)s ; ingénierie au plafond de %(cap)s %% : "
                    "%(engineering_cents)s ; ensemble : %(needed_cents)s."
                ),
                facts,
            ),
        ),
        second=_written(limit, budget),
        term=BUDGET,
        level=level,
        also=(cap_passage,) if cap_passage != passage else (),
        statements=tuple(dict.fromkeys(behind_target + behind_cap + behind_total)),
    )


def _written(passage: Passage, cents: int) -> Side:
    return Side(passage, "cents", cents, Told(N_("Montant écrit : %(written_cents)s."), {"written_cents": cents}))


def _of_plan(own: list[BudgetLine]) -> Side:
    total = sum(one.cents for one in own)
    return Side(
        Passage(PLAN, register=FUNDER_LINE, quote=", ".join(one.label for one in own)),
        "cents",
        total,
        Told(N_("Lignes du financeur (%(count)s) : %(sum_cents)s."), {"count": len(own), "sum_cents": total}),
    )


def _percent(per_mille: int) -> str:
    whole, tenth = divmod(per_mille, 10)
    return f"{whole},{tenth}" if tenth else str(whole)
