//! `moto_server` as a target, one case after the other, each on fresh state.
//!
//! There are two servers: loading AWS's managed policies takes a new account two seconds, so only the cases that need
//! them get a server that has them.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use aws_credential_types::Credentials;
use gatehouse_aws::Opening;

use crate::target::{Case, REGION, Target, base};

/// Runs every case and compares what failed with the lists of moto's gaps. Some cases need AWS's managed policies.
pub async fn run(cases: Vec<Case>, lists: &[&'static str], need_aws_policies: &[&'static str]) {
    let gaps: BTreeSet<&str> = lists.iter().flat_map(|list| gaps(list)).collect();
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name).collect();
    let strangers: Vec<_> = gaps.difference(&names).collect();
    assert!(strangers.is_empty(), "moto-gaps.md names cases that do not exist: {strangers:?}");
    let strangers: Vec<_> = need_aws_policies.iter().filter(|name| !names.contains(*name)).collect();
    assert!(strangers.is_empty(), "cases that do not exist need AWS's managed policies: {strangers:?}");

    let (plain, full) = (Server::start("GATEHOUSE_MOTO_PLAIN_URL", false), Server::start("GATEHOUSE_MOTO_URL", true));
    let (mut failed, mut passed) = (Vec::new(), Vec::new());
    for case in cases {
        let server = if need_aws_policies.contains(&case.name) { &full } else { &plain };
        server.reset();
        // In a task of its own, so that a case's panic is an answer and not the end.
        let outcome = tokio::spawn((case.run)(server.target())).await;
        match (outcome.is_ok(), gaps.contains(case.name)) {
            (false, false) => failed.push(case.name),
            (true, true) => passed.push(case.name),
            _ => {}
        }
    }
    assert!(failed.is_empty(), "moto disagrees, and moto-gaps.md does not say why: {failed:#?}");
    assert!(passed.is_empty(), "moto has closed these gaps; take them off moto-gaps.md: {passed:#?}");
}

/// The first column of the table.
fn gaps(list: &'static str) -> impl Iterator<Item = &'static str> {
    let rows = list.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| row.split('`').next())
}

/// A server that was started for this test or was there already.
struct Server {
    address: String,
    child: Option<Child>,
}

impl Server {
    /// The server that the variable names, or a new one, with AWS's managed policies or without.
    fn start(variable: &str, aws_policies: bool) -> Self {
        if let Ok(url) = std::env::var(variable) {
            let address = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
            return Self { address, child: None };
        }
        let program = std::env::var("GATEHOUSE_MOTO_SERVER").unwrap_or_else(|_| "moto_server".to_owned());
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new(&program)
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .env("MOTO_IAM_LOAD_MANAGED_POLICIES", aws_policies.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!(
                    "{program} cannot be started ({error}). Run ./dev test, which installs it, or name it in \
                     GATEHOUSE_MOTO_SERVER."
                )
            });
        let server = Self { address: format!("127.0.0.1:{port}"), child: Some(child) };
        let deadline = Instant::now() + Duration::from_secs(60);
        while TcpStream::connect(&server.address).is_err() {
            assert!(Instant::now() < deadline, "{program} did not answer within a minute. Run ./dev test.");
            std::thread::sleep(Duration::from_millis(100));
        }
        server
    }

    /// Empties the account.
    fn reset(&self) {
        let mut stream = TcpStream::connect(&self.address)
            .unwrap_or_else(|error| panic!("moto_server at {} is not there ({error}). Run ./dev test.", self.address));
        let host = &self.address;
        write!(
            stream,
            "POST /moto-api/reset HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.lines().next().is_some_and(|status| status.contains("200")), "{answer}");
    }

    fn target(&self) -> Target {
        let url = format!("http://{}", self.address);
        let sdk = base(Credentials::new("AKIAMOTOEXAMPLE00000", "moto", None, None, "moto")).endpoint_url(&url).build();
        Target::new(sdk, "123456789012", Opening::Endpoint { url, region: REGION.to_owned() }, false, None)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
