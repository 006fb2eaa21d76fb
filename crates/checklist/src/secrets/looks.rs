//! What looks like a secret that stands in the clear: in a setting, in JSON inside one, in a script.
//!
//! It tells names, lines and places. The secret itself goes into none of its answers.

use gatehouse_policy::document::syntax::{self, Node, Value};

/// A place where a secret seems to stand in the clear.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suspect {
    /// The variable, or the place within its value: `DB_PASSWORD`, `config.db.password`, `on-start, line 3: TOKEN`.
    pub place: String,
    /// What it looks like, in words: `a password`.
    pub looks_like: &'static str,
}

/// The places of a setting where a secret seems to stand in the clear: by what the setting is called, by how its value
/// looks, and where the value is JSON or a script, by what is found in there. The value is in none of the answers.
///
/// It goes by names and by the forms that providers give to their keys, so it can be wrong both ways.
#[must_use]
pub fn suspects(name: &str, value: &str) -> Vec<Suspect> {
    let mut found = Vec::new();
    look(&shown(name), name, value, 0, &mut found);
    let mut seen: Vec<String> = Vec::new();
    found.retain(|suspect| {
        let new = !seen.contains(&suspect.place);
        seen.push(suspect.place.clone());
        new
    });
    found
}

/// How deep values are looked into: SageMaker's SDK writes hyperparameters as JSON within JSON.
const DEEPEST: usize = 6;

fn look(place: &str, name: &str, value: &str, depth: usize, out: &mut Vec<Suspect>) {
    let value = value.trim();
    if depth > DEEPEST || value.is_empty() {
        return;
    }
    if value.starts_with(['{', '[', '"']) {
        let (node, faults) = syntax::parse(value);
        if faults.is_empty() {
            return walk(place, name, &node, depth + 1, out);
        }
    }
    if value.contains('\n') {
        return script(place, value, out);
    }
    if let Some(text) = decoded(value) {
        // Scripts of lifecycle configurations are Base64 in the API.
        return look(place, name, &text, depth + 1, out);
    }
    if let Some(looks_like) = form(value).or_else(|| by_name(name, value)) {
        out.push(Suspect { place: place.to_owned(), looks_like });
        return;
    }
    for (name, looks_like) in pairs(value) {
        out.push(Suspect { place: format!("{place}, {}", shown(&name)), looks_like });
    }
}

fn walk(place: &str, name: &str, node: &Node, depth: usize, out: &mut Vec<Suspect>) {
    match &node.value {
        Value::Object(members) => {
            for member in members {
                walk(&format!("{place}.{}", shown(&member.name)), &member.name, &member.value, depth, out);
            }
        }
        Value::Array(items) => {
            for item in items {
                walk(place, name, item, depth, out);
            }
        }
        Value::String(text) | Value::Number(text) => look(place, name, text, depth, out),
        Value::Bool(_) | Value::Null | Value::Broken => {}
    }
}

/// Line by line.
fn script(place: &str, text: &str, out: &mut Vec<Suspect>) {
    for (at, line) in text.lines().enumerate() {
        let place = format!("{place}, line {}", at + 1);
        let named = pairs(line);
        if named.is_empty() {
            out.extend(form(line).map(|looks_like| Suspect { place: place.clone(), looks_like }));
        }
        for (name, looks_like) in named {
            out.push(Suspect { place: format!("{place}: {}", shown(&name)), looks_like });
        }
    }
}

/// A name as it may be shown: one that is itself like a key, or that is no name at all, is not.
fn shown(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./ ".contains(c);
    if name.is_empty() || name.len() > 64 || !name.chars().all(plain) || form(name).is_some() {
        return "a name that is not shown".to_owned();
    }
    name.to_owned()
}

// ---- By name ----

/// What a name speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Speaks {
    Password,
    Secret,
    Key,
    Token,
}

