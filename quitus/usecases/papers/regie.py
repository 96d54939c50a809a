"""The acts of a régie, ready to be signed: acte constitutif, amendment to it, nomination."""

from datetime import date

from quitus.connectors.papers import Block, Facts, Heading, Paper, Paragraph, Place, Signature
from quitus.domain.distribution import catalogue, queries
from quitus.domain.distribution.models import Appointment
from quitus.domain.distribution.regie import Terms
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Organisation
from quitus.kernel.clock import today
from quitus.kernel.money import format_euros
from quitus.usecases.papers.parts import DRAFT, LANGUAGE, day, masthead_of, number_of, signed

LAW = "Vu le code général des collectivités territoriales, notamment ses articles R. 1617-1 à R. 1617-18 ;"
_DECIDES = Paragraph("ARRÊTE", "centred")
_POWERS = {
    catalogue.HOLDER: "est nommé régisseur titulaire de la régie « {imprest} » ; il répond des valeurs du coffre et "
    "des points de distribution.",
    catalogue.SUBSTITUTE: "est nommé mandataire suppléant de la régie « {imprest} » ; il remplace le régisseur absent, "
    "pour deux mois au plus.",
    catalogue.SUB_HOLDER: "est nommé sous-régisseur au point « {point} » de la régie « {imprest} », sous la "
    "responsabilité du régisseur.",
    catalogue.AGENT: "est nommé mandataire de la régie « {imprest} » pour remettre des pass au point « {point} », sous "
    "la responsabilité du régisseur.",
}


def act_paper(imprest_id: int) -> Paper:
    """The acte constitutif of a régie: a draft until it is signed."""
    one = queries.imprest(imprest_id)
    authority = _authority(one.scheme_id)
    on = one.constituted_on or today()
    return Paper(
        title=f"Acte constitutif de la régie d'avances « {one.name} »",
        language=LANGUAGE,
        author=authority.name,
        on=on,
        masthead=masthead_of(authority),
        reference=one.act_reference or "Projet d'arrêté",
        subtitle=f"Du {day(one.constituted_on)}" if one.constituted_on else "",
        mark="" if one.constituted_on else DRAFT,
        blocks=(
            Paragraph(LAW),
            Paragraph(_assent(one.assent_on)),
            _DECIDES,
            *_articles(one.name, authority, one.terms),
            _signature(authority, one.constituted_on, one.assent_on),
        ),
    )


def amendment_paper(amendment_id: int) -> Paper:
    """An amendment to the acte constitutif of a régie: why, and what the act says from then on."""
    one = queries.imprest_amendment(amendment_id)
    authority = _authority(one.scheme_id)
    act = f"l'acte constitutif {one.imprest.act_reference} de la régie « {one.imprest.name} »"
    holds = f"Il prend effet le {day(one.starts_on)}." if one.starts_on else "Il prend effet à la date de sa signature."
    return Paper(
        title=f"Avenant {number_of(str(one.rank))} à l'acte constitutif de la régie « {one.imprest.name} »",
        language=LANGUAGE,
        author=authority.name,
        on=one.adopted_on or today(),
        masthead=masthead_of(authority),
        reference=one.act_reference or "Projet d'avenant",
        subtitle=f"Du {day(one.adopted_on)}" if one.adopted_on else "",
        mark="" if one.adopted_on else DRAFT,
        blocks=(
            Paragraph(LAW),
            Paragraph(f"Vu {act} ;"),
            Paragraph(_assent(one.assent_on)),
            Paragraph(f"Considérant ce qui suit : {one.reason}"),
            _DECIDES,
            Heading(1, "L'acte constitutif est remplacé par ce qui suit"),
            *_articles(one.imprest.name, authority, one.terms, level=2),
            Heading(1, "Prise d'effet"),
            Paragraph(holds),
            _signature(authority, one.adopted_on, one.assent_on),
        ),
    )


