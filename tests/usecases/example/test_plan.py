from collections import Counter
from datetime import date, timedelta

from stdnum import iban
from stdnum.fr import siret

from quitus.domain.grants.catalogue import PUBLICS, SERVICES
from quitus.domain.organisations.roles import ROLES
from quitus.kernel.calendar import add_months, is_working_day
from quitus.usecases.example import facts, invented, structures
from quitus.usecases.example.people import people
from quitus.usecases.example.visits import SUSPENDED, sessions


def test_the_plan_is_the_same_each_time() -> None:
    assert people() == people()
    assert sessions(people()) == sessions(people())


def test_five_hundred_people_receive_a_little_more_than_five_thousand_pass() -> None:
    found = people()
    assert len(found) == 500
    assert len({person.reference for person in found}) == 500
    assert 5_000 < sum(gift.size for person in found for gift in person.gifts) < 5_100


def test_nothing_is_handed_out_before_december_2021_nor_on_the_last_day() -> None:
    days = [gift.on for person in people() for gift in person.gifts]
    assert min(days) >= facts.FIRST_HANDOUT_MONTH
    assert max(days) == date(2023, 5, 11)
    assert all(is_working_day(day) for day in days)


def test_at_least_half_of_the_people_are_far_from_employment() -> None:
    pic = {code for code, _, is_pic in PUBLICS if is_pic}
    assert sum(bool(pic & set(person.publics)) for person in people()) >= 250


def test_nobody_uses_more_pass_than_received_before_that_day() -> None:
    used: Counter[str] = Counter()
    for session in sessions(people()):
        for use in session.uses:
            used[use.person.reference] += use.count
            held = sum(gift.size for gift in use.person.gifts if gift.on < session.on)
            assert used[use.person.reference] <= held
    assert 2_700 <= used.total() <= 3_000


def test_sessions_are_held_by_structures_qualified_that_day() -> None:
    for session in sessions(people()):
        assert session.structure.qualified_on is not None
        assert session.structure.qualified_on < session.on < invented.LIVES_ON
        since, until = SUSPENDED.get(session.structure.key, (date.max, date.max))
        assert not since <= session.on < until


def test_the_catalogue_knows_every_public_and_service_used() -> None:
    publics = {code for code, _, _ in PUBLICS}
    assert {code for person in people() for code in person.publics} <= publics
    services = {code for code, _ in SERVICES}
    assert {
        service for structure in structures.STRUCTURES for site in structure.sites for service in site.services
    } <= services


def test_invented_numbers_are_valid_and_cannot_be_real() -> None:
    for structure in structures.STRUCTURES:
        assert siret.validate(structure.siret).startswith("00000")
        assert iban.is_valid(structure.iban)


def test_every_invented_name_says_that_it_is_an_example() -> None:
    names = [structure.name for structure in structures.STRUCTURES]
    names += [site.name for structure in structures.STRUCTURES for site in structure.sites]
    names += [point.name for point in invented.POINTS] + [someone.full_name for someone in invented.PEOPLE]
    names += [invented.OPERATOR, invented.ACCOUNTANT_OFFICE, invented.ENGINEERING_FIRM, invented.SCHEME_NAME]
    assert all("exemple" in name.lower() for name in names)


def test_each_role_has_one_sign_in() -> None:
    assert sorted(someone.role for someone in invented.PEOPLE if someone.signs_in) == sorted(ROLES)


def test_the_facts_of_the_act_keep_their_contradictions() -> None:
    values = {name: value for name, value, _, _ in facts.PARAMETERS}
    assert values["action_ends_on"] == "2023-07-30"
    assert add_months(date(2021, 1, 1), 31) - timedelta(days=1) == date(2023, 7, 31)
    assert add_months(date(2023, 7, 30), 5) == date(2023, 12, 30)
    assert dict(line[:2] for line in facts.AMENDED_PARAMETERS)["action_ends_on"] == "2023-12-31"
    assert facts.EXTENSION_VOTE.votes_for > facts.EXTENSION_ATTENDANCE.present_count