impl Speaks {
    const fn words(self) -> &'static str {
        match self {
            Self::Password => "a password",
            Self::Secret => "a secret",
            Self::Key => "a key",
            Self::Token => "a token",
        }
    }
}

/// A name that ends so tells where the secret is, or something about it.
const ABOUT: [&str; 29] = [
    "alias", "arn", "column", "count", "days", "dir", "enabled", "endpoint", "field", "file", "filename", "host", "id",
    "ids", "len", "length", "limit", "manager", "name", "path", "policy", "prefix", "region", "size", "ttl", "type",
    "uri", "url", "version",
];

/// What stands before `key` where the key is one to keep.
const KEYS: [&str; 12] = [
    "access",
    "account",
    "api",
    "auth",
    "encryption",
    "hmac",
    "kaggle",
    "license",
    "private",
    "secret",
    "shared",
    "signing",
];

/// What stands before `token` where it is a piece of text that a model reads.
const TEXT_TOKENS: [&str; 31] = [
    "assistant",
    "audio",
    "begin",
    "blank",
    "bos",
    "class",
    "cls",
    "decoder",
    "encoder",
    "end",
    "eos",
    "eot",
    "first",
    "image",
    "last",
    "mask",
    "max",
    "min",
    "new",
    "next",
    "num",
    "pad",
    "per",
    "sep",
    "sot",
    "special",
    "start",
    "stop",
    "system",
    "unk",
    "video",
];

fn speaks(name: &str) -> Option<Speaks> {
    let mut words = words_of(name);
    // PASSWORD_2
    while words.last().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit())) {
        words.pop();
    }
    let last = words.last()?.as_str();
    if ABOUT.contains(&last) {
        return None;
    }
    let any = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let ends = |wanted: &[&str]| words.iter().any(|word| wanted.iter().any(|end| word.ends_with(end)));
    if any(&["pwd", "pw", "passcode"]) || ends(&["password", "passwd", "passphrase"]) {
        return Some(Speaks::Password);
    }
    let pair = |second: &str, firsts: &[&str]| {
        words.windows(2).any(|pair| match pair {
            [one, two] => two == second && firsts.contains(&one.as_str()),
            _ => false,
        })
    };
    if ends(&["apikey", "accesskey", "secretkey", "privatekey", "accountkey"]) || pair("key", &KEYS) {
        return Some(Speaks::Key);
    }
    if any(&["secret", "credential", "credentials", "creds"]) {
        return Some(Speaks::Secret);
    }
    let before = words.iter().rev().nth(1).map(String::as_str);
    let text_token = before.is_some_and(|word| TEXT_TOKENS.contains(&word));
    if (last == "token" && !text_token) || last == "authorization" || ends(&["authtoken", "accesstoken"]) {
        return Some(Speaks::Token);
    }
    None
}

/// `dbPassword`, `DB_PASSWORD`, `db-password`: db, password.
fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in name.chars() {
        let begins = !before.is_ascii_alphanumeric()
            || (c.is_ascii_uppercase() && before.is_ascii_lowercase())
            || (c.is_ascii_digit() != before.is_ascii_digit());
        if c.is_ascii_alphanumeric() {
            if begins {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.push(c.to_ascii_lowercase());
            }
        }
        before = c;
    }
    words
}

fn by_name(name: &str, value: &str) -> Option<&'static str> {
    let speaks = speaks(name)?;
    is_literal(value, speaks).then(|| speaks.words())
}

