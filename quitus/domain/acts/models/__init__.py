"""What an assembly sat on and decided. Acts belong to an authority, not to one scheme."""

from quitus.domain.acts.models.deliberations import (
    ActAnnex,
    CommissionOpinion,
    Deliberation,
    DeliberationArticle,
    EarlierAct,
    GroupVote,
    LegalReference,
)
from quitus.domain.acts.models.sittings import Sitting, SittingMember
from quitus.domain.acts.models.tracks import ActSettings, PrefectAnswer, Transmission

__all__ = [
    "ActAnnex",
    "ActSettings",
    "CommissionOpinion",
    "Deliberation",
    "DeliberationArticle",
    "EarlierAct",
    "GroupVote",
    "LegalReference",
    "PrefectAnswer",
    "Sitting",
    "SittingMember",
    "Transmission",
]
