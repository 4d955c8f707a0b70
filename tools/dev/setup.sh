# ./dev setup: the Debian packages of tools/dev/packages.txt.

setup_usage() {
    cat <<'TEXT'
usage: ./dev setup

Installs the packages of tools/dev/packages.txt with apt-get, as root or through
sudo, and nothing when all of them are there. When a package is only in
Debian's backports, switches those on in
/etc/apt/sources.list.d/telemetryflow-backports.sources, with the address and
the key that this machine already uses for Debian. No service is started.
On other distributions it says what is missing and changes nothing.
TEXT
}

command_setup() {
    case "${1:-}" in
        "") ;;
        -h | --help) setup_usage && return ;;
        *) wrong_usage "setup takes no '$1'" ;;
    esac
    ensure_setup
    say "setup: done"
}

wanted_packages() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$root/tools/dev/packages.txt"; }

missing_packages() {
    local wanted installed
    wanted="$(wanted_packages | cut -d' ' -f1 | sort)"
    # shellcheck disable=SC2086  # one word for each package
    installed="$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $wanted 2>/dev/null |
        sed -n 's/ installed$//p' | sort -u)" || true
    comm -23 <(echo "$wanted") <(echo "$installed") | xargs
}

# Quick when nothing is missing; every command that builds calls it.
ensure_setup() {
    if ! grep -qs '^ID=debian$' /etc/os-release || ! command -v dpkg-query >/dev/null; then
        report_missing_commands
        return
    fi
    local missing
    missing="$(missing_packages)"
    [ -n "$missing" ] || return 0
    say "setup: installing $missing"
    find_root "$missing"
    update_lists
    ensure_candidates "$missing"
    # shellcheck disable=SC2086
    install_packages $missing
}

report_missing_commands() {
    local missing="" package program
    while read -r package program; do
        [ "$program" = - ] || command -v "$program" >/dev/null || missing+=" $package"
    done < <(wanted_packages)
    [ -z "$missing" ] && return
    echo "dev: this is not Debian, so install what Debian calls:$missing" >&2
    echo "dev: (all that is needed: tools/dev/packages.txt); going on with what is there" >&2
}

find_root() {
    as_root=()
    [ "$(id -u)" -eq 0 ] && return
    command -v sudo >/dev/null ||
        fail "installing packages needs root or sudo; as root: apt-get install $1"
    as_root=(sudo)
}

apt_get() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@"
}

update_lists() {
    say "setup: reading package lists"
    apt_get update >/dev/null || fail "apt-get update failed; see above, mend /etc/apt and run ./dev setup again"
}

# Not in a pipe: `pipefail` would see apt-cache end early when grep has found its line.
has_candidate() { [[ "$(LC_ALL=C apt-cache policy "$1")" == *"  Candidate: "[^\(]* ]]; }

ensure_candidates() {
    local package absent=""
    for package in $1; do has_candidate "$package" || absent+=" $package"; done
    [ -n "$absent" ] || return 0
    add_backports
    for package in $absent; do
        has_candidate "$package" ||
            fail "no package source of this machine has $package; it needs Debian 12 with backports, or later"
    done
}

# Which source serves Debian's main archive, as apt itself resolved it: "<address> <file>:<entry>".
main_archive() {
    apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(CODENAME)|$(COMPONENT)|$(REPO_URI) $(SOURCESENTRY)' |
        awk -v start="Debian|Debian|$1|main|" '
            index($0, start) == 1 && !found { print substr($0, length(start) + 1); found = 1 }'
}

# signed_by <file> <address>: the Signed-By field of the entry that names the address; nothing if it has none.
signed_by() {
    case "$1" in
        *.sources)
            awk -v address="${2%/}" '
                function flush() { if (found && !done) { printf "%s", key; done = 1 } found = 0; key = ""; inside = 0 }
                /^[[:space:]]*$/ { flush(); next }
                /^#/ { next }
                /^[^[:space:]]/ { inside = 0 }
                tolower($1) == "uris:" {
                    for (i = 2; i <= NF; i++) if ($i == address || $i == address "/") found = 1
                }
                tolower($1) == "signed-by:" { inside = 1 }
                inside { key = key $0 "\n" }
                END { flush() }' "$1"
            ;;
        *)
            awk -v address="${2%/}" '
                $1 == "deb" && index($0, " " address) && !found && match($0, /signed-by=[^] ]*/) {
                    print "Signed-By: " substr($0, RSTART + 10, RLENGTH - 10)
                    found = 1
                }' "$1"
            ;;
    esac
}

add_backports() {
    local codename archive address entry key
    codename="$(. /etc/os-release && echo "$VERSION_CODENAME")"
    archive="$(main_archive "$codename")"
    [ -n "$archive" ] ||
        fail "apt has no source for Debian $codename main; add one to /etc/apt and run ./dev setup again"
    address="${archive%% *}"
    entry="${archive#* }"
    key="$(signed_by "${entry%:*}" "$address")"
    say "setup: switching on $codename-backports"
    {
        echo "# Written by ./dev setup of TelemetryFlow; may go when the packages that came from it go."
        echo "Types: deb"
        echo "URIs: $address"
        echo "Suites: $codename-backports"
        echo "Components: main"
        [ -z "$key" ] || echo "$key"
    } | "${as_root[@]}" tee /etc/apt/sources.list.d/telemetryflow-backports.sources >/dev/null
    update_lists
}

# Programs that tests start themselves, and that Debian makes services of: <package> <service>.
service_packages() {
    cat <<'TEXT'
nginx-light nginx
redis-server redis-server
prometheus prometheus
postgresql postgresql
TEXT
}

# new_services <package...>: the services that installing these would bring; not those that are there already.
new_services() {
    local package service
    while read -r package service; do
        [[ " $* " == *" $package "* ]] && [ ! -e "/etc/init.d/$service" ] && echo "$service"
    done < <(service_packages)
    return 0
}

# What is wanted as a program is neither started now nor at the next boot.
install_packages() {
    local policy=/usr/sbin/policy-rc.d services service our_policy=""
    services="$(new_services "$@")"
    if [ -n "$services" ] && [ ! -e "$policy" ]; then
        our_policy=yes
        # shellcheck disable=SC2064  # the values of now
        trap "${as_root[*]} rm -f $policy; exit 1" INT TERM
        trap "${as_root[*]} rm -f $policy" EXIT
        printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
        "${as_root[@]}" chmod 755 "$policy"
    fi
    apt_get install -y --no-install-recommends "$@" ||
        fail "apt-get install failed; see above, then run ./dev setup again"
    if [ -d /run/systemd/system ]; then
        for service in $services; do
            "${as_root[@]}" systemctl disable --now "$service" >/dev/null 2>&1 || true
        done
    fi
    if [ -n "$our_policy" ]; then
        "${as_root[@]}" rm -f "$policy"
        trap - EXIT INT TERM
    fi
}
