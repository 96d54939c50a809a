"""What a text still lacks: before it is signed, or since it was entered as signed long ago."""

from datetime import date

from quitus.domain.acts import queries as acts
from quitus.domain.grants import errors, readiness, rules, states
from quitus.domain.grants.models import Amendment, Convention, PowerToSign
from quitus.domain.grants.queries.terms import drafted, found_at
from quitus.kernel.clock import today
from quitus.kernel.refusals import Refusal

ENDS = ("action_ends_on", "convention_ends_on")


def lacks(text: Convention | Amendment) -> list[Refusal]:
    """Everything that the page « Ce qui manque » tells of a text: each is the refusal that it would make alone.

    A party that has signed is looked at on its day, the other today. What prevents nothing is told too: originals not
    joined, values to confirm, parties that the text does not name.
    """
    if text.state == states.WITHDRAWN:
        return []
    folder = folder_of(text)
    found = [
        lack
        for party in states.PARTIES
        for lack in lacks_of_party(
            text, folder, party, text.signed_on(party) or today(), getattr(text, f"{party}_signatory_id")
        )
    ]
    found += unfit(text, folder, _last_day(text))
    found += _to_complete(text)
    told: dict[str, Refusal] = {}
    for lack in found:
        told.setdefault(str(lack), lack)
    return list(told.values())


def lacks_of_party(
    text: Convention | Amendment, folder: readiness.Folder, party: str, on: date, signatory_id: int | None
) -> list[Refusal]:
    """What is missing before this party may sign this text on the day `on`."""
    is_executory = party == states.AUTHORITY and acts.is_executory(text.deliberation_id, on)
    return readiness.lacks(folder, party=party, on=on, is_executory=is_executory, signatory_id=signatory_id)


def folder_of(text: Convention | Amendment, on: date | None = None) -> readiness.Folder:
    """What is looked at before this text is signed; an amendment is laid over what stands on the day `on` (that of its
    effect, or today, by default).
    """
    powers = list(PowerToSign.objects.filter(scheme_id=text.scheme_id))
    if isinstance(text, Convention):
        set_here = text.parameters.filter(amendment=None)
        return readiness.Folder(
            passages=[(one.number, one.text) for one in text.articles.all()],
            annexes=[(one.number, bool(one.sha256 or one.text.strip())) for one in text.annexes.all()],
            found={one.name: rules.read(one.name, one.value) for one in set_here},
            deliberation_id=text.deliberation_id,
            powers=powers,
        )
    articles, annexes = text.articles.all(), text.annexes.all()
    stands = found_at(text.convention, on or text.in_force_on or today(), without=text)
    return readiness.Folder(
        passages=[(one.article_number, one.text) for one in articles if not one.is_repeal],
        annexes=[(one.annex_number, bool(one.sha256 or one.text.strip())) for one in annexes if not one.is_repeal],
        found=stands | drafted(text),
        is_amendment=True,
        changes_something=bool(articles) or bool(annexes),
        deliberation_id=text.deliberation_id,
        powers=powers,
    )


def unfit(text: Convention | Amendment, folder: readiness.Folder, on: date) -> list[Refusal]:
    """What does not hold together if this text is signed, or its last signature given, on the day `on`."""
    labels = [(rules.PARAMETERS[one].label, rules.PARAMETERS[two].label) for one, two in _disagreeing(folder)]
    found: list[Refusal] = [errors.DatesDisagree(first=first, second=second) for first, second in labels]
    return found if isinstance(text, Convention) else [*_out_of_time(text, on), *found]


def _disagreeing(folder: readiness.Folder) -> list[tuple[str, str]]:
    return rules.disagreeing_dates(folder.found)


def _out_of_time(text: Amendment, on: date) -> list[Refusal]:
    """An amendment that comes before its convention, before another one, or after the end that it prolongs."""
    in_force_on = text.convention.in_force_on
    if in_force_on is None or on < in_force_on:
        return [errors.AmendmentBeforeConvention(in_force_on=in_force_on)]
    effect_on = text.in_force_on or rules.effective_on([on, *_signed(text)], text.stated_effect_on)
    earlier = Amendment.objects.filter(
        convention_id=text.convention_id, state=states.SIGNED, number__lt=text.number, in_force_on__gt=effect_on
    )
    found: list[Refusal] = [
        errors.AmendmentBeforeAnother(number=one.number, in_force_on=one.in_force_on)
        for one in earlier.order_by("-in_force_on")[:1]
    ]
    stands, changes = found_at(text.convention, effect_on, without=text), drafted(text)
    for name in ENDS:
        former, new = stands.get(name), changes.get(name)
        if isinstance(former, date) and isinstance(new, date) and new > former and effect_on > former:
            return found if text.override_reason else [*found, errors.AmendmentAfterTheEnd(ends_on=former)]
    return found


def _last_day(text: Convention | Amendment) -> date:
    signed = _signed(text)
    return max(signed) if len(signed) == len(states.PARTIES) else today()


def _signed(text: Convention | Amendment) -> list[date]:
    return [on for on in (text.authority_signed_on, text.funder_signed_on) if on is not None]


def _to_complete(text: Convention | Amendment) -> list[Refusal]:
    """What prevents nothing, and is owed all the same."""
    found: list[Refusal] = []
    if text.in_force_on is not None:
        kept = {one.party for one in text.originals.all()}
        found += [errors.OriginalMissing(party=label) for party, label in states.PARTIES.items() if party not in kept]
    own = text.parameters.filter(amendment=None) if isinstance(text, Convention) else text.parameters.all()
    if supposed := [rules.PARAMETERS[one.name].label for one in own if one.is_placeholder]:
        found.append(errors.ParametersToConfirm(parameters=tuple(supposed)))
    if isinstance(text, Convention):
        unnamed = [one for one in text.parties.all() if not one.named_as]
        found += [errors.PartyWithoutName(party=states.PARTY_ROLES[one.role]) for one in unnamed]
    return found
