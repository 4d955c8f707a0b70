# ./dev fuzz: libFuzzer over what reads texts from outside.

fuzz_usage() {
    cat <<'TEXT'
usage: ./dev fuzz [NAME]... [--seconds N]

Builds the fuzzers with clang (preset fuzz) and runs those named, or all, for N
seconds each (default: 60), from the inputs of tests/fuzz/corpus/NAME. New
inputs go to build/fuzz/corpus/NAME, and what made one fail to
build/fuzz/failures. There are: config_file.
TEXT
}

fuzzers() { find "$root/tests/fuzz" -maxdepth 1 -name '*_fuzz.cpp' -printf '%f\n' | sed 's/_fuzz\.cpp$//' | sort; }

# run_fuzzer <name> <seconds>
run_fuzzer() {
    local name="$1" grown="$root/build/fuzz/corpus/$1" failures="$root/build/fuzz/failures"
    mkdir -p "$grown" "$failures"
    say "fuzzing $name for $2 seconds"
    "$root/build/fuzz/tests/fuzz/fuzz_$name" "$grown" "$root/tests/fuzz/corpus/$name" \
        -dict="$root/tests/fuzz/$name.dict" -max_total_time="$2" -timeout=10 -rss_limit_mb=1024 -max_len=4096 \
        -print_final_stats=1 -verbosity=0 -artifact_prefix="$failures/$name-"
}

command_fuzz() {
    local seconds=60 names=() known name
    known="$(fuzzers)"
    while [ $# -gt 0 ]; do
        case "$1" in
            --seconds) need_value "$@" && seconds="$2" && shift ;;
            -h | --help) fuzz_usage && return ;;
            *)
                grep -qx -- "$1" <<<"$known" || wrong_usage "fuzz takes no '$1'"
                names+=("$1")
                ;;
        esac
        shift
    done
    [[ "$seconds" =~ ^[1-9][0-9]*$ ]] || wrong_usage "'$seconds' is no number of seconds"
    ensure_setup
    # shellcheck disable=SC2206  # one word for each name
    [ ${#names[@]} -gt 0 ] || names=($known)
    build_preset fuzz "${names[@]/#/fuzz_}" || exit 1
    for name in "${names[@]}"; do
        run_fuzzer "$name" "$seconds" || fail "fuzzing $name found something; build/fuzz/failures has the input"
    done
    say "fuzz: nothing found"
}
