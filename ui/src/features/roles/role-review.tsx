import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import type { ReviewFindingView } from "../../bindings/ReviewFindingView";
import type { RoleReview } from "../../bindings/RoleReview";
import type { RoleView } from "../../bindings/RoleView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { CopyText } from "../../shared/copy";
import { ProblemAlert } from "../../shared/problem";
import { severityOf } from "../../shared/severity";
import { useAccount } from "../accounts/account-context";

/** The role as a whole: what all its policies together let it do, and what is wrong with them. */
export function ReviewTab({ role }: { role: RoleView }) {
  const account = useAccount();
  const review = useQuery({
    queryKey: [...keys.role(account, role.name), "review"],
    queryFn: () => commands.reviewRole(role.name),
  });
  if (review.isPending)
    return (
      <Box color="text-body-secondary">
        <Spinner /> Looking at all policies together
      </Box>
    );
  if (!review.data) return <ProblemAlert error={review.error} header="The role could not be reviewed" />;
  return (
    <SpaceBetween size="l">
      {review.data.leftOut.length > 0 && (
        <Alert type="warning" header="Not all policies could be read">
          Left out: {review.data.leftOut.join(", ")}. What is said here may not be all.
        </Alert>
      )}
      <Findings findings={review.data.findings} />
      <Rights services={review.data.services} />
    </SpaceBetween>
  );
}

function Findings({ findings }: { findings: readonly ReviewFindingView[] }) {
  return (
    <Table
      variant="embedded"
      header={
        <Header
          variant="h3"
          counter={`(${findings.length})`}
          description="What single policies show, and what only all of them together do."
        >
          Findings
        </Header>
      }
      ariaLabels={{ tableLabel: "Findings" }}
      items={findings}
      wrapLines
      columnDefinitions={[
        {
          id: "severity",
          header: "Weight",
          minWidth: 130,
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
        { id: "document", header: "Where", cell: ({ document, line }) => `${document}, line ${line}` },
        {
          id: "url",
          header: "At AWS",
          cell: ({ url, code }) => (
            <CopyText text={url} label={`Copy the address of the page about ${code}`} />
          ),
        },
      ]}
      empty={<StatusIndicator type="success">Nothing is wrong with this role's policies.</StatusIndicator>}
    />
  );
}

function Rights({ services }: Pick<RoleReview, "services">) {
  const rows = services.flatMap(({ service, name, levels }) =>
    levels.map((level) => ({ ...level, service, title: name, id: `${service} ${level.level}` })),
  );
  return (
    <Table
      variant="embedded"
      header={
        <Header
          variant="h3"
          counter={services.length === 1 ? "(1 service)" : `(${services.length} services)`}
          description="What the role can do in effect, boundary and Deny taken off."
        >
          Rights
        </Header>
      }
      ariaLabels={{ tableLabel: "Rights" }}
      items={rows}
      trackBy="id"
      wrapLines
      columnDefinitions={[
        { id: "service", header: "Service", isRowHeader: true, cell: ({ title }) => title },
        { id: "level", header: "Access level", cell: ({ level }) => level },
        {
          id: "actions",
          header: "Actions",
          cell: ({ names, actions }) =>
            actions > names.length
              ? `${names.join(", ")} and ${actions - names.length} more`
              : names.join(", "),
        },
        {
          id: "unlimited",
          header: "On everything, always",
          cell: ({ unlimited, actions }) =>
            unlimited === 0 ? "None" : unlimited === actions ? "All of them" : `${unlimited} of ${actions}`,
        },
      ]}
      empty={<Box color="text-body-secondary">The role can do nothing.</Box>}
    />
  );
}
