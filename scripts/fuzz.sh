# shellcheck shell=bash
# ./dev fuzz, and the stage of ./dev test: inputs that nobody would think of, for the policy engine.

fuzz_targets() { sed -n 's|^path = "fuzz_targets/\(.*\)\.rs"$|\1|p' fuzz/Cargo.toml; }

# Without a sanitizer: the engine forbids unsafe code, so there is nothing for one to find, and the toolchain that
# everything else is built with will do.
fuzz_build() {
    need_cargo_fuzz
    local about=(--manifest-path fuzz/Cargo.toml --format-version 1)
    cargo metadata "${locked[@]}" "${about[@]}" >/dev/null || give_up "fuzz/Cargo.lock does not fit fuzz/Cargo.toml"
    cargo_fuzz build
}

cargo_fuzz() {
    local command="$1"
    shift
    "$cargo_fuzz" fuzz "$command" --sanitizer none --target-dir "$CARGO_TARGET_DIR/fuzz" "$@"
}

# fuzz_all SECONDS CORPUS OPTION...: every target for its share of the time. New inputs go to the folder CORPUS.
fuzz_all() {
    local targets=() target share
    mapfile -t targets < <(fuzz_targets)
    share=$(($1 / ${#targets[@]}))
    for target in "${targets[@]}"; do
        fuzz_one "$((share > 0 ? share : 1))" "$2" "$target" "${@:3}"
    done
}

# fuzz_one SECONDS CORPUS TARGET OPTION...
fuzz_one() {
    local seconds="$1" corpus="$2/$3" target="$3" status=0 log
    shift 3
    log="$logs/fuzz-$target.log"
    mkdir -p "$corpus" "$logs"
    cargo_fuzz run "$target" "$corpus" "fuzz/seeds/$target" -- "$@" \
        -dict=fuzz/policy.dict -max_total_time="$seconds" -timeout=10 -print_final_stats=1 >"$log" 2>&1 || status=$?
    if ((status)); then
        # The panic and where the input is; what lies between are the tables of a normal run.
        grep -vE '^#[0-9]+|^(stat|INFO|Dictionary)' "$log" | grep -A 4 -E 'panicked at|ERROR: libFuzzer|^error' | head -n 40 >&2 || true
        grep -E 'Test unit written to' "$log" >&2 || true
        give_up "fuzzing $target ended with $status; again with that input: ./dev fuzz 0 $target FILE; the whole log: $log"
    fi
    say "$target: $(awk '/^stat::number_of_executed_units/ { print $2 }' "$log") inputs in $seconds s, no fault"
}

# dev_fuzz [SECONDS] [TARGET] [FILE...]: with files, only these are tried.
dev_fuzz() {
    local seconds="${1:-60}" target="${2:-}"
    [[ "$seconds" =~ ^[0-9]+$ ]] || give_up "./dev fuzz [SECONDS] [TARGET] [FILE...]: $seconds is no number of seconds"
    if [[ -n "$target" ]] && ! fuzz_targets | grep -qx "$target"; then
        give_up "no fuzz target $target; there are: $(fuzz_targets | xargs)"
    fi
    ((seconds > 0 || $# > 2)) || give_up "./dev fuzz: at least one second, or files to try"
    # The engine needs no window, so a compiler and a linker are all.
    need_packages build-essential ca-certificates
    need_rust
    stage "Fuzz build" "the policy engine, instrumented"
    fuzz_build
    if (($# > 2)); then
        stage "Fuzz" "$target with ${*:3}"
        cargo_fuzz run "$target" "${@:3}"
        return
    fi
    # What was found interesting is kept, and begun with the next time.
    stage "Fuzz" "${target:-every target}, $seconds s in total"
    if [[ -n "$target" ]]; then
        fuzz_one "$seconds" "$cache/fuzz" "$target"
    else
        fuzz_all "$seconds" "$cache/fuzz"
    fi
}

# As a test: from the seeds alone and with the same dice each time.
fuzz_stage() {
    need_temporary
    fuzz_all 60 "$temporary/fuzz" -seed=1
}
