//! What a trail is.

use serde::{Deserialize, Serialize};

/// A trail as it is seen from the Region of the account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trail {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// The Region that it was made in, where alone it is changed.
    pub home: String,
    /// The bucket that it writes to.
    pub bucket: String,
    /// What the names of its files begin with.
    pub prefix: Option<String>,
    /// It logs the events of every Region.
    pub multi_region: bool,
    /// It logs those of services that have no Region, such as IAM.
    pub global_events: bool,
    /// A changed or deleted file would be noticed.
    pub validation: bool,
    /// The KMS key of its files; none where they are encrypted with keys of S3.
    pub kms_key: Option<String>,
    /// The group of CloudWatch Logs that it writes to as well.
    pub log_group: Option<String>,
    /// It is of the whole organization.
    pub organization: bool,
    /// Whether it logs now; none where that could not be read.
    pub logging: Option<bool>,
    /// What it logs; none where that could not be read.
    pub selectors: Option<Selectors>,
}

/// What a trail logs.
///
/// Source: <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Selectors {
    /// By kinds of resources.
    Basic(Vec<BasicSelector>),
    /// By fields of the events.
    Advanced(Vec<AdvancedSelector>),
}

/// A selector by kinds of resources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BasicSelector {
    /// `All`, `ReadOnly` or `WriteOnly`.
    pub read_write: String,
    /// It logs management events.
    pub management: bool,
    /// The data events that it logs.
    pub data: Vec<DataResource>,
    /// Services whose management events it leaves out.
    pub excluded: Vec<String>,
}

/// Resources whose data events are logged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DataResource {
    /// `AWS::S3::Object`.
    pub kind: String,
    /// What their ARNs begin with.
    pub values: Vec<String>,
}

/// A selector by fields of the events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdvancedSelector {
    /// What its author called it.
    pub name: Option<String>,
    /// All of them must hold.
    pub fields: Vec<FieldSelector>,
}

/// What one field of an event must be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[allow(missing_docs, reason = "the operators are those of the CloudTrail API reference")]
pub struct FieldSelector {
    /// `eventCategory`, `resources.type`, `resources.ARN`...
    pub field: String,
    pub equals: Vec<String>,
    pub starts_with: Vec<String>,
    pub ends_with: Vec<String>,
    pub not_equals: Vec<String>,
    pub not_starts_with: Vec<String>,
    pub not_ends_with: Vec<String>,
}

/// The objects of buckets, as a kind of resource.
pub const S3_OBJECTS: &str = "AWS::S3::Object";

impl Selectors {
    /// The data events that are logged: kinds of resources with what their ARNs begin with. Without a beginning it is
    /// all of the kind.
    #[must_use]
    pub fn data_events(&self) -> Vec<DataResource> {
        match self {
            Self::Basic(selectors) => selectors.iter().flat_map(|selector| selector.data.iter().cloned()).collect(),
            Self::Advanced(selectors) => selectors
                .iter()
                .filter(|selector| selector.field("eventCategory").is_some_and(|field| field.equals == ["Data"]))
                .filter_map(|selector| {
                    let kind = selector.field("resources.type")?.equals.first()?.clone();
                    let arns = selector.field("resources.ARN");
                    let values = arns.map(|arns| [arns.equals.clone(), arns.starts_with.clone()].concat());
                    Some(DataResource { kind, values: values.unwrap_or_default() })
                })
                .collect(),
        }
    }

    /// Whether management events are logged.
    #[must_use]
    pub fn management(&self) -> bool {
        match self {
            Self::Basic(selectors) => selectors.iter().any(|selector| selector.management),
            Self::Advanced(selectors) => selectors
                .iter()
                .any(|selector| selector.field("eventCategory").is_some_and(|field| field.equals == ["Management"])),
        }
    }

    /// The same with all management events, of reading and of writing.
    #[must_use]
    pub fn with_management(&self) -> Self {
        let mut wanted = self.clone();
        match &mut wanted {
            Self::Basic(selectors) => match selectors.iter_mut().find(|selector| selector.management) {
                // What it limits its data events to stays with these.
                Some(selector) if selector.data.is_empty() => {
                    selector.read_write = "All".to_owned();
                    selector.excluded.clear();
                }
                _ => {
                    for selector in selectors.iter_mut() {
                        selector.management = false;
                    }
                    selectors.push(BasicSelector {
                        read_write: "All".to_owned(),
                        management: true,
                        data: Vec::new(),
                        excluded: Vec::new(),
                    });
                }
            },
            Self::Advanced(selectors) => {
                selectors.retain(|selector| !selector.is_of("Management"));
                selectors.insert(0, AdvancedSelector::of("Management events", "Management", Vec::new()));
            }
        }
        wanted
    }

