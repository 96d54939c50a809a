"""The deliberation as it is kept, transmitted and published: who sat, on what grounds, what was decided, how it was
voted, who signed (CGCT, third part).
"""

from typing import Final

from quitus.connectors.papers import Block, Facts, Paper, Paragraph, Place, Signature, Table, prose
from quitus.domain.acts import queries, rules, states
from quitus.domain.acts.models import Deliberation, Sitting
from quitus.domain.documents.errors import NothingToPrint
from quitus.kernel.clock import today
from quitus.kernel.words import N_
from quitus.usecases.papers.acts import act_of, annexes, articles, opinions, references, sitting_line
from quitus.usecases.papers.parts import (
    DRAFT,
    LANGUAGE,
    count,
    day,
    masthead_of,
    notes,
    number_of,
    section,
    signed,
    some,
)

_LEFT: Final = "left"
_RIGHT: Final = "right"


def deliberation_paper(deliberation_id: int) -> Paper:
    """A deliberation as it stands. Refuses with `NothingToPrint` while it decides nothing."""
    act = act_of(deliberation_id)
    decided = articles(act)
    if not decided:
        raise NothingToPrint(missing=N_("la délibération n'a pas d'article"))
    voted = act.state in states.VOTED
    sitting = act.sitting
    name = "Délibération" if voted else "Projet de délibération"
    return Paper(
        title=act.title,
        language=LANGUAGE,
        author=act.authority.name,
        on=act.adopted_on or (sitting.held_on if sitting else today()),
        masthead=masthead_of(act.authority),
        reference=f"{name} {number_of(act.number)}" if act.number else name,
        subtitle=sitting_line(sitting),
        mark=_mark(act),
        blocks=(
            *_sitting(sitting, act.authority_id),
            *references(act),
            *section("Exposé", prose(act.report)),
            *opinions(act),
            *section("Décision", [Paragraph(_opening(act)), *decided]),
            *_vote(act),
            *annexes(act),
            *_effects(act),
            _signature(act),
        ),
    )


def _mark(act: Deliberation) -> str:
    if act.state in states.ENDED or act.state in (states.REJECTED, states.WITHDRAWN):
        return states.LABELS[act.state]
    return "" if act.state == states.ADOPTED else DRAFT


def _opening(act: Deliberation) -> str:
    if act.state in states.WAS_ADOPTED:
        return "Après en avoir délibéré, l'assemblée décide :"
    if act.state == states.REJECTED:
        return "Après en avoir délibéré, l'assemblée n'a pas adopté le texte suivant :"
    return "Après en avoir délibéré, l'assemblée déciderait :"


def _sitting(sitting: Sitting | None, authority_id: int) -> list[Block]:
    """Under the authority's own word."""
    if sitting is None:
        return []
    word = rules.SITTING_WORDS[queries.act_settings(authority_id).sitting_word]
    attendance = sitting.attendance
    facts = [
        ("Assemblée", sitting.assembly),
        (f"{word} du", day(sitting.held_on)),
        ("Convoquée le", day(sitting.convened_on) if sitting.convened_on else ""),
        ("Présidence", sitting.president),
        ("Secrétariat", sitting.secretary),
    ]
    if attendance is not None:
        facts += [
            ("Présents", some(attendance.present_count, "membre", "membres")),
            ("Excusés", _if_any(attendance.excused_count, "membre ayant voix", "membres ayant voix")),
            ("Délégations de vote", _if_any(attendance.proxy_count, "délégation", "délégations")),
            ("Absents", _if_any(sitting.absent_count, "membre", "membres")),
            ("Assistaient sans voix", _if_any(attendance.non_voting_count, "personne", "personnes")),
            ("Excusés sans voix", _if_any(attendance.excused_non_voting_count, "personne", "personnes")),
        ]
    told = tuple(fact for fact in facts if fact[1])
    second = "Seconde convocation : l'assemblée délibère sans condition de quorum (CGCT, L.3121-14-1)."
    return section(word, [Facts(told), *notes([second] if sitting.second_convocation else []), *_members(sitting)])


def _if_any(value: int | None, one: str, several: str) -> str:
    return some(value, one, several) if value else ""


def _members(sitting: Sitting) -> list[Block]:
    members = list(sitting.members.select_related("proxy_to")) if sitting.are_members_listed else []
    rows = [
        (
            member.name,
            member.group,
            states.PRESENCES[member.presence],
            member.proxy_to.name if member.proxy_to else "",
        )
        for member in members
    ]
    if not rows:
        return []
    return [Table(("Membre", "Groupe", "Présence", "Délégation de vote à"), tuple(rows), "Membres de l'assemblée")]


def _vote(act: Deliberation) -> list[Block]:
    vote = act.vote
    if vote is None:
        return []
    facts = [
        ("Pour", count(vote.votes_for)),
        ("Contre", count(vote.votes_against)),
        ("Abstentions", count(vote.votes_abstention) if vote.votes_abstention is not None else ""),
        ("Résultat", "Adoptée" if act.state in states.WAS_ADOPTED else "Rejetée"),
    ]
    casting = "Les voix étant égales, celle du président est prépondérante (CGCT, L.3121-15)."
    silent = "Tous s'étant abstenus, il n'y a pas de suffrage exprimé : le texte n'est pas adopté (CGCT, L.3121-15)."
    tie = vote.votes_for == vote.votes_against and act.president_votes_for is not None
    return section(
        "Vote",
        [
            Facts(tuple(fact for fact in facts if fact[1])),
            *notes([silent] if vote.is_all_abstention else [casting] if tie else []),
            *_groups(act),
        ],
    )


def _groups(act: Deliberation) -> list[Block]:
    rows = []
    is_counted = False
    for group in act.group_votes.all():
        told = (group.votes_for, group.votes_against, group.votes_abstention)
        is_counted = is_counted or told[0] is not None
        side = states.SIDES[group.side] if group.side else "Non précisé"
        rows.append((group.group, side, *("—" if votes is None else count(votes) for votes in told)))
    if not rows:
        return []
    if not is_counted:
        return [Table(("Groupe", "Vote"), tuple(row[:2] for row in rows), "Vote par groupe")]
    header = ("Groupe", "Vote", "Pour", "Contre", "Abstention")
    return [Table(header, tuple(rows), "Vote par groupe", (_LEFT, _LEFT, _RIGHT, _RIGHT, _RIGHT))]


def _effects(act: Deliberation) -> list[Block]:
    """What is known of the two tracks; an act printed before them says nothing of them."""
    ended = {states.REPEALED: "Abrogée", states.TAKEN_BACK: "Retirée", states.ANNULLED: "Annulée"}.get(act.state, "")
    facts = [
        ("Transmise au préfet le", day(act.transmitted_on) if act.transmitted_on else ""),
        ("Publiée en ligne le", day(act.published_on) if act.published_on else ""),
        ("Exécutoire depuis le", day(act.executory_on) if act.executory_on else ""),
        (f"{ended} à compter du", day(act.ended_on) if act.ended_on else ""),
        ("Motif", act.end_reason),
    ]
    told = tuple(fact for fact in facts if fact[1])
    return section("Caractère exécutoire", [Facts(told)] if told else [])


def _signature(act: Deliberation) -> Signature:
    president = act.sitting.president if act.sitting else ""
    name = act.signatory_name or ("" if act.signatory_quality else president)
    quality = "\n".join(line for line in (act.signatory_quality, act.delegation) if line)
    return Signature((Place(act.authority.name, name, quality, signed(act.signed_on) if act.signed_on else ""),))
