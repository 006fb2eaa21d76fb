import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { SecretView } from "../../bindings/SecretView";
import { commands } from "../../ipc/commands";
import { PolicyDocument } from "../../shared/policy-document";
import { href, navigate } from "../../shell/router";
import { hotspots } from "../study/hotspots";
import { Spot } from "../study/spot";
import { PlanOfSecret } from "./plan-of-secret";

export function PolicyTab({ secret, changeable }: { secret: SecretView; changeable: boolean }) {
  const [removing, setRemoving] = useState(false);
  const edit = () => navigate(href(["policies", "edit"], { secret: secret.name }));
  return (
    <SpaceBetween size="m">
      {secret.policy ? (
        <PolicyDocument title="Resource policy" text={secret.policy} />
      ) : (
        <Box color="text-body-secondary">
          No resource policy: who can read the secret is up to the policies of the roles alone.
        </Box>
      )}
      <SpaceBetween direction="horizontal" size="xs">
        <Spot id={hotspots.secretPolicy}>
          <Button disabled={!changeable} onClick={edit} data-testid="edit-secret-policy">
            {secret.policy ? "Edit the policy" : "Write a policy"}
          </Button>
        </Spot>
        {secret.policy && (
          <Button disabled={!changeable} onClick={() => setRemoving(true)} data-testid="remove-secret-policy">
            Remove the policy
          </Button>
        )}
      </SpaceBetween>
      {removing && (
        <PlanOfSecret
          id={["no-policy", secret.arn]}
          make={() => commands.planPolicyChange({ is: "secret", arn: secret.arn }, "")}
          header="Remove the resource policy"
          errorHeader="The policy cannot be removed"
          confirmText="Remove"
          onClose={() => setRemoving(false)}
        />
      )}
    </SpaceBetween>
  );
}
