//! The policy editor, through the public surface.

use gatehouse_app::Gatehouse;
use gatehouse_app::views::{
    AccountChoice, PlaceView, PolicyEdit, PolicyQuestion, PolicyTarget, RunState, TextEditView,
};

const POLICY: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Lesen_é𝄞",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:List*"],
      "Resource": "arn:aws:s3:::data/*",
      "Condition": {"Bool": {"aws:SecureTransport": "true"}},
      "Comment": "kept"
    },
    {"Effect": "Deny", "Action": "s3:GetObjct", "Resource": "*"}
  ]
}"#;

fn app() -> (tempfile::TempDir, Gatehouse) {
    let folder = tempfile::tempdir().unwrap();
    let app = Gatehouse::new(folder.path().to_owned());
    (folder, app)
}

/// A piece of a text as a window takes it, in UTF-16.
fn piece(text: &str, place: PlaceView) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    String::from_utf16(&units[place.from..place.to]).unwrap()
}

/// The text after edits, as a window makes them.
fn edited(text: &str, edits: &[TextEditView]) -> String {
    let mut units: Vec<u16> = text.encode_utf16().collect();
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.place.from));
    for edit in edits {
        units.splice(edit.place.from..edit.place.to, edit.insert.encode_utf16());
    }
    String::from_utf16(&units).unwrap()
}

fn question(action: &str) -> PolicyQuestion {
    PolicyQuestion {
        principal: "arn:aws:iam::111122223333:role/train".into(),
        action: action.into(),
        resource: "arn:aws:s3:::data/a".into(),
        context: vec![("aws:SecureTransport".into(), vec!["true".into()])],
        context_complete: true,
    }
}

#[test]
fn an_analysis_has_places_as_a_window_counts() {
    let (_folder, app) = app();
    let analysis = app.analyse_policy(POLICY, None, None);
    assert_eq!((analysis.kind.as_str(), analysis.breaks.len()), ("identity", 0));
    assert_eq!((analysis.version.as_deref(), analysis.quota), (Some("2012-10-17"), Some(6144)));
    let [first, second] = analysis.statements.as_slice() else { panic!("{analysis:#?}") };
    assert_eq!(first.sid.as_deref(), Some("Lesen_é𝄞"));
    assert!(piece(POLICY, first.place).ends_with("\"kept\"\n    }"));
    let actions = first.actions.as_ref().unwrap();
    assert_eq!(piece(POLICY, actions.items[1].place), "\"s3:List*\"");
    assert!(actions.items[1].note.as_ref().unwrap().ends_with(" actions"), "{actions:?}");
    assert_eq!(first.resources.as_ref().unwrap().items[0].note.as_deref(), Some("object of Amazon S3"));
    assert_eq!(first.conditions[0].meaning, "aws:SecureTransport is true");
    assert_eq!(first.others, ["Comment"]);
    assert_eq!(first.groups.iter().map(|group| group.level.as_deref().unwrap()).collect::<Vec<_>>(), ["List", "Read"]);
    // What the catalog does not know is shown all the same.
    assert_eq!(
        (second.groups[0].level.as_deref(), second.groups[0].actions.as_slice()),
        (None, &["GetObjct".into()][..])
    );
    let finding = analysis.findings.iter().find(|finding| finding.code == "INVALID_ACTION").unwrap();
    assert_eq!((finding.statement, piece(POLICY, finding.place)), (Some(1), "GetObjct".into()));
    let fix = finding.fix.as_ref().unwrap();
    assert_eq!(edited(POLICY, &fix.edits), POLICY.replace("GetObjct", "GetObject"));
}

#[test]
fn a_broken_text_shows_what_can_be_read() {
    let (_folder, app) = app();
    let analysis = app.analyse_policy(&POLICY.replace("\"Effect\": \"Deny\",", "\"Effect\": \"Deny\""), None, None);
    assert_eq!(analysis.breaks.len(), 1);
    assert_eq!(analysis.statements.len(), 2);
    for text in ["", "{", "\u{feff}{}", "[1, 2", &"[".repeat(10_000), "null"] {
        let _ = app.analyse_policy(text, Some("trust"), None);
        let _ = app.complete_policy(text, 1);
        let _ = app.explain_policy(text, 1);
    }
}

