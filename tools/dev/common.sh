# Shared by the commands of ./dev: messages, options, and the steps that several of them need.

started=$SECONDS

say() { echo "[dev +$((SECONDS - started))s] $*"; }

fail() {
    echo "dev: $*" >&2
    exit 1
}

wrong_usage() {
    echo "dev: $*; ./dev $command --help says what there is" >&2
    exit 2
}

# need_value <option> [value...]: called with all arguments that are left.
need_value() { [ $# -ge 2 ] || wrong_usage "$1 needs a value"; }

check_preset() {
    case "$1" in
        dev | ci | asan | tsan | release) ;;
        *) wrong_usage "no preset '$1' (dev, ci, asan, tsan, release)" ;;
    esac
}

check_jobs() {
    [[ "$1" =~ ^[1-9][0-9]*$ ]] || wrong_usage "'$1' is no number of jobs"
}

# One cache for all presets and checkouts: paths relative to the checkout, and the build folder's name left out.
export CCACHE_BASEDIR="${CCACHE_BASEDIR:-$root}" CCACHE_NOHASHDIR="${CCACHE_NOHASHDIR:-1}"

jobs="$(nproc 2>/dev/null || echo 2)"

configure_preset() {
    local preset="$1" log="$root/build/$1.configure.log"
    mkdir -p "$root/build"
    say "configuring preset $preset (log: build/$preset.configure.log)"
    if ! cmake --preset "$preset" >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        echo "dev: configuring preset $preset failed; the error above and the log say why" >&2
        return 1
    fi
}

# build_preset <preset> [target...]
build_preset() {
    local preset="$1"
    shift
    configure_preset "$preset" || return 1
    say "building preset $preset with $jobs jobs"
    if ! NINJA_STATUS="[%f/%t %es] " cmake --build --preset "$preset" -j "$jobs" ${1:+--target "$@"}; then
        echo "dev: building preset $preset failed; the first error above is the one to mend" >&2
        return 1
    fi
}
