"""The funder's campaign of spring 2023: it proposed to prolong, and the amendment in preparation answers it.

That the funder proposed it to several authorities at once is invented here: one convention stands in the example.
"""

from datetime import date

from quitus.domain.campaigns import operations as campaigns
from quitus.domain.campaigns import queries
from quitus.domain.grants.rules import read
from quitus.kernel.tenancy import person_scope
from quitus.usecases.campaigns import answer, propose
from quitus.usecases.example import facts
from quitus.usecases.example.chapters.grants import AMENDMENT_DRAFTED_ON
from quitus.usecases.example.stage import Diary, Stage

TITLE = "Prolongation des conventions « Pass numériques » (exemple)"
REASONS = (
    "La crise sanitaire et la reprise lente des lieux ont retardé le déploiement : l'action peut être prolongée "
    "jusqu'au 31 décembre 2023. (Texte d'exemple.)"
)
PROPOSED_ON = date(2023, 4, 3)
SEEN_ON = date(2023, 4, 5)
ANSWER_BY = date(2023, 5, 31)


def write(diary: Diary) -> None:
    """Proposed on 3 April 2023, read two days later, accepted with the amendment drafted on 11 April."""
    diary.on(PROPOSED_ON, propose_campaign)
    diary.on(SEEN_ON, acknowledge)
    diary.on(AMENDMENT_DRAFTED_ON, accept)


def propose_campaign(stage: Stage) -> None:
    """The articles of the amendment as the act gives them, proposed to the convention of the example."""
    officer = stage.by("anct")
    assert officer.user_id is not None
    with person_scope(officer.user_id):
        key = campaigns.open_campaign(by=officer, title=TITLE, reasons=REASONS, answer_by=ANSWER_BY, is_example=True).pk
        for article in facts.AMENDED_ARTICLES:
            campaigns.write_article(
                by=officer, campaign_id=key, article_number=article.number, title=article.title, text=article.text
            )
        for name, text, number in facts.AMENDED_PARAMETERS:
            campaigns.change_parameter(
                by=officer, campaign_id=key, name=name, value=read(name, text), article_number=number
            )
        propose.propose(by=officer, campaign_id=key, scheme_ids=[stage.scheme.pk])
    [proposal] = queries.received(stage.scheme.pk)
    stage.ids["proposal"] = proposal.pk


def acknowledge(stage: Stage) -> None:
    """The authority has read it."""
    campaigns.acknowledge_proposal(by=stage.by("responsable"), proposal_id=stage.ids["proposal"])


def accept(stage: Stage) -> None:
    """The amendment that the authority has just drafted answers it."""
    answer.accept(by=stage.by("responsable"), proposal_id=stage.ids["proposal"], amendment_id=stage.ids["amendment"])
