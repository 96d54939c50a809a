"""An act put online: who wrote it, since when, at an address that stays."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.acts import errors, operations, queries, rules, track_errors
from quitus.domain.acts.models import Deliberation, Sitting, SittingMember
from quitus.domain.organisations import roles
from quitus.domain.organisations.operations import within_scheme
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole
from tests.factories.at_once import second_of_two
from tests.factories.people import Person, make_person
from tests.factories.schemes import make_scheme
from tests.factories.texts import make_deliberation

ONLINE_ON = date(2023, 6, 5)
AUTHOR = {"author_name": "Dominique Exemple", "author_quality": "Président du Conseil départemental"}


def publish(by: Person, act: Deliberation, **changes: Any) -> Deliberation:
    with clock.at(ONLINE_ON):
        told = AUTHOR | {"sha256": "a" * 64, "size": 1000} | changes
        return operations.publish_deliberation(by=by.actor, deliberation_id=act.pk, **told)


def test_a_published_act_says_who_when_and_where(act: Deliberation, anne: Person) -> None:
    publish(anne, act)
    found = queries.online_act("226200012-2023-204")
    assert (found.published_on, found.published_by_name) == (ONLINE_ON, "Dominique Exemple")
    assert (found.published_sha256, found.published_size) == ("a" * 64, 1000)
    assert found.deadlines.online_until == date(2023, 8, 5)


def test_what_is_online_is_never_published_again(act: Deliberation, anne: Person) -> None:
    publish(anne, act)
    with pytest.raises(track_errors.AlreadyOnline):
        publish(anne, act, sha256="b" * 64)
    assert Deliberation.objects.get().published_sha256 == "a" * 64


@pytest.mark.parametrize(
    "change",
    [
        lambda act: Deliberation.objects.filter(pk=act.pk).update(title="Autre"),
        lambda act: Deliberation.objects.filter(pk=act.pk).update(published_sha256="b" * 64),
        lambda act: Deliberation.objects.filter(pk=act.pk).update(published_by_name="Un autre"),
        lambda act: Deliberation.objects.filter(pk=act.pk).update(published_slug="ailleurs"),
        lambda act: act.articles.update(text="Autre"),
        lambda act: act.references.update(text="Autre"),
        lambda act: act.articles.all().delete(),
        lambda act: act.articles.create(rank=9, number="9", text="Ajouté après coup"),
        lambda act: act.annexes.create(
            rank=1, title="X", kind="22_AN", file_name="x.pdf", sha256="b" * 64, size=1, media_type="application/pdf"
        ),
        lambda act: act.opinions.create(commission="1re", given_on=date(2023, 5, 2), favourable=False),
        lambda act: act.group_votes.create(rank=1, group="Groupe A", side="against"),
        lambda act: act.earlier_acts.create(rank=1, number="2020-1"),
        lambda act: Deliberation.objects.filter(pk=act.pk).update(votes_against=5),
        lambda act: Deliberation.objects.filter(pk=act.pk).update(report="Un autre exposé"),
        lambda act: Deliberation.objects.filter(pk=act.pk).update(adopted_on=date(2023, 5, 16)),
        lambda act: Deliberation.objects.filter(pk=act.pk).update(number="2023-205"),
        lambda act: Deliberation.objects.filter(pk=act.pk).update(signatory_name="Un autre"),
        lambda act: Deliberation.objects.filter(pk=act.pk).update(signed_on=None),
        lambda act: Deliberation.objects.filter(pk=act.pk).update(transmitted_on=date(2023, 6, 30)),
        lambda act: Sitting.objects.filter(pk=act.sitting_id).update(president="Une autre"),
        lambda act: Sitting.objects.filter(pk=act.sitting_id).update(held_on=date(2023, 5, 16)),
        lambda act: Sitting.objects.filter(pk=act.sitting_id).update(assembly="Une autre"),
        lambda act: Sitting.objects.filter(pk=act.sitting_id).update(present_count=F("present_count") + 1),
        lambda act: SittingMember.objects.create(sitting_id=act.sitting_id, rank=99, name="X", presence="present"),
    ],
)
def test_the_database_refuses_to_change_what_is_online(
    change: Callable[[Deliberation], object], act: Deliberation, anne: Person
) -> None:
    change_before = act.articles.get().text
    signed = {"signatory_name": "D. Exemple", "signatory_quality": "Président", "on": ONLINE_ON}
    with clock.at(ONLINE_ON):
        operations.record_signature(by=anne.actor, deliberation_id=act.pk, **signed)
        operations.record_transmission(by=anne.actor, deliberation_id=act.pk, on=ONLINE_ON)
    publish(anne, act)
    with pytest.raises(IntegrityError), transaction.atomic():
        change(act)
    assert act.articles.get().text == change_before


def test_what_comes_later_is_still_told_of_an_act_online(act: Deliberation, anne: Person) -> None:
    publish(anne, act)
    operations.record_convocation(by=anne.actor, sitting_id=act.sitting_id, convened_on=date(2023, 5, 2))
    told = {"signatory_name": "D. Exemple", "signatory_quality": "Président", "on": ONLINE_ON}
    operations.record_signature(by=anne.actor, deliberation_id=act.pk, **told)
    operations.record_transmission(by=anne.actor, deliberation_id=act.pk, on=ONLINE_ON)
    operations.record_acknowledgement(by=anne.actor, deliberation_id=act.pk, on=ONLINE_ON)
    Deliberation.objects.update(transmitted_on=None, acknowledged_on=None)  # as a cancelled transmission does
    assert Deliberation.objects.get().signatory_name == "D. Exemple"


def test_who_sat_when_an_act_online_was_voted_is_told_no_more(act: Deliberation, anne: Person) -> None:
    sitting = publish(anne, act).sitting
    assert sitting is not None
    assert sitting.attendance is not None
    same = {"by": anne.actor, "sitting_id": sitting.pk, "attendance": sitting.attendance}
    assert operations.record_attendance(**same).attendance == sitting.attendance
    for change in ({"attendance": rules.Attendance(40, 0, 0)}, {"president": "Une autre"}):
        with pytest.raises(errors.SittingOfAnActOnline):
            operations.record_attendance(**(same | change))
    with pytest.raises(errors.SittingOfAnActOnline):
        operations.list_members(by=anne.actor, sitting_id=sitting.pk, members=[rules.Member("Mme X", "present")])


def test_an_act_online_elsewhere_keeps_its_day_when_it_comes_here(act: Deliberation, anne: Person) -> None:
    operations.record_publication(by=anne.actor, deliberation_id=act.pk, on=date(2023, 5, 20))
    assert publish(anne, act).published_on == date(2023, 5, 20)


def test_an_address_stays_when_the_act_has_ended(act: Deliberation, anne: Person) -> None:
    publish(anne, act)
    operations.repeal_deliberation(
        by=anne.actor, deliberation_id=act.pk, on=ONLINE_ON, decided_by="L'assemblée", reason="Erreur"
    )
    assert queries.online_act("226200012-2023-204").ended_by == "L'assemblée"


def test_two_numbers_written_alike_have_two_addresses(act: Deliberation, anne: Person) -> None:
    other = make_deliberation(anne.actor, act.authority_id, "2023/204", held_on=date(2023, 5, 15), executory_on=None)
    assert publish(anne, act).published_slug == "226200012-2023-204"
    assert publish(anne, other).published_slug == "226200012-2023-204-2"


def test_two_numbers_written_alike_put_online_at_once_do_not_break(transactional_db: None) -> None:
    scheme = make_scheme()
    with within_scheme(scheme):
        anne = make_person(scheme, "Anne Lefèvre", roles.MANAGER)
        told = {"held_on": date(2023, 5, 15), "executory_on": None}
        one, other = (
            make_deliberation(anne.actor, scheme.authority_id, number, **told) for number in ("2023-204", "2023/204")
        )
    assert (
        second_of_two(scheme, lambda: publish(anne, one), lambda: publish(anne, other)) is track_errors.AddressJustTaken
    )
    with within_scheme(scheme):
        assert publish(anne, other).published_slug == f"{one_slug(one)}-2"


def one_slug(act: Deliberation) -> str | None:
    return Deliberation.objects.get(pk=act.pk).published_slug


def test_annexes_stay_as_they_are_once_the_act_is_online(act: Deliberation, anne: Person) -> None:
    file = {"file_name": "a.pdf", "size": 9, "media_type": "application/pdf", "title": "Plan"}
    joined = operations.add_annex(by=anne.actor, deliberation_id=act.pk, sha256="c" * 64, **file)
    assert act.are_annexes_open
    assert not publish(anne, act).are_annexes_open
    with pytest.raises(track_errors.AnnexesOfAnActOnline):
        operations.add_annex(by=anne.actor, deliberation_id=act.pk, sha256="d" * 64, **file)
    with pytest.raises(track_errors.AnnexesOfAnActOnline):
        operations.remove_annex(by=anne.actor, annex_id=joined.pk)


@pytest.mark.parametrize("missing", ["author_name", "author_quality"])
def test_a_publication_names_its_author(missing: str, act: Deliberation, anne: Person) -> None:
    with pytest.raises(track_errors.AuthorMissing):
        publish(anne, act, **{missing: " "})


def test_only_an_adopted_act_is_published_and_only_by_who_keeps_acts(
    act: Deliberation, anne: Person, dado: Person
) -> None:
    with pytest.raises(errors.DeliberationNotAdopted):
        publish(anne, operations.draft_deliberation(by=anne.actor, authority_id=act.authority_id, title="Projet"))
    with pytest.raises(NotYourRole):
        publish(dado, act)
    operations.annul_deliberation(
        by=anne.actor, deliberation_id=act.pk, on=ONLINE_ON, decided_by="Le tribunal", reason="Incompétence"
    )
    with pytest.raises(track_errors.ActNoLongerInForce):
        publish(anne, act)


@given(st.text(max_size=40))
def test_any_number_makes_an_address(number: str) -> None:
    part = rules.permanent_part("22620001200012", 7, number)
    assert part.startswith("226200012-")
    assert part == part.strip("-")
    assert set(part) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert rules.permanent_part(None, 7, "2023-204") == "c7-2023-204"
