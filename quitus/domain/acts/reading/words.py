"""The words in which a reading is shown: labels, how sure, and each value as one line."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from quitus.kernel.calendar import format_date
from quitus.kernel.money import format_euros
from quitus.kernel.words import N_

LABELS: Mapping[str, str] = {
    "number": N_("Numéro"),
    "sitting_on": N_("Date de la réunion"),
    "assembly": N_("Assemblée"),
    "president": N_("Présidence"),
    "secretary": N_("Secrétariat"),
    "present_count": N_("Membres présents"),
    "excused_count": N_("Membres excusés"),
    "non_voting_count": N_("Assistant sans voix"),
    "proxy_count": N_("Délégations de vote"),
    "votes_for": N_("Pour"),
    "votes_against": N_("Contre"),
    "votes_abstention": N_("Abstentions"),
    "adopted": N_("Adoptée"),
    "transmitted_on": N_("Transmise au préfet le"),
    "published_on": N_("Publiée le"),
    "opinions": N_("Avis de commission"),
    "parties": N_("Partie"),
    "amounts": N_("Montant"),
    "deadlines": N_("Échéance"),
    "durations": N_("Durée"),
    "legal_references": N_("Visa ou texte cité"),
    "amended_articles": N_("Article modifié"),
}

LEVELS: Mapping[str, str] = {
    "sure": N_("sûr"),
    "likely": N_("probable"),
    "to_check": N_("à vérifier"),
    "guess": N_("très incertain"),
}

CHANGES: Mapping[str, str] = {
    "modified": N_("modifié"),
    "replaced": N_("remplacé"),
    "completed": N_("complété"),
    "added": N_("ajouté"),
    "repealed": N_("abrogé"),
}


def in_words(key: str, one: Mapping[str, Any]) -> str:
    """One value of `as_object` on one line, in French."""
    written = _WRITTEN.get(key)
    return written(one) if written else _plain(one["value"])


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, str) and len(value) == 10 and value[4:5] == "-" == value[7:8]:
        return _day(value)
    return str(value)


def _day(iso: str | None) -> str:
    return format_date(date.fromisoformat(iso)) if iso else ""


def _opinion(one: Mapping[str, Any]) -> str:
    said = {True: "favorable", False: "défavorable"}.get(one["favourable"], "sens non indiqué")
    return " – ".join(part for part in (one["commission"], _day(one["given_on"]), said) if part)


def _party(one: Mapping[str, Any]) -> str:
    number = one["siret"] or ""
    told = [f"SIRET {number[:3]} {number[3:6]} {number[6:9]} {number[9:]}"] if number else []
    if one["siret_refused"]:
        told.append(f"{one['siret_refused']} n'est pas un SIRET")
    if one["aliases"]:
        told.append("dite aussi : " + ", ".join(one["aliases"]))
    return " – ".join([one["name"] or "?", *told])


def _amount(one: Mapping[str, Any]) -> str:
    return format_euros(one["cents"])


def _length(one: Mapping[str, Any]) -> str:
    if one["months"]:
        return f"{one['months']} mois"
    return f"{one['days']} jours" if one["days"] else ""


def _deadline(one: Mapping[str, Any]) -> str:
    delay = f"{_length(one)} après {one['after']}" if one["after"] else _length(one)
    when = " – ".join(part for part in (_day(one["on"]), delay) if part)
    return f"{when} : {one['what']}"


def _duration(one: Mapping[str, Any]) -> str:
    return f"{one['value']} à compter de : {one['after']}" if one["after"] else str(one["value"])


def _article(one: Mapping[str, Any]) -> str:
    return f"{one['value']} ({CHANGES[one['change']]})"


_WRITTEN = {
    "opinions": _opinion,
    "parties": _party,
    "amounts": _amount,
    "deadlines": _deadline,
    "durations": _duration,
    "amended_articles": _article,
}
