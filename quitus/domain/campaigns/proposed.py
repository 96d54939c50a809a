"""What the database itself refuses about a campaign that was proposed: whoever answers has read a text that stays."""

from django.db.migrations.operations import RunSQL
from django.db.migrations.operations.base import Operation

FROZEN = ("funder_id", "opened_by_id", "title", "reasons", "answer_by", "is_example", "proposed_on", "recorded_at")
TEXTS = ("campaigns_campaignarticle", "campaigns_campaignchange")
TRIGGER = "what_is_proposed_never_changes"

_REFUSE = """
CREATE FUNCTION campaigns_refuse_change_of_proposed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM campaigns_campaign
               WHERE id IN (OLD.campaign_id, NEW.campaign_id) AND state <> 'drafted') THEN
        RAISE EXCEPTION 'the text of a campaign proposed never changes: % refused', TG_OP
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END
$$
"""


def never_changes() -> list[Operation]:
    """Refuses to change, remove or take back to a draft a campaign that was proposed, to add, change or remove its
    articles and its changes of parameters, and to open again one that is closed. It may still be closed.
    """
    old, new = (", ".join(f"{row}.{column}" for column in FROZEN) for row in ("OLD", "NEW"))
    goes_back = "NEW.state = 'drafted' OR (OLD.state = 'closed' AND NEW.state <> 'closed')"
    return [
        RunSQL(
            [
                f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE ON campaigns_campaign FOR EACH ROW "
                f"WHEN (OLD.state <> 'drafted' AND (ROW({old}) IS DISTINCT FROM ROW({new}) OR {goes_back})) "
                "EXECUTE FUNCTION quitus_refuse_change()",
                "CREATE TRIGGER what_is_proposed_stays BEFORE DELETE ON campaigns_campaign FOR EACH ROW "
                "WHEN (OLD.state <> 'drafted') EXECUTE FUNCTION quitus_refuse_change()",
                _REFUSE,
                *(
                    f"CREATE TRIGGER {TRIGGER} BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW "
                    "EXECUTE FUNCTION campaigns_refuse_change_of_proposed()"
                    for table in TEXTS
                ),
            ],
            [
                *(f"DROP TRIGGER {TRIGGER} ON {table}" for table in TEXTS),
                "DROP FUNCTION campaigns_refuse_change_of_proposed()",
                "DROP TRIGGER what_is_proposed_stays ON campaigns_campaign",
                f"DROP TRIGGER {TRIGGER} ON campaigns_campaign",
            ],
        )
    ]
