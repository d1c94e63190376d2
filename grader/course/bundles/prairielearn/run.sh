#!/usr/bin/env bash
# PrairieLearn starts this in the question's container, without a network. It ends with 0 whatever happens.
root=${GRADE_ROOT:-/grade}
results=$root/results/results.json
mkdir -p "$root/results"
rm -f "$results"

"${GRADER_PYTHON:-python3}" -m grader "$(cat "$root/tests/EXERCISE")" \
    --exercises "$root/tests/exercises" --submission "$root/student" \
    --isolation "$(cat "$root/tests/ISOLATION")" --to "prairielearn:$results"

if [ ! -s "$results" ]; then
    echo '{"gradable": false, "message": "The grader could not be started. That is not the answer'"'"'s doing."}' >"$results"
fi
exit 0
