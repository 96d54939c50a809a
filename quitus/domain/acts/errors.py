"""Why something about an act may not be done."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class DeliberationNoLongerADraft(Refusal):
    """The text of an act does not change once the assembly has decided."""

    code = "deliberation_no_longer_a_draft"
    template = N_(
        "Cette délibération est déjà « %(state)s » : son texte ne peut plus changer. Rédigez-en une nouvelle."
    )


class DeliberationNotOnAgenda(Refusal):
    """Only what is on the agenda of a sitting is put to the vote."""

    code = "deliberation_not_on_agenda"
    template = N_("Cette délibération n'est à l'ordre du jour d'aucune réunion. Inscrivez-la d'abord à une réunion.")


class DeliberationNotAdopted(Refusal):
    """Only an adopted deliberation is transmitted and published."""

    code = "deliberation_not_adopted"
    template = N_("Cette délibération n'est pas adoptée. Enregistrez d'abord le vote de l'assemblée.")


class SittingNotHeld(Refusal):
    """A vote is recorded after the sitting, not before."""

    code = "sitting_not_held"
    template = N_("La réunion est prévue le %(held_on)s. Enregistrez le vote à partir de ce jour.")


class MoreProxiesThanPresent(Refusal):
    """A member present holds one proxy at most (CGCT L.3121-16)."""

    code = "more_proxies_than_present"
    template = N_(
        "%(proxies)s délégations de vote pour %(present)s membres présents : chacun n'en porte qu'une. "
        "Corrigez ces nombres."
    )


class QuorumMissing(Refusal):
    """Too few members present or represented."""

    code = "quorum_missing"
    template = N_(
        "Le quorum n'est pas atteint : %(represented)s membres présents ou représentés sur %(members)s. "
        "Vérifiez les présences, ou indiquez qu'il s'agit de la seconde convocation."
    )


class MoreVotesThanVoters(Refusal):
    """The vote counts more votes than those who could vote."""

    code = "more_votes_than_voters"
    template = N_("Le vote compte %(votes)s voix pour %(most)s votants au plus. Vérifiez le vote et les présences.")


class NoVoteCast(Refusal):
    """A result needs somebody who voted or abstained."""

    code = "no_vote_cast"
    template = N_("Aucune voix n'est comptée. Indiquez celles pour et contre ; si tous s'abstiennent, les abstentions.")


class TieNeedsThePresident(Refusal):
    """The president's voice decides a tie and must be known."""

    code = "tie_needs_the_president"
    template = N_("Il y a égalité des voix. Indiquez le vote du président, dont la voix est prépondérante.")


class NumberMissing(Refusal):
    """An act that is voted has a number."""

    code = "number_missing"
    template = N_("Cette délibération n'a pas de numéro. Indiquez celui que l'assemblée lui a donné.")


class NumberAlreadyUsed(Refusal):
    """Two acts of one authority never have the same number."""

    code = "number_already_used"
    template = N_("Le numéro %(number)s est déjà celui d'une autre délibération. Vérifiez le numéro.")


class DateBeforeAdoption(Refusal):
    """An act is transmitted, published after it was voted."""

    code = "date_before_adoption"
    template = N_("La délibération a été adoptée le %(adopted_on)s. Indiquez ce jour ou un jour plus tard.")


class NotTransmitted(Refusal):
    """The prefect acknowledges what was transmitted."""

    code = "not_transmitted"
    template = N_("Cette délibération n'est pas transmise. Enregistrez d'abord la date de transmission au préfet.")


class AcknowledgedBeforeTransmission(Refusal):
    """An acknowledgement cannot come before the transmission."""

    code = "acknowledged_before_transmission"
    template = N_("La délibération a été transmise le %(transmitted_on)s. Indiquez ce jour ou un jour plus tard.")


class AlreadyRecorded(Refusal):
    """A date of fact is recorded once."""

    code = "already_recorded"
    template = N_("Cette date est déjà enregistrée : %(on)s. Elle ne peut pas être remplacée.")


class OpinionAfterTheSitting(Refusal):
    """A commission is consulted before the sitting."""

    code = "opinion_after_the_sitting"
    template = N_("La réunion est fixée au %(held_on)s. L'avis d'une commission est rendu au plus tard ce jour-là.")


