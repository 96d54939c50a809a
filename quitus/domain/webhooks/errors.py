"""Why something about a webhook may not be done."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class AddressNotSecure(Refusal):
    """News are sent to an address of the web, over TLS."""

    code = "webhook_address_not_secure"
    template = N_("Cette adresse ne peut pas recevoir d'annonces. Écrivez-la en https://, sans mot de passe.")


class EventsMissing(Refusal):
    """Nothing to announce."""

    code = "webhook_events_missing"
    template = N_("Choisissez au moins une annonce de la liste.")


class TooManySubscriptions(Refusal):
    """A structure tells a few addresses."""

    code = "too_many_webhooks"
    template = N_("Votre structure a déjà %(most)s adresses. Arrêtez l'une d'elles avant d'en ajouter une autre.")


class SubscriptionUnknown(Refusal):
    """No such address of this structure."""

    code = "webhook_unknown"
    template = N_("Cette adresse n'est pas celle d'un logiciel de votre structure. Choisissez-la dans la liste.")


class SubscriptionEnded(Refusal):
    """Nothing is sent any more to an address that was stopped."""

    code = "webhook_ended"
    template = N_("Plus rien n'est envoyé à cette adresse depuis le %(ended_on)s. Ajoutez-la à nouveau si besoin.")


class DeliveryUnknown(Refusal):
    """No such news for this structure."""

    code = "delivery_unknown"
    template = N_("Cette annonce n'est pas dans le journal de votre structure. Choisissez-la dans la liste.")
