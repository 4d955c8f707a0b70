#!/usr/bin/env bash
# The demonstration: instrumented programs report to the embedded backend, and what arrived is shown and checked.
set -euo pipefail

usage() {
    cat <<'TEXT'
usage: examples/demo.sh <build folder> [--distributed] [--keep]

Starts telemetryflow-local on free ports of the loopback address and lets the
worker and the HTTP server of examples/ report to it under a short load, first
over OTLP/gRPC and then over OTLP/HTTP. Then it asks the backend what arrived,
shows it, and compares it with what the programs say they recorded.

  --distributed   instead of these: one order through the four processes of
                  examples/distributed (HTTP client, HTTP server, gRPC server
                  and a worker over SQLite), and the one trace that it made
  --keep          leave the backend running, to look at the data

Exit codes: 0 everything arrived, 1 something is missing or went wrong, 2 wrong
usage.
TEXT
}

wrong_usage() {
    echo "demo: $*" >&2
    usage >&2
    exit 2
}

fail() {
    echo "demo: $*" >&2
    exit 1
}

build="" keep="" distributed=""
for argument in "$@"; do
    case "$argument" in
        -h | --help) usage && exit 0 ;;
        --distributed) distributed=yes ;;
        --keep) keep=yes ;;
        -*) wrong_usage "there is no '$argument'" ;;
        *) [ -z "$build" ] && build="$argument" || wrong_usage "'$argument' is one argument too many" ;;
    esac
done
[ -n "$build" ] || wrong_usage "the build folder is missing"

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
backend="$build/apps/telemetryflow-local/telemetryflow-local"
examples="$build/examples"
programs=("$examples/worker/example_worker" "$examples/http_server/example_http_server" "$examples/demo/example_demo")
[ -z "$distributed" ] || programs=("$examples"/distributed/example_distributed_{client,api,inventory,worker})
for program in "$backend" "${programs[@]}"; do
    [ -x "$program" ] || fail "$program is not built; ./dev demo builds it"
done
command -v python3 >/dev/null || fail "python3 is not installed; ./dev setup installs it"

folder="$(mktemp -d "${TMPDIR:-/tmp}/telemetryflow-demo.XXXXXX")"
backend_pid="" server_pids=()

# Ends a child of ours and waits for it, so that nothing outlives this script.
end() {
    [ -n "$1" ] || return 0
    kill -TERM "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
}

