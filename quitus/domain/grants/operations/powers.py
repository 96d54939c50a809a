"""Who may sign for the parties, and where their signed originals are."""

from datetime import date

from django.db.models import Q

from quitus.domain.audit.operations import record
from quitus.domain.grants import errors, policies, states
from quitus.domain.grants.files import FileFacts
from quitus.domain.grants.models import Amendment, Convention, Original, PowerToSign
from quitus.domain.grants.operations.opening import record_on
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def give_power_to_sign(
    *,
    by: Actor,
    party: str,
    person_name: str,
    basis: str,
    starts_on: date,
    quality: str = "",
    ends_on: date | None = None,
) -> PowerToSign:
    """Records that a person may sign for a party ("authority" or "funder") from `starts_on` to `ends_on`, both days
    included; `basis` is the article of the code, or the act of delegation (CGCT L.3221-3 for a département).

    Refuses with `NotYourRole`, `PowerWithoutBasis`, `PowerEndsBeforeItStarts`.
    """
    refuse_unless(policies.may_record_signature(by.role, party))
    if not person_name.strip() or not basis.strip():
        raise errors.PowerWithoutBasis()
    _refuse_backwards(starts_on, ends_on)
    power = PowerToSign.objects.create(
        scheme_id=current_scheme_id(),
        party=party,
        person_name=person_name.strip(),
        quality=quality.strip(),
        basis=basis.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _record(power, by, "give_power_to_sign", N_("Pouvoir de signer enregistré : %(person)s"))
    return power


@operation
def end_power_to_sign(*, by: Actor, power_id: int, ends_on: date) -> PowerToSign:
    """Gives a power to sign its last day.

    Refuses with `NotYourRole`, `PowerAlreadyEnded`, `PowerEndsBeforeItStarts`, and with `PowerUsedLater` when a
    signature of a later day stands on it.
    """
    [power] = lock(PowerToSign.objects.filter(pk=power_id))
    refuse_unless(policies.may_record_signature(by.role, power.party))
    if power.ends_on is not None:
        raise errors.PowerAlreadyEnded(ends_on=power.ends_on)
    _refuse_backwards(power.starts_on, ends_on)
    for texts in (Convention.objects.all(), Amendment.objects.all()):
        used = {f"{power.party}_signatory": power, f"{power.party}_signed_on__gt": ends_on}
        if (text := texts.filter(Q(**used)).first()) is not None:
            raise errors.PowerUsedLater(signed_on=text.signed_on(power.party))
    power.ends_on = ends_on
    power.save()
    _record(power, by, "end_power_to_sign", N_("Fin du pouvoir de signer : %(person)s"))
    return power


@operation
def keep_original(
    *,
    by: Actor,
    party: str,
    kept_at: str,
    file: FileFacts,
    convention_id: int | None = None,
    amendment_id: int | None = None,
) -> Original:
    """Keeps the scan of a party's signed original of a convention or an amendment (one of the two keys), and where the
    paper is.

    Refuses with `NotYourRole`, `OriginalBeforeSignature`, `OriginalKeptNowhere`, `OriginalAlreadyKept`.
    """
    refuse_unless(policies.may_record_signature(by.role, party))
    text = _text(convention_id, amendment_id)
    if text.signed_on(party) is None:
        raise errors.OriginalBeforeSignature()
    if not kept_at.strip():
        raise errors.OriginalKeptNowhere()
    if (known := text.originals.filter(party=party).first()) is not None:
        raise errors.OriginalAlreadyKept(kept_at=known.kept_at)
    original = text.originals.create(
        scheme_id=text.scheme_id,
        party=party,
        kept_at=kept_at.strip(),
        file_name=file.file_name,
        sha256=file.sha256,
        media_type=file.media_type,
        size=file.size,
    )
    facts = {"party": states.PARTIES[party], "kept_at": original.kept_at, "sha256": file.sha256}
    record_on(text, by, "keep_original", N_("Original joint, conservé ici : %(kept_at)s"), **facts)
    return original


@operation
def move_original(*, by: Actor, original_id: int, kept_at: str) -> Original:
    """Says where the paper is kept from now on. Refuses with `NotYourRole`, `OriginalKeptNowhere`."""
    [original] = lock(Original.objects.select_related("convention", "amendment").filter(pk=original_id))
    refuse_unless(policies.may_record_signature(by.role, original.party))
    if not kept_at.strip():
        raise errors.OriginalKeptNowhere()
    original.kept_at = kept_at.strip()
    original.save()
    text = original.convention or original.amendment
    assert text is not None  # an_original_is_of_one_text
    record_on(text, by, "move_original", N_("Original déplacé, conservé ici : %(kept_at)s"), kept_at=original.kept_at)
    return original


def _text(convention_id: int | None, amendment_id: int | None) -> Convention | Amendment:
    """The text, locked: two originals joined at once would be one too many."""
    if convention_id is not None:
        [convention] = lock(Convention.objects.filter(pk=convention_id))
        return convention
    assert amendment_id is not None  # one of the two keys is given
    [amendment] = lock(Amendment.objects.filter(pk=amendment_id))
    return amendment


def _refuse_backwards(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise errors.PowerEndsBeforeItStarts(starts_on=starts_on)


def _record(power: PowerToSign, by: Actor, verb: str, summary: str) -> None:
    record(
        by=by,
        verb=verb,
        subject_kind="power_to_sign",
        subject_id=power.pk,
        summary=summary,
        data={
            "person": power.person_name,
            "party": power.party,
            "starts_on": power.starts_on,
            "ends_on": power.ends_on,
        },
    )
