"""Acts of the past: entered at once, what they lack told and not refused; files joined to acts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.connectors import documents
from quitus.domain.acts import errors, files, operations, queries, rules, states, track_errors
from quitus.domain.acts.gaps import CONTRADICTION, MISSING, WORDS, Facts, gaps
from quitus.domain.acts.models import Deliberation
from quitus.domain.acts.operations import Opinion, PastAct
from quitus.domain.acts.rules import Article, Attendance, GroupCount, Member, Vote
from quitus.domain.audit import queries as audit
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from quitus.usecases.act_files import annex_content, join_annex
from tests.factories.people import Person, make_person
from tests.factories.texts import make_deliberation

HELD = date(2020, 7, 6)
PDF = b"%PDF-1.7 une annexe"
BARE = PastAct(title="Politique numérique", assembly="Conseil départemental", held_on=HELD)
WHOLE = replace(
    BARE,
    number="2020-176",
    articles=[Article("", "", "D'adopter le rapport.")],
    legal_references=["Vu le code ;"],
    opinions=[Opinion("1re commission", date(2020, 7, 1), favourable=True)],
    attendance=Attendance(70, 8, 8),
    vote=Vote(78, 0, 0),
    groups=[GroupCount("Groupe A", states.FOR)],
    signatory_quality="Le Président",
    signed_on=HELD,
    transmitted_on=date(2020, 7, 15),
    acknowledged_on=date(2020, 7, 15),
    published_on=date(2020, 7, 15),
)


def enter(by: Person, scheme: Scheme, act: PastAct) -> Deliberation:
    made = operations.enter_past_act(by=by.actor, authority_id=scheme.authority_id, act=act)
    return queries.deliberation(made.pk)


def codes(act: Deliberation) -> set[str]:
    return {gap.code for gap in queries.gaps_of(act)}


def test_an_act_of_the_past_is_entered_at_once_with_its_history(scheme: Scheme, anne: Person) -> None:
    act = enter(anne, scheme, WHOLE)

    assert (act.state, act.adopted_on, act.executory_on) == (states.ADOPTED, HELD, date(2020, 7, 15))
    assert queries.is_executory(act.pk, date(2020, 7, 15))
    assert codes(act) == set()
    assert (len(act.opinions.all()), len(act.group_votes.all()), act.decision) == (1, 1, "D'adopter le rapport.")
    assert [entry.verb for entry in audit.thread("deliberation", act.pk)] == ["enter_past_act"]


def test_an_act_of_which_little_is_known_is_entered_and_says_what_is_missing(scheme: Scheme, anne: Person) -> None:
    act = enter(anne, scheme, BARE)
    assert act.state == states.ADOPTED
    assert codes(act) == {
        "number_missing",
        "text_missing",
        "attendance_missing",
        "vote_missing",
        "signature_missing",
        "transmission_missing",
        "publication_missing",
    }
    # What is learned later is recorded as for any act, and two acts without number do not hinder one another.
    operations.record_transmission(by=anne.actor, deliberation_id=act.pk, on=date(2020, 7, 15))
    assert "transmission_missing" not in codes(queries.deliberation(act.pk))
    enter(anne, scheme, BARE)


def test_an_act_of_the_past_that_contradicts_itself_is_entered_too(scheme: Scheme, anne: Person) -> None:
    odd = replace(
        WHOLE,
        attendance=Attendance(20, 58, 0),
        vote=Vote(30, 40, 0),
        was_adopted=True,
        groups=[GroupCount("A", "", 1, 1, 1)],
        opinions=[Opinion("1re commission", date(2020, 7, 7), favourable=True)],
        signed_on=date(2020, 7, 1),
        transmitted_on=date(2020, 7, 3),
        acknowledged_on=date(2020, 7, 2),
        published_on=date(2020, 7, 2),
    )
    act = enter(anne, scheme, odd)
    found = queries.gaps_of(act)
    assert {gap.code for gap in found} == {
        "quorum_not_shown",
        "more_votes_than_voters",
        "groups_do_not_add_up",
        "result_against_the_vote",
        "opinion_after_the_sitting",
        "signed_before_the_vote",
        "transmitted_before_the_vote",
        "published_before_the_vote",
        "acknowledged_before_transmission",
    }
    assert {gap.grade for gap in found} == {CONTRADICTION}
    assert all(gap.words == WORDS[gap.code] for gap in found)


def test_the_members_of_a_past_sitting_may_be_listed_and_two_acts_share_it(scheme: Scheme, anne: Person) -> None:
    members = [Member("Mme Abeille", states.PRESENT, "A"), Member("M. Bouvreuil", states.EXCUSED)]
    first = enter(anne, scheme, replace(WHOLE, attendance=None, members=members, proxies_listed=False, vote=Vote(2, 0)))
    second = enter(anne, scheme, replace(WHOLE, number="2020-177", attendance=Attendance(1, 1)))
    assert first.sitting is not None
    assert first.sitting == second.sitting
    assert first.sitting.are_members_listed
    assert codes(first) == {"quorum_not_shown", "proxies_not_listed"}


def test_what_is_no_completeness_is_refused_for_a_past_act_too(scheme: Scheme, anne: Person, dado: Person) -> None:
    with pytest.raises(DateInTheFuture):
        enter(anne, scheme, replace(BARE, published_on=date(2999, 1, 1)))
    with pytest.raises(NotYourRole):
        enter(dado, scheme, BARE)
    enter(anne, scheme, WHOLE)
    with pytest.raises(errors.NumberAlreadyUsed):
        enter(anne, scheme, WHOLE)


def test_a_rejected_act_of_the_past_awaits_no_track(scheme: Scheme, anne: Person) -> None:
    act = enter(anne, scheme, replace(BARE, number="1", vote=Vote(10, 30), attendance=Attendance(40, 0, 0)))
    assert act.state == states.REJECTED
    assert codes(act) == {"text_missing", "signature_missing"}
    assert not queries.awaiting_transmission(scheme.authority_id)


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 30), st.integers(0, 60))
def test_an_act_that_its_own_operations_would_take_has_no_contradiction(
    present: int, excused: int, days: int, against: int
) -> None:
    sat = Attendance(present, min(excused, present - 1), 0)
    vote = Vote(max(present - against, 0), min(against, present), 0)
    adopted = rules.is_adopted(vote, president_for=True)
    sent = HELD + timedelta(days=days)
    facts = Facts(
        number="1",
        held_on=HELD,
        attendance=sat,
        vote=vote,
        president_for=True,
        is_adopted=bool(adopted),
        opinions_on=(HELD,),
        signed_on=HELD,
        transmitted_on=sent,
        acknowledged_on=sent,
        published_on=sent,
    )
    assert gaps(facts) == []
    assert [gap.grade for gap in gaps(replace(facts, signed_on=None))] == [MISSING]


def test_an_act_of_the_past_is_completed_and_what_is_known_stays(scheme: Scheme, anne: Person) -> None:
    act = enter(anne, scheme, replace(BARE, number="2020-176", transmitted_on=date(2020, 7, 14)))
    operations.complete_past_act(by=anne.actor, deliberation_id=act.pk, act=WHOLE)
    found = queries.deliberation(act.pk)
    assert codes(found) == set()
    assert (found.transmitted_on, found.published_on) == (date(2020, 7, 14), date(2020, 7, 15))
    assert found.vote == WHOLE.vote
    assert found.sitting is not None
    assert found.sitting.attendance == WHOLE.attendance
    operations.complete_past_act(
        by=anne.actor, deliberation_id=act.pk, act=replace(WHOLE, vote=Vote(1, 0), articles=[Article("", "", "Autre")])
    )
    found = queries.deliberation(act.pk)
    assert (found.vote, found.decision) == (WHOLE.vote, "D'adopter le rapport.")
    lived = make_deliberation(anne.actor, scheme.authority_id)
    with pytest.raises(errors.ActNotOfThePast):
        operations.complete_past_act(by=anne.actor, deliberation_id=lived.pk, act=WHOLE)


def test_an_act_of_the_past_that_is_online_is_completed_no_more(scheme: Scheme, anne: Person) -> None:
    act = enter(anne, scheme, replace(BARE, number="2020-176"))
    told = {"author_name": "D. Exemple", "author_quality": "Président", "sha256": "a" * 64, "size": 1}
    operations.publish_deliberation(by=anne.actor, deliberation_id=act.pk, **told)
    with pytest.raises(track_errors.AlreadyOnline):
        operations.complete_past_act(by=anne.actor, deliberation_id=act.pk, act=WHOLE)
    assert queries.deliberation(act.pk).vote is None
    operations.record_transmission(by=anne.actor, deliberation_id=act.pk, on=date(2020, 7, 15))


def test_another_act_of_the_day_fills_nothing_of_the_sitting_of_an_act_online(scheme: Scheme, anne: Person) -> None:
    act = enter(anne, scheme, replace(BARE, number="2020-175", signatory_name="D. Exemple"))
    other = enter(anne, scheme, replace(BARE, number="2020-177"))
    told = {"author_name": "D. Exemple", "author_quality": "Président", "sha256": "a" * 64, "size": 1}
    operations.publish_deliberation(by=anne.actor, deliberation_id=act.pk, **told)
    saying = replace(WHOLE, president="Une autre", secretary="Un autre")
    entered = enter(anne, scheme, saying)
    operations.complete_past_act(by=anne.actor, deliberation_id=other.pk, act=replace(saying, number="2020-177"))
    sitting = queries.deliberation(act.pk).sitting
    assert sitting is not None
    assert entered.sitting == sitting
    assert (sitting.president, sitting.secretary, sitting.attendance) == ("", "", None)
    assert queries.deliberation(other.pk).vote == WHOLE.vote
    [line] = audit.thread("deliberation", entered.pk)
    assert "reste telle quelle" in line.summary
    with pytest.raises(track_errors.AlreadyOnline):
        operations.record_signature(
            by=anne.actor, deliberation_id=act.pk, signatory_name="Un autre", signatory_quality="", on=HELD
        )


def test_a_file_is_joined_to_an_act_until_it_is_transmitted(scheme: Scheme, anne: Person) -> None:
    act = make_deliberation(anne.actor, scheme.authority_id, executory_on=None)

    def join(content: bytes) -> int:
        told = {"title": "Projet d'avenant", "file_name": f"{'é' * 250}.pdf", "content": content}
        return join_annex(by=anne.actor, deliberation_id=act.pk, **told).pk

    joined = join(PDF)
    annex, content = annex_content(joined, scheme.authority_id)
    assert (annex.kind, annex.rank, annex.media_type, content) == ("22_AN", 1, "application/pdf", PDF)
    assert annex.file_name == f"{'é' * 196}.pdf"
    for content, refusal in (
        (PDF, errors.AnnexAlreadyJoined),
        (b"", errors.AnnexEmpty),
        (b"MZ hostile", errors.AnnexOfThisTypeRefused),
    ):
        with pytest.raises(refusal):
            join(content)
    operations.remove_annex(by=anne.actor, annex_id=joined)
    joined = join(PDF)
    assert documents.read(annex.sha256) == PDF
    operations.record_transmission(by=anne.actor, deliberation_id=act.pk, on=date(2021, 2, 16))
    with pytest.raises(errors.ActAlreadyTransmitted):
        operations.remove_annex(by=anne.actor, annex_id=joined)
    with pytest.raises(errors.ActAlreadyTransmitted):
        join(PDF + b"2")


def test_a_file_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 4)
    with pytest.raises(errors.AnnexTooLarge):
        files.fit_media_type(PDF)


def test_the_assemblys_service_keeps_acts_as_the_manager_does(scheme: Scheme, anne: Person) -> None:
    yves = make_person(scheme, "Yves Masson", roles.ASSEMBLY)
    act = enter(yves, scheme, WHOLE)
    operations.repeal_deliberation(
        by=yves.actor, deliberation_id=act.pk, on=date(2020, 8, 1), decided_by="Le conseil", reason="Doublon"
    )
    assert make_deliberation(yves.actor, scheme.authority_id).state == states.ADOPTED
    farid = make_person(scheme, "Farid Morel", roles.FINANCE)
    with pytest.raises(NotYourRole):
        enter(farid, scheme, WHOLE)
