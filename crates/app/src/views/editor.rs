use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Notice;

/// A piece of a policy's text. All offsets that a window sees count UTF-16 code units, as JavaScript does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PlaceView {
    /// Its first code unit.
    pub from: usize,
    /// Behind its last one.
    pub to: usize,
}

/// A change of a text: what stands in its place is replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TextEditView {
    /// What goes; empty where something is only put in.
    pub place: PlaceView,
    /// What comes.
    pub insert: String,
}

/// All that the editor shows of a text, made anew at each change of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PolicyAnalysis {
    /// What the policy is for: `identity`, `trust`, `kms-key`...; as it was given, or guessed.
    pub kind: String,
    /// Where the text is no JSON.
    pub breaks: Vec<BreakView>,
    /// What is wrong, unsafe or needless.
    pub findings: Vec<FindingView>,
    /// What each statement says.
    pub statements: Vec<StatementView>,
    /// `Version`.
    pub version: Option<String>,
    /// Characters as AWS counts them; of a role's inline policy, with those of the role's other ones.
    pub size: usize,
    /// How many there may be, where AWS has a quota.
    pub quota: Option<usize>,
    /// Of a role's inline policy: how many of the characters are of the role's other ones.
    pub beside: Option<usize>,
    /// What it all grants, in sentences.
    pub grants: Vec<String>,
    /// What would lock its owner out.
    pub lock_outs: Vec<String>,
}

/// A place where a text is no JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct BreakView {
    /// Where.
    pub place: PlaceView,
    /// What is wrong.
    pub message: String,
}

/// A finding of the linter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FindingView {
    /// The check's name.
    pub code: String,
    /// `ERROR`, `SECURITY_WARNING`, `WARNING` or `SUGGESTION`.
    pub severity: String,
    /// Where.
    pub place: PlaceView,
    /// In which statement, if in one.
    pub statement: Option<usize>,
    /// What, in one sentence.
    pub message: String,
    /// Why it matters.
    pub why: String,
    /// AWS's page.
    pub url: String,
    /// A change that mends it.
    pub fix: Option<FixView>,
}

/// A change that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FixView {
    /// As a button says it.
    pub title: String,
    /// The change.
    pub edits: Vec<TextEditView>,
}

/// A statement as the form and the picture show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct StatementView {
    /// From brace to brace.
    pub place: PlaceView,
    /// Its name.
    pub sid: Option<String>,
    /// As it stands there.
    pub effect: Option<String>,
    /// Whom it is about.
    pub principals: Option<ItemsView>,
    /// Its actions.
    pub actions: Option<ItemsView>,
    /// Its resources.
    pub resources: Option<ItemsView>,
    /// The lines of its conditions.
    pub conditions: Vec<ConditionView>,
    /// Its actions as AWS has them today, by service and access level; of a `NotAction`, those left out.
    pub groups: Vec<ActionGroupView>,
    /// Elements that the form shows as text only.
    pub others: Vec<String>,
    /// All of it in one sentence.
    pub sentence: String,
}

/// An element that names one or many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ItemsView {
    /// `NotAction`, `NotResource`, `NotPrincipal`.
    pub negated: bool,
    /// In the order of the text.
    pub items: Vec<ItemView>,
}

/// One of the values of an element.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ItemView {
    /// As it is meant, escapes decoded.
    pub value: String,
    /// Of a principal: `AWS`, `Service`, `Federated`, `CanonicalUser`.
    pub kind: Option<String>,
    /// Where it stands.
    pub place: PlaceView,
    /// What it is, in words: how many actions a wildcard stands for, what a resource's ARN denotes.
    pub note: Option<String>,
    /// Whether the catalog knows it; false is a note, never a fault.
    pub known: bool,
}

/// A line of a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ConditionView {
    /// As it is written.
    pub operator: String,
    /// As it is written.
    pub key: String,
    /// Its values.
    pub values: Vec<String>,
    /// Where the values stand.
    pub place: PlaceView,
    /// What it asks, in words.
    pub meaning: String,
}

/// Actions of one service and access level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ActionGroupView {
    /// The service's prefix.
    pub service: String,
    /// Its name.
    pub service_name: String,
    /// `List`, `Read`, `Write`, `Permissions management`, `Tagging`; none where the catalog does not know the action.
    pub level: Option<String>,
    /// The actions' names, without prefix; of a statement that means thousands, some of them.
    pub actions: Vec<String>,
    /// How many actions they are.
    pub count: usize,
    /// How many there are of this level in the service.
    pub of: usize,
}

