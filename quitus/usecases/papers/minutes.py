"""The minutes of a meeting of the technical committee: when, who was there, what was decided."""

from quitus.connectors.papers import Facts, Paper, Place, Signature, Table
from quitus.domain.obligations import queries, states
from quitus.kernel.words import N_
from quitus.usecases.papers.parts import LANGUAGE, day, masthead_of, number_of, section, written
from quitus.usecases.papers.texts import scheme_of


def minutes_paper(meeting_id: int) -> Paper:
    """The minutes of a meeting. Refuses with `NothingToPrint` while nothing is written of what was decided."""
    meeting = queries.meeting(meeting_id)
    authority, funder = scheme_of(meeting.scheme_id)
    rows = tuple(
        (person.full_name, person.body, states.PRESENCES[person.presence]) for person in meeting.attendees.all()
    )
    about = [
        ("Date", day(meeting.held_on)),
        ("Lieu", meeting.place),
        ("Convention", f"{number_of(meeting.convention.number)}, {meeting.convention.title}"),
        ("Échéance", meeting.obligation.label if meeting.obligation else ""),
    ]
    attendance = [Table(("Personne", "Organisme", "Présence"), rows, "Personnes invitées")] if rows else []
    return Paper(
        title=f"Comité technique du {day(meeting.held_on)}",
        language=LANGUAGE,
        author=authority.name,
        on=meeting.held_on,
        masthead=masthead_of(authority),
        reference="Compte rendu",
        subtitle=meeting.convention.title,
        blocks=(
            Facts(tuple(fact for fact in about if fact[1])),
            *section("Présences", attendance),
            *section("Échanges et décisions", written(meeting.decisions, N_("le compte rendu n'est pas rédigé"))),
            Signature((Place(authority.name), Place(funder.name))),
        ),
    )
