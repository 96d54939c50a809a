"""Venues, what they offer, who works there, and the qualification of the structures that hold them."""

from quitus.domain.venues.models.applications import (
    Appeal,
    Application,
    ApplicationFile,
    ApplicationRequest,
    ApplicationSubmission,
    Letter,
    Tick,
)
from quitus.domain.venues.models.bank import BankDetails
from quitus.domain.venues.models.communes import Commune
from quitus.domain.venues.models.descriptions import Description, Directory
from quitus.domain.venues.models.files import Qualification, QualificationStep
from quitus.domain.venues.models.places import ServiceOffer, Staff, Venue
from quitus.domain.venues.models.questionnaires import Criterion, Question, QuestionnaireVersion

__all__ = [
    "Appeal",
    "Application",
    "ApplicationFile",
    "ApplicationRequest",
    "ApplicationSubmission",
    "BankDetails",
    "Commune",
    "Criterion",
    "Description",
    "Directory",
    "Letter",
    "Qualification",
    "QualificationStep",
    "Question",
    "QuestionnaireVersion",
    "ServiceOffer",
    "Staff",
    "Tick",
    "Venue",
]
