"""Letters by e-mail: one at a time, with the number by which a reader knows one that comes twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.mail import EmailMessage, get_connection

FOLDER = "django.core.mail.backends.filebased.EmailBackend"


@dataclass(frozen=True)
class Mail:
    """A letter in plain text. `message_id` has its angle brackets; `headers` are those that are not usual."""

    to: str
    subject: str
    body: str
    message_id: str
    headers: Mapping[str, str] = field(default_factory=dict)


def send(mail: Mail, *, leaves: bool = True) -> None:
    """Hands a letter to the mail server; it has taken it when this returns. Raises `OSError` (`smtplib.SMTPException`
    is one) when it does not. One that never `leaves` is written to the folder of mails, be there a server or not.
    """
    connection = None if leaves else get_connection(FOLDER)
    EmailMessage(
        subject=mail.subject,
        body=mail.body,
        to=[mail.to],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated", **mail.headers},
        connection=connection,
    ).send()
