from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from quitus.domain.acts import operations as acts
from quitus.domain.campaigns import errors, operations, queries, states
from quitus.domain.campaigns.models import Campaign, CampaignArticle, Proposal, ProposalMessage
from quitus.domain.grants import operations as grants
from quitus.domain.grants import queries as grants_queries
from quitus.domain.grants.errors import AmendmentUnderWay
from quitus.domain.grants.models import Amendment
from quitus.domain.organisations import kinds, roles
from quitus.domain.organisations.operations import within_scheme
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole
from quitus.kernel.tenancy import person_scope
from quitus.usecases.campaigns import answer, propose
from quitus.usecases.sign_amendment import sign_amendment
from tests.factories.campaigns import (
    Funding,
    join_funder,
    make_campaign,
    make_funded_scheme,
    make_proposed,
)
from tests.factories.people import make_person
from tests.factories.schemes import make_organisation
from tests.factories.texts import make_amendment, make_convention, make_deliberation

TODAY = date(2023, 4, 3)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _april() -> object:
    with clock.at(TODAY):
        yield


def test_a_campaign_reaches_each_authority_in_its_own_scheme(funding: Funding) -> None:
    campaign = make_proposed(funding)

    for rank, scheme in enumerate(funding.schemes):
        with within_scheme(scheme):
            proposal = funding.proposal(rank)
            assert (proposal.state, proposal.proposed_on) == (states.SENT, TODAY)
            assert proposal.campaign.title == "Prolongation de cinq mois"
            assert [one.article_number for one in proposal.campaign.articles.all()] == ["2"]
            assert Proposal.objects.count() == 1
    with funding.following():
        assert len(queries.proposals(campaign.pk)) == 2
        assert Campaign.objects.get().state == states.PROPOSED


def test_without_a_scope_or_in_that_of_another_scheme_no_campaign_is_seen(funding: Funding) -> None:
    make_proposed(funding)
    other = make_funded_scheme(funding.funder, "ailleurs")

    assert not Campaign.objects.exists()
    with within_scheme(other):
        assert not Campaign.objects.exists()
        assert not CampaignArticle.objects.exists()
        assert not Proposal.objects.exists()


def test_another_funder_sees_nothing_of_it(funding: Funding) -> None:
    make_proposed(funding)
    rival = make_organisation("Autre agence", kinds.FUNDER)
    elsewhere = make_funded_scheme(rival, "autre")
    paul = make_person(elsewhere, "Paul Rival", roles.FUNDER, rival)

    with person_scope(paul.user.pk):
        assert not Campaign.objects.exists()
        assert not Proposal.objects.exists()
        assert not Amendment.objects.exists()


def test_a_role_given_by_an_authority_for_the_funder_opens_its_own_scheme_only(funding: Funding) -> None:
    make_proposed(funding)
    crony = make_person(funding.schemes[1], "Gaspard Complice", roles.FUNDER, funding.funder)
    rival = make_organisation("Autre agence", kinds.FUNDER)
    join_funder(crony, make_funded_scheme(rival, "autre"), funding.funder)  # not the body that funds it

    with person_scope(crony.user.pk):
        assert {one.scheme_id for one in Proposal.objects.all()} == {funding.schemes[1].pk}


def test_a_manager_reads_no_campaign_across_schemes(funding: Funding) -> None:
    make_proposed(funding)
    with person_scope(funding.managers[0].user.pk):
        assert not Campaign.objects.exists()
        assert not Proposal.objects.exists()


def test_an_authority_does_not_write_the_funder_s_text_nor_the_funder_its_answer(funding: Funding) -> None:
    make_proposed(funding)
    with within_scheme(funding.schemes[0]):
        assert Campaign.objects.update(title="Autre") == 0
        assert CampaignArticle.objects.update(text="Autre") == 0
    with funding.following():
        assert Proposal.objects.update(reminder_count=3) == 0
        assert CampaignArticle.objects.update(text="Autre") == 0, "what was proposed changes no more"
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            ProposalMessage.objects.create(
                scheme=funding.schemes[0],
                proposal=Proposal.objects.all()[0],
                side="authority",
                author_label="Faux",
                text="Oui",
                said_on=TODAY,
            )


def test_nobody_opens_a_campaign_for_a_funder_he_does_not_serve(funding: Funding) -> None:
    rival = make_organisation("Autre agence", kinds.FUNDER)
    with funding.following(), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Campaign.objects.create(funder=rival, opened_by=funding.fatou.user, title="Usurpée", is_example=False)