def appointment_paper(appointment_id: int) -> Paper:
    """The arrêté that appoints somebody to a régie; raises `DoesNotExist`."""
    one = queries.appointments().get(pk=appointment_id)
    authority = _authority(one.scheme_id)
    point = one.point.name if one.point else ""
    return Paper(
        title=f"Nomination : {catalogue.APPOINTMENT_KINDS[one.kind].lower()}",
        language=LANGUAGE,
        author=authority.name,
        on=today(),
        masthead=masthead_of(authority),
        reference=one.act_reference,
        subtitle=one.imprest.name,
        mark="" if one.assent_on else DRAFT,
        blocks=(
            Paragraph(LAW),
            Paragraph(f"Vu l'acte constitutif {one.imprest.act_reference or '(projet)'} de la régie ;"),
            Paragraph(_assent(one.assent_on)),
            _DECIDES,
            Heading(1, "Article 1 — Nomination"),
            Paragraph(f"{one.user.full_name} {_POWERS[one.kind].format(imprest=one.imprest.name, point=point)}"),
            Heading(1, "Article 2 — Durée"),
            Paragraph(_length(one)),
            *_handover(one),
            Signature(
                (
                    Place(f"Pour {authority.name}", "", "L'ordonnateur", signed(None)),
                    Place("Pour acceptation", one.user.full_name, catalogue.APPOINTMENT_KINDS[one.kind], signed(None)),
                    Place("Avis conforme", "", "Le comptable public", signed(one.assent_on)),
                )
            ),
        ),
    )


def _length(one: Appointment) -> str:
    if one.ends_on is None:
        return f"La nomination vaut à partir du {day(one.starts_on)}."
    return f"La nomination vaut du {day(one.starts_on)} au {day(one.ends_on)}, ces deux jours compris."


def _handover(one: Appointment) -> list[Block]:
    before = queries.predecessor(one)
    if before is None:
        return []
    said = (
        f"{one.user.full_name} succède à {before.user.full_name}. Une remise de service contradictoire, avec comptage "
        "des valeurs et des espèces, précède tout mouvement du coffre."
    )
    return [Heading(1, "Article 3 — Remise de service"), Paragraph(said)]


def _articles(name: str, authority: Organisation, terms: Terms, level: int = 1) -> list[Block]:
    allowed = [label for key, label in catalogue.REGIE_OPERATIONS.items() if key in terms.allowed]
    cash = format_euros(terms.cash_ceiling_cents) if terms.cash_ceiling_cents else "aucune espèce n'est détenue"
    return [
        Heading(level, "Article 1 — Objet et siège"),
        Paragraph(f"Il est institué auprès de {authority.name} une régie d'avances « {name} », {terms.address}."),
        Paragraph(f"Elle a pour objet : {terms.purpose}"),
        Heading(level, "Article 2 — Opérations permises"),
        *([Paragraph(f"{label}.") for label in allowed] or [Paragraph("Aucune opération n'est permise.")]),
        Heading(level, "Article 3 — Plafonds et justification"),
        Facts(
            (
                ("Valeurs inactives, au plus", format_euros(terms.ceiling_cents)),
                ("Espèces, au plus", cash),
                ("Versement des pièces justificatives", catalogue.PERIODICITIES[terms.periodicity]),
                ("Comptable assignataire", terms.accounting_office),
            )
        ),
    ]


def _assent(on: date | None) -> str:
    return (
        f"Vu l'avis conforme du comptable public du {day(on)} ;" if on else "Vu l'avis conforme du comptable public ;"
    )


def _signature(authority: Organisation, on: date | None, assent_on: date | None) -> Signature:
    return Signature(
        (
            Place(f"Pour {authority.name}", "", "L'ordonnateur", signed(on)),
            Place("Avis conforme", "", "Le comptable public", signed(assent_on)),
        )
    )


def _authority(scheme_id: int) -> Organisation:
    return organisations.scheme_by_id(scheme_id).authority