clean_up() {
    local status=$?
    trap - EXIT INT TERM HUP
    local server
    for server in "${server_pids[@]}"; do end "$server"; done
    if [ -z "$keep" ] || [ $status -ne 0 ]; then
        end "$backend_pid"
        rm -rf "$folder"
    fi
    exit $status
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# The demonstration is the same whatever the caller's environment says.
for variable in $(compgen -e | grep -E '^(TELEMETRYFLOW|OTEL)_' || true); do unset "$variable"; done
export no_proxy=127.0.0.1 NO_PROXY=127.0.0.1
# No real key: the backend is told to accept this one and no other.
export TELEMETRYFLOW_API_KEY_ID=tfk_demo TELEMETRYFLOW_API_KEY_SECRET=tfs_demo
export TELEMETRYFLOW_BATCH_TIMEOUT=200ms

# wait_for <what> <process> <command...>: until the command succeeds; fails when the process ends before or in 10 s.
wait_for() {
    local what="$1" process="$2" tries=0
    shift 2
    until "$@" >/dev/null 2>&1; do
        kill -0 "$process" 2>/dev/null || fail "$what ended before it was ready: $(tail -n 5 "$folder/$what.log")"
        tries=$((tries + 1))
        [ $tries -lt 200 ] || fail "$what was not ready after 10 seconds"
        sleep 0.05
    done
}

start_backend() {
    local launch=()
    # A backend that is to stay must not hear the terminal's Ctrl-C or hang-up.
    [ -z "$keep" ] || launch=(setsid)
    "${launch[@]}" "$backend" --grpc-port 0 --http-port 0 --quiet --ready-file "$folder/ready.json" \
        --require-key tfk_demo:tfs_demo >"$folder/backend.log" 2>&1 </dev/null &
    backend_pid=$!
    wait_for backend "$backend_pid" test -s "$folder/ready.json"
    grpc_port="$(port_of grpc_port)"
    http_port="$(port_of http_port)"
}

port_of() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$folder/ready.json" "$1"; }

# run <name> <program...>: a program whose standard output ends with its status.
run() {
    local name="$1"
    shift
    timeout 20 "$@" >"$folder/$name.status" 2>"$folder/$name.log" ||
        fail "$name failed: $(cat "$folder/$name.log" "$folder/$name.status")"
}

# start <name> <first line> <program...>: a server, once its standard output has a line that begins so; $started is its
# process and $address what follows in that line.
start() {
    local name="$1" line="$2"
    shift 2
    # Emptied here and not by the child, or its first line could be read out of the round before.
    : >"$folder/$name.status"
    "$@" >"$folder/$name.status" 2>"$folder/$name.log" &
    started=$!
    server_pids+=("$started")
    wait_for "$name" "$started" grep -q "^$line" "$folder/$name.status"
    address="$(sed -n "s/^$line//p" "$folder/$name.status")"
}

# stop <name> <process>: lets a server deliver what is left, and ends when it has.
stop() {
    local status=0
    kill -TERM "$2"
    wait "$2" || status=$?
    [ $status -eq 0 ] || fail "$1 ended with $status: $(cat "$folder/$1.log" "$folder/$1.status")"
}

# round <protocol> <port> <title>
round() {
    local protocol="$1"
    export TELEMETRYFLOW_PROTOCOL="$protocol" TELEMETRYFLOW_ENDPOINT="http://127.0.0.1:$2"
    # Lets the two rounds be told apart in the one backend.
    export TELEMETRYFLOW_ENVIRONMENT="demo-$protocol"

    start server 'listening on ' "$examples/http_server/example_http_server" 0
    run load "$examples/demo/example_demo" "$address" 40
    run worker "$examples/worker/example_worker" 40
    stop server "$started"
    server_pids=()

    python3 "$here/demo/report.py" --title "$3" --api "http://127.0.0.1:$http_port" \
        --environment "$TELEMETRYFLOW_ENVIRONMENT" "$folder"/{load,server,worker}.status
}

# One order on its way through four processes.
order() {
    local programs="$examples/distributed/example_distributed" worker inventory
    export TELEMETRYFLOW_PROTOCOL=grpc TELEMETRYFLOW_ENDPOINT="http://127.0.0.1:$grpc_port"
    export TELEMETRYFLOW_ENVIRONMENT=demo-distributed
    start worker 'waiting for jobs' "${programs}_worker" "$folder/shop.db"
    worker="$started"
    start inventory 'listening on ' "${programs}_inventory" "$folder/shop.db"
    inventory="$started"
    start api 'listening on ' "${programs}_api" "$address"
    run client "${programs}_client" "$address" lamp
    wait_for worker "$worker" grep -q '^shipped lamp' "$folder/worker.status"
    stop api "$started"
    stop inventory "$inventory"
    stop worker "$worker"
    server_pids=()

    python3 "$here/demo/trace_report.py" --api "http://127.0.0.1:$http_port" \
        --environment "$TELEMETRYFLOW_ENVIRONMENT" "$folder"/{client,api,inventory,worker}.status
}

start_backend
if [ -n "$distributed" ]; then
    order
else
    round grpc "$grpc_port" "OTLP/gRPC"
    round http "$http_port" "OTLP/HTTP"
fi

address="http://127.0.0.1:$http_port"
if [ -n "$keep" ]; then
    cat <<TEXT
Look at the data: $address/api/v1/traces
                  $address/api/v1/logs
                  $address/api/v1/metrics?latest=true
                  $address lists every path
Stop the backend: kill $backend_pid
TEXT
else
    echo "The data was at $address; with --keep the backend stays and you can look at it there."
fi