/// A change that the form makes. It touches what it names and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "change", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum PolicyEdit {
    /// Puts a statement (its JSON), or each of a list of them, in before the one of this index, or at the end.
    AddStatement {
        /// Before which one.
        at: Option<usize>,
        /// The statement as JSON, or a list of them.
        json: String,
    },
    /// Takes a statement out.
    RemoveStatement {
        /// Which.
        statement: usize,
    },
    /// Puts a copy of a statement behind it, its Sid changed to be its own.
    DuplicateStatement {
        /// Which.
        statement: usize,
    },
    /// Moves a statement.
    MoveStatement {
        /// Which.
        statement: usize,
        /// Where it stands afterwards.
        to: usize,
    },
    /// Gives a statement a name, or takes it away.
    SetSid {
        /// Which.
        statement: usize,
        /// The name.
        sid: Option<String>,
    },
    /// `Allow` or `Deny`.
    SetEffect {
        /// Which.
        statement: usize,
        /// `Allow` or `Deny`.
        effect: String,
    },
    /// Makes `Action` of `NotAction`, or the other way round.
    SetNegated {
        /// Which.
        statement: usize,
        /// `Action`, `Resource` or `Principal`.
        element: String,
        /// Whether it is negated afterwards.
        negated: bool,
    },
    /// Adds values to an element; makes the element where there is none.
    AddItems {
        /// Which.
        statement: usize,
        /// `Action`, `Resource` or `Principal`, negated or not.
        element: String,
        /// Of a principal: `AWS`, `Service`, `Federated`, `CanonicalUser`.
        kind: Option<String>,
        /// The values.
        values: Vec<String>,
    },
    /// Puts a value in another's place.
    SetItem {
        /// Which.
        statement: usize,
        /// `Action`, `Resource` or `Principal`, negated or not.
        element: String,
        /// Which of its values, from 0.
        item: usize,
        /// The value.
        value: String,
    },
    /// Takes values out.
    RemoveItems {
        /// Which.
        statement: usize,
        /// `Action`, `Resource` or `Principal`, negated or not.
        element: String,
        /// Which of its values, from 0.
        items: Vec<usize>,
    },
    /// Adds a line to the condition.
    AddCondition {
        /// Which.
        statement: usize,
        /// `StringEquals`.
        operator: String,
        /// `aws:SourceVpce`.
        key: String,
        /// The values.
        values: Vec<String>,
    },
    /// Puts another line in the place of one.
    SetCondition {
        /// Which.
        statement: usize,
        /// Which line, from 0.
        line: usize,
        /// `StringEquals`.
        operator: String,
        /// `aws:SourceVpce`.
        key: String,
        /// The values.
        values: Vec<String>,
    },
    /// Takes a line out of the condition.
    RemoveCondition {
        /// Which.
        statement: usize,
        /// Which line, from 0.
        line: usize,
    },
}

/// A service, to be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ServiceView {
    /// `s3`
    pub prefix: String,
    /// `Amazon S3`
    pub name: String,
    /// How many actions it has.
    pub actions: usize,
}

/// An action, to be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ActionView {
    /// `s3:GetObject`
    pub name: String,
    /// `List`, `Read`, `Write`, `Permissions management`, `Tagging`.
    pub level: String,
    /// What it does.
    pub description: String,
    /// The types of its resources; none: it knows only `*`.
    pub resource_types: Vec<String>,
    /// Actions that it needs besides.
    pub dependent: Vec<String>,
    /// Found because it is part of this task: `pull image`.
    pub task: Option<String>,
}

/// A form that resources of some actions have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ResourceFormView {
    /// `s3`
    pub service: String,
    /// `object`
    pub kind: String,
    /// `arn:${Partition}:s3:::${BucketName}/${ObjectName}`
    pub pattern: String,
    /// The actions that have such resources.
    pub actions: Vec<String>,
}

/// A condition key that some actions carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ConditionKeyView {
    /// `aws:SourceVpce`
    pub name: String,
    /// `String`, `ARN`, `Bool`...
    pub value_type: String,
    /// Whether it can have many values.
    pub multi_valued: bool,
    /// What it holds.
    pub description: String,
    /// Operators that fit it, the most used first.
    pub operators: Vec<String>,
    /// The actions, of those asked about, that carry it; of a global key, all.
    pub actions: Vec<String>,
}

/// What stands at the cursor, explained; and what could stand there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CompletionView {
    /// What is replaced.
    pub place: PlaceView,
    /// What can stand there.
    pub options: Vec<CompletionOption>,
}

