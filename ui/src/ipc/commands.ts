import type { AcceptanceView } from "../bindings/AcceptanceView";
import type { AccountChoice } from "../bindings/AccountChoice";
import type { AccountList } from "../bindings/AccountList";
import type { AccountView } from "../bindings/AccountView";
import type { ActionView } from "../bindings/ActionView";
import type { ActivityView } from "../bindings/ActivityView";
import type { AnswerInput } from "../bindings/AnswerInput";
import type { BucketChange } from "../bindings/BucketChange";
import type { BucketList } from "../bindings/BucketList";
import type { BucketView } from "../bindings/BucketView";
import type { CheckFindingView } from "../bindings/CheckFindingView";
import type { CheckFixView } from "../bindings/CheckFixView";
import type { ChecklistReport } from "../bindings/ChecklistReport";
import type { ChecklistView } from "../bindings/ChecklistView";
import type { CodeView } from "../bindings/CodeView";
import type { CompletionView } from "../bindings/CompletionView";
import type { ConditionKeyView } from "../bindings/ConditionKeyView";
import type { DemonstrationView } from "../bindings/DemonstrationView";
import type { DifferenceView } from "../bindings/DifferenceView";
import type { DoctorAnswer } from "../bindings/DoctorAnswer";
import type { DoctorView } from "../bindings/DoctorView";
import type { EndpointChangeInput } from "../bindings/EndpointChangeInput";
import type { EndpointDeletionView } from "../bindings/EndpointDeletionView";
import type { EndpointInput } from "../bindings/EndpointInput";
import type { EndpointPriceView } from "../bindings/EndpointPriceView";
import type { ExplainView } from "../bindings/ExplainView";
import type { FieldProblem } from "../bindings/FieldProblem";
import type { FileView } from "../bindings/FileView";
import type { FindingRow } from "../bindings/FindingRow";
import type { HoverView } from "../bindings/HoverView";
import type { JobList } from "../bindings/JobList";
import type { JudgedView } from "../bindings/JudgedView";
import type { KeyChange } from "../bindings/KeyChange";
import type { KeyInput } from "../bindings/KeyInput";
import type { KeyList } from "../bindings/KeyList";
import type { KeyPolicyChoice } from "../bindings/KeyPolicyChoice";
import type { KeyPolicyDraft } from "../bindings/KeyPolicyDraft";
import type { KeyProgress } from "../bindings/KeyProgress";
import type { KeyTrial } from "../bindings/KeyTrial";
import type { KeyUsers } from "../bindings/KeyUsers";
import type { KeyView } from "../bindings/KeyView";
import type { LessonView } from "../bindings/LessonView";
import type { ManagedPolicyView } from "../bindings/ManagedPolicyView";
import type { NetworkNeedsView } from "../bindings/NetworkNeedsView";
import type { NetworkView } from "../bindings/NetworkView";
import type { Notice } from "../bindings/Notice";
import type { Offers } from "../bindings/Offers";
import type { Overview } from "../bindings/Overview";
import type { PlacementInput } from "../bindings/PlacementInput";
import type { PlanView } from "../bindings/PlanView";
import type { PolicyAnalysis } from "../bindings/PolicyAnalysis";
import type { PolicyAnswer } from "../bindings/PolicyAnswer";
import type { PolicyCreation } from "../bindings/PolicyCreation";
import type { PolicyEdit } from "../bindings/PolicyEdit";
import type { PolicyList } from "../bindings/PolicyList";
import type { PolicyQuestion } from "../bindings/PolicyQuestion";
import type { PolicyTarget } from "../bindings/PolicyTarget";
import type { Progress } from "../bindings/Progress";
import type { QuestionView } from "../bindings/QuestionView";
import type { ReportFile } from "../bindings/ReportFile";
import type { ReportFormat } from "../bindings/ReportFormat";
import type { RepositoryList } from "../bindings/RepositoryList";
import type { RepositoryView } from "../bindings/RepositoryView";
import type { ResourceFormView } from "../bindings/ResourceFormView";
import type { RevealedSecret } from "../bindings/RevealedSecret";
import type { RoleList } from "../bindings/RoleList";
import type { RoleReview } from "../bindings/RoleReview";
import type { RoleView } from "../bindings/RoleView";
import type { RunView } from "../bindings/RunView";
import type { ScenarioView } from "../bindings/ScenarioView";
import type { SecretContent } from "../bindings/SecretContent";
import type { SecretInput } from "../bindings/SecretInput";
import type { SecretList } from "../bindings/SecretList";
import type { SecretReaders } from "../bindings/SecretReaders";
import type { SecretRotationInput } from "../bindings/SecretRotationInput";
import type { SecretView } from "../bindings/SecretView";
import type { ServiceView } from "../bindings/ServiceView";
import type { SetResult } from "../bindings/SetResult";
import type { SetView } from "../bindings/SetView";
import type { StudyView } from "../bindings/StudyView";
import type { TaskView } from "../bindings/TaskView";
import type { TemplateView } from "../bindings/TemplateView";
import type { TextEditView } from "../bindings/TextEditView";
import type { TrailChange } from "../bindings/TrailChange";
import type { TrailList } from "../bindings/TrailList";
import type { WorkloadInput } from "../bindings/WorkloadInput";
import type { WorkloadList } from "../bindings/WorkloadList";
import type { WorkloadReview } from "../bindings/WorkloadReview";
import type { WorkloadSummary } from "../bindings/WorkloadSummary";
import type { WorkloadView } from "../bindings/WorkloadView";
import { call } from "./transport";

