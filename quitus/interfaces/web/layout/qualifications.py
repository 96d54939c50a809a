"""The qualification of structures as every audience that meets it sees it."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from quitus.domain.venues import rules, states
from quitus.domain.venues.models import BankDetails
from quitus.interfaces.web.layout.components import Fact, Link, Status, Tone
from quitus.interfaces.web.layout.words import day

BANK_REFUSALS = {
    "not_an_iban": "iban",
    **dict.fromkeys(("scan_empty", "scan_too_large", "scan_of_this_type_refused"), "proof"),
}
"""Under which field of a form of bank details the refusals are shown."""

TONES: dict[str, Tone] = {
    states.APPLIED: "waiting",
    states.CHECKED: "waiting",
    states.QUALIFIED: "done",
    states.SUSPENDED: "late",
    states.REMOVED: "neutral",
}


def qualification_status(state: str | None) -> Status:
    """Where the file of a structure stands; none yet when `state` is None."""
    if state is None:
        return Status("neutral", _("Pas encore candidate"))
    return Status(TONES[state], _(states.LABELS[state]))


def bank_status(details: BankDetails | None) -> Status:
    """Whether a structure can be paid."""
    if details is None:
        return Status("late", _("Aucun compte donné"))
    if details.verified_on is None and details.is_change:
        return Status("late", _("Changement à confirmer : rien n'est payé, pas même sur l'ancien compte"))
    if details.verified_on is None:
        return Status("waiting", _("À vérifier par une seconde personne"))
    return Status("done", _("Vérifié le %(day)s") % {"day": day(details.verified_on)})


def bank_facts(details: BankDetails | None, proof_url: str, *, by_name: bool = True) -> list[Fact]:
    """Where a structure is paid, the proof of it, who verified it and how a change was confirmed."""
    if details is None:
        return [Fact(_("Compte bancaire"), bank_status(None))]
    who = details.verified_by.full_name if by_name and details.verified_by else ""
    facts = [
        Fact(_("Compte bancaire"), rules.masked(details.iban), note=details.holder_name),
        Fact(_("Relevé d'identité bancaire"), Link(details.proof_name, proof_url, "link")),
        Fact(_("Vérification du compte"), bank_status(details), note=who),
    ]
    if details.confirmed_on is not None:
        told = {"how": _(rules.CONFIRMED_HOW[details.confirmed_how]), "day": day(details.confirmed_on)}
        words = _("%(how)s, le %(day)s") % told
        facts.append(Fact(_("Changement confirmé"), words, note=details.confirmed_with if by_name else ""))
    return facts


def kept_file(name: str, media_type: str, content: bytes) -> HttpResponse:
    """A file that a structure joined, to be kept."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
