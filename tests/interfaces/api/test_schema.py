"""Whatever a software sends, the answer is one that the reference tells, and never a bug of ours."""

from collections.abc import Iterator
from time import monotonic
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from quitus.domain.vouchers.codes import code_of, number_of_code
from quitus.interfaces import limits
from quitus.interfaces.api.reference import _described_in
from quitus.kernel.codes import ALPHABET, NotACode
from quitus.kernel.signed_codes import SYMBOLS
from tests.factories.reception import Reception
from tests.interfaces.api.conftest import Software

pytestmark = [pytest.mark.django_db(databases=["default", limits.ALIAS]), pytest.mark.usefixtures("now")]
OPERATIONS = sorted(
    (path, verb) for path, verbs in _described_in("fr")["paths"].items() for verb in verbs if "terminals" not in path
)


@pytest.fixture
def application() -> Iterator[object]:
    """The program as the web server calls it, which keeps the connections of the test."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["right", "wrong"])
@pytest.mark.parametrize(("path", "verb"), OPERATIONS)
def test_no_request_breaks_what_the_reference_says(
    software: Software,
    application: object,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    verb: str,
    mode: GenerationMode,
) -> None:
    monkeypatch.setattr(limits.Limit, "take", lambda *_: True)
    schema = schemathesis.openapi.from_dict(_described_in("fr"))
    schema.app = application
    if mode == GenerationMode.NEGATIVE and not _has_something_to_say(path, verb):
        return

    @settings(max_examples=6, suppress_health_check=list(HealthCheck), phases=[Phase.generate], database=None)
    @given(case=schema[path][verb.upper()].as_strategy(generation_mode=mode))
    def sent(case: Any) -> None:
        case.call_and_validate(
            headers={"Authorization": f"Bearer {software.secret}"},
            checks=[not_a_server_error, status_code_conformance, response_schema_conformance],
        )

    sent()


def _has_something_to_say(path: str, verb: str) -> bool:
    operation = _described_in("fr")["paths"][path][verb]
    return bool(operation.get("requestBody") or operation.get("parameters"))


# --- the parser of codes, to which anybody may say anything

SYMBOLS_OF_CODES = ALPHABET + "oil -–\u202f"
TEXTS = st.one_of(
    st.text(max_size=400),
    st.text(SYMBOLS_OF_CODES, min_size=10, max_size=20),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=SYMBOLS - 1, max_size=SYMBOLS + 1),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=SYMBOLS, max_size=SYMBOLS).map(
        lambda text: f"HTTP://A/P/{text}"
    ),
)


def test_any_text_is_a_number_or_no_code_and_takes_no_time(reception: Reception) -> None:
    known = code_of(reception.pass_number(1))

    @settings(max_examples=300, suppress_health_check=list(HealthCheck), database=None)
    @given(text=st.one_of(TEXTS, TEXTS.map(lambda text: known[:7] + text), st.just(known)))
    def read(text: str) -> None:
        begun = monotonic()
        try:
            assert number_of_code(text) >= 0
        except NotACode:
            assert text != known
        assert monotonic() - begun < 1

    read()


def test_a_very_long_text_takes_no_time(reception: Reception) -> None:
    begun = monotonic()
    for text in ("A" * 5_000_000, "-" * 5_000_000, "HTTP://A/P/" * 400_000):
        with pytest.raises(NotACode):
            number_of_code(text)
    assert monotonic() - begun < 3
