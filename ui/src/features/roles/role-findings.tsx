import { useCollection } from "@cloudscape-design/collection-hooks";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import Select from "@cloudscape-design/components/select";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useMemo, useState } from "react";
import type { PolicyTarget } from "../../bindings/PolicyTarget";
import type { ReviewFindingView } from "../../bindings/ReviewFindingView";
import { CopyText } from "../../shared/copy";
import { gravity, severities, severityOf } from "../../shared/severity";
import { StatusIndicator } from "../../shared/status-indicator";
import { follow, href } from "../../shell/router";

/** A policy in the editor, at a line of it. */
export function editorHref(target: PolicyTarget, line?: number): string {
  const edit = ["policies", "edit"];
  const at: Record<string, string> = line === undefined ? {} : { line: String(line) };
  if (target.is === "managed") return href(edit, { arn: target.arn, ...at });
  if (target.is === "key") return href(edit, { key: target.key, ...at });
  if (target.is === "secret") return href(edit, { secret: target.arn, ...at });
  if (target.is === "bucket") return href(edit, { bucket: target.name, ...at });
  if (target.is === "repository") return href(edit, { repository: target.name, ...at });
  if (target.is === "endpoint") return href(edit, { endpoint: target.id, ...at });
  if (target.is === "trust") return `${href(edit, { role: target.role, ...at })}&trust`;
  return href(edit, { role: target.role, policy: target.policy, ...at });
}

const place = ({ document, line }: ReviewFindingView) => `${document}, line ${line}`;

const columns: TableProps.ColumnDefinition<ReviewFindingView>[] = [
  {
    id: "severity",
    header: "Weight",
    minWidth: 130,
    sortingComparator: (a, b) => gravity(a.severity) - gravity(b.severity),
    cell: ({ severity }) => {
      const { icon, text } = severityOf(severity);
      return <StatusIndicator type={icon}>{text}</StatusIndicator>;
    },
  },
  {
    id: "message",
    header: "What",
    minWidth: 320,
    isRowHeader: true,
    sortingField: "message",
    cell: ({ message, why, across }) => (
      <>
        <div>{message}</div>
        <Box variant="small">
          {across && "Shown only by several policies together. "}
          {why}
        </Box>
      </>
    ),
  },
  {
    id: "document",
    header: "Where",
    minWidth: 180,
    sortingComparator: (a, b) => a.document.localeCompare(b.document) || a.line - b.line,
    cell: (finding) => (
      <Link
        href={editorHref(finding.target, finding.line)}
        onFollow={follow}
        ariaLabel={`Show ${place(finding)} in the editor: ${finding.message}`}
      >
        {place(finding)}
      </Link>
    ),
  },
  {
    id: "url",
    header: "At AWS",
    cell: ({ url, code }) => <CopyText text={url} label={`Copy the address of the page about ${code}`} />,
  },
];

/** What is wrong with a role's policies: the gravest first, each with the way to its place. */
export function RoleFindings({ findings }: { findings: readonly ReviewFindingView[] }) {
  const [severity, setSeverity] = useState("all");
  const shown = useMemo(
    () => findings.filter((each) => severity === "all" || each.severity === severity),
    [findings, severity],
  );
  const { items, collectionProps } = useCollection(shown, {
    sorting: { defaultState: { sortingColumn: columns[0] ?? {} } },
  });
  const options = [
    { value: "all", label: `All (${findings.length})` },
    ...severities.map(({ id, many }) => ({
      value: id,
      label: `${many} (${findings.filter((each) => each.severity === id).length})`,
    })),
  ];
  return (
    <Table
      {...collectionProps}
      variant="embedded"
      header={
        <Header
          variant="h3"
          counter={
            shown.length === findings.length
              ? `(${findings.length})`
              : `(${shown.length} of ${findings.length})`
          }
          description="What single policies show, and what only all of them together do."
        >
          Findings
        </Header>
      }
      filter={
        findings.length > 0 && (
          <div style={{ maxWidth: 280 }}>
            <Select
              ariaLabel="Which findings"
              selectedOption={options.find(({ value }) => value === severity) ?? null}
              options={options}
              onChange={({ detail }) => setSeverity(detail.selectedOption.value ?? "all")}
            />
          </div>
        )
      }
      ariaLabels={{ tableLabel: "Findings" }}
      items={items}
      wrapLines
      columnDefinitions={columns}
      empty={
        findings.length === 0 ? (
          <StatusIndicator type="success">Nothing is wrong with this role's policies.</StatusIndicator>
        ) : (
          <Box color="text-body-secondary">
            No finding weighs this much.{" "}
            <Button variant="inline-link" onClick={() => setSeverity("all")}>
              Show all
            </Button>
          </Box>
        )
      }
    />
  );
}
