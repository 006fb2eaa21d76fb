import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { RoleReview } from "../../bindings/RoleReview";
import type { RoleView } from "../../bindings/RoleView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { ProblemAlert, ProblemWords } from "../../shared/problem";
import { useFlashes } from "../../shell/flashes";
import { useAccount } from "../accounts/account-context";
import { saveFile } from "../editor/save-file";
import { RoleFindings } from "./role-findings";

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
      <Header
        variant="h2"
        description="All policies of the role looked at together. The report holds this and every document, to be printed or handed on."
        actions={<SaveReport role={role.name} />}
      >
        Review
      </Header>
      {review.data.leftOut.length > 0 && (
        <Alert type="warning" header="Not all policies could be read">
          Left out: {review.data.leftOut.join(", ")}. What is said here may not be all.
        </Alert>
      )}
      <RoleFindings findings={review.data.findings} />
      <Rights services={review.data.services} />
    </SpaceBetween>
  );
}

/** The review as a page that stands alone: for whoever has no Gatehouse. */
function SaveReport({ role }: { role: string }) {
  const { put } = useFlashes();
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      const { fileName, html } = await commands.roleReport(role);
      if (await saveFile(fileName, html))
        put({
          id: "save-report",
          type: "success",
          header: "The report was saved",
          content: `${fileName} opens in every browser, and prints from there.`,
          dismissible: true,
        });
    } catch (error) {
      put({
        id: "save-report",
        type: "error",
        header: "The report was not saved",
        content: <ProblemWords error={error} />,
        dismissible: true,
      });
    } finally {
      setSaving(false);
    }
  };
  return (
    <Button iconName="download" loading={saving} onClick={() => void save()} data-testid="save-report">
      Save report
    </Button>
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