/// Whether a value is the secret itself, not a word about it, and not where it is to be found.
fn is_literal(value: &str, speaks: Speaks) -> bool {
    let value = value.trim().trim_matches(['"', '\'']);
    let lower = value.to_ascii_lowercase();
    let shortest = if speaks == Speaks::Password { 3 } else { 8 };
    if value.chars().count() < shortest {
        return false;
    }
    if ["true", "false", "none", "null", "undefined", "required", "optional"].contains(&lower.as_str()) {
        return false;
    }
    // Put in later: ${X}, $X, $(x), {{resolve:secretsmanager:...}}, <your password>, %(x)s.
    if ["$", "{{", "<", "%(", "%{", "`", "your-", "your_", "!ref", "!sub"].iter().any(|begin| lower.starts_with(begin))
    {
        return false;
    }
    // Where it is.
    let places = [
        "arn:",
        "ssm:",
        "vault:",
        "secretsmanager:",
        "s3://",
        "file:",
        "http://",
        "https://",
        "/opt/",
        "/run/",
        "/var/",
        "/etc/",
        "/home/",
        "/root/",
        "/mnt/",
        "/tmp/",
        "/secrets/",
        "./",
        "~/",
    ];
    if places.iter().any(|begin| lower.starts_with(begin)) {
        return false;
    }
    // Masked.
    let first = value.chars().next();
    if value.chars().all(|c| Some(c) == first) && first.is_some_and(|c| "*xX.-_#?".contains(c)) {
        return false;
    }
    match speaks {
        Speaks::Password => true,
        // The name of a secret: ml/database-credentials.
        Speaks::Secret if value.contains('/') && value == lower && !value.contains(['+', '=']) => false,
        _ => value.parse::<f64>().is_err() && !value.contains(' '),
    }
}

// ---- By form ----

/// A provider's form: what it begins with, how long the rest is at least and at most, and what it looks like.
struct Form {
    begins: &'static str,
    rest: (usize, usize),
    more: &'static str,
    words: &'static str,
}

const ANY: usize = 512;

const FORMS: [Form; 25] = [
    Form { begins: "AKIA", rest: (16, 16), more: "", words: "an AWS access key" },
    Form { begins: "ASIA", rest: (16, 16), more: "", words: "an AWS access key" },
    Form { begins: "ghp_", rest: (36, ANY), more: "", words: "a token of GitHub" },
    Form { begins: "gho_", rest: (36, ANY), more: "", words: "a token of GitHub" },
    Form { begins: "ghu_", rest: (36, ANY), more: "", words: "a token of GitHub" },
    Form { begins: "ghs_", rest: (36, ANY), more: "", words: "a token of GitHub" },
    Form { begins: "ghr_", rest: (36, ANY), more: "", words: "a token of GitHub" },
    Form { begins: "github_pat_", rest: (22, ANY), more: "_", words: "a token of GitHub" },
    Form { begins: "glpat-", rest: (20, ANY), more: "_-.", words: "a token of GitLab" },
    Form { begins: "xoxb-", rest: (10, ANY), more: "-", words: "a token of Slack" },
    Form { begins: "xoxp-", rest: (10, ANY), more: "-", words: "a token of Slack" },
    Form { begins: "xoxa-", rest: (10, ANY), more: "-", words: "a token of Slack" },
    Form { begins: "xoxs-", rest: (10, ANY), more: "-", words: "a token of Slack" },
    Form { begins: "sk_live_", rest: (16, ANY), more: "", words: "a key of Stripe" },
    Form { begins: "rk_live_", rest: (16, ANY), more: "", words: "a key of Stripe" },
    Form { begins: "hf_", rest: (30, ANY), more: "", words: "a token of Hugging Face" },
    Form { begins: "sk-ant-", rest: (20, ANY), more: "_-", words: "an API key" },
    Form { begins: "sk-proj-", rest: (20, ANY), more: "_-", words: "an API key" },
    Form { begins: "sk-", rest: (32, ANY), more: "", words: "an API key" },
    Form { begins: "AIza", rest: (35, 35), more: "_-", words: "an API key of Google" },
    Form { begins: "npm_", rest: (36, 36), more: "", words: "a token of npm" },
    Form { begins: "pypi-", rest: (32, ANY), more: "_-", words: "a token of PyPI" },
    Form { begins: "dapi", rest: (32, 34), more: "-", words: "a token of Databricks" },
    Form { begins: "dop_v1_", rest: (64, 64), more: "", words: "a token of DigitalOcean" },
    Form { begins: "shpat_", rest: (32, 32), more: "", words: "a token of Shopify" },
];

