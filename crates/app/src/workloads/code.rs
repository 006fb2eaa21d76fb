//! The code of a workload, in the languages that people have around it.

use gatehouse_workload::code::{self, CodeFile};

use super::{site, wish};
use crate::gatehouse::Gatehouse;
use crate::views::{CodeKind, CodeView, Problem, WorkloadInput};

impl Gatehouse {
    /// What uses a workload and what makes it, as files for the open account.
    ///
    /// # Errors
    /// Where no account is open, a field is wrong, or AWS does not answer.
    pub async fn workload_code(&self, input: WorkloadInput) -> Result<Vec<CodeView>, Problem> {
        let session = self.session()?;
        let workload = wish(input).check(&site(&session)).map_err(Problem::from_fields)?;
        let found = self.found(&session, &workload).await?;
        Ok(workload.setup(&found).code().into_iter().map(view).collect())
    }
}

fn view(CodeFile { kind, text }: CodeFile) -> CodeView {
    CodeView {
        kind: match kind {
            code::CodeKind::SageMakerSdk => CodeKind::SageMakerSdk,
            code::CodeKind::Boto3 => CodeKind::Boto3,
            code::CodeKind::ReadSecret => CodeKind::ReadSecret,
            code::CodeKind::AwsCli => CodeKind::AwsCli,
            code::CodeKind::Terraform => CodeKind::Terraform,
            code::CodeKind::CloudFormation => CodeKind::CloudFormation,
        },
        title: kind.title().to_owned(),
        language: kind.language().to_owned(),
        file_name: kind.file_name().to_owned(),
        text,
    }
}
