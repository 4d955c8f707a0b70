# ./dev test: build and run tests, and say in the last line how many passed and failed.

test_usage() {
    cat <<'TEXT'
usage: ./dev test [--all | --rest | --preset P] [-R REGEX] [-L LABEL] [-j N]
                  [-- CTEST-OPTIONS]

Without options: builds the preset dev and runs the everyday suite, everything
that is not labelled slow or packaging-full.

  --all        the whole suite (preset ci), then everything under Address- and
               UndefinedBehaviorSanitizer (asan), the tests labelled
               concurrency under ThreadSanitizer (tsan), those labelled
               performance in the build that is shipped (release), and each
               fuzzer for 60 seconds
  --rest       what --all has beyond the everyday suite
  --preset P   the tests of one preset: dev, ci, asan, tsan or release
  -R REGEX     only tests whose name matches, slow ones too
  -L LABEL     only tests with a label that matches, slow ones too
  -j N         jobs for the build (default: one for each processor); tests run
               two at a time

JUnit files: build/test-results/<preset>.xml. The last line is "N passed,
N failed" over all presets; a preset that does not build counts as one failure.
TEXT
}

# shellcheck source=tools/dev/fuzz.sh
source "$root/tools/dev/fuzz.sh"

# What the user chose to run, as options of ctest.
# Tests say themselves what is to outlive a process, and where.
unset XDG_STATE_HOME

selection=()
# Lines for the end: ctest's own summary of each preset.
summaries=()
# What failed without being a test of ctest: a build, a suite that is empty, the fuzzers.
broken=()
# Beside the tests of ctest: the fuzzers, which count as one.
passed_besides=0

# run_tests <preset> <target to build, or nothing for all> [ctest option...]
run_tests() {
    local preset="$1" target="$2" log="$results/$1.log"
    shift 2
    if ! build_preset "$preset" ${target:+"$target"}; then
        summaries+=("$preset: did not build")
        broken+=("$preset: build")
        return
    fi
    say "testing preset $preset"
    local how=(--preset "$preset")
    # A chosen test runs even if the everyday suite leaves it out.
    if [ "$preset" = dev ] && [ ${#selection[@]} -gt 0 ]; then
        how=(--test-dir build/dev --output-on-failure --no-tests=error -j 2)
    fi
    ctest "${how[@]}" --output-junit "$results/$preset.xml" "$@" "${selection[@]}" 2>&1 | tee "$log" || true
    local summary
    summary="$(grep -E '^[0-9]+% tests passed, ' "$log" | tail -n 1)" || summary=""
    if [ -n "$summary" ]; then
        summaries+=("$preset: $summary")
    else
        summaries+=("$preset: ctest ran no tests (build/test-results/$preset.log)")
        # A suite that is empty although nothing was chosen would otherwise look like success.
        [ ${#selection[@]} -gt 0 ] || broken+=("$preset: no tests")
        rm -f "$results/$preset.xml"
    fi
}

run_fuzzers() {
    local log="$results/fuzz.log"
    # In a shell of its own, because it ends with a finding.
    if (command_fuzz --seconds 60) 2>&1 | tee "$log"; then
        summaries+=("fuzz: nothing found")
        passed_besides=$((passed_besides + 1))
    else
        summaries+=("fuzz: failed")
        broken+=("fuzz"$'\n'"$(tail -n 20 "$log" | sed 's/^/    /')")
    fi
}

command_test() {
    local all="" rest="" preset=dev chosen=""
    while [ $# -gt 0 ]; do
        case "$1" in
            --all) all=yes && chosen="$chosen all" ;;
            --rest) rest=yes && chosen="$chosen rest" ;;
            --preset) need_value "$@" && chosen="$chosen preset" && preset="$2" && shift ;;
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
    [[ "$chosen" != *" "*" "* ]] || wrong_usage "--all, --rest and --preset exclude each other"
    check_preset "$preset"
    check_jobs "$jobs"
    ensure_setup

    results="$root/build/test-results"
    rm -rf "$results"
    mkdir -p "$results"
    if [ -n "$all$rest" ]; then
        if [ -n "$all" ]; then run_tests ci ""; else run_tests ci "" -L '^(slow|packaging-full)$'; fi
        for preset in asan tsan; do run_tests "$preset" ""; done
        # The suite has run in the others; what is measured is the build that is shipped.
        run_tests release bench/all -L '^performance$'
        run_fuzzers
    else
        run_tests "$preset" ""
    fi
    report_tests
}

report_tests() {
    local files=() passed failed skipped
    shopt -s nullglob
    files=("$results"/*.xml)
    python3 "$root/tools/junit_totals.py" "${files[@]}" >"$results/counts" ||
        fail "the JUnit files of build/test-results cannot be read"
    read -r passed failed skipped <"$results/counts"
    { sed 1d "$results/counts" && printf '%s\n' "${broken[@]}"; } | sed '/^$/d; /^ /!s/^/failed: /' >"$results/failures"
    passed=$((passed + passed_besides))
    failed=$((failed + ${#broken[@]}))
    say "tests finished"
    printf '%s\n' "${summaries[@]}"
    [ "$skipped" -eq 0 ] || echo "$skipped skipped"
    cat "$results/failures"
    echo "$passed $failed" >"$results/totals"
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
