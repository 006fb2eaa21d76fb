import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";

interface Severity {
  id: string;
  text: string;
  many: string;
  icon: StatusIndicatorProps.Type;
  /** In the margin of the text. */
  mark: "error" | "warning" | "info";
}

/** The linter's severities, the gravest first. */
export const severities: readonly Severity[] = [
  { id: "ERROR", text: "Error", many: "Errors", icon: "error", mark: "error" },
  { id: "SECURITY_WARNING", text: "Security", many: "Security warnings", icon: "warning", mark: "warning" },
  { id: "WARNING", text: "Warning", many: "Warnings", icon: "warning", mark: "warning" },
  { id: "SUGGESTION", text: "Suggestion", many: "Suggestions", icon: "info", mark: "info" },
];

const suggestion: Severity = { id: "", text: "Note", many: "Notes", icon: "info", mark: "info" };

export const severityOf = (id: string): Severity => severities.find((each) => each.id === id) ?? suggestion;

/** Place in the order of gravity. */
export const gravity = (id: string): number => {
  const at = severities.findIndex((each) => each.id === id);
  return at < 0 ? severities.length : at;
};
