#!/usr/bin/env python3
"""Marks answers on Apache Spark: the marks and their order are those of `sparring grade`.

Usage: grade_spark.py answers.jsonl FOLDER [PARTS]     (or spark-submit grade_spark.py ...)

Writes FOLDER/marks (JSON lines), FOLDER/scores (Parquet: id, rubric, step, score) and FOLDER/means (CSV: one row a question).
SPARRING names the program, which must be on every machine. Ends with 1 if a line was refused.
"""

import os
import re
import shlex
import shutil
import sys

from pyspark.sql import SparkSession, functions as F

answers, folder = sys.argv[1:3]
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
spark = SparkSession.builder.appName("sparring grade").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")

# Each part starts the program once and compiles its rubrics anew: as many parts as cores, no more.
parts = int(sys.argv[3]) if len(sys.argv) > 3 else spark.sparkContext.defaultParallelism
lines = spark.sparkContext.textFile(answers, parts)

# Spark starts the program with an empty environment. It needs the path, and the folders of your own rubrics if you have any.
sparring = os.environ.get("SPARRING") or shutil.which("sparring") or "sparring"
kept = ("PATH", "HOME", "XDG_DATA_HOME", "SPARRING_RUBRICS")
environment = {"SPARRING": sparring} | {name: os.environ[name] for name in kept if name in os.environ}

# The program ends with 1 if it refused a line, which is told in the line's place. Any other code means that the part was not
# marked, and fails it.
mark = shlex.join(["sh", "-c", '"$SPARRING" grade --format jsonl || { code=$?; [ $code = 1 ] || exit $code; }'])
marks = lines.pipe(mark, env=environment, checkCode=True)

# Refused lines are numbered within their part; here they get the number that they have in the whole.
counts = lines.mapPartitions(lambda part: [sum(1 for _ in part)]).collect()
REFUSED = re.compile(r'"line":(\d+),"error":')


def numbered(part, marked):
    before = sum(counts[:part])
    return (REFUSED.sub(lambda m: f'"line":{before + int(m[1])},"error":', line, count=1) for line in marked)


marks.mapPartitionsWithIndex(numbered).saveAsTextFile(f"{folder}/marks")

schema = "id string, rubric string, step string, score double, error string"
table = spark.read.schema(schema).json(f"{folder}/marks").cache()
scores = table.where("error is null").drop("error")
scores.write.parquet(f"{folder}/scores")
means = scores.groupBy("rubric", "step").agg(F.count("*").alias("answers"), F.round(F.avg("score"), 4).alias("mean"))
means.orderBy("rubric", "step").coalesce(1).write.csv(f"{folder}/means", header=True)

refused = table.where("error is not null").count()
spark.stop()
if refused:
    sys.exit(f"{refused} line(s) could not be marked")