/** Every command of the application, with its types. Each rejects with a `Problem`. */
export const commands = {
  listAccounts: () => call<AccountList>("list_accounts"),
  openAccount: (choice: AccountChoice) => call<AccountView>("open_account", { choice }),
  currentAccount: () => call<AccountView | null>("current_account"),
  unlockAccount: (typed: string) => call<AccountView>("unlock_account", { typed }),
  lockAccount: () => call<AccountView>("lock_account"),

  getOverview: () => call<Overview>("get_overview"),
  listRoles: (onProgress: (progress: Progress) => void) =>
    call<RoleList, Progress>("list_roles", {}, onProgress),
  cancelReading: () => call<void>("cancel_reading"),
  reviewRole: (name: string) => call<RoleReview>("review_role", { name }),
  /** The review as an HTML page that stands alone. */
  roleReport: (name: string) => call<ReportFile>("role_report", { name }),
  getRole: (name: string) => call<RoleView>("get_role", { name }),

  checkWorkload: (input: WorkloadInput) => call<FieldProblem[]>("check_workload", { input }),
  reviewWorkload: (input: WorkloadInput) => call<WorkloadReview>("review_workload", { input }),
  /** What uses the workload and what makes it, a file for each language. */
  workloadCode: (input: WorkloadInput) => call<CodeView[]>("workload_code", { input }),
  /** What a role can be given rights for, and the personas that begin with it. */
  workloadActivities: () => call<ActivityView[]>("workload_activities"),
  listWorkloads: () => call<WorkloadList>("list_workloads"),
  /** Read from the account at each call: its drift and its chain. */
  getWorkload: (name: string) => call<WorkloadView>("get_workload", { name }),
  /** Under its role's name, in place of what was saved under it. Nothing in the account changes. */
  saveWorkload: (input: WorkloadInput) => call<WorkloadSummary>("save_workload", { input }),
  /** Nothing in the account changes. */
  forgetWorkload: (name: string) => call<void>("forget_workload", { name }),
  /** The plan that makes the account as it was chosen. */
  reviewWorkloadRepair: (name: string) => call<WorkloadReview>("review_workload_repair", { name }),

  planRoleDeletion: (name: string) => call<PlanView>("plan_role_deletion", { name }),
  planUndo: (runId: string) => call<PlanView>("plan_undo", { runId }),

  applyPlan: (planId: string, onProgress: (run: RunView) => void) =>
    call<RunView, RunView>("apply_plan", { planId }, onProgress),
  finishRun: (runId: string, onProgress: (run: RunView) => void) =>
    call<RunView, RunView>("finish_run", { runId }, onProgress),
  stopRun: (runId: string) => call<void>("stop_run", { runId }),

  /** `beside`: of a role's inline policy, the characters of the role's other ones. */
  analysePolicy: (text: string, kind: string | null, beside: number | null = null) =>
    call<PolicyAnalysis>("analyse_policy", { text, kind, beside }),
  /** Rejects where the text has no such place. */
  editPolicy: (text: string, edit: PolicyEdit) => call<TextEditView[]>("edit_policy", { text, edit }),
  comparePolicies: (saved: string, text: string) => call<DifferenceView>("compare_policies", { saved, text }),
  askPolicy: (text: string, kind: string, question: PolicyQuestion) =>
    call<PolicyAnswer>("ask_policy", { text, kind, question }),
  completePolicy: (text: string, at: number) => call<CompletionView | null>("complete_policy", { text, at }),
  explainPolicy: (text: string, at: number) => call<HoverView | null>("explain_policy", { text, at }),
  listServices: () => call<ServiceView[]>("list_services"),
  listActions: (service: string) => call<ActionView[]>("list_actions", { service }),
  searchActions: (words: string) => call<ActionView[]>("search_actions", { words }),
  /** Of actions, or of patterns of them. */
  resourceForms: (actions: string[]) => call<ResourceFormView[]>("resource_forms", { actions }),
  /** Of actions, or of patterns of them. */
  conditionKeys: (actions: string[]) => call<ConditionKeyView[]>("condition_keys", { actions }),
  policyTemplates: () => call<TemplateView[]>("policy_templates"),
  /** What the account has of a form of ARNs. What cannot be read is said in the answer. */
  offeredResources: (pattern: string) => call<Offers>("offered_resources", { pattern }),
  /** What the account has that a condition key's value may be. */
  offeredValues: (key: string) => call<Offers>("offered_values", { key }),
  offeredPrincipals: () => call<Offers>("offered_principals"),
  planPolicyChange: (target: PolicyTarget, text: string) =>
    call<PlanView>("plan_policy_change", { target, text }),

  /** The customer managed policies. `cancelReading` ends it. */
  listPolicies: (onProgress: (progress: Progress) => void) =>
    call<PolicyList, Progress>("list_policies", {}, onProgress),
  /** A managed policy with all its versions; of AWS's own, to be read only. */
  getPolicy: (arn: string) => call<ManagedPolicyView>("get_policy", { arn }),
  planPolicyRestore: (arn: string, version: string) =>
    call<PlanView>("plan_policy_restore", { arn, version }),
  planPolicyCreation: (name: string, description: string, text: string) =>
    call<PolicyCreation>("plan_policy_creation", { name, description, text }),
  planPolicyDeletion: (arn: string) => call<PlanView>("plan_policy_deletion", { arn }),
  planInlineCreation: (role: string, policy: string, text: string) =>
    call<PlanView>("plan_inline_creation", { role, policy, text }),

  /** Null: the person thought better of it. So with `saveFileAs`. */
  openFile: () => call<FileView | null>("open_file"),
  /** Rejects with `FILE_CHANGED` where another program changed the file since, unless `replace` is set. */
  saveFile: (file: string, text: string, replace: boolean) =>
    call<FileView>("save_file", { file, text, replace }),
  saveFileAs: (name: string, text: string) => call<FileView | null>("save_file_as", { name, text }),
  /** The window has unsaved work, or has none any more. */
  holdWindow: (held: boolean) => call<void>("hold_window", { held }),
  closeWindow: () => call<void>("close_window"),

  /** The keys of the account's Region. `cancelReading` ends it. */
  listKeys: (onProgress: (progress: KeyProgress) => void) =>
    call<KeyList, KeyProgress>("list_keys", {}, onProgress),
  /** By id, ARN or alias. */
  getKey: (key: string) => call<KeyView>("get_key", { key }),
  whoUsesKey: (key: string) => call<KeyUsers>("who_uses_key", { key }),
  draftKeyPolicy: (choice: KeyPolicyChoice) => call<KeyPolicyDraft>("draft_key_policy", { choice }),
  planKeyCreation: (input: KeyInput) => call<PlanView>("plan_key_creation", { input }),
  planKeyChange: (key: string, change: KeyChange) => call<PlanView>("plan_key_change", { key, change }),
  encryptText: (key: string, text: string, context: [string, string][]) =>
    call<KeyTrial>("encrypt_text", { key, text, context }),
  decryptText: (ciphertext: string, context: [string, string][]) =>
    call<KeyTrial>("decrypt_text", { ciphertext, context }),

  /** Without a value. `cancelReading` ends it. */
  listSecrets: (onProgress: (progress: Progress) => void) =>
    call<SecretList, Progress>("list_secrets", {}, onProgress),
  /** By name or ARN, without a value. */
  getSecret: (id: string) => call<SecretView>("get_secret", { id }),
  /** The one command that answers with a value: keep it in no cache. `copySecretValue` answers without it. */
  revealSecret: (id: string, version: string | null) =>
    call<RevealedSecret>("reveal_secret", { id, version }),
  /** The current value, that of a version, or one pair of it; the seconds that it stays on the clipboard. */
  copySecretValue: (id: string, version: string | null, pair: string | null) =>
    call<number>("copy_secret_value", { id, version, pair }),
  /** Where a copied value is on it. */
  clearClipboard: () => call<void>("clear_clipboard"),
  secretReaders: (id: string, onProgress: (progress: Progress) => void) =>
    call<SecretReaders, Progress>("secret_readers", { id }, onProgress),
  planSecretCreation: (input: SecretInput) => call<PlanView>("plan_secret_creation", { input }),
  planSecretValue: (id: string, content: SecretContent) =>
    call<PlanView>("plan_secret_value", { id, content }),
  /** For a step of a run whose value was lost. */
  giveSecretValue: (runId: string, step: number, value: string) =>
    call<void>("give_secret_value", { runId, step, value }),
  planSecretVersion: (id: string, version: string) => call<PlanView>("plan_secret_version", { id, version }),
  /** None: it is no longer rotated. */
  planSecretRotation: (id: string, input: SecretRotationInput | null) =>
    call<PlanView>("plan_secret_rotation", { id, input }),
  planSecretReplicas: (id: string, regions: string[]) =>
    call<PlanView>("plan_secret_replicas", { id, regions }),
  planSecretDeletion: (id: string, days: number) => call<PlanView>("plan_secret_deletion", { id, days }),
  planSecretRestore: (id: string) => call<PlanView>("plan_secret_restore", { id }),

  /** The buckets of all Regions. `cancelReading` ends it, and the other lists of what workloads use. */
  listBuckets: (onProgress: (progress: Progress) => void) =>
    call<BucketList, Progress>("list_buckets", {}, onProgress),
  getBucket: (name: string) => call<BucketView>("get_bucket", { name }),
  planBucketChange: (name: string, change: BucketChange) =>
    call<PlanView>("plan_bucket_change", { name, change }),
  listRepositories: (onProgress: (progress: Progress) => void) =>
    call<RepositoryList, Progress>("list_repositories", {}, onProgress),
  getRepository: (name: string) => call<RepositoryView>("get_repository", { name }),
  listJobs: (onProgress: (progress: Progress) => void) =>
    call<JobList, Progress>("list_jobs", {}, onProgress),
  planNotebookRoot: (name: string, rootAccess: boolean) =>
    call<PlanView>("plan_notebook_root", { name, rootAccess }),
  listTrails: (onProgress: (progress: Progress) => void) =>
    call<TrailList, Progress>("list_trails", {}, onProgress),
  planTrailChange: (arn: string, change: TrailChange) => call<PlanView>("plan_trail_change", { arn, change }),

  /** The network of the Region. `cancelReading` ends it. */
  getNetwork: (onProgress: (progress: Progress) => void) =>
    call<NetworkView, Progress>("get_network", {}, onProgress),
  networkNeeds: (input: PlacementInput) => call<NetworkNeedsView>("network_needs", { input }),
  planNetworkNeeds: (input: PlacementInput) => call<PlanView>("plan_network_needs", { input }),
  planEndpointCreation: (input: EndpointInput) => call<PlanView>("plan_endpoint_creation", { input }),
  planEndpointChange: (id: string, input: EndpointChangeInput) =>
    call<PlanView>("plan_endpoint_change", { id, input }),
  planEndpointDeletion: (id: string) => call<EndpointDeletionView>("plan_endpoint_deletion", { id }),
  /** US dollars for an hour and zone, and for a gigabyte; null takes the compiled-in price again. */
  setEndpointPrice: (own: [number, number] | null) => call<EndpointPriceView>("set_endpoint_price", { own }),

  /** As it stood at the last run; null: it never ran in this account. */
  getChecklist: () => call<ChecklistView | null>("get_checklist"),
  /** Reads the account and judges it. `cancelReading` ends it. */
  runChecklist: (onProgress: (progress: Progress) => void) =>
    call<ChecklistView, Progress>("run_checklist", {}, onProgress),
  /** Of one check, in all states. */
  listCheckFindings: (check: string) => call<FindingRow[]>("list_check_findings", { check }),
  getFinding: (key: string) => call<CheckFindingView>("get_finding", { key }),
  /** Reads what it is about again. */
  recheckFinding: (key: string) => call<CheckFindingView>("recheck_finding", { key }),
  planFindingFix: (key: string) => call<CheckFixView>("plan_finding_fix", { key }),
  acceptRisk: (key: string, acceptance: AcceptanceView) =>
    call<CheckFindingView>("accept_risk", { key, acceptance }),
  withdrawAcceptance: (key: string) => call<CheckFindingView>("withdraw_acceptance", { key }),
  /** An empty one takes it away. */
  setFindingNote: (key: string, note: string) => call<CheckFindingView>("set_finding_note", { key, note }),
  checklistReport: (format: ReportFormat) => call<ChecklistReport>("checklist_report", { format }),

  getStudy: () => call<StudyView>("get_study"),
  getLesson: (id: string) => call<LessonView>("get_lesson", { id }),
  /** Opens the lesson's own account, as it was left; `resetLesson` as the lesson begins. So with scenarios. */
  startLesson: (id: string) => call<AccountView>("start_lesson", { id }),
  resetLesson: (id: string) => call<AccountView>("reset_lesson", { id }),
  /** Back to the practice account. */
  leaveStudy: () => call<AccountView>("leave_study"),
  checkTask: (lesson: string, task: string) => call<TaskView>("check_task", { lesson, task }),
  /** With the account as it is now. */
  getDemonstration: (lesson: string) => call<DemonstrationView>("get_demonstration", { lesson }),
  /** Null: none is left of what was asked for. */
  nextQuestion: (topic: string | null, dueOnly: boolean) =>
    call<QuestionView | null>("next_question", { topic, dueOnly }),
  getQuestion: (id: string) => call<QuestionView>("get_question", { id }),
  answerQuestion: (id: string, answer: AnswerInput) => call<JudgedView>("answer_question", { id, answer }),
  /** Of all topics where none is named. */
  beginSet: (questions: number, minutes: number, topics: string[]) =>
    call<SetView>("begin_set", { questions, minutes, topics }),
  finishSet: (id: string, answers: (AnswerInput | null)[], seconds: number) =>
    call<SetResult>("finish_set", { id, answers, seconds }),
  getScenario: (id: string) => call<ScenarioView>("get_scenario", { id }),
  startScenario: (id: string) => call<AccountView>("start_scenario", { id }),
  resetScenario: (id: string) => call<AccountView>("reset_scenario", { id }),
  scoreScenario: (id: string) => call<ScenarioView>("score_scenario", { id }),
  /** Of `check:LP-09`, `lint:CODE`, `action:kms:Decrypt`, `layer:permissions-boundary`; null: no lesson speaks of it. */
  explain: (subject: string) => call<ExplainView | null>("explain", { subject }),
  studyProgressFile: () => call<ChecklistReport>("study_progress_file"),
  resetProgress: () => call<void>("reset_progress"),

  /** What is behind a text of an error, and what mends it in the open account. */
  diagnose: (text: string, answers: DoctorAnswer[]) => call<DoctorView>("diagnose", { text, answers }),
  planDoctorFix: (text: string, answers: DoctorAnswer[], fix: string) =>
    call<PlanView>("plan_doctor_fix", { text, answers, fix }),

  listRuns: () => call<RunView[]>("list_runs"),
  startupNotices: () => call<Notice[]>("startup_notices"),
};
