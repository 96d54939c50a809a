"""What the database refuses about a campaign that was proposed, to its owner too, whom no policy holds."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.campaigns import states
from quitus.domain.campaigns.models import Campaign, CampaignArticle, CampaignChange
from quitus.domain.organisations import kinds
from quitus.domain.organisations.models import Organisation
from quitus.domain.users.models import User

pytestmark = pytest.mark.django_db(databases=["owner"])

CAMPAIGNS, ARTICLES, CHANGES = (
    model.objects.using("owner") for model in (Campaign, CampaignArticle, CampaignChange)
)  # fmt: skip
PROPOSED = {"state": states.PROPOSED, "proposed_on": date(2023, 4, 3)}
CLOSED = {"state": states.CLOSED, "closed_on": date(2023, 5, 3)}


@pytest.fixture
def campaign() -> Campaign:
    """A campaign in preparation, with an article and a change."""
    funder = Organisation.objects.using("owner").create(name="Agence essai", short_name="Agence", kind=kinds.FUNDER)
    officer = User.objects.using("owner").create(email="f@exemple.test", full_name="Fatou Exemple")
    made = CAMPAIGNS.create(funder=funder, opened_by=officer, title="Prolongation", is_example=False)
    ARTICLES.create(campaign=made, article_number="2", title="Durée", text="Prolongée.")
    CHANGES.create(campaign=made, name="eligible_to", how="by_months", value="5")
    return made


@pytest.mark.parametrize(
    "change",
    [
        lambda one: CAMPAIGNS.filter(pk=one.pk).update(title="Autre"),
        lambda one: CAMPAIGNS.filter(pk=one.pk).update(answer_by=date(2099, 1, 1)),
        lambda one: ARTICLES.filter(campaign=one).update(text="Autre"),
        lambda one: ARTICLES.create(campaign=one, article_number="9", title="Ajouté", text="Autre"),
        lambda one: CHANGES.filter(campaign=one).update(value="60"),
        lambda one: CHANGES.filter(campaign=one).delete(),
    ],
)
def test_what_a_campaign_says_changes_until_it_is_proposed(
    change: Callable[[Campaign], object], campaign: Campaign
) -> None:
    with transaction.atomic(using="owner"):
        change(campaign)
        transaction.set_rollback(True, using="owner")
    CAMPAIGNS.filter(pk=campaign.pk).update(**PROPOSED)
    with pytest.raises(IntegrityError, match="change"), transaction.atomic(using="owner"):
        change(campaign)


def test_a_campaign_proposed_is_no_draft_again_and_one_closed_stays_closed(campaign: Campaign) -> None:
    mine = CAMPAIGNS.filter(pk=campaign.pk)
    mine.update(**PROPOSED)
    for back in ({"state": states.DRAFTED, "proposed_on": None}, {"state": states.DRAFTED}):
        with pytest.raises(IntegrityError), transaction.atomic(using="owner"):
            mine.update(**back)
    assert mine.update(**CLOSED) == 1
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(using="owner"):
        mine.update(state=states.PROPOSED, closed_on=None)
