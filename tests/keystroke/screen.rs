//! When something reached the screen: what the X server says of it, and not what the page believes.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use x11rb::connection::Connection as _;
use x11rb::protocol::Event;
use x11rb::protocol::damage::{ConnectionExt as _, ReportLevel};
use x11rb::rust_connection::RustConnection;

use crate::desk::Outcome;

/// A rectangle of the screen that was drawn.
#[derive(Clone, Copy)]
struct Drawn {
    /// Milliseconds since 1970, the clock of `performance.timeOrigin` too.
    at: f64,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

/// Watches the screen, for as long as the program runs.
pub(crate) struct Screen {
    drawn: Arc<Mutex<Vec<Drawn>>>,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Screen {
    pub(crate) fn watch() -> Outcome<Self> {
        let (connection, number) = RustConnection::connect(None)?;
        let screen = &connection.setup().roots[number];
        let (width, height) = (f64::from(screen.width_in_pixels), f64::from(screen.height_in_pixels));
        connection.damage_query_version(1, 1)?.reply()?;
        let damage = connection.generate_id()?;
        connection.damage_create(damage, screen.root, ReportLevel::RAW_RECTANGLES)?.check()?;
        let drawn = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&drawn);
        std::thread::spawn(move || {
            while let Ok(event) = connection.wait_for_event() {
                let Event::DamageNotify(event) = event else { continue };
                let (left, top) = (f64::from(event.area.x), f64::from(event.area.y));
                let (width, height) = (f64::from(event.area.width), f64::from(event.area.height));
                let at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64() * 1e3);
                told.lock().unwrap_or_else(PoisonError::into_inner).push(Drawn {
                    at,
                    left,
                    top,
                    right: left + width,
                    bottom: top + height,
                });
            }
        });
        Ok(Self { drawn, width, height })
    }

    /// When this point was first drawn after a time; none: not yet.
    pub(crate) fn drawn_after(&self, time: f64, (x, y): (f64, f64)) -> Option<f64> {
        let drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        drawn
            .iter()
            .find(|each| each.at >= time && each.left <= x && x < each.right && each.top <= y && y < each.bottom)
            .map(|each| each.at)
    }
}