    /// The same with all data events of a kind of resource. Most kinds can be named by fields of events alone, so what was
    /// selected by kinds of resources is written so.
    ///
    /// Source: <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DataResource.html>
    #[must_use]
    pub fn with_kind(&self, kind: &str) -> Self {
        let mut selectors = self.advanced();
        let all = |selector: &AdvancedSelector| {
            selector.is_of("Data")
                && selector.fields.len() == 2
                && selector.field("resources.type").is_some_and(|field| field.equals == [kind])
        };
        if !selectors.iter().any(all) {
            let of_kind = FieldSelector { equals: vec![kind.to_owned()], ..FieldSelector::of("resources.type") };
            selectors.push(AdvancedSelector::of(kind, "Data", vec![of_kind]));
        }
        Self::Advanced(selectors)
    }

    /// The same, by fields of the events.
    fn advanced(&self) -> Vec<AdvancedSelector> {
        let selectors = match self {
            Self::Advanced(selectors) => return selectors.clone(),
            Self::Basic(selectors) => selectors,
        };
        let mut all = Vec::new();
        for selector in selectors {
            let read_only = match selector.read_write.as_str() {
                "ReadOnly" => vec![FieldSelector { equals: vec!["true".to_owned()], ..FieldSelector::of("readOnly") }],
                "WriteOnly" => {
                    vec![FieldSelector { equals: vec!["false".to_owned()], ..FieldSelector::of("readOnly") }]
                }
                _ => Vec::new(),
            };
            if selector.management {
                let mut fields = read_only.clone();
                if !selector.excluded.is_empty() {
                    let not_equals = selector.excluded.clone();
                    fields.push(FieldSelector { not_equals, ..FieldSelector::of("eventSource") });
                }
                all.push(AdvancedSelector::of("Management events", "Management", fields));
            }
            for data in &selector.data {
                let kind = FieldSelector { equals: vec![data.kind.clone()], ..FieldSelector::of("resources.type") };
                let mut fields = vec![kind];
                fields.extend(read_only.iter().cloned());
                // `arn:aws:s3` means every bucket.
                let starts_with: Vec<String> =
                    data.values.iter().filter(|value| value.matches(':').count() > 2).cloned().collect();
                if starts_with.len() == data.values.len() && !starts_with.is_empty() {
                    fields.push(FieldSelector { starts_with, ..FieldSelector::of("resources.ARN") });
                }
                all.push(AdvancedSelector::of(&data.kind, "Data", fields));
            }
        }
        all
    }

    /// The same with the data events of a bucket's objects; the same where they are logged.
    #[must_use]
    pub fn with_objects_of(&self, bucket: &str) -> Self {
        let arn = format!("arn:aws:s3:::{bucket}/");
        let logged = self.data_events().iter().any(|data| {
            data.kind == S3_OBJECTS
                && (data.values.is_empty() || data.values.iter().any(|value| arn.starts_with(value.as_str())))
        });
        let mut wanted = self.clone();
        if logged {
            return wanted;
        }
        match &mut wanted {
            Self::Basic(selectors) => {
                let all = |selector: &&mut BasicSelector| selector.read_write == "All";
                let data = match selectors.iter_mut().find(all) {
                    Some(selector) => &mut selector.data,
                    None => {
                        selectors.push(BasicSelector {
                            read_write: "All".to_owned(),
                            management: false,
                            data: Vec::new(),
                            excluded: Vec::new(),
                        });
                        return wanted.with_objects_of(bucket);
                    }
                };
                match data.iter_mut().find(|data| data.kind == S3_OBJECTS) {
                    Some(data) => data.values.push(arn),
                    None => data.push(DataResource { kind: S3_OBJECTS.to_owned(), values: vec![arn] }),
                }
            }
            Self::Advanced(selectors) => {
                let field = |field: &str| FieldSelector { field: field.to_owned(), ..FieldSelector::default() };
                selectors.push(AdvancedSelector {
                    name: Some(format!("Objects of {bucket}")),
                    fields: vec![
                        FieldSelector { equals: vec!["Data".to_owned()], ..field("eventCategory") },
                        FieldSelector { equals: vec![S3_OBJECTS.to_owned()], ..field("resources.type") },
                        FieldSelector { starts_with: vec![arn], ..field("resources.ARN") },
                    ],
                });
            }
        }
        wanted
    }
}

