#!/usr/bin/env bash
# Marks answers in several processes with GNU parallel: the marks, their order and the exit code are those of `sparring grade`.
# Usage: grade_parallel.sh answers.jsonl > marks.jsonl
# SPARRING names the program, JOBS the number of processes, BLOCK the size of a part (-1: one part for each process).
set -u
export SPARRING=${SPARRING:-sparring}

# The program ends with 1 if it refused a line, which is told in the line's place. Any other code means that a part was not
# marked, and everything stops with that code.
mark='"$SPARRING" grade --format jsonl || { code=$?; [ $code = 1 ] || exit $code; }'

# Refused lines are numbered within their part; here they get the number that they have in the whole.
number='/"line":[0-9]+,"error":/ { sub(/"line":[0-9]+,/, "\"line\":" NR ","); refused++ }
    { print }
    END { exit refused > 0 }'

parallel --pipepart --arg-file "$1" --block "${BLOCK:--1}" --jobs "${JOBS:-100%}" --keep-order --halt now,fail=1 "$mark" |
    awk "$number"
codes=("${PIPESTATUS[@]}")
exit $((codes[0] ? codes[0] : codes[1]))
