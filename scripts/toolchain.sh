# shellcheck shell=bash
# Rust and Node, which a person installs, and the pinned tools, which we install into the cache folder.

node_wanted=20.19
tauri_driver_version=2.1.0
cargo_deny_version=0.20.2
cargo_fuzz_version=0.13.2
moto_version=5.2.5

need_rust() {
    local wanted have
    wanted="$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)"
    # rustup's installer leaves it to a new shell to find the toolchain.
    has cargo || [[ ! -x "$HOME/.cargo/bin/cargo" ]] || export PATH="$HOME/.cargo/bin:$PATH"
    # rustup reads rust-toolchain.toml: give it the chance to install what stands there (before 1.28 by `show`).
    if has rustup && ! RUSTUP_AUTO_INSTALL=0 rustc --version >/dev/null 2>&1; then
        say "Rust: installing the toolchain of rust-toolchain.toml through rustup"
        rustup toolchain install || rustup show || true
    fi
    have="$(rustc --version 2>/dev/null | cut -d ' ' -f 2)" || true
    if [[ -z "$have" ]] || ! has cargo || ! is_at_least "${have%%-*}" "$wanted"; then
        give_up "Rust $wanted or newer is needed (found: ${have:-none}); get it from https://rustup.rs"
    fi
}

need_node() {
    local have=""
    ! has node || have="$(node --version 2>/dev/null)" || true
    if [[ -z "$have" ]] || ! has npm || ! is_at_least "${have#v}" "$node_wanted"; then
        give_up "Node $node_wanted or newer with npm is needed (found: ${have:-none}); get it from https://nodejs.org (for Debian packages: NodeSource)"
    fi
}

# Each tool has a folder with its version in the name, so a new pin is a new folder.

need_tauri_driver() {
    tauri_driver="$tools/tauri-driver-$tauri_driver_version/bin/tauri-driver"
    [[ ! -x "$tauri_driver" ]] || return 0
    say "tauri-driver $tauri_driver_version: building"
    # The same debug level as in our own profile: what it shares with the application is not compiled again.
    CARGO_PROFILE_DEV_DEBUG=false cargo install --locked --debug --quiet \
        --root "$tools/tauri-driver-$tauri_driver_version" --version "$tauri_driver_version" tauri-driver
}

need_cargo_deny() {
    cargo_deny="$tools/cargo-deny-$cargo_deny_version/bin/cargo-deny"
    [[ ! -x "$cargo_deny" ]] || return 0
    say "cargo-deny $cargo_deny_version: building (some minutes, once)"
    # It shares nothing with us, so its build goes elsewhere; its licence matching is too slow unoptimised.
    need_temporary
    CARGO_TARGET_DIR="$temporary/cargo-deny" CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
        cargo install --locked --quiet \
        --root "$tools/cargo-deny-$cargo_deny_version" --version "$cargo_deny_version" cargo-deny
}

need_cargo_fuzz() {
    cargo_fuzz="$tools/cargo-fuzz-$cargo_fuzz_version/bin/cargo-fuzz"
    [[ ! -x "$cargo_fuzz" ]] || return 0
    say "cargo-fuzz $cargo_fuzz_version: building (half a minute, once)"
    need_temporary
    CARGO_TARGET_DIR="$temporary/cargo-fuzz" CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
        cargo install --locked --quiet \
        --root "$tools/cargo-fuzz-$cargo_fuzz_version" --version "$cargo_fuzz_version" cargo-fuzz
}

need_moto() {
    local venv="$tools/moto-$moto_version" python=/usr/bin/python3
    moto_server="$venv/bin/moto_server"
    [[ ! -e "$venv/complete" ]] || return 0
    say "moto $moto_version: installing into a Python environment of its own"
    # Debian's Python comes with python3-venv from our list; elsewhere any will do.
    [[ -x "$python" ]] || python=python3
    rm -rf "$venv"
    quietly moto-venv "$python" -m venv "$venv"
    quietly moto-install "$venv/bin/python" -m pip install --disable-pip-version-check "moto[server]==$moto_version"
    touch "$venv/complete"
}

# What checks the code that Gatehouse writes for a set-up: a folder for each state of the list.
need_code_tools() {
    local list=scripts/code-tools.txt python=/usr/bin/python3
    local venv
    venv="$tools/code-tools-$(cksum <"$list" | cut -d ' ' -f 1)"
    export GATEHOUSE_CODE_TOOLS="$venv"
    [[ ! -e "$venv/complete" ]] || return 0
    say "the AWS CLI, boto3, cfn-lint, python-hcl2: installing into a Python environment of their own"
    [[ -x "$python" ]] || python=python3
    rm -rf "$venv"
    quietly code-tools-venv "$python" -m venv "$venv"
    # The list is complete; without --no-deps the SageMaker SDK would bring a gigabyte that only its running needs.
    quietly code-tools-install "$venv/bin/python" -m pip install --disable-pip-version-check --no-deps --requirement "$list"
    touch "$venv/complete"
}
