//! The lists of a large account in the real window: `./dev bench lists` runs it and writes docs/performance.md.
//!
//! A click or a key is taken by the browser engine's own event; the time ends when the picture that shows what it asked
//! for has been drawn. WebKit tells no long tasks, so a stall is the longest time between two pictures.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../crowd/mod.rs"]
mod crowd;
#[path = "../window/desk.rs"]
#[allow(dead_code, reason = "the journeys use the rest")]
mod desk;
#[path = "../measured/mod.rs"]
mod measured;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use desk::{Desk, Outcome, Window};
use serde::de::DeserializeOwned;
use thirtyfour::{By, Key};

/// How often the window is opened anew, and how often each list is opened again in it.
const WINDOWS: usize = 2;
const AGAIN: usize = 4;

/// What is typed into the filter, letter by letter.
const TYPED: &str = "team-00";

/// Waits for the next event of a kind, then looks at each picture until it shows what is asked for. The page's own
/// security policy lets no script be made of a text in it, so the question stands in the script.
fn watch(event: &str, shown: &str) -> String {
    format!(
        r#"
    window.measured = null;
    document.addEventListener("{event}", () => {{
        const from = performance.now();
        let last = from;
        let stall = 0;
        const frame = () => {{
            const now = performance.now();
            stall = Math.max(stall, now - last);
            last = now;
            if (!({shown})) return requestAnimationFrame(frame);
            // A frame's callback comes before it is drawn, a message after.
            const drawn = new MessageChannel();
            drawn.port1.onmessage = () => {{
                const end = performance.now();
                window.measured = [end - from, Math.max(stall, end - last)];
            }};
            drawn.port2.postMessage(null);
        }};
        requestAnimationFrame(frame);
    }}, {{ capture: true, once: true }});"#
    )
}

/// Moves the page as a wheel does, a turn for each picture, down to its end.
const SCROLL: &str = r#"
    window.measured = null;
    const page = document.scrollingElement;
    const gaps = [];
    let last = performance.now();
    const frame = () => {
        const now = performance.now();
        gaps.push(now - last);
        last = now;
        const before = page.scrollTop;
        page.scrollBy(0, 100);
        if (page.scrollTop > before) requestAnimationFrame(frame);
        else window.measured = gaps.slice(1);
    };
    page.scrollTo(0, 0);
    requestAnimationFrame(frame);"#;

/// One number of the report.
#[derive(Default)]
struct Series {
    times: Vec<f64>,
    stalls: Vec<f64>,
}

/// By what was done and in which list.
type Report = BTreeMap<(usize, usize), Series>;

struct List {
    /// As the side navigation says it.
    name: &'static str,
    /// What the filter is called.
    filter: &'static str,
    count: usize,
    /// The tab that holds it, where it is not the whole screen.
    tab: Option<&'static str>,
}

const LISTS: [List; 4] = [
    List { name: "Roles", filter: "Find roles", count: crowd::LARGE.roles, tab: None },
    List { name: "Keys", filter: "Find keys", count: crowd::LARGE.keys, tab: None },
    List { name: "Secrets", filter: "Find secrets", count: crowd::LARGE.secrets, tab: None },
    List { name: "Network", filter: "Find endpoints", count: crowd::LARGE.endpoints, tab: Some("Endpoints (") },
];

/// What is done, and its aim in milliseconds for 95 of 100.
const DEEDS: [(&str, Option<f64>); 6] = [
    ("opened, read from the practice account", None),
    ("opened again", Some(300.0)),
    ("a letter typed into the filter, to what is offered", Some(100.0)),
    ("Enter, to the filtered rows", Some(200.0)),
    ("scrolled, from picture to picture", Some(50.0)),
    ("the next page", Some(300.0)),
];

async fn measure(
    window: &Window,
    event: &str,
    shown: &str,
    series: &mut Series,
    deed: impl AsyncFnOnce() -> Outcome,
) -> Outcome {
    window.driver.execute(watch(event, shown), Vec::new()).await?;
    deed().await?;
    let [time, stall]: [f64; 2] = told(window, shown).await?;
    series.times.push(time);
    series.stalls.push(stall);
    Ok(())
}

