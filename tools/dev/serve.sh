# ./dev serve: the embedded backend.

serve_usage() {
    cat <<'TEXT'
usage: ./dev serve [option of telemetryflow-local]...

Builds telemetryflow-local (preset dev) and runs it until it is interrupted.
Options after serve go to the program; ./dev serve -- --help shows its own help.
TEXT
}

command_serve() {
    case "${1:-}" in
        -h | --help) serve_usage && return ;;
        --) shift ;;
    esac
    ensure_setup
    build_preset dev telemetryflow-local
    say "serve: starting telemetryflow-local"
    exec "$root/build/dev/apps/telemetryflow-local/telemetryflow-local" "$@"
}