#[test]
fn the_form_changes_only_what_it_names() {
    let (_folder, app) = app();
    let change = |edit: PolicyEdit| edited(POLICY, &app.edit_policy(POLICY, &edit).unwrap());
    let action = || "Action".to_owned();
    assert_eq!(
        change(PolicyEdit::AddItems {
            statement: 0,
            element: action(),
            kind: None,
            values: vec!["s3:PutObject".into()]
        }),
        POLICY.replace("\"s3:List*\"]", "\"s3:List*\", \"s3:PutObject\"]")
    );
    assert_eq!(
        change(PolicyEdit::RemoveItems { statement: 0, element: action(), items: vec![0] }),
        POLICY.replace("\"s3:GetObject\", ", "")
    );
    assert_eq!(change(PolicyEdit::SetEffect { statement: 1, effect: "Allow".into() }), POLICY.replace("Deny", "Allow"));
    assert_eq!(
        change(PolicyEdit::SetSid { statement: 0, sid: Some("Read".into()) }),
        POLICY.replace("Lesen_é𝄞", "Read")
    );
    let same = PolicyEdit::SetEffect { statement: 0, effect: "Allow".into() };
    assert_eq!(app.edit_policy(POLICY, &same).unwrap(), []);
    let problem = app.edit_policy(POLICY, &PolicyEdit::RemoveStatement { statement: 7 }).unwrap_err();
    assert!(problem.code == "FORM" && problem.message.contains('7'), "{problem:?}");
}

