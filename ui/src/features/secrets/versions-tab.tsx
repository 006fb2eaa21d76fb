import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import type { SecretVersionView } from "../../bindings/SecretVersionView";
import type { SecretView } from "../../bindings/SecretView";
import { commands } from "../../ipc/commands";
import { Time } from "../../shared/time";
import { PlanOfSecret } from "./plan-of-secret";
import { Reveal } from "./reveal";

/** The beginning of a version's id. */
const short = (id: string) => id.slice(0, 8);

export function VersionsTab({ secret, changeable }: { secret: SecretView; changeable: boolean }) {
  const [restoring, setRestoring] = useState<SecretVersionView | null>(null);
  return (
    <>
      <Table
        variant="embedded"
        trackBy="id"
        items={secret.versions}
        enableKeyboardNavigation
        columnDefinitions={[
          {
            id: "id",
            header: "Version",
            isRowHeader: true,
            minWidth: 120,
            cell: ({ id }) => <code title={id}>{short(id)}</code>,
          },
          {
            id: "stages",
            header: "Labels",
            minWidth: 150,
            cell: ({ stages, current }) =>
              stages.length ? (
                <SpaceBetween direction="horizontal" size="xxs">
                  {stages.map((stage) => (
                    <Badge key={stage} color={current ? "green" : "grey"}>
                      {stage}
                    </Badge>
                  ))}
                </SpaceBetween>
              ) : (
                <Box color="text-body-secondary">None: AWS may remove it</Box>
              ),
          },
          {
            id: "created",
            header: "Created",
            cell: ({ created }) => (created ? <Time at={created} /> : "Not known"),
          },
          {
            id: "value",
            header: "Value",
            minWidth: 260,
            cell: ({ id }) =>
              secret.deleted ? (
                <Box color="text-body-secondary">Cannot be read while the secret is to be deleted</Box>
              ) : (
                <Reveal secret={secret.arn} version={id} label={`the value of version ${short(id)}`} />
              ),
          },
          {
            id: "restore",
            header: "Restore",
            minWidth: 140,
            cell: (version) =>
              version.current ? (
                "Current"
              ) : (
                <Button
                  disabled={!changeable}
                  ariaLabel={`Make current: version ${short(version.id)}`}
                  onClick={() => setRestoring(version)}
                  data-testid="restore-version"
                >
                  Make current
                </Button>
              ),
          },
        ]}
        empty={
          <SpaceBetween size="s">
            <Box variant="strong">No value yet</Box>
            <Box color="text-body-secondary">Press “New value” above to give it one.</Box>
          </SpaceBetween>
        }
      />
      {restoring && (
        <PlanOfSecret
          id={["version", secret.arn, restoring.id]}
          make={() => commands.planSecretVersion(secret.arn, restoring.id)}
          header="Make another version current"
          errorHeader="This version cannot become current"
          confirmText="Make current"
          onClose={() => setRestoring(null)}
        />
      )}
    </>
  );
}
