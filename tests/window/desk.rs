//! The real window, worked through WebDriver as a person works it: by labels and by what can be seen.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;
use std::error::Error;
use std::time::Instant;
use thirtyfour::prelude::*;

/// How long something may take to appear. Machines that test are slow.
const PATIENCE: Duration = Duration::from_secs(30);

/// Notes whether the next press of the mouse falls on the element, or on what is in it.
const ARM: &str = "const meant = arguments[0]; window.clickMissed = true; \
    const note = (event) => { window.clickMissed = !event.composedPath().includes(meant); }; \
    document.addEventListener('mousedown', note, { capture: true, once: true });";

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run ./dev test"))
}

/// A folder for the program's files, and the windows that are opened on it.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("aws")).unwrap();
        Self { folder }
    }

    /// Where a person of this desk keeps files.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The program's own files.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Gives the program an AWS config file.
    pub(crate) fn write_profiles(&self, text: &str) {
        std::fs::write(self.folder.path().join("aws/config"), text).unwrap();
    }

    /// Opens the window on these files, does something in it, and closes it, however that ended: the driver has
    /// one session at a time.
    pub(crate) async fn visit(&self, journey: impl AsyncFnOnce(&Window) -> Outcome) -> Outcome {
        let mut capabilities = Capabilities::new();
        capabilities.set("tauri:options", json!({ "application": self.write_starter() }))?;
        let driver = WebDriver::new(variable("GATEHOUSE_DRIVER_URL"), capabilities).await?;
        let window = Window { driver: driver.clone() };
        let outcome = match window.see("main h1").await {
            Ok(_) => journey(&window).await,
            Err(error) => Err(error),
        };
        driver.quit().await?;
        outcome
    }

    /// The driver starts programs with its own environment, so a small script between them sets that of this desk.
    fn write_starter(&self) -> PathBuf {
        let script = self.folder.path().join("gatehouse");
        let quoted = |path: &Path| format!("'{}'", path.display().to_string().replace('\'', r"'\''"));
        let text = format!(
            "#!/bin/sh\n\
             export GATEHOUSE_DATA_DIR={}\n\
             export AWS_CONFIG_FILE={} AWS_SHARED_CREDENTIALS_FILE={}\n\
             unset AWS_PROFILE AWS_REGION AWS_DEFAULT_REGION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY\n\
             exec {} \"$@\"\n",
            quoted(&self.data()),
            quoted(&self.folder.path().join("aws/config")),
            quoted(&self.folder.path().join("aws/credentials")),
            quoted(Path::new(&variable("GATEHOUSE_APP"))),
        );
        let mut options = std::fs::OpenOptions::new();
        let mut file = options.write(true).create(true).truncate(true).mode(0o700).open(&script).unwrap();
        file.write_all(text.as_bytes()).unwrap();
        script
    }
}

/// An open window.
pub(crate) struct Window {
    pub(crate) driver: WebDriver,
}

