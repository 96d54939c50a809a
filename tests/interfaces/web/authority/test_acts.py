"""Sittings and acts page by page: members, votes by group, both tracks in red, acts of the past, the service's role."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from quitus.domain.acts import operations, queries, states
from quitus.domain.acts.models import Deliberation, Sitting
from quitus.domain.acts.rules import Earlier, GroupCount, Member
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.interfaces.web.authority.acts import typed
from quitus.kernel import clock
from tests.factories.people import Person, make_person
from tests.factories.texts import make_deliberation

At = Callable[..., str]
HELD = date(2023, 5, 15)


@pytest.fixture
def yves(scheme: Scheme) -> Person:
    """The service of the assembly."""
    return make_person(scheme, "Yves Masson", roles.ASSEMBLY)


@pytest.fixture
def as_yves(client: Client, yves: Person) -> Client:
    client.force_login(yves.user)
    return client


@pytest.fixture
def sitting(scheme: Scheme, yves: Person) -> Sitting:
    return operations.plan_sitting(
        by=yves.actor, authority_id=scheme.authority_id, assembly="Commission permanente", held_on=HELD
    )


@pytest.fixture
def act(scheme: Scheme, yves: Person, sitting: Sitting) -> Deliberation:
    drafted = operations.draft_deliberation(
        by=yves.actor, authority_id=scheme.authority_id, title="Avenant", number="2023-204", decision="D'autoriser."
    )
    return operations.put_on_agenda(by=yves.actor, deliberation_id=drafted.pk, sitting_id=sitting.pk)


def test_the_service_lives_an_act_page_by_page(at: At, as_yves: Client, act: Deliberation, sitting: Sitting) -> None:
    def send(view: str, key: int, **told: object) -> None:
        answer = as_yves.post(at(view, key), told)
        assert answer.status_code == 302, answer.context["form"].errors

    send("join_annex", act.pk, title="Projet d'avenant", file=SimpleUploadedFile("avenant.pdf", b"%PDF-1.7 a"))
    annex = queries.deliberation(act.pk).annexes.get()
    assert b"%PDF-1.7 a" in as_yves.get(at("act_annex", annex.pk)).content
    send("record_convocation", sitting.pk, convened_on="03/05/2023")
    present = ", ".join(f"Mme Membre {rank} (Groupe A)" for rank in range(1, 21))
    send(
        "list_members", sitting.pk, present=present, excused="M. Loin → Mme Membre 2\nM. Ailleurs", proxies_listed="on"
    )
    page = as_yves.get(at("sitting", sitting.pk)).content.decode()
    assert "21 présents ou représentés sur 22 membres" in page
    assert "Mme Membre 20" in page
    form = as_yves.get(at("record_vote", act.pk)).context["form"]
    assert "present_count" not in form.fields
    vote = {"number": "2023-204", "votes_for": "20", "votes_against": "1", "votes_abstention": "0"}
    wrong = as_yves.post(at("record_vote", act.pk), {**vote, "groups": "A : 3 pour\nB : 1 contre"})
    assert "Les voix des groupes ne font pas le vote" in wrong.content.decode()
    send("record_vote", act.pk, **vote, groups="Groupe A : 20 pour\nGroupe B : 1 contre")
    send("record_signature", act.pk, on="15/05/2023", signatory_quality="Le Président")
    send("record_transmission", act.pk, on="05/06/2023")
    send("record_publication", act.pk, on="05/06/2023")
    page = as_yves.get(at("deliberation", act.pk)).content.decode()
    assert page.count("7 août 2023") == 2
    for words in ("Groupe B", "Article unique", "CGCT, art. L.3131-1", "Le Président", "Projet d&#x27;avenant"):
        assert words in page
    send("record_prefect_answer", act.pk, kind="documents_requested", on="12/06/2023")
    assert "Suspendu" in as_yves.get(at("deliberation", act.pk)).content.decode()
    assert "Envoyer au préfet les pièces demandées" in as_yves.get(at("home")).content.decode()
    send("record_prefect_answer", act.pk, kind="documents_received", on="19/06/2023")
    assert "21 août 2023" in as_yves.get(at("deliberation", act.pk)).content.decode()
    send("annul_deliberation", act.pk, on="01/09/2023", decided_by="Tribunal administratif", reason="Incompétence")
    assert "Tribunal administratif" in as_yves.get(at("deliberation", act.pk)).content.decode()


def test_an_act_is_repealed_for_the_future_or_taken_back(at: At, as_yves: Client, yves: Person, scheme: Scheme) -> None:
    def say(view: str, act: Deliberation, **typed: str) -> str:
        told = {"decided_by": "Le conseil", "reason": "Erreur"} | typed
        return as_yves.post(at(view, act.pk), told, follow=True).content.decode()

    repealed, taken_back = (make_deliberation(yves.actor, scheme.authority_id, number) for number in ("1", "2"))
    early = say("repeal_deliberation", repealed, on="01/06/2023", effect_on="31/05/2023")
    assert "Une abrogation ne vaut que pour l&#x27;avenir, au plus tôt le 1er juin 2023" in early
    page = say("repeal_deliberation", repealed, on="01/06/2023", effect_on="01/07/2023")
    assert "Abrogée par" in page
    assert "1er juillet 2023" in page

    assert "Quatre mois après le vote" in as_yves.get(at("take_back_deliberation", taken_back.pk)).content.decode()
    page = say("take_back_deliberation", taken_back, on="01/06/2023")
    assert "Retirée par" in page
    assert "Jamais" in page


def test_a_track_past_its_target_is_red_on_the_page_and_on_the_home(
    at: At, as_yves: Client, yves: Person, scheme: Scheme
) -> None:
    late = make_deliberation(yves.actor, scheme.authority_id, held_on=date(2023, 5, 15), executory_on=None)
    settings = {"assembly": "Commission permanente", "sitting_word": "reunion", "transmission_target_days": "10"}
    assert as_yves.post(at("act_settings"), settings).status_code == 302
    with clock.at(date(2023, 5, 25)):
        assert "En retard" not in as_yves.get(at("home")).content.decode()
        assert "En retard" not in as_yves.get(at("deliberation", late.pk)).content.decode()
    with clock.at(date(2023, 5, 26)):
        assert "En retard" in as_yves.get(at("home")).content.decode()
        assert "En retard" in as_yves.get(at("deliberation", late.pk)).content.decode()
    assert as_yves.post(at("record_transmission", late.pk), {"on": "05/06/2023"}).status_code == 302
    assert "Hors objectif" in as_yves.get(at("acts")).content.decode()
    assert late.title in as_yves.get(at("acts"), {"etat": "late"}).content.decode()
    assert "Fait en retard" in as_yves.get(at("deliberation", late.pk)).content.decode()
    wrong = as_yves.post(at("act_settings"), {**settings, "department": "62"})
    assert "trois caractères" in wrong.content.decode()


def test_an_act_of_the_past_is_entered_with_three_facts_and_says_what_is_missing(
    at: At, as_yves: Client, scheme: Scheme
) -> None:
    told = {"title": "Politique", "assembly": "Conseil", "held_on": "06/07/2020", "was_adopted": "adopted"}
    answer = as_yves.post(at("enter_past_act"), told, follow=True)
    page = answer.content.decode()
    assert "À vérifier dans cet acte ancien" in page
    assert "Les voix pour et contre." in page
    assert "Transmettre la délibération" not in as_yves.get(at("home")).content.decode()
    bare = queries.deliberations(scheme.authority_id).get()
    assert "title" not in as_yves.get(at("complete_past_act", bare.pk)).context["form"].fields
    learned = {"number": "2020-175", "votes_for": "70", "votes_against": "8", "decision": "D'adopter."}
    page = as_yves.post(at("complete_past_act", bare.pk), learned, follow=True).content.decode()
    assert "70 pour, 8 contre" in page
    assert "Les voix pour et contre." not in page
    assert "votes_for" not in as_yves.get(at("complete_past_act", bare.pk)).context["form"].fields
    whole = {
        **told,
        "number": "2020-176",
        "votes_for": "78",
        "votes_against": "0",
        "present_count": "70",
        "excused_count": "8",
        "proxy_count": "8",
        "opinions": "1re commission ; 01/07/2020 ; favorable ; sans réserve",
        "decision": "D'adopter.",
        "signed_on": "06/07/2020",
        "transmitted_on": "15/07/2020",
        "acknowledged_on": "15/07/2020",
        "published_on": "15/07/2020",
    }
    answer = as_yves.post(at("enter_past_act"), whole, follow=True)
    assert "À vérifier" not in answer.content.decode()
    assert "78 pour, 0 contre" in answer.content.decode()


def test_a_second_convocation_is_offered_after_a_sitting_without_quorum(
    at: At, as_yves: Client, sitting: Sitting, act: Deliberation
) -> None:
    counts = {"present_count": "3", "excused_count": "40"}
    assert as_yves.post(at("record_attendance", sitting.pk), counts).status_code == 302
    assert "Sans quorum" in as_yves.get(at("sitting", sitting.pk)).content.decode()
    told = {"assembly": "Commission permanente", "held_on": "17/05/2023", "first_sitting_id": str(sitting.pk)}
    early = as_yves.post(at("call_sitting", act.pk), told).content.decode()
    assert "trois jours après" in early
    assert as_yves.post(at("call_sitting", act.pk), {**told, "held_on": "18/05/2023"}).status_code == 302
    moved = queries.deliberation(act.pk).sitting
    assert moved is not None
    assert moved.first_sitting_id == sitting.pk
    assert "Seconde convocation" in as_yves.get(at("sitting", moved.pk)).content.decode()


def test_the_sitting_of_an_act_online_offers_no_change_of_who_sat(at: At, as_yves: Client, yves: Person) -> None:
    act = make_deliberation(yves.actor, yves.actor.organisation_id, "2023-204")  # type: ignore[arg-type]
    listing = at("list_members", act.sitting_id)
    page = at("sitting", act.sitting_id)
    assert listing in as_yves.get(page).content.decode()
    told = {"author_name": "D. Exemple", "author_quality": "Président", "sha256": "a" * 64, "size": 1}
    operations.publish_deliberation(by=yves.actor, deliberation_id=act.pk, **told)
    shown = as_yves.get(page).content.decode()
    assert "ne changent plus" in shown
    assert listing not in shown
    refused = as_yves.post(listing, {"present": "Mme Abeille"})
    assert refused.status_code == 422
    assert "est en ligne" in refused.content.decode()


def test_the_service_sees_acts_and_nothing_else_of_the_scheme(
    at: At, as_yves: Client, act: Deliberation, scheme: Scheme
) -> None:
    home = as_yves.get(at("home")).content.decode()
    assert "Ce qui attend le service des assemblées." in home
    assert at("sittings") in home
    assert at("orders") not in home
    assert at("convention") + '"' not in as_yves.get(at("acts")).content.decode()
    for closed in ("convention", "orders", "venues", "claims", "budget", "reports"):
        assert as_yves.get(at(closed)).status_code == 403, closed
    found = as_yves.get(at("search"), {"q": "avenant"}).content.decode()
    assert at("deliberation", act.pk) in found


def test_other_authorities_sittings_and_files_are_not_found(at: At, as_yves: Client) -> None:
    for view in ("sitting", "list_members", "record_attendance", "record_convocation", "act_annex", "remove_annex"):
        assert as_yves.get(at(view, 999_999)).status_code == 404, view


@pytest.mark.parametrize("view", ["sittings", "sitting", "acts"])
def test_a_list_of_sittings_asks_as_many_questions_whatever_its_size(
    view: str, at: At, as_yves: Client, yves: Person, scheme: Scheme, act: Deliberation, sitting: Sitting
) -> None:
    url = at(view, sitting.pk) if view == "sitting" else at(view)

    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert as_yves.get(url).status_code == 200
        return len(captured)

    def grow(size: int) -> None:
        members = [Member(f"M. {rank}", states.PRESENT, "A") for rank in range(size)]
        away = [Member(f"Mme {rank}", states.EXCUSED, "B", f"M. {rank}") for rank in range(size)]
        operations.list_members(by=yves.actor, sitting_id=sitting.pk, members=[*members, *away])
        for rank in range(size):
            make_deliberation(
                yves.actor,
                scheme.authority_id,
                f"2022-{size}-{rank}",
                held_on=date(2022, size, 1 + rank),
                executory_on=None,
            )

    grow(1)
    questions()
    before = questions()
    grow(3)
    assert questions() == before


def test_lists_are_read_as_people_type_them() -> None:
    assert typed.members_of("M. Un (Groupe A, B), Mme Deux ;\nM. Trois.", "present") == [
        Member("M. Un", "present", "Groupe A, B"),
        Member("Mme Deux", "present"),
        Member("M. Trois", "present"),
    ]
    assert typed.members_of("Mme Quatre (Groupe A) a donné pouvoir à M. Un (Groupe A)", "excused") == [
        Member("Mme Quatre", "excused", "Groupe A", "M. Un")
    ]
    assert typed.groups_of(
        "Groupe A : 12 pour, 1 contre et 2 abstentions\nNon-inscrits : Pour\nC : pour 4\nD : partagé"
    ) == [
        GroupCount("Groupe A", "divided", 12, 1, 2),
        GroupCount("Non-inscrits", "for"),
        GroupCount("C", "for", 4, 0, 0),
        GroupCount("D", "divided"),
    ]
    assert typed.earlier_acts_of("2020-176 ; 06/07/2020 ; Conseil ; Une action\n2021-10") == [
        Earlier("2020-176", date(2020, 7, 6), "Une action", "Conseil"),
        Earlier("2021-10"),
    ]


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (typed.groups_of, "Groupe A"),
        (typed.groups_of, "Groupe A : oui"),
        (typed.earlier_acts_of, "2020-1 ; 31/02/2020"),
        (typed.opinions_of, "1re commission ; favorable"),
    ],
)
def test_a_line_that_cannot_be_read_is_shown(read: Callable[[str], object], text: str) -> None:
    with pytest.raises(Exception, match=r"Ligne|jour|lisible"):
        read(text)


_NAMES = (
    st.text(alphabet="abcdefé -'", min_size=2)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: len(text.strip("- .")) > 1)
)


@settings(max_examples=25)
@given(st.lists(st.tuples(_NAMES, st.sampled_from(["", "Groupe A", "Union, République"])), max_size=5))
def test_members_typed_are_read_back(told: list[tuple[str, str]]) -> None:
    members = [Member(name.strip(" ."), "present", group) for name, group in told]
    assert typed.members_of(typed.members_typed(members), "present") == members
