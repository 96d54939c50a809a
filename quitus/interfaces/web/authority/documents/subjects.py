"""What documents are about, as pages name it, and what each role sees of them."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from quitus.domain.documents import kinds, queries
from quitus.domain.documents.models import ProducedDocument
from quitus.domain.organisations.roles import ASSEMBLY, FINANCE, MANAGER
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link
from quitus.kernel.words import N_

READERS = (MANAGER, FINANCE, ASSEMBLY)
MAKERS = (MANAGER, ASSEMBLY)

# The page of each thing, and whether its address names it.
_PAGES = {
    "deliberation": ("authority:deliberation", True),
    "convention": ("authority:convention", False),
    "amendment": ("authority:amendment", True),
    "committee_meeting": ("authority:meeting", True),
    "holder": ("authority:register", True),
    "imprest": ("authority:imprest", True),
    "imprest_amendment": ("authority:imprest_amendment", True),
    "appointment": ("authority:appointment", True),
    "slip": ("authority:slip", True),
    "inventory": ("authority:inventory", True),
    "loss_file": ("authority:loss_file", True),
    "handover": ("authority:handover", True),
    "control": ("authority:control", True),
    "order": ("authority:end", True),
}
_NAMES = {
    "deliberation": N_("La délibération"),
    "convention": N_("La convention"),
    "amendment": N_("L'avenant"),
    "committee_meeting": N_("Le comité technique"),
    "holder": N_("Le registre"),
    "imprest": N_("La régie"),
    "imprest_amendment": N_("L'avenant à l'acte"),
    "appointment": N_("La nomination"),
    "slip": N_("Le bordereau"),
    "inventory": N_("L'inventaire"),
    "loss_file": N_("Le dossier de perte"),
    "handover": N_("La remise de service"),
    "control": N_("Le contrôle"),
    "order": N_("La fin de validité"),
}

# The verb on the button that produces each kind.
VERBS = {
    kinds.REPORT: N_("Produire le rapport"),
    kinds.DELIBERATION: N_("Produire la délibération"),
    kinds.CONVENTION: N_("Produire la convention"),
    kinds.AMENDMENT: N_("Produire l'avenant"),
    kinds.CONSOLIDATED: N_("Produire la convention consolidée"),
    kinds.LETTER: N_("Écrire un courrier"),
    kinds.MINUTES: N_("Produire le compte rendu"),
    kinds.REGIE_ACT: N_("Produire l'acte constitutif"),
    kinds.REGIE_AMENDMENT: N_("Produire l'avenant à l'acte"),
    kinds.APPOINTMENT: N_("Produire l'arrêté de nomination"),
    kinds.END_STATEMENT: N_("Produire l'état contradictoire"),
}


def documents_link(request: HttpRequest, subject_kind: str, subject_id: int) -> Link:
    """The way from a thing's page to the documents about it: « Documents »."""
    return Link(_("Documents"), here(request, "authority:documents_about", subject_kind, subject_id), icon="printer")


def subject_link(request: HttpRequest, subject_kind: str, subject_id: int) -> Link:
    """The way back from its documents to the thing."""
    view, names_it = _PAGES[subject_kind]
    return Link(_(_NAMES[subject_kind]), here(request, view, *([subject_id] if names_it else [])))


def is_subject(subject_kind: str) -> bool:
    """Whether documents are made about things of this kind."""
    return subject_kind in _PAGES


def seen(request: SchemeRequest) -> QuerySet[ProducedDocument]:
    """The documents that the reader may see: the assembly's service sees those of acts."""
    every = queries.produced_documents()
    return every.filter(kind__in=kinds.OF_THE_ASSEMBLY) if request.actor.role == ASSEMBLY else every


def sees(request: SchemeRequest, kind: str) -> bool:
    """Whether the reader may see documents of this kind."""
    return request.actor.role != ASSEMBLY or kind in kinds.OF_THE_ASSEMBLY
