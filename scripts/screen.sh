# shellcheck shell=bash
# A screen where there is none, pictures of it, and the WebDriver that works the real window on it.

screen_size=1440x900x24

# Starts Xvfb on a free display, a window manager and a session bus.
start_screen() {
    local number="$logs/display"
    mkdir -p "$logs"
    : >"$number"
    # shellcheck disable=SC2016 # "$0" is for the inner shell
    service xvfb bash -c 'exec Xvfb -displayfd 3 -screen 0 "$1" -dpi 96 -nolisten tcp 3>"$0"' "$number" "$screen_size"
    wait_until 20 "Xvfb had a display" test -s "$number"
    DISPLAY=":$(<"$number")"
    export DISPLAY
    # There is no graphics card behind this screen. A Wayland session around us must not be taken instead.
    export GDK_BACKEND=x11 LIBGL_ALWAYS_SOFTWARE=1 WEBKIT_DISABLE_DMABUF_RENDERER=1 NO_AT_BRIDGE=1
    unset WAYLAND_DISPLAY

    service openbox openbox
    local bus="$logs/session-bus"
    : >"$bus"
    # shellcheck disable=SC2016
    service dbus bash -c 'exec dbus-daemon --session --nofork --print-address=3 3>"$0"' "$bus"
    wait_until 20 "the session bus had an address" test -s "$bus"
    DBUS_SESSION_BUS_ADDRESS="$(<"$bus")"
    export DBUS_SESSION_BUS_ADDRESS
}

# take_picture FILE: of the screen, once something is on it and stands still (or after 30 seconds).
take_picture() {
    local picture="$1" before="" now colours deadline=$((SECONDS + 30))
    while ((SECONDS < deadline)); do
        sleep 1
        service_lives || give_up "the application ended before its window was there"
        import -window root "$picture"
        read -r colours now < <(identify -format '%k %#\n' "$picture")
        # An empty screen and an empty window have few colours.
        if ((colours > 100)) && [[ "$now" == "$before" ]]; then
            return
        fi
        before="$now"
    done
    say "the window did not stand still within 30 seconds; the picture shows how far it came"
}

# Starts tauri-driver; its address is in GATEHOUSE_DRIVER_URL, the application's path in GATEHOUSE_APP.
# The application has the driver's environment: the person's own files stay out of it. GATEHOUSE_DATA_DIR is empty at
# first, and the tests may empty it again.
start_driver() {
    local port native_port
    port="$(free_port)"
    native_port="$(free_port)"
    need_temporary
    export GATEHOUSE_DATA_DIR="$temporary/data"
    mkdir -p "$GATEHOUSE_DATA_DIR"
    service tauri-driver env XDG_DATA_HOME="$temporary/webview" XDG_CACHE_HOME="$temporary/webview-cache" \
        "$tauri_driver" --port "$port" --native-port "$native_port" --native-driver "$(command -v WebKitWebDriver)"
    wait_until 20 "it listened" listens "$port"
    export GATEHOUSE_DRIVER_URL="http://127.0.0.1:$port" GATEHOUSE_APP="$app"
}
