//! Plans that change what SageMaker has.

use super::call::SageMakerCall;
use super::resource::Resource;
use crate::plan::{Plan, Step};

impl Plan {
    /// The step that lets people be root on a notebook instance, or nobody; none where it is so.
    #[must_use]
    pub fn notebook_root_access(account: &str, region: &str, notebook: &Resource, root_access: bool) -> Self {
        let update = |root_access| SageMakerCall::UpdateNotebookInstance { notebook: notebook.id.clone(), root_access };
        let same = notebook.root_access == Some(root_access);
        let step = (!same).then(|| Step::with_undo(update(root_access), update(!root_access)));
        let title = format!("Change the root access of {}", notebook.name);
        let mut plan = Self::new(title, account, step.into_iter().collect()).in_region(region);
        if !plan.steps.is_empty() && !root_access {
            plan.consequences.push(
                "Nobody installs packages for the whole instance any more; those of a conda environment still go. \
                 Lifecycle configurations run as root all the same."
                    .into(),
            );
        }
        plan
    }
}

#[cfg(test)]
mod tests {
    use super::super::resource::ResourceKind;
    use super::*;

    #[test]
    fn root_access_is_taken_and_given_back() {
        let mut notebook = Resource::named(ResourceKind::Notebook, "poc");
        notebook.root_access = Some(true);
        let plan = Plan::notebook_root_access("1", "eu-west-1", &notebook, false);
        let words: Vec<String> =
            plan.steps.iter().flat_map(|step| [step.call.words(), step.undo.as_ref().unwrap().words()]).collect();
        assert_eq!(
            words,
            ["Let nobody be root on the notebook instance poc.", "Let people be root on the notebook instance poc."]
        );
        assert_eq!(
            plan.steps[0].call.cli(),
            "aws sagemaker update-notebook-instance --notebook-instance-name poc --root-access Disabled"
        );
        assert!(Plan::notebook_root_access("1", "eu-west-1", &notebook, true).steps.is_empty());
    }
}
