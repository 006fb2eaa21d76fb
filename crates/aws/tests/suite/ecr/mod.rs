//! ECR.

pub mod calls;
pub mod policies;
pub mod repositories;

pub use crate::target::Target;

/// The name of the repository that most cases make.
pub const IMAGES: &str = "gatehouse/training";

impl Target {
    pub fn ecr(&self) -> aws_sdk_ecr::Client {
        aws_sdk_ecr::Client::new(&self.sdk)
    }

    /// Makes a repository.
    pub async fn repository(&self, name: &str) {
        self.ecr().create_repository().repository_name(name).send().await.unwrap();
    }

    /// Lets a principal pull images.
    pub fn pullers(&self, principal: &str) -> String {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"Pull","Effect":"Allow","Principal":{principal},"Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}}]}}"#
        )
    }

    pub fn no_repository(&self, name: &str) -> String {
        format!("The repository with name '{name}' does not exist in the registry with id '{}'", self.account)
    }
}

crate::cases! {
    "ecr";
    repositories {
        come_and_go,
        have_what_they_were_given,
        a_name_is_taken_once,
        names_have_a_pattern,
        a_missing_one,
        in_pages,
    }
    policies {
        set_get_delete,
        of_a_repository_without_one,
        what_is_no_policy_is_refused,
    }
    calls {
        a_policy_comes_and_goes,
        repositories_are_read_whole,
    }
}
