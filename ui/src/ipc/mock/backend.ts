import type { AccountChoice } from "../../bindings/AccountChoice";
import type { AccountView } from "../../bindings/AccountView";
import type { DoctorAnswer } from "../../bindings/DoctorAnswer";
import type { KeyList } from "../../bindings/KeyList";
import type { KeyProgress } from "../../bindings/KeyProgress";
import type { ManagedPolicyView } from "../../bindings/ManagedPolicyView";
import type { Notice } from "../../bindings/Notice";
import type { Overview } from "../../bindings/Overview";
import type { PlanView } from "../../bindings/PlanView";
import type { PolicyCreation } from "../../bindings/PolicyCreation";
import type { PolicyTarget } from "../../bindings/PolicyTarget";
import type { Problem } from "../../bindings/Problem";
import type { Progress } from "../../bindings/Progress";
import type { RoleView } from "../../bindings/RoleView";
import type { RunView } from "../../bindings/RunView";
import type { WorkloadInput } from "../../bindings/WorkloadInput";
import type { Transport } from "../transport";
import { accountList, practiceAccount, realAccount } from "./accounts";
import { checklistParts, MockChecklist, type MockChecklistStart } from "./checklist";
import { answerData, type MockData, seedData } from "./data";
import { MockDisk } from "./disk";
import { diagnose, doctorPlan } from "./doctor";
import { answerEditor, changePlan } from "./editor";
import { answerCatalog } from "./editor-catalog";
import { MockKeys } from "./keys";
import { answerNetwork, seedNetwork } from "./network";
import { offeredPrincipals, offeredResources, offeredValues } from "./offers";
import { deletionPlan, policyCreationPlan, policyDeletionPlan, undoPlan } from "./plans";
import { attachedPolicy, makePolicy, roleReport, roleReview, seedPolicies } from "./policies";
import { problem } from "./problem";
import { makeRole, seedRoles, summaryOf } from "./roles";
import { makeRun, pendingStep, seedRuns, summaryOf as sentenceOf } from "./runs";
import { MockSecrets } from "./secrets";
import { MockStudy } from "./study";
import { checkWorkload, policies, reviewWorkload } from "./workload";
import { workloadCode } from "./workload-code";
import { MockWorkloads } from "./workloads";

export interface MockOptions {
  /** How long a call takes, in milliseconds. */
  delay?: number;
  /** The step, from 1, at which the next run fails. */
  failAtStep?: number;
  /** The account that is open at the start; practice by default. */
  profile?: string;
  roles?: RoleView[];
  runs?: RunView[];
  startupNotices?: Notice[];
  checklist?: MockChecklistStart;
  /** Nothing was studied yet. */
  fresh?: boolean;
  /** The lesson whose account is open at the start. */
  lesson?: string;
}

/** An account that lives in the page. It has the manners of the application, not its judgement. */
export class MockBackend {
  roles: RoleView[];
  runs: RunView[];
  policies: ManagedPolicyView[];
  network = seedNetwork();
  data: MockData;
  account: AccountView | null;
  disk = new MockDisk();
  /** Why a command is refused, by its name. */
  refused = new Map<string, Problem>();
  calls: { command: string; args: Record<string, unknown> }[] = [];
  readonly secrets: MockSecrets;
  workloads: MockWorkloads;
  readonly checklist: MockChecklist;
  readonly study: MockStudy;
  /** The doctor's plans that were applied. */
  private mended = new Set<string>();
  private plans = new Map<string, { plan: PlanView; undoes: string | null; done: () => void }>();
  /** What takes back a change of a policy, by the run's title. */
  private before = new Map<string, () => void>();
  private whenDone = new Map<string, () => void>();
  private reading: AbortController | null = null;
  private stopping = new Set<string>();
  private counter = 0;
  readonly keys = new MockKeys();

  constructor(readonly options: MockOptions = {}) {
    this.roles = options.roles ?? seedRoles();
    this.runs = options.runs ?? seedRuns();
    this.policies = seedPolicies();
    this.data = seedData(options.roles?.length === 0);
    this.secrets = new MockSecrets(options.roles?.length === 0);
    this.workloads = new MockWorkloads(options.roles?.length === 0);
    this.checklist = new MockChecklist(options.roles?.length === 0, options.checklist);
    this.study = new MockStudy(options.fresh === true, () => this.roles);
    this.account = options.profile ? realAccount(options.profile, null) : null;
    if (options.lesson)
      this.account = this.study.answer("start_lesson", { id: options.lesson }) as AccountView;
  }