def test_a_proposal_goes_to_all_or_to_none(funding: Funding) -> None:
    bare = make_funded_scheme(funding.funder, "sans-convention")
    join_funder(funding.fatou, bare)
    stranger = make_funded_scheme(funding.funder, "inconnu")
    with funding.following():
        campaign = make_campaign(funding)
        keys = [scheme.pk for scheme in funding.schemes]
        by = {"by": funding.fatou.actor, "campaign_id": campaign.pk}
        with pytest.raises(errors.NobodyChosen):
            propose.propose(**by, scheme_ids=[])
        with pytest.raises(errors.SchemeNotServed):
            propose.propose(**by, scheme_ids=[*keys, stranger.pk])
        with pytest.raises(Exception, match="convention_not_signed"):
            propose.propose(**by, scheme_ids=[*keys, bare.pk])
        assert queries.proposals(campaign.pk) == []
        assert Campaign.objects.get().state == states.DRAFTED
        propose.propose(**by, scheme_ids=keys)
        with pytest.raises(errors.AlreadyProposed):
            propose.propose(**by, scheme_ids=keys[:1])


def test_what_is_proposed_must_say_something_and_changes_no_more(funding: Funding) -> None:
    by = funding.fatou.actor
    with funding.following():
        empty = operations.open_campaign(by=by, title="Vide")
        with pytest.raises(errors.CampaignChangesNothing):
            operations.mark_proposed(by=by, campaign_id=empty.pk)
        operations.write_article(by=by, campaign_id=empty.pk, article_number="3", title="Coût", text=" ")
        with pytest.raises(errors.ProposedTextMissing):
            operations.mark_proposed(by=by, campaign_id=empty.pk)
        operations.drop_article(by=by, campaign_id=empty.pk, article_number="3")
        with pytest.raises(errors.CampaignNotProposed):
            operations.close_campaign(by=by, campaign_id=empty.pk)
        with pytest.raises(errors.AnswerDateTooEarly):
            operations.describe_campaign(by=by, campaign_id=empty.pk, title="Vide", answer_by=date(2023, 4, 2))
    campaign = make_proposed(funding)
    with funding.following():
        with pytest.raises(errors.CampaignNoLongerADraft):
            operations.drop_change(by=by, campaign_id=campaign.pk, name="eligible_to")
        operations.close_campaign(by=by, campaign_id=campaign.pk)
        with pytest.raises(errors.CampaignClosed):
            propose.propose(by=by, campaign_id=campaign.pk, scheme_ids=[funding.schemes[0].pk])


def test_an_authority_that_accepts_has_the_amendment_in_preparation(funding: Funding) -> None:
    make_proposed(funding)
    by = funding.managers[0].actor
    with within_scheme(funding.schemes[0]):
        key = funding.proposal(0).pk
        with pytest.raises(NotYourRole):
            operations.acknowledge_proposal(by=funding.fatou.actor, proposal_id=key)
        answer.accept(by=by, proposal_id=key)

        amendment = Amendment.objects.get()
        assert amendment.title == "Prolongation de cinq mois"
        assert [(one.article_number, one.text) for one in amendment.articles.all()] == [("2", ARTICLE_TEXT)]
        assert {(one.name, one.value, one.article_number) for one in amendment.parameters.all()} == {
            ("action_ends_on", "2023-12-30", "2"),
            ("eligible_to", "2023-12-30", "2"),
            ("convention_ends_on", "2024-12-01", "2"),
        }
        accepted = funding.proposal(0)
        assert (accepted.state, accepted.answered_on, accepted.seen_on) == (states.ACCEPTED, TODAY, TODAY)
        with pytest.raises(errors.ProposalAlreadyAnswered):
            operations.decline_proposal(by=by, proposal_id=key, reason="Non")


ARTICLE_TEXT = "L'action est prolongée de cinq mois."


def test_an_amendment_already_in_preparation_may_answer(funding: Funding) -> None:
    make_proposed(funding)
    by = funding.managers[0].actor
    with within_scheme(funding.schemes[0]):
        proposal = funding.proposal(0)
        own = grants.draft_amendment(by=by, convention_id=proposal.convention_id, title="Le nôtre")
        with pytest.raises(AmendmentUnderWay):
            answer.accept(by=by, proposal_id=proposal.pk)
        answer.accept(by=by, proposal_id=proposal.pk, amendment_id=own.pk)
        assert funding.proposal(0).amendment == own


