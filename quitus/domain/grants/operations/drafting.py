"""Writing a convention: its parties, articles, annexes and parameters, and the deliberation behind it."""

from collections.abc import Sequence

from django.db.models import Max

from quitus.domain.grants import errors, policies, rules, states
from quitus.domain.grants.files import FileFacts
from quitus.domain.grants.models import Annex, Article, Convention, Parameter, Party
from quitus.domain.grants.operations.opening import open_convention, own_deliberation, record_on
from quitus.domain.organisations.models import Scheme
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def draft_convention(*, by: Actor, number: str, title: str, deliberation_id: int | None = None) -> Convention:
    """Begins the convention of the current scheme, between its authority and its funder; the deliberation that
    authorises it may be attached later.

    Refuses with `NotYourRole`, `ConventionAlreadyOpen`.
    """
    refuse_unless(policies.may_keep_convention(by.role))
    [scheme] = lock(Scheme.objects.filter(pk=current_scheme_id()))  # two begun at once would be two open ones
    if (open_one := Convention.objects.exclude(state=states.CLOSED).first()) is not None:
        raise errors.ConventionAlreadyOpen(number=open_one.number)
    convention = Convention.objects.create(
        scheme=scheme,
        number=number,
        title=title,
        deliberation=own_deliberation(by, deliberation_id) if deliberation_id else None,
    )
    Party.objects.bulk_create(
        Party(scheme=scheme, convention=convention, role=role, organisation_id=organisation_id)
        for role, organisation_id in ((states.AUTHORITY, scheme.authority_id), (states.FUNDER, scheme.funder_id))
    )
    record_on(convention, by, "draft_convention", N_("Convention mise en préparation"))
    return convention


@operation
def attach_deliberation(*, by: Actor, convention_id: int, deliberation_id: int) -> Convention:
    """Names the deliberation that authorises the authority to sign.

    Refuses with `NotYourRole`, `TextNoLongerADraft`.
    """
    lacked_it = Convention.objects.filter(pk=convention_id, deliberation=None).exists()
    convention = open_convention(by, convention_id, was_empty=lacked_it)
    convention.deliberation = own_deliberation(by, deliberation_id)
    convention.save()
    record_on(convention, by, "attach_deliberation", N_("Délibération rattachée"))
    return convention


@operation
def name_party(
    *,
    by: Actor,
    convention_id: int,
    organisation_id: int,
    role: str,
    named_as: Sequence[str],
    represented_by: str = "",
) -> Party:
    """Says how the text calls a party ("authority", "funder" or "other"): every name, each as it stands there.

    It reads the text and does not change it, so that it may be done at any time. Refuses with `NotYourRole`,
    `PartyNotOfThisRole`, `PartyAlreadyNamed`.
    """
    refuse_unless(policies.may_keep_convention(by.role))
    [convention] = lock(Convention.objects.filter(pk=convention_id))
    known = {one.role: one for one in convention.parties.all()}
    by_organisation = {one.organisation_id: one for one in known.values()}
    party = by_organisation.get(organisation_id)
    if party is None:
        if role != states.OTHER_PARTY and role in known:
            raise errors.PartyNotOfThisRole()
        party = Party(scheme_id=convention.scheme_id, convention=convention, organisation_id=organisation_id, role=role)
    elif party.role != role:
        raise errors.PartyAlreadyNamed()
    party.represented_by = represented_by.strip()
    party.named_as = list(dict.fromkeys(name.strip() for name in named_as if name.strip()))
    party.save()
    record_on(convention, by, "name_party", N_("Partie nommée : %(names)s"), names=", ".join(party.named_as))
    return party