  transport: Transport = async (command, args, onProgress) => {
    this.calls.push({ command, args });
    await this.wait();
    const refusal = this.refused.get(command);
    if (refusal) throw refusal;
    const result = await this.answer(command, args, onProgress ?? (() => {}));
    return structuredClone(result);
  };

  private wait(times = 1): Promise<void> {
    return new Promise((done) => setTimeout(done, (this.options.delay ?? 0) * times));
  }

  private answer(command: string, args: Record<string, unknown>, tell: (value: unknown) => void): unknown {
    const name = String(args.name ?? "");
    const runId = String(args.runId ?? "");
    switch (command) {
      case "list_accounts":
        return accountList;
      case "current_account":
        return this.account;
      case "open_account":
        return this.open(args.choice as AccountChoice);
      case "unlock_account":
        return this.unlock(String(args.typed));
      case "lock_account":
        this.account = { ...this.opened(), writable: false };
        return this.account;
      case "get_overview":
        return this.overview();
      case "list_roles":
        return this.listRoles(tell);
      case "cancel_reading":
        return this.reading?.abort();
      case "get_role":
        return this.role(name);
      case "check_workload":
        return checkWorkload(args.input as WorkloadInput);
      case "review_workload":
        return this.review(args.input as WorkloadInput);
      case "workload_code":
        return workloadCode(args.input as WorkloadInput, this.opened().id);
      case "workload_activities":
      case "list_workloads":
      case "get_workload":
      case "save_workload":
      case "forget_workload":
        return this.workloads.answer(command, args, this.roles);
      case "review_workload_repair": {
        const { review, done } = this.workloads.repair(name, this.nextId("plan"));
        this.keep(review.plan, null, done);
        return review;
      }
      case "plan_role_deletion": {
        const role = this.role(name);
        const plan = deletionPlan(role, this.nextId("plan"), this.opened().id);
        return this.keep(plan, null, () => this.dropRole(name));
      }
      case "plan_undo": {
        const run = this.run(runId);
        const role = /role (\S+)$/.exec(run.title)?.[1] ?? "";
        const back = this.before.get(run.title) ?? (() => this.dropRole(role));
        return this.keep(undoPlan(run, this.nextId("plan")), run.id, back);
      }
      case "apply_plan":
        return this.apply(String(args.planId), tell);
      case "finish_run":
        return this.carryOut(this.run(runId), tell);
      case "stop_run":
        return void this.stopping.add(runId);
      case "list_runs":
        return this.runs;
      case "startup_notices":
        return this.options.startupNotices ?? [];
      case "review_role":
        return roleReview;
      case "role_report":
        return roleReport(this.role(name).name);
      case "list_policies":
        return { policies: this.policies, readAt: "2026-11-25T08:00:00Z" };
      case "get_policy":
        return this.policy(String(args.arn));
      case "offered_resources":
        return offeredResources(String(args.pattern), this.roles, this.policies);
      case "offered_principals":
        return offeredPrincipals(this.roles);
      case "offered_values":
        return offeredValues(String(args.key), this.roles, this.network);
      case "plan_policy_creation":
        return this.planPolicyCreation(name, String(args.description), String(args.text));
      case "plan_policy_deletion":
        return this.planPolicyDeletion(this.policy(String(args.arn)));
      case "plan_inline_creation":
        return this.planInlineCreation(this.role(String(args.role)), String(args.policy), String(args.text));
      case "plan_policy_change": {
        const target = args.target as PolicyTarget;
        if (target.is === "secret") {
          const change = this.secrets.policy(target.arn, String(args.text), this.nextId("plan"));
          return this.keep(change.plan, null, change.done);
        }
        if (target.is === "managed") throw problem("AWS_MANAGED", "The mocked account keeps no versions.");
        if (target.is === "key")
          return this.keep(this.keys.planPolicy(target.key, this.nextId("plan")), null, () => {});
        if (target.is === "bucket" || target.is === "repository")
          throw problem("NO_CHANGE", "The mocked account keeps this policy.");
        if (target.is === "endpoint") throw problem("NO_CHANGE", "The mocked endpoint keeps its policy.");
        const plan = changePlan(target, String(args.text), this.nextId("plan"), this.opened().id);
        return this.keep(plan, null, () => this.writePolicy(target, String(args.text), plan.title));
      }
      case "run_checklist":
        return this.runChecklist(tell);
      case "plan_finding_fix": {
        const base = { id: this.nextId("plan"), accountId: this.opened().id };
        const { fix, done } = this.checklist.fix(args.key, base);
        if (fix.is === "plan") this.keep(fix.plan, null, done);
        return fix;
      }
      case "start_lesson":
      case "reset_lesson":
      case "start_scenario":
      case "reset_scenario":
      case "leave_study":
        this.account = this.study.answer(command, args) as AccountView;
        return this.account;
      case "diagnose":
        return diagnose(String(args.text), args.answers as DoctorAnswer[], this.mended);
      case "plan_doctor_fix": {
        const fix = String(args.fix);
        const plan = doctorPlan(fix, { id: this.nextId("plan"), accountId: this.opened().id });
        return this.keep(plan, null, () => void this.mended.add(fix));
      }
      case "open_file":
        return this.disk.open();
      case "save_file":
        return this.disk.save(String(args.file), String(args.text), args.replace === true);
      case "save_file_as":
        return this.disk.saveAs(name, String(args.text));
      case "hold_window":
      case "close_window":
        return null;
      case "list_keys":
        return this.listKeys(tell);
      case "get_key":
      case "who_uses_key":
      case "draft_key_policy":
      case "encrypt_text":
      case "decrypt_text":
        return this.keys.answer(command, args);
      case "plan_key_creation":
      case "plan_key_change": {
        const { plan, done } = this.keys.plan(command, args, this.nextId("plan"));
        return this.keep(plan, null, done);
      }
      case "list_secrets":
        return this.secrets.list();
      case "get_secret":
        return this.secrets.get(String(args.id));
      case "reveal_secret":
        return this.secrets.reveal(String(args.id), args.version as string | null);
      case "copy_secret_value":
        return this.secrets.copy(String(args.id), args.version as string | null, args.pair as string | null);
      case "clear_clipboard":
        return this.secrets.clearClipboard();
      case "secret_readers":
        return this.secrets.readers(String(args.id));
      default: {
        const change = this.secrets.change(command, args, this.nextId("plan"));
        if (change) return this.keep(change.plan, null, change.done);
        const base = { id: this.nextId("plan"), accountId: this.account?.id ?? "" };
        const about =
          answerNetwork(this.network, command, args, base) ?? answerData(this.data, command, args, base);
        if (about?.plan) this.keep(about.plan, null, about.done ?? (() => undefined));
        if (about) return about.result;
        // The editor's commands and its catalog have files of their own.
        const checklist = (command: string, args: Record<string, unknown>) =>
          this.checklist.answer(command, args);
        const study = (command: string, args: Record<string, unknown>) => this.study.answer(command, args);
        for (const answer of [study, checklist, answerEditor, answerCatalog]) {
          const found = answer(command, args);
          if (found !== undefined) return found;
        }
        throw problem("UNKNOWN_COMMAND", `There is no command ${command}.`);
      }
    }
  }

