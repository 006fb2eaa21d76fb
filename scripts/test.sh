# shellcheck shell=bash
# ./dev test, ./dev check and their parts: what is tested, and in which order (cheap and likely to fail comes first).

# The Rust tests that need the real window; everything else runs without one.
window_targets='window|pictures|keystroke|lists'

if has cargo-nextest; then nextest=true; else nextest=false; fi

# Every Rust command selects the whole workspace, whatever it runs: another selection means other features of shared
# dependencies, and so a second build of them.

rust_format() {
    cargo fmt --all --check
    cargo fmt --manifest-path fuzz/Cargo.toml --check
}

rust_lints() { cargo clippy "${locked[@]}" --workspace --all-targets --quiet -- --deny warnings; }

rust_unit_tests() {
    if $nextest; then
        cargo nextest run "${locked[@]}" --workspace --lib --no-tests=warn "$@"
    else
        cargo test "${locked[@]}" --workspace --lib "$@"
    fi
}

# All tests but those of the real window.
rust_tests() {
    if $nextest; then
        cargo nextest run "${locked[@]}" --workspace --no-fail-fast -E "not binary(/^($window_targets)\$/)"
        return
    fi
    local targets=() name
    while read -r name; do
        [[ "$name" =~ ^($window_targets)$ ]] || targets+=(--test "$name")
    done < <(rust_test_targets)
    cargo test "${locked[@]}" --workspace --no-fail-fast --lib --bins "${targets[@]}"
}

# The names of all integration tests, one a line.
rust_test_targets() {
    cargo metadata "${locked[@]}" --no-deps --format-version 1 | node -e '
        const { packages } = JSON.parse(require("fs").readFileSync(0, "utf8"));
        for (const target of packages.flatMap((p) => p.targets)) {
            if (target.kind.includes("test")) console.log(target.name);
        }'
}

# window_tests TARGET [OPTIONS of nextest]: one after the other, since the driver has one session at a time.
window_tests() {
    local target="$1"
    shift
    if $nextest; then
        cargo nextest run "${locked[@]}" --workspace --test "$target" --test-threads 1 --no-fail-fast "$@"
    else
        cargo test "${locked[@]}" --workspace --test "$target" -- --test-threads 1
    fi
}

ui() { npm --prefix ui run --silent "$@"; }

# The generated bindings of a run go to a folder of their own, so that no test writes into the repository.
bindings=ui/src/bindings

need_bindings_folder() {
    need_temporary
    export TS_RS_EXPORT_DIR="$temporary/bindings"
    mkdir -p "$TS_RS_EXPORT_DIR"
}

bindings_current() {
    diff --recursive --unified "$bindings" "$TS_RS_EXPORT_DIR" && return
    give_up "the bindings in $bindings are not what the Rust types give: run ./dev bindings and commit the result"
}

# No test may see, let alone use, an AWS account of the person who runs it.
no_real_account() {
    local variable
    for variable in "${!AWS_@}"; do
        # The first is about the network, the others about building a library.
        [[ "$variable" == AWS_CA_BUNDLE || "$variable" == AWS_LC_* ]] || unset "$variable"
    done
    need_temporary
    mkdir -p "$temporary/aws"
    export AWS_CONFIG_FILE="$temporary/aws/config" AWS_SHARED_CREDENTIALS_FILE="$temporary/aws/credentials"
    export AWS_EC2_METADATA_DISABLED=true
    : >"$AWS_CONFIG_FILE"
    : >"$AWS_SHARED_CREDENTIALS_FILE"
}

# One with AWS's managed policies, and one without them for what does not need them: loading them takes two seconds
# whenever a case begins.
start_moto() {
    local port
    port="$(free_port)"
    service moto env MOTO_IAM_LOAD_MANAGED_POLICIES=true "$moto_server" -H 127.0.0.1 -p "$port"
    wait_until 60 "it listened" listens "$port"
    export GATEHOUSE_MOTO_URL="http://127.0.0.1:$port"
    # For tests that need a server of their own.
    export GATEHOUSE_MOTO_SERVER="$moto_server"
    port="$(free_port)"
    service moto-plain "$moto_server" -H 127.0.0.1 -p "$port"
    wait_until 60 "it listened" listens "$port"
    export GATEHOUSE_MOTO_PLAIN_URL="http://127.0.0.1:$port"
}

