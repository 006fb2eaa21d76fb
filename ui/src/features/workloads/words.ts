import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { DriftState } from "../../bindings/DriftState";
import type { DriftView } from "../../bindings/DriftView";
import type { LinkState } from "../../bindings/LinkState";
import type { WorkloadView } from "../../bindings/WorkloadView";

/** A state in a word, with the indicator that goes with it. */
export interface Word {
  text: string;
  type: StatusIndicatorProps.Type;
}

export const driftWords: Record<DriftState, Word> = {
  same: { text: "As it was chosen", type: "success" },
  missing: { text: "Not there", type: "error" },
  different: { text: "Different", type: "warning" },
  unknown: { text: "Could not be read", type: "info" },
};

export const linkWords: Record<LinkState, Word> = {
  holds: { text: "Holds", type: "success" },
  weak: { text: "Weak", type: "warning" },
  broken: { text: "Broken", type: "error" },
  unknown: { text: "Unknown", type: "info" },
};

export const differs = ({ state }: DriftView) => state === "missing" || state === "different";

const count = (many: number, one: string, several: string) => `${many} ${many === 1 ? one : several}`;

/** How the account differs from what was chosen, in a word. */
export function driftSummary(drift: readonly DriftView[]): Word {
  if (drift.length === 0) return { text: "Nothing to compare yet", type: "pending" };
  const differing = drift.filter(differs).length;
  const unread = drift.filter(({ state }) => state === "unknown").length;
  if (differing > 0) return { text: count(differing, "thing differs", "things differ"), type: "error" };
  if (unread > 0)
    return { text: `No difference is known, ${unread} could not be read`, type: driftWords.unknown.type };
  return { text: "All as it was chosen", type: "success" };
}

/** How the chain stands, in a word. */
export function chainSummary({ links }: WorkloadView["chain"]): Word {
  if (links.length === 0) return { text: "Nothing to judge yet", type: "pending" };
  const of = (state: LinkState) => links.filter((link) => link.state === state).length;
  const [broken, weak, unknown] = [of("broken"), of("weak"), of("unknown")];
  if (broken > 0) return { text: count(broken, "broken link", "broken links"), type: "error" };
  if (weak > 0) return { text: count(weak, "weak link", "weak links"), type: "warning" };
  if (unknown > 0)
    return { text: `No broken link is known, ${unknown} could not be judged`, type: linkWords.unknown.type };
  return { text: "Every link holds", type: "success" };
}
