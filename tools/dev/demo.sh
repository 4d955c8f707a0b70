# ./dev demo: an instrumented program against the embedded backend.

demo_usage() {
    cat <<'TEXT'
usage: ./dev demo [option of examples/demo.sh]...

Builds the preset dev and runs examples/demo.sh: it starts the embedded backend
on free ports, lets instrumented programs report to it over OTLP, and shows what
arrived. Options after demo go to that script; --keep leaves the backend
running.
TEXT
}

command_demo() {
    case "${1:-}" in
        -h | --help) demo_usage && return ;;
    esac
    local script="$root/examples/demo.sh"
    [ -f "$script" ] || fail "examples/demo.sh is missing from this checkout"
    ensure_setup
    build_preset dev
    say "demo: running"
    exec bash "$script" "$root/build/dev" "$@"
}
