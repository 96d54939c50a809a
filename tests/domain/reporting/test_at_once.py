"""Two people at once: one report, submitted once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from quitus.domain.organisations import roles
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.reporting import errors, operations
from quitus.domain.reporting.models import FrozenFigures, Report
from quitus.kernel.refusals import Refusal
from tests.factories.people import make_person
from tests.factories.reports import STAGE, SUBMITTED_ON
from tests.factories.schemes import make_scheme
from tests.factories.texts import make_convention


def test_a_report_prepared_and_submitted_by_two_at_once_is_one_report(transactional_db):
    scheme = make_scheme()
    with within_scheme(scheme):
        anne = make_person(scheme, "Anne Lefèvre", roles.MANAGER).actor
        make_convention(anne, scheme)
    start = Barrier(2)

    def at_once(act):
        def run(_):
            try:
                with within_scheme(scheme):
                    start.wait(timeout=10)
                    return act()
            except Refusal as refusal:
                return type(refusal)
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(run, range(2)))

    prepared = at_once(lambda: operations.prepare_report(by=anne, **STAGE))
    [report] = [one for one in prepared if isinstance(one, Report)]
    submitted = at_once(lambda: operations.submit_report(by=anne, report_id=report.pk, on=SUBMITTED_ON))

    assert errors.ReportAlreadyPrepared in prepared
    assert errors.NotInThatState in submitted
    with within_scheme(scheme):
        assert FrozenFigures.objects.count() == 1
