"""What the funder's officer reads across schemes: said by the migrations of the rooms whose tables it is about.

A funder works in many schemes. To follow them on one page its officer, inside `tenancy.person_scope`, also *reads* the
rows of every scheme where he holds the funder's role today for the body that funds it. A role given for another body
opens nothing. Writing stays where it is: in the scope of one scheme.
"""

from django.db.migrations.operations import RunSQL
from django.db.migrations.operations.base import Operation

from quitus.domain.organisations.roles import FUNDER
from quitus.kernel.tables import role

PERSON = "nullif(current_setting('quitus.person', true), '')::bigint"
SERVED = f"""
    SELECT membership.scheme_id FROM organisations_membership membership
    JOIN organisations_scheme scheme
    ON scheme.id = membership.scheme_id AND scheme.funder_id = membership.organisation_id
    WHERE membership.user_id = {PERSON} AND membership.role = '{FUNDER}'
    AND membership.starts_on <= coalesce(scheme.lives_on, (quitus_now() AT TIME ZONE 'Europe/Paris')::date)
    AND (membership.ends_on IS NULL
         OR membership.ends_on >= coalesce(scheme.lives_on, (quitus_now() AT TIME ZONE 'Europe/Paris')::date))
"""  # noqa: S608  (constants, composed of one another)


def funder_reads(table: str, column: str = "scheme_id") -> list[Operation]:
    """Inside `tenancy.person_scope` the officer of the funder also reads these rows, in the schemes where he serves."""
    return [
        RunSQL(
            f'CREATE POLICY funder_reads_where_it_serves ON "{table}" FOR SELECT TO {role("web")} '
            f'USING ("{column}" IN ({SERVED}))',
            f'DROP POLICY funder_reads_where_it_serves ON "{table}"',
        )
    ]
