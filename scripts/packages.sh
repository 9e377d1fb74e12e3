# What Reservepost needs from Debian 12, and how it is installed. Sourced by ./demo, ./check and
# tests/fuzz/run.

build_packages="g++ cmake ninja-build pkg-config ccache git ca-certificates
libpoco-dev libpodofo-dev libqpdf-dev libexpat1-dev libharfbuzz-dev libpqxx-dev libpq-dev
libboost-dev libcli11-dev libarchive-dev libssh-dev libtomlplusplus-dev libcmark-dev libicu-dev libssl-dev libdeflate-dev
liblcms2-dev libzint-dev libhyphen-dev hyphen-no postgresql-15 fonts-noto-core"

# For looking at what was made, and for the print house's side of the story.
demo_packages="openssl unzip poppler-utils qpdf"

test_packages="libgtest-dev librapidcheck-dev openssl unzip poppler-utils qpdf mupdf-tools ghostscript
dmtx-utils tzdata spin gcc
python3-icalendar python3-aiosmtpd python3-jsonschema python3-asn1crypto python3-cryptography
fonts-noto-cjk openssh-server openssh-client"

# For fuzzing only (tests/fuzz/run); the corpora are tests like others.
fuzz_packages="clang-16 libclang-rt-16-dev"

say() { printf '%s\n' "$*"; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# Installs those of the named packages that are missing, and says which.
install_missing() {
    local missing="" name
    for name in "$@"; do
        dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing="$missing $name"
    done
    if [ -z "$missing" ]; then
        say "All Debian packages that are needed are installed."
        return
    fi
    say "Installing from Debian:$missing"
    case "$missing" in
    *postgresql-15*)
        # Only the programs are wanted: this word keeps Debian from making a cluster of its own.
        if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
            say "  (with create_main_cluster = false, so that no system cluster is made)"
            as_root mkdir -p /etc/postgresql-common
            printf 'create_main_cluster = false\n' |
                as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
        fi
        ;;
    esac
    case "$missing" in
    *openssh-server*)
        # The tests start servers of their own; by Debian's switch none runs besides. Whoever wants
        # one removes the file.
        if [ ! -e /etc/ssh/sshd_not_to_be_run ]; then
            say "  (with /etc/ssh/sshd_not_to_be_run, so that no SSH server is started)"
            as_root mkdir -p /etc/ssh
            as_root touch /etc/ssh/sshd_not_to_be_run
        fi
        ;;
    esac
    local log
    log=$(mktemp)
    if ! { as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing; } >"$log" 2>&1; then
        tail -20 "$log"
        rm -f "$log"
        say "The packages could not be installed; the last lines above say why." >&2
        exit 1
    fi
    rm -f "$log"
}

# Builds a preset; shows ninja's own progress on a terminal, and one line otherwise.
build() {
    local preset=$1
    shift
    cmake --preset "$preset" >build/"$preset".log 2>&1 || {
        tail -30 build/"$preset".log
        exit 1
    }
    if [ -t 1 ]; then
        cmake --build --preset "$preset" "$@"
    else
        cmake --build --preset "$preset" "$@" >>build/"$preset".log 2>&1 || {
            grep -E 'error|FAILED' build/"$preset".log | head -40
            tail -5 build/"$preset".log
            exit 1
        }
    fi
}
