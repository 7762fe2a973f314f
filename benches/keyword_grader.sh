#!/usr/bin/env bash
# Throughput, and agreement with people, of `sparring grade --jobs 2`, of plain keyword matching with rapidfuzz, and of TF-IDF
# likeness to the model answer with scikit-learn, on the same answers in one run. Needs python3 with venv; installs rapidfuzz
# and scikit-learn into a folder of its own. Usage: benches/keyword_grader.sh [COPIES]
set -euo pipefail
cd "$(dirname "$0")/.."
copies=${1:-10}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo build --release --quiet
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet rapidfuzz scikit-learn
for _ in $(seq "$copies"); do cat tests/data/graded.jsonl; done >"$work/answers.jsonl"
"$work/venv/bin/python" benches/keyword_grader.py target/release/sparring "$work/answers.jsonl"
