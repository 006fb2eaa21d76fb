//! SageMaker in the practice account: who hands a role over must be allowed to pass it, and SageMaker must be able to take
//! it on.
//!
//! Source: <https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html>

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::path::Path;

use common::{Answer, iam, send};
use gatehouse_practice::{ACCESS_KEY_ID, Practice};
use serde_json::{Value, json};

fn opened(folder: &Path) -> Practice {
    Practice::open(&folder.join("practice.json")).unwrap().practice
}

fn ask(practice: &Practice, operation: &str, body: &Value) -> Answer {
    let scope =
        format!("AWS4-HMAC-SHA256 Credential={ACCESS_KEY_ID}/20260101/eu-west-1/sagemaker/aws4_request, Signature=0");
    let headers = [
        ("authorization", scope.as_str()),
        ("x-amz-target", &format!("SageMaker.{operation}")),
        ("content-type", "application/x-amz-json-1.1"),
    ];
    send(practice, "https://api.sagemaker.eu-west-1.amazonaws.com/", &headers, &body.to_string())
}

fn answered(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

fn training(name: &str, role: &str) -> Value {
    json!({
        "TrainingJobName": name,
        "RoleArn": format!("arn:aws:iam::111122223333:role/{role}"),
        "AlgorithmSpecification": { "TrainingImage": "example", "TrainingInputMode": "File" },
        "OutputDataConfig": { "S3OutputPath": "s3://example-churn-models/training" },
        "ResourceConfig": { "InstanceType": "ml.m5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 10 },
        "StoppingCondition": { "MaxRuntimeInSeconds": 3600 },
    })
}

#[test]
fn a_job_is_described_as_it_was_made() {
    let folder = tempfile::tempdir().unwrap();
    let practice = opened(folder.path());
    let made = answered(&ask(&practice, "CreateTrainingJob", &training("weekly", "ml/churn-training")));
    assert_eq!(made["TrainingJobArn"], "arn:aws:sagemaker:eu-west-1:111122223333:training-job/weekly");
    let read = answered(&ask(&practice, "DescribeTrainingJob", &json!({ "TrainingJobName": "weekly" })));
    assert_eq!(
        (read["TrainingJobStatus"].as_str(), read["EnableNetworkIsolation"].as_bool()),
        (Some("Completed"), Some(false))
    );
    assert_eq!(
        read["ModelArtifacts"]["S3ModelArtifacts"],
        "s3://example-churn-models/training/weekly/output/model.tar.gz"
    );
    let again = ask(&practice, "CreateTrainingJob", &training("weekly", "ml/churn-training"));
    assert!(again.body.contains("ResourceInUse"), "{}", again.body);
    let missing = ask(&practice, "DescribeTrainingJob", &json!({ "TrainingJobName": "nobody" }));
    assert!(missing.body.contains("Requested resource not found."), "{}", missing.body);
}

#[test]
fn what_the_account_has_is_listed_the_newest_first() {
    let folder = tempfile::tempdir().unwrap();
    let practice = opened(folder.path());
    let names = |body: Value| {
        let page = answered(&ask(&practice, "ListTrainingJobs", &body));
        let jobs = page["TrainingJobSummaries"].as_array().unwrap().clone();
        let names: Vec<String> = jobs.iter().map(|job| job["TrainingJobName"].as_str().unwrap().to_owned()).collect();
        (names, page["NextToken"].clone())
    };
    let (first, next) = names(json!({ "MaxResults": 2 }));
    assert_eq!(first, ["churn-weekly-107", "fraud-graph-2"]);
    assert_eq!(
        names(json!({ "MaxResults": 2, "NextToken": next })),
        (vec!["fraud-baseline-3".to_owned()], Value::Null)
    );
}

#[test]
fn a_role_that_sagemaker_cannot_take_on_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let practice = opened(folder.path());
    for role in ["gpu-workstation", "ml/fraud-batch-scoring", "nobody"] {
        let refused = ask(&practice, "CreateTrainingJob", &training("weekly", role));
        assert!(refused.body.contains("Could not assume role"), "{role}: {}", refused.body);
    }
}

/// The practice account, whose caller has these statements and no others.
fn opened_under(folder: &Path, statements: &Value) -> Practice {
    let practice = opened(folder);
    let policy = json!({ "Version": "2012-10-17", "Statement": statements });
    let made = iam(&practice, "CreatePolicy", &[("PolicyName", "jobs"), ("PolicyDocument", &policy.to_string())]);
    assert_eq!(made.status, 200, "{}", made.body);
    drop(practice);
    let file = folder.join("practice.json");
    let mut state: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    state["users"][0]["attached"] = json!(["arn:aws:iam::111122223333:policy/jobs"]);
    std::fs::write(&file, state.to_string()).unwrap();
    opened(folder)
}

#[test]
fn a_rule_on_the_volumes_key_holds_by_the_keys_new_name_and_by_its_old_one() {
    let role = "service-role/AmazonSageMaker-ExecutionRole-20240318T101522";
    for name in ["sagemaker:VolumeKmsKeyArn", "sagemaker:VolumeKmsKey"] {
        let folder = tempfile::tempdir().unwrap();
        let practice = opened_under(
            folder.path(),
            &json!([
                { "Effect": "Allow", "Action": ["sagemaker:*", "iam:PassRole"], "Resource": "*" },
                { "Effect": "Deny", "Action": "sagemaker:CreateTrainingJob", "Resource": "*",
                  "Condition": { "Null": { name: "true" } } },
            ]),
        );
        let mut job = training("weekly", role);
        job["ResourceConfig"]["VolumeKmsKeyId"] = Value::Null;
        let refused = ask(&practice, "CreateTrainingJob", &job);
        assert_eq!(refused.status, 403, "{name}: {}", refused.body);
        job["ResourceConfig"]["VolumeKmsKeyId"] = "1234abcd-12ab-34cd-56ef-1234567890ab".into();
        let allowed = ask(&practice, "CreateTrainingJob", &job);
        assert!(!allowed.body.contains("explicit deny"), "{name}: {}", allowed.body);
    }
}

#[test]
fn who_may_not_pass_the_role_starts_no_job() {
    let folder = tempfile::tempdir().unwrap();
    let practice = opened_under(
        folder.path(),
        &json!([
            { "Effect": "Allow", "Action": "sagemaker:*", "Resource": "*" },
            { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/service-role/*" },
        ]),
    );
    let refused = ask(&practice, "CreateTrainingJob", &training("weekly", "ml/churn-training"));
    assert_eq!(refused.status, 403, "{}", refused.body);
    let words =
        "is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/ml/churn-training";
    assert!(refused.body.contains(words), "{}", refused.body);
    let allowed = ask(
        &practice,
        "CreateTrainingJob",
        &training("weekly", "service-role/AmazonSageMaker-ExecutionRole-20240318T101522"),
    );
    assert_eq!(allowed.status, 200, "{}", allowed.body);
}

#[test]
fn root_access_changes_while_a_notebook_is_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let practice = opened(folder.path());
    let change = |name: &str| {
        let body = json!({ "NotebookInstanceName": name, "RootAccess": "Disabled" });
        ask(&practice, "UpdateNotebookInstance", &body)
    };
    let running = change("lena-exploration");
    assert!(running.body.contains("Status (InService) not in ([Stopped, Failed])"), "{}", running.body);
    answered(&change("recommender-poc"));
    let body = json!({ "NotebookInstanceName": "recommender-poc" });
    assert_eq!(answered(&ask(&practice, "DescribeNotebookInstance", &body))["RootAccess"], "Disabled");
}
