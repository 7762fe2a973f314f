"""Two usual graders in Python, timed beside `sparring grade --jobs 2` on the same answers: keywords with rapidfuzz, and likeness
to the model answer with scikit-learn.

A point is earned when for each slot of one of its patterns some word of the answer is at least 85 % alike to one of the
slot's alternatives: the usual keyword grader, without order, denial, sentences or gates. The second takes the cosine of the
TF-IDF vectors of an answer and of its question's model answer. Where the answers hold people's grades, the rank correlation
(Spearman) of each with them is told as well.
"""

import json
import multiprocessing
import pathlib
import re
import subprocess
import sys
import time

import numpy
from rapidfuzz import fuzz, process
from scipy.stats import spearmanr
from sklearn.feature_extraction.text import TfidfVectorizer

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


def keywords(lines):
    with multiprocessing.Pool(2) as pool:
        return pool.map(mark, lines, chunksize=64)


def likeness(lines):
    """The cosine of each answer with the model answer of its question or step."""
    asked = [json.loads(line) for line in lines]
    models = model_answers()
    vectoriser = TfidfVectorizer(stop_words="english", ngram_range=(1, 2), sublinear_tf=True)
    vectoriser.fit(models.values())
    names = list(models)
    rows = {name: row for row, name in enumerate(names)}
    model = vectoriser.transform(models[name] for name in names)
    answer = vectoriser.transform(a["answer"] for a in asked)
    own = model[[rows[a["rubric"], a["step"]] for a in asked]]
    return list(numpy.asarray(answer.multiply(own).sum(axis=1)).ravel())


def model_answers():
    found = {}
    for path in pathlib.Path("rubrics").glob("*/*.json"):
        rubric = json.loads(path.read_text())
        if "points" in rubric:
            found[rubric["id"], None] = rubric.get("answer", "")
        for name, step in rubric.get("steps", {}).items() if "steps" in rubric else ():
            found[rubric["id"], name.replace("_", "-")] = step.get("answer", "")
    return found


def main():
    binary, answers = sys.argv[1:]
    lines = pathlib.Path(answers).read_text().splitlines()
    grades = [json.loads(line).get("grade") for line in lines]

    def sparring(_):
        command = [binary, "grade", "--format", "jsonl", "--jobs", "2"]
        with open(answers) as source:
            done = subprocess.run(command, stdin=source, capture_output=True, text=True, check=True)
        return [json.loads(line)["score"] for line in done.stdout.splitlines()]

    for name, grader in ("rapidfuzz", keywords), ("tf-idf", likeness), ("sparring", sparring):
        start = time.perf_counter()
        marks = grader(lines)
        taken = time.perf_counter() - start
        agree = f", rank correlation {spearmanr(marks, grades).statistic:.2f}" if None not in grades else ""
        print(f"{name:10} {len(lines) / taken:8.0f} answers/s{agree}")


if __name__ == "__main__":
    main()
