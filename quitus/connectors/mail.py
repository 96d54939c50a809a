"""Letters by e-mail: one at a time, with the number by which a reader knows one that comes twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.core.mail import EmailMessage, get_connection

from quitus.kernel.text import one_line

FOLDER = "django.core.mail.backends.filebased.EmailBackend"
FOR_GOOD = 500


@dataclass(frozen=True)
class Mail:
    """A letter in plain text. The subject is sent on one line. `message_id` has its angle brackets; `headers` are
    those that are not usual.
    """

    to: str
    subject: str
    body: str
    message_id: str
    headers: Mapping[str, str] = field(default_factory=dict)


class RefusedForGood(OSError):
    """The mail server will never take this letter (a code from 500 on): to send it again is of no use."""


def send(mail: Mail, *, leaves: bool = True) -> None:
    """Hands a letter to the mail server; it has taken it when this returns. Raises `OSError` (`smtplib.SMTPException`
    is one) when it does not, `RefusedForGood` when it never will. One that never `leaves` is written to the folder of
    mails, be there a server or not.
    """
    connection = None if leaves else get_connection(FOLDER)
    letter = EmailMessage(
        subject=one_line(mail.subject),
        body=mail.body,
        to=[mail.to],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated", **mail.headers},
        connection=connection,
    )
    try:
        letter.send()
    except SMTPRecipientsRefused as refused:
        if all(code >= FOR_GOOD for code, _said in refused.recipients.values()):
            raise RefusedForGood from refused
        raise
    except SMTPDataError as refused:
        if refused.smtp_code >= FOR_GOOD:
            raise RefusedForGood from refused
        raise