  private nextId(kind: string): string {
    this.counter += 1;
    return `${kind}-${this.counter}`;
  }

  private opened(): AccountView {
    if (!this.account) throw problem("NO_ACCOUNT", "No account is open.");
    return this.account;
  }

  private open(choice: AccountChoice): AccountView {
    if (choice.kind === "profile" && choice.name === "expired")
      throw problem("CREDENTIALS_EXPIRED", "The SSO session of the profile expired has ended.", {
        nextStep: "Log in again in a terminal, then open the profile once more.",
        command: "aws sso login --profile expired",
      });
    this.study.open = null;
    this.account = choice.kind === "practice" ? practiceAccount : realAccount(choice.name, choice.region);
    return this.account;
  }

  private unlock(typed: string): AccountView {
    const account = this.opened();
    if (typed !== account.id && typed !== account.alias)
      throw problem("UNLOCK_MISMATCH", `This is neither the account's id nor its alias.`);
    this.account = { ...account, writable: true };
    return this.account;
  }

  private overview(): Overview {
    const has = (name: string) => this.roles.some((role) => role.name === name);
    const note = (code: string, role: string, severity: string, message: string) =>
      has(role) ? [{ code, role, severity, message }] : [];
    return {
      roleCount: this.roles.length,
      sageMakerRoleCount: this.roles.filter((role) => role.forSageMaker).length,
      unusedRoleCount: this.roles.filter((role) => role.unused).length,
      notes: [
        ...note(
          "ROLE_ADMINISTRATOR",
          "notebook-admin",
          "high",
          "May do everything in the account, and SageMaker may assume it.",
        ),
        ...note(
          "TRUST_FOREIGN_ACCOUNT",
          "partner-labelling",
          "high",
          "Lets account 444455556666 in without an external id.",
        ),
        ...note(
          "TRUST_CONFUSED_DEPUTY",
          "MLTrainingRole",
          "medium",
          "Its trust policy does not say for which account SageMaker may use it.",
        ),
        ...note("ROLE_UNUSED", "ec2-gpu-bench", "low", "Was last used 180 days ago."),
      ],
      unfinishedRunIds: this.runs.filter((run) => run.canFinish).map((run) => run.id),
    };
  }

