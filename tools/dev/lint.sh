# ./dev lint: the checks that need no running program.

lint_usage() {
    cat <<'TEXT'
usage: ./dev lint [--all] [--fix]

  --all   clang-tidy over all sources; without it only over those that differ
          from the branch main, committed or not, if git knows
  --fix   let clang-format rewrite what it would complain about

Checks: clang-format 14 (C++), tools/check_layers.py, tools/check_files.py,
bash -n (shell scripts), clang-tidy 14 (src and what it includes). The last line
is "N passed, N failed", counting checks.
TEXT
}

checks_passed=0
checks_failed=()

# check <name> <command...>
check() {
    local name="$1"
    shift
    say "lint: $name"
    if "$@"; then
        checks_passed=$((checks_passed + 1))
    else
        checks_failed+=("$name")
        echo "dev: $name found something" >&2
    fi
}

# source_files <folder> [find condition...]: its files without what is built, one a line. Not from git: a source
# archive is linted in the same way.
source_files() {
    local folder="$1"
    shift
    find "$folder" \( -name .git -o -name node_modules -o -path ./build -o -path ./out \) -prune -o -type f "$@" -print |
        sed 's|^\./||' | sort
}

shell_files() {
    source_files . | while read -r file; do
        case "${file##*/}" in
            *.sh) echo "$file" ;;
            *.*) ;;
            *)
                local first=""
                read -r first <"$file" || true
                [[ "$first" != "#!"*sh ]] || echo "$file"
                ;;
        esac
    done
}

check_format() {
    local mode=(--dry-run --Werror)
    [ -z "$1" ] || mode=(-i)
    if ! source_files . \( -name '*.hpp' -o -name '*.cpp' \) | xargs -r clang-format-14 "${mode[@]}"; then
        echo "dev: ./dev lint --fix rewrites these files" >&2
        return 1
    fi
}

check_shell() {
    local file status=0
    while read -r file; do bash -n "$file" || status=1; done < <(shell_files)
    return $status
}

# Sources to look at: all of src, or those that differ from main, one a line.
tidy_files() {
    local base
    if [ -z "$1" ] && base="$(git merge-base HEAD origin/main 2>/dev/null || git merge-base HEAD main 2>/dev/null)"; then
        {
            git diff --name-only --diff-filter=d "$base" -- src
            git ls-files --others --exclude-standard -- src
        } | grep '\.cpp$' || true
    else
        source_files src -name '*.cpp'
    fi
}

check_tidy() {
    local files
    files="$(tidy_files "$1")"
    if [ -z "$files" ]; then
        echo "no source of src differs from main; --all looks at all"
        return 0
    fi
    configure_preset dev || return 1
    echo "clang-tidy over $(echo "$files" | wc -l) sources"
    echo "$files" | xargs -P "$jobs" -n 4 clang-tidy-14 -p build/dev --quiet --warnings-as-errors='*' \
        --extra-arg=-Wno-unknown-warning-option 2> >(grep -v 'warnings generated\|Suppressed\|Use -header-filter' >&2)
}

command_lint() {
    local all="" fix=""
    while [ $# -gt 0 ]; do
        case "$1" in
            --all) all=yes ;;
            --fix) fix=yes ;;
            -h | --help) lint_usage && return ;;
            *) wrong_usage "lint takes no '$1'" ;;
        esac
        shift
    done
    ensure_setup
    check "clang-format" check_format "$fix"
    check "layers" python3 -B tools/check_layers.py
    check "files" python3 -B tools/check_files.py
    check "shell scripts" check_shell
    check "clang-tidy" check_tidy "$all"
    mkdir -p build/test-results
    echo "$checks_passed ${#checks_failed[@]}" >build/test-results/lint-totals
    printf 'failed: lint: %s\n' "${checks_failed[@]}" | sed '/: $/d' >build/test-results/lint-failures
    say "lint finished"
    cat build/test-results/lint-failures
    echo "$checks_passed passed, ${#checks_failed[@]} failed"
    [ ${#checks_failed[@]} -eq 0 ]
}
