"""A convention as data: parties, articles, annexes, the parameters they fix, what amends them, and who signs."""

from quitus.domain.grants.models.amendments import AmendedAnnex, AmendedArticle, Amendment
from quitus.domain.grants.models.conventions import Annex, Article, Convention, Parameter, Party
from quitus.domain.grants.models.originals import Original
from quitus.domain.grants.models.reference import Service, TargetPublic
from quitus.domain.grants.models.signing import PowerToSign, SignedText
from quitus.domain.grants.models.statements import FindingDecision, Statement

__all__ = [
    "AmendedAnnex",
    "AmendedArticle",
    "Amendment",
    "Annex",
    "Article",
    "Convention",
    "FindingDecision",
    "Original",
    "Parameter",
    "Party",
    "PowerToSign",
    "Service",
    "SignedText",
    "Statement",
    "TargetPublic",
]
