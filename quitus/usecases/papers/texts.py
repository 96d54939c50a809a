"""What convention, amendment and consolidated convention have in common: parties, grounds, signatures, values."""

from collections.abc import Sequence
from datetime import date

from quitus.connectors.papers import Block, Paragraph, Place, Signature
from quitus.domain.acts.models import Deliberation
from quitus.domain.grants import queries, states
from quitus.domain.grants.models import Amendment, Convention, Party
from quitus.domain.grants.parameters import ParameterKind, Value
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Organisation
from quitus.kernel.money import NARROW_NO_BREAK, NO_BREAK, format_euros
from quitus.usecases.papers.parts import LANGUAGE, address_of, count, day, place, section, siret

TWO_ORIGINALS = "Fait en deux originaux, un pour chaque partie."


def scheme_of(scheme_id: int) -> tuple[Organisation, Organisation]:
    """The authority and the funder of a scheme."""
    scheme = organisations.scheme_by_id(scheme_id)
    return scheme.authority, scheme.funder


def party_lines(convention: Convention) -> list[Block]:
    """Who is bound: each party with its SIRET, its address, who represents it, and every name the text gives it."""
    told = [(party.organisation, party.represented_by, list(party.named_as)) for party in _parties(convention)]
    if not told:
        told = [(organisation, "", []) for organisation in scheme_of(convention.scheme_id)]
    lines: list[Block] = [Paragraph(_party_line(*one)) for one in told]
    return section("Entre les parties", lines)


def _parties(convention: Convention) -> Sequence[Party]:
    order = {states.FUNDER: 0, states.AUTHORITY: 1}
    return sorted(queries.parties(convention.pk), key=lambda party: order.get(party.role, 2))


def _party_line(organisation: Organisation, represented_by: str, named_as: list[str]) -> str:
    number = siret(organisation.siret)
    about = [
        organisation.name,
        f"SIRET {number}" if number else "",
        ", ".join(address_of(organisation)),
        f"agissant par {_within(represented_by)}" if represented_by else "",
        f"ci-après {' ou '.join(f'« {name} »' for name in named_as)}" if named_as else "",
    ]
    return ", ".join(part for part in about if part) + "."


def _within(quality: str) -> str:
    """« Le Directeur général » within a sentence: « le Directeur général »."""
    return (
        quality[0].lower() + quality[1:] if quality.startswith(("Le ", "La ", "L'", "L’", "Son ", "Sa ")) else quality
    )


def grounds(lines: list[str], deliberation: Deliberation | None) -> list[Block]:
    """The « Vu … » of a text: those given, then the act that authorises to sign it."""
    seen = [*lines]
    if deliberation is not None and deliberation.number:
        when = f" du {day(deliberation.adopted_on)}" if deliberation.adopted_on else ""
        seen.append(f"Vu la délibération n°{NO_BREAK}{deliberation.number}{when} : {deliberation.title} ;")
    return section("Visas", [Paragraph(line) for line in seen])


def signatures(text: Convention | Amendment, convention: Convention) -> Signature:
    """A place for each of the two who sign; what is signed says by whom and when."""
    authority, funder = scheme_of(convention.scheme_id)
    represented = {party.role: party.represented_by for party in queries.parties(convention.pk)}
    places: list[Place] = []
    for role, organisation in ((states.AUTHORITY, authority), (states.FUNDER, funder)):
        power = text.signatory(role)
        quality = power.quality if power else represented.get(role, "")
        name = power.person_name if power else ""
        places.append(place(organisation.name, name, quality, text.signed_on(role)))
    return Signature(tuple(places), TWO_ORIGINALS)


def signing_line(text: Convention | Amendment) -> str:
    """« signée le 11 mars 2021 », by the last of the two signatures; empty until both are there."""
    signed = [on for on in (text.authority_signed_on, text.funder_signed_on) if on is not None]
    return day(max(signed)) if len(signed) == 2 else ""


def last_day(text: Convention | Amendment, otherwise: date) -> date:
    """The day a text bears: its last signature, else another."""
    signed = [on for on in (text.authority_signed_on, text.funder_signed_on) if on is not None]
    return max(signed) if len(signed) == 2 else otherwise


def value_words(about: ParameterKind, value: Value | None) -> str:
    """A parameter as it is written in a text: « 550 000,00 € », « 50 % », « 31 décembre 2023 »."""
    if value is None or value == () or value == "":
        return "Non fixé"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, tuple):
        return ", ".join(about.choices.get(one, one) for one in value)
    if isinstance(value, str):
        return about.choices.get(value, value)
    return _figure(about.kind, value)


def _figure(kind: str, value: int) -> str:
    match kind:
        case "cents":
            return format_euros(value, LANGUAGE)
        case "per_mille":
            whole, tenth = divmod(value, 10)
            return f"{whole}{f',{tenth}' if tenth else ''}{NARROW_NO_BREAK}%"
        case "months":
            return f"{count(value)}{NO_BREAK}mois"
        case "days":
            return f"{count(value)}{NO_BREAK}{'jour' if value <= 1 else 'jours'}"
    return count(value)
