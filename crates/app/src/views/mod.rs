//! What the use cases exchange with a window: plain data, with TypeScript bindings made by ts-rs.

mod account;
mod bucket;
mod chain;
mod checklist;
mod doctor;
mod editor;
mod file;
mod job;
mod key;
mod network;
mod notice;
mod overview;
mod plan;
mod policy;
mod problem;
mod repository;
mod review;
mod role;
mod secret;
mod study;
mod trail;
mod workload;

pub use account::{AccountChoice, AccountKind, AccountList, AccountView, ProfileSource, ProfileView};
pub use bucket::{
    BucketChange, BucketEncryption, BucketList, BucketPartView, BucketPublicAccess, BucketVersioning, BucketView,
};
pub use chain::{ChainFixView, ChainLinkView, ChainNodeKind, ChainNodeView, ChainRequestView, ChainView, LinkState};
pub use checklist::{
    AcceptanceView, ChangeSince, CheckFindingView, CheckFixView, CheckSeverity, CheckView, ChecklistReport,
    ChecklistView, EvidenceView, FindingCounts, FindingRow, FindingState, PracticeId, PracticeView, ReportFormat,
    TrendPoint,
};
pub use doctor::{
    ComplaintField, DoctorAnswer, DoctorCertainty, DoctorChoice, DoctorFix, DoctorLook, DoctorQuestion, DoctorView,
};
pub use editor::{
    AccessView, ActionGroupView, ActionView, BreakView, CompletionOption, CompletionView, ConditionKeyView,
    ConditionView, DifferenceView, FindingView, FixView, HoverView, ItemView, ItemsView, LayerView, NearView,
    OfferView, Offers, PlaceView, PolicyAnalysis, PolicyAnswer, PolicyEdit, PolicyQuestion, PolicyTarget,
    ResourceFormView, ServiceView, StatementView, TemplateView, TextEditView,
};
pub use file::FileView;
pub use job::{CaptureView, JobKind, JobList, JobView};
pub use key::{
    KeyChange, KeyGrantView, KeyInput, KeyList, KeyPolicyChoice, KeyPolicyDraft, KeyProgress, KeyRotationView,
    KeyStateView, KeySummary, KeyTrial, KeyUserView, KeyUsers, KeyView,
};
pub use network::{
    CutOffView, EndpointChangeInput, EndpointDeletionView, EndpointInput, EndpointKindView, EndpointPriceView,
    EndpointServiceView, EndpointView, GroupView, NetworkFaultView, NetworkNeedState, NetworkNeedView,
    NetworkNeedsView, NetworkView, PlacementInput, RouteTableView, RouteView, RuleView, SubnetView, VpcView,
    WorkloadKindView,
};
pub use notice::{Notice, NoticeLevel};
pub use overview::{Overview, RoleNote};
pub use plan::{DocumentView, PlanStepView, PlanView, RunState, RunStepState, RunStepView, RunView};
pub use policy::{ManagedPolicyView, PolicyCreation, PolicyHolders, PolicyList, PolicySummary, PolicyVersionView};
pub use problem::{FieldProblem, Problem};
pub use repository::{RepositoryList, RepositoryView};
pub use review::{LevelRightsView, ReportFile, ReviewFindingView, RoleReview, ServiceRightsView};
pub use role::{PolicyView, Progress, RoleList, RoleSummary, RoleView, TagView, UsedView};
pub use secret::{
    RevealedSecret, SecretContent, SecretInput, SecretList, SecretPair, SecretReader, SecretReaders, SecretReplicaView,
    SecretRotationInput, SecretRotationView, SecretSummary, SecretText, SecretVersionView, SecretView,
};
pub use study::{
    AnswerInput, DemonstrationSide, DemonstrationView, ExplainView, GoalView, JudgedOption, JudgedView, LessonRow,
    LessonView, QuestionDocument, QuestionKind, QuestionView, ReadingPolicy, ReadingView, ScenarioLevel, ScenarioRow,
    ScenarioView, SetResult, SetRow, SetView, StudyAccount, StudyKind, StudyView, TaskState, TaskView, TopicStanding,
};
pub use trail::{DataEventView, TrailChange, TrailList, TrailView};
pub use workload::{
    ActivityView, Choice, CodeKind, CodeView, DriftState, DriftView, Persona, WorkloadInput, WorkloadList,
    WorkloadReview, WorkloadSummary, WorkloadView,
};