dev_check() {
    no_real_account
    stage "Set-up" "what is needed to build"
    set_up "${packages_build[@]}"
    need_some_ui
    stage "Format" "cargo fmt"
    rust_format
    stage "Interface" "format, lints and types, then unit tests"
    ui check
    ui test
    stage "Rust lints" "clippy on all targets"
    rust_lints
    stage "Rust unit tests" "of all libraries"
    need_bindings_folder
    rust_unit_tests
}

dev_test() {
    no_real_account
    stage "Set-up" "packages, npm modules, tools"
    local packages=("${packages_build[@]}" "${packages_screen[@]}" "${packages_test[@]}")
    find_browser || packages+=(chromium)
    set_up "${packages[@]}"
    find_browser || give_up "no Chromium found: set CHROMIUM to the path of one"
    need_moto
    need_code_tools

    stage "Format" "cargo fmt"
    rust_format

    stage "Interface" "format, lints and types, then unit tests, then the build"
    ui check
    ui test
    build_ui

    stage "Accessibility" "axe in $CHROMIUM"
    ui test:a11y

    stage "Rust lints" "clippy on all targets"
    rust_lints

    stage "Rust build" "the application and all tests"
    build_tests

    stage "Rust tests" "all but the window's, with moto_server as the second opinion"
    start_moto
    need_bindings_folder
    rust_tests

    stage "Bindings" "$bindings against what the tests have just generated"
    bindings_current

    stage "Rust doc tests" "the examples in the documentation"
    cargo test "${locked[@]}" --workspace --doc

    stage "Fuzz build" "the policy engine, instrumented"
    fuzz_build

    stage "Fuzz" "every target of fuzz/, from its seeds"
    fuzz_stage

    stage "Driver" "tauri-driver $tauri_driver_version"
    need_tauri_driver

    stage "Window" "the real window under Xvfb, moto_server standing in for a real account"
    start_screen
    start_driver
    # A journey that fails is gone once more from its start: the summary names it as flaky, and it wants to be mended.
    window_tests window --retries 1
}

build_tests() {
    if $nextest; then
        cargo nextest run "${locked[@]}" --workspace --no-run
    else
        cargo test "${locked[@]}" --workspace --no-run
    fi
}

dev_pictures() {
    no_real_account
    stage "Set-up" "packages, npm modules, tools"
    set_up "${packages_build[@]}" "${packages_screen[@]}" "${packages_test[@]}"
    build_ui
    stage "Rust build" "the application and all tests"
    build_tests
    need_tauri_driver
    need_moto
    stage "Pictures" "of every screen, into docs/pictures"
    mkdir -p docs/pictures
    export GATEHOUSE_PICTURES="$root/docs/pictures"
    start_moto
    start_screen
    start_driver
    window_tests pictures
    # A third of the size, and no eye sees it: a window has few colours.
    mogrify +dither -colors 255 docs/pictures/*.png
}

dev_bindings() {
    set_up "${packages_build[@]}"
    need_bindings_folder
    need_some_ui
    say "bindings: generating"
    rust_unit_tests export_bindings
    rm -rf "$bindings"
    cp -r "$TS_RS_EXPORT_DIR" "$bindings"
    say "bindings: written to $bindings"
}

dev_deny() {
    need_rust
    need_cargo_deny
    say "cargo-deny: licences, bans and sources (advisories need their database from the network: cargo deny check advisories)"
    local workspace
    for workspace in Cargo.toml fuzz/Cargo.toml; do
        "$cargo_deny" --manifest-path "$workspace" --all-features "${locked[@]}" --config deny.toml check \
            --allow license-exception-not-encountered --allow license-not-encountered \
            licenses bans sources
    done
}
