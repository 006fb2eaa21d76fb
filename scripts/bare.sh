# shellcheck shell=bash
# ./dev bare: a Debian 12 with nothing but Rust and Node, made by debootstrap, runs ./dev run and ./dev test there.
# What it proves: the package lists are complete, and nothing depends on what this machine happens to have.

# What a person's surroundings say about the way to the network, and what CI's say: passed on to the bare system.
bare_variables='^(https?_proxy|no_proxy|all_proxy|HTTPS?_PROXY|NO_PROXY|ALL_PROXY|CI|[A-Z_]*CA_(CERTS|BUNDLE)|PIP_[A-Z_]+|npm_config_registry|NPM_CONFIG_REGISTRY|CARGO_(REGISTR|SOURCE|HTTP|NET)[A-Z_]*)='

# Bare Debian names the certificates so, with packages or without.
bare_certificates=/etc/ssl/certs/ca-certificates.crt

dev_bare() {
    local with_changes=false keep=false commands=()
    while (($#)); do
        case "$1" in
            --with-changes) with_changes=true ;;
            --keep) keep=true ;;
            *) commands+=("$1") ;;
        esac
        shift
    done
    ((${#commands[@]})) || commands=(run test)
    ((EUID == 0)) || give_up "bare needs root, for debootstrap and chroot: sudo ./dev bare"
    need_rust
    need_node
    need_packages debootstrap git

    # Not in a folder that a failure deletes along with what is mounted below it: mounts live in a namespace of their
    # own (see below) and are gone with it before anything is deleted.
    bare_folder="$(mktemp -d "${TMPDIR:-/tmp}/gatehouse-bare.XXXXXX")"
    trap 'bare_finish '"$keep" EXIT
    local system="$bare_folder/system"

    stage "Debian 12" "debootstrap into $system"
    bare_debian "$system"
    stage "Rust, Node, clone" "into the bare system, and nothing else"
    bare_tools "$system"
    bare_clone "$system" "$with_changes"

    local environment=(HOME=/root LANG=C.UTF-8 TERM="${TERM:-dumb}") variable command
    environment+=(PATH=/opt/rust/bin:/opt/node/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
    while read -r variable; do
        case "$variable" in
            *CA_CERTS=* | *CA_BUNDLE=* | PIP_CERT=*) variable="${variable%%=*}=$bare_certificates" ;;
        esac
        environment+=("$variable")
    done < <(env | grep -E "$bare_variables" || true)

    for command in "${commands[@]}"; do
        stage "./dev $command" "in the bare system"
        # shellcheck disable=SC2016
        unshare --mount --pid --fork --kill-child --propagation private bash -c '
            set -euo pipefail
            system="$1" rust="$2" command="$3"
            shift 3
            mount --bind --read-only "$rust" "$system/opt/rust"
            mount -t proc proc "$system/proc"
            mount -t sysfs -o ro sysfs "$system/sys"
            mount --rbind /dev "$system/dev"
            exec env -i "$@" chroot "$system" bash -c "cd \"/srv/a fresh clone\" && exec ./dev $command </dev/null"
        ' bare "$system" "$(rustc --print sysroot)" "$command" "${environment[@]}"
        bare_copy_packages "$system/var/cache/apt/archives" "$cache/bare/archives"
        bare_keep_picture "$system"
    done
}

# bare_copy_packages FROM TO: the next bare system need not download them again. They are copied, not shared: apt locks
# the folder, and two bare systems may be at work at once.
bare_copy_packages() { find "$1" -maxdepth 1 -name '*.deb' -exec cp --no-clobber --target-directory "$2" {} +; }

# The picture that ./dev run leaves there, to be looked at here.
bare_keep_picture() {
    local picture="$1/root/.cache/gatehouse/gatehouse.png"
    [[ ! -f "$picture" ]] || mv "$picture" "$cache/bare/gatehouse.png"
}

bare_finish() {
    local status=$?
    set +e
    if "$1"; then
        say "kept: $bare_folder"
    else
        rm -rf --one-file-system "$bare_folder"
    fi
    (exit "$status")
    finish
}

# The smallest Debian 12, with the package sources and the way to the network of this machine.
bare_debian() {
    local system="$1" origin codename uri component main_uri=""
    mkdir -p "$cache/bare/archives" "$system"
    local sources=()
    while IFS='|' read -r origin codename uri component; do
        [[ "$origin" == Debian && "$component" == main ]] || continue
        [[ "$codename" != *-* ]] && main_uri="$uri"
        [[ "$codename" != bookworm* ]] || sources+=("deb $uri $codename main")
    done < <(apt-get indextargets --format '$(ORIGIN)|$(CODENAME)|$(REPO_URI)|$(COMPONENT)' 'Created-By: Packages')
    [[ -n "$main_uri" ]] || give_up "apt knows no Debian package source here"
    ((${#sources[@]})) || sources=("deb $main_uri bookworm main")

    quietly debootstrap debootstrap --variant=minbase --include=ca-certificates bookworm "$system" "$main_uri"
    bare_copy_packages "$cache/bare/archives" "$system/var/cache/apt/archives"
    printf '%s\n' "${sources[@]}" >"$system/etc/apt/sources.list"
    apt-config dump Acquire >"$system/etc/apt/apt.conf.d/00network"
    cp -L /etc/resolv.conf /etc/hosts "$system/etc/"

    # Certificates that this machine trusts beyond Debian's own.
    local certificates="$system/usr/local/share/ca-certificates"
    mkdir -p "$certificates"
    awk -v folder="$certificates" '
        /BEGIN CERTIFICATE/ { number++ }
        number { print > sprintf("%s/%03d.crt", folder, number) }
        /END CERTIFICATE/ { close(sprintf("%s/%03d.crt", folder, number)) }
    ' "$bare_certificates"
    quietly certificates chroot "$system" update-ca-certificates
    [[ ! -f /etc/pip.conf ]] || cp /etc/pip.conf "$system/etc/pip.conf"
}

bare_tools() {
    local system="$1" node npm
    mkdir -p "$system/opt/rust" "$system/opt/node/bin" "$system/opt/node/lib/node_modules"
    node="$(node -p process.execPath)"
    npm="$(readlink -f "$(command -v npm)")"
    cp "$node" "$system/opt/node/bin/node"
    cp -r "${npm%/bin/*}" "$system/opt/node/lib/node_modules/npm"
    ln -s ../lib/node_modules/npm/bin/npm-cli.js "$system/opt/node/bin/npm"
    ln -s ../lib/node_modules/npm/bin/npx-cli.js "$system/opt/node/bin/npx"
}

# The folder has spaces in its name, to prove that too.
bare_clone() {
    local clone="$1/srv/a fresh clone"
    if "$2"; then
        say "taking the work tree with its changes"
        mkdir -p "$clone"
        git ls-files -z --cached --others --exclude-standard --deduplicate | while IFS= read -r -d '' file; do
            [[ ! -e "$file" ]] || printf '%s\0' "$file"
        done | xargs -0 cp --parents --no-dereference --preserve=mode --target-directory "$clone"
    else
        git clone --quiet --no-hardlinks . "$clone"
    fi
}
