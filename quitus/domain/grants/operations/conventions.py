"""Writing and signing a convention."""

from datetime import date

from django.db.models import Max

from quitus.domain.acts import queries as acts
from quitus.domain.acts.models import Deliberation
from quitus.domain.audit.operations import record
from quitus.domain.grants import errors, policies, rules, states
from quitus.domain.grants.models import Amendment, Article, Convention
from quitus.domain.organisations.models import Scheme
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def draft_convention(*, by: Actor, number: str, title: str, deliberation_id: int | None = None) -> Convention:
    """Begins the convention of the current scheme; the deliberation that authorises it may be attached later.

    Refuses with `NotYourRole`, `ConventionAlreadyOpen`.
    """
    refuse_unless(policies.may_keep_convention(by.role))
    scheme_id = current_scheme_id()
    lock(Scheme.objects.filter(pk=scheme_id))  # two begun at once would be two open ones
    if (open_one := Convention.objects.exclude(state=states.CLOSED).first()) is not None:
        raise errors.ConventionAlreadyOpen(number=open_one.number)
    convention = Convention.objects.create(
        scheme_id=scheme_id,
        number=number,
        title=title,
        deliberation=own_deliberation(by, deliberation_id) if deliberation_id else None,
    )
    record_on(convention, by, "draft_convention", N_("Convention mise en préparation"))
    return convention


@operation
def attach_deliberation(*, by: Actor, convention_id: int, deliberation_id: int) -> Convention:
    """Names the deliberation that authorises the authority to sign.

    Refuses with `NotYourRole`, `TextNoLongerADraft`.
    """
    convention = draft(by, convention_id)
    convention.deliberation = own_deliberation(by, deliberation_id)
    convention.save()
    record_on(convention, by, "attach_deliberation", N_("Délibération rattachée"))
    return convention


@operation
def write_article(
    *, by: Actor, convention_id: int, number: str, title: str, text: str, rank: int | None = None
) -> Article:
    """Writes an article of a convention in preparation, or writes it again.

    Without `rank` a new article comes last. Refuses with `NotYourRole`, `TextNoLongerADraft`.
    """
    convention = draft(by, convention_id)
    known = Article.objects.filter(convention=convention, number=number).first()
    last = Article.objects.filter(convention=convention).aggregate(last=Max("rank"))["last"] or 0
    article = known or Article(scheme_id=convention.scheme_id, convention=convention, number=number, rank=last + 1)
    article.title, article.text = title, text
    article.rank = rank or article.rank
    article.save()
    record_on(convention, by, "write_article", N_("Article rédigé"), article=number)
    return article


@operation
def set_parameter(
    *,
    by: Actor,
    convention_id: int,
    name: str,
    value: rules.Value,
    article_number: str = "",
    is_placeholder: bool = False,
) -> None:
    """Sets a parameter of a convention in preparation: cents, per mille and counts are integers, days are dates.

    `is_placeholder` says that the text does not give the value. Refuses with `NotYourRole`, `TextNoLongerADraft`,
    `ParameterUnknown`, `ParameterValueWrong`.
    """
    convention = draft(by, convention_id)
    convention.parameters.update_or_create(
        name=name,
        amendment=None,
        defaults={
            "scheme_id": convention.scheme_id,
            "value": rules.write(name, value),
            "article_number": article_number,
            "is_placeholder": is_placeholder,
        },
    )
    record_on(convention, by, "set_parameter", N_("Paramètre fixé"), parameter=name)


@operation
def sign_convention(*, by: Actor, convention_id: int, party: str, on: date) -> Convention:
    """Records the signature of a party ("authority" or "funder"); the convention is in force on the last one.

    A past day is accepted: a convention signed before the software came is entered with its dates. Refuses with
    `NotYourRole`, `DateInTheFuture`, `AlreadySignedByThisParty`, `ArticleMissing`, `ParameterMissing`, `DatesDisagree`,
    and for the authority `DeliberationMissing`, `DeliberationNotExecutory` (CGCT L.3131-1).
    """
    refuse_unless(policies.may_record_signature(by.role, party))
    refuse_future(on)
    [convention] = lock(Convention.objects.filter(pk=convention_id))
    if (signed := convention.signed_on(party)) is not None:
        raise errors.AlreadySignedByThisParty(on=signed)
    refuse_incomplete_articles([(article.number, article.text) for article in convention.articles.all()])
    _refuse_incomplete_parameters(convention)
    if party == states.AUTHORITY:
        refuse_unauthorised(convention.deliberation_id, on)
    is_last = sign(convention, party, on)
    if is_last:
        convention.in_force_on = rules.effective_on(signatures(convention), None)
    convention.save()
    if is_last:
        convention.parameters.filter(amendment=None).update(effective_on=convention.in_force_on)
    record_on(convention, by, "sign_convention", signature_sentence(party), on=on)
    return convention


