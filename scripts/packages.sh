# shellcheck shell=bash
# The Debian/Ubuntu packages that Gatehouse needs beyond Rust and Node, and their installing.
# `./dev bare` proves that the lists are complete: whoever adds to them runs it.

# To build the application: a C compiler and linker, and the headers of GTK and WebKit.
packages_build=(build-essential ca-certificates pkg-config libgtk-3-dev libwebkit2gtk-4.1-dev)

# To show a window without a display, and to take a picture of it.
packages_screen=(dbus imagemagick openbox xvfb)

# To test: a driver for the window, a browser for the accessibility checks, Python for moto, and keys for the dialogs of the system.
packages_test=(python3-venv webkit2gtk-driver xdotool)

is_installed() {
    [[ "$(dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null)" == installed ]]
}

# need_packages NAME...: installs those of the packages that are missing.
need_packages() {
    if ! has apt-get; then
        say "This is no Debian or Ubuntu: please see to the counterparts of these packages yourself: $*"
        return
    fi

    local missing=() name
    for name in "$@"; do
        is_installed "$name" || missing+=("$name")
    done
    if ! ((${#missing[@]})); then
        say "Debian packages: all are here"
        return
    fi

    local as_root=()
    if ((EUID != 0)); then
        has sudo || give_up "these packages are missing, and installing them takes root or sudo: ${missing[*]}"
        as_root=(sudo)
    fi
    say "Debian packages: installing ${missing[*]}"
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get --yes -o DPkg::Lock::Timeout=300)
    # An unreachable source of something else is no reason to stop: if it matters, the next step fails.
    quietly apt-update "${apt[@]}" update || say "apt-get update had a problem; going on"
    quietly apt-install "${apt[@]}" install --no-install-recommends "${missing[@]}"
}

# Where the browser of the accessibility checks is, in $CHROMIUM; a package, if there is none.
find_browser() {
    local name
    [[ -z "${CHROMIUM:-}" ]] || return 0
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if has "$name"; then
            CHROMIUM="$(command -v "$name")"
            export CHROMIUM
            return
        fi
    done
    return 1
}
