# ./dev soak: kills a service again and again, for hours if one likes.

soak_usage() {
    cat <<'TEXT'
usage: ./dev soak [--kills N] [--minutes M] [--seed S]

  --kills N    how many, in whole rounds of 1000; at least 100 (default: 100000)
  --minutes M  stop after so many minutes, whatever has been done by then
  --seed S     of the first round (default: chosen at random)

Builds the preset dev and runs kill_loop_test in rounds of 1000 kills, each with
the next seed: a service that records from several threads is killed at any
instant, while it starts, records, recovers, exports and shuts down, with a
backend that is up, down or flapping. After each round all that was
acknowledged must have arrived. What a failed round printed stays in
build/soak.log; its seed repeats it: TELEMETRYFLOW_TEST_KILLS=1000
TELEMETRYFLOW_TEST_SEED=S build/dev/tests/integration/durability/kill_loop_test
TEXT
}

# sum_before <word> <lines>
sum_before() { sed -n "s/^\(.*[ ,]\)\?\([0-9]\+\) $1.*/\2/p" <<<"$2" | awk '{ sum += $1 } END { print sum + 0 }'; }

command_soak() {
    local kills=100000 minutes="" seed=$RANDOM per_round=1000
    while [ $# -gt 0 ]; do
        case "$1" in
            --kills) need_value "$@" && kills="$2" && shift ;;
            --minutes) need_value "$@" && minutes="$2" && shift ;;
            --seed) need_value "$@" && seed="$2" && shift ;;
            -h | --help) soak_usage && return ;;
            *) wrong_usage "soak takes no '$1'" ;;
        esac
        shift
    done
    local number
    for number in "$kills" ${minutes:+"$minutes"} "$seed"; do
        [[ "$number" =~ ^[1-9][0-9]*$ ]] || wrong_usage "'$number' is no number above 0"
    done
    local begun=$SECONDS done=0 acknowledged=0 lost=0 twice=0 log="$root/build/soak.log" failed="" line
    [ "$kills" -ge 100 ] || wrong_usage "fewer than 100 kills show nothing"
    [ "$kills" -ge "$per_round" ] || per_round="$kills"
    ensure_setup
    build_preset dev kill_loop_test || exit 1
    while [ "$done" -lt "$kills" ]; do
        [ -z "$minutes" ] || [ $((SECONDS - begun)) -lt $((minutes * 60)) ] || break
        if ! TELEMETRYFLOW_TEST_KILLS=$per_round TELEMETRYFLOW_TEST_SEED=$seed \
            "$root/build/dev/tests/integration/durability/kill_loop_test" >"$log" 2>&1; then
            cat "$log" >&2
            failed=" (the round with seed $seed failed; build/soak.log)"
        fi
        line="$(grep 'records acknowledged' "$log" || true)"
        [ -n "$line" ] || fail "soak: the round with seed $seed came to no end; build/soak.log says why"
        done=$((done + per_round))
        acknowledged=$((acknowledged + $(sum_before 'records acknowledged' "$line")))
        lost=$((lost + $(sum_before lost "$line")))
        twice=$((twice + $(sum_before 'received twice' "$line")))
        say "soak: $done of $kills kills, $acknowledged records acknowledged, $lost lost, $twice received twice"
        [ -z "$failed" ] || break
        seed=$((seed + 1))
    done
    echo "$done kills, $acknowledged records acknowledged, $lost lost, $twice received twice$failed"
    [ -z "$failed" ]
}