/// What a text looks like wherever it stands.
fn form(text: &str) -> Option<&'static str> {
    if text.contains("-----BEGIN") && text.contains("PRIVATE KEY-----") {
        return Some("a private key");
    }
    if has_password_in_url(text) {
        return Some("an address with a password in it");
    }
    let between = |c: char| c.is_whitespace() || "\"'`=,;:()<>[]{}@".contains(c);
    text.split(between).filter(|token| token.len() >= 16).find_map(|token| {
        let form = FORMS.iter().find(|form| {
            token.strip_prefix(form.begins).is_some_and(|rest| {
                (form.rest.0..=form.rest.1).contains(&rest.len())
                    && rest.chars().all(|c| c.is_ascii_alphanumeric() || form.more.contains(c))
                    // A word that begins alike is all letters.
                    && (form.begins.starts_with('A') || rest.bytes().any(|byte| byte.is_ascii_digit()))
                    && (!form.begins.ends_with("IA") || rest == rest.to_ascii_uppercase())
            })
        });
        let json_web_token = token.len() >= 40 && token.starts_with("eyJ") && token.matches('.').count() == 2;
        form.map(|form| form.words).or_else(|| json_web_token.then_some("a signed token (JWT)"))
    })
}

/// `postgresql://ana:...@db/x`
fn has_password_in_url(text: &str) -> bool {
    text.match_indices("://").any(|(at, mark)| {
        let scheme = text.get(..at).unwrap_or_default().chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
        let rest = text.get(at + mark.len()..).unwrap_or_default();
        let end = rest.find(|c: char| c.is_whitespace() || "/\"'<>?".contains(c)).unwrap_or(rest.len());
        let Some((user, _)) = rest.get(..end).unwrap_or_default().rsplit_once('@') else { return false };
        let Some((_, password)) = user.split_once(':') else { return false };
        scheme && is_literal(password, Speaks::Password)
    })
}

// ---- Names with values in a line ----

/// `NAME=value`, `name: "value"`, `--name value`, `set name value`, `-u user:password`: the names whose values look like
/// secrets.
fn pairs(line: &str) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    for (at, mark) in line.match_indices(['=', ':']) {
        let (before, after) = (line.get(..at).unwrap_or_default(), line.get(at + 1..).unwrap_or_default());
        if mark == "=" && (before.ends_with(['=', '!', '<', '>']) || after.starts_with('=')) {
            continue;
        }
        if mark == ":" && !after.starts_with([' ', '"', '\'']) {
            continue;
        }
        let spaced = before.ends_with(' ') || (mark == "=" && after.starts_with(' '));
        let name = last_name(before);
        let Some(looks_like) = value_of(after, spaced).and_then(|value| form(value).or_else(|| by_name(name, value)))
        else {
            continue;
        };
        if !name.is_empty() {
            found.push((name.to_owned(), looks_like));
        }
    }
    let tokens: Vec<&str> = line.split_whitespace().collect();
    for window in tokens.windows(2) {
        let [flag, value] = window else { continue };
        let named = flag.strip_prefix("--").filter(|flag| !flag.contains('='));
        if let Some(name) = named
            && let Some(looks_like) = by_name(name, value).filter(|_| !value.starts_with('-'))
        {
            found.push((name.to_owned(), looks_like));
        }
        let user = value.trim_matches(['"', '\'']).split_once(':');
        if matches!(*flag, "-u" | "--user")
            && let Some((_, password)) = user
            && is_literal(password, Speaks::Password)
        {
            found.push((flag.trim_start_matches('-').to_owned(), "a user with a password"));
        }
    }
    for window in tokens.windows(3) {
        if let ["set", name, value] = window
            && let Some(looks_like) = by_name(name, value)
        {
            found.push(((*name).to_owned(), looks_like));
        }
    }
    found.dedup();
    found
}

