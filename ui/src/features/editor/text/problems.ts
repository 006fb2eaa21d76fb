import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import type { TransactionSpec } from "@codemirror/state";
import type { PolicyAnalysis } from "../../../bindings/PolicyAnalysis";
import { severityOf } from "../../../shared/severity";
import { type Mark, type PolicyDocument, placeNow } from "../document";

/** More marks than these in one text are noise; the list has them all. */
const MOST = 500;

/** Puts what was found beside its lines, each with the change that mends it. */
export function problems(
  target: PolicyDocument,
  analysis: PolicyAnalysis,
  mark: Mark | null,
): TransactionSpec {
  const { length } = target.state.doc;
  const within = (place: { from: number; to: number }) => {
    const { from, to } = placeNow(place, mark);
    return { from: Math.min(from, length), to: Math.min(to, length) };
  };
  const breaks = analysis.breaks.map(
    ({ place, message }): Diagnostic => ({ ...within(place), severity: "error", message, source: "JSON" }),
  );
  const findings = analysis.findings.map((finding): Diagnostic => {
    const { fix } = finding;
    const { text, mark: severity } = severityOf(finding.severity);
    return {
      ...within(finding.place),
      severity,
      message: `${text}: ${finding.message} ${finding.why}`,
      actions: fix
        ? [{ name: fix.title, apply: () => void target.apply(fix.edits, mark ?? undefined) }]
        : undefined,
    };
  });
  return setDiagnostics(target.state, [...breaks, ...findings].slice(0, MOST));
}