#[test]
fn the_cursor_is_offered_what_fits() {
    let (_folder, app) = app();
    let labels = |text: &str| {
        let (before, after) = text.split_once('|').unwrap();
        let found = app.complete_policy(&format!("{before}{after}"), before.encode_utf16().count());
        found.map(|found| found.options.into_iter().map(|option| option.label).collect::<Vec<_>>()).unwrap_or_default()
    };
    assert!(labels(r#"{"Statement": [{"Action": "s3:Get|"}]}"#)[0].starts_with("s3:Get"));
    assert!(labels(r#"{"Statement": [{"Action": ["secrets|"#).contains(&"secretsmanager:".into()));
    assert!(
        labels(r#"{"Statement": [{"Action": "s3:GetObject", "Resource": "|"}]}"#)
            .iter()
            .any(|l| l.contains("${ObjectName}"))
    );
    assert!(
        labels(r#"{"Statement": [{"Action": "s3:ListBucket", "Condition": {"StringLike": {"|"}}}]}"#)
            .contains(&"s3:prefix".into())
    );
    assert!(labels(r#"{"Statement": [{"Condition": {"|"}}]}"#).contains(&"StringEquals".into()));
    assert_eq!(labels(r#"{"Statement": [{"Effect": "|"}]}"#), ["Allow", "Deny"]);
    assert!(labels(r#"{"Statement": [{"|"}]}"#).contains(&"Condition".into()));
    assert!(labels(r#"{"Statement": [{"Sid": "|"}]}"#).is_empty());
    let hover = |text: &str| {
        let (before, after) = text.split_once('|').unwrap();
        app.explain_policy(&format!("{before}{after}"), before.encode_utf16().count())
    };
    let found = hover(r#"{"Statement": [{"Action": "s3:Get|Object"}]}"#).unwrap();
    assert!(found.title == "s3:GetObject" && found.lines[0].contains("(Read)"), "{found:?}");
    let found = hover(r#"{"Statement": [{"Condition": {"Bool": {"aws:Secure|Transport": "true"}}}]}"#).unwrap();
    assert!(found.lines.iter().any(|line| line == "Here: aws:SecureTransport is true."), "{found:?}");
}

#[test]
fn what_is_offered_to_who_builds_a_statement() {
    let (_folder, app) = app();
    assert!(app.list_services().iter().any(|service| service.prefix == "sagemaker" && service.actions > 300));
    assert!(app.list_actions("kms").iter().any(|action| action.name == "kms:Decrypt"));
    assert!(app.list_actions("nosuch").is_empty());
    assert!(
        app.search_actions("training job create").iter().any(|action| action.name == "sagemaker:CreateTrainingJob")
    );
    let forms = app.resource_forms(&["s3:GetObject".into(), "s3:PutObject".into()]);
    assert!(forms.iter().any(|form| form.kind == "object" && form.actions.len() == 2), "{forms:?}");
    let keys = app.condition_keys(&["s3:ListBucket".into()]);
    let prefix = keys.iter().find(|key| key.name == "s3:prefix").unwrap();
    assert!(prefix.operators[0] == "StringEquals" && prefix.actions == ["s3:ListBucket"]);
    assert!(keys.iter().any(|key| key.name == "aws:SourceVpce"));
}

#[test]
fn a_question_is_answered_by_the_text() {
    let (_folder, app) = app();
    let answer = app.ask_policy(POLICY, "identity", &question("s3:GetObject"));
    assert_eq!((answer.decision.as_str(), answer.deciding.as_slice()), ("allowed", &[0][..]));
    let answer = app.ask_policy(POLICY, "identity", &question("s3:PutObject"));
    assert_eq!(answer.decision, "implicitly-denied");
    let mut plain = question("s3:GetObject");
    plain.context = vec![("aws:SecureTransport".into(), vec!["false".into()])];
    let answer = app.ask_policy(POLICY, "identity", &plain);
    assert!(answer.near[0].statement == 0 && answer.near[0].lacks.contains("aws:SecureTransport"), "{answer:?}");
    // What a ceiling lets through.
    assert_eq!(app.ask_policy(POLICY, "scp", &question("s3:GetObject")).decision, "allowed");
    assert_eq!(app.ask_policy(POLICY, "scp", &question("sqs:SendMessage")).decision, "implicitly-denied");
    let mut nobody = question("s3:GetObject");
    nobody.principal = "somebody".into();
    assert!(app.ask_policy(POLICY, "identity", &nobody).problem.unwrap().contains("principal"));
    let bucket = r#"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject", "Resource": "*"}]}"#;
    assert_eq!(app.ask_policy(bucket, "s3-bucket", &question("s3:GetObject")).decision, "allowed");
    assert_eq!(app.ask_policy(bucket, "s3-bucket", &question("s3:PutObject")).decision, "implicitly-denied");
}

#[test]
fn a_change_is_told_as_access_gained_and_lost() {
    let (_folder, app) = app();
    let wider = POLICY.replace("s3:GetObject\"", "s3:Get*\"").replace("s3:List*", "s3:ListBucket");
    let difference = app.compare_policies(POLICY, &wider);
    assert_eq!(difference.relation, "different");
    let gained = &difference.gained[0];
    assert!(gained.realistic && gained.actions.iter().all(|action| action.starts_with("s3:Get")), "{gained:?}");
    // The example can be asked.
    assert_eq!(app.ask_policy(&wider, "identity", &gained.example).decision, "allowed");
    assert_eq!(app.ask_policy(POLICY, "identity", &gained.example).decision, "implicitly-denied");
    assert_eq!(app.compare_policies(POLICY, POLICY).relation, "equivalent");
    assert_eq!(app.compare_policies(POLICY, "{").relation, "unproven");
}

#[test]
fn of_a_key_the_policy_is_heard_as_if_the_key_trusted_the_account() {
    let (_folder, app) = app();
    let text = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "kms:Decrypt",
        "Resource": "arn:aws:kms:eu-central-1:111122223333:key/a"}}"#;
    let ask = |action: &str, key: &str| {
        let resource = format!("arn:aws:kms:eu-central-1:111122223333:key/{key}");
        app.ask_policy(text, "identity", &PolicyQuestion { resource, ..question(action) })
    };
    let answer = ask("kms:Decrypt", "a");
    assert_eq!(answer.decision, "allowed");
    assert!(answer.notes.iter().any(|note| note.contains("key's policy")), "{:?}", answer.notes);
    assert_eq!(ask("kms:Decrypt", "b").decision, "implicitly-denied");
    assert_eq!(ask("kms:Encrypt", "a").decision, "implicitly-denied");
}

#[test]
fn statements_that_belong_together_are_added_by_one_change() {
    let (_folder, app) = app();
    let json = r#"[{"Sid": "One", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}, {"Sid": "Two", "Effect": "Deny",
        "Action": "kms:*", "Resource": "*"}]"#;
    for (at, sids) in [
        (None, [Some("Lesen_é𝄞"), None, Some("One"), Some("Two")]),
        (Some(1), [Some("Lesen_é𝄞"), Some("One"), Some("Two"), None]),
    ] {
        let edits = app.edit_policy(POLICY, &PolicyEdit::AddStatement { at, json: json.to_owned() }).unwrap();
        let text = edited(POLICY, &edits);
        let analysis = app.analyse_policy(&text, None, None);
        assert_eq!(analysis.breaks.len(), 0);
        let found: Vec<_> = analysis.statements.iter().map(|statement| statement.sid.as_deref()).collect();
        assert_eq!(found, sids);
        assert!(text.contains(r#""Comment": "kept""#));
    }
}

#[tokio::test]
async fn a_changed_policy_is_saved_and_the_saving_undone() {
    let (_folder, app) = app();
    app.open_account(AccountChoice::Practice).await.unwrap();
    let list = app.list_roles(|_| {}).await.unwrap();
    let role = list.roles.iter().find(|role| role.inline_count > 0 && !role.service_linked).unwrap().name.clone();
    let before = app.get_role(&role).await.unwrap();
    let policy = before.permissions.iter().find(|policy| policy.arn.is_none()).unwrap();
    let (name, old) = (policy.name.clone(), policy.document.clone().unwrap());
    let text = format!("{old}\n");
    let target = || PolicyTarget::Inline { role: role.clone(), policy: name.clone() };
    let plan = app.plan_policy_change(target(), &text).await.unwrap();
    assert_eq!(plan.steps.len(), 1);
    let run = app.apply_plan(&plan.id, |_| {}).await.unwrap();
    assert_eq!(run.state, RunState::Complete);
    let document = |role: &gatehouse_app::views::RoleView| {
        role.permissions.iter().find(|policy| policy.name == name).unwrap().document.clone().unwrap()
    };
    assert_eq!(document(&app.get_role(&role).await.unwrap()), text);
    let undo = app.plan_undo(&run.id).await.unwrap();
    app.apply_plan(&undo.id, |_| {}).await.unwrap();
    assert_eq!(document(&app.get_role(&role).await.unwrap()), old);
    // The trust policy likewise; what is no JSON is not sent.
    let plan =
        app.plan_policy_change(PolicyTarget::Trust { role: role.clone() }, &before.trust.document.unwrap()).await;
    assert!(plan.unwrap().title.contains("trust policy"));
    assert_eq!(app.plan_policy_change(target(), "{").await.unwrap_err().code, "NO_JSON");
}

#[test]
fn a_byte_order_mark_is_no_break_and_an_empty_text_is_one() {
    let (_folder, app) = app();
    let marked = format!("\u{feff}{POLICY}");
    let analysis = app.analyse_policy(&marked, None, None);
    assert!(analysis.breaks.is_empty(), "{:?}", analysis.breaks);
    let sid = PolicyEdit::SetSid { statement: 0, sid: Some("A".into()) };
    assert_eq!(edited(&marked, &app.edit_policy(&marked, &sid).unwrap()), marked.replace("Lesen_é𝄞", "A"));
    assert_eq!(app.ask_policy(&marked, "identity", &question("s3:GetObject")).decision, "allowed");
    assert_eq!(app.compare_policies(POLICY, &marked).relation, "equivalent");
    assert!(!app.analyse_policy("", None, None).breaks.is_empty());
}

#[test]
fn who_holds_a_policy_need_not_be_named() {
    let (_folder, app) = app();
    let mut asked = question("s3:GetObject");
    asked.principal.clear();
    assert_eq!(app.ask_policy(POLICY, "identity", &asked).decision, "allowed");
    assert!(app.ask_policy(POLICY, "scp", &asked).problem.is_some());
}
