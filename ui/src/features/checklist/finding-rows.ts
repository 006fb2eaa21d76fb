import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import type { ChecklistView } from "../../bindings/ChecklistView";
import type { FindingRow } from "../../bindings/FindingRow";
import type { FindingState } from "../../bindings/FindingState";
import { joined, offered, ofList, ofText, yes } from "../../shared/list/filtering";
import { filterOf, type Token } from "../../shared/list/query";
import { href } from "../../shell/router";
import { gravity, severities, severityWords, stateWords } from "./words";

/** A finding as a row: what can be filtered by is a text of its own. */
export interface FindingListRow extends FindingRow {
  id: string;
  severityText: string;
  stateText: string;
  practiceText: string;
  checkText: string;
  checkTitle: string;
  workloadText: string;
  newText: "Yes" | "No";
  notedText: "Yes" | "No";
}

export function findingRows({ findings, practices, checks }: ChecklistView): FindingListRow[] {
  const practiceTitle = new Map(practices.map(({ id, title }) => [id, title]));
  const checkTitle = new Map(checks.map(({ id, title }) => [id, title]));
  return findings.map((finding) => ({
    ...finding,
    id: finding.key,
    severityText: severityWords[finding.severity].text,
    stateText: stateWords[finding.state].text,
    practiceText: practiceTitle.get(finding.practice) ?? finding.practice,
    checkText: finding.check,
    checkTitle: checkTitle.get(finding.check) ?? "",
    workloadText: joined(finding.workloads),
    newText: yes(finding.new),
    notedText: yes(finding.noted),
  }));
}

const states: readonly FindingState[] = ["failed", "unanswered", "accepted"];

/** What failed comes before what could not be answered, and that before what was accepted. */
const byState = (row: FindingRow) => states.indexOf(row.state);

/** The gravest first; of the same weight as the checks and names go. */
export const bySeverity = (a: FindingRow, b: FindingRow) =>
  gravity(a.severity) - gravity(b.severity) ||
  byState(a) - byState(b) ||
  a.check.localeCompare(b.check) ||
  a.name.localeCompare(b.name);

const word: PropertyFilterProps.FilteringProperty["operators"] = ["=", "!="];

export const filteringProperties: PropertyFilterProps.FilteringProperty[] = [
  { key: "stateText", propertyLabel: "State", groupValuesLabel: "States", operators: word },
  { key: "severityText", propertyLabel: "Severity", groupValuesLabel: "Severities", operators: word },
  { key: "practiceText", propertyLabel: "Practice", groupValuesLabel: "Practices", operators: word },
  { key: "checkText", propertyLabel: "Check", groupValuesLabel: "Checks", operators: ofText },
  { key: "kind", propertyLabel: "Kind", groupValuesLabel: "Kinds", operators: word },
  { key: "name", propertyLabel: "Name", groupValuesLabel: "Names", operators: ofText },
  { key: "workloadText", propertyLabel: "Workload", groupValuesLabel: "Workloads", operators: ofList },
  { key: "newText", propertyLabel: "New", groupValuesLabel: "New", operators: ["="] },
  { key: "notedText", propertyLabel: "Has a note", groupValuesLabel: "Has a note", operators: ["="] },
  { key: "words", propertyLabel: "Sentence", groupValuesLabel: "Sentences", operators: [":", "!:"] },
];

/** The values that the filter offers. */
export function filteringOptions(rows: readonly FindingListRow[]): PropertyFilterProps.FilteringOption[] {
  return offered({
    stateText: states.map((state) => stateWords[state].text),
    severityText: severities.map((severity) => severityWords[severity].text),
    practiceText: rows.map((row) => row.practiceText),
    checkText: rows.map((row) => row.check),
    kind: rows.map((row) => row.kind),
    name: rows.map((row) => row.name),
    workloadText: rows.flatMap((row) => row.workloads),
    newText: ["Yes", "No"],
    notedText: ["Yes", "No"],
  });
}

/** The list of findings, narrowed. */
export const findingsHref = (tokens: readonly Token[]) => href(["checklist"], { filter: filterOf(tokens) });

export const findingHref = (key: string) => href(["checklist", key]);