/// The name at the end of a text, quotes taken off.
fn last_name(text: &str) -> &str {
    let text = text.trim_end().trim_end_matches(['"', '\'', ']']);
    let of_name = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    let begin = text.char_indices().rev().take_while(|(_, c)| of_name(*c)).last().map_or(text.len(), |(at, _)| at);
    text.get(begin..).unwrap_or_default().trim_start_matches('-')
}

/// The value that a text begins with; none where it is code that finds the value.
fn value_of(text: &str, spaced: bool) -> Option<&str> {
    let text = text.trim_start();
    if let Some(quote) = text.chars().next().filter(|c| "\"'".contains(*c)) {
        let rest = text.get(1..)?;
        return rest.get(..rest.find(quote).unwrap_or(rest.len()));
    }
    let end = text.find(|c: char| c.is_whitespace() || ",;&)}".contains(c)).unwrap_or(text.len());
    let value = text.get(..end)?;
    if value.contains(['(', '[']) || value.is_empty() {
        return None;
    }
    // With spaces and without quotes it is code, `password = config.password`, or a file of settings.
    let digits = value.bytes().any(|byte| byte.is_ascii_digit());
    (!spaced || (digits && !value.contains('.'))).then_some(value)
}

// ---- Base64 ----

/// A text of several lines that was written in Base64.
fn decoded(value: &str) -> Option<String> {
    if value.len() < 24 || !value.len().is_multiple_of(4) {
        return None;
    }
    let mut bytes = Vec::with_capacity(value.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in value.trim_end_matches('=').bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).ok()?);
        }
    }
    String::from_utf8(bytes).ok().filter(|text| text.contains('\n') && !text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUE: &str = "Tr0ub4dor9x";

    fn places(name: &str, value: &str) -> Vec<String> {
        let found = suspects(name, value);
        assert!(!format!("{found:?}").contains(VALUE), "{found:?} shows the value");
        found.into_iter().map(|suspect| suspect.place).collect()
    }

    #[test]
    fn names_that_speak_of_a_secret() {
        for name in [
            "DB_PASSWORD",
            "dbPassword",
            "db-password",
            "PASSWORD_2",
            "PGPASSWORD",
            "pwd",
            "AWS_SECRET_ACCESS_KEY",
            "API_KEY",
            "apikey",
            "WANDB_API_KEY",
            "HF_TOKEN",
            "token",
            "github_token",
            "CLIENT_SECRET",
            "MY_CREDENTIALS",
        ] {
            assert_eq!(places(name, VALUE), [name], "{name}");
        }
    }

    #[test]
    fn names_and_values_that_tell_no_secret() {
        for (name, value) in [
            ("SECRET_ID", "ml/database-credentials"),
            ("SECRET_ARN", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-Ab12Cd"),
            ("DB_SECRET", "ml/database-credentials"),
            ("DB_PASSWORD", "${DB_PASSWORD}"),
            ("DB_PASSWORD", "{{resolve:secretsmanager:db:SecretString:password}}"),
            ("DB_PASSWORD", "********"),
            ("DB_PASSWORD", ""),
            ("password_file", "/run/secrets/db"),
            ("API_KEY", "<your key>"),
            ("use_auth_token", "true"),
            ("max_tokens", "4096"),
            ("max_new_tokens", "409600000"),
            ("eos_token", "<|endoftext|>"),
            ("pad_token", "[PADDING-TOKEN]"),
            ("token", "50256"),
            ("tokenizer", "bert-base-uncased-2018"),
            ("S3_KEY", "train/part-0001.csv"),
            ("KMS_KEY", "1234abcd-12ab-34cd-56ef-1234567890ab"),
            ("partition_key", "customer_id"),
            ("learning_rate", "0.001"),
            ("SAGEMAKER_PROGRAM", "train.py"),
            ("URL", "https://example.com/a:b@c"),
            ("DATABASE_URL", "postgresql://ana@db.internal/churn"),
            ("DATABASE_URL", "postgresql://ana:${PASSWORD}@db.internal/churn"),
            ("sagemaker_region", "\"eu-west-1\""),
            ("on-start", "#!/bin/bash\nset -e\nPASSWORD=$(aws secretsmanager get-secret-value --secret-id db)\n"),
            ("train.py", "import os\npassword = os.environ[\"DB_PASSWORD\"]\ntoken = read_token(path)\n"),
        ] {
            assert_eq!(places(name, value), Vec::<String>::new(), "{name}={value}");
        }
    }

    #[test]
    fn forms_are_known_whatever_the_name() {
        for value in [
            format!("AKIA{}", "IOSFODNN7EXAMPLE"),
            format!("ghp_{}", "a1".repeat(18)),
            format!("hf_{}", "Ab1".repeat(11)),
            format!("sk-proj-{}", "x9".repeat(20)),
            format!("postgresql://ana:{VALUE}@db.internal:5432/churn"),
            "-----BEGIN RSA PRIVATE KEY-----".to_owned(),
            format!("eyJ{}.eyJ{}.{}", "a".repeat(20), "b".repeat(20), "c".repeat(20)),
        ] {
            assert_eq!(places("SETTING", &value), ["SETTING"], "{value}");
        }
    }

    #[test]
    fn within_json_and_connection_strings() {
        let json = format!("{{\"db\": {{\"host\": \"x\", \"password\": \"{VALUE}\"}}, \"epochs\": 3}}");
        assert_eq!(places("config", &json), ["config.db.password"]);
        assert_eq!(places("password", &format!("\"{VALUE}\"")), ["password"], "a hyperparameter of the SDK");
        let twice = format!("\"{}\"", json.replace('"', "\\\""));
        assert_eq!(places("config", &twice), ["config.db.password"], "JSON within JSON");
        assert_eq!(places("CONNECTION", &format!("Server=db;User=sa;Password={VALUE};")), ["CONNECTION, Password"]);
        assert_eq!(places("ARGS", &format!("--epochs 3 --api-key {VALUE}")), ["ARGS, api-key"]);
    }

    #[test]
    fn within_scripts_by_line() {
        let script = format!(
            "#!/bin/bash\nset -e\nexport DB_PASSWORD='{VALUE}'\naws configure set aws_secret_access_key {VALUE}\n\
             mlflow login --token {VALUE}\ncurl -u ana:{VALUE} https://x\n[default]\naws_secret_access_key = {VALUE}\n\
             api_key: \"{VALUE}\"\nconfig[\"password\"] = \"{VALUE}\"\n"
        );
        let wanted = [
            "on-start, line 3: DB_PASSWORD",
            "on-start, line 4: aws_secret_access_key",
            "on-start, line 5: token",
            "on-start, line 6: u",
            "on-start, line 8: aws_secret_access_key",
            "on-start, line 9: api_key",
            "on-start, line 10: password",
        ];
        assert_eq!(places("on-start", &script), wanted);
        // printf '#!/bin/bash\nexport API_KEY=Tr0ub4dor9x\n' | base64
        let coded = "IyEvYmluL2Jhc2gKZXhwb3J0IEFQSV9LRVk9VHIwdWI0ZG9yOXgK";
        assert_eq!(places("on-create", coded), ["on-create, line 2: API_KEY"]);
    }

    #[test]
    fn names_that_are_keys_themselves_are_not_shown() {
        let name = format!("ghp_{}", "a1".repeat(18));
        assert_eq!(places(&name, &name), ["a name that is not shown"]);
        let json = format!("{{\"{name}\": {{\"password\": \"{VALUE}\"}}}}");
        assert_eq!(places("config", &json), ["config.a name that is not shown.password"]);
    }
}
