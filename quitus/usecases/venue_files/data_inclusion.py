"""The venues of a scheme under data.inclusion v1: structures (a venue is one, as its schema means it) and services."""

from collections.abc import Iterable
from typing import Any

from quitus.domain.grants.catalogue import SERVICES
from quitus.domain.organisations.models import Scheme
from quitus.domain.venues import directory
from quitus.domain.venues.models import Description, Venue
from quitus.kernel import clock
from quitus.usecases.venue_files.exporting import updated_on

SOURCE = "quitus"
VOUCHER_TOLD = "Pass numérique accepté"
_LEAST_DESCRIPTION, _LEAST_NAME, _MOST_NAME = 5, 3, 150
THEMES = {
    "demarches": "numerique--acceder-a-des-services-en-ligne",
    "outils": "numerique--maitriser-les-fondamentaux-du-numerique",
    "emploi": "numerique--maitriser-les-fondamentaux-du-numerique",
    "securite": "numerique--maitriser-les-fondamentaux-du-numerique",
    "parentalite": "numerique--maitriser-les-fondamentaux-du-numerique",
    "loisirs": "numerique--maitriser-les-fondamentaux-du-numerique",
    "comprehension": "numerique--maitriser-les-fondamentaux-du-numerique",
    "acces": "numerique--acceder-a-une-connexion-internet",
    "materiel": "numerique--acquerir-un-equipement",
}
NETWORKS = {"aidants": "aidants-connect", "conseillers": "conseillers-numeriques", "france_services": "france-service"}
PUBLICS = {
    "youth": "jeunes",
    "students": "etudiants",
    "families": "familles",
    "seniors": "seniors",
    "women": "femmes",
}
MODES = {
    "come": "se-presenter",
    "call": "telephoner",
    "mail": "envoyer-un-courriel",
    "prescription": "envoyer-un-courriel",
    "book": "utiliser-lien-mobilisation",
}


def data_inclusion(scheme: Scheme, address_of: Any = None) -> dict[str, list[dict[str, Any]]]:
    """`structures` and `services` of the venues qualified today, keys without value left out.

    `address_of` gives the page of a venue by its key, where the caller has pages. The schema knows no pass: each
    service is « payant » with our words in `frais_precisions`.
    """
    structures, services = [], []
    for venue in directory.with_services(directory.venues_open(scheme.pk, clock.today())):
        about: Description = getattr(venue, "description", None) or Description()
        place = _place(venue, about)
        key = f"{SOURCE}-{scheme.slug}--{venue.pk}"
        link = address_of(venue.pk) if address_of else None
        structures.append(
            _clean({**place, "lien_source": link, **_structure(venue, about), **_head(scheme, key, venue, about)})
        )
        labels = dict(SERVICES)
        for offer in venue.offered:  # type: ignore[attr-defined]
            code = offer.service.code
            services.append(
                _clean(
                    {
                        **place,
                        "lien_source": link,
                        **_service(about, code, labels[code]),
                        **_head(scheme, f"{key}-{code}", venue, about),
                        "structure_id": key,
                        "nom": labels[code],
                    }
                )
            )
    return {"structures": structures, "services": services}


def _head(scheme: Scheme, key: str, venue: Venue, about: Description) -> dict[str, Any]:
    name = venue.name.rstrip(". ")[:_MOST_NAME]
    return {
        "source": f"{SOURCE}-{scheme.slug}",
        "id": key,
        "nom": name if len(name) >= _LEAST_NAME else f"{name} ({venue.commune})",
        "date_maj": updated_on(venue, about).isoformat(),
    }


def _place(venue: Venue, about: Description) -> dict[str, Any]:
    return {
        "commune": venue.commune,
        "code_postal": venue.postcode,
        "code_insee": about.insee_code,
        "adresse": venue.address,
        "complement_adresse": about.address_complement,
        "longitude": venue.longitude,
        "latitude": venue.latitude,
        "telephone": about.phone,
        "courriel": next(iter(about.emails), None),
        "horaires_accueil": about.opening_hours,
    }


def _structure(venue: Venue, about: Description) -> dict[str, Any]:
    words = about.detail or about.summary
    return {
        "siret": venue.organisation.siret,
        "description": words if len(words) >= _LEAST_DESCRIPTION else None,
        "site_web": next(iter(about.websites), None),
        "accessibilite_lieu": about.accessibility_url,
        "reseaux_porteurs": [NETWORKS[code] for code in about.programmes if code in NETWORKS],
    }


def _service(about: Description, code: str, label: str) -> dict[str, Any]:
    modes = _once(MODES[mode] for mode in about.access_modes if mode in MODES)
    if "utiliser-lien-mobilisation" in modes and not about.booking_url:
        modes.remove("utiliser-lien-mobilisation")
    return {
        "description": about.summary or f"{label}. {VOUCHER_TOLD}.",
        "type": "atelier" if about.support_modes == ["workshop"] else "accompagnement",
        "thematiques": [THEMES[code]],
        "frais": "payant",
        "frais_precisions": VOUCHER_TOLD,
        "publics": [PUBLICS[one] for one in about.publics] or ["tous-publics"],
        "modes_accueil": ["en-presentiel", *(["a-distance"] if "remote" in about.support_modes else [])],
        "lien_mobilisation": about.booking_url,
        "modes_mobilisation": modes,
        "mobilisable_par": ["usagers", "professionnels"],
    }


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _clean(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in (None, "", [])}