@operation
def write_article(
    *, by: Actor, convention_id: int, number: str, title: str, text: str, rank: int | None = None
) -> Article:
    """Writes an article of a convention in preparation, or writes it again; one entered as signed long ago takes only
    those that it lacks.

    Without `rank` a new article comes last. Refuses with `NotYourRole`, `TextNoLongerADraft`.
    """
    lock(Convention.objects.filter(pk=convention_id))  # what it lacks is looked at while nobody else writes
    known = Article.objects.filter(convention_id=convention_id, number=number).first()
    convention = open_convention(by, convention_id, was_empty=known is None or not known.text.strip())
    last = Article.objects.filter(convention=convention).aggregate(last=Max("rank"))["last"] or 0
    article = known or Article(scheme_id=convention.scheme_id, convention=convention, number=number, rank=last + 1)
    article.title, article.text = title, text
    article.rank = rank or article.rank
    article.save()
    record_on(convention, by, "write_article", N_("Article rédigé"), article=number)
    return article


@operation
def write_annex(
    *, by: Actor, convention_id: int, number: str, title: str, text: str = "", file: FileFacts | None = None
) -> Annex:
    """Writes an annex of a convention in preparation: its text, its file (already among the documents), or both; the
    file it had stays when none is given. One entered as signed long ago takes only those that it lacks.

    Refuses with `NotYourRole`, `TextNoLongerADraft`.
    """
    lock(Convention.objects.filter(pk=convention_id))  # what it lacks is looked at while nobody else writes
    known = Annex.objects.filter(convention_id=convention_id, number=number).first()
    was_empty = known is None or not (known.sha256 or known.text.strip())
    convention = open_convention(by, convention_id, was_empty=was_empty)
    last = Annex.objects.filter(convention=convention).aggregate(last=Max("rank"))["last"] or 0
    annex = known or Annex(scheme_id=convention.scheme_id, convention=convention, number=number, rank=last + 1)
    annex.title, annex.text = title, text
    keep_file(annex, file)
    annex.save()
    record_on(convention, by, "write_annex", N_("Annexe enregistrée"), annex=number)
    return annex


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
    """Sets a parameter of a convention in preparation: cents, per mille, counts and delays are integers, days are
    dates, publics a tuple of codes. One entered as signed long ago takes only those that it lacks, from its entry into
    force.

    `is_placeholder` says that the text does not give the value. Refuses with `NotYourRole`, `TextNoLongerADraft`,
    `ParameterUnknown`, `ParameterValueWrong`.
    """
    is_new = not Convention.objects.filter(pk=convention_id, parameters__name=name, parameters__amendment=None).exists()
    convention = open_convention(by, convention_id, was_empty=is_new)
    convention.parameters.update_or_create(
        name=name,
        amendment=None,
        defaults={
            "scheme_id": convention.scheme_id,
            "value": rules.write(name, value),
            "article_number": article_number,
            "is_placeholder": is_placeholder,
            "effective_on": convention.in_force_on,
        },
    )
    record_on(convention, by, "set_parameter", N_("Paramètre fixé"), parameter=name)


@operation
def confirm_parameter(*, by: Actor, parameter_id: int, article_number: str = "") -> Parameter:
    """Records that a supposed value is the one that the text gives, with its article when it is told; the value stays.

    A value that turns out wrong is changed by an amendment, not here. Refuses with `NotYourRole`,
    `ParameterNotSupposed`.
    """
    refuse_unless(policies.may_keep_convention(by.role))
    [parameter] = lock(Parameter.objects.select_related("convention", "amendment").filter(pk=parameter_id))
    if not parameter.is_placeholder:
        raise errors.ParameterNotSupposed(parameter=rules.PARAMETERS[parameter.name].label)
    parameter.is_placeholder = False
    parameter.article_number = article_number.strip() or parameter.article_number
    parameter.save()
    text = parameter.amendment or parameter.convention
    record_on(text, by, "confirm_parameter", N_("Valeur confirmée"), parameter=parameter.name)
    return parameter


def keep_file(row: object, file: FileFacts | None) -> None:
    """Writes the four columns of a file (not saved); nothing changes without one."""
    if file is not None:
        for column in ("file_name", "sha256", "media_type", "size"):
            setattr(row, column, getattr(file, column))
