//! Images that are not there, may not be pulled, or lie in the wrong place.

use gatehouse_workload::chain::LinkState;

use super::desk::Desk;
use super::{Certainty, denied, target};
use crate::kind::Kind;

pub(super) fn look(desk: &mut Desk<'_>) {
    let complaint = desk.complaint();
    desk.source("https://docs.aws.amazon.com/AmazonECR/latest/userguide/common-errors-docker.html");
    match complaint.kind {
        Kind::ImageDenied => may_not(desk),
        Kind::ImageMissing => missing(desk),
        Kind::RegistryLogin => login(desk),
        Kind::ImageElsewhere => elsewhere(desk),
        _ => mode(desk),
    }
    desk.link(|_, link| link.id == "image");
}

fn image(desk: &Desk<'_>) -> Option<String> {
    desk.complaint().resource().map(str::to_owned)
}

fn may_not(desk: &mut Desk<'_>) {
    let title = desk.complaint().kind.title();
    let known = repository(desk);
    if known == Some(false) {
        missing(desk);
        return;
    }
    let action = desk.complaint().action().map_or_else(|| "ecr:BatchGetImage".to_owned(), str::to_owned);
    if image(desk).is_none() {
        let choices = desk.state().into_iter().flat_map(|state| &state.repositories.items);
        let choices = choices.map(|held| super::Choice::named(&held.arn, &held.name)).collect();
        desk.ask("resource", "Which image?", "The repository that the job's image is in.", choices);
    }
    denied::judge(desk, &action);
    desk.found.title = title.to_owned();
    desk.steps(
        "image",
        "Look at the image itself",
        "SageMaker says the same where the image is not there, is too large for the disk, or lies in another Region.",
        &[
            "Compare the image URI with the repository: account, Region, name, tag.",
            "Give the job more room (volume_size): a large image needs it.",
            "For an image of another account let SageMaker's account in by the repository's policy.",
        ],
    );
}

/// Whether the repository of the image is in the account; none where that is not known.
fn repository(desk: &mut Desk<'_>) -> Option<bool> {
    let image = image(desk)?;
    let state = desk.state()?;
    let arn = target::repository(&image).unwrap_or_else(|| image.clone());
    let mut parts = arn.splitn(6, ':').skip(3);
    let (region, account) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if arn.starts_with("arn:") && account != state.account {
        desk.look("The image", format!("It is in the account {account}."), LinkState::Unknown);
        return None;
    }
    if arn.starts_with("arn:") && region != state.region {
        desk.look("The image", format!("It is in {region}; {} is open.", state.region), LinkState::Unknown);
        return None;
    }
    let name = arn.rsplit("repository/").next().unwrap_or(&arn).split([':', '@']).next().unwrap_or_default();
    let there = state.repositories.items.iter().any(|held| held.name == name);
    let (found, how) = match (there, state.repositories.complete) {
        (true, _) => ("It is there.", LinkState::Holds),
        (false, true) => ("There is none of this name.", LinkState::Broken),
        (false, false) => ("Repositories could not be read.", LinkState::Unknown),
    };
    desk.look(format!("Repository {name}"), found, how);
    (there || state.repositories.complete).then_some(there)
}

fn missing(desk: &mut Desk<'_>) {
    let there = if desk.found.looked.is_empty() { repository(desk) } else { Some(false) };
    let named = image(desk).map(|image| format!(" {image}")).unwrap_or_default();
    let (certainty, cause) = match there {
        Some(false) => {
            (Certainty::Certain, format!("There is no repository for the image{named} in this account and Region."))
        }
        Some(true) => (
            Certainty::Likely,
            format!("The repository is there, so the tag of the image{named} is missing, or it was pushed since."),
        ),
        None => (Certainty::Likely, format!("The image{named} is not there: account, Region, name or tag do not fit.")),
    };
    desk.conclude(certainty, cause);
    desk.steps(
        "push",
        "Name an image that is there",
        "An image is named by account, Region, repository and tag.",
        &[
            "List the tags: aws ecr list-images --repository-name NAME.",
            "Push the image, or name the tag that is there.",
            "Use the registry of the job's own Region.",
        ],
    );
}

fn login(desk: &mut Desk<'_>) {
    let (account, region) = image(desk)
        .as_deref()
        .and_then(target::repository)
        .map(|arn| {
            let mut parts = arn.splitn(6, ':').skip(3);
            (parts.next().unwrap_or_default().to_owned(), parts.next().unwrap_or_default().to_owned())
        })
        .map_or_else(|| (desk.home().account, desk.home().region), |(region, account)| (account, region));
    desk.conclude(
        Certainty::Certain,
        "Docker has no login for this registry, or an old one: a login to ECR holds for twelve hours, and for one registry.",
    );
    let suffix = gatehouse_policy::Partition::of_region(&region).dns_suffix();
    let text = format!(
        "aws ecr get-login-password --region {region} | docker login --username AWS --password-stdin \
         {account}.dkr.ecr.{region}.{suffix}"
    );
    desk.code("login", "Log in to this registry", "The role needs ecr:GetAuthorizationToken for it.", "bash", text);
    desk.source("https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html");
}

fn elsewhere(desk: &mut Desk<'_>) {
    desk.conclude(
        Certainty::Certain,
        "This kind of endpoint or job takes only images of its own account and Region. No policy changes that.",
    );
    desk.found.helpless = Some(
        "No policy helps: SageMaker does not pull this image across accounts or Regions here. Copy the image."
            .to_owned(),
    );
    desk.steps(
        "copy",
        "Copy the image into the own account and Region",
        "Replication of ECR does it for every push.",
        &[
            "Turn replication on in the registry that has the image (private registry settings), or push the image again.",
            "Name the copy in the model.",
        ],
    );
    desk.source("https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html");
}

fn mode(desk: &mut Desk<'_>) {
    let hosting = desk.complaint().api.as_ref().is_some_and(|api| api.text == "CreateModel");
    desk.conclude(
        Certainty::Certain,
        "The image is in a private registry, not in ECR. SageMaker then pulls it from within the VPC, and wants to be told so.",
    );
    let text = if hosting {
        "\"ImageConfig\": {\"RepositoryAccessMode\": \"Vpc\"}  # with VpcConfig"
    } else {
        "\"TrainingImageConfig\": {\"TrainingRepositoryAccessMode\": \"Vpc\"}  # in AlgorithmSpecification, with VpcConfig"
    };
    desk.code("mode", "Let the image be pulled from the VPC", "The VPC needs a way to the registry.", "python", text);
    desk.steps(
        "ecr",
        "Or push the image to ECR",
        "Then nothing of this is needed.",
        &["Make a repository in the job's account and Region.", "Push the image there and name it in the job."],
    );
    desk.source(match hosting {
        true => "https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-containers-inference-private.html",
        false => {
            "https://docs.aws.amazon.com/sagemaker/latest/dg/docker-containers-adapt-your-own-private-registry.html"
        }
    });
}
