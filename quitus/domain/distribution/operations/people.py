"""Beneficiaries and the referrals that send them to a point."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.distribution import catalogue, policies, queries, states
from quitus.domain.distribution.errors import IdentityErased, NameMissing, PointNotOpen, ReferralNotOpen
from quitus.domain.distribution.models import Beneficiary, BeneficiaryIdentity, BeneficiaryPublic, Referral
from quitus.domain.distribution.operations.custody import number_paper
from quitus.domain.grants import queries as grants
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@dataclass(frozen=True, slots=True)
class Person:
    """What is written of a person who may receive pass: the two conditions, and who it is.

    `publics` are codes of target publics; `far_evidence` a key of `catalogue.FAR_EVIDENCE`, empty when the person is
    not far from digital life.
    """

    first_name: str
    last_name: str
    age_band: str
    commune: str
    publics: Sequence[str]
    far_evidence: str
    phone: str = ""


@operation
def register_beneficiary(*, by: Actor, person: Person) -> Beneficiary:
    """Write down a person; the name goes to a table apart.

    Refuses with `NotYourRole`, `NameMissing`.
    """
    refuse_unless(policies.may_refer(by.role))
    if not person.first_name.strip() or not person.last_name.strip() or not person.commune.strip():
        raise NameMissing()
    scheme_id = current_scheme_id()
    beneficiary = Beneficiary.objects.create(
        scheme_id=scheme_id,
        reference=number_paper("P", clock.today()),
        age_band=person.age_band,
        commune=person.commune.strip(),
        far_from_digital=bool(person.far_evidence),
        far_evidence=person.far_evidence,
    )
    BeneficiaryIdentity.objects.create(
        scheme_id=scheme_id,
        beneficiary=beneficiary,
        first_name=person.first_name.strip(),
        last_name=person.last_name.strip(),
        phone=person.phone.strip(),
    )
    wanted = set(person.publics)
    BeneficiaryPublic.objects.bulk_create(
        BeneficiaryPublic(scheme_id=scheme_id, beneficiary=beneficiary, public=public)
        for public in grants.publics()
        if public.code in wanted
    )
    record(
        by=by,
        verb="register_beneficiary",
        subject_kind="beneficiary",
        subject_id=beneficiary.pk,
        summary=N_("Bénéficiaire enregistré"),
    )
    return beneficiary


@operation
def refer_beneficiary(*, by: Actor, beneficiary_id: int, point_id: int, issued_on: date, note: str = "") -> Referral:
    """Issue a fiche d'orientation that sends a person to a point. It hands out nothing.

    Refuses with `NotYourRole`, `DateInTheFuture`, `PointNotOpen`.
    """
    refuse_unless(policies.may_refer(by.role))
    refuse_future(issued_on)
    assert by.user_id is not None  # only persons hold these roles
    point = queries.point(point_id)
    if not point.is_open(issued_on):
        raise PointNotOpen(point=point.name, on=issued_on)
    referral = Referral.objects.create(
        scheme_id=current_scheme_id(),
        number=number_paper("F", issued_on),
        beneficiary=Beneficiary.objects.get(pk=beneficiary_id),
        prescriber_id=by.user_id,
        point=point,
        issued_on=issued_on,
        note=note.strip(),
    )
    _told(by, "refer_beneficiary", referral, N_("Fiche d'orientation %(number)s établie"))
    return referral


@operation
def close_referral(*, by: Actor, referral_id: int, closed_on: date, reason: str) -> Referral:
    """Close a referral without a hand-out, for a reason of `catalogue.CLOSING_REASONS`.

    Refuses with `NotYourRole`, `DateInTheFuture`, `ReferralNotOpen`.
    """
    refuse_unless(policies.may_refer(by.role))
    refuse_future(closed_on)
    if reason not in catalogue.CLOSING_REASONS:
        raise ValueError(reason)
    referral = lock_referral(referral_id)
    end_referral(referral, "close_referral", closed_on, reason)
    _told(by, "close_referral", referral, N_("Fiche %(number)s classée sans remise"))
    return referral


def lock_referral(referral_id: int) -> Referral:
    """The referral, locked, with its point and its person."""
    (found,) = lock(Referral.objects.select_related("point", "beneficiary").filter(pk=referral_id))
    return found


def end_referral(referral: Referral, verb: str, on: date, reason: str = "") -> None:
    """Bring a locked referral to the state that follows `verb`. Refuses with `ReferralNotOpen`."""
    state = after(states.REFERRAL, referral.state, verb)
    if state is None:
        raise ReferralNotOpen(number=referral.number, state=states.REFERRAL_LABELS[referral.state])
    referral.state = state
    referral.closed_on = on
    referral.closing_reason = reason
    referral.save(update_fields=["state", "closed_on", "closing_reason"])


@operation
def reveal_identity(*, by: Actor, referral_id: int) -> BeneficiaryIdentity:
    """The name behind a referral, for who meets the person; each reading is recorded.

    A prescriber sees the persons he referred, an agent those sent to a point where he is appointed.
    Refuses with `NotYourRole`, `IdentityErased`.
    """
    referral = queries.referral(referral_id)
    refuse_unless(policies.may_read_identity(by.role, concerned=queries.is_concerned(by, referral)))
    identity = BeneficiaryIdentity.objects.filter(beneficiary_id=referral.beneficiary_id).first()
    if identity is None:
        raise IdentityErased()
    record(
        by=by,
        verb="reveal_identity",
        subject_kind="beneficiary",
        subject_id=referral.beneficiary_id,
        summary=N_("Identité consultée"),
        data={"referral": referral.number},
    )
    return identity


def _told(by: Actor, verb: str, referral: Referral, summary: str) -> None:
    data = {"number": referral.number}
    record(by=by, verb=verb, subject_kind="referral", subject_id=referral.pk, summary=summary, data=data)
