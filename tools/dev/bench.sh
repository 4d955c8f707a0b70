# ./dev bench: the benchmarks, in the build that is shipped.

bench_usage() {
    cat <<'TEXT'
usage: ./dev bench [NAME]... [options]
       ./dev bench gate [--update]

Builds the benchmarks in the preset release and runs those named, or all.
`gate` compares instructions, allocations and system calls of the recording
calls with tests/performance/baselines.json, as the tests labelled performance
do; --update writes that file anew.

With TELEMETRYFLOW_BENCH_PEER_PREFIX=DIR in the environment, `compare` also runs
the opentelemetry-cpp that is installed in DIR.

TEXT
}

bench_help() {
    bench_usage
    python3 -B "$root/tools/bench/main.py" --help
    echo
    python3 -B "$root/tools/bench/gate.py" --help
}

# A build of its own: two versions of one library do not fit into one process.
build_self_built_peer() {
    local folder="$root/build/release-peer" log="$root/build/release-peer.configure.log"
    say "configuring for the opentelemetry-cpp in $1 (log: build/release-peer.configure.log)"
    cmake --preset release -B "$folder" -DTELEMETRYFLOW_BENCH_PEER_PREFIX="$1" >"$log" 2>&1 ||
        fail "configuring failed; build/release-peer.configure.log says why"
    cmake --build "$folder" -j "$jobs" --target compare_bench
}

# check_usage <program of tools/bench> [argument...]: ends with 2 for what it does not take, before anything is built.
check_usage() {
    local program="$1"
    shift
    PYTHONPATH="$root/tools/bench" python3 -B -c "import $program; $program.parse()" "$@" || exit
}

command_bench() {
    local argument program=main build=yes
    for argument in "$@"; do
        case "$argument" in
            -h | --help) bench_help && return ;;
            --from) build="" ;;
        esac
    done
    if [ "${1:-}" = gate ]; then
        program=gate
        shift
    fi
    ensure_setup
    check_usage "$program" "$@"
    [ -z "$build" ] || build_preset release bench/all
    if [ "$program" = main ] && [ -n "$build" ] && [ -n "${TELEMETRYFLOW_BENCH_PEER_PREFIX:-}" ]; then
        build_self_built_peer "$TELEMETRYFLOW_BENCH_PEER_PREFIX"
        set -- "$@" --peer-programs "$root/build/release-peer/bench"
    fi
    python3 -B "$root/tools/bench/$program.py" "$@"
}
