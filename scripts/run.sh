# shellcheck shell=bash
# ./dev run: opens the window, here or on a screen of our own.

dev_run() {
    local keep=false arguments=() packages=("${packages_build[@]}") argument
    for argument in "$@"; do
        if [[ "$argument" == --keep ]]; then keep=true; else arguments+=("$argument"); fi
    done
    local screen=true
    if [[ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]]; then
        screen=false
        packages+=("${packages_screen[@]}")
    fi

    set_up "${packages[@]}"
    build_ui
    build_app

    if $screen; then
        say "Gatehouse: opening the window"
        "$app" "${arguments[@]}"
        return
    fi

    say "There is no display: running under Xvfb, to take a picture"
    start_screen
    service gatehouse "$app" "${arguments[@]}"
    local picture="$cache/gatehouse.png"
    take_picture "$picture"
    say "The picture: $picture"
    if $keep; then
        say "Gatehouse goes on under display $DISPLAY; Ctrl-C ends it"
        wait "${services[-1]%%:*}"
    fi
}
