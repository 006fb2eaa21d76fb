# shellcheck shell=bash
# Folders, messages, stages, background services, and the tidying at the end. Every other part uses this one.

: "${HOME:?HOME must name your home folder}"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/gatehouse"
tools="$cache/tools"
logs="$cache/logs/$(date +%Y%m%d-%H%M%S)-$$"

# One target directory for all clones and all tools: dependencies are compiled once.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$cache/target}"
[[ "$CARGO_TARGET_DIR" == /* ]] || CARGO_TARGET_DIR="$PWD/$CARGO_TARGET_DIR"

# In CI a lock file that does not fit its manifest is an error; at the desk it is brought up to date.
locked=()
[[ -z "${CI:-}" ]] || locked=(--locked)

say() { printf '==> %s\n' "$*"; }

give_up() {
    printf 'dev: %s\n' "$*" >&2
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# is_at_least HAVE WANT: compares two dotted versions.
is_at_least() { [[ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" == "$2" ]]; }

# --- Stages ---------------------------------------------------------------------------------------------------------

stage_name=""
stage_began=0
stage_times=()

# stage NAME WHAT: ends the stage before, and says what begins. A failure is reported under NAME.
stage() {
    end_stage
    stage_name="$1" stage_began=$SECONDS
    printf '\n==> %s: %s\n' "$1" "$2"
}

end_stage() {
    [[ -n "$stage_name" ]] || return 0
    stage_times+=("$(printf '%4d s  %s' $((SECONDS - stage_began)) "$stage_name${1:-}")")
    stage_name=""
}

# quietly NAME COMMAND...: keeps the output in a log, and shows its end if the command fails.
quietly() {
    local log="$logs/$1.log" status=0
    shift
    mkdir -p "$logs"
    "$@" >"$log" 2>&1 || status=$?
    if ((status)); then
        tail -n 40 "$log" >&2
        printf 'dev: "%s" ended with %d; the whole log: %s\n' "$*" "$status" "$log" >&2
        return "$status"
    fi
}

# --- Background services --------------------------------------------------------------------------------------------

# Each is a process group of its own, so that what it starts ends with it.
services=()

# service NAME COMMAND...: starts COMMAND in the background, its output in a log.
service() {
    local name="$1"
    shift
    mkdir -p "$logs"
    setsid "$@" >"$logs/$name.log" 2>&1 </dev/null &
    services+=("$!:$name")
}

service_lives() { kill -0 "${services[-1]%%:*}" 2>/dev/null; }

# wait_until SECONDS WHAT COMMAND...: until COMMAND succeeds; the youngest service must live that long.
wait_until() {
    local deadline=$((SECONDS + $1)) what="$2"
    shift 2
    until "$@"; do
        service_lives || give_up "${services[-1]#*:} ended before $what"
        ((SECONDS < deadline)) || give_up "waited in vain until $what"
        sleep 0.1
    done
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
    node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# Stops all services, the youngest first.
stop_services() {
    local pid tries
    while ((${#services[@]})); do
        pid="${services[-1]%%:*}"
        unset 'services[-1]'
        kill -TERM -- "-$pid" 2>/dev/null || continue
        for ((tries = 0; tries < 30; tries++)); do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.1
        done
        # What the service started and did not end itself.
        kill -KILL -- "-$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
}

# The service that was in use when something failed is the youngest.
show_service_log() {
    ((${#services[@]})) || return 0
    local log="$logs/${services[-1]#*:}.log"
    [[ -s "$log" ]] || return 0
    printf -- '--- the end of %s (but for the lines of single requests)\n' "$log" >&2
    grep -vE '"[A-Z]+ [^"]* HTTP/1.1"' "$log" | tail -n 30 >&2
}

# --- The end --------------------------------------------------------------------------------------------------------

temporary=""

# Gives a folder of this run, deleted at its end, in $temporary.
need_temporary() { [[ -n "$temporary" ]] || temporary="$(mktemp -d "${TMPDIR:-/tmp}/gatehouse.XXXXXX")"; }

finish() {
    local status=$?
    trap - EXIT INT TERM HUP
    set +e
    ((status == 0 || status > 128)) || show_service_log
    stop_services
    [[ -z "$temporary" ]] || rm -rf "$temporary"
    local failed="$stage_name"
    end_stage "$( ((status == 0)) || echo ' (failed here)')"
    if ((${#stage_times[@]})); then
        printf '\n==> Time taken: %d min %d s\n' $((SECONDS / 60)) $((SECONDS % 60))
        printf '    %s\n' "${stage_times[@]}"
    fi
    if ((status)); then
        [[ -z "$failed" ]] || printf 'dev: stopped in the stage "%s"\n' "$failed" >&2
    elif ((${#stage_times[@]})); then
        say "All is well"
    fi
    exit "$status"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# Logs of the last week are enough.
if [[ -d "$cache/logs" ]] && has find; then
    find "$cache/logs" -mindepth 1 -maxdepth 1 -type d -mtime +7 -exec rm -rf {} + || true
fi