def test_a_proposal_whose_amendment_is_given_up_is_answered_again_by_another_or_declined(funding: Funding) -> None:
    make_proposed(funding)
    by = funding.managers[0].actor
    with within_scheme(funding.schemes[0]):
        key, scheme_id = funding.proposal(0).pk, funding.schemes[0].pk
        answer.accept(by=by, proposal_id=key)
        first = Amendment.objects.get()
        assert list(queries.received(scheme_id, waiting=True)) == []
        with pytest.raises(errors.ProposalAlreadyAnswered):
            answer.accept(by=by, proposal_id=key, amendment_id=first.pk)
        grants.withdraw_amendment(by=by, amendment_id=first.pk, reason="L'assemblée l'a rejeté.")

        assert [one.pk for one in queries.received(scheme_id, waiting=True)] == [key]
        with pytest.raises(errors.AmendmentGivenUp):
            answer.accept(by=by, proposal_id=key, amendment_id=first.pk)
        with clock.at(date(2023, 4, 20)):
            answer.accept(by=by, proposal_id=key)
        again = funding.proposal(0)
        assert again.amendment_id not in {None, first.pk}
        assert (again.state, again.answered_on) == (states.ACCEPTED, date(2023, 4, 20))
        with pytest.raises(errors.ProposalAlreadyAnswered):
            operations.decline_proposal(by=by, proposal_id=key, reason="Non")

        grants.withdraw_amendment(by=by, amendment_id=again.amendment_id, reason="Le financeur le refuse.")
        operations.decline_proposal(by=by, proposal_id=key, reason="L'assemblée n'en veut pas.")
        declined = funding.proposal(0)
        assert (declined.state, declined.amendment, declined.awaits_answer) == (states.DECLINED, None, False)


def test_an_authority_asks_then_declines_with_a_reason(funding: Funding) -> None:
    make_proposed(funding)
    by = funding.managers[1].actor
    with within_scheme(funding.schemes[1]):
        key = funding.proposal(1).pk
        with pytest.raises(errors.QuestionMissing):
            operations.ask_question(by=by, proposal_id=key, text="  ")
        operations.ask_question(by=by, proposal_id=key, text="Et le budget ?")
        assert queries.asking(funding.proposal(1).campaign_id) == {key}
        assert funding.proposal(1).state == states.SEEN
    with funding.following():
        propose.reply(by=funding.fatou.actor, proposal_id=key, text="Il reste le même.")
        assert queries.asking(queries.proposal(key).campaign_id) == set()
    with within_scheme(funding.schemes[1]):
        with pytest.raises(errors.ReasonMissing):
            operations.decline_proposal(by=by, proposal_id=key, reason="")
        operations.decline_proposal(by=by, proposal_id=key, reason="Le dispositif est fini.")
    with funding.following():
        declined = queries.proposal(key)
        assert (declined.state, declined.reason) == (states.DECLINED, "Le dispositif est fini.")
        propose.propose(  # once declined, it may be proposed again
            by=funding.fatou.actor, campaign_id=declined.campaign_id, scheme_ids=[funding.schemes[1].pk]
        )


def test_a_proposal_is_reminded_once_a_day_and_withdrawn_while_unanswered(funding: Funding) -> None:
    campaign = make_proposed(funding)
    by = funding.fatou.actor
    with funding.following():
        first, second = queries.proposals(campaign.pk)
        assert propose.remind_all(by=by, campaign_id=campaign.pk) == 2
        assert propose.remind_all(by=by, campaign_id=campaign.pk) == 0
        with pytest.raises(errors.RemindedToday):
            propose.remind(by=by, proposal_id=first.pk)
        propose.withdraw(by=by, proposal_id=second.pk)
        with pytest.raises(errors.ProposalAlreadyAnswered):
            propose.remind(by=by, proposal_id=second.pk)
    with within_scheme(funding.schemes[1]), pytest.raises(errors.ProposalAlreadyAnswered):
        answer.accept(by=funding.managers[1].actor, proposal_id=second.pk)


def test_an_amendment_of_another_convention_answers_nothing(funding: Funding) -> None:
    make_proposed(funding)
    with within_scheme(funding.schemes[0]):
        key = funding.proposal(0).pk
        elsewhere = grants_queries.convention_of(funding.schemes[0].pk)
        assert elsewhere is not None
        amendment = grants.draft_amendment(by=funding.managers[0].actor, convention_id=elsewhere.pk, title="Autre")
    with within_scheme(funding.schemes[1]):
        key = funding.proposal(1).pk
        with pytest.raises(Amendment.DoesNotExist):
            operations.accept_proposal(by=funding.managers[1].actor, proposal_id=key, amendment_id=amendment.pk)


def test_an_amendment_signed_before_answers_nothing(funding: Funding) -> None:
    make_proposed(funding)
    by = funding.managers[0].actor
    with within_scheme(funding.schemes[0]), clock.at(date(2023, 6, 20)):
        key = funding.proposal(0).pk
        signed = make_amendment(by, funding.proposal(0).convention, signed_on=date(2023, 6, 20))
        with pytest.raises(errors.AmendmentNotInPreparation, match="déjà"):
            answer.accept(by=by, proposal_id=key, amendment_id=signed.pk)
        assert funding.proposal(0).state == states.SENT


