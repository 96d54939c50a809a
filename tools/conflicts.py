"""Writes docs/conflicts.md from the table of conflicts that the program itself executes.

.venv/bin/python -m tools.conflicts          writes the page
.venv/bin/python -m tools.conflicts --check  exits 1 when the page is stale
"""

import sys
from pathlib import Path

from quitus.domain.redemption import conflict_rules as rules

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "conflicts.md"
HEAD = """# What becomes of a pass taken without network

Written by `tools/conflicts.py` from the table in `quitus/domain/redemption/conflict_rules.py`; a test fails when it is
stale. Two questions choose the row: what the server found when the line arrived, and whether the device could know it,
because its pack was made after that fact (`before`: it could not; `after`: it could). The first that is recorded wins.
A pack counts when the server gave it: a device that names another is held to have known.

- **recorded**: the use stands. **refused**: nothing is recorded and nothing is paid. **conflict**: nothing is recorded,
  and the authority decides in a list, with a reason, who bears the loss.
- *Told*: the person who took the pass, on the device and on the venue's home until it is read; the structure, on its
  page of conflicts; the other structure, whose use was recorded first; the authority, in its list.
- *Loss*: the venue (it is not paid for this pass), the authority (it owes the face value, outside of pass), or whoever
  the convention says (`conflict_loss_bearer`; the venue when it says nothing). Where a row names one side, the decision
  cannot name the other.
- *Bounds*: what a device holds (pass, euros) is counted from one pack to the next. Packs fetched while it sent nothing
  share one allowance, and naming an earlier pack does not bring that one back.

```
line of a device ─ signed? follows? ──no──► the whole batch is refused
        │ yes
        ├─ bounds of the device (instant, person, venue, count, euros) ──no──► refused
        │ yes
        └─ the one gate ──yes──► recorded
                 │ no: what was found, since when
                 ├─ the device could know it ──► refused
                 └─ it could not ──► conflict ──► borne by the venue
                                             └──► owed by the authority ──► compensated by a mandat
```
"""


def written() -> str:
    """The whole page."""
    lines = [HEAD, "| found | on screen | pack | verdict | told | loss | because |"]
    lines.append("| --- | --- | --- | --- | --- | --- | --- |")
    for found, rows in rules.TABLE.items():
        before, after = rows[rules.BEFORE], rows[rules.AFTER]
        if before == after:
            lines.append(_row(found, "either", before))
        else:
            lines += [_row(found, rules.BEFORE, before), _row(found, rules.AFTER, after)]
    return "\n".join(lines) + "\n"


def _row(found: str, pack: str, row: rules.Ruling) -> str:
    told = ", ".join(one.replace("_", " ") for one in row.told) or "nobody"
    loss = (row.bearer or "none").replace("_", " ")
    cells = (f"`{found}`", rules.FOUND_LABELS[found], pack, f"**{row.verdict}**", told, loss, row.because)
    return f"| {' | '.join(cells)} |"


def main(arguments: list[str]) -> int:
    """Write the page, or say whether it is fresh."""
    page = written()
    if "--check" in arguments:
        fresh = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page
        print("docs/conflicts.md is fresh." if fresh else "docs/conflicts.md is stale: run tools/conflicts.py.")
        return 0 if fresh else 1
    PAGE.write_text(page, encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} written.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