impl FieldSelector {
    fn of(field: &str) -> Self {
        Self { field: field.to_owned(), ..Self::default() }
    }
}

impl AdvancedSelector {
    /// One of a category of events.
    fn of(name: &str, category: &str, more: Vec<FieldSelector>) -> Self {
        let category = FieldSelector { equals: vec![category.to_owned()], ..FieldSelector::of("eventCategory") };
        Self { name: Some(name.to_owned()), fields: [vec![category], more].concat() }
    }

    /// Whether it is of this category of events.
    #[must_use]
    pub fn is_of(&self, category: &str) -> bool {
        self.field("eventCategory").is_some_and(|field| field.equals == [category])
    }

    /// What it asks of a field.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&FieldSelector> {
        self.fields.iter().find(|field| field.field == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain() -> Selectors {
        Selectors::Basic(vec![BasicSelector {
            read_write: "All".into(),
            management: true,
            data: Vec::new(),
            excluded: Vec::new(),
        }])
    }

    #[test]
    fn objects_are_added_once() {
        let one = plain().with_objects_of("data");
        assert_eq!(
            one.data_events(),
            [DataResource { kind: S3_OBJECTS.into(), values: vec!["arn:aws:s3:::data/".into()] }]
        );
        assert_eq!(one.with_objects_of("data"), one);
        let two = one.with_objects_of("more");
        assert_eq!(two.data_events()[0].values.len(), 2);
        let all = Selectors::Basic(vec![BasicSelector {
            read_write: "All".into(),
            management: true,
            data: vec![DataResource { kind: S3_OBJECTS.into(), values: vec!["arn:aws:s3".into()] }],
            excluded: Vec::new(),
        }]);
        assert_eq!(all.with_objects_of("data"), all);
    }

    #[test]
    fn management_events_are_logged_whole() {
        let half = Selectors::Basic(vec![BasicSelector {
            read_write: "WriteOnly".into(),
            management: true,
            data: Vec::new(),
            excluded: vec!["kms.amazonaws.com".into()],
        }]);
        assert_eq!(half.with_management(), plain());
        assert_eq!(plain().with_management(), plain());
        let data = half.with_objects_of("data");
        assert!(data.with_management().management());
        assert_eq!(data.with_management().data_events(), data.data_events());
        let none = Selectors::Advanced(Vec::new()).with_management();
        assert!(none.management());
        assert_eq!(none.with_management(), none);
    }

    #[test]
    fn kinds_that_need_it_are_selected_by_fields_and_nothing_else_is_lost() {
        let one = plain().with_objects_of("data").with_kind("AWS::SageMaker::Endpoint");
        assert!(one.management());
        let data = one.data_events();
        assert_eq!(
            data,
            [
                DataResource { kind: S3_OBJECTS.into(), values: vec!["arn:aws:s3:::data/".into()] },
                DataResource { kind: "AWS::SageMaker::Endpoint".into(), values: Vec::new() },
            ]
        );
        assert_eq!(one.with_kind("AWS::SageMaker::Endpoint"), one);
        let all = Selectors::Basic(vec![BasicSelector {
            read_write: "ReadOnly".into(),
            management: false,
            data: vec![DataResource { kind: S3_OBJECTS.into(), values: vec!["arn:aws:s3".into()] }],
            excluded: Vec::new(),
        }]);
        let Selectors::Advanced(all) = all.with_kind("x") else { panic!() };
        assert_eq!(all[0].fields.len(), 3, "category, kind, readOnly and no ARN: {all:?}");
    }

    #[test]
    fn advanced_selectors_get_one_of_their_own() {
        let management = AdvancedSelector {
            name: None,
            fields: vec![FieldSelector {
                field: "eventCategory".into(),
                equals: vec!["Management".into()],
                ..FieldSelector::default()
            }],
        };
        let before = Selectors::Advanced(vec![management]);
        assert!(before.management() && before.data_events().is_empty());
        let after = before.with_objects_of("data");
        assert!(after.management());
        assert_eq!(after.data_events()[0].values, ["arn:aws:s3:::data/"]);
        assert_eq!(after.with_objects_of("data"), after);
    }
}
