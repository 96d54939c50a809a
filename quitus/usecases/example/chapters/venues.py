"""Structures apply, are checked and qualified; one is suspended for a month, one still waits."""

from datetime import date, timedelta

from quitus.domain.venues import operations as venues
from quitus.kernel.calendar import next_working_day
from quitus.usecases.example.invented import mediator_key
from quitus.usecases.example.paper import pdf
from quitus.usecases.example.stage import Diary, Stage
from quitus.usecases.example.structures import STRUCTURES, Structure
from quitus.usecases.example.visits import SUSPENDED
from quitus.usecases.structures import keep_file


def write(diary: Diary) -> None:
    """From autumn 2021 to May 2023."""
    for structure in STRUCTURES:
        diary.on(structure.applied_on, apply, structure)
        if structure.qualified_on is not None:
            checked_on = next_working_day(structure.applied_on + timedelta(days=14))
            diary.on(checked_on, check, structure, checked_on)
            diary.on(structure.qualified_on, qualify, structure)
    for key, (since, until) in SUSPENDED.items():
        told_on = next_working_day(since - timedelta(days=4))
        diary.on(told_on, suspend, key, since)
        diary.on(until, reinstate, key, until)


def apply(stage: Stage, structure: Structure) -> None:
    """The manager registers the structure's venues and opens its file."""
    manager, organisation = stage.by("responsable"), stage.organisations[structure.key]
    for site in structure.sites:
        venue = venues.register_venue(
            by=manager,
            organisation_id=organisation.pk,
            name=site.name,
            address="1 rue de l'Exemple",
            postcode=site.postcode,
            commune=site.commune,
            is_mobile=site.is_mobile,
            is_public=structure.is_public,
        )
        stage.ids[f"venue {site.key}"] = venue.pk
        for service in site.services:
            venues.offer_service(by=manager, venue_id=venue.pk, service_code=service)
    venues.apply_for_qualification(by=manager, organisation_id=organisation.pk, applied_on=structure.applied_on)


def check(stage: Stage, structure: Structure, on: date) -> None:
    """The file is checked; the mediator gives the bank details, the finance officer verifies them."""
    organisation = stage.organisations[structure.key]
    venues.check_qualification(
        by=stage.by("responsable"),
        organisation_id=organisation.pk,
        siret_checked=True,
        charter_signed_on=on,
        reception="De plain-pied, sur rendez-vous ou en atelier (exemple)",
        regie_recettes_reference="Régie de recettes (exemple)" if structure.is_public else "",
        checked_on=on,
    )
    venues.record_bank_details(
        by=stage.by(mediator_key(structure.key)),
        organisation_id=organisation.pk,
        iban=structure.iban,
        holder_name=structure.name,
        proof=keep_file("rib-exemple.pdf", pdf(["Relevé d'identité bancaire (exemple)", structure.name])),
    )
    venues.verify_bank_details(by=stage.by("finances"), organisation_id=organisation.pk, verified_on=on)


def qualify(stage: Stage, structure: Structure) -> None:
    """The structure may take pass; its mediator works at all its venues."""
    assert structure.qualified_on is not None
    manager, organisation = stage.by("responsable"), stage.organisations[structure.key]
    venues.qualify(by=manager, organisation_id=organisation.pk, effective_on=structure.qualified_on)
    mediator = stage.by(mediator_key(structure.key)).user_id
    assert mediator is not None
    for site in structure.sites:
        venues.assign_staff(
            by=manager,
            venue_id=stage.ids[f"venue {site.key}"],
            user_id=mediator,
            starts_on=structure.qualified_on,
        )


def suspend(stage: Stage, key: str, since: date) -> None:
    """A public structure whose régie de recettes has to be renewed."""
    venues.suspend(
        by=stage.by("responsable"),
        organisation_id=stage.organisations[key].pk,
        effective_on=since,
        reason="Régie de recettes en cours de renouvellement (exemple)",
    )


def reinstate(stage: Stage, key: str, until: date) -> None:
    """The régie is renewed."""
    venues.reinstate(
        by=stage.by("responsable"),
        organisation_id=stage.organisations[key].pk,
        effective_on=until,
        reason="Régie de recettes renouvelée (exemple)",
    )
