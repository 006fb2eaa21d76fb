import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { SecretView } from "../../bindings/SecretView";
import { CopyText } from "../../shared/copy";
import { Time } from "../../shared/time";

const time = (at: string | null, otherwise: string) => (at ? <Time at={at} /> : otherwise);

export function SecretFacts({ secret }: { secret: SecretView }) {
  return (
    <Container header={<Header variant="h2">Summary</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs
          items={[{ label: "ARN", value: <CopyText text={secret.arn} label="Copy the ARN" /> }]}
        />
        <KeyValuePairs
          columns={3}
          items={[
            {
              label: "Encrypted with",
              value: secret.kmsKey ?? "The account's own key, aws/secretsmanager",
            },
            { label: "Last read", value: time(secret.accessed, "AWS has seen no reading") },
            { label: "Changed", value: time(secret.changed, "Not known") },
            { label: "Created", value: time(secret.created, "Not known") },
            { label: "Rotated", value: secret.rotated ? "Yes" : "No" },
            ...(secret.nextRotation
              ? [{ label: "Next rotation", value: <Time at={secret.nextRotation} /> }]
              : []),
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}
