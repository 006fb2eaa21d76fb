//! Calls in content, and how tasks and scenarios stand.

use crate::common::{KEY, allow, arn, bucket, empty, endpoint, key, policy, role, secret};
use gatehouse_checklist::Scan;
use gatehouse_plan::{Call, IamCall, Outputs};
use gatehouse_study::account::{Calls, NotThere, WorkloadSetting, find, ready};
use gatehouse_study::content::Library;
use gatehouse_study::lesson::{Sight, Standing};
use gatehouse_study::scenario::reddened;
use gatehouse_study::want::{Held, World};
use gatehouse_study::{lesson, scenario};
use gatehouse_workload::Site;

#[derive(serde::Deserialize)]
struct Way {
    calls: Calls,
}

fn calls(toml: &str) -> Result<Vec<Call>, String> {
    toml::from_str::<Way>(toml).map(|way| way.calls.0).map_err(|error| error.to_string())
}

#[test]
fn calls_are_those_of_the_journal() {
    let read =
        calls("[[calls]]\ncall = 'DeleteRole'\nrole = 'train'\n[[calls]]\ncall = 'kms:DeleteAlias'\nalias = 'alias/a'")
            .unwrap();
    assert_eq!(read[0], Call::Iam(IamCall::DeleteRole { role: "train".into() }));
    assert_eq!(read.len(), 2);
    for (toml, wanted) in [
        ("[[calls]]\ncall = 'DeleteRole'\nrole = 'a'\nname = 'b'", "no field \"name\""),
        ("[[calls]]\ncall = 'DeleteRole'", "role"),
        ("[[calls]]\ncall = 'MeltRole'\nrole = 'a'", "MeltRole"),
        ("[[calls]]\nrole = 'a'", "call"),
        (
            "[[calls]]\ncall = 'ec2:ModifyVpcEndpoint'\nendpoint = 'vpce-1'\nchange = { privateDNS = true }",
            "no field \"change.privateDNS\"",
        ),
    ] {
        let error = calls(toml).unwrap_err();
        assert!(error.contains(wanted), "{error}");
    }
}

#[test]
fn references_are_put_in() {
    let mut state = empty();
    state.keys.items.push(key("{}"));
    state.secrets.items.push(secret("db", None));
    state.network.as_mut().unwrap().endpoints.push(endpoint(None));
    assert_eq!(find("key:alias/churn", &state).as_deref(), Some(KEY));
    assert_eq!(find("key:1234abcd-12ab-34cd-56ef-1234567890ab", &state).as_deref(), Some(KEY));
    assert_eq!(find("endpoint:s3", &state).as_deref(), Some("vpce-1"));
    assert_eq!(find("key:alias/other", &state), None);
    let put = |document: &str| {
        let call =
            Call::from(IamCall::PutRolePolicy { role: "train".into(), policy: "p".into(), document: document.into() });
        let named: Outputs = [("KeyArn".to_owned(), "arn:new".to_owned())].into();
        match ready(&call, &[named], &state)? {
            Call::Iam(IamCall::PutRolePolicy { document, .. }) => Ok::<String, NotThere>(document),
            other => panic!("{other:?}"),
        }
    };
    for (text, wanted) in [
        ("{\"a\": \"{{1.KeyArn}}\"}", "{\"a\": \"arn:new\"}".to_owned()),
        ("{{key:alias/churn}} {{secret:db}}", format!("{KEY} {}", state.secrets.items[0].secret.arn)),
        // JSON that closes twice is no reference.
        ("{\"a\":{\"b\":{}}} {{}}", "{\"a\":{\"b\":{}}} {{}}".to_owned()),
        ("{{ {{1.KeyArn}}", "{{ arn:new".to_owned()),
    ] {
        assert_eq!(put(text), Ok(wanted), "{text}");
    }
    for lost in ["{{2.KeyArn}}", "{{1.SecretArn}}", "{{secret:other}}"] {
        assert!(put(lost).is_err(), "{lost}");
    }
    let setting = WorkloadSetting {
        kms_key: "{{key:alias/churn}}".into(),
        secret_arn: "{{secret:other}}".into(),
        ..WorkloadSetting::default()
    };
    let resolved = setting.resolved(&state);
    assert_eq!((resolved.kms_key.as_str(), resolved.secret_arn.as_str()), (KEY, "{{secret:other}}"));
}

#[test]
fn every_workload_is_sound() {
    let site = Site {
        partition: gatehouse_policy::Partition::Aws,
        region: "eu-west-1".into(),
        account: crate::common::ACCOUNT.into(),
    };
    let lessons = gatehouse_study::lessons().iter().map(|lesson| (&lesson.id, &lesson.workload));
    let scenarios = gatehouse_study::scenarios().iter().map(|scenario| (&scenario.id, &scenario.workload));
    for (id, setting) in lessons.chain(scenarios).filter_map(|(id, setting)| Some((id, setting.as_ref()?))) {
        let mut state = empty();
        state.keys.items.push(key("{}"));
        // Whatever the references mean, they mean something of the right form.
        let mut setting = setting.clone();
        if setting.kms_key.starts_with("{{") {
            setting.kms_key = KEY.into();
        }
        if setting.secret_arn.starts_with("{{") {
            setting.secret_arn = secret("db", None).secret.arn;
        }
        let checked = setting.check(&site);
        assert!(checked.is_ok(), "{id}: {:?}", checked.err());
        let json = serde_json::to_value(&setting).unwrap();
        assert!(json.get("roleName").is_some(), "as the window takes it: {json}");
    }
}

