//! Holds the JSON schemas of `content/schema` to the types.
//!
//! `GATEHOUSE_WRITE_SCHEMAS=1 cargo nextest run -p gatehouse-study schemas` writes them anew.

use std::path::Path;

use schemars::JsonSchema;

use crate::content::QuestionFile;
use crate::{Lesson, Scenario};

fn schema<T: JsonSchema>() -> String {
    let schema = schemars::schema_for!(T);
    format!("{}\n", serde_json::to_string_pretty(&schema).unwrap())
}

#[test]
fn schemas_are_those_of_the_types() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/schema");
    for (name, wanted) in
        [("lesson", schema::<Lesson>()), ("questions", schema::<QuestionFile>()), ("scenario", schema::<Scenario>())]
    {
        let path = folder.join(format!("{name}.json"));
        if std::env::var_os("GATEHOUSE_WRITE_SCHEMAS").is_some() {
            std::fs::write(&path, &wanted).unwrap();
        }
        let held = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(held == wanted, "{} is not what the types say: see the top of this test's file", path.display());
    }
}
