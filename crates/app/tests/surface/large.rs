//! Lists of a large account: all of it comes, and how long that takes.
//!
//! `cargo nextest run -p gatehouse-app --test large --run-ignored all --no-capture` prints the times.

#[path = "../../../../tests/crowd/mod.rs"]
mod crowd;

use std::time::Instant;

use gatehouse_app::Gatehouse;
use gatehouse_app::views::AccountChoice;

#[tokio::test]
#[ignore = "a measurement: fifteen seconds with the debug build"]
async fn a_large_account_is_listed_whole() {
    let folder = tempfile::tempdir().unwrap();
    let open = async || {
        let app = Gatehouse::new(folder.path().to_owned());
        app.open_account(AccountChoice::Practice).await.unwrap();
        app
    };
    drop(open().await);
    crowd::crowd(&folder.path().join("practice.json"), crowd::LARGE);
    let app = open().await;
    assert_eq!(app.startup_notices(), [], "the state file is taken");

    let begun = Instant::now();
    let roles = app.list_roles(|_| {}).await.unwrap().roles;
    println!("{} roles: {:?}", roles.len(), begun.elapsed());
    let begun = Instant::now();
    let keys = app.list_keys(|_| {}).await.unwrap().keys;
    println!("{} keys: {:?}", keys.len(), begun.elapsed());
    let begun = Instant::now();
    let secrets = app.list_secrets(|_| {}).await.unwrap().secrets;
    println!("{} secrets: {:?}", secrets.len(), begun.elapsed());
    let begun = Instant::now();
    let network = app.get_network(|_| {}).await.unwrap();
    println!("{} endpoints: {:?}", network.endpoints.len(), begun.elapsed());

    assert_eq!(
        (roles.len(), keys.len(), secrets.len(), network.endpoints.len()),
        (crowd::LARGE.roles, crowd::LARGE.keys, crowd::LARGE.secrets, crowd::LARGE.endpoints)
    );
    assert!(keys.iter().all(|key| key.unreadable.is_empty()));
}
