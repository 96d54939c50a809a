"""Files fit in the hand, say what they are, and each writes, reads the time or listens where it may."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture import house
from tests.architecture.house import ROOT


def test_files_and_functions_fit_in_the_hand() -> None:
    assert house.too_long(ROOT) == []


def test_no_file_is_named_after_nothing() -> None:
    assert house.badly_named(ROOT) == []


def test_only_operations_write() -> None:
    assert house.writes_elsewhere(ROOT) == []


def test_every_declared_exception_still_writes() -> None:
    found = {fault.split(":")[0] for fault in house.writes_elsewhere(ROOT, allowed={})}
    assert set(house.MAY_WRITE) <= found


def test_only_the_clock_reads_the_time() -> None:
    assert house.reads_the_time(ROOT) == []


def test_nothing_happens_by_signal() -> None:
    assert house.receives_signals(ROOT) == []


def test_lock_files_name_no_host() -> None:
    assert house.hosts_in_locks(ROOT) == []


def _plant(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root


def test_a_file_over_400_lines_is_seen(tmp_path: Path) -> None:
    _plant(tmp_path, "quitus/kernel/money.py", "x = 1\n" * 401)
    assert house.too_long(tmp_path) == ["quitus/kernel/money.py: 401 lines, at most 400"]


def test_a_long_migration_is_no_fault(tmp_path: Path) -> None:
    _plant(tmp_path, "quitus/domain/acts/migrations/0001_initial.py", "x = 1\n" * 401)
    assert house.too_long(tmp_path) == []


def test_a_function_over_50_lines_is_seen(tmp_path: Path) -> None:
    _plant(tmp_path, "quitus/kernel/money.py", "def share():\n" + "    x = 1\n" * 50)
    assert house.too_long(tmp_path) == ["quitus/kernel/money.py:1: share has 51 lines, at most 50"]


@pytest.mark.parametrize("name", ["utils.py", "services.py", "helpers/__init__.py"])
def test_a_name_that_says_nothing_is_seen(tmp_path: Path, name: str) -> None:
    _plant(tmp_path, f"quitus/domain/acts/{name}", "")
    assert house.badly_named(tmp_path) == [f"quitus/domain/acts/{name}"]


@pytest.mark.parametrize(
    "line",
    [
        "order.save()",
        "Order.objects.create(count=1)",
        "Order.objects.filter(pk=1).update(count=2)",
        "orders.delete()",
        "Order.objects.bulk_create([])",
        'cursor.execute("UPDATE vouchers_voucher SET turn = 1")',
        'cursor.execute("WITH a AS (SELECT 1) INSERT INTO b SELECT * FROM a")',
    ],
)
@pytest.mark.parametrize(
    "place", ["domain/vouchers/queries.py", "interfaces/web/public/views.py", "usecases/redeem.py"]
)
def test_a_write_outside_operations_is_seen(tmp_path: Path, line: str, place: str) -> None:
    _plant(tmp_path, f"quitus/{place}", f"def act():\n    {line}\n")
    assert house.writes_elsewhere(tmp_path, allowed={}) == [f"quitus/{place}:2"]


@pytest.mark.parametrize("place", ["operations.py", "operations/orders.py"])
def test_a_write_in_operations_is_no_fault(tmp_path: Path, place: str) -> None:
    _plant(tmp_path, f"quitus/domain/vouchers/{place}", "order.save()\n")
    assert house.writes_elsewhere(tmp_path, allowed={}) == []


@pytest.mark.parametrize("line", ["facts.update({'a': 1})", "digest.update(b'a')", "'UPDATE'", "f(save=1)"])
def test_what_only_looks_like_a_write_is_no_fault(tmp_path: Path, line: str) -> None:
    _plant(tmp_path, "quitus/domain/vouchers/queries.py", f"{line}\n")
    assert house.writes_elsewhere(tmp_path, allowed={}) == []


@pytest.mark.parametrize(
    "line",
    [
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "date.today()",
        "timezone.now()",
        "time.time()",
        "from time import time",
        "from django.db.models.functions import Now",
        "models.DateTimeField(auto_now=True)",
        'cursor.execute("SELECT now()")',
    ],
)
def test_a_reading_of_the_time_elsewhere_is_seen(tmp_path: Path, line: str) -> None:
    _plant(tmp_path, "quitus/domain/acts/rules.py", f"{line}\n")
    assert house.reads_the_time(tmp_path) == ["quitus/domain/acts/rules.py:1"]


@pytest.mark.parametrize("line", ["time.monotonic()", "clock.now()", "clock.today()"])
def test_the_clock_and_a_stopwatch_may_be_read(tmp_path: Path, line: str) -> None:
    _plant(tmp_path, "quitus/domain/acts/operations.py", f"{line}\n")
    assert house.reads_the_time(tmp_path) == []


@pytest.mark.parametrize(
    "line",
    [
        "from django.dispatch import receiver",
        "from django.db.models.signals import post_save",
        "from django.db.models import signals",
        "from allauth.account.signals import user_logged_in",
    ],
)
def test_a_receiver_is_seen(tmp_path: Path, line: str) -> None:
    _plant(tmp_path, "quitus/domain/acts/models.py", f"{line}\n")
    assert house.receives_signals(tmp_path) == ["quitus/domain/acts/models.py:1"]


def test_a_host_in_a_lock_file_is_seen(tmp_path: Path) -> None:
    _plant(tmp_path, "requirements/base.txt", "--index-url https://pypi.example/simple\ndjango==5.2\n")
    _plant(tmp_path, "package-lock.json", '{\n"resolved": "https://npm.example/a.tgz"\n}\n')
    assert house.hosts_in_locks(tmp_path) == ["requirements/base.txt:1", "package-lock.json:2"]