def draft(by: Actor, convention_id: int) -> Convention:
    """The convention, locked; refuses when this role may not write, or a party has signed."""
    refuse_unless(policies.may_keep_convention(by.role))
    [convention] = lock(Convention.objects.filter(pk=convention_id))
    refuse_signed(convention)
    return convention


def own_deliberation(by: Actor, deliberation_id: int) -> Deliberation:
    """A deliberation of the author's own authority; any other raises `DoesNotExist`, as if there were none."""
    return acts.deliberation(deliberation_id, by.organisation_id)


def refuse_signed(text: Convention | Amendment) -> None:
    """Refuses with `TextNoLongerADraft` a text that a party has signed."""
    if text.state != states.DRAFTED or signatures(text):
        raise errors.TextNoLongerADraft()


def refuse_unauthorised(deliberation_id: int | None, on: date) -> None:
    """Refuses a signature without an executory deliberation."""
    if deliberation_id is None:
        raise errors.DeliberationMissing()
    if not acts.is_executory(deliberation_id, on):
        raise errors.DeliberationNotExecutory(on=on)


def refuse_incomplete_articles(articles: list[tuple[str, str]]) -> None:
    """Refuses when there is no article, or one without text. Each is (number, text)."""
    empty = [number for number, text in articles if not text.strip()] if articles else ["1"]
    if empty:
        raise errors.ArticleMissing(articles=", ".join(empty))


def refuse_disagreeing_dates(found: dict[str, rules.Value]) -> None:
    """Refuses an end before its beginning."""
    for first, second in (
        ("action_starts_on", "action_ends_on"),
        ("eligible_from", "eligible_to"),
        ("action_ends_on", "convention_ends_on"),
    ):
        start, end = found[first], found[second]
        if isinstance(start, date) and isinstance(end, date) and start > end:
            raise errors.DatesDisagree(first=rules.PARAMETERS[first].label, second=rules.PARAMETERS[second].label)


def signatures(text: Convention | Amendment) -> list[date]:
    """The signatures already recorded."""
    return [on for on in (text.authority_signed_on, text.funder_signed_on) if on is not None]


def sign(text: Convention | Amendment, party: str, on: date) -> bool:
    """Writes the signature (not saved) and says whether it is the last."""
    if party == states.AUTHORITY:
        text.authority_signed_on = on
    else:
        text.funder_signed_on = on
    is_last = len(signatures(text)) == len(states.PARTIES)
    lives = states.CONVENTION if isinstance(text, Convention) else states.AMENDMENT
    text.state = lives[text.state]["sign_last" if is_last else "sign_one"]
    return is_last


def signature_sentence(party: str) -> str:
    """How a signature is told in the thread."""
    return N_("Signé par la collectivité") if party == states.AUTHORITY else N_("Signé par le financeur")


def record_on(text: Convention | Amendment, by: Actor, verb: str, summary: str, **data: object) -> None:
    """Writes the line of the thread of a convention or an amendment."""
    kind = "convention" if isinstance(text, Convention) else "amendment"
    record(by=by, verb=verb, subject_kind=kind, subject_id=text.pk, summary=summary, data=data)


def _refuse_incomplete_parameters(convention: Convention) -> None:
    found = {parameter.name: rules.read(parameter.name, parameter.value) for parameter in convention.parameters.all()}
    if lacking := rules.missing(found):
        raise errors.ParameterMissing(parameters=", ".join(rules.PARAMETERS[name].label for name in lacking))
    refuse_disagreeing_dates(found)
