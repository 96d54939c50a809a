"""What a real mail server answers, and what becomes of it here."""

from collections.abc import Callable, Iterator
from smtplib import SMTPException
from typing import Any

import pytest

from quitus.connectors import mail
from tests.harness.mail_server import AnyPort

LETTER = mail.Mail("camille@exemple.fr", "Rappel", "Bonjour,", "<1@exemple.fr>")


class Answers:
    """A mail server that gives the answers it is told, to the address and to the letter."""

    def __init__(self) -> None:
        self.address = self.letter = "250 OK"

    async def handle_RCPT(self, server: object, session: object, envelope: Any, to: str, _: object) -> str:  # noqa: N802
        envelope.rcpt_tos.append(to)
        return self.address

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802
        return self.letter


@pytest.fixture
def answering(settings: Any) -> Iterator[Callable[..., None]]:
    handler = Answers()
    controller = AnyPort(handler, hostname="127.0.0.1", port=0)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield lambda **answers: handler.__dict__.update(answers)
    controller.stop()


@pytest.mark.parametrize("answer", [{"address": "550 No such user"}, {"letter": "554 Refused"}])
def test_what_a_server_will_never_take_is_known(answering: Callable[..., None], answer: dict[str, str]) -> None:
    answering(**answer)
    with pytest.raises(mail.RefusedForGood):
        mail.send(LETTER)


@pytest.mark.parametrize("answer", [{"address": "450 Try later"}, {"letter": "451 Try later"}])
def test_what_a_server_does_not_take_now_may_be_tried_again(
    answering: Callable[..., None], answer: dict[str, str]
) -> None:
    answering(**answer)
    with pytest.raises(SMTPException):
        mail.send(LETTER)


def test_what_it_takes_is_sent(answering: Callable[..., None]) -> None:
    mail.send(LETTER)