impl Window {
    /// Tries something until it succeeds. While the page is being drawn anew, what was just found is gone again, so
    /// finding and doing are tried together. At the end of patience all that the page shows is told.
    async fn patiently<T>(&self, what: &str, attempt: impl AsyncFn() -> WebDriverResult<Option<T>>) -> Outcome<T> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let last = match attempt().await {
                Ok(Some(value)) => return Ok(value),
                Ok(None) => "not there".to_owned(),
                Err(error) => error.to_string(),
            };
            if Instant::now() > deadline {
                let page = self.driver.find(By::Css("body")).await?.text().await?;
                return Err(format!("{what}: {last}\nThe page shows:\n{page}").into());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    async fn displayed(&self, by: By) -> WebDriverResult<Option<WebElement>> {
        for element in self.driver.find_all(by).await? {
            if element.is_displayed().await? {
                return Ok(Some(element));
            }
        }
        Ok(None)
    }

    /// Waits until the window shows an element that matches.
    pub(crate) async fn see(&self, css: &str) -> Outcome {
        self.patiently(css, async || Ok(self.displayed(By::Css(css)).await?.map(drop))).await
    }

    /// Waits until it shows an element with exactly this text, whatever it is made of.
    pub(crate) async fn see_text(&self, text: &str) -> Outcome {
        let path = format!("//*[normalize-space(text())={}]", literal(text));
        self.patiently(text, async || Ok(self.displayed(By::XPath(&path)).await?.map(drop))).await
    }

    /// Waits until it shows a text somewhere.
    pub(crate) async fn see_somewhere(&self, text: &str) -> Outcome {
        let shown = async || {
            let page = self.driver.find(By::Css("body")).await?.text().await?;
            // Line breaks are where the window is narrow, and capitals may be a matter of style.
            let words = page.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            Ok(words.contains(&text.to_lowercase()).then_some(()))
        };
        self.patiently(text, shown).await
    }

    /// Waits until nothing matches any more.
    pub(crate) async fn see_gone(&self, css: &str) -> Outcome {
        let gone = async || Ok(self.driver.find_all(By::Css(css)).await?.is_empty().then_some(()));
        self.patiently(&format!("{css} is still there"), gone).await
    }

    async fn click_on(&self, what: &str, by: By) -> Outcome {
        let click = async || {
            let Some(element) = self.displayed(by.clone()).await? else { return Ok(None) };
            if !element.is_enabled().await? {
                return Ok(None);
            }
            element.scroll_into_view().await?;
            self.driver.execute(ARM, vec![element.to_json()?]).await?;
            element.click().await?;
            Ok(self.was_hit().await.then_some(()))
        };
        self.patiently(what, click).await
    }

    /// Whether the last click fell on what it was meant for. The driver first asks where an element is and then clicks
    /// there: what appears in between, and moves the element, takes the click. A page that cannot tell is gone, and so
    /// took the click.
    async fn was_hit(&self) -> bool {
        let told = self.driver.execute("return window.clickMissed === true", Vec::new()).await;
        !matches!(told.and_then(|told| told.convert::<bool>()), Ok(true))
    }

    pub(crate) async fn click(&self, css: &str) -> Outcome {
        self.click_on(css, By::Css(css)).await
    }

    /// Clicks the text of a choice: its own control may be drawn over and invisible.
    pub(crate) async fn choose(&self, text: &str) -> Outcome {
        self.click_on(text, By::XPath(format!("//*[normalize-space(text())={}]", literal(text)))).await
    }

    /// Clicks the link or button with this label.
    pub(crate) async fn press(&self, label: &str) -> Outcome {
        let path = format!("//*[self::a or self::button][normalize-space(.)={0} or @aria-label={0}]", literal(label));
        self.click_on(label, By::XPath(path)).await
    }

    /// Types into the field with this id, in place of what it holds.
    pub(crate) async fn fill(&self, id: &str, text: &str) -> Outcome {
        let css = format!("[id=\"{id}\"]");
        self.click(&css).await?;
        let fill = async || {
            let Some(field) = self.displayed(By::Css(&css)).await? else { return Ok(None) };
            field.send_keys(Key::Control + "a").await?;
            field.send_keys(text).await?;
            Ok((field.prop("value").await?.as_deref() == Some(text)).then_some(()))
        };
        self.patiently(id, fill).await
    }
}

impl Window {
    /// Types into the field with this label, in place of what it holds.
    pub(crate) async fn fill_labelled(&self, label: &str, text: &str) -> Outcome {
        let path = format!("//label[normalize-space(.)={}]", literal(label));
        let id = async || match self.displayed(By::XPath(&path)).await? {
            Some(found) => found.attr("for").await,
            None => Ok(None),
        };
        let id = self.patiently(label, id).await?;
        self.fill(&id, text).await
    }

    /// Opens a text in the policy editor, as if it had been pasted.
    pub(crate) async fn open_text(&self, text: &str) -> Outcome {
        const PASTE: &str = "const area = document.querySelector('textarea'); \
            Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(area, arguments[0]); \
            area.dispatchEvent(new Event('input', { bubbles: true }));";
        self.press("Policies").await?;
        self.see("[data-testid=open-text]").await?;
        self.driver.execute(PASTE, vec![text.into()]).await?;
        self.click("[data-testid=open-text]").await?;
        self.see("[data-testid=save-policy]").await
    }

    /// Sends keys to whatever has the focus.
    pub(crate) async fn keys(&self, keys: impl Into<TypingData>) -> Outcome {
        Ok(self.driver.active_element().await?.send_keys(keys).await?)
    }

    /// Goes on with the Tab key until what has the focus is called so.
    pub(crate) async fn tab_to(&self, name: &str) -> Outcome {
        const NAME: &str = "const at = document.activeElement; \
            const by = (at.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)); \
            const label = by[0] ?? at.labels?.[0] ?? at; \
            return (at.getAttribute('aria-label') ?? label.textContent ?? '').replace(/\\s+/g, ' ').trim();";
        let mut seen = Vec::new();
        for _ in 0..150 {
            let now: String = self.driver.execute(NAME, Vec::new()).await?.convert()?;
            // What is behind the name is a count or a description.
            if now == name || now.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '('])) {
                return Ok(());
            }
            seen.push(now);
            self.keys(Key::Tab + "").await?;
        }
        Err(format!("the Tab key does not lead to {name}; it led to {seen:?}").into())
    }

    /// All text of the policy in the editor's text view.
    pub(crate) async fn policy_text(&self) -> Outcome<String> {
        let lines = "return [...document.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\\n')";
        Ok(self.driver.execute(lines, Vec::new()).await?.convert()?)
    }

    /// Waits until the text view shows a text.
    pub(crate) async fn see_in_policy(&self, text: &str) -> Outcome {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let now = self.policy_text().await?;
            if now.contains(text) {
                return Ok(());
            }
            if Instant::now() > deadline {
                return Err(format!("the policy has no {text}:\n{now}").into());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

/// A text as an XPath literal, which has no escapes.
fn literal(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}
