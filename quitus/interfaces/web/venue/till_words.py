"""The words of the scanner: one table, for what the server answers and what the device finds alone.

`%(name)s` is filled in by the page: days, amounts and counts are written there as on every other page.
"""

from django.utils.translation import gettext as _

from quitus.domain.redemption.errors import BY_OUTCOME, PassTypedTwice, TooManyPassForPeople
from quitus.kernel.words import N_

TITLES = {
    "usable": N_("Pass valable"),
    "to_verify": N_("À vérifier"),
    "in_list": N_("Déjà dans la liste"),
    "mistyped": N_("Code illisible"),
    "refused": N_("Pass refusé"),
    "pass_unknown": N_("Pass inconnu"),
    "pass_already_used": N_("Déjà utilisé"),
    "taken_on_this_device": N_("Déjà encaissé ici"),
    "pass_inactive": N_("Pas encore actif"),
    "pass_blocked": N_("Pass bloqué"),
    "pass_cancelled": N_("Pass annulé"),
    "pass_expired": N_("Pass périmé"),
    "not_usable_offline": N_("Pass refusé"),
    "series_not_on_device": N_("Pass à présenter en ligne"),
    "service_not_covered": N_("Service non couvert"),
    "venue_outside_territory": N_("Autre territoire"),
    "service_date_too_old": N_("Service trop ancien"),
    "service_date_in_the_future": N_("Date à venir"),
    "too_many_pass_for_people": N_("Trop de pass"),
    "too_many_wrong_codes": N_("Trop de codes erronés"),
    "not_taken": N_("Rien n'est encaissé"),
    "device_full": N_("Rien n'est encaissé"),
    "limit_count": N_("Rien n'est encaissé"),
    "limit_cents": N_("Rien n'est encaissé"),
    "limit_days": N_("Rien n'est encaissé"),
}

ALONE = {
    "to_verify": N_("Sans réseau, un code tapé n'est que gardé : le serveur dira s'il vaut quelque chose."),
    "in_list": N_("Présentez le pass suivant."),
    "mistyped": N_("Ce n'est pas un code de pass : vérifiez les 14 caractères, ou présentez le QR code."),
    "taken_on_this_device": N_("Cet appareil l'a déjà encaissé. Demandez un autre pass."),
    "not_usable_offline": N_("Ce pass est déjà utilisé, bloqué ou annulé. Demandez un autre pass."),
    "series_not_on_device": N_(
        "Cet appareil ne connaît pas encore sa commande. Encaissez-le quand le réseau sera revenu."
    ),
    "device_full": N_(
        "La mémoire de cet appareil est pleine. Libérez de la place, ou gardez le pass et encaissez-le plus tard."
    ),
    "limit_count": N_("Sans réseau, cet appareil garde au plus %(count)s pass. Retrouvez le réseau pour les envoyer."),
    "limit_cents": N_("Sans réseau, cet appareil garde au plus %(euros)s. Retrouvez le réseau pour envoyer ses pass."),
    "limit_days": N_(
        "Cet appareil n'a pas retrouvé le réseau depuis plus de %(days)s jours : il doit d'abord se mettre à jour."
    ),
}