  private async listRoles(tell: (value: unknown) => void): Promise<unknown> {
    const reading = new AbortController();
    this.reading = reading;
    for (let found = 2; found < this.roles.length; found += 2) {
      tell({ what: "roles", found } satisfies Progress);
      await this.wait();
      if (reading.signal.aborted) throw problem("CANCELLED", "The reading was cancelled.");
    }
    return { roles: this.roles.map(summaryOf), readAt: new Date().toISOString() };
  }

  /** Tells those read so far after each where it takes its time, as the application does once a second. */
  private async listKeys(tell: (value: unknown) => void): Promise<KeyList> {
    const reading = new AbortController();
    this.reading = reading;
    const whole = this.keys.whole();
    for (let found = 1; this.options.delay && found < whole.keys.length; found += 1) {
      tell({ found, soFar: { ...whole, keys: whole.keys.slice(0, found) } } satisfies KeyProgress);
      await this.wait();
      if (reading.signal.aborted) throw problem("CANCELLED", "The reading was cancelled.");
    }
    return whole;
  }

  private async runChecklist(tell: (value: unknown) => void): Promise<unknown> {
    const reading = new AbortController();
    this.reading = reading;
    for (const what of checklistParts) {
      tell({ what, found: 12 } satisfies Progress);
      await this.wait(3);
      if (reading.signal.aborted) throw problem("CANCELLED", "The reading was cancelled.");
    }
    return this.checklist.ran();
  }

  private role(name: string): RoleView {
    const role = this.roles.find((each) => each.name === name);
    if (!role)
      throw problem("NoSuchEntity", `The role with name ${name} cannot be found.`, {
        requestId: "5d1a0c6e-9b1f-4c0e-8a55-0b9a3f6f2c11",
      });
    return role;
  }

  private writePolicy(target: Extract<PolicyTarget, { role: string }>, text: string, title: string): void {
    const role = this.role(target.role);
    const policy =
      target.is === "trust"
        ? role.trust
        : role.permissions.find(({ arn, name }) => arn === null && name === target.policy);
    if (!policy) return;
    const old = policy.document;
    this.before.set(title, () => {
      policy.document = old;
    });
    policy.document = text;
  }

  private policy(arn: string): ManagedPolicyView {
    const own = this.policies.find((each) => each.arn === arn);
    const attached = this.roles.map((role) => attachedPolicy(role, arn)).find((found) => found !== null);
    if (own ?? attached) return (own ?? attached) as ManagedPolicyView;
    throw problem("NoSuchEntity", `Policy ${arn} was not found.`);
  }

  /** IAM's rule for names, as the application words it. */
  private checkName(name: string, taken: boolean): void {
    const message = taken
      ? `The account has the policy ${name} already.`
      : name === ""
        ? "Give the policy a name."
        : /[^\w+=,.@-]/.test(name)
          ? "A policy name takes letters, digits and + = , . @ _ - only."
          : null;
    if (message)
      throw problem("FIELDS", "Some fields need a change.", {
        fields: [{ field: "name", code: taken ? "POLICY_EXISTS" : "NAME_CHARACTER", message }],
      });
  }

  private planPolicyCreation(name: string, description: string, text: string): PolicyCreation {
    this.checkName(
      name,
      this.policies.some((each) => each.name === name),
    );
    const policy = makePolicy({ name, description, document: text });
    const plan = policyCreationPlan(policy, this.nextId("plan"), this.opened().id);
    this.before.set(plan.title, () => {
      this.policies = this.policies.filter((each) => each.arn !== policy.arn);
    });
    return { plan: this.keep(plan, null, () => this.policies.push(policy)), arn: policy.arn };
  }

  private planPolicyDeletion(policy: ManagedPolicyView): PlanView {
    const { name, arn, holders } = policy;
    const [holder] = holders?.roles ?? [];
    if (holder)
      throw problem(
        "POLICY_IN_USE",
        `${name} cannot be deleted while it is in use: it is attached to the role ${holder}.`,
        {
          nextStep: "Detach it there, or set another boundary, and then delete it.",
        },
      );
    const plan = policyDeletionPlan(policy, this.nextId("plan"), this.opened().id);
    this.before.set(plan.title, () => this.policies.push(policy));
    return this.keep(plan, null, () => {
      this.policies = this.policies.filter((each) => each.arn !== arn);
    });
  }

