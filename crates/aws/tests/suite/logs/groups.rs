//! Log groups themselves.

use super::{GROUP, Target};

pub async fn made_and_described(t: Target) {
    t.log_group(GROUP).await;
    let read = t.logs().describe_log_groups().send().await.unwrap();
    let [group] = read.log_groups() else { panic!("{read:?}") };
    let arn = format!("arn:aws:logs:eu-west-1:{}:log-group:{GROUP}", t.account);
    assert_eq!((group.log_group_name(), group.log_group_arn()), (Some(GROUP), Some(arn.as_str())));
    assert_eq!(group.arn(), Some(format!("{arn}:*").as_str()));
    assert_eq!(group.metric_filter_count(), Some(0));
}

pub async fn listed_in_pages(t: Target) {
    for name in ["a/one", "a/two", "b/one"] {
        t.log_group(name).await;
    }
    let list = async |token: Option<String>| {
        t.logs().describe_log_groups().log_group_name_prefix("a/").limit(1).set_next_token(token).send().await.unwrap()
    };
    let first = list(None).await;
    let second = list(first.next_token.clone()).await;
    let pages = [&first, &second].into_iter().flat_map(|page| page.log_groups());
    assert_eq!(pages.map(|group| group.log_group_name()).collect::<Vec<_>>(), [Some("a/one"), Some("a/two")]);
    assert_eq!(second.next_token(), None);
}

pub async fn a_name_is_taken_once(t: Target) {
    t.log_group(GROUP).await;
    let again = t.logs().create_log_group().log_group_name(GROUP).send().await;
    t.refused(again, "ResourceAlreadyExistsException", "The specified log group already exists");
}

pub async fn names_have_rules(t: Target) {
    let made = t.logs().create_log_group().log_group_name("a group").send().await;
    let words = r"1 validation error detected: Value 'a group' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+";
    t.refused(made, "InvalidParameterException", words);
}
