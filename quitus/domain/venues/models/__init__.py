"""Venues, what they offer, who works there, and the qualification of the structures that hold them."""

from quitus.domain.venues.models.bank import BankDetails
from quitus.domain.venues.models.communes import Commune
from quitus.domain.venues.models.descriptions import Description
from quitus.domain.venues.models.files import Qualification, QualificationStep
from quitus.domain.venues.models.places import ServiceOffer, Staff, Venue

__all__ = ["BankDetails", "Commune", "Description", "Qualification", "QualificationStep", "ServiceOffer", "Staff", "Venue"]