class AnnexEmpty(Refusal):
    """A file without content is no annex."""

    code = "annex_empty"
    template = N_("Ce fichier est vide. Choisissez le fichier de l'annexe.")


class AnnexTooLarge(Refusal):
    """The bound of a file joined to an act."""

    code = "annex_too_large"
    template = N_("Ce fichier dépasse %(most)s Mo. Réduisez-le ou partagez-le en plusieurs.")


class AnnexOfThisTypeRefused(Refusal):
    """Only documents that keep their form are joined to an act."""

    code = "annex_of_this_type_refused"
    template = N_("Ce type de fichier ne se joint pas à un acte. Joignez un PDF ou une image (PNG, JPEG).")


class AnnexAlreadyJoined(Refusal):
    """The same file is joined once."""

    code = "annex_already_joined"
    template = N_("Ce fichier est déjà joint à cette délibération : « %(title)s ».")


class ActAlreadyTransmitted(Refusal):
    """What the prefect received does not change any more."""

    code = "act_already_transmitted"
    template = N_(
        "Cette délibération a été transmise le %(transmitted_on)s : ses annexes ne changent plus. "
        "Envoyez la pièce au préfet comme pièce complémentaire."
    )


class ArticleNumberedTwice(Refusal):
    """Two articles of one decision never have the same number."""

    code = "article_numbered_twice"
    template = N_("Deux articles portent le numéro « %(number)s ». Numérotez chaque article une seule fois.")


class SecondConvocationTooEarly(Refusal):
    """A second convocation sits three days after the first at the earliest."""

    code = "second_convocation_too_early"
    template = N_(
        "La réunion sans quorum était le %(first_on)s : la seconde se tient trois jours après, "
        "au plus tôt le %(earliest_on)s."
    )


class SecondConvocationOfAnotherAssembly(Refusal):
    """A second convocation is one of the same assembly."""

    code = "second_convocation_of_another_assembly"
    template = N_(
        "La première convocation est celle d'une autre assemblée : %(assembly)s. Choisissez la bonne réunion."
    )


class FirstSittingHadQuorum(Refusal):
    """There is no second convocation when the first sitting could deliberate."""

    code = "first_sitting_had_quorum"
    template = N_(
        "La réunion du %(first_on)s avait le quorum : il n'y a pas de seconde convocation. "
        "Prévoyez une réunion ordinaire, ou corrigez les présences de la première."
    )


class FirstSittingNotRecorded(Refusal):
    """What frees from the quorum is a first sitting without quorum, and that must be known."""

    code = "first_sitting_not_recorded"
    template = N_(
        "Les présences de la réunion du %(first_on)s ne sont pas enregistrées. "
        "Enregistrez-les d'abord : c'est l'absence de quorum ce jour-là qui dispense du quorum aujourd'hui."
    )


class SittingAlreadyPlanned(Refusal):
    """One assembly sits once a day."""

    code = "sitting_already_planned"
    template = N_(
        "Une réunion de cette assemblée est déjà prévue le %(held_on)s. Ouvrez-la, ou choisissez un autre jour."
    )


class ConvenedAfterTheSitting(Refusal):
    """Members are convened before they sit."""

    code = "convened_after_the_sitting"
    template = N_("La réunion est fixée au %(held_on)s : la convocation part au plus tard ce jour-là.")


class AttendanceMissing(Refusal):
    """A vote needs to know who was there."""

    code = "attendance_missing"
    template = N_("Les présences de la réunion ne sont pas enregistrées. Enregistrez-les avant le vote.")


class AttendanceIsListed(Refusal):
    """Counts follow from the list of members where there is one."""

    code = "attendance_is_listed"
    template = N_("Les membres de cette réunion sont listés par nom. Corrigez la liste : les nombres en découlent.")


class AttendanceContradictsAVote(Refusal):
    """Who sat must allow the votes that were recorded."""

    code = "attendance_contradicts_a_vote"
    template = N_(
        "Avec ces présences, le vote déjà enregistré de la délibération %(number)s serait impossible. "
        "Vérifiez les présences."
    )


class SittingOfAnActOnline(Refusal):
    """What is online names who presided and follows from who sat: both stay."""

    code = "sitting_of_an_act_online"
    template = N_(
        "Un acte de cette réunion est en ligne : présidence, secrétariat et présences ne changent plus. "
        "Laissez-les tels quels."
    )


