#!/usr/bin/env python3
"""Makes JSON lines for `sparring grade` from a table with the columns id, rubric, answer and, if you like, step.

Usage: csv_to_jsonl.py answers.csv > answers.jsonl

Commas, semicolons and tabs separate. Answers to one question are put together, since marking in parts is then faster.
"""

import csv
import json
import sys

with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    head = file.readline()
    file.seek(0)
    rows = list(csv.DictReader(file, delimiter=max(",;\t", key=head.count)))

missing = {"id", "rubric", "answer"} - set(rows[0] if rows else ())
if missing:
    sys.exit(f"{sys.argv[1]}: no column {', '.join(sorted(missing))}; the first line names the columns")

rows.sort(key=lambda row: (row["rubric"], row.get("step") or ""))
for row in rows:
    step = row.get("step") or None
    print(json.dumps({"id": row["id"], "rubric": row["rubric"], "step": step, "answer": row["answer"] or ""}))