  private planInlineCreation(role: RoleView, name: string, text: string): PlanView {
    this.checkName(
      name,
      role.permissions.some((each) => each.arn === null && each.name === name),
    );
    const target = { is: "inline", role: role.name, policy: name } as const;
    const plan = changePlan(target, text, this.nextId("plan"), this.opened().id);
    return this.keep(plan, null, () =>
      role.permissions.unshift({ name, arn: null, awsManaged: false, document: text, size: text.length }),
    );
  }

  private dropRole(name: string): void {
    this.roles = this.roles.filter((role) => role.name !== name);
  }

  private review(input: WorkloadInput): unknown {
    const fields = checkWorkload(input);
    if (fields.length) throw problem("INPUT_WRONG", "Some of the fields need another look.", { fields });
    const taken = this.roles.some((role) => role.name.toLowerCase() === input.roleName.toLowerCase());
    if (taken && this.workloads.has(input.roleName)) {
      const { review, done } = this.workloads.change(input, this.nextId("plan"));
      this.keep(review.plan, null, done);
      return review;
    }
    if (taken) {
      const message = `There is a role ${input.roleName} in this account already.`;
      throw problem("ROLE_EXISTS", message, {
        nextStep: "Choose another name.",
        fields: [{ field: "roleName", code: "ROLE_EXISTS", message }],
      });
    }
    const review = reviewWorkload(input, this.nextId("plan"), this.opened().id);
    this.keep(review.plan, null, () => this.roles.push(roleOf(input)));
    return review;
  }

  private keep(plan: PlanView, undoes: string | null, done: () => void): PlanView {
    this.plans.set(plan.id, { plan, undoes, done });
    return plan;
  }

  private run(id: string): RunView {
    const run = this.runs.find((each) => each.id === id);
    if (!run) throw problem("NO_SUCH_RUN", "This run is not in the journal.");
    return run;
  }

  private apply(planId: string, tell: (value: unknown) => void): Promise<RunView> {
    const kept = this.plans.get(planId);
    if (!kept)
      throw problem("PLAN_STALE", "This plan is no longer current.", { nextStep: "Make the plan again." });
    const account = this.opened();
    if (!account.writable)
      throw problem("ACCOUNT_READ_ONLY", "This account is open read-only, so nothing was changed.", {
        nextStep: "Unlock writing at the top of the window, then apply again.",
      });
    this.plans.delete(planId);
    const now = new Date().toISOString();
    const run = makeRun({
      id: this.nextId("run"),
      title: kept.plan.title,
      accountId: account.id,
      accountKind: account.kind,
      started: now,
      state: "running",
      steps: kept.plan.steps.map(pendingStep),
      undoes: kept.undoes,
    });
    this.runs.unshift(run);
    this.whenDone.set(run.id, () => {
      kept.done();
      const undone = this.runs.find((each) => each.id === kept.undoes);
      if (undone)
        Object.assign(undone, { state: "undone", undoneBy: run.id, canUndo: false, canFinish: false });
    });
    return this.carryOut(run, tell);
  }

  private async carryOut(run: RunView, tell: (value: unknown) => void): Promise<RunView> {
    const failAt = this.options.failAtStep;
    this.options.failAtStep = undefined;
    const put = (part: Partial<RunView>) => {
      Object.assign(run, part, { latest: new Date().toISOString() });
      run.summary = sentenceOf(run.state, run.steps);
      tell(structuredClone(run));
      return run;
    };
    put({ state: "running", canFinish: false, canUndo: false });
    for (const step of run.steps) {
      if (step.state === "done") continue;
      if (this.stopping.delete(run.id)) return put({ state: "stopped", canFinish: true, canUndo: true });
      step.state = "inDoubt";
      put({});
      await this.wait(2);
      const fails = step.number === failAt;
      Object.assign(step, {
        state: fails ? "failed" : "done",
        at: new Date().toISOString(),
        requestId: crypto.randomUUID(),
        errorCode: fails ? "LimitExceeded" : null,
        errorMessage: fails ? "Cannot exceed quota for PoliciesPerRole: 10" : null,
      });
      if (fails) return put({ state: "failed", canFinish: true, canUndo: step.number > 1 });
      put({});
    }
    this.whenDone.get(run.id)?.();
    return put({ state: "complete", canFinish: false, canUndo: true });
  }
}

/** The role that a workload wants. */
function roleOf(input: WorkloadInput): RoleView {
  const { trust, permissions } = policies(input);
  return makeRole({
    name: input.roleName,
    description: input.description,
    created: new Date().toISOString(),
    tags: input.tags,
    trustText: trust,
    permissions: [
      {
        name: `${input.roleName}-permissions`,
        arn: null,
        awsManaged: false,
        document: permissions,
        size: permissions.replace(/\s/g, "").length,
      },
    ],
  });
}