def test_the_funder_follows_vote_signatures_and_effect(funding: Funding) -> None:
    campaign = make_proposed(funding)
    scheme, manager = funding.schemes[0], funding.managers[0].actor
    with within_scheme(scheme):
        answer.accept(by=manager, proposal_id=funding.proposal(0).pk)
        amendment = Amendment.objects.get()
        voted = make_deliberation(
            manager, scheme.authority_id, "2023-9", held_on=date(2023, 4, 3), executory_on=date(2023, 4, 3)
        )
        grants.attach_amendment_deliberation(by=manager, amendment_id=amendment.pk, deliberation_id=voted.pk)
        told = {"amendment_id": amendment.pk, "on": TODAY}
        sign_amendment(by=manager, party="authority", **told)
    with funding.following():
        [answered] = [one for one in queries.proposals(campaign.pk) if one.amendment_id]
        with CaptureQueriesContext(connection) as asked:
            done = answered.facts
        assert not asked.captured_queries
        assert (done.voted_on, done.executory_on, done.authority_signed_on) == (TODAY, TODAY, TODAY)
        assert done.in_force_on is None
    with within_scheme(scheme):
        sign_amendment(by=manager, party="funder", **told)
    with funding.following():
        done = queries.proposals(campaign.pk)[0].facts
        assert (done.funder_signed_on, done.in_force_on, done.moved_count) == (TODAY, TODAY, 0)


def test_the_reach_of_a_campaign_says_what_each_convention_becomes(
    funding: Funding, django_assert_num_queries: object
) -> None:
    late = make_funded_scheme(funding.funder, "tardif")
    with within_scheme(late):
        anne = make_person(late, "Anne Tardive", roles.MANAGER)
        make_convention(anne.actor, late, action_ends_on=date(2023, 6, 30), eligible_to=date(2023, 6, 30))
    with funding.following():
        campaign = make_campaign(funding)
        assert len(queries.reach(campaign, TODAY)) == 2
    join_funder(funding.fatou, late)
    with funding.following():
        campaign = queries.campaign(campaign.pk)
        with django_assert_num_queries(3):
            found = queries.reach(campaign, TODAY)
    assert [one.becomes and one.becomes["action_ends_on"] for one in found] == [
        date(2023, 12, 30),
        date(2023, 12, 30),
        date(2023, 11, 30),
    ]


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"answered_on": TODAY}, "a_proposal_is_answered_if_and_only_if_it_says_when"),
        ({"reason": "Non"}, "a_proposal_is_declined_if_and_only_if_it_says_why"),
        ({"withdrawn_on": TODAY}, "a_proposal_is_withdrawn_if_and_only_if_it_says_when"),
        ({"seen_on": date(2023, 4, 2)}, "a_proposal_is_seen_after_it_was_made"),
        ({"moved_count": 2}, "only_an_accepted_proposal_moves_obligations"),
        (
            {"state": "accepted", "answered_on": TODAY},
            "a_proposal_is_accepted_if_and_only_if_an_amendment_answers_it",
        ),
    ],
)
def test_the_database_keeps_the_promises(funding: Funding, changed: dict[str, object], name: str) -> None:
    make_proposed(funding)
    with within_scheme(funding.schemes[0]), pytest.raises(IntegrityError, match=name), transaction.atomic():
        Proposal.objects.update(**changed)


def test_an_example_reaches_examples_only(funding: Funding) -> None:
    with funding.following():
        campaign = make_campaign(funding)
        Campaign.objects.update(is_example=True)
        assert queries.reach(queries.campaign(campaign.pk), TODAY) == []
        with pytest.raises(errors.SchemeNotServed):
            propose.propose(by=funding.fatou.actor, campaign_id=campaign.pk, scheme_ids=[funding.schemes[0].pk])


def test_acts_are_not_needed_to_follow(funding: Funding) -> None:
    campaign = make_proposed(funding)
    manager = funding.managers[0].actor
    with within_scheme(funding.schemes[0]):
        answer.accept(by=manager, proposal_id=funding.proposal(0).pk)
        amendment = Amendment.objects.get()
        act = acts.draft_deliberation(by=manager, authority_id=funding.schemes[0].authority_id, title="Avenant")
        grants.attach_amendment_deliberation(by=manager, amendment_id=amendment.pk, deliberation_id=act.pk)
    with funding.following():
        facts = queries.proposals(campaign.pk)[0].facts
        assert facts.has_deliberation
        assert facts.voted_on is None