SAID = {
    "online": N_("En ligne"),
    "offline": N_("Hors connexion"),
    "online_waiting_one": N_("En ligne : %(count)s pass part au serveur"),
    "online_waiting_many": N_("En ligne : %(count)s pass partent au serveur"),
    "offline_none_one": N_("Hors connexion : vous pouvez encaisser, dernière mise à jour %(hour)s"),
    "offline_none_many": N_("Hors connexion : vous pouvez encaisser, dernière mise à jour %(hour)s"),
    "offline_waiting_one": N_("Hors connexion : %(count)s pass attend, dernière mise à jour %(hour)s"),
    "offline_waiting_many": N_("Hors connexion : %(count)s pass attendent, dernière mise à jour %(hour)s"),
    "rest_title": N_("Présentez un pass"),
    "rest_sentence": N_("Devant l'appareil photo, avec la douchette, ou en tapant son code."),
    "camera_problem": N_("L'appareil photo n'est pas accessible. Autorisez-le dans le navigateur, ou tapez les codes."),
    "list_empty": N_("Aucun pass dans la liste."),
    "count_one": N_("%(count)s pass · %(euros)s"),
    "count_many": N_("%(count)s pass · %(euros)s"),
    "rule_one": N_("Une personne, %(count)s pass par service."),
    "rule_many": N_("Une personne, %(count)s pass au plus par service."),
    "typed_code": N_("Code tapé"),
    "drop": N_("Retirer"),
    "take_one": N_("Encaisser le pass"),
    "take_many": N_("Encaisser les %(count)s pass"),
    "taking": N_("Encaissement…"),
    "taken_one": N_("Pass encaissé"),
    "taken_many": N_("%(count)s pass encaissés"),
    "taken_offline_one": N_("Pass encaissé hors connexion"),
    "taken_offline_many": N_("%(count)s pass encaissés hors connexion"),
    "refused_one": N_("%(count)s pass refusé"),
    "refused_many": N_("%(count)s pass refusés"),
    "will_be_sent": N_("Gardé sur cet appareil, envoyé dès le retour du réseau."),
    "can_be_undone": N_("Annulable pendant dix minutes."),
    "undo": N_("Annuler"),
    "undo_until": N_("annulable jusqu'à %(hour)s"),
    "undone": N_("Encaissement annulé : le pass peut resservir"),
    "undo_needs_network": N_("Pour annuler, attendez que le réseau revienne"),
    "clock_ahead_days_one": N_("L'horloge de cet appareil avance d'un jour : l'heure du serveur est utilisée."),
    "clock_ahead_days_many": N_(
        "L'horloge de cet appareil avance de %(count)s jours : l'heure du serveur est utilisée."
    ),
    "clock_behind_days_one": N_("L'horloge de cet appareil retarde d'un jour : l'heure du serveur est utilisée."),
    "clock_behind_days_many": N_(
        "L'horloge de cet appareil retarde de %(count)s jours : l'heure du serveur est utilisée."
    ),
    "clock_ahead_minutes_one": N_(
        "L'horloge de cet appareil avance de quelques minutes : l'heure du serveur est utilisée."
    ),
    "clock_ahead_minutes_many": N_(
        "L'horloge de cet appareil avance de %(count)s minutes : l'heure du serveur est utilisée."
    ),
    "clock_behind_minutes_one": N_(
        "L'horloge de cet appareil retarde de quelques minutes : l'heure du serveur est utilisée."
    ),
    "clock_behind_minutes_many": N_(
        "L'horloge de cet appareil retarde de %(count)s minutes : l'heure du serveur est utilisée."
    ),
    "disbelieved_one": N_("La fiche d'une commande n'est pas signée comme il faut : prévenez la collectivité."),
    "disbelieved_many": N_(
        "Les fiches de %(count)s commandes ne sont pas signées comme il faut : prévenez la collectivité."
    ),
    "told_when": N_("%(day)s, pass %(number)s"),
    "told_read": N_("J'ai lu"),
    "not_known": N_("Le serveur ne reconnaît plus cet appareil : ce qu'il garde n'est pas perdu."),
    "sign_in": N_("Se connecter"),
    "broken": N_("Une erreur est survenue. Rechargez la page : ce qui est encaissé est gardé."),
    "pin_form": N_("Un code PIN a six chiffres."),
    "pin_differs": N_("Les deux codes ne sont pas les mêmes."),
    "pin_easy": N_("Ce code se devine trop vite. Choisissez-en un autre."),
    "pin_wrong_one": N_("Code PIN erroné. Encore un essai avant une pause."),
    "pin_wrong_many": N_("Code PIN erroné. Encore %(count)s essais avant une pause."),
    "pin_wait": N_("Trop d'essais. Réessayez après %(hour)s, ou connectez-vous."),
    "pin_sign_in": N_("Ce code PIN ne suffit plus : connectez-vous pour en choisir un autre."),
    "choose_title": N_("%(name)s, choisissez un code PIN"),
    "choose_button": N_("Ouvrir cet appareil"),
    "preparing": N_("Préparation de l'appareil…"),
    "device_label": N_("Appareil du lieu"),
    "device_waits": N_("Cet appareil attend l'autorisation de la collectivité. D'ici là, utilisez le formulaire."),
    "needs_network": N_("Le serveur ne répond pas : il faut le réseau pour préparer un appareil."),
    "sign_in_again": N_("Votre connexion est terminée. Reconnectez-vous, puis recommencez."),
}


def words(language: str) -> dict[str, object]:
    """Everything that the page says by script, in the current language."""
    refusals = {code: _(refusal.template) for code, refusal in BY_OUTCOME.items()}
    refusals |= {one.code: _(one.template) for one in (PassTypedTwice, TooManyPassForPeople)}
    return {
        "language": language,
        "titles": {code: _(title) for code, title in TITLES.items()},
        "sentences": refusals | {code: _(sentence) for code, sentence in ALONE.items()},
        "said": {name: _(sentence) for name, sentence in SAID.items()},
    }
