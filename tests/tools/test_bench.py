"""The figures of `make bench`, and what they are compared with."""

import json
from dataclasses import asdict
from time import sleep

from quitus.usecases.bench import figures
from tests.architecture.house import ROOT
from tests.harness import bench
from tools.bench import TESTS, table


def test_a_figure_above_its_limit_is_told_apart_and_kept(monkeypatch, tmp_path):
    kept = tmp_path / "figures"
    monkeypatch.setenv(bench.KEPT_IN, str(kept))
    monkeypatch.setattr(figures, "_yardstick", lambda: None)
    slow = bench.measure("slow", lambda: sleep(0.02), limit_ms=5, times=2, lines=3)
    quick = bench.measure("quick", lambda: None, limit_ms=5, times=2)
    assert quick.ratio < 1 < slow.ratio
    assert [json.loads(line) for line in kept.read_text().splitlines()] == [asdict(slow), asdict(quick)]
    assert set(asdict(slow)) == {"name", "value", "unit", "limit", "ratio", "sizes", "machine"}


def test_a_machine_that_does_other_work_stretches_the_limit_and_an_idle_one_does_not(monkeypatch):
    monkeypatch.setattr(figures, "_yardstick", lambda: sleep(0.135))
    assert bench.measure("busy", lambda: sleep(0.02), limit_ms=5, times=1).ratio < 1


def test_the_table_has_a_line_for_each_figure():
    figure = bench.measure("quick", lambda: None, limit_ms=5, times=1, lines=3)
    heading, line = table([asdict(figure)]).splitlines()
    assert heading.split()[:3] == ["name", "value", "unit"]
    assert line.startswith("quick")
    assert line.endswith("3 lines")


def test_what_is_measured_is_there():
    for one in TESTS:
        path, name = one.split("::")
        text = (ROOT / path).read_text(encoding="utf-8")
        assert f"def {name}(" in text
        assert "measure(" in text
