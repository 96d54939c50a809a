"""Writing a campaign. These run in no scheme, inside `tenancy.person_scope` of the officer who writes it."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.campaigns import errors, policies, rules, states
from quitus.domain.campaigns.models import Campaign, CampaignArticle
from quitus.domain.grants.rules import Value
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import today
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def open_campaign(
    *,
    by: Actor,
    title: str,
    reasons: str = "",
    answer_by: date | None = None,
    is_example: bool = False,
    prolong_months: int | None = None,
) -> Campaign:
    """Begins a campaign of the author's organisation; `prolong_months` writes at once the ends it prolongs.

    Refuses with `NotYourRole`, `AnswerDateTooEarly`.
    """
    refuse_unless(policies.may_campaign(by.role))
    _refuse_past(answer_by)
    assert by.organisation_id is not None  # the funder's officer acts for the funder
    assert by.user_id is not None
    campaign = Campaign.objects.create(
        funder_id=by.organisation_id,
        opened_by_id=by.user_id,
        title=title,
        reasons=reasons,
        answer_by=answer_by,
        is_example=is_example,
    )
    _record(by, "open_campaign", campaign, N_("Campagne mise en préparation"))
    if prolong_months:
        prolong(by=by, campaign_id=campaign.pk, months=prolong_months)
    return campaign


@operation
def describe_campaign(
    *, by: Actor, campaign_id: int, title: str, reasons: str = "", answer_by: date | None = None
) -> Campaign:
    """Writes again what a campaign is about. Refuses with `NotYourRole`, `CampaignNoLongerADraft`,
    `AnswerDateTooEarly`.
    """
    campaign = _draft(by, campaign_id)
    _refuse_past(answer_by)
    campaign.title, campaign.reasons, campaign.answer_by = title, reasons, answer_by
    campaign.save()
    _record(by, "describe_campaign", campaign, N_("Objet de la campagne modifié"))
    return campaign


@operation
def write_article(*, by: Actor, campaign_id: int, article_number: str, title: str, text: str) -> CampaignArticle:
    """Writes what an article becomes in every convention; a number that a convention does not have adds an article.

    Refuses with `NotYourRole`, `CampaignNoLongerADraft`.
    """
    campaign = _draft(by, campaign_id)
    article, _ = campaign.articles.update_or_create(
        article_number=article_number, defaults={"title": title, "text": text}
    )
    _record(by, "write_article", campaign, N_("Rédaction d'un article de la campagne"), article=article_number)
    return article


@operation
def drop_article(*, by: Actor, campaign_id: int, article_number: str) -> None:
    """Leaves an article as each convention has it. Refuses with `NotYourRole`, `CampaignNoLongerADraft`."""
    campaign = _draft(by, campaign_id)
    campaign.articles.filter(article_number=article_number).delete()
    _record(by, "drop_article", campaign, N_("Article retiré de la campagne"), article=article_number)


@operation
def change_parameter(
    *, by: Actor, campaign_id: int, name: str, value: Value, how: str = rules.SET, article_number: str = ""
) -> None:
    """Says what a parameter becomes: `set` to a value, prolonged `by_months`, or `plus` an amount or a count.

    Refuses with `NotYourRole`, `CampaignNoLongerADraft`, `ParameterUnknown`, `ParameterValueWrong`, `ChangeDoesNotFit`.
    """
    campaign = _draft(by, campaign_id)
    change = rules.written(name, how, value)
    campaign.changes.update_or_create(
        name=change.name,
        defaults={"how": change.how, "value": change.value, "article_number": article_number},
    )
    _record(by, "change_parameter", campaign, N_("Paramètre changé par la campagne"), parameter=name)


@operation
def prolong(*, by: Actor, campaign_id: int, months: int) -> Campaign:
    """Prolongs action, eligibility and convention by so many months, wherever they end in each convention.

    Refuses with `NotYourRole`, `CampaignNoLongerADraft`, `ChangeDoesNotFit`.
    """
    for name in rules.PROLONGED:
        change_parameter(by=by, campaign_id=campaign_id, name=name, value=months, how=rules.BY_MONTHS)
    return Campaign.objects.get(pk=campaign_id)


@operation
def drop_change(*, by: Actor, campaign_id: int, name: str) -> None:
    """Leaves a parameter as each convention has it. Refuses with `NotYourRole`, `CampaignNoLongerADraft`."""
    campaign = _draft(by, campaign_id)
    campaign.changes.filter(name=name).delete()
    _record(by, "drop_change", campaign, N_("Paramètre laissé tel quel"), parameter=name)


@operation
def mark_proposed(*, by: Actor, campaign_id: int) -> Campaign:
    """Fixes the text of a campaign that is about to be proposed; again for more conventions it changes nothing.

    Refuses with `NotYourRole`, `CampaignClosed`, `CampaignChangesNothing`, `ProposedTextMissing`, `AnswerDateTooEarly`.
    """
    refuse_unless(policies.may_campaign(by.role))
    [campaign] = lock(Campaign.objects.filter(pk=campaign_id))
    reached = after(states.CAMPAIGN, campaign.state, "propose")
    if reached is None:
        raise errors.CampaignClosed()
    if campaign.state == reached:
        return campaign
    _refuse_unfit(campaign)
    campaign.state, campaign.proposed_on = reached, today()
    campaign.save()
    _record(by, "mark_proposed", campaign, N_("Campagne proposée"), on=campaign.proposed_on)
    return campaign


@operation
def close_campaign(*, by: Actor, campaign_id: int) -> Campaign:
    """Ends a campaign: nothing more is proposed; answers may still come to what was.

    Refuses with `NotYourRole`, `CampaignNotProposed`, `CampaignClosed`.
    """
    refuse_unless(policies.may_campaign(by.role))
    [campaign] = lock(Campaign.objects.filter(pk=campaign_id))
    reached = after(states.CAMPAIGN, campaign.state, "close")
    if reached is None:
        raise errors.CampaignClosed() if campaign.state == states.CLOSED else errors.CampaignNotProposed()
    campaign.state, campaign.closed_on = reached, today()
    campaign.save()
    _record(by, "close_campaign", campaign, N_("Campagne close"))
    return campaign


def _draft(by: Actor, campaign_id: int) -> Campaign:
    refuse_unless(policies.may_campaign(by.role))
    [campaign] = lock(Campaign.objects.filter(pk=campaign_id))
    if after(states.CAMPAIGN, campaign.state, "write") is None:
        raise errors.CampaignNoLongerADraft()
    return campaign


def _refuse_past(answer_by: date | None) -> None:
    if answer_by is not None and answer_by < today():
        raise errors.AnswerDateTooEarly(answer_by=answer_by)


def _refuse_unfit(campaign: Campaign) -> None:
    articles = list(campaign.articles.all())
    if not articles:
        raise errors.CampaignChangesNothing()
    if empty := [article.article_number for article in articles if not article.text.strip()]:
        raise errors.ProposedTextMissing(articles=", ".join(empty))
    _refuse_past(campaign.answer_by)


def _record(by: Actor, verb: str, campaign: Campaign, summary: str, **data: object) -> None:
    record(by=by, verb=verb, subject_kind="campaign", subject_id=campaign.pk, summary=summary, data=data)
