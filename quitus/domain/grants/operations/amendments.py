"""Preparing and signing an amendment."""

from datetime import date

from django.db.models import Max

from quitus.domain.grants import errors, policies, rules, states
from quitus.domain.grants.models import AmendedArticle, Amendment, Convention
from quitus.domain.grants.operations.conventions import (
    own_deliberation,
    record_on,
    refuse_disagreeing_dates,
    refuse_incomplete_articles,
    refuse_signed,
    refuse_unauthorised,
    sign,
    signature_sentence,
    signatures,
)
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future, today
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def draft_amendment(
    *,
    by: Actor,
    convention_id: int,
    title: str,
    deliberation_id: int | None = None,
    stated_effect_on: date | None = None,
) -> Amendment:
    """Begins an amendment of a convention in force; it takes its number from its rank.

    `stated_effect_on` is the date of effect where the text states one later than its last signature. Refuses with
    `NotYourRole`, `ConventionNotSigned`, `AmendmentUnderWay`.
    """
    refuse_unless(policies.may_keep_convention(by.role))
    [convention] = lock(Convention.objects.filter(pk=convention_id))
    if convention.state != states.SIGNED:
        raise errors.ConventionNotSigned(on=today())
    others = Amendment.objects.filter(convention=convention)
    if (under_way := others.filter(state=states.DRAFTED).first()) is not None:
        raise errors.AmendmentUnderWay(number=under_way.number)
    amendment = Amendment.objects.create(
        scheme_id=convention.scheme_id,
        convention=convention,
        number=(others.aggregate(last=Max("number"))["last"] or 0) + 1,
        title=title,
        deliberation=own_deliberation(by, deliberation_id) if deliberation_id else None,
        stated_effect_on=stated_effect_on,
    )
    record_on(amendment, by, "draft_amendment", N_("Avenant mis en préparation"))
    return amendment


@operation
def attach_amendment_deliberation(*, by: Actor, amendment_id: int, deliberation_id: int) -> Amendment:
    """Names the deliberation that authorises to sign. Refuses with `NotYourRole`, `TextNoLongerADraft`."""
    amendment = _draft(by, amendment_id)
    amendment.deliberation = own_deliberation(by, deliberation_id)
    amendment.save()
    record_on(amendment, by, "attach_deliberation", N_("Délibération rattachée"))
    return amendment


@operation
def amend_article(*, by: Actor, amendment_id: int, article_number: str, title: str, text: str) -> AmendedArticle:
    """Writes what an article becomes; a number the convention does not have adds an article.

    Refuses with `NotYourRole`, `TextNoLongerADraft`.
    """
    amendment = _draft(by, amendment_id)
    article, _ = amendment.articles.update_or_create(
        article_number=article_number,
        defaults={"scheme_id": amendment.scheme_id, "title": title, "text": text},
    )
    record_on(amendment, by, "amend_article", N_("Nouvelle rédaction d'un article"), article=article_number)
    return article


@operation
def amend_parameter(
    *,
    by: Actor,
    amendment_id: int,
    name: str,
    value: rules.Value,
    article_number: str = "",
    is_placeholder: bool = False,
) -> None:
    """Sets what a parameter becomes from the amendment's date of effect.

    Refuses with `NotYourRole`, `TextNoLongerADraft`, `ParameterUnknown`, `ParameterValueWrong`.
    """
    amendment = _draft(by, amendment_id)
    amendment.parameters.update_or_create(
        name=name,
        convention_id=amendment.convention_id,
        defaults={
            "scheme_id": amendment.scheme_id,
            "value": rules.write(name, value),
            "article_number": article_number,
            "is_placeholder": is_placeholder,
        },
    )
    record_on(amendment, by, "amend_parameter", N_("Nouvelle valeur d'un paramètre"), parameter=name)


@operation
def sign_amendment(*, by: Actor, amendment_id: int, party: str, on: date, override_reason: str = "") -> Amendment:
    """Records the signature of a party ("authority" or "funder"). On the last one, the amendment takes effect (or on
    the later day that it states): its parameters apply from there. What is owed follows in the use case
    `sign_amendment`: call that one.

    A past day is accepted. `override_reason` lets an amendment that prolongs the action be signed after its end.
    Refuses with `NotYourRole`, `DateInTheFuture`, `AlreadySignedByThisParty`, `AmendmentBeforeConvention`,
    `AmendmentChangesNothing`, `ArticleMissing`, `DatesDisagree`, `AmendmentAfterTheEnd`, and for the authority
    `DeliberationMissing`, `DeliberationNotExecutory` (CGCT L.3131-1).
    """
    refuse_unless(policies.may_record_signature(by.role, party))
    refuse_future(on)
    [amendment] = lock(Amendment.objects.select_related("convention").filter(pk=amendment_id))
    if (signed := amendment.signed_on(party)) is not None:
        raise errors.AlreadySignedByThisParty(on=signed)
    _refuse_unfit(amendment, on, override_reason)
    if party == states.AUTHORITY:
        refuse_unauthorised(amendment.deliberation_id, on)
    is_last = sign(amendment, party, on)
    if is_last:
        amendment.in_force_on = rules.effective_on(signatures(amendment), amendment.stated_effect_on)
    amendment.override_reason = override_reason or amendment.override_reason
    amendment.save()
    record_on(amendment, by, "sign_amendment", signature_sentence(party), on=on)
    if is_last:
        _take_effect(amendment, by)
    return amendment


def _draft(by: Actor, amendment_id: int) -> Amendment:
    refuse_unless(policies.may_keep_convention(by.role))
    [amendment] = lock(Amendment.objects.select_related("convention").filter(pk=amendment_id))
    refuse_signed(amendment)
    return amendment


def _refuse_unfit(amendment: Amendment, on: date, override_reason: str) -> None:
    """Whatever prevents this amendment from being signed that day, whoever signs."""
    in_force_on = amendment.convention.in_force_on
    if in_force_on is None or on < in_force_on:
        raise errors.AmendmentBeforeConvention(in_force_on=in_force_on)
    articles = [(article.article_number, article.text) for article in amendment.articles.all()]
    if not articles:
        raise errors.AmendmentChangesNothing()
    refuse_incomplete_articles(articles)
    before = rules.values(amendment.convention.parameters.all(), on)
    changes = {parameter.name: rules.read(parameter.name, parameter.value) for parameter in amendment.parameters.all()}
    refuse_disagreeing_dates(before | changes)
    ends_on = before["action_ends_on"]
    prolongs = "action_ends_on" in changes and str(changes["action_ends_on"]) > str(ends_on)
    if prolongs and isinstance(ends_on, date) and on > ends_on and not override_reason.strip():
        raise errors.AmendmentAfterTheEnd(ends_on=ends_on)


def _take_effect(amendment: Amendment, by: Actor) -> None:
    """Parameters apply from the date of effect."""
    effect_on = amendment.in_force_on
    assert effect_on is not None  # set by the last signature, just before
    amendment.parameters.update(effective_on=effect_on)
    record_on(amendment, by, "amendment_takes_effect", N_("Entrée en vigueur"), on=effect_on)
