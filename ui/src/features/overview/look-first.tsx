import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { RoleNote } from "../../bindings/RoleNote";
import { PagedTable } from "../../shared/list/paged-table";
import { StatusIndicator } from "../../shared/status-indicator";
import { follow, href } from "../../shell/router";

const severities: Record<string, { text: string; type: StatusIndicatorProps.Type }> = {
  high: { text: "High", type: "error" },
  medium: { text: "Medium", type: "warning" },
  low: { text: "Low", type: "info" },
};

/** What a reviewer would look at first. */
export function LookFirst({ notes, loading }: { notes: readonly RoleNote[] | undefined; loading: boolean }) {
  return (
    <PagedTable
      items={notes ?? []}
      pageSize={10}
      loading={loading}
      loadingText="Reading the account"
      wrapLines
      header={
        <Header
          variant="h2"
          counter={notes ? `(${notes.length})` : undefined}
          description="The roles that a reviewer would open first, and why."
        >
          Look at first
        </Header>
      }
      columnDefinitions={[
        {
          id: "severity",
          header: "Severity",
          width: 130,
          cell: ({ severity }) => {
            const known = severities[severity] ?? { text: severity, type: "info" as const };
            return <StatusIndicator type={known.type}>{known.text}</StatusIndicator>;
          },
        },
        {
          id: "role",
          header: "Role",
          width: 250,
          isRowHeader: true,
          cell: ({ role }) => (
            <Link href={href(["roles", role])} onFollow={follow}>
              {role}
            </Link>
          ),
        },
        { id: "message", header: "Why", cell: ({ message }) => message },
      ]}
      empty={
        <Box textAlign="center" color="text-body-secondary">
          Nothing stands out. New roles are looked at as they appear.
        </Box>
      }
    />
  );
}
