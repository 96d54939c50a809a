"""What the domain answers when something may not happen. Anything else raised is a bug."""

from typing import ClassVar

from quitus.kernel.words import N_


class Refusal(Exception):
    """Why an operation did not happen, in words for the reader.

    One subclass per reason, in the `errors.py` of its room. `code` is stable (software reads it); `template` is a
    French sentence, marked with `N_`, that says what is the case and what to do next, with `%(name)s` for each fact.
    Facts keep their own type (date, Cents, int, str): the door formats them in the reader's language.
    """

    code: ClassVar[str] = "refused"
    template: ClassVar[str] = N_("Cela n'est pas possible.")

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        try:
            sentence = self.template % facts
        except KeyError as missing:
            raise TypeError(f"{type(self).__name__} needs the fact {missing}") from missing
        super().__init__(f"{self.code}: {sentence}")


class NotAllowed(Refusal):
    """The person who asks has no right to it."""

    code = "not_allowed"
    template = N_("Vous n'avez pas accès à cette action. Adressez-vous à la personne qui gère le dispositif.")


class NotYourRole(NotAllowed):
    """The action belongs to another role than the one the person holds here."""

    code = "not_your_role"
    template = N_(
        "Cette action ne relève pas de votre rôle dans ce dispositif. "
        "Adressez-vous à la personne qui gère le dispositif."
    )


class DateInTheFuture(Refusal):
    """A date of fact tells what has happened: it cannot come after today."""

    code = "date_in_the_future"
    template = N_("La date du %(on)s n'est pas encore arrivée. Indiquez une date au plus tard le %(today)s.")
