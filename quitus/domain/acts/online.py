"""What the database itself refuses about an act online: its text, its vote, its author, its file and its sitting are
unalterable.
"""

from django.db.migrations.operations import RunSQL
from django.db.migrations.operations.base import Operation

FROZEN = (
    "authority_id",
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
# What may still be told of an act online, once: a signature recorded after it was put online adds to its page.
TOLD_ONCE = ("signatory_name", "signatory_quality", "delegation", "signed_on")
# A cancelled transmission empties this day; nothing moves it to another one. The day of reception, which no public page
# shows, may still be corrected by the prefecture's own file.
NEVER_MOVED = ("transmitted_on",)
SITTING = (
    "authority_id",
    "assembly",
    "held_on",
    "president",
    "secretary",
    "are_members_listed",
    "present_count",
    "excused_count",
    "proxy_count",
    "absent_count",
    "non_voting_count",
    "excused_non_voting_count",
)
TEXTS = (
    "acts_deliberationarticle",
    "acts_legalreference",
    "acts_earlieract",
    "acts_commissionopinion",
    "acts_groupvote",
    "acts_actannex",
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

_REFUSE_SITTING = """
CREATE FUNCTION acts_refuse_change_of_sitting_online() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := to_jsonb(OLD);
    becomes jsonb := to_jsonb(NEW);
BEGIN
    IF EXISTS (SELECT 1 FROM acts_deliberation
               WHERE published_slug IS NOT NULL
               AND sitting_id IN ((was ->> TG_ARGV[0])::bigint, (becomes ->> TG_ARGV[0])::bigint)) THEN
        RAISE EXCEPTION 'the sitting of an act online never changes: % refused', TG_OP
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
    acts, opinions, votes by group and annexes (CGCT R.3131-2: put online whole and unalterable), and who presided and
    attended its sitting. It may still be signed, transmitted, acknowledged, repealed or annulled.
    """
    return [*_acts(), *_sittings()]


def _acts() -> list[Operation]:
    changed = " OR ".join([_differs(FROZEN), *map(_retold, TOLD_ONCE), *map(_moved, NEVER_MOVED)])
    return [
        RunSQL(
            [
                f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE ON acts_deliberation FOR EACH ROW "
                f"WHEN (OLD.published_slug IS NOT NULL AND ({changed})) "
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


def _sittings() -> list[Operation]:
    refuse = "EXECUTE FUNCTION acts_refuse_change_of_sitting_online"
    return [
        RunSQL(
            [
                _REFUSE_SITTING,
                f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE ON acts_sitting FOR EACH ROW "
                f"WHEN ({_differs(SITTING)}) {refuse}('id')",
                f"CREATE TRIGGER {TRIGGER} BEFORE INSERT OR UPDATE OR DELETE ON acts_sittingmember FOR EACH ROW "
                f"{refuse}('sitting_id')",
            ],
            [
                f"DROP TRIGGER {TRIGGER} ON acts_sittingmember",
                f"DROP TRIGGER {TRIGGER} ON acts_sitting",
                "DROP FUNCTION acts_refuse_change_of_sitting_online()",
            ],
        )
    ]


def _differs(columns: tuple[str, ...]) -> str:
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return f"ROW({old}) IS DISTINCT FROM ROW({new})"


def _retold(column: str) -> str:
    """Something was said, and something else, or nothing, is said now."""
    return f"(coalesce(OLD.{column}::text, '') <> '' AND OLD.{column} IS DISTINCT FROM NEW.{column})"


def _moved(column: str) -> str:
    return f"(OLD.{column} <> NEW.{column})"
