# ./dev fuzz: libFuzzer over what reads bytes from outside.

fuzz_usage() {
    cat <<TEXT
usage: ./dev fuzz [NAME]... [--seconds N] [-j N]

  --seconds N  how long each runs (default: 60)
  -j N         how many run at a time (default: one for each processor)

Builds the fuzzers with clang (preset fuzz) and runs those named, or all, from
the inputs of tests/fuzz/corpus/NAME. New inputs go to build/fuzz/corpus/NAME,
what one prints to build/fuzz/NAME.log, and what made one fail to
build/fuzz/failures. There are:
$(fuzzers | sed 's/^/  /')
TEXT
}

fuzzers() { find "$root/tests/fuzz" -maxdepth 1 -name '*_fuzz.cpp' -printf '%f\n' | sed 's/_fuzz\.cpp$//' | sort; }

# run_fuzzer <name> <seconds>
run_fuzzer() {
    local name="$1" grown="$root/build/fuzz/corpus/$1" failures="$root/build/fuzz/failures" log="$root/build/fuzz/$1.log"
    mkdir -p "$grown" "$failures"
    say "fuzzing $name for $2 seconds"
    if ! "$root/build/fuzz/tests/fuzz/fuzz_$name" "$grown" "$root/tests/fuzz/corpus/$name" \
        -dict="$root/tests/fuzz/$name.dict" -max_total_time="$2" -timeout=10 -rss_limit_mb=1024 -max_len=4096 \
        -print_final_stats=1 -verbosity=0 -artifact_prefix="$failures/$name-" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        echo "dev: fuzzing $name found something; build/fuzz/failures has the input" >&2
        return 1
    fi
    say "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs, nothing found"
}

command_fuzz() {
    local seconds=60 at_once="$jobs" names=() known name running=0 failed=""
    known="$(fuzzers)"
    while [ $# -gt 0 ]; do
        case "$1" in
            --seconds) need_value "$@" && seconds="$2" && shift ;;
            -j) need_value "$@" && at_once="$2" && shift ;;
            -h | --help) fuzz_usage && return ;;
            *)
                grep -qx -- "$1" <<<"$known" || wrong_usage "fuzz takes no '$1'"
                names+=("$1")
                ;;
        esac
        shift
    done
    [[ "$seconds" =~ ^[1-9][0-9]*$ ]] || wrong_usage "'$seconds' is no number of seconds"
    check_jobs "$at_once"
    ensure_setup
    # shellcheck disable=SC2206  # one word for each name
    [ ${#names[@]} -gt 0 ] || names=($known)
    build_preset fuzz "${names[@]/#/fuzz_}" || exit 1
    for name in "${names[@]}"; do
        if [ "$running" -eq "$at_once" ]; then
            wait -n || failed=yes
            running=$((running - 1))
        fi
        run_fuzzer "$name" "$seconds" &
        running=$((running + 1))
    done
    for (( ; running > 0; --running)); do
        wait -n || failed=yes
    done
    [ -z "$failed" ] || fail "fuzzing found something"
    say "fuzz: nothing found"
}
