//! Questions: their keys and what is said to answers.

use gatehouse_study::content::{self, ContentError, Library};
use gatehouse_study::question::{Answer, Body, DocumentKind, Key, Question};

fn read(rest: &str) -> Result<Question, ContentError> {
    let text = format!("[[question]]\nid = 'trust-1'\ntext = 't'\nsource = 's'\nexplain = 'e'\n{rest}");
    let (mut library, mut errors) = Library::read([("questions", "trust", text.as_str())]);
    errors.pop().map_or_else(|| Ok(library.questions.pop().unwrap()), Err)
}

fn option(text: &str, rest: &str) -> String {
    format!("[[question.option]]\ntext = '{text}'\nwhy = 'since {text}'\n{rest}\n")
}

fn options(rest: &[&str]) -> String {
    rest.iter().enumerate().map(|(at, rest)| option(&at.to_string(), rest)).collect()
}

const READS: &str = r#"[question.asks]
principal = "arn:aws:iam::111122223333:role/train"
action = "s3:GetObject"
resource = "arn:aws:s3:::data/a"
identityPolicies = ['''{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/*"}]}''']
"#;

fn chosen(question: &Question) -> Vec<bool> {
    let Key::Chosen(rights) = question.key() else { panic!("{:?}", question.key()) };
    rights.clone()
}

#[test]
fn the_engine_gives_the_key() {
    let three = options(&["is = 'allowed'", "is = 'explicit-deny'", "is = 'implicit-deny'"]);
    let question = read(&format!("kind = 'single'\n{READS}{three}")).unwrap();
    assert_eq!(chosen(&question), [true, false, false]);
    assert!(question.is_computed());
    let wanted = options(&[
        "",
        "asks = { action = 's3:PutObject' }",
        "asks = { resource = 'arn:aws:s3:::data/b' }",
        r#"asks = { context = { "aws:SourceVpce" = "vpce-1" } }"#,
    ]);
    let question = read(&format!("kind = 'multiple'\nwanted = 'allowed'\n{READS}{wanted}")).unwrap();
    assert_eq!(chosen(&question), [true, false, true, true]);
    let refused = read(&format!("kind = 'single'\nwanted = 'denied'\n{READS}{wanted}")).unwrap();
    assert_eq!(chosen(&refused), [false, true, false, false]);
}

#[test]
fn the_checks_and_the_linter_give_the_key() {
    let draft = r#"draft = { kind = "identity", text = '''{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"}]}''' }"#;
    let finds = options(&["finds = 'LP-01'", "finds = 'PASS_ROLE_WITH_STAR_IN_RESOURCE'", "finds = 'INVALID_ACTION'"]);
    let question = read(&format!("kind = 'multiple'\n{draft}\n{finds}")).unwrap();
    assert_eq!(chosen(&question), [false, true, false]);
    let documents = question.body.documents();
    assert_eq!((documents.len(), documents[0].kind), (1, DocumentKind::Identity));
}

#[test]
fn a_question_without_a_sound_key_is_refused() {
    let error = |rest: &str| read(rest).unwrap_err().to_string();
    for (kind, rest, wanted) in [
        ("single", options(&["right = true", "right = true", "right = false"]), "2 of 3"),
        ("single", options(&["right = false", "right = false", "right = false"]), "0 of 3"),
        ("multiple", options(&["right = true", "right = true"]), "2 of 2"),
        ("single", options(&["right = true", "", "right = false"]), "option 2 must tell"),
        ("single", options(&["right = true", "right = true\nis = 'allowed'", "right = false"]), "option 2 must tell"),
        ("single", options(&["is = 'allowed'", "right = false"]), "needs the question's `asks`"),
        ("single", options(&["finds = 'LP-01'", "right = false"]), "needs the question's `draft`"),
        ("single", option("a", "right = true") + &option("a", "right = false"), "stands there twice"),
    ] {
        let told = error(&format!("kind = '{kind}'\n{rest}"));
        assert!(told.contains(wanted), "{told}");
    }
    let bad = READS.replace("s3:GetObject\"\nres", "GetObject\"\nres");
    let told = error(&format!("kind = 'single'\n{bad}{}", options(&["is = 'allowed'", "is = 'denied'"])));
    assert!(told.contains("must be one action"), "{told}");
    let no_check = "draft = { kind = 'identity', text = '{\"Statement\": []}' }\n".to_owned();
    let told = error(&format!("kind = 'single'\n{no_check}{}", options(&["finds = 'LP-99'", "right = false"])));
    assert!(told.contains("LP-99"), "{told}");
}

#[test]
fn a_field_that_there_is_not_is_refused() {
    let fine = format!("kind = 'single'\n{}", options(&["right = true", "right = false"]));
    assert!(read(&fine).is_ok());
    for (rest, field) in [
        (format!("title = 'x'\n{fine}"), "title"),
        (fine.replace("right = true", "right = true\nhint = 'x'"), "hint"),
        (fine.replace("kind = 'single'", "kind = 'ordering'"), "option"),
        (fine.replace("kind = 'single'", "kind = 'single'\nextra = []"), "extra"),
        (fine.replace("kind = 'single'", "kind = 'essay'"), "essay"),
    ] {
        let told = read(&rest).unwrap_err().to_string();
        assert!(told.contains(field), "{field}: {told}");
    }
}

