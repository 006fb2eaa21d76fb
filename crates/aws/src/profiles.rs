//! The profiles of the AWS config files, as a list to choose from. Nothing secret is read out of them.

use std::path::PathBuf;

use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};
use aws_runtime::env_config::section::{EnvConfigSections, Profile};
use aws_runtime::env_config::source;
use aws_types::os_shim_internal::{Env, Fs};
use gatehouse_policy::Arn;

/// Where a profile's credentials come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Source {
    Sso,
    Login,
    AssumeRole,
    WebIdentity,
    Process,
    Keys,
    Elsewhere,
}

/// A profile as the files describe it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileEntry {
    /// Its name.
    pub name: String,
    /// Its Region.
    pub region: Option<String>,
    /// Where its credentials come from.
    pub source: Source,
    /// The account that it names.
    pub account: Option<String>,
    /// The role that it assumes.
    pub role: Option<String>,
    /// The command by which a person signs in for it again, where there is one.
    pub sign_in: Option<String>,
}

/// What was found in the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profiles {
    /// The profiles, `default` first, the others by name.
    pub entries: Vec<ProfileEntry>,
    /// The files that were looked into.
    pub files: Vec<PathBuf>,
    /// What is wrong with a file: its name and the reason.
    pub faults: Vec<(PathBuf, String)>,
}

/// Reads the profiles of the files that the AWS SDK and CLI use: `~/.aws/config` and
/// `~/.aws/credentials`, or what `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` name.
///
/// Source: <https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html>
pub async fn read() -> Profiles {
    let env = Env::real();
    let mut files = Vec::new();
    for (kind, variable, default) in [
        (EnvConfigFileKind::Config, "AWS_CONFIG_FILE", "config"),
        (EnvConfigFileKind::Credentials, "AWS_SHARED_CREDENTIALS_FILE", "credentials"),
    ] {
        let named = env.get(variable).ok().map(PathBuf::from);
        let home = || std::env::home_dir().map(|home| home.join(".aws").join(default));
        if let Some(path) = named.or_else(home) {
            files.push((kind, path));
        }
    }
    read_files(&env, files).await
}

async fn read_files(env: &Env, files: Vec<(EnvConfigFileKind, PathBuf)>) -> Profiles {
    let mut found = Profiles::default();
    let mut good = None;
    for (kind, path) in files {
        // Each file is tried by itself, so that one that is broken does not hide the other.
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => {
                found.faults.push((path.clone(), error.to_string()));
                found.files.push(path);
                continue;
            }
        };
        let alone = EnvConfigFiles::builder().with_contents(kind, text.clone()).build();
        match sections(env, &alone).await {
            Ok(_) => good = Some(good.unwrap_or_else(EnvConfigFiles::builder).with_contents(kind, text)),
            Err(reason) => found.faults.push((path.clone(), reason)),
        }
        found.files.push(path);
    }
    // The SDK's builder panics where there is no file at all.
    let Some(good) = good else { return found };
    match sections(env, &good.build()).await {
        Ok(sections) => found.entries = entries(&sections),
        Err(reason) => found.faults.push((PathBuf::new(), reason)),
    }
    found
}

async fn sections(env: &Env, files: &EnvConfigFiles) -> Result<EnvConfigSections, String> {
    let source = source::load(env, &Fs::real(), files).await.map_err(|error| error.to_string())?;
    EnvConfigSections::parse(source).map_err(|error| error.to_string())
}

fn entries(sections: &EnvConfigSections) -> Vec<ProfileEntry> {
    let mut names: Vec<&str> = sections.profiles().collect();
    names.sort_unstable_by_key(|name| (*name != "default", *name));
    names
        .into_iter()
        .filter_map(|name| sections.get_profile(name))
        .map(|profile| {
            let role_arn = profile.get("role_arn");
            ProfileEntry {
                name: profile.name().to_owned(),
                region: profile.get("region").map(str::to_owned),
                source: source_of(profile),
                account: profile
                    .get("sso_account_id")
                    .map(str::to_owned)
                    .or_else(|| role_arn.and_then(|arn| arn.parse::<Arn>().ok()).map(|arn| arn.account)),
                role: profile.get("sso_role_name").or(role_arn).map(str::to_owned),
                sign_in: sign_in(sections, profile, 0),
            }
        })
        .collect()
}