const GUARDED: &str = r#""Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}"#;

#[test]
fn a_task_tells_the_first_thing_that_lacks() {
    let text = "id = 'trust'\nnumber = 2\ntitle = 't'\nminutes = 1\nsummary = 's'\nsources = []\n\
        [[reading]]\nheading = 'h'\ntext = 't'\n\
        [[task]]\nid = 'a'\ntitle = 't'\ntext = 't'\nscreen = '/roles'\nright = []\nwrong = []\n\
        [[task.wants]]\nwant = 'exists'\nkind = 'secret'\nname = 'db'\nhint = 'no secret'\n\
        [[task.wants]]\nwant = 'exists'\nkind = 'role'\nname = 'train'\nhint = 'no role'\n";
    let (library, errors) = Library::read([("lessons", "x", text)]);
    assert_eq!(errors, []);
    let task = &library.lessons[0].tasks[0];
    let mut state = empty();
    assert_eq!(task.look(&World::of(&state, None)), Standing::Lacks { want: 0, hint: "no secret" });
    // What is not known comes after what certainly lacks.
    state.secrets.complete = false;
    assert_eq!(task.look(&World::of(&state, None)), Standing::Lacks { want: 1, hint: "no role" });
    state.roles.items.push(role("train", &policy(GUARDED), &[]));
    let permissions = vec!["secretsmanager:ListSecrets".to_owned()];
    assert_eq!(task.look(&World::of(&state, None)), Standing::Unknown { want: 0, permissions });
    state.secrets.items.push(secret("db", None));
    assert_eq!(task.look(&World::of(&state, None)), Standing::Done);
}

#[test]
fn a_scenario_is_scored_by_goals_and_by_what_broke() {
    let toml = "id = 'x'\nnumber = 1\ntitle = 't'\nlevel = 'easy'\nminutes = 1\nstory = 's'\nsources = []\nlessons = ['trust']\n\
        [start]\naccount = 'empty'\n[right]\n\
        [[goal]]\ntitle = 'a'\nhint = 'h'\nwant = 'exists'\nkind = 'role'\nname = 'train'\n\
        [[goal]]\ntitle = 'b'\nhint = 'h'\nwant = 'absent'\nkind = 'bucket'\nname = '*'\n";
    let (library, errors) = Library::read([("scenarios", "x", toml)]);
    assert_eq!(errors, []);
    let scenario = &library.scenarios[0];
    let mut state = empty();
    let score = |state: &gatehouse_checklist::AccountState, red| scenario.score(&World::of(state, None), red);
    assert_eq!(score(&state, 0).percent, 50);
    let before = Scan::of(&state).run_all();
    state.roles.items.push(role("train", &policy(GUARDED), &[&allow("*", "*")]));
    assert_eq!(score(&state, 0).goals, [Held::Yes, Held::Yes]);
    let now = Scan::of(&state).run_all();
    let red = reddened(&before, &now);
    assert!(red.iter().any(|finding| finding.resource.id == arn("train")), "{red:?}");
    assert!(reddened(&now, &now).is_empty());
    assert_eq!(score(&state, 2).percent, 90);
    assert_eq!(score(&state, 100).percent, 0);
    state.buckets.items.push(bucket("data", None));
    assert_eq!(score(&state, 0).percent, 50);
}

#[test]
fn a_demonstration_sees_a_request_and_a_check() {
    let see = |shown: &str, state: &gatehouse_checklist::AccountState| {
        let text = format!("title = 't'\ntext = 't'\n{shown}");
        let shown: gatehouse_study::lesson::Demonstration = toml::from_str(&text).unwrap();
        shown.see(&World::of(state, None)).map(|sight| match sight {
            Sight::Link(link) => link.id.clone(),
            Sight::Decision(decision) => decision.outcome.as_str().to_owned(),
            Sight::Findings(findings) => findings.iter().map(|finding| format!("{:?}", finding.status)).collect(),
        })
    };
    let mut state = empty();
    let request = "before = 'allowed'\n[request]\nservice = 'sagemaker.amazonaws.com'\naction = 'sts:AssumeRole'\nresource = 'role:train'\nis = 'denied'\ncontext = { 'aws:SourceAccount' = '444455556666' }";
    assert_eq!(see(request, &state), None);
    state.roles.items.push(role("train", &policy(GUARDED), &[]));
    assert_eq!(see(request, &state).as_deref(), Some("implicitly-denied"));
    state.keys.items.push(key("{}"));
    assert_eq!(see("check = { check = 'EN-15', resource = 'alias/churn' }", &state).as_deref(), Some("Passed"));
    assert_eq!(see("link = 'trust'", &state), None);
}

/// The examples that documentation shows are there.
#[test]
fn content_is_found_by_id() {
    assert_eq!(lesson("two-principals").map(|lesson| lesson.number), Some(1));
    assert!(lesson("nothing").is_none() && scenario("nothing").is_none());
}
