"""What an act entered with its history lacks, or what does not fit in it: the checks of an act that is lived through,
told as warnings. Pure: no Django.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from quitus.domain.acts import rules
from quitus.kernel.words import N_

MISSING = "missing"
CONTRADICTION = "contradiction"

WORDS = {
    "number_missing": N_("Le numéro de la délibération."),
    "text_missing": N_("Les articles : ce que l'assemblée a décidé."),
    "attendance_missing": N_("Les présences de la réunion : le quorum ne peut pas être vérifié."),
    "vote_missing": N_("Les voix pour et contre."),
    "signature_missing": N_("La signature : qui a signé, en quelle qualité, quel jour."),
    "transmission_missing": N_("La date de transmission au préfet : la date exécutoire en dépend."),
    "acknowledgement_missing": N_("L'accusé de réception du préfet : la preuve de la transmission."),
    "publication_missing": N_("La date de publication : la date exécutoire et le délai de recours en dépendent."),
    "quorum_not_shown": N_("Le quorum n'est pas atteint avec les présences et les délégations indiquées."),
    "more_votes_than_voters": N_("Le vote compte plus de voix que de votants possibles."),
    "proxies_not_listed": N_("Le vote suppose des délégations de vote que l'acte ne liste pas."),
    "groups_do_not_add_up": N_("Les voix des groupes ne font pas le vote."),
    "result_against_the_vote": N_("Le résultat indiqué n'est pas celui que donne le vote."),
    "tie_without_the_president": N_("Il y a égalité des voix et le vote du président n'est pas indiqué."),
    "opinion_after_the_sitting": N_("L'avis d'une commission est daté d'après la réunion."),
    "signed_before_the_vote": N_("La signature est datée d'avant le vote."),
    "transmitted_before_the_vote": N_("La transmission est datée d'avant le vote."),
    "published_before_the_vote": N_("La publication est datée d'avant le vote."),
    "acknowledged_before_transmission": N_("L'accusé de réception est daté d'avant la transmission."),
}


@dataclass(frozen=True)
class Gap:
    """One warning: its code, and whether something is missing or two things do not fit together."""

    code: str
    grade: str = MISSING

    @property
    def words(self) -> str:
        """The sentence for the reader, in French, to be translated by the door."""
        return WORDS[self.code]


@dataclass(frozen=True)
class Facts:
    """What is known of an act; None or empty where its papers do not say it."""

    number: str = ""
    held_on: date | None = None
    attendance: rules.Attendance | None = None
    second_convocation: bool = False
    vote: rules.Vote | None = None
    president_for: bool | None = None
    groups: Sequence[rules.GroupCount] = ()
    is_adopted: bool = True
    has_text: bool = True
    opinions_on: Sequence[date] = ()
    signed_on: date | None = None
    transmitted_on: date | None = None
    acknowledged_on: date | None = None
    published_on: date | None = None


def gaps(facts: Facts) -> list[Gap]:
    """Every warning about an act: first what is missing, then what does not fit."""
    return [*_missing(facts), *_votes(facts), *_days(facts)]


def _missing(facts: Facts) -> Iterator[Gap]:
    sent = [
        ("transmission_missing", facts.transmitted_on),
        ("acknowledgement_missing", facts.acknowledged_on or facts.transmitted_on is None),
        ("publication_missing", facts.published_on),
    ]
    told = [
        ("number_missing", facts.number),
        ("text_missing", facts.has_text),
        ("attendance_missing", facts.attendance),
        ("vote_missing", facts.vote),
        ("signature_missing", facts.signed_on),
        *(sent if facts.is_adopted else []),
    ]
    yield from (Gap(code) for code, known in told if not known)


def _votes(facts: Facts) -> Iterator[Gap]:
    vote, sat = facts.vote, facts.attendance
    if sat is not None and not rules.has_quorum(sat, second_convocation=facts.second_convocation):
        yield Gap("quorum_not_shown", MISSING if sat.proxy_count is None else CONTRADICTION)
    if vote is None:
        return
    if sat is not None and vote.total > rules.most_votes(sat):
        yield Gap("more_votes_than_voters", CONTRADICTION)
    elif sat is not None and rules.unlisted_proxies(sat, vote):
        yield Gap("proxies_not_listed")
    if not rules.groups_fit(vote, facts.groups):
        yield Gap("groups_do_not_add_up", CONTRADICTION)
    carried = rules.is_adopted(vote, president_for=facts.president_for)
    if carried is None:
        yield Gap("tie_without_the_president")
    elif carried != facts.is_adopted:
        yield Gap("result_against_the_vote", CONTRADICTION)


def _days(facts: Facts) -> Iterator[Gap]:
    if facts.held_on is not None and any(on > facts.held_on for on in facts.opinions_on):
        yield Gap("opinion_after_the_sitting", CONTRADICTION)
    ordered = [
        ("signed_before_the_vote", facts.held_on, facts.signed_on),
        ("transmitted_before_the_vote", facts.held_on, facts.transmitted_on),
        ("published_before_the_vote", facts.held_on, facts.published_on),
        ("acknowledged_before_transmission", facts.transmitted_on, facts.acknowledged_on),
    ]
    yield from (Gap(code, CONTRADICTION) for code, first, second in ordered if first and second and second < first)
