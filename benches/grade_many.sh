#!/usr/bin/env bash
# Throughput and memory of marking many answers: threads of one process, processes under GNU parallel, and Apache Spark if
# python3 (or SPARRING_PYTHON) has pyspark. The answers are tests/data/graded.jsonl over and over. Needs GNU parallel.
# Usage: benches/grade_many.sh [ANSWERS]
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${SPARRING:-}" ]; then
    cargo build --release --quiet
    SPARRING=$PWD/target/release/sparring
fi
export SPARRING
exec "${SPARRING_PYTHON:-python3}" benches/grade_many.py "${1:-20000}"
