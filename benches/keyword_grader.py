"""Plain keyword matching with rapidfuzz, timed beside `sparring grade --jobs 2` on the same answers.

A point is earned when for each slot of one of its patterns some word of the answer is at least 85 % alike to one of the
slot's alternatives: the usual keyword grader, without order, denial, sentences or gates.
"""

import json
import multiprocessing
import pathlib
import re
import subprocess
import sys
import time

from rapidfuzz import fuzz, process

WORD = re.compile(r"[a-z0-9]+")


def rubrics():
    found = {}
    for path in pathlib.Path("rubrics").glob("*/*.json"):
        rubric = json.loads(path.read_text())
        if "points" in rubric:
            found[rubric["id"], None] = patterns(rubric["points"])
        for name, step in rubric.get("steps", {}).items() if "steps" in rubric else ():
            found[rubric["id"], name.replace("_", "-")] = patterns(step["points"])
    return found


def patterns(points):
    """For each point its patterns, each a list of slots, each a list of plain words."""
    return [
        [[[word.strip('*"').replace("_", " ") for word in slot.split("|")] for slot in pattern.split()]
         for pattern in point.get("match", []) if not pattern.startswith("re:")]
        for point in points
    ]


RUBRICS = rubrics()


def mark(line):
    asked = json.loads(line)
    points = RUBRICS.get((asked["rubric"], asked["step"]))
    if not points:
        return 0.0
    words = list(set(WORD.findall(asked["answer"].lower())))
    known = {}

    def filled(slot):
        key = tuple(slot)
        if key not in known:
            known[key] = any(process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=85) for word in slot)
        return known[key]

    earned = sum(any(all(map(filled, pattern)) for pattern in point) for point in points)
    return earned / len(points)


def main():
    binary, answers = sys.argv[1:]
    lines = pathlib.Path(answers).read_text().splitlines()
    start = time.perf_counter()
    with multiprocessing.Pool(2) as pool:
        pool.map(mark, lines, chunksize=64)
    python = time.perf_counter() - start
    start = time.perf_counter()
    with open(answers) as source:
        subprocess.run([binary, "grade", "--format", "jsonl", "--jobs", "2"], stdin=source, stdout=subprocess.DEVNULL)
    ours = time.perf_counter() - start
    print(f"{len(lines)} answers: rapidfuzz {len(lines) / python:.0f}/s, sparring {len(lines) / ours:.0f}/s, "
          f"sparring is {python / ours:.1f} times as fast")


if __name__ == "__main__":
    main()
