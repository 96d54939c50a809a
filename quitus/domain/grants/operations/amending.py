"""Writing an amendment: what it replaces, adds and repeals, and the parameters it sets."""

from datetime import date

from django.db.models import Max

from quitus.domain.grants import errors, policies, rules, states
from quitus.domain.grants.files import FileFacts
from quitus.domain.grants.models import AmendedAnnex, AmendedArticle, Amendment, Convention
from quitus.domain.grants.operations.drafting import keep_file
from quitus.domain.grants.operations.opening import open_amendment, own_deliberation, record_on
from quitus.domain.grants.queries import consolidated_annexes, consolidated_articles
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import today
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
    others = Amendment.objects.filter(convention=convention).exclude(state=states.WITHDRAWN)
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
def withdraw_amendment(*, by: Actor, amendment_id: int, reason: str) -> Amendment:
    """Gives up an amendment that both parties have not signed: rejected by the assembly, or refused by the funder. Its
    number serves again.

    Refuses with `NotYourRole`, `TextNoLongerADraft`, `WithdrawalWithoutReason`.
    """
    refuse_unless(policies.may_keep_convention(by.role))
    [amendment] = lock(Amendment.objects.select_related("convention").filter(pk=amendment_id))
    if amendment.state != states.DRAFTED:
        raise errors.TextNoLongerADraft()
    if not reason.strip():
        raise errors.WithdrawalWithoutReason()
    amendment.state = states.AMENDMENT[amendment.state]["withdraw_amendment"]
    amendment.save()
    record_on(amendment, by, "withdraw_amendment", N_("Avenant abandonné : %(reason)s"), reason=reason.strip())
    return amendment


@operation
def attach_amendment_deliberation(*, by: Actor, amendment_id: int, deliberation_id: int) -> Amendment:
    """Names the deliberation that authorises to sign. Refuses with `NotYourRole`, `TextNoLongerADraft`."""
    lacked_it = Amendment.objects.filter(pk=amendment_id, deliberation=None).exists()
    amendment = open_amendment(by, amendment_id, was_empty=lacked_it)
    amendment.deliberation = own_deliberation(by, deliberation_id)
    amendment.save()
    record_on(amendment, by, "attach_deliberation", N_("Délibération rattachée"))
    return amendment


@operation
def state_effect(*, by: Actor, amendment_id: int, stated_effect_on: date | None) -> Amendment:
    """Writes the date of effect that the amendment states, or takes it away: then it is that of the last signature.

    Refuses with `NotYourRole`, `TextNoLongerADraft`.
    """
    amendment = open_amendment(by, amendment_id)
    amendment.stated_effect_on = stated_effect_on
    amendment.save()
    record_on(amendment, by, "state_effect", N_("Date d'effet de l'avenant écrite"), on=stated_effect_on)
    return amendment


@operation
def amend_article(*, by: Actor, amendment_id: int, article_number: str, title: str, text: str) -> AmendedArticle:
    """Writes what an article becomes; a number under which nothing stands adds an article.

    Refuses with `NotYourRole`, `TextNoLongerADraft`.
    """
    lock(Amendment.objects.filter(pk=amendment_id))  # what it lacks is looked at while nobody else writes
    known = AmendedArticle.objects.filter(amendment_id=amendment_id, article_number=article_number).first()
    was_empty = known is None or not (known.is_repeal or known.text.strip())
    amendment = open_amendment(by, amendment_id, was_empty=was_empty)
    article, _ = amendment.articles.update_or_create(
        article_number=article_number,
        defaults={"scheme_id": amendment.scheme_id, "title": title, "text": text, "is_repeal": False},
    )
    record_on(amendment, by, "amend_article", N_("Nouvelle rédaction d'un article"), article=article_number)
    return article


