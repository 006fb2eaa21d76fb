use gatehouse_policy::decide::{Outcome, Policies, Prepared, outcome};
use gatehouse_policy::sets::{Comparison, Relation, compare};
use serde_json::{Value, json};

fn policy(statements: &Value) -> String {
    json!({"Version": "2012-10-17", "Statement": statements}).to_string()
}

fn ready(statements: &Value) -> [Prepared; 1] {
    [Prepared::parse(&policy(statements))]
}

/// Compares, and holds every request that is shown against the decision itself.
fn compared(old: &Value, new: &Value) -> Comparison {
    let (old, new) = (ready(old), ready(new));
    let comparison = compare(&old, &new);
    let resource = old.iter().chain(&new).any(Prepared::names_principals);
    for (list, grants, refuses) in [(&comparison.gained, &new, &old), (&comparison.lost, &old, &new)] {
        for difference in list.iter().filter(|difference| !difference.by_name_only) {
            let ask = |policies: &[Prepared; 1]| {
                let mut given = Policies::default();
                if resource { &mut given.resource } else { &mut given.identity }.extend(policies.clone());
                let request = difference.request.clone();
                let elsewhere = request.clone().with_resource_account("000000000000");
                outcome(if resource { &elsewhere } else { &request }, &given)
            };
            if !resource {
                assert_eq!(ask(grants), Outcome::Allowed, "{difference:?}");
            }
            assert_ne!(ask(refuses), Outcome::Allowed, "{difference:?}");
        }
    }
    comparison
}

fn shown(comparison: &Comparison) -> String {
    let line = |side: &'static str| {
        move |found: &gatehouse_policy::sets::Difference| {
            format!("{side} {} [{}] realistic {}", found.request.to_json(), found.actions.len(), found.realistic)
        }
    };
    let gained = comparison.gained.iter().map(line("gained"));
    let lines: Vec<String> = gained.chain(comparison.lost.iter().map(line("lost"))).collect();
    format!("{}\n{:?}", lines.join("\n"), comparison.unproven)
}

#[track_caller]
fn check(old: Value, new: Value, relation: Relation) {
    let comparison = compared(&old, &new);
    assert_eq!(comparison.relation(), relation, "{old}\n{new}\n{}", shown(&comparison));
    // The other way round it is the mirror image.
    let mirrored = match relation {
        Relation::Broader => Relation::Narrower,
        Relation::Narrower => Relation::Broader,
        other => other,
    };
    let back = compared(&new, &old);
    assert_eq!(back.relation(), mirrored, "mirrored: {old}\n{new}\n{}", shown(&back));
}

fn allow(actions: Value, resources: Value) -> Value {
    json!({"Effect": "Allow", "Action": actions, "Resource": resources})
}

fn allow_if(actions: Value, resources: Value, condition: Value) -> Value {
    json!({"Effect": "Allow", "Action": actions, "Resource": resources, "Condition": condition})
}

fn deny(actions: Value, resources: Value) -> Value {
    json!({"Effect": "Deny", "Action": actions, "Resource": resources})
}

const OBJECTS: &str = "arn:aws:s3:::data/*";

