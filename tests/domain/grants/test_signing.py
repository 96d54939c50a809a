"""Who signs, what is missing before, where the originals are, and texts signed before the software came."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.grants import errors, files, operations, queries, states
from quitus.domain.grants.models import AmendedAnnex, AmendedArticle, Annex, Convention, Original, Party, PowerToSign
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from tests.factories.people import Person, make_person
from tests.factories.texts import SIGNED_ON, draft_amendment, draft_convention, make_deliberation

SCAN = files.FileFacts("original.pdf", "a" * 64, "application/pdf", 1_000)


@pytest.fixture
def drafted(scheme: Scheme, anne: Person) -> Convention:
    return draft_convention(anne.actor, scheme, deliberation=make_deliberation(anne.actor, scheme.authority_id))


def sign(by: Person, convention: Convention, party: str = "authority", on: date = SIGNED_ON, **told: Any) -> Convention:
    return operations.sign_convention(by=by.actor, convention_id=convention.pk, party=party, on=on, **told)


def give(by: Person, starts_on: date, ends_on: date | None = None, **told: Any) -> PowerToSign:
    facts = {"party": "authority", "person_name": "Vice-présidence (exemple)", "basis": "Arrêté 2021-7", **told}
    return operations.give_power_to_sign(by=by.actor, starts_on=starts_on, ends_on=ends_on, **facts)


def codes(convention: Any) -> list[str]:
    return [lack.code for lack in queries.lacks(convention)]


def test_one_refusal_lists_all_that_is_missing(scheme: Scheme, anne: Person) -> None:
    bare = operations.draft_convention(by=anne.actor, number="1", title="Nue")
    operations.write_article(by=anne.actor, convention_id=bare.pk, number="1", title="Objet", text="")
    operations.write_annex(by=anne.actor, convention_id=bare.pk, number="A", title="Budget")

    with pytest.raises(errors.NotReadyToSign) as refused:
        sign(anne, bare)

    lacks = refused.value.facts["lacks"]
    assert isinstance(lacks, tuple)
    found = ["article_missing", "annex_missing", "parameter_missing", "deliberation_missing", "signatory_missing"]
    assert [lack.code for lack in lacks] == found
    assert [code for code in codes(bare) if code in found] == [*found, "signatory_missing"]  # the funder's too


def test_the_only_power_of_the_day_signs_and_of_several_one_is_named(drafted: Convention, anne: Person) -> None:
    deputy = give(anne, date(2021, 1, 1), SIGNED_ON)
    with pytest.raises(errors.SignatoryToChoose):
        sign(anne, drafted)
    with pytest.raises(errors.SignatoryWithoutPower, match="Vice-présidence"):
        sign(anne, drafted, on=date(2021, 3, 12), signatory_id=deputy.pk)
    with pytest.raises(errors.SignatoryWithoutPower):  # of the other party
        sign(anne, drafted, party="funder", signatory_id=deputy.pk)

    assert sign(anne, drafted, signatory_id=deputy.pk).authority_signatory == deputy
    signed = sign(anne, drafted, party="funder")
    assert signed.signatory("funder") == PowerToSign.objects.get(party="funder")


def test_nobody_signs_without_the_power_that_day(drafted: Convention, anne: Person, scheme: Scheme) -> None:
    [power] = queries.powers_to_sign(scheme.pk).filter(party="authority")
    operations.end_power_to_sign(by=anne.actor, power_id=power.pk, ends_on=date(2021, 3, 10))

    with pytest.raises(errors.SignatoryMissing):
        sign(anne, drafted)
    assert sign(anne, drafted, on=date(2021, 3, 10)).authority_signatory == power


def test_a_power_does_not_end_before_what_was_signed_by_it(drafted: Convention, anne: Person) -> None:
    power = sign(anne, drafted).authority_signatory
    assert power is not None
    with pytest.raises(errors.PowerUsedLater):
        operations.end_power_to_sign(by=anne.actor, power_id=power.pk, ends_on=date(2021, 3, 10))
    operations.end_power_to_sign(by=anne.actor, power_id=power.pk, ends_on=SIGNED_ON)
    with pytest.raises(errors.PowerAlreadyEnded):
        operations.end_power_to_sign(by=anne.actor, power_id=power.pk, ends_on=SIGNED_ON)


def test_a_power_names_a_person_its_text_and_its_days(anne: Person, scheme: Scheme, dado: Person) -> None:
    with pytest.raises(errors.PowerWithoutBasis):
        give(anne, SIGNED_ON, basis=" ")
    with pytest.raises(errors.PowerEndsBeforeItStarts):
        give(anne, SIGNED_ON, date(2021, 3, 10))
    with pytest.raises(NotYourRole):
        give(dado, SIGNED_ON)
    officer = make_person(scheme, "Inès Fontaine", roles.FUNDER, scheme.funder)
    with pytest.raises(NotYourRole):
        give(officer, SIGNED_ON)
    assert give(officer, SIGNED_ON, party="funder").holds(SIGNED_ON)
    assert not queries.powers_to_sign(scheme.pk, date(2021, 3, 10)).exists()


def test_two_originals_are_kept_once_signed(drafted: Convention, anne: Person) -> None:
    told: dict[str, Any] = {"by": anne.actor, "convention_id": drafted.pk, "file": SCAN}
    with pytest.raises(errors.OriginalBeforeSignature):
        operations.keep_original(party="authority", kept_at="Armoire 3", **told)
    sign(anne, drafted)
    sign(anne, drafted, party="funder")
    drafted.refresh_from_db()
    assert codes(drafted).count("original_missing") == 2
    with pytest.raises(errors.OriginalKeptNowhere):
        operations.keep_original(party="authority", kept_at=" ", **told)

    kept = operations.keep_original(party="authority", kept_at="Armoire 3", **told)

    with pytest.raises(errors.OriginalAlreadyKept):
        operations.keep_original(party="authority", kept_at="Armoire 4", **told)
    assert operations.move_original(by=anne.actor, original_id=kept.pk, kept_at="Archives").kept_at == "Archives"
    assert codes(drafted).count("original_missing") == 1


def test_a_text_signed_long_ago_is_entered_with_what_it_lacks(scheme: Scheme, anne: Person) -> None:
    old = operations.draft_convention(by=anne.actor, number="1", title="Ancienne")
    operations.set_parameter(by=anne.actor, convention_id=old.pk, name="budget_cents", value=1)
    dates = {"authority_signed_on": date(2019, 2, 1), "funder_signed_on": date(2019, 3, 1)}
    with pytest.raises(DateInTheFuture):
        operations.enter_signed_convention(
            by=anne.actor, convention_id=old.pk, **(dates | {"funder_signed_on": date(2999, 1, 1)})
        )

    entered = operations.enter_signed_convention(by=anne.actor, convention_id=old.pk, **dates)

    assert (entered.state, entered.in_force_on, entered.is_entered) == (states.SIGNED, date(2019, 3, 1), True)
    assert codes(entered) == [
        "article_missing",
        "parameter_missing",
        "deliberation_missing",
        "signatory_missing",
        "signatory_missing",
        "original_missing",
        "original_missing",
        "party_without_name",
        "party_without_name",
    ]
    with pytest.raises(errors.TermsIncomplete, match="Part du financeur"):
        queries.terms_at(scheme.pk, date(2019, 4, 1))
    assert queries.days_coming(scheme.pk, date(2019, 4, 1)) == []


def test_what_an_entered_text_lacks_is_filled_and_what_it_says_stays(scheme: Scheme, anne: Person) -> None:
    old = draft_convention(anne.actor, scheme, budget_cents=5)
    operations.enter_signed_convention(
        by=anne.actor, convention_id=old.pk, authority_signed_on=SIGNED_ON, funder_signed_on=SIGNED_ON
    )
    told: dict[str, Any] = {"by": anne.actor, "convention_id": old.pk}
    for change in (
        lambda: operations.set_parameter(name="budget_cents", value=6, **told),
        lambda: operations.write_article(number="2", title="Durée", text="Autre.", **told),
    ):
        with pytest.raises(errors.TextNoLongerADraft):
            change()

    operations.set_parameter(name="handout_size_max", value=12, **told)
    operations.write_article(number="7", title="Litiges", text="Tribunal.", **told)
    operations.write_annex(number="A", title="Budget", file=SCAN, **told)
    act = make_deliberation(anne.actor, scheme.authority_id)
    operations.attach_deliberation(deliberation_id=act.pk, **told)

    assert queries.terms_at(scheme.pk, SIGNED_ON).handout_size_max == 12
    with pytest.raises(errors.TextNoLongerADraft):
        operations.write_annex(number="A", title="Budget", text="Autre", **told)
    with pytest.raises(errors.TextNoLongerADraft):
        operations.attach_deliberation(deliberation_id=act.pk, **told)
    old.refresh_from_db()
    assert codes(old)[:1] == ["original_missing"]


def test_an_amendment_signed_too_late_is_entered_and_told(convention: Convention, anne: Person) -> None:
    late = draft_amendment(anne.actor, convention)
    entered = operations.enter_signed_amendment(
        by=anne.actor,
        amendment_id=late.pk,
        authority_signed_on=date(2023, 8, 1),
        funder_signed_on=date(2023, 8, 2),
    )

    assert entered.in_force_on == date(2023, 8, 2)
    assert codes(entered)[:2] == ["deliberation_missing", "amendment_after_the_end"]
    assert queries.terms_at(convention.scheme_id, date(2023, 8, 2)).action_ends_on == date(2023, 12, 31)


def test_a_party_is_named_under_every_name_of_the_text(drafted: Convention, scheme: Scheme, anne: Person) -> None:
    told: dict[str, Any] = {"by": anne.actor, "convention_id": drafted.pk}
    operations.name_party(
        organisation_id=scheme.authority_id,
        role="authority",
        named_as=["titulaire", " bénéficiaire ", "titulaire", ""],
        **told,
    )
    with pytest.raises(errors.PartyNotOfThisRole):
        operations.name_party(organisation_id=anne.user.pk + 10_000, role="funder", named_as=["ANCT"], **told)
    with pytest.raises(errors.PartyAlreadyNamed):
        operations.name_party(organisation_id=scheme.authority_id, role="other", named_as=["porteur"], **told)

    authority, funder = queries.parties(drafted.pk)
    assert (authority.role, authority.named_as) == ("authority", ["titulaire", "bénéficiaire"])
    assert (funder.organisation, funder.named_as) == (scheme.funder, [])


def test_files_that_may_not_be_kept_are_refused() -> None:
    assert files.fit_media_type(b"%PDF-1.7") == "application/pdf"
    for content, refusal in (
        (b"", errors.FileEmpty),
        (b"MZ program", errors.FileOfThisTypeRefused),
        (b"%PDF-" + bytes(files.MOST_BYTES), errors.FileTooLarge),
    ):
        with pytest.raises(refusal):
            files.fit_media_type(content)


def test_the_database_keeps_the_promises_around_signing(convention: Convention, anne: Person, scheme: Scheme) -> None:
    amendment = draft_amendment(anne.actor, convention)
    of: dict[str, Any] = {"scheme_id": scheme.pk}
    scan = {"file_name": "o.pdf", "sha256": "b" * 64, "media_type": "application/pdf", "size": 1}
    power = PowerToSign.objects.filter(party="funder")
    Original.objects.create(**of, **scan, convention=convention, party="funder", kept_at="Ici")
    for constraint, breaking in (
        ("a_power_to_sign_does_not_end_before_it_starts", lambda: power.update(ends_on=date(2000, 1, 1))),
        ("a_power_to_sign_names_a_person_and_its_basis", lambda: power.update(basis="")),
        ("a_power_to_sign_is_of_a_signing_party", lambda: power.update(party="other")),
        ("an_original_is_of_one_text", lambda: Original.objects.update(amendment=amendment)),
        ("an_original_is_scanned_whole", lambda: Original.objects.update(sha256="")),
        ("an_original_is_kept_somewhere", lambda: Original.objects.update(kept_at="")),
        ("an_original_is_a_signing_partys", lambda: Original.objects.update(party="other")),
        (
            "a_party_keeps_one_original_of_a_text",
            lambda: Original.objects.create(**of, **scan, convention=convention, party="funder", kept_at="Là"),
        ),
        ("a_party_has_a_known_role", lambda: Party.objects.update(role="notary")),
        (
            "one_authority_and_one_funder_sign_a_convention",
            lambda: Party.objects.filter(role="funder").update(role="authority"),
        ),
        (
            "an_organisation_is_one_party_of_a_convention",
            lambda: Party.objects.filter(role="funder").update(organisation=scheme.authority, role="other"),
        ),
        (
            "a_repealed_article_says_nothing",
            lambda: AmendedArticle.objects.filter(amendment=amendment).update(is_repeal=True),
        ),
        (
            "a_repealed_annex_says_nothing",
            lambda: AmendedAnnex.objects.create(
                **of, amendment=amendment, annex_number="1", title="T", text="t", is_repeal=True
            ),
        ),
        (
            "file_of_an_annex_is_whole_or_absent",
            lambda: Annex.objects.create(**of, convention=convention, number="1", title="T", rank=1, size=3),
        ),
        (
            "signatory_of_an_amendment_has_signed",
            lambda: type(amendment).objects.update(funder_signatory=power.get()),
        ),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            breaking()