#[test]
fn all_of_the_right_ones_and_no_other() {
    let question =
        read(&format!("kind = 'multiple'\n{}", options(&["right = true", "right = true", "right = false"]))).unwrap();
    for (answer, right) in [
        (vec![0, 1], true),
        (vec![1, 0], true),
        (vec![0], false),
        (vec![0, 1, 2], false),
        (vec![], false),
        (vec![0, 1, 7], false),
    ] {
        assert_eq!(question.judge(&Answer::Chosen(answer.clone()), 0).right, right, "{answer:?}");
    }
    let judged = question.judge(&Answer::Chosen(vec![0, 2]), 0);
    let told: Vec<(bool, bool, &str)> =
        judged.options.iter().map(|option| (option.right, option.chosen, option.why.as_str())).collect();
    assert_eq!(told, [(true, true, "since 0"), (true, false, "since 1"), (false, true, "since 2")]);
    assert_eq!(judged.explain, "e");
    // An answer to another kind of question.
    assert!(!question.judge(&Answer::Matched(vec![Some(0)]), 0).right);
    assert!(!question.unanswered().right);
}

#[test]
fn steps_are_judged_as_they_were_shown() {
    let items = ["a", "b", "c", "d"].map(|one| format!("[[question.item]]\ntext = '{one}'\nwhy = 'w'\n")).concat();
    let question = read(&format!("kind = 'ordering'\n{items}")).unwrap();
    for number in 0..20 {
        let shown = question.shown(number);
        assert_ne!(shown.options, ["a", "b", "c", "d"], "the order would tell");
        assert_eq!(shown, question.shown(number));
        let mut order: Vec<usize> = (0..4).collect();
        order.sort_by_key(|at| &shown.options[*at]);
        let judged = question.judge(&Answer::Chosen(order.clone()), number);
        assert!(judged.right && judged.options.iter().all(|step| step.right));
        order.swap(0, 1);
        let judged = question.judge(&Answer::Chosen(order.clone()), number);
        let told: Vec<(&str, bool, Option<&str>)> =
            judged.options.iter().map(|step| (step.text.as_str(), step.right, step.put.as_deref())).collect();
        assert_eq!(told[..2], [("a", false, Some("2")), ("b", false, Some("1"))]);
        assert!(!judged.right && judged.options[2].right);
        order.pop();
        assert!(!question.judge(&Answer::Chosen(order), number).right);
    }
    assert!((0..20).any(|number| question.shown(number) != question.shown(0)), "each time another order");
}

#[test]
fn pairs_are_judged_as_they_were_shown() {
    let pair = |left: &str, right: &str| format!("[[question.pair]]\nleft = '{left}'\nright = '{right}'\nwhy = 'w'\n");
    let pairs = [pair("a", "1"), pair("b", "2"), pair("c", "1")].concat();
    let question = read(&format!("kind = 'matching'\nextra = ['3']\n{pairs}")).unwrap();
    for number in 0..20 {
        let shown = question.shown(number);
        assert_eq!(shown.lefts, ["a", "b", "c"]);
        assert_eq!(shown.rights.len(), 3, "what two share is there once: {:?}", shown.rights);
        let at = |right: &str| shown.rights.iter().position(|other| other == right);
        assert!(question.judge(&Answer::Matched(vec![at("1"), at("2"), at("1")]), number).right);
        let judged = question.judge(&Answer::Matched(vec![at("1"), at("3"), None]), number);
        let told: Vec<(bool, bool, Option<&str>)> =
            judged.options.iter().map(|pair| (pair.right, pair.chosen, pair.put.as_deref())).collect();
        assert_eq!(told, [(true, true, Some("1")), (false, true, Some("3")), (false, false, None)]);
        assert!(!judged.right);
    }
}

#[test]
fn a_case_is_right_where_all_of_it_is() {
    let option = |text: &str, rest: &str| format!("[[question.part.option]]\ntext = '{text}'\nwhy = 'w'\n{rest}\n");
    let first = format!(
        "[[question.part]]\nkind = 'single'\ntext = 'p'\n{}{}",
        option("a", "is = 'allowed'"),
        option("b", "is = 'denied'")
    );
    let second = format!(
        "[[question.part]]\nkind = 'single'\ntext = 'p'\nexplain = 'because'\nwanted = 'denied'\n{}{}",
        option("a", ""),
        option("b", "asks = { action = 's3:PutObject' }")
    );
    let question = read(&format!("kind = 'case'\n{READS}{first}{second}")).unwrap();
    assert_eq!(*question.key(), Key::Parts(vec![Key::Chosen(vec![true, false]), Key::Chosen(vec![false, true])]));
    let answer = |one, two| Answer::Parts(vec![Answer::Chosen(vec![one]), Answer::Chosen(vec![two])]);
    assert!(question.judge(&answer(0, 1), 3).right);
    let judged = question.judge(&answer(0, 0), 3);
    assert!(!judged.right && judged.parts[0].right && !judged.parts[1].right);
    assert_eq!(judged.parts[1].explain, "because");
    assert!(!question.judge(&Answer::Parts(vec![Answer::Chosen(vec![0])]), 3).right);
    let nested = format!("kind = 'case'\n{first}[[question.part]]\nkind = 'case'\ntext = 'p'\npart = []\n");
    assert!(read(&nested).is_err());
}

