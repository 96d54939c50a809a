"""Two people who open the file of a structure at once: one does, the other is told."""

from datetime import date

from quitus.domain.organisations import roles
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.venues import errors, operations
from quitus.domain.venues.models import QualificationStep
from tests.factories.at_once import second_of_two
from tests.factories.people import make_person
from tests.factories.schemes import make_organisation, make_scheme


def test_a_structure_that_two_let_apply_at_once_has_one_file(transactional_db):
    scheme = make_scheme()
    structure = make_organisation("Association du Moulin")
    with within_scheme(scheme):
        anne = make_person(scheme, "Anne Lefèvre", roles.MANAGER).actor
        operations.register_venue(
            by=anne,
            organisation_id=structure.pk,
            name="Le Moulin",
            address="1 rue du Moulin",
            postcode="62000",
            commune="Arras",
        )

    def apply():
        return operations.apply_for_qualification(by=anne, organisation_id=structure.pk, applied_on=date(2021, 10, 1))

    assert second_of_two(scheme, apply) is errors.AlreadyApplied
    with within_scheme(scheme):
        assert QualificationStep.objects.count() == 1