@operation
def repeal_article(*, by: Actor, amendment_id: int, article_number: str) -> AmendedArticle:
    """Takes an article away from the amendment's date of effect.

    Refuses with `NotYourRole`, `TextNoLongerADraft`, `NothingToRepeal`.
    """
    amendment = open_amendment(by, amendment_id)
    standing = {one.number: one for one in consolidated_articles(amendment.convention_id, today())}
    found = standing.get(article_number)
    if found is None or found.is_repealed:
        raise errors.NothingToRepeal(number=article_number)
    article, _ = amendment.articles.update_or_create(
        article_number=article_number,
        defaults={"scheme_id": amendment.scheme_id, "title": found.title, "text": "", "is_repeal": True},
    )
    record_on(amendment, by, "repeal_article", N_("Abrogation d'un article"), article=article_number)
    return article


@operation
def amend_annex(
    *, by: Actor, amendment_id: int, annex_number: str, title: str, text: str = "", file: FileFacts | None = None
) -> AmendedAnnex:
    """Writes what an annex becomes, text, file or both; a number under which nothing stands adds an annex.

    The whole new version: the file that stands in the convention is kept only by giving
    it again; the one already given to this draft stays when none is given. Refuses with `NotYourRole`,
    `TextNoLongerADraft`.
    """
    lock(Amendment.objects.filter(pk=amendment_id))  # what it lacks is looked at while nobody else writes
    known = AmendedAnnex.objects.filter(amendment_id=amendment_id, annex_number=annex_number).first()
    was_empty = known is None or not (known.is_repeal or known.sha256 or known.text.strip())
    amendment = open_amendment(by, amendment_id, was_empty=was_empty)
    annex = known or AmendedAnnex(scheme_id=amendment.scheme_id, amendment=amendment, annex_number=annex_number)
    annex.title, annex.text, annex.is_repeal = title, text, False
    keep_file(annex, file)
    annex.save()
    record_on(amendment, by, "amend_annex", N_("Nouvelle version d'une annexe"), annex=annex_number)
    return annex


@operation
def repeal_annex(*, by: Actor, amendment_id: int, annex_number: str) -> AmendedAnnex:
    """Takes an annex away from the amendment's date of effect.

    Refuses with `NotYourRole`, `TextNoLongerADraft`, `NothingToRepeal`.
    """
    amendment = open_amendment(by, amendment_id)
    standing = {one.number: one for one in consolidated_annexes(amendment.convention_id, today())}
    found = standing.get(annex_number)
    if found is None or found.is_repealed:
        raise errors.NothingToRepeal(number=annex_number)
    amendment.annexes.filter(annex_number=annex_number).delete()
    annex = amendment.annexes.create(
        scheme_id=amendment.scheme_id, annex_number=annex_number, title=found.title, is_repeal=True
    )
    record_on(amendment, by, "repeal_annex", N_("Abrogation d'une annexe"), annex=annex_number)
    return annex


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
    is_new = not Amendment.objects.filter(pk=amendment_id, parameters__name=name).exists()
    amendment = open_amendment(by, amendment_id, was_empty=is_new)
    amendment.parameters.update_or_create(
        name=name,
        convention_id=amendment.convention_id,
        defaults={
            "scheme_id": amendment.scheme_id,
            "value": rules.write(name, value),
            "article_number": article_number,
            "is_placeholder": is_placeholder,
            "effective_on": amendment.in_force_on,
        },
    )
    record_on(amendment, by, "amend_parameter", N_("Nouvelle valeur d'un paramètre"), parameter=name)


@operation
def leave_unchanged(*, by: Actor, amendment_id: int, article: str = "", annex: str = "", parameter: str = "") -> None:
    """Takes back what the draft makes of an article, an annex or a parameter (named by number, number, name): it stays
    as it stands. What the draft does not touch is left as it is.

    Refuses with `NotYourRole`, `TextNoLongerADraft`.
    """
    amendment = open_amendment(by, amendment_id)
    taken_back = 0
    if article:
        taken_back += amendment.articles.filter(article_number=article).delete()[0]
    if annex:
        taken_back += amendment.annexes.filter(annex_number=annex).delete()[0]
    if parameter:
        taken_back += amendment.parameters.filter(name=parameter).delete()[0]
    if taken_back:
        told = {"article": article, "annex": annex, "parameter": parameter}
        record_on(amendment, by, "leave_unchanged", N_("Une modification est retirée du projet"), **told)
