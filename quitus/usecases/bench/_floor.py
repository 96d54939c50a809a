"""The floor under any taking of pass: pgbench, on the same tables, with the same constraints and the same durability.

Three statements in one transaction, prepared, one pass each: what is read to judge it, the conditional update of the
pass, its line. No program of ours runs meanwhile.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Sequence

from django.db import connections

from quitus.connectors.embedded_postgres import client_program
from quitus.domain.grants.models import Service
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.vouchers.models import Order
from quitus.kernel import clock
from quitus.usecases.bench._counters import SERVICE, Counter
from quitus.usecases.bench._ground import Ground

CLIENTS = 16
THREADS = 2

# A table of its own says which pass each transaction takes, since pgbench cannot shuffle without drawing twice.
_QUEUE = "CREATE UNLOGGED TABLE IF NOT EXISTS bench_queue (place bigint PRIMARY KEY, number bigint NOT NULL)"
_SCRIPT = r"""
\set place :client_id * {each} + :step
\set step :step + 1
BEGIN;
SELECT pass.mark, pass.number, orders.activated_on, orders.usable_until, orders.late_entry_days,
    (SELECT step.state FROM venues_qualification file JOIN venues_qualificationstep step
        ON step.qualification_id = file.id WHERE file.scheme_id = {scheme} AND file.organisation_id = {organisation}
        AND step.effective_on <= '{today}' ORDER BY step.effective_on DESC, step.id DESC LIMIT 1) AS state,
    EXISTS (SELECT FROM venues_serviceoffer WHERE venue_id = {venue} AND service_id = {service}) AS offered,
    EXISTS (SELECT FROM venues_staff WHERE venue_id = {venue} AND user_id = {user}) AS works_here
    FROM bench_queue queue JOIN vouchers_voucher pass ON pass.number = queue.number
    JOIN vouchers_order orders ON orders.id = pass.order_id WHERE queue.place = :place \gset
UPDATE vouchers_voucher SET mark = 'redeemed', turn = turn + 1, marked_on = '{today}'
    WHERE number = :number AND mark = 'plain';
INSERT INTO redemption_redemption (number, turn, scheme_id, order_id, venue_id, organisation_id, service_id,
    service_on, people_count, request, user_id)
    VALUES (:number, 1, {scheme}, {order}, {venue}, {organisation}, {service}, '{today}', 1, gen_random_uuid(), {user});
END;
"""


def floor(ground: Ground, order: Order, counters: Sequence[Counter], numbers: Sequence[int]) -> float:
    """Redemptions a second by pgbench with 16 clients, over these pass, which are spent by it."""
    each = len(numbers) // CLIENTS
    with within_scheme(ground.scheme):
        service_id = Service.objects.get(code=SERVICE).pk
    with connections["owner"].cursor() as cursor:
        cursor.execute(_QUEUE)
        cursor.execute("TRUNCATE bench_queue")
        cursor.execute(
            "INSERT INTO bench_queue SELECT place - 1, number "
            "FROM unnest(%s::bigint[]) WITH ORDINALITY AS given(number, place)",
            [list(numbers)],
        )
        cursor.execute(f"GRANT SELECT ON bench_queue TO {connections['redeemer'].settings_dict['USER']}")
        cursor.execute("ANALYZE bench_queue")
    at = counters[0]
    script = _SCRIPT.format(
        each=each,
        scheme=ground.scheme.pk,
        organisation=at.by.organisation_id,
        venue=at.venue_id,
        service=service_id,
        user=at.by.user_id,
        order=order.pk,
        today=clock.today().isoformat(),
    )
    return _measured(script, each, ground.scheme.pk)


def _measured(script: str, each: int, scheme_id: int) -> float:
    described = connections["redeemer"].settings_dict
    program = client_program("pgbench")
    surroundings = {
        **os.environ,
        "PGPASSWORD": described["PASSWORD"],
        "PGOPTIONS": f"-c quitus.scheme={scheme_id}",
    }
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        options = ["-n", "-M", "prepared", "-c", str(CLIENTS), "-j", str(THREADS), "-t", str(each), "-D", "step=0"]
        where = ["-h", str(described["HOST"]), "-p", str(described["PORT"]), "-U", described["USER"]]
        command = [str(program), *options, *where, "-f", file.name, str(described["NAME"])]
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    assert done.returncode == 0, done.stderr[-400:]
    assert found is not None, done.stdout
    return float(found[1])