#[test]
fn actions() {
    let read = || allow(json!("s3:GetObject"), json!(OBJECTS));
    check(json!([read()]), json!([read()]), Relation::Equivalent);
    check(json!([read()]), json!([allow(json!("S3:getobject"), json!([OBJECTS]))]), Relation::Equivalent);
    check(json!([read()]), json!([allow(json!("s3:Get*"), json!(OBJECTS))]), Relation::Broader);
    check(json!([read()]), json!([allow(json!("s3:PutObject"), json!(OBJECTS))]), Relation::Different);
    check(json!([read()]), json!([]), Relation::Narrower);
    check(json!([]), json!([]), Relation::Equivalent);
    // What a wildcard covers adds nothing.
    let both = allow(json!(["s3:Get*", "s3:GetObject"]), json!(OBJECTS));
    check(json!([allow(json!("s3:Get*"), json!(OBJECTS))]), json!([both]), Relation::Equivalent);
    // Every action of today is less than a wildcard: AWS adds actions.
    let catalog = gatehouse_policy::catalog::catalog();
    let all: Vec<String> = catalog.service("sts").unwrap().actions().iter().map(|action| action.full_name()).collect();
    check(json!([allow(json!(all), json!("*"))]), json!([allow(json!("sts:*"), json!("*"))]), Relation::Broader);
    // NotAction.
    let but = json!([{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]);
    check(but.clone(), json!([allow(json!("*"), json!("*")), deny(json!("iam:*"), json!("*"))]), Relation::Equivalent);
    check(but, json!([allow(json!("*"), json!("*"))]), Relation::Broader);
}

#[test]
fn resources() {
    let on = |resources: Value| json!([allow(json!("s3:GetObject"), resources)]);
    check(on(json!(OBJECTS)), on(json!("arn:aws:s3:::data*")), Relation::Broader);
    check(on(json!(OBJECTS)), on(json!(["arn:aws:s3:::data/a*", "arn:aws:s3:::data/*"])), Relation::Equivalent);
    check(on(json!(OBJECTS)), on(json!("arn:aws:s3:::data/?*")), Relation::Narrower);
    check(on(json!("*")), on(json!(["arn:*", "*"])), Relation::Equivalent);
    check(on(json!("*")), on(json!("arn:*")), Relation::Narrower);
    check(on(json!("arn:aws:s3:::a/*")), on(json!("arn:aws:s3:::b/*")), Relation::Different);
    check(on(json!("arn:aws:s3:::A/*")), on(json!("arn:aws:s3:::a/*")), Relation::Different);
    check(
        json!([{"Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::secret/*"}]),
        json!([allow(json!("s3:GetObject"), json!("*")), deny(json!("*"), json!("arn:aws:s3:::secret/*"))]),
        Relation::Equivalent,
    );
    // Two halves are the whole.
    let halves = json!([
        allow(json!("s3:GetObject"), json!("arn:aws:s3:::data/a*")),
        {"Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::data/a*"}]);
    check(halves, on(json!("*")), Relation::Equivalent);
}

#[test]
fn refusals() {
    let all = || allow(json!("s3:*"), json!("*"));
    check(json!([all()]), json!([all(), deny(json!("s3:Delete*"), json!("*"))]), Relation::Narrower);
    // A Deny of what nobody allows changes nothing.
    check(json!([all()]), json!([all(), deny(json!("iam:*"), json!("*"))]), Relation::Equivalent);
    check(
        json!([all(), deny(json!("s3:DeleteObject"), json!("*"))]),
        json!([all(), deny(json!("s3:DeleteBucket"), json!("*"))]),
        Relation::Different,
    );
}

#[test]
fn conditions() {
    let on = |condition: Value| json!([allow_if(json!("s3:GetObject"), json!(OBJECTS), condition)]);
    let free = || json!([allow(json!("s3:GetObject"), json!(OBJECTS))]);
    let vpce = |values: Value| json!({"StringEquals": {"aws:SourceVpce": values}});
    check(free(), on(vpce(json!("vpce-1"))), Relation::Narrower);
    check(on(vpce(json!("vpce-1"))), on(vpce(json!(["vpce-2", "vpce-1"]))), Relation::Broader);
    check(on(vpce(json!("vpce-1"))), on(json!({"StringLike": {"AWS:sourcevpce": "vpce-1"}})), Relation::Equivalent);
    check(on(vpce(json!("vpce-1"))), on(json!({"StringLike": {"aws:SourceVpce": "vpce-*"}})), Relation::Broader);
    check(
        on(vpce(json!("vpce-1"))),
        on(json!({"StringEqualsIgnoreCase": {"aws:SourceVpce": "VPCE-1"}})),
        Relation::Broader,
    );
    check(
        on(vpce(json!("vpce-1"))),
        on(json!({"StringEqualsIfExists": {"aws:SourceVpce": "vpce-1"}})),
        Relation::Broader,
    );
    check(on(vpce(json!("vpce-1"))), on(json!({"StringNotEquals": {"aws:SourceVpce": "vpce-1"}})), Relation::Different);
    // A value that is neither is another thing than no value, and than an empty one.
    let like = || json!({"StringLike": {"aws:SourceVpce": ["v*", "w"]}});
    let or_none = |first: Value| {
        json!([first, allow_if(json!("s3:GetObject"), json!(OBJECTS), json!({"Null": {"aws:SourceVpce": "true"}}))])
    };
    check(
        or_none(allow_if(json!("s3:GetObject"), json!(OBJECTS), like())),
        or_none(allow(json!("s3:GetObject"), json!(OBJECTS))),
        Relation::Broader,
    );
    // A key is there or it is not.
    let either = json!([
        allow_if(json!("s3:GetObject"), json!(OBJECTS), json!({"Null": {"aws:SourceVpce": "true"}})),
        allow_if(json!("s3:GetObject"), json!(OBJECTS), json!({"Null": {"aws:SourceVpce": "false"}}))
    ]);
    check(either, free(), Relation::Equivalent);
    // Numbers, dates, addresses.
    let below = |number: &str| on(json!({"NumericLessThan": {"s3:max-keys": number}}));
    check(below("10"), below("10.0"), Relation::Equivalent);
    check(below("10"), below("11"), Relation::Broader);
    let at_most = on(json!({"NumericLessThanEquals": {"s3:max-keys": "10"}}));
    check(below("10"), at_most, Relation::Broader);
    let before = |date: &str| on(json!({"DateLessThan": {"aws:CurrentTime": date}}));
    check(before("2026-01-01T00:00:00Z"), before("2026-01-01T01:00:00+01:00"), Relation::Equivalent);
    check(before("2026-01-01T00:00:00Z"), before("2026-01-01T00:00:01Z"), Relation::Broader);
    let from = |networks: Value| on(json!({"IpAddress": {"aws:SourceIp": networks}}));
    check(from(json!("203.0.113.0/24")), from(json!(["203.0.113.0/25", "203.0.113.128/25"])), Relation::Equivalent);
    check(from(json!("203.0.113.0/24")), from(json!("203.0.113.0/23")), Relation::Broader);
    check(from(json!("0.0.0.0/0")), from(json!(["0.0.0.0/1", "128.0.0.0/1", "::/0"])), Relation::Broader);
    let bool = |value: &str| on(json!({"Bool": {"aws:SecureTransport": value}}));
    check(bool("true"), bool("TRUE"), Relation::Equivalent);
    check(bool("true"), bool("false"), Relation::Different);
    // Negations over several values are a NOR.
    let not = |values: Value| on(json!({"StringNotEquals": {"aws:RequestedRegion": values}}));
    check(not(json!("eu-west-1")), not(json!(["eu-west-1", "eu-west-2"])), Relation::Narrower);
    // ARNs part by part: a star of ArnLike does not cross colons.
    let arn = |operator: &str, value: &str| on(json!({operator: {"aws:PrincipalArn": value}}));
    check(arn("ArnLike", "arn:aws:iam::*:role/a"), arn("StringLike", "arn:aws:iam::*:role/a"), Relation::Broader);
    check(arn("ArnLike", "arn:aws:iam::*:role/*"), arn("ArnEquals", "arn:aws:iam::*:role/*"), Relation::Equivalent);
    // Several conditions hold together; more of them grant less.
    let two = json!({"StringEquals": {"aws:SourceVpce": "vpce-1"}, "Bool": {"aws:SecureTransport": "true"}});
    check(on(vpce(json!("vpce-1"))), on(two), Relation::Narrower);
    // An operator that AWS does not have never holds.
    check(on(json!({"StringIs": {"aws:SourceVpce": "vpce-1"}})), json!([]), Relation::Equivalent);
}

#[test]
fn keys_of_many_values() {
    let on = |condition: Value| json!([allow_if(json!("sagemaker:CreateTrainingJob"), json!("*"), condition)]);
    let all = |values: Value| on(json!({"ForAllValues:StringEquals": {"aws:TagKeys": values}}));
    let any = |values: Value| on(json!({"ForAnyValue:StringEquals": {"aws:TagKeys": values}}));
    check(all(json!(["a"])), all(json!(["a", "b"])), Relation::Broader);
    check(any(json!(["a"])), any(json!(["a", "b"])), Relation::Broader);
    // ForAllValues holds for no values at all.
    check(all(json!(["a"])), any(json!(["a"])), Relation::Different);
    let with_null = on(json!({
        "ForAllValues:StringEquals": {"aws:TagKeys": ["a"]}, "Null": {"aws:TagKeys": "false"}}));
    check(all(json!(["a"])), with_null.clone(), Relation::Narrower);
    check(any(json!(["a"])), with_null, Relation::Narrower);
}

#[test]
fn variables_are_compared_where_they_say_the_same() {
    let home = || allow(json!("s3:GetObject"), json!("arn:aws:s3:::home/${aws:username}/*"));
    let list = || allow(json!("s3:ListBucket"), json!("arn:aws:s3:::home"));
    check(json!([home()]), json!([home()]), Relation::Equivalent);
    check(json!([home()]), json!([home(), list()]), Relation::Broader);
    check(json!([home()]), json!([allow(json!("s3:GetObject"), json!("arn:aws:s3:::home/*"))]), Relation::Broader);
    let tag = |value: &str| {
        json!([allow_if(json!("s3:GetObject"), json!("*"), json!({"StringEquals": {"s3:ExistingObjectTag/o": value}}))])
    };
    check(tag("${aws:username}"), tag("${aws:username}"), Relation::Equivalent);
    check(tag("${aws:username}"), tag("${aws:userid}"), Relation::Different);
}

#[test]
fn policies_of_resources() {
    let to = |principal: Value| json!([{"Effect": "Allow", "Principal": principal, "Action": "s3:GetObject", "Resource": OBJECTS}]);
    let role = || json!({"AWS": "arn:aws:iam::111122223333:role/a"});
    check(to(role()), to(role()), Relation::Equivalent);
    check(
        to(json!({"AWS": "111122223333"})),
        to(json!({"AWS": "arn:aws:iam::111122223333:root"})),
        Relation::Equivalent,
    );
    check(to(json!("*")), to(json!({"AWS": ["*"]})), Relation::Equivalent);
    check(
        to(role()),
        to(json!({"AWS": ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/b"]})),
        Relation::Broader,
    );
    check(to(role()), to(json!("*")), Relation::Broader);
    check(
        to(json!({"Service": "sagemaker.amazonaws.com"})),
        to(json!({"Service": "lambda.amazonaws.com"})),
        Relation::Different,
    );
    // An account's name is more people, but each of them needs a policy of its own.
    check(to(role()), to(json!({"AWS": "111122223333"})), Relation::Different);
    // Trust.
    let trust = |condition: Value| {
        json!([{"Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"},
        "Action": "sts:AssumeRole", "Condition": condition}])
    };
    let account = json!({"StringEquals": {"aws:SourceAccount": "111122223333"}});
    check(trust(json!({})), trust(account), Relation::Narrower);
}

#[test]
fn the_request_shown_is_one_that_aws_makes() {
    let old = json!([allow(json!("s3:GetObject"), json!(OBJECTS))]);
    let new = json!([allow(json!(["s3:GetObject", "s3:PutObject"]), json!(OBJECTS))]);
    let found = compared(&old, &new);
    let difference = &found.gained[0];
    assert!(difference.realistic && difference.request.action() == "s3:PutObject", "{difference:?}");
    assert!(difference.request.resource().starts_with("arn:aws:s3:::data/"), "{difference:?}");
}

#[test]
fn what_cannot_be_proven_is_not_said() {
    let many = |more: &str| {
        let resources: Vec<String> = (0..30).map(|n| format!("arn:aws:s3:::*{n}*a*{n}?*{more}")).collect();
        json!([allow(json!("s3:GetObject"), json!(resources))])
    };
    let comparison = compared(&many(""), &many("*"));
    assert_ne!(comparison.relation(), Relation::Equivalent);
    assert!(!comparison.unproven.is_empty());
}
