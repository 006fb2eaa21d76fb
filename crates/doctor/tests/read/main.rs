//! Every wording that is known, each with what must be read of it.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../common/mod.rs"]
mod common;
mod credentials;
mod data;
mod denials;
mod hostile;
mod images;
mod keys;
mod network;
mod roles;
mod sweep;

use gatehouse_doctor::{Complaint, DeniedBy, Kind, read};

/// A text and what it says. What is not expected must not be read.
pub(crate) struct Row {
    text: String,
    kind: Kind,
    who: Option<&'static str>,
    action: Option<&'static str>,
    resource: Option<&'static str>,
    layer: Option<DeniedBy>,
    explicit: bool,
    /// Fields that are looked at where they are expected.
    api: Option<&'static str>,
    code: Option<&'static str>,
    region: Option<&'static str>,
    endpoint: Option<&'static str>,
    service: Option<&'static str>,
    policy: Option<&'static str>,
    request: Option<&'static str>,
    role: Option<&'static str>,
}

pub(crate) fn row(kind: Kind, text: impl Into<String>) -> Row {
    Row {
        text: text.into(),
        kind,
        who: None,
        action: None,
        resource: None,
        layer: None,
        explicit: false,
        api: None,
        code: None,
        region: None,
        endpoint: None,
        service: None,
        policy: None,
        request: None,
        role: None,
    }
}

macro_rules! expects {
    ($($name:ident),*) => {
        impl Row {
            $(pub(crate) fn $name(self, $name: &'static str) -> Self {
                Self { $name: Some($name), ..self }
            })*
        }
    };
}

expects!(who, action, resource, api, code, region, endpoint, service, policy, request, role);

impl Row {
    pub(crate) fn by(self, layer: DeniedBy) -> Self {
        Self { layer: Some(layer), ..self }
    }

    pub(crate) fn deny(self) -> Self {
        Self { explicit: true, ..self }
    }

    fn wrong(&self) -> Vec<String> {
        let found = read(&self.text);
        let mut wrong = Vec::new();
        let mut same = |what: &str, is: String, shall: String| {
            if is != shall {
                wrong.push(format!("{what} is {is} and shall be {shall}"));
            }
        };
        let text = |piece: &Option<gatehouse_doctor::Piece>| piece.as_ref().map(|piece| piece.text.clone());
        let said = |text: Option<String>| text.unwrap_or_else(|| "nothing".into());
        let wanted = |text: Option<&str>| text.unwrap_or("nothing").to_owned();
        same("kind", format!("{:?}", found.kind), format!("{:?}", self.kind));
        same("principal", said(found.principal.as_ref().map(|who| who.piece.text.clone())), wanted(self.who));
        same("action", said(text(&found.action)), wanted(self.action));
        same("resource", said(text(&found.resource)), wanted(self.resource));
        same("layer", format!("{:?}", found.layer), format!("{:?}", self.layer));
        same("explicit", found.explicit.to_string(), self.explicit.to_string());
        for (what, is, shall) in [
            ("api", text(&found.api), self.api),
            ("code", text(&found.code), self.code),
            ("region", text(&found.region), self.region),
            ("endpoint", text(&found.endpoint), self.endpoint),
            ("service", found.service.clone(), self.service),
            ("policy", text(&found.policy), self.policy),
            ("request", text(&found.request_id), self.request),
            ("role", text(&found.role), self.role),
        ] {
            if shall.is_some() {
                same(what, said(is), wanted(shall));
            }
        }
        lies_within(&self.text, &found);
        wrong
    }
}

/// All pieces stand where they say.
pub(crate) fn lies_within(text: &str, found: &Complaint) {
    for piece in found.pieces() {
        let span = piece.span;
        assert!(span.start <= span.end && span.end <= text.len(), "{piece:?}");
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{piece:?}");
    }
}

pub(crate) fn all() -> Vec<Row> {
    [denials::rows(), roles::rows(), keys::rows(), images::rows(), data::rows(), network::rows(), credentials::rows()]
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn every_wording_is_read() {
    let rows = all();
    assert!(rows.len() >= 120, "{}", rows.len());
    let mut report = Vec::new();
    for row in &rows {
        let wrong = row.wrong();
        if !wrong.is_empty() {
            report.push(format!("{}\n    {}", row.text, wrong.join("\n    ")));
        }
    }
    assert!(report.is_empty(), "{} of {} rows:\n\n{}", report.len(), rows.len(), report.join("\n\n"));
}

#[test]
fn every_kind_has_a_wording() {
    let rows = all();
    for kind in Kind::ALL {
        assert!(rows.iter().any(|row| row.kind == kind), "{kind:?} has no row");
    }
    for layer in DeniedBy::ALL {
        assert!(rows.iter().any(|row| row.layer == Some(layer)), "{layer:?} has no row");
    }
}
