"""What the database itself refuses about an act online: its text, its vote, its author and its file are unalterable."""

from django.db.migrations.operations import RunSQL
from django.db.migrations.operations.base import Operation

FROZEN = (
    "number",
    "title",
    "report",
    "sitting_id",
    "adopted_on",
    "votes_for",
    "votes_against",
    "votes_abstention",
    "president_votes_for",
    "published_on",
    "published_by_name",
    "published_by_quality",
    "published_sha256",
    "published_size",
    "published_slug",
)
TEXTS = (
    "acts_deliberationarticle",
    "acts_legalreference",
    "acts_earlieract",
    "acts_commissionopinion",
    "acts_groupvote",
)
TRIGGER = "what_is_online_never_changes"

_REFUSE = """
CREATE FUNCTION acts_refuse_change_of_online() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM acts_deliberation
               WHERE id IN (OLD.deliberation_id, NEW.deliberation_id) AND published_slug IS NOT NULL) THEN
        RAISE EXCEPTION 'the text of an act online never changes: % refused', TG_OP
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
    """Refuses to change or remove an act that is online, and to add, change or remove its articles, references, earlier
    acts, opinions and votes by group (CGCT R.3131-2: put online whole and unalterable). It may still be transmitted,
    acknowledged, repealed or annulled.
    """
    old, new = (", ".join(f"{row}.{column}" for column in FROZEN) for row in ("OLD", "NEW"))
    return [
        RunSQL(
            [
                f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE ON acts_deliberation FOR EACH ROW "
                f"WHEN (OLD.published_slug IS NOT NULL AND ROW({old}) IS DISTINCT FROM ROW({new})) "
                "EXECUTE FUNCTION quitus_refuse_change()",
                "CREATE TRIGGER what_is_online_stays BEFORE DELETE ON acts_deliberation FOR EACH ROW "
                "WHEN (OLD.published_slug IS NOT NULL) EXECUTE FUNCTION quitus_refuse_change()",
                _REFUSE,
                *(
                    f"CREATE TRIGGER {TRIGGER} BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW "
                    "EXECUTE FUNCTION acts_refuse_change_of_online()"
                    for table in TEXTS
                ),
            ],
            [
                *(f"DROP TRIGGER {TRIGGER} ON {table}" for table in TEXTS),
                "DROP FUNCTION acts_refuse_change_of_online()",
                "DROP TRIGGER what_is_online_stays ON acts_deliberation",
                f"DROP TRIGGER {TRIGGER} ON acts_deliberation",
            ],
        )
    ]
