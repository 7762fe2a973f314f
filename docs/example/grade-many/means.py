#!/usr/bin/env python3
"""Says of each question how many answers there are, their mean, and how many made each point, the fewest first.

Usage: means.py marks.jsonl
"""

import collections
import fileinput
import json

scores = collections.defaultdict(list)
made = collections.defaultdict(collections.Counter)
for line in fileinput.input(encoding="utf-8"):
    mark = json.loads(line)
    if "error" in mark:
        continue
    question = (mark["rubric"], mark["step"] or "")
    scores[question].append(mark["score"])
    for point in mark["points"]:
        made[question][point["id"]] += point["credit"] > 0

for question, marks in sorted(scores.items()):
    print(f"{' '.join(question).strip()}: {len(marks)} answers, mean {sum(marks) / len(marks):.2f}")
    for point, count in sorted(made[question].items(), key=lambda made: made[1]):
        print(f"  {count:5} made {point}")
