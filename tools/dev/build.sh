# ./dev build: configure and build one preset.

build_usage() {
    cat <<'TEXT'
usage: ./dev build [--preset P] [--target T]... [-j N]

  --preset P   dev (default), ci, asan, tsan or release; result in build/P,
               for ci in build/dev
  --target T   build only this target; may be given several times
  -j N         jobs (default: one for each processor)
TEXT
}

command_build() {
    local preset=dev targets=()
    while [ $# -gt 0 ]; do
        case "$1" in
            --preset) need_value "$@" && preset="$2" && shift ;;
            --target) need_value "$@" && targets+=("$2") && shift ;;
            -j) need_value "$@" && jobs="$2" && shift ;;
            -h | --help) build_usage && return ;;
            *) wrong_usage "build takes no '$1'" ;;
        esac
        shift
    done
    check_preset "$preset"
    check_jobs "$jobs"
    ensure_setup
    build_preset "$preset" "${targets[@]}"
    say "built: preset $preset"
}
