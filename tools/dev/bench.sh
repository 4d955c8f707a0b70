# ./dev bench: the benchmarks, in the build that is shipped.

bench_usage() {
    cat <<'TEXT'
usage: ./dev bench [NAME]... [-- GOOGLE-BENCHMARK-OPTIONS]

Builds the benchmarks in the preset release and runs every program of
build/release/bench, or only those whose name contains one of the given
NAMEs. Results as JSON: build/release/bench/<program>.json.
TEXT
}

# chosen <program> [name...]
chosen() {
    local program="$1" name
    shift
    [ $# -gt 0 ] || return 0
    for name in "$@"; do [[ "$program" != *"$name"* ]] || return 0; done
    return 1
}

command_bench() {
    local names=() program ran=0
    while [ $# -gt 0 ]; do
        case "$1" in
            -h | --help) bench_usage && return ;;
            --) shift && break ;;
            -*) wrong_usage "bench takes no '$1'; options of the programs come after --" ;;
            *) names+=("$1") ;;
        esac
        shift
    done
    ensure_setup
    build_preset release bench/all
    for program in "$root"/build/release/bench/*; do
        [ -f "$program" ] && [ -x "$program" ] && chosen "${program##*/}" "${names[@]}" || continue
        say "bench: ${program##*/}"
        "$program" --benchmark_out="$program.json" --benchmark_out_format=json "$@"
        ran=$((ran + 1))
    done
    [ "$ran" -gt 0 ] || fail "no benchmark matches; build/release/bench has what there is"
    say "bench: $ran programs"
}
