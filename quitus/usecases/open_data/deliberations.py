"""The deliberations of an authority, under the schema SCDL « délibérations » 2.1.5 (28 August 2023)."""

from collections.abc import Callable, Sequence

from quitus.domain.acts import queries
from quitus.domain.acts.models import ActSettings, Deliberation
from quitus.domain.acts.states import ENDED
from quitus.kernel.words import N_
from quitus.usecases.open_data.checks import all_or_none, at_least, day_not_before, siret, subject, sum_of, years
from quitus.usecases.open_data.matters import matter_name, second_level
from quitus.usecases.open_data.tables import Column, Export, Line, Reason, export, plain, reason

VOTES = ("VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION")
COLUMNS = (
    Column("COLL_NOM", required=True),
    Column("COLL_SIRET", required=True, pattern=r"\d{14}"),
    Column("DELIB_ID", required=True),
    Column("DELIB_DATE", required=True, kind="day"),
    Column("DELIB_MATIERE_CODE", required=True, pattern=r"\d\.\d{1,2}"),
    Column("DELIB_MATIERE_NOM", required=True),
    Column("DELIB_OBJET", required=True),
    Column("BUDGET_ANNEE", pattern=r"[0-9]{4}(/[0-9]{4})?"),
    Column("BUDGET_NOM"),
    Column("PREF_ID", pattern=r"(PREF|SGAR)[09][0-9][0-9AB]|SPREF[09][0-9][0-9AB][0-9]"),
    Column("PREF_DATE", kind="day"),
    *(Column(name, kind="count") for name in VOTES),
    Column("DELIB_URL", kind="address"),
)
CHECKS = (
    siret("COLL_SIRET"),
    years("BUDGET_ANNEE"),
    all_or_none("BUDGET_ANNEE", "BUDGET_NOM"),
    all_or_none(*VOTES),
    day_not_before("PREF_DATE", "DELIB_DATE"),
    at_least("VOTE_EFFECTIF", "VOTE_REEL"),
    *(at_least("VOTE_REEL", name) for name in VOTES[2:]),
    sum_of("VOTE_REEL", *VOTES[2:]),
    subject("DELIB_MATIERE_NOM"),
)


def deliberations(authority_id: int, address_of: Callable[[str], str]) -> Export:
    """The deliberations that an authority has adopted and put online, the oldest first.

    `address_of` gives the full address of the page of an act from its permanent part. An act that names no matter has
    that of its authority's settings, as in its transmission. The votes are told whole or not
    at all: where the act does not count abstentions or attendance, the five columns stay empty. The budget is not told:
    an act does not say it as data. Left out and said: an act repealed, taken back or annulled, which the schema cannot
    tell, one not yet published, and whatever breaks a rule of the schema.
    """
    settings = queries.act_settings(authority_id)
    told = (
        (act.number or act.title, _line(act, settings, address_of), _known(act))
        for act in queries.adopted(authority_id)
    )
    return export(COLUMNS, CHECKS, told)


def _known(act: Deliberation) -> Sequence[Reason]:
    if act.state in ENDED:
        return [reason(N_("l'acte a été abrogé, retiré ou annulé, ce que le schéma ne permet pas de dire"))]
    if act.published_on is None:
        return [reason(N_("l'acte n'est pas encore publié"))]
    return []


def _line(act: Deliberation, settings: ActSettings, address_of: Callable[[str], str]) -> Line:
    code, label = (
        (act.matter_code, act.matter_label) if act.matter_code else (settings.matter_code, settings.matter_label)
    )
    registered_on = act.acknowledged_on or act.transmitted_on
    return {
        "COLL_NOM": plain(act.authority.name),
        "COLL_SIRET": act.authority.siret or "",
        "DELIB_ID": plain(act.number),
        "DELIB_DATE": act.adopted_on.isoformat() if act.adopted_on else "",
        "DELIB_MATIERE_CODE": second_level(code),
        "DELIB_MATIERE_NOM": plain(matter_name(code, label)),
        "DELIB_OBJET": plain(act.title),
        "BUDGET_ANNEE": "",
        "BUDGET_NOM": "",
        "PREF_ID": settings.prefecture if registered_on else "",
        "PREF_DATE": registered_on.isoformat() if registered_on else "",
        **dict(zip(VOTES, _votes(act), strict=True)),
        "DELIB_URL": address_of(act.published_slug) if act.published_slug else "",
    }


def _votes(act: Deliberation) -> list[str]:
    attendance = act.sitting.attendance if act.sitting else None
    if attendance is None or act.vote is None or act.votes_abstention is None:
        return [""] * len(VOTES)
    members = attendance.present_count + attendance.excused_count + attendance.absent_count
    vote = act.vote
    cast = (vote.total, vote.votes_for, vote.votes_against, act.votes_abstention)
    return [str(count) for count in (members, *cast)]
