import type { WorkloadInput } from "../../bindings/WorkloadInput";

/** Which role a run of the wizard made; kept as long as the window, so that a reload keeps its screen. */
export interface Created {
  roleName: string;
  roleArn: string;
  /** What was entered: its code is shown beside the role. */
  input?: WorkloadInput;
}

const key = (runId: string) => `gatehouse.workload.created.${runId}`;

export function rememberCreated(runId: string, created: Created): void {
  window.sessionStorage.setItem(key(runId), JSON.stringify(created));
}

export function recallCreated(runId: string): Created | null {
  try {
    return JSON.parse(window.sessionStorage.getItem(key(runId)) ?? "null");
  } catch {
    return null;
  }
}
