//! What mends a finding, carried out by AWS's calls on practice accounts: its check turns green as was told, and nothing
//! else turns red. How each fix of each check changes a state is held in crates/checklist.

use gatehouse_app::views::{
    CheckFixView, ChecklistView, EndpointChangeInput, FindingRow, FindingState, KeyChange, PolicyTarget,
};

use serde_json::{Value, json};

use crate::desk::{Desk, desk};

/// The checks of which the practice account has a finding that a plan mends, turning nothing else red.
const MENDED: [&str; 23] = [
    "LP-05", "LP-06", "LP-07", "LP-09", "LP-12", "LP-13", "LP-16", "LP-19", "EN-15", "VP-06", "VP-13", "VP-14",
    "SE-05", "CT-01", "CT-03", "CT-06", "BK-01", "BK-03", "BK-05", "BK-06", "BK-07", "BK-08", "BK-09",
];

/// Those of which an account of the study mode has one: its scenarios and its lessons.
const MENDED_IN_STUDY: [&str; 8] = ["BK-02", "BK-04", "BK-10", "EN-11", "EN-14", "SE-06", "VP-07", "VP-10"];

const UNCHANGED: EndpointChangeInput =
    EndpointChangeInput { subnets: None, groups: None, route_tables: None, private_dns: None };

impl Desk {
    /// Mends the first finding of a check that a plan mends without harm, and looks at the account again.
    async fn mend(&self, list: &ChecklistView, check: &str, name: Option<&str>) -> Option<ChecklistView> {
        let meant = |row: &&FindingRow| {
            row.state == FindingState::Failed && row.check == check && name.is_none_or(|name| row.name.contains(name))
        };
        let (key, plan) =
            list.findings.iter().filter(meant).find_map(|row| match self.app.plan_finding_fix(&row.key) {
                Ok(CheckFixView::Plan { plan, turns_green, turns_red, breaks })
                    if !turns_green.is_empty() && turns_red.is_empty() && breaks.is_empty() =>
                {
                    Some((row.key.clone(), plan))
                }
                _ => None,
            })?;
        self.apply(&plan).await;
        let after = self.run().await;
        assert!(!after.findings.iter().any(|row| row.key == key), "{key} still fails");
        let before = |found: &&FindingRow| !list.findings.iter().any(|row| row.key == found.key);
        let red: Vec<_> =
            after.findings.iter().filter(|row| row.state == FindingState::Failed).filter(before).collect();
        assert!(red.is_empty(), "{key} turned red: {red:#?}");
        Some(after)
    }

    /// Mends a finding of each check that is not among these, one after another in the open account, and tells the checks.
    async fn mend_all_but(&self, told: &[String]) -> Vec<String> {
        let mut list = self.run().await;
        let mut mended = Vec::new();
        let checks = list.checks.iter().map(|check| check.id.clone()).filter(|check| !told.contains(check));
        for check in checks.collect::<Vec<_>>() {
            if let Some(after) = self.mend(&list, &check, None).await {
                list = after;
                mended.push(check);
            }
        }
        mended
    }

    async fn write(&self, target: PolicyTarget, statement: &str) {
        let text = format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{statement}]}}");
        self.apply(self.app.plan_policy_change(target, &text).await.unwrap()).await;
    }

    /// A finding of this check is there now, and its plan mends it.
    async fn is_mended(&self, check: &str, name: &str) {
        let list = self.run().await;
        let fixes = list.findings.iter().filter(|row| row.check == check && row.name.contains(name));
        let fixes: Vec<_> = fixes.map(|row| (&row.state, &row.name, self.app.plan_finding_fix(&row.key))).collect();
        assert!(self.mend(&list, check, Some(name)).await.is_some(), "{check} of {name}: {fixes:#?}");
    }
}

#[tokio::test]
async fn every_plan_turns_green_what_it_says_and_nothing_red() {
    assert_eq!(desk().await.mend_all_but(&[]).await, MENDED);
}

