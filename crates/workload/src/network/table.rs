//! Which services the kinds of workloads call: the table in `data/endpoint-needs.tsv`.

use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/endpoint-needs.tsv");

/// The kind of a workload, by how SageMaker runs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "they are SageMaker's words")]
pub enum WorkloadKind {
    Training,
    Processing,
    Hosting,
    Notebook,
    Studio,
}

impl WorkloadKind {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 5] = [Self::Training, Self::Processing, Self::Hosting, Self::Notebook, Self::Studio];

    /// What it is, in the plural: `training jobs`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Training => "training jobs",
            Self::Processing => "processing jobs",
            Self::Hosting => "hosted models",
            Self::Notebook => "notebook instances",
            Self::Studio => "Studio",
        }
    }
}

/// Whether a workload calls a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Always.
    Always,
    /// Where its code does.
    IfUsed,
    /// Never.
    Never,
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// `kms`, `aws.sagemaker.{region}.studio`.
    pub(super) service: &'static str,
    uses: [Use; 5],
    pub(super) purpose: &'static str,
}

impl Line {
    pub(super) fn of(&self, kind: WorkloadKind) -> Use {
        let at = WorkloadKind::ALL.into_iter().zip(self.uses).find(|(other, _)| *other == kind);
        at.map_or(Use::Never, |(_, used)| used)
    }

    /// Whether a service of the Region, by its whole name, is this one. China's names have a part more before them.
    pub(super) fn is(&self, region: &str, name: &str) -> bool {
        let whole = if self.service.contains("{region}") {
            self.service.replace("{region}", region)
        } else {
            format!("com.amazonaws.{region}.{}", self.service)
        };
        name == whole || name.strip_suffix(&whole).is_some_and(|before| before.ends_with('.'))
    }

    /// The name in our words where the Region does not know it.
    pub(super) fn name(&self, region: &str) -> String {
        if self.service.contains("{region}") {
            self.service.replace("{region}", region)
        } else {
            format!("com.amazonaws.{region}.{}", self.service)
        }
    }
}

/// All lines.
pub(super) fn lines() -> &'static [Line] {
    static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| {
        TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).filter_map(parse).collect()
    });
    &LINES
}

fn parse(line: &'static str) -> Option<Line> {
    let mut fields = line.split('\t');
    let service = fields.next()?;
    let mut uses = [Use::Never; 5];
    for place in &mut uses {
        *place = match fields.next()? {
            "yes" => Use::Always,
            "if" => Use::IfUsed,
            "-" => Use::Never,
            _ => return None,
        };
    }
    Some(Line { service, uses, purpose: fields.next()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let written = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).count();
        assert_eq!(lines().len(), written);
        let s3 = lines().iter().find(|line| line.service == "s3").unwrap();
        assert!(WorkloadKind::ALL.into_iter().all(|kind| s3.of(kind) == Use::Always));
    }

    #[test]
    fn services_are_known_by_their_names() {
        let line = |service: &str| lines().iter().find(|line| line.service == service).unwrap();
        assert!(line("kms").is("eu-west-1", "com.amazonaws.eu-west-1.kms"));
        assert!(line("kms").is("cn-north-1", "cn.com.amazonaws.cn-north-1.kms"));
        assert!(!line("kms").is("eu-west-1", "com.amazonaws.eu-west-1.kms-fips"));
        let studio = line("aws.sagemaker.{region}.studio");
        assert!(studio.is("eu-west-1", "aws.sagemaker.eu-west-1.studio"));
    }
}