/// Waits for what the page has measured.
async fn told<T: DeserializeOwned>(window: &Window, what: &str) -> Outcome<T> {
    for _ in 0..1_200 {
        let measured: Option<T> = window.driver.execute("return window.measured", Vec::new()).await?.convert()?;
        if let Some(measured) = measured {
            return Ok(measured);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err(format!("{what} was not there within a minute").into())
}

/// A row with a link is there.
const ROWS: &str = "document.querySelector('main tbody a') !== null";
/// The screen of the network is there.
const TABS: &str = "document.querySelector('main [role=tab]') !== null";

async fn open(window: &Window, list: &List, series: &mut Series) -> Outcome {
    window.press("Overview").await?;
    window.see_gone("main [role=tab]").await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let shown = if list.tab.is_some() { TABS } else { ROWS };
    // What the overview itself lists is no row of the list that is opened.
    let shown = format!("location.hash.startsWith('#/{}') && {shown}", list.name.to_lowercase());
    measure(window, "click", &shown, series, async || window.press(list.name).await).await?;
    if let Some(tab) = list.tab {
        let path = format!("//*[@role='tab'][starts-with(normalize-space(.), '{tab}')]");
        window.driver.find(By::XPath(&path)).await?.click().await?;
        window.see("main tbody a").await?;
    }
    Ok(())
}

/// Scrolls down to the end of the page, then goes to the next one.
async fn scroll(window: &Window, report: &mut Report, at: usize) -> Outcome {
    window.driver.execute(SCROLL, Vec::new()).await?;
    let gaps: Vec<f64> = told(window, "the end of the page").await?;
    assert!(gaps.len() > 5, "the page is longer than the window: {gaps:?}");
    let series = report.entry((4, at)).or_default();
    series.stalls.extend(&gaps);
    series.times.extend(gaps);
    let first = "document.querySelector('main tbody tr:has(a)')?.textContent";
    let before: String = window.driver.execute(format!("return {first}"), Vec::new()).await?.convert()?;
    let shown = format!("{first} !== undefined && {first} !== {}", serde_json::to_string(&before)?);
    let series = report.entry((5, at)).or_default();
    measure(window, "click", &shown, series, async || window.click("main button[aria-label='Next page']").await).await
}

/// Types into the filter letter by letter, then takes what was typed as the filter.
async fn filter(window: &Window, list: &List, report: &mut Report, at: usize) -> Outcome {
    let css = format!("input[aria-label='{}']", list.filter);
    window.click(&css).await?;
    let field = window.driver.find(By::Css(&css)).await?;
    for (length, letter) in TYPED.char_indices() {
        // Cloudscape offers to use the text itself, in quotation marks, above what the account has.
        let text = &TYPED[..=length];
        let shown = format!(
            "[...document.querySelectorAll('[role=option]')].some((one) => one.textContent.includes('\"{text}\"'))"
        );
        let series = report.entry((2, at)).or_default();
        measure(window, "keydown", &shown, series, async || Ok(field.send_keys(letter.to_string()).await?)).await?;
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    let shown = "/\\d+ match/.test(document.querySelector('main')?.textContent ?? '')";
    let series = report.entry((3, at)).or_default();
    measure(window, "keydown", shown, series, async || Ok(field.send_keys(Key::Enter + "").await?)).await
}

#[tokio::test]
async fn the_lists_of_a_large_account() -> Outcome {
    let mut report = Report::new();
    let desk = Desk::new();
    // The program itself makes the state file.
    desk.visit(async |window| window.see_somewhere("PRACTICE").await).await?;
    crowd::crowd(&desk.data().join("practice.json"), crowd::LARGE);
    for _ in 0..WINDOWS {
        desk.visit(async |window| {
            window.driver.maximize_window().await?;
            for (at, list) in LISTS.iter().enumerate() {
                open(window, list, report.entry((0, at)).or_default()).await?;
                window.see_somewhere(&format!("({})", list.count)).await.or_else(|error| {
                    // The endpoints are spread over the VPCs, so the tab tells a part of them.
                    if list.tab.is_some() { Ok(()) } else { Err(error) }
                })?;
                for _ in 0..AGAIN {
                    open(window, list, report.entry((1, at)).or_default()).await?;
                }
                scroll(window, &mut report, at).await?;
                filter(window, list, &mut report, at).await?;
            }
            Ok(())
        })
        .await?;
    }

    let mut table = String::from(
        "| list | what | times | aim (95 of 100) | median | 95 of 100 | most | longest stall | |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    for ((deed, at), series) in &mut report {
        let (what, aim) = DEEDS[*deed];
        series.times.sort_by(f64::total_cmp);
        series.stalls.sort_by(f64::total_cmp);
        let time = |share| measured::at(&series.times, share);
        let (aimed, verdict) = match aim {
            Some(aim) => (format!("{aim:.0} ms"), if time(0.95) <= aim { "met" } else { "missed" }),
            None => ("-".to_owned(), ""),
        };
        writeln!(
            table,
            "| {} ({}) | {what} | {} | {aimed} | {:.0} ms | {:.0} ms | {:.0} ms | {:.0} ms | {verdict} |",
            LISTS[*at].name,
            LISTS[*at].count,
            series.times.len(),
            time(0.5),
            time(0.95),
            time(1.0),
            measured::at(&series.stalls, 1.0),
        )?;
    }
    measured::write_report("the lists", &table);
    Ok(())
}
