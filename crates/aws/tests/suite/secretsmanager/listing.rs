//! The list: pages, filters, what is to be deleted.

use aws_sdk_secretsmanager::types::{Filter, FilterNameStringType as Key, Tag};

use super::Target;

async fn names(t: &Target, key: Key, values: &[&str]) -> Vec<String> {
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    let filter = Filter::builder().key(key).set_values(Some(values)).build();
    let answer = t.secrets().list_secrets().filters(filter).send().await.unwrap();
    let mut names: Vec<String> = answer.secret_list().iter().filter_map(|secret| secret.name.clone()).collect();
    names.sort();
    names
}

pub async fn secrets_come_in_pages(t: Target) {
    let mut made = Vec::new();
    for number in 0..7 {
        let name = format!("secret-{number}");
        t.secret(&name, "v").await;
        made.push(name);
    }
    let mut pages = t.secrets().list_secrets().max_results(3).into_paginator().send();
    let (mut found, mut sizes) = (Vec::new(), Vec::new());
    while let Some(page) = pages.try_next().await.unwrap() {
        sizes.push(page.secret_list().len());
        found.extend(page.secret_list.unwrap_or_default().into_iter().filter_map(|secret| secret.name));
    }
    found.sort();
    assert_eq!((found, sizes), (made, vec![3, 3, 1]));
}

pub async fn filters_are_prefixes(t: Target) {
    let tag = Tag::builder().key("Team").value("fraud").build();
    for (name, description) in [("ml/train", "Training data"), ("ml/serve", "Serving"), ("web", "ml website")] {
        let request = t.secrets().create_secret().name(name).description(description).secret_string("v");
        request.set_tags((name == "web").then(|| vec![tag.clone()])).send().await.unwrap();
    }
    assert_eq!(names(&t, Key::Name, &["ml/"]).await, ["ml/serve", "ml/train"]);
    assert_eq!(names(&t, Key::Name, &["!ml/"]).await, ["web"]);
    assert_eq!(names(&t, Key::Name, &["ml/t", "w"]).await, ["ml/train", "web"]);
    assert_eq!(names(&t, Key::Description, &["Serv"]).await, ["ml/serve"]);
    assert_eq!(names(&t, Key::TagKey, &["Te"]).await, ["web"]);
    assert_eq!(names(&t, Key::TagValue, &["fraud"]).await, ["web"]);
    assert_eq!(names(&t, Key::All, &["ml"]).await, ["ml/serve", "ml/train", "web"]);
}

pub async fn those_to_be_deleted_come_when_asked_for(t: Target) {
    t.secret("kept", "v").await;
    t.secret("going", "v").await;
    t.secrets().delete_secret().secret_id("going").send().await.unwrap();
    let count = async |planned: bool| {
        t.secrets().list_secrets().include_planned_deletion(planned).send().await.unwrap().secret_list().len()
    };
    assert_eq!((count(false).await, count(true).await), (1, 2));
}