/// Something that can stand at the cursor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CompletionOption {
    /// What is put there, quotes aside.
    pub label: String,
    /// In a word: `Read`, `String`, `object`.
    pub detail: String,
    /// What it is.
    pub info: String,
}

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct HoverView {
    /// What is explained.
    pub place: PlaceView,
    /// Its name.
    pub title: String,
    /// Lines of text.
    pub lines: Vec<String>,
}

/// A request about a policy under edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PolicyQuestion {
    /// Who; for a policy that is attached, its holder.
    pub principal: String,
    /// `s3:GetObject`
    pub action: String,
    /// An ARN, or `*`.
    pub resource: String,
    /// Context keys with their values.
    pub context: Vec<(String, Vec<String>)>,
    /// Whether keys that are not given are absent; otherwise they are not known.
    pub context_complete: bool,
}

/// What a policy says to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PolicyAnswer {
    /// `allowed`, `explicitly-denied`, `implicitly-denied`, `depends`.
    pub decision: String,
    /// In a sentence.
    pub sentence: String,
    /// The statements that decide it.
    pub deciding: Vec<usize>,
    /// Statements that almost allow it, and what each lacks.
    pub near: Vec<NearView>,
    /// Context keys that it depends on.
    pub depends_on: Vec<String>,
    /// Layer by layer.
    pub layers: Vec<LayerView>,
    /// What else should be known.
    pub notes: Vec<String>,
    /// Why the question cannot be asked, by field.
    pub problem: Option<String>,
}

/// A statement that almost allows a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct NearView {
    /// Which.
    pub statement: usize,
    /// What it lacks.
    pub lacks: String,
}

/// What a layer says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct LayerView {
    /// `identity`, `resource`...
    pub layer: String,
    /// `allowed`...
    pub outcome: String,
    /// Why, where no statement tells.
    pub reason: Option<String>,
}

/// What a change of a policy changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DifferenceView {
    /// `equivalent`, `broader`, `narrower`, `different`, `unproven`.
    pub relation: String,
    /// In a sentence.
    pub sentence: String,
    /// What is granted that was not.
    pub gained: Vec<AccessView>,
    /// What was granted and is no more.
    pub lost: Vec<AccessView>,
}

/// Access that one version of a policy grants and the other does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct AccessView {
    /// The actions that it is about.
    pub actions: Vec<String>,
    /// A request that shows it.
    pub example: PolicyQuestion,
    /// The example in words.
    pub sentence: String,
    /// Whether AWS makes such requests today.
    pub realistic: bool,
}

/// Statements that can be dropped into a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TemplateView {
    /// Stable.
    pub id: String,
    /// For which kind of policy: `identity`, `trust`...
    pub kind: String,
    /// The heading under which a list shows it.
    pub group: String,
    /// As a list says it.
    pub title: String,
    /// What it is for, and what to fill in.
    pub description: String,
    /// The statement as JSON, or a list of statements that belong together.
    pub json: String,
}

/// Which policy of an account a text is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum PolicyTarget {
    /// An inline policy of a role.
    Inline {
        /// The role's name.
        role: String,
        /// The policy's name.
        policy: String,
    },
    /// The trust policy of a role.
    Trust {
        /// The role's name.
        role: String,
    },
    /// A customer managed policy: the text becomes its default version.
    Managed {
        /// Its ARN.
        arn: String,
    },
    /// The policy of a KMS key.
    Key {
        /// The key's id or ARN.
        key: String,
    },
    /// The resource policy of a secret; an empty text takes it away.
    Secret {
        /// The secret's ARN.
        arn: String,
    },
    /// The policy of a bucket.
    Bucket {
        /// Its name.
        name: String,
    },
    /// The policy of a repository of images; an empty text takes it away.
    Repository {
        /// Its name.
        name: String,
    },
    /// The policy of a VPC endpoint.
    Endpoint {
        /// Its id.
        id: String,
    },
}

/// What an account has that fits a field, to be chosen from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Offers {
    /// By name.
    pub offers: Vec<OfferView>,
    /// Whether this kind is one that can be read from an account; otherwise nothing is offered.
    pub readable: bool,
    /// Why nothing, or not all, was read.
    pub notice: Option<Notice>,
}

/// Something of the account, to be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OfferView {
    /// What is written: an ARN, an id or a name.
    pub value: String,
    /// As a list says it.
    pub label: String,
    /// What it is for.
    pub description: String,
}
