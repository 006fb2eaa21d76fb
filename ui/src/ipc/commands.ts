import type { AccountChoice } from "../bindings/AccountChoice";
import type { AccountList } from "../bindings/AccountList";
import type { AccountView } from "../bindings/AccountView";
import type { FieldProblem } from "../bindings/FieldProblem";
import type { Notice } from "../bindings/Notice";
import type { Overview } from "../bindings/Overview";
import type { PlanView } from "../bindings/PlanView";
import type { Progress } from "../bindings/Progress";
import type { RoleList } from "../bindings/RoleList";
import type { RoleView } from "../bindings/RoleView";
import type { RunView } from "../bindings/RunView";
import type { TrainingInput } from "../bindings/TrainingInput";
import type { TrainingReview } from "../bindings/TrainingReview";
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
  getRole: (name: string) => call<RoleView>("get_role", { name }),

  checkTraining: (input: TrainingInput) => call<FieldProblem[]>("check_training", { input }),
  reviewTraining: (input: TrainingInput) => call<TrainingReview>("review_training", { input }),

  planRoleDeletion: (name: string) => call<PlanView>("plan_role_deletion", { name }),
  planUndo: (runId: string) => call<PlanView>("plan_undo", { runId }),

  applyPlan: (planId: string, onProgress: (run: RunView) => void) =>
    call<RunView, RunView>("apply_plan", { planId }, onProgress),
  finishRun: (runId: string, onProgress: (run: RunView) => void) =>
    call<RunView, RunView>("finish_run", { runId }, onProgress),
  stopRun: (runId: string) => call<void>("stop_run", { runId }),

  listRuns: () => call<RunView[]>("list_runs"),
  startupNotices: () => call<Notice[]>("startup_notices"),
};