#[test]
fn a_request_is_told_where_all_answers_are_about_it() {
    let question = read(&format!("kind = 'single'\n{READS}{}", options(&["is = 'allowed'", "is = 'denied'"]))).unwrap();
    let told = question.body.request().unwrap();
    assert_eq!(told, "arn:aws:iam::111122223333:role/train asks for s3:GetObject on arn:aws:s3:::data/a.");
    let changed = options(&["", "asks = { action = 's3:PutObject' }"]);
    let question = read(&format!("kind = 'single'\nwanted = 'allowed'\n{READS}{changed}")).unwrap();
    assert_eq!(question.body.request(), None);
    let other = options(&["", "asks = { identityPolicies = [] }"]);
    let question = read(&format!("kind = 'single'\nwanted = 'allowed'\n{READS}{other}")).unwrap();
    assert_eq!(question.body.request(), Some(told));
}

#[test]
fn a_part_shows_what_its_case_does_not() {
    let option = |text: &str, rest: &str| format!("[[question.part.option]]\ntext = '{text}'\nwhy = 'w'\n{rest}\n");
    let part = |rest: &str| {
        let options = option("a", "is = 'allowed'") + &option("b", "is = 'denied'");
        format!("[[question.part]]\nkind = 'single'\ntext = 'p'\n{rest}\n{options}")
    };
    let other = r#"asks = { sessionPolicy = '{"Version": "2012-10-17", "Statement": []}' }"#;
    let question = read(&format!("kind = 'case'\n{READS}{}{}", part(""), part(other))).unwrap();
    let gatehouse_study::question::Body::Case(case) = &question.body else { panic!("{question:?}") };
    let titles: Vec<_> = case.asks.iter().flat_map(|asks| asks.documents()).map(|document| document.title).collect();
    assert_eq!(titles, ["Identity policy"]);
    assert_eq!(case.documents_of(&case.parts[0]), []);
    assert_eq!(case.documents_of(&case.parts[1])[0].title, "Session policy");
    assert!(case.parts[0].body.request().unwrap().contains("asks for s3:GetObject"));
}

/// What the window sends and what it shows agree for every question there is.
#[test]
fn every_question_can_be_answered_right() {
    fn right(shown: &gatehouse_study::question::Shown, body: &gatehouse_study::question::Body, key: &Key) -> Answer {
        use gatehouse_study::question::Body;
        match (body, key) {
            (_, Key::Chosen(rights)) => Answer::Chosen((0..rights.len()).filter(|at| rights[*at]).collect()),
            (Body::Ordering(ordering), Key::Order(_)) => {
                let place = |text: &String| shown.options.iter().position(|other| other == text).unwrap();
                Answer::Chosen(ordering.items.iter().map(|item| place(&item.text)).collect())
            }
            (Body::Matching(matching), Key::Pairs(_)) => {
                let place = |text: &String| shown.rights.iter().position(|other| other == text);
                Answer::Matched(matching.pairs.iter().map(|pair| place(&pair.right)).collect())
            }
            (Body::Case(case), Key::Parts(keys)) => {
                let part = |at: usize| right(&shown.parts[at], &case.parts[at].body, &keys[at]);
                Answer::Parts((0..keys.len()).map(part).collect())
            }
            other => panic!("{other:?}"),
        }
    }
    for question in content::questions() {
        let shown = question.shown(1);
        let answer = right(&shown, &question.body, question.key());
        assert!(question.judge(&answer, 1).right, "{}", question.id);
        let kept = serde_json::to_string(&answer).unwrap();
        assert_eq!(serde_json::from_str::<Answer>(&kept).unwrap(), answer);
    }
}

/// A text that says how many to choose names as many as the key has.
#[test]
fn as_many_are_right_as_the_text_says() {
    fn look(id: &str, text: &str, key: &Key) {
        let Key::Chosen(rights) = key else { return };
        let right = rights.iter().filter(|right| **right).count();
        for (word, number) in [("two", 2), ("three", 3), ("four", 4)] {
            if text.contains(&format!("Choose {word}")) {
                assert_eq!(right, number, "{id}");
            }
        }
    }
    for question in content::questions() {
        look(&question.id, &question.text, question.key());
        if let (Body::Case(case), Key::Parts(keys)) = (&question.body, question.key()) {
            for (part, key) in case.parts.iter().zip(keys) {
                look(&question.id, &part.text, key);
            }
        }
    }
}
