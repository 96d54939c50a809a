"""What docs/api.md tells a developer to type works, against a server that runs."""

import hmac
import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from quitus.domain.access import operations, rules
from quitus.domain.organisations import roles
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.vouchers.codes import code_of
from quitus.domain.webhooks.rules import signature
from quitus.interfaces import limits
from quitus.kernel import clock
from tests.factories.people import make_person
from tests.factories.reception import make_reception
from tests.factories.schemes import make_scheme

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
DAY = date(2023, 5, 12)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def surroundings(live: str) -> dict[str, str]:
    """The token and the pass that the commands of the page speak of."""
    scheme = make_scheme(example_lives_on=DAY)
    with within_scheme(scheme):
        anne = make_person(scheme, "Anne Lefèvre", roles.MANAGER)
        dado = make_person(scheme, "Dado Delattre", roles.HANDOUT_AGENT)
        made = make_reception(scheme, anne, dado)
        _, token = operations.open_access(
            by=made.lina.actor,
            kind=rules.SOFTWARE,
            label="Logiciel d'accueil",
            scopes=list(rules.SCOPES),
            expires_at=clock.now() + timedelta(days=30),
        )
        codes = [code_of(made.pass_number(rank)) for rank in (1, 2, 3)]
        number, venue = made.pass_number(1), made.venue.pk
    told = {"SITE": live, "TOKEN": token, "VENUE": str(venue), "DAY": DAY.isoformat(), "NUMBER": str(number)}
    return {**os.environ, **told, "CODE": codes[0], "CODES": " ".join(codes[1:])}


@pytest.mark.django_db(transaction=True, databases=["default", limits.ALIAS])
def test_every_command_of_the_page_answers_as_it_says(live: str) -> None:
    known = surroundings(live)
    setting, *commands = blocks("bash")
    assert [line.split("=")[0] for line in setting.splitlines()] == ["export SITE", "export TOKEN"]
    answers: list[dict[str, Any]] = []
    for command in commands:
        done = subprocess.run(["bash", "-c", command], env=known, capture_output=True, text=True, check=True)
        answers.append(json.loads(done.stdout))
    venues, seen, taken, undone, mine, owed = answers
    assert venues["venues"][0]["id"] == known["VENUE"]
    assert seen["lines"][0]["outcome"] == "usable"
    assert taken["lines"][0]["outcome"] == "taken"
    assert undone["number"] == known["NUMBER"]
    assert mine["lines"][0]["undone_on"] == DAY.isoformat()
    assert owed["total_cents"] == 0
    batch = subprocess.run(
        [sys.executable, "-c", blocks("python")[0]], env=known, capture_output=True, text=True, check=True
    )
    assert [line.split()[0] for line in batch.stdout.splitlines()] == ["taken", "taken", "2000"]


def test_the_recipe_tells_our_news_from_others() -> None:
    known: dict[str, Any] = {}
    exec(blocks("python")[1], known)
    at = datetime(2023, 5, 12, 10, tzinfo=UTC).timestamp()
    header = signature("whsec_a", int(at), '{"a":1}')
    assert known["is_ours"]("whsec_a", header, b'{"a":1}', now=at)
    assert not known["is_ours"]("whsec_b", header, b'{"a":1}', now=at)
    assert not known["is_ours"]("whsec_a", header, b'{"a":2}', now=at)
    assert not known["is_ours"]("whsec_a", header, b'{"a":1}', now=at + 301)
    assert hmac.compare_digest(header.split(",")[0], f"t={int(at)}")
