#!/usr/bin/env bash
# Throughput of `sparring grade --jobs 2` beside a Python script that does plain keyword matching with rapidfuzz on the same
# rubrics and answers, in one run. Prints both and the ratio. Needs python3 with venv; installs rapidfuzz into a folder of
# its own. Usage: benches/keyword_grader.sh [COPIES]
set -euo pipefail
cd "$(dirname "$0")/.."
copies=${1:-10}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo build --release --quiet
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet rapidfuzz
for _ in $(seq "$copies"); do cat tests/data/graded.jsonl; done >"$work/answers.jsonl"
"$work/venv/bin/python" benches/keyword_grader.py target/release/sparring "$work/answers.jsonl"
