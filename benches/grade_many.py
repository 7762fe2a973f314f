"""Called by grade_many.sh: runs each way of marking, samples its processes, compares its marks, prints one table."""

import glob
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time

FOLDER = "docs/example/grade-many"
TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def processes(session):
    """CPU seconds and bytes of memory of each process of a session."""
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(path) as file:
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            continue  # It has ended.
        if int(fields[3]) == session:
            yield path, (int(fields[11]) + int(fields[12])) / TICK, int(fields[21]) * PAGE


def run(command, out, **environment):
    """Seconds, CPU seconds and peak memory of a command with all that it starts."""
    start = time.monotonic()
    with open(out, "w") as file, open(f"{out}.err", "w") as complaints:
        process = subprocess.Popen(
            command, stdout=file, stderr=complaints, start_new_session=True, env=os.environ | environment
        )
        cpu, peak = {}, 0
        while process.poll() is None:
            now = list(processes(process.pid))
            cpu |= {path: seconds for path, seconds, _ in now}
            peak = max(peak, sum(memory for _, _, memory in now))
            time.sleep(0.1)
    if process.returncode:
        sys.exit(f"{command} ended with {process.returncode}, see:\n{open(f'{out}.err').read()}")
    return time.monotonic() - start, sum(cpu.values()), peak


def answers(path, count, by_question):
    with open("tests/data/graded.jsonl") as file:
        graded = [json.loads(line) for line in file]
    rows = [graded[number % len(graded)] | {"id": number} for number in range(count)]
    if by_question:
        rows.sort(key=lambda row: (row["rubric"], row["step"] or ""))
    with open(path, "w") as file:
        for row in rows:
            file.write(json.dumps({key: row[key] for key in ("id", "rubric", "step", "answer")}) + "\n")
    return path


def main(count):
    with tempfile.TemporaryDirectory() as work:
        sorted_ = answers(f"{work}/sorted.jsonl", count, by_question=True)
        mixed = answers(f"{work}/mixed.jsonl", count, by_question=False)
        tenth = answers(f"{work}/tenth.jsonl", count // 10, by_question=True)
        few = answers(f"{work}/few.jsonl", 10, by_question=True)
        sparring = os.environ["SPARRING"]
        first = {}
        marks = {}

        def row(name, how_many, answers, command, **environment):
            out = f"{work}/out"
            seconds, cpu, peak = run(command, out, **environment)
            if command[0] == sys.executable:
                subprocess.run(f"cat {work}/spark/marks/part-* > {out}; rm -r {work}/spark", shell=True, check=True)
            with open(out) as file:
                marked = file.read()
            same = marked == marks.setdefault(answers, marked)
            rate = how_many / seconds
            ratio = rate / first.setdefault("rate", rate)
            print(f"{name:34} {how_many:8} {seconds:8.1f} {cpu:8.1f} {rate:10.0f} {ratio:7.2f} {peak / 1e6:8.0f}"
                  f"{'' if same else '  OTHER MARKS'}", flush=True)

        def grade(jobs, answers):
            return [sparring, "grade", "--format", "jsonl", "--jobs", str(jobs), answers]

        def parallel(answers):
            return [f"{FOLDER}/grade_parallel.sh", answers]

        print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        print(f"{'':34} {'answers':>8} {'seconds':>8} {'CPU s':>8} {'answers/s':>10} {'ratio':>7} {'MB':>8}")
        row("--jobs 1", count, sorted_, grade(1, sorted_))
        row("--jobs 2", count, sorted_, grade(2, sorted_))
        row("--jobs 1, a tenth", count // 10, tenth, grade(1, tenth))
        row("--jobs 2, questions mixed", count, mixed, grade(2, mixed))
        row("parallel -j1, one part", count, sorted_, parallel(sorted_), JOBS="1")
        row("parallel -j2, two parts", count, sorted_, parallel(sorted_), JOBS="2")
        for block in ("10M", "1M", "100k"):
            row(f"parallel -j2, parts of {block}", count, sorted_, parallel(sorted_), JOBS="2", BLOCK=block)
        row("parallel -j2, two parts, mixed", count, mixed, parallel(mixed), JOBS="2")
        row("parallel -j2, 1M, mixed", count, mixed, parallel(mixed), JOBS="2", BLOCK="1M")
        if importlib.util.find_spec("pyspark") is None:
            print("Spark: there is no pyspark")
            return
        for cores in (1, 2):
            for answers_, how_many in ((few, 10), (sorted_, count)):
                command = [sys.executable, f"{FOLDER}/grade_spark.py", answers_, f"{work}/spark"]
                submit = f"--master local[{cores}] pyspark-shell"
                row(f"Spark local[{cores}]", how_many, answers_, command, PYSPARK_SUBMIT_ARGS=submit)


main(int(sys.argv[1]))