#[tokio::test]
async fn every_plan_in_an_account_of_the_study_mode_turns_green_what_it_says_and_nothing_red() {
    let desk = desk().await;
    let study = desk.app.get_study().unwrap();
    let mut mended: Vec<String> = MENDED.map(str::to_owned).into();
    for scenario in &study.scenarios {
        desk.app.start_scenario(&scenario.id).await.unwrap();
        mended.extend(desk.mend_all_but(&mended).await);
    }
    for lesson in ["network", "endpoints", "secrets", "final"] {
        desk.app.start_lesson(lesson).await.unwrap();
        mended.extend(desk.mend_all_but(&mended).await);
    }
    let mut new = mended.split_off(MENDED.len());
    new.sort();
    assert_eq!(new, MENDED_IN_STUDY);
}

#[tokio::test]
async fn a_workloads_role_that_was_given_too_much_is_narrowed_again() {
    let desk = desk().await;
    desk.set_up().await;
    for (check, statement) in [
        ("LP-01", r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#),
        ("LP-04", r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::example-churn-raw/*"}"#),
        ("LP-10", r#"{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"}"#),
        (
            "LP-11",
            r#"{"Effect": "Allow", "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], "Resource": "*"}"#,
        ),
        ("EN-13", r#"{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*"}"#),
        ("SE-08", r#"{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}"#),
    ] {
        let policy = PolicyTarget::Inline { role: "demand-training".into(), policy: "TrainingJobAccess".into() };
        desk.write(policy, statement).await;
        desk.is_mended(check, "demand-training").await;
    }
    let trust = r#"{"Effect": "Allow", "Principal": {"Service": ["sagemaker.amazonaws.com", "glue.amazonaws.com"]},
        "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}}"#;
    desk.write(PolicyTarget::Trust { role: "demand-training".into() }, trust).await;
    desk.is_mended("LP-08", "demand-training").await;
}

#[tokio::test]
async fn a_key_that_is_everybodys_or_switched_off_is_mended() {
    let desk = desk().await;
    let keys = desk.app.list_keys(|_| {}).await.unwrap().keys;
    let key = keys.iter().find(|key| key.aliases.contains(&"alias/fraud-data".to_owned())).unwrap();
    let open = r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"},
        {"Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*"}"#;
    desk.write(PolicyTarget::Key { key: key.id.clone() }, open).await;
    desk.is_mended("EN-12", "alias/fraud-data").await;
    desk.apply(desk.app.plan_key_change(&key.id, KeyChange::Disable).await.unwrap()).await;
    desk.is_mended("EN-16", "alias/fraud-data").await;
}

#[tokio::test]
async fn a_secret_that_stopped_rotating_is_mended() {
    let desk = desk().await;
    desk.apply(desk.app.plan_secret_rotation("churn/warehouse", None).await.unwrap()).await;
    desk.is_mended("SE-02", "churn/warehouse").await;
}

#[tokio::test]
async fn an_endpoint_that_left_a_zone_is_mended() {
    let desk = desk().await;
    let network = desk.app.get_network(|_| {}).await.unwrap();
    let kms = network.endpoints.iter().find(|endpoint| endpoint.service.ends_with(".kms")).unwrap();
    let zone = EndpointChangeInput { subnets: Some(kms.subnets[2..].to_vec()), ..UNCHANGED };
    desk.apply(desk.app.plan_endpoint_change(&kms.id, zone).await.unwrap()).await;
    desk.is_mended("VP-16", &kms.id).await;
}

/// What the practice account has of a service in its Region.
fn of<'a>(account: &'a mut Value, service: &str) -> &'a mut Value {
    &mut account[service]["regions"]["eu-west-1"]
}

#[tokio::test]
async fn a_network_in_which_nothing_reaches_anything_is_mended() {
    let desk = desk().await.spoiled(|account| {
        let network = of(account, "ec2");
        for group in ["sg-0a11ce0000000001", "sg-0a11ce0000000002"] {
            network["groups"][group]["rules"].as_array_mut().unwrap().retain(|rule| rule["egress"] == true);
        }
        // Every job writes a log.
        let mut logs = network["endpoints"]["vpce-0a11ce0000000002"].clone();
        logs["service"] = json!("com.amazonaws.eu-west-1.logs");
        logs["tags"]["Name"] = json!("ml-logs");
        network["endpoints"]["vpce-0a11ce0000000003"] = logs;
        network["subnets"]["subnet-0a11ce00000000a1"]["public_addresses"] = json!(true);
        network["vpcs"]["vpc-0a11ce0000000001"]["dns_hostnames"] = json!(false);
    });
    let desk = desk.await;
    for (check, name) in [("VP-15", "ml-workloads"), ("VP-08", "ml-logs"), ("VP-09", "churn-weekly-107"), ("VP-11", "")]
    {
        desk.is_mended(check, name).await;
    }
}

#[tokio::test]
async fn a_log_that_everybody_may_read_is_closed() {
    let desk = desk().await.spoiled(|account| {
        let bucket = &mut account["s3"]["buckets"]["example-ml-logs"];
        bucket["public_access"] = Value::Null;
        bucket["policy"] = json!(
            r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
                "Resource": "arn:aws:s3:::example-ml-logs/*"}]}"#
        );
    });
    desk.await.is_mended("CT-05", "").await;
}

#[tokio::test]
async fn a_secret_that_grew_old_or_is_shared_under_the_key_of_aws_is_mended() {
    let desk = desk().await.spoiled(|account| {
        let secrets = of(account, "secretsmanager");
        let old = &mut secrets["churn/warehouse"];
        old["rotation"]["days"] = json!(900);
        old["rotation"]["next"] = json!("2099-01-01T00:00:00Z");
        old["rotation"]["last"] = json!("2026-01-01T00:00:00Z");
        old["changed"] = json!("2026-01-01T00:00:00Z");
        for version in old["versions"].as_object_mut().unwrap().values_mut() {
            version["created"] = json!("2026-01-01T00:00:00Z");
        }
        secrets["fraud/transactions-api"]["policy"] = json!(
            r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"},
                "Action": "secretsmanager:GetSecretValue", "Resource": "*"}]}"#
        );
        // It reads all secrets, and could not decrypt this one with another key.
        account["roles"].as_object_mut().unwrap().remove("amazonsagemaker-executionrole-20240318t101522").unwrap();
        // Where there is one key alone, it is clear which one is meant.
        let keys = of(account, "kms");
        let of_aws = |alias: &str| alias.starts_with("alias/aws/");
        keys["aliases"].as_object_mut().unwrap().retain(|alias, _| of_aws(alias) || alias == "alias/fraud-data");
        let named: Vec<Value> = keys["aliases"].as_object().unwrap().values().map(|at| at["key"].clone()).collect();
        keys["keys"].as_object_mut().unwrap().retain(|id, _| named.contains(&json!(id)));
    });
    let desk = desk.await;
    desk.is_mended("SE-03", "churn/warehouse").await;
    desk.is_mended("SE-07", "fraud/transactions-api").await;
}

#[tokio::test]
async fn a_workloads_role_loses_the_policies_of_aws_that_are_for_people() {
    let desk = desk().await;
    desk.set_up().await;
    let attached = [("LP-02", "AdministratorAccess"), ("LP-03", "AmazonSageMakerFullAccess")];
    let desk = desk.spoiled(|account| {
        let arns = attached.map(|(_, name)| json!(format!("arn:aws:iam::aws:policy/{name}")));
        account["roles"]["demand-training"]["attached"].as_array_mut().unwrap().extend(arns);
    });
    let desk = desk.await;
    for (check, _) in attached {
        desk.is_mended(check, "demand-training").await;
    }
}

#[tokio::test]
async fn a_policy_with_an_error_is_corrected() {
    let desk = desk().await;
    desk.set_up().await;
    let policy = PolicyTarget::Inline { role: "demand-training".into(), policy: "TrainingJobAccess".into() };
    let error = r#"{"Effect": "Allow", "Action": "s3:GetObjet", "Resource": "arn:aws:s3:::example-churn-raw/*"}"#;
    desk.write(policy, error).await;
    desk.is_mended("LP-14", "demand-training").await;
}
