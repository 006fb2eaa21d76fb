//! Policy files: opened, saved, and never lost.

use std::fs;
use std::io::Read as _;
use std::path::PathBuf;

use flate2::read::ZlibDecoder;
use gatehouse_app::Gatehouse;
use gatehouse_app::views::PolicyEdit;

/// A folder for the program and one for the person's files.
fn desk() -> (tempfile::TempDir, Gatehouse, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let app = Gatehouse::new(folder.path().join("data"));
    let file = folder.path().join("policy.json");
    (folder, app, file)
}

#[test]
fn a_file_is_saved_as_it_was_opened_to_the_byte() {
    let (_folder, app, path) = desk();
    for text in ["", "{}", "\u{feff}{\r\n\"a\": 1,\n\r}", "{\"\u{2028}\u{0}\u{202e}😀e\u{301}\"}", "no JSON at all"] {
        fs::write(&path, text).unwrap();
        let opened = app.open_file(&path).unwrap();
        assert_eq!(opened.name, "policy.json");
        assert_eq!(opened.text, text);
        app.save_file(&opened.file, opened.text, false).unwrap();
        assert_eq!(fs::read(&path).unwrap(), text.as_bytes());
    }
}

#[test]
fn what_another_program_wrote_is_not_lost_unasked() {
    let (_folder, app, path) = desk();
    fs::write(&path, "one").unwrap();
    let opened = app.open_file(&path).unwrap();
    fs::write(&path, "of another").unwrap();
    let refused = app.save_file(&opened.file, "two".into(), false).unwrap_err();
    assert_eq!(refused.code, "FILE_CHANGED");
    assert_eq!(fs::read_to_string(&path).unwrap(), "of another");
    app.save_file(&opened.file, "two".into(), true).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "two");
    app.save_file(&opened.file, "three".into(), false).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "three");
}

#[test]
fn a_file_that_is_gone_is_made_again() {
    let (_folder, app, path) = desk();
    fs::write(&path, "one").unwrap();
    let opened = app.open_file(&path).unwrap();
    fs::remove_file(&path).unwrap();
    app.save_file(&opened.file, "two".into(), false).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "two");
}

#[test]
fn a_file_saved_under_a_name_is_known_from_then_on() {
    let (_folder, app, path) = desk();
    let saved = app.save_file_at(&path, "one".into()).unwrap();
    app.save_file(&saved.file, "two".into(), false).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "two");
    let rest: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().collect();
    assert_eq!(rest.len(), 1, "no half-written file stays");
}

#[test]
fn what_cannot_be_opened_or_saved_says_why() {
    let (folder, app, path) = desk();
    let code = |path: &PathBuf| app.open_file(path).unwrap_err().code;
    assert_eq!(code(&path), "FILE_UNREADABLE");
    assert_eq!(code(&folder.path().to_owned()), "FILE_UNREADABLE");
    fs::write(&path, [0xff, 0xfe, 0x7b]).unwrap();
    assert_eq!(code(&path), "FILE_NOT_TEXT");
    fs::write(&path, vec![b' '; 8 * 1024 * 1024 + 1]).unwrap();
    assert_eq!(code(&path), "FILE_TOO_LARGE");
    assert_eq!(app.save_file("never", "{}".into(), false).unwrap_err().code, "FILE_UNKNOWN");
    let nowhere = folder.path().join("none/policy.json");
    assert_eq!(app.save_file_at(&nowhere, "{}".into()).unwrap_err().code, "FILE_UNWRITABLE");
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_a_mode_stays_a_mode() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, app, path) = desk();
    fs::write(&path, "one").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.path().join("link.json");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let opened = app.open_file(&link).unwrap();
    app.save_file(&opened.file, "two".into(), false).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&path).unwrap(), "two");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}

/// The documents of AWS's managed policies.
fn corpus() -> Vec<String> {
    let packed: &[u8] = include_bytes!("../../../practice/data/aws-managed-policies.tsv.zlib");
    let mut text = String::new();
    ZlibDecoder::new(packed).read_to_string(&mut text).unwrap();
    text.lines().map(|line| line.split('\t').nth(4).unwrap().to_owned()).collect()
}

/// The same policy as people and tools lay it out.
fn laid_out(text: &str, way: usize) -> String {
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    match way % 4 {
        0 => text.to_owned(),
        1 => pretty,
        2 => format!("\u{feff}{}\r\n", pretty.replace('\n', "\r\n")),
        _ => pretty.replace("  ", "\t"),
    }
}

#[test]
fn each_policy_of_aws_goes_through_the_form_unedited_and_comes_back_to_the_byte() {
    let (_folder, app, path) = desk();
    let corpus = corpus();
    assert!(corpus.len() > 1_500, "{}", corpus.len());
    for (number, text) in corpus.iter().enumerate() {
        let text = laid_out(text, number);
        fs::write(&path, &text).unwrap();
        let opened = app.open_file(&path).unwrap();
        let analysis = app.analyse_policy(&opened.text, None, None);
        assert!(analysis.breaks.is_empty() && !analysis.statements.is_empty(), "{text}");
        // One statement of each policy, another one each time.
        let count = analysis.statements.len();
        for (statement, view) in analysis.statements.iter().enumerate().skip(number % count).take(1) {
            // Whoever opens a field of the form and keeps what stands in it changes nothing.
            let mut kept = vec![PolicyEdit::SetSid { statement, sid: view.sid.clone() }];
            kept.extend(view.effect.clone().map(|effect| PolicyEdit::SetEffect { statement, effect }));
            for (element, items) in [("Action", &view.actions), ("Resource", &view.resources)] {
                let items = items.iter().flat_map(|items| items.items.iter().take(1)).enumerate();
                kept.extend(items.map(|(item, view)| PolicyEdit::SetItem {
                    statement,
                    element: element.to_owned(),
                    item,
                    value: view.value.clone(),
                }));
            }
            for edit in kept {
                let edits = app.edit_policy(&opened.text, &edit).unwrap();
                assert!(edits.is_empty(), "{edit:?} changes {edits:?}\n{text}");
            }
        }
        app.save_file(&opened.file, opened.text, false).unwrap();
        assert!(fs::read(&path).unwrap() == text.as_bytes(), "{text}");
    }
}
