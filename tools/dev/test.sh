# ./dev test: build and run tests, and say in the last line how many passed and failed.

test_usage() {
    cat <<'TEXT'
usage: ./dev test [--all | --preset P] [-R REGEX] [-L LABEL] [-j N]
                  [-- CTEST-OPTIONS]

Without options: builds the preset dev and runs the everyday suite, everything
that is not labelled slow or packaging-full.

  --all        the whole suite (preset ci), then everything under Address- and
               UndefinedBehaviorSanitizer (asan), then the tests labelled
               concurrency under ThreadSanitizer (tsan)
  --preset P   the tests of one preset: dev, ci, asan, tsan or release
  -R REGEX     only tests whose name matches, slow ones too
  -L LABEL     only tests with a label that matches, slow ones too
  -j N         jobs for the build (default: one for each processor); tests run
               two at a time

JUnit files: build/test-results/<preset>.xml. The last line is "N passed,
N failed" over all presets; a preset that does not build counts as one failure.
TEXT
}

# Lines for the end: ctest's own summary of each preset.
summaries=()
broken=0

# run_tests <preset> [ctest option...]
run_tests() {
    local preset="$1" log="$results/$1.log"
    shift
    if ! build_preset "$preset"; then
        summaries+=("$preset: did not build")
        broken=$((broken + 1))
        return
    fi
    say "testing preset $preset"
    local how=(--preset "$preset")
    # A chosen test runs even if the everyday suite leaves it out.
    [ "$preset" != dev ] || [ $# -eq 0 ] || how=(--test-dir build/dev --output-on-failure --no-tests=error -j 2)
    # Most tests use real sockets and processes: one that a busy machine made late gets another chance there.
    [ -z "${CI:-}" ] || how+=(--repeat until-pass:3)
    ctest "${how[@]}" --output-junit "$results/$preset.xml" "$@" 2>&1 | tee "$log" || true
    local summary
    summary="$(grep -E '^[0-9]+% tests passed, ' "$log" | tail -n 1)" || summary=""
    if [ -n "$summary" ]; then
        summaries+=("$preset: $summary")
    else
        summaries+=("$preset: ctest ran no tests (build/test-results/$preset.log)")
        # A suite that is empty although nothing was chosen would otherwise look like success.
        [ $# -gt 0 ] || broken=$((broken + 1))
        rm -f "$results/$preset.xml"
    fi
}

command_test() {
    local presets=(dev) all="" chosen="" selection=()
    while [ $# -gt 0 ]; do
        case "$1" in
            --all) all=yes ;;
            --preset) need_value "$@" && chosen="$2" && shift ;;
            -R | -L) need_value "$@" && selection+=("$1" "$2") && shift ;;
            -j) need_value "$@" && jobs="$2" && shift ;;
            -h | --help) test_usage && return ;;
            --)
                shift
                selection+=("$@")
                break
                ;;
            *) wrong_usage "test takes no '$1'" ;;
        esac
        shift
    done
    [ -z "$all" ] || [ -z "$chosen" ] || wrong_usage "--all and --preset exclude each other"
    [ -z "$all" ] || presets=(ci asan tsan)
    [ -z "$chosen" ] || presets=("$chosen")
    check_preset "${presets[0]}"
    check_jobs "$jobs"
    ensure_setup

    results="$root/build/test-results"
    rm -rf "$results"
    mkdir -p "$results"
    local preset
    for preset in "${presets[@]}"; do run_tests "$preset" "${selection[@]}"; done
    report_tests
}

report_tests() {
    local files=() passed failed skipped
    shopt -s nullglob
    files=("$results"/*.xml)
    read -r passed failed skipped < <(python3 "$root/tools/junit_totals.py" "${files[@]}") ||
        fail "the JUnit files of build/test-results cannot be read"
    failed=$((failed + broken))
    say "tests finished"
    printf '%s\n' "${summaries[@]}"
    [ "$skipped" -eq 0 ] || echo "$skipped skipped"
    echo "$passed $failed" >"$results/totals"
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
