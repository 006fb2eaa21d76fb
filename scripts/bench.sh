# shellcheck shell=bash
# ./dev bench: how fast the policy engine and the window are, and the numbers of docs/performance.md.

# dev_bench [FILTER]: of the benchmarks whose name has FILTER in it; `window`, `lists`: of the real window.
dev_bench() {
    case "${1:-}" in
        window)
            bench_window keystroke
            return
            ;;
        lists)
            bench_window lists
            return
            ;;
    esac
    # The engine needs no window, so a compiler and a linker are all.
    need_packages build-essential ca-certificates
    need_rust
    need_node
    local measured="$CARGO_TARGET_DIR/criterion"
    # What an earlier run measured is no part of this one's table.
    rm -rf "$measured"
    say "benchmarks: some minutes, best on a machine that does nothing else"
    # This selection alone: nothing but the engine is built with these settings.
    cargo bench "${locked[@]}" --package gatehouse-policy --benches --quiet -- --noplot "$@"
    bench_table "$measured"
}

# bench_window TARGET: with the application as it is shipped. Each target writes its part of docs/performance.md:
# keystroke measures from a key to refreshed findings, lists the lists of a large account.
bench_window() {
    no_real_account
    set_up "${packages_build[@]}" "${packages_screen[@]}" "${packages_test[@]}"
    need_tauri_driver
    build_ui
    say "the application, in release: some minutes"
    cargo build "${locked[@]}" --release --quiet
    app="$CARGO_TARGET_DIR/release/gatehouse"
    build_tests
    # Wide enough for picture and text beside each other.
    screen_size=1920x1080x24
    start_screen
    start_driver
    GATEHOUSE_BENCH_REPORT="$root/docs/performance.md"
    GATEHOUSE_BENCH_MACHINE="Measured on $(date -u +%Y-%m-%d), in release, $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg) at the start."
    export GATEHOUSE_BENCH_REPORT GATEHOUSE_BENCH_MACHINE
    window_tests "$1"
}

# The least and the middle of the times per run, which a busy machine disturbs less than their mean.
bench_table() {
    node - "$1" <<'SCRIPT'
const { readdirSync, readFileSync, existsSync } = require("fs");
const { join } = require("path");
const rows = [];
const walk = (folder) => {
    const sample = join(folder, "new", "sample.json");
    if (existsSync(sample)) {
        const { iters, times } = JSON.parse(readFileSync(sample, "utf8"));
        const { full_id } = JSON.parse(readFileSync(join(folder, "new", "benchmark.json"), "utf8"));
        const each = times.map((time, at) => time / iters[at]).sort((a, b) => a - b);
        rows.push([full_id, each[0], each[Math.floor(each.length / 2)]]);
    }
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (entry.isDirectory() && entry.name !== "new") walk(join(folder, entry.name));
    }
};
walk(process.argv[2]);
const units = [["s", 1e9], ["ms", 1e6], ["µs", 1e3], ["ns", 1]];
const show = (time) => {
    const [unit, size] = units.find(([, size]) => time >= size) ?? units[3];
    return `${(time / size).toPrecision(3)} ${unit}`;
};
const order = (a, b) => a[0].localeCompare(b[0], "en", { numeric: true });
const width = Math.max(...rows.map(([name]) => name.length));
console.log(`\n${"".padEnd(width)}    least      median`);
for (const [name, least, median] of rows.sort(order)) {
    console.log(`${name.padEnd(width)}  ${show(least).padStart(9)}  ${show(median).padStart(9)}`);
}
SCRIPT
}
