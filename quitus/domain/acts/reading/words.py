"""The words in which a reading is shown: labels, how sure, and each value as one line."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from quitus.kernel.calendar import format_date
from quitus.kernel.money import format_euros
from quitus.kernel.words import N_, Plural

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


FAVOURABLE, UNFAVOURABLE, UNSAID = N_("favorable"), N_("défavorable"), N_("avis non précisé")
YES, NO = N_("oui"), N_("non")
NOT_A_SIRET = N_("%(digits)s n'est pas un SIRET")
CALLED = N_("dite aussi : %(names)s")
MONTHS_LONG = Plural("%(count)s mois", "%(count)s mois", by="count")
DAYS_LONG = Plural("%(count)s jour", "%(count)s jours", by="count")
AFTER = N_("%(length)s après %(event)s")
EACH_YEAR = N_("chaque année, le %(day)s/%(month)s")
COUNTED_FROM = N_("%(length)s à compter de : %(event)s")

One = Mapping[str, Any]
Say = Callable[[str | Plural, One], str]


def in_words(key: str, one: One, say: Say) -> str:
    """One value of `as_object` on one line; `say` gives a word or a sentence in the language of the reader, singular
    or plural as its facts ask, their places still in it.
    """
    written = _WRITTEN.get(key)
    return written(one, say) if written else _plain(one["value"], say)


def _filled(sentence: str | Plural, facts: One, say: Say) -> str:
    return say(sentence, facts) % facts


def _plain(value: object, say: Say) -> str:
    if isinstance(value, bool):
        return say(YES if value else NO, {})
    if isinstance(value, str) and len(value) == 10 and value[4:5] == "-" == value[7:8]:
        return _day(value)
    return str(value)


def _day(iso: str | None) -> str:
    return format_date(date.fromisoformat(iso)) if iso else ""


def _opinion(one: One, say: Say) -> str:
    said = say({True: FAVOURABLE, False: UNFAVOURABLE}.get(one["favourable"], UNSAID), {})
    return " – ".join(part for part in (one["commission"], _day(one["given_on"]), said) if part)


def _party(one: One, say: Say) -> str:
    number, siren = one["siret"] or "", one["siren"] or ""
    told = [f"SIRET {number[:3]} {number[3:6]} {number[6:9]} {number[9:]}"] if number else []
    if one["siret_refused"]:
        told.append(_filled(NOT_A_SIRET, {"digits": one["siret_refused"]}, say))
    if siren:
        told.append(f"SIREN {siren[:3]} {siren[3:6]} {siren[6:]}")
    if one["rna"]:
        told.append(f"RNA {one['rna']}")
    if one["aliases"]:
        told.append(_filled(CALLED, {"names": ", ".join(one["aliases"])}, say))
    return " – ".join([one["name"] or "?", *told])


def _amount(one: One, say: Say) -> str:
    return format_euros(one["cents"])


def _length(one: One, say: Say) -> str:
    if one["months"]:
        return _filled(MONTHS_LONG, {"count": one["months"]}, say)
    return _filled(DAYS_LONG, {"count": one["days"]}, say) if one["days"] else ""


def _deadline(one: One, say: Say) -> str:
    length = _length(one, say)
    delay = _filled(AFTER, {"length": length, "event": one["after"]}, say) if one["after"] else length
    month, _, day = (one["each_year"] or "").partition("-")
    each_year = _filled(EACH_YEAR, {"day": day, "month": month}, say) if month else ""
    when = " – ".join(part for part in (_day(one["on"]), delay, each_year) if part)
    return f"{when} : {one['what']}"


def _duration(one: One, say: Say) -> str:
    return (
        _filled(COUNTED_FROM, {"length": one["value"], "event": one["after"]}, say)
        if one["after"]
        else str(one["value"])
    )


def _article(one: One, say: Say) -> str:
    return f"{one['value']} ({say(CHANGES[one['change']], {})})"


_WRITTEN: Mapping[str, Callable[[One, Say], str]] = {
    "opinions": _opinion,
    "parties": _party,
    "amounts": _amount,
    "deadlines": _deadline,
    "durations": _duration,
    "amended_articles": _article,
}