class MemberListedTwice(Refusal):
    """One member, one line."""

    code = "member_listed_twice"
    template = N_("%(name)s figure deux fois dans la liste. Gardez une seule ligne par membre.")


class NobodyListed(Refusal):
    """A list of members has members."""

    code = "nobody_listed"
    template = N_("La liste des membres est vide. Indiquez au moins un membre présent.")


class ProxyHolderNotPresent(Refusal):
    """Only a member who is there votes for another."""

    code = "proxy_holder_not_present"
    template = N_("%(name)s a donné sa voix à %(holder)s, qui n'est pas présent à la réunion. Corrigez la délégation.")


class ProxyHolderHasAnother(Refusal):
    """A member holds one proxy at most (CGCT L.3121-16)."""

    code = "proxy_holder_has_another"
    template = N_(
        "%(holder)s porte déjà la voix d'un autre membre : chacun ne peut en porter qu'une. Corrigez la délégation."
    )


class ProxyOfSomebodyWithVote(Refusal):
    """Only a member with a vote who is away gives it to another."""

    code = "proxy_of_somebody_with_vote"
    template = N_(
        "%(name)s ne peut pas donner de délégation : seul un membre excusé ou absent en donne une. Corrigez la liste."
    )


class GroupVotesDoNotAddUp(Refusal):
    """The votes of the groups make the vote."""

    code = "group_votes_do_not_add_up"
    template = N_(
        "Les voix des groupes ne font pas le vote : %(votes_for)s pour, %(votes_against)s contre. "
        "Vérifiez chaque groupe, ou laissez ses voix vides si l'acte ne les donne pas."
    )


class GroupCountedTwice(Refusal):
    """One group, one line."""

    code = "group_counted_twice"
    template = N_("Le groupe « %(group)s » figure deux fois. Gardez une seule ligne par groupe.")


class EndBeforeAdoption(Refusal):
    """An act ends after it was adopted, or as if it had never been."""

    code = "end_before_adoption"
    template = N_("La délibération a été adoptée le %(adopted_on)s : elle ne peut pas cesser de s'appliquer avant.")


class RepealBeforeItsDecision(Refusal):
    """A repeal is for the future (CRPA L.240-1); what goes back to the vote is to take the act back."""

    code = "repeal_before_its_decision"
    template = N_(
        "Une abrogation ne vaut que pour l'avenir, au plus tôt le %(decided_on)s, jour de sa décision. "
        "Corrigez la date, ou retirez l'acte."
    )


class EndNotJustified(Refusal):
    """Who ended an act, and why, is kept."""

    code = "end_not_justified"
    template = N_("Indiquez qui a décidé et pour quel motif : c'est ce que l'on demandera plus tard.")


class NoDocumentsRequested(Refusal):
    """Missing documents are received after they were requested."""

    code = "no_documents_requested"
    template = N_("Le préfet n'a demandé aucune pièce avant le %(on)s. Enregistrez d'abord sa demande.")


class AnswerBeforeTransmission(Refusal):
    """The prefect answers what was transmitted."""

    code = "answer_before_transmission"
    template = N_("La délibération a été transmise le %(transmitted_on)s. Indiquez ce jour ou un jour plus tard.")


class DepartmentUnknown(Refusal):
    """The code of a department has three characters."""

    code = "department_unknown"
    template = N_("Le département s'écrit avec trois caractères, par exemple 062 ou 02A.")


class OperatorOfTransmissionUnknown(Refusal):
    """A certified operator of transmission has three letters."""

    code = "operator_of_transmission_unknown"
    template = N_("L'opérateur de transmission s'écrit avec trois lettres, par exemple SLO.")


class SignedBeforeTheVote(Refusal):
    """An act is signed once it is voted."""

    code = "signed_before_the_vote"
    template = N_("La délibération a été votée le %(held_on)s. Elle est signée ce jour-là ou plus tard.")


class ActNotOfThePast(Refusal):
    """Only an act entered with its history is completed afterwards."""

    code = "act_not_of_the_past"
    template = N_("Cette délibération est suivie depuis son projet : enregistrez chaque étape depuis sa page.")