fn source_of(profile: &Profile) -> Source {
    let has = |key| profile.get(key).is_some();
    if has("role_arn") && has("web_identity_token_file") {
        Source::WebIdentity
    } else if has("role_arn") {
        Source::AssumeRole
    } else if has("sso_session") || has("sso_start_url") {
        Source::Sso
    } else if has("login_session") {
        Source::Login
    } else if has("credential_process") {
        Source::Process
    } else if has("aws_access_key_id") {
        Source::Keys
    } else {
        Source::Elsewhere
    }
}

/// The command that renews a profile's credentials; for an assumed role that of its source profile.
fn sign_in(sections: &EnvConfigSections, profile: &Profile, depth: u8) -> Option<String> {
    let name = profile.name();
    match source_of(profile) {
        Source::Sso => Some(format!("aws sso login --profile {name}")),
        Source::Login => Some(format!("aws login --profile {name}")),
        // Chains of profiles are short; a circle among them ends here.
        Source::AssumeRole if depth < 8 => {
            let source = profile.get("source_profile").filter(|source| *source != name)?;
            sign_in(sections, sections.get_profile(source)?, depth + 1)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read_texts(config: &str, credentials: &str) -> Profiles {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("config"), folder.path().join("credentials"));
        std::fs::write(&one, config).unwrap();
        std::fs::write(&two, credentials).unwrap();
        let files = vec![(EnvConfigFileKind::Config, one), (EnvConfigFileKind::Credentials, two)];
        read_files(&Env::from_slice(&[]), files).await
    }

    #[tokio::test]
    async fn each_kind_of_profile_is_told_with_its_way_to_sign_in() {
        let found = read_texts(
            "[default]\nregion = eu-west-1\n\
             [profile lab]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = DataScientist\n\
             [sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n\
             [profile prod]\nrole_arn = arn:aws:iam::444455556666:role/Reviewer\nsource_profile = lab\n\
             [profile loop]\nrole_arn = arn:aws:iam::444455556666:role/R\nsource_profile = loop\n\
             [profile tool]\ncredential_process = /bin/creds\n\
             [profile me]\nlogin_session = arn:aws:iam::111122223333:user/me\n",
            "[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n",
        )
        .await;
        let rows: Vec<_> = found
            .entries
            .iter()
            .map(|e| (e.name.as_str(), e.source, e.account.as_deref(), e.sign_in.as_deref()))
            .collect();
        let lab = "aws sso login --profile lab";
        assert_eq!(
            rows,
            [
                ("default", Source::Keys, None, None),
                ("lab", Source::Sso, Some("111122223333"), Some(lab)),
                ("loop", Source::AssumeRole, Some("444455556666"), None),
                ("me", Source::Login, None, Some("aws login --profile me")),
                ("prod", Source::AssumeRole, Some("444455556666"), Some(lab)),
                ("tool", Source::Process, None, None),
            ]
        );
        assert_eq!(found.faults, []);
    }

    #[tokio::test]
    async fn a_broken_file_is_told_and_does_not_hide_the_other() {
        let found = read_texts("[default\nregion", "[work]\naws_access_key_id = AKIAEXAMPLE\n").await;
        assert_eq!(found.entries.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>(), ["work"]);
        assert_eq!(found.faults.len(), 1);
        assert!(found.faults[0].0.ends_with("config"), "{:?}", found.faults);
    }

    #[tokio::test]
    async fn no_files_are_no_fault() {
        let files = vec![(EnvConfigFileKind::Config, PathBuf::from("/nonexistent/config"))];
        assert_eq!(read_files(&Env::from_slice(&[]), files).await, Profiles::default());
    }
}
