import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { RoleView } from "../../bindings/RoleView";
import { CopyText } from "../../shared/copy";
import { Time } from "../../shared/time";

export function RoleFacts({ role }: { role: RoleView }) {
  return (
    <Container header={<Header variant="h2">Summary</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs items={[{ label: "ARN", value: <CopyText text={role.arn} label="Copy the ARN" /> }]} />
        <KeyValuePairs
          columns={3}
          items={[
            {
              label: "Last used",
              value: role.lastUsed ? (
                <>
                  <Time at={role.lastUsed.at} /> in {role.lastUsed.region}
                </>
              ) : (
                "IAM has seen no use"
              ),
            },
            { label: "Created", value: <Time at={role.created} /> },
            { label: "Longest session", value: duration(role.maxSessionDuration) },
            { label: "Path", value: role.path },
            { label: "Unique id", value: <CopyText text={role.id} label="Copy the unique id" /> },
            ...(role.instanceProfiles.length
              ? [{ label: "Instance profiles", value: role.instanceProfiles.join(", ") }]
              : []),
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}

function duration(seconds: number): string {
  const hours = seconds / 3600;
  if (Number.isInteger(hours)) return hours === 1 ? "1 hour" : `${hours} hours`;
  return `${Math.round(seconds / 60)} minutes`;
}
