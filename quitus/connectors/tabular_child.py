"""The child of `tabular`: takes the path of a workbook, writes one sheet of it as CSV, within bounds. Knows nothing of
us.
"""

import csv
import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

EXACT = 1 << 53


def main() -> None:
    """Read the job on the standard input; answer on the standard output."""
    job = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (job["memory_bytes"], job["memory_bytes"]))
    resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (job["most_bytes"], job["most_bytes"]))
    try:
        reason = _written(job)
    except (MemoryError, OSError):
        reason = "too_heavy"
    except python_calamine.PasswordError:
        reason = "encrypted"
    except python_calamine.WorksheetNotFound:
        reason = "no_such_sheet"
    except (python_calamine.CalamineError, python_calamine.ZipError, python_calamine.XmlError):
        reason = "damaged"
    json.dump({"reason": reason}, sys.stdout)


def _written(job: dict[str, Any]) -> str:
    book = python_calamine.CalamineWorkbook.from_path(job["path"])
    if not book.sheet_names:
        return "empty"
    sheet = book.get_sheet_by_name(job["sheet"] or book.sheet_names[0])
    if sheet.width > job["most_columns"]:
        return "damaged"
    with open(job["made"], "w", encoding="utf-8", newline="") as made:
        writer = csv.writer(made, delimiter=";")
        for row in sheet.iter_rows():
            writer.writerow([_text(cell) for cell in row])
    return ""


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        # Beyond 2^53 a spreadsheet has already lost the last digits: better no number than a wrong one.
        return str(int(cell)) if cell.is_integer() and abs(cell) < EXACT else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell) if not isinstance(cell, timedelta) else str(cell.total_seconds())


main()
