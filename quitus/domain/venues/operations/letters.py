"""Letters of this room, once the mail server has taken them or never will."""

from quitus.domain.venues.models import Letter
from quitus.kernel import clock
from quitus.kernel.operation import operation


@operation
def mark_letter_sent(*, letter_id: int) -> None:
    """The mail server has taken a letter."""
    Letter.objects.filter(pk=letter_id).update(sent_at=clock.now())


@operation
def give_up_letter(*, letter_id: int) -> None:
    """Nobody will ever take this letter, or it is too old: it is tried no more."""
    Letter.objects.filter(pk=letter_id).update(given_up_at=clock.now())
