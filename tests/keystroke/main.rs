//! From a key to refreshed findings, in the real window: `./dev bench window` runs it and writes docs/performance.md.
//!
//! A key goes down (the browser engine's own event); its letter makes an action unknown, or known again, so the number
//! of findings changes; the time is taken when the X server has drawn it.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../window/desk.rs"]
#[allow(dead_code, reason = "the journeys use the rest")]
mod desk;
#[path = "../measured/mod.rs"]
mod measured;
mod screen;

use std::fmt::Write as _;
use std::time::Duration;

use desk::{Desk, Outcome, Window};
use screen::Screen;
use thirtyfour::{By, Key};

/// Keys for each number, after a few that warm up.
const KEYS: usize = 200;
const WARM_UP: usize = 20;

/// Takes the times in the page, up to the change of the number of findings.
const WATCH: &str = r#"
    window.keys = [];
    let begun = null;
    let asked = 0;
    let answered = 0;
    document.addEventListener("keydown", () => { begun = performance.now(); }, true);
    const send = window.fetch;
    window.fetch = async (...question) => {
        const analysis = String(question[0]).includes("analyse_policy");
        if (analysis) asked = performance.now();
        const answer = await send(...question);
        if (analysis) answered = performance.now();
        return answer;
    };
    const tab = [...document.querySelectorAll("[role=tab]")].find((each) => /^Findings/.test(each.textContent));
    let shown = tab.textContent;
    new MutationObserver(() => {
        if (begun === null || tab.textContent === shown) return;
        shown = tab.textContent;
        window.keys.push([begun, asked, answered, performance.now()].map((time) => performance.timeOrigin + time));
        begun = null;
    }).observe(tab, { subtree: true, childList: true, characterData: true });
    const { left, top, width, height } = tab.getBoundingClientRect();
    return [left + width / 2, top + height / 2, innerWidth, innerHeight];"#;

/// From the key: asked, answered, the page changed, drawn; milliseconds.
type Stages = [f64; 4];

/// One statement, with the faults and the breadth of real ones.
fn statement(number: usize) -> String {
    format!(
        "    {{\n      \"Sid\": \"Part{number}\",\n      \"Effect\": \"Allow\",\n      \"Action\": [\"s3:GetObject\", \
         \"s3:PutObject\", \"s3:List*\"],\n      \"Resource\": [\"arn:aws:s3:::team-{number}\", \
         \"arn:aws:s3:::team-{number}/*\"],\n      \"Condition\": {{ \"StringEquals\": {{ \"aws:PrincipalTag/team\": \
         \"team-{number}\" }} }}\n    }}"
    )
}

/// A policy that ends in an action that is typed at.
fn policy(statements: usize) -> String {
    let parts: Vec<String> = (0..statements - 1).map(statement).collect();
    format!(
        "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n{},\n    {{\n      \"Effect\": \"Allow\",\n      \
         \"Resource\": \"*\",\n      \"Action\": \"s3:ListAllMyBuckets\"\n    }}\n  ]\n}}",
        parts.join(",\n")
    )
}

/// What counts against IAM's quota.
fn counted(text: &str) -> usize {
    text.chars().filter(|character| !character.is_whitespace()).count()
}

struct Times {
    view: &'static str,
    median: f64,
    p95: f64,
    most: f64,
}

async fn measure(window: &Window, screen: &Screen, text: &str, view: &'static str) -> Outcome<Times> {
    window.open_text(text).await?;
    window.press(view).await?;
    window.see(".cm-content").await?;
    window.see_somewhere("Findings (").await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    window.click(".cm-content").await?;
    let field = window.driver.find(By::Css(".cm-content")).await?;
    field.send_keys(Key::Control + Key::End).await?;
    // In the midst of an edit: that something is unsaved is told once, and not with each second key.
    field.send_keys(" ").await?;
    // Behind the last letter of the action: the quote and three lines of brackets come after it.
    for _ in 0..3 {
        field.send_keys(Key::Up + "").await?;
    }
    field.send_keys(Key::End + "").await?;
    field.send_keys(Key::Left + "").await?;
    let [x, y, width, height]: [f64; 4] = window.driver.execute(WATCH, Vec::new()).await?.convert()?;
    // The window is as large as the screen, with its title above the page.
    let number = (x + (screen.width - width) / 2.0, y + screen.height - height);
    let mut stages: Vec<Stages> = Vec::new();
    for count in 0..KEYS + WARM_UP {
        if count % 2 == 0 {
            field.send_keys("x").await?;
        } else {
            field.send_keys(Key::Backspace + "").await?;
        }
        stages.push(answer(window, screen, count, number).await?);
    }
    let taken = |stage: usize| {
        let mut times: Vec<f64> = stages[WARM_UP..].iter().map(|stages| stages[stage]).collect();
        times.sort_by(f64::total_cmp);
        times
    };
    for (stage, name) in ["asked", "answered", "the page changed", "drawn"].iter().enumerate() {
        let times = taken(stage);
        let (median, p95) = (measured::at(&times, 0.5), measured::at(&times, 0.95));
        println!("{view}, {name}: {median:.0} ms after the key in the middle, {p95:.0} ms at 95 of 100");
    }
    let times = taken(3);
    let at = |share| measured::at(&times, share);
    // The policy is left without saving it.
    window.press("Policies").await?;
    if !window.driver.find_all(By::Css("[data-testid=confirm-leave]")).await?.is_empty() {
        window.click("[data-testid=confirm-leave]").await?;
    }
    Ok(Times { view, median: at(0.5), p95: at(0.95), most: at(1.0) })
}

/// Waits until a key is answered on the screen.
async fn answer(window: &Window, screen: &Screen, count: usize, number: (f64, f64)) -> Outcome<Stages> {
    for _ in 0..200 {
        // A quick typist takes a tenth of a second; each key must be answered, so none is lost in the next.
        tokio::time::sleep(Duration::from_millis(50)).await;
        let keys: Vec<[f64; 4]> = window.driver.execute("return window.keys", Vec::new()).await?.convert()?;
        assert!(keys.len() <= count + 1, "one key, one change");
        let Some([begun, asked, answered, changed]) = keys.get(count) else { continue };
        if let Some(drawn) = screen.drawn_after(*changed, number) {
            return Ok([asked, answered, changed, &drawn].map(|time| time - begun));
        }
    }
    Err("a key was not answered within ten seconds".into())
}

#[tokio::test]
async fn from_a_key_to_refreshed_findings() -> Outcome {
    let large = (2..).map(policy).take_while(|text| counted(text) <= 6_144).last().unwrap();
    let wide = policy(200);
    let mut table = String::from(
        "| policy | view | aim (95 of 100) | median | 95 of 100 | most | |\n|---|---|---|---|---|---|---|\n",
    );
    let screen = Screen::watch()?;
    let desk = Desk::new();
    desk.visit(async |window| {
        window.driver.maximize_window().await?;
        for (text, name, aim) in [(&large, "one managed policy long", 50.0), (&wide, "200 statements", 150.0)] {
            for view in ["Text", "Picture and text"] {
                let Times { view, median, p95, most } = measure(window, &screen, text, view).await?;
                let verdict = if p95 <= aim { "met" } else { "missed" };
                writeln!(
                    table,
                    "| {name} ({} characters, {} counted) | {view} | {aim:.0} ms | {median:.0} ms | {p95:.0} ms | \
                     {most:.0} ms | {verdict} |",
                    text.len(),
                    counted(text)
                )?;
            }
        }
        Ok(())
    })
    .await?;

    measured::write_report("the window", &table);
    Ok(())
}
