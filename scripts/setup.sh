# shellcheck shell=bash
# What must be there before anything is built or tested: packages, npm modules, the built interface, the built binary.

set_up() {
    need_rust
    need_node
    need_packages "$@"
    mkdir -p "$CARGO_TARGET_DIR" "$tools"
    need_npm_modules
}

need_npm_modules() {
    local stamp="ui/node_modules/.gatehouse-installed" wanted
    wanted="$(cksum <ui/package-lock.json) $(node --version)"
    if [[ -f "$stamp" && "$(<"$stamp")" == "$wanted" ]]; then
        say "npm modules: up to date"
        return
    fi
    say "npm modules: installing what ui/package-lock.json lists"
    quietly npm-ci npm --prefix ui ci --no-audit --no-fund
    printf '%s' "$wanted" >"$stamp"
}

# The interface is built again only if one of its files changed: a new build is a new link of the application.
build_ui() {
    local stamp="ui/node_modules/.gatehouse-built" now
    now="$(find ui \( -name node_modules -o -path ui/dist -o -path ui/tests \) -prune -o -type f -print0 |
        sort -z | xargs -0 cksum | cksum)"
    if [[ -f "$stamp" && -f ui/dist/index.html && "$(<"$stamp")" == "$now" ]]; then
        say "interface: up to date"
        return
    fi
    say "interface: building"
    rm -f "$stamp"
    quietly ui-build npm --prefix ui run build
    printf '%s' "$now" >"$stamp"
}

# The application does not compile without an interface to embed. Where nobody looks at it, an old or an empty one will do.
need_some_ui() {
    [[ ! -f ui/dist/index.html ]] || return 0
    mkdir -p ui/dist
    echo '<!doctype html><title>Gatehouse</title>' >ui/dist/index.html
}

app="$CARGO_TARGET_DIR/debug/gatehouse"

# --examples, of which there are none, makes cargo count in the features of dev-dependencies. Without it some libraries
# would be compiled with fewer features than the tests need them with, and ./dev test would compile most of the tree anew.
build_app() {
    say "application: building (the first time takes some minutes)"
    cargo build "${locked[@]}" --workspace --bins --examples
}

dev_build() {
    set_up "${packages_build[@]}"
    build_ui
    build_app
    say "built: $app"
}
