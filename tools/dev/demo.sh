# ./dev demo: an instrumented program against the embedded backend.

demo_usage() {
    cat <<'TEXT'
usage: ./dev demo [option of examples/demo.sh]...

Builds what the demonstration needs (preset dev) and runs examples/demo.sh: it
starts the embedded backend on free ports, lets instrumented programs report to
it over OTLP, and shows and checks what arrived. Options after demo go to that
script:

  --distributed   one order through four processes (HTTP client, HTTP server,
                  gRPC server, worker over SQLite), and the one trace it made
  --keep          leave the backend running
TEXT
}

command_demo() {
    case "${1:-}" in
        -h | --help) demo_usage && return ;;
    esac
    local script="$root/examples/demo.sh"
    [ -f "$script" ] || fail "examples/demo.sh is missing from this checkout"
    ensure_setup
    # What the script runs and no more: the tests would take several times as long to compile.
    local programs=(example_worker example_http_server example_demo)
    case " $* " in
        *" --distributed "*) programs=(example_distributed_{client,api,inventory,worker}) ;;
    esac
    build_preset dev telemetryflow-local "${programs[@]}"
    say "demo: running"
    exec bash "$script" "$root/build/dev" "$@"
}
