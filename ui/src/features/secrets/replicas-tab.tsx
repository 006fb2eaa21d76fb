import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Multiselect from "@cloudscape-design/components/multiselect";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SecretReplicaView } from "../../bindings/SecretReplicaView";
import type { SecretView } from "../../bindings/SecretView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { StatusIndicator } from "../../shared/status-indicator";
import { useAccount } from "../accounts/account-context";
import { PlanOfSecret } from "./plan-of-secret";

export function ReplicasTab({ secret, changeable }: { secret: SecretView; changeable: boolean }) {
  const account = useAccount();
  const present = secret.replicas.map(({ region }) => region);
  const [wanted, setWanted] = useState(present);
  const [changing, setChanging] = useState(false);
  const accounts = useQuery({ queryKey: keys.accounts, queryFn: commands.listAccounts });
  const regions = (accounts.data?.regions ?? []).filter((region) => region !== account.region);
  const same = wanted.length === present.length && wanted.every((region) => present.includes(region));
  return (
    <SpaceBetween size="m">
      <Table
        variant="embedded"
        trackBy="region"
        items={secret.replicas}
        columnDefinitions={[
          { id: "region", header: "Region", isRowHeader: true, cell: ({ region }) => region },
          { id: "status", header: "Status", cell: (replica) => <Status replica={replica} /> },
          { id: "key", header: "Key", cell: ({ kmsKey }) => kmsKey ?? "aws/secretsmanager of that Region" },
        ]}
        empty={<Box color="text-body-secondary">The secret is in this Region alone.</Box>}
      />
      <FormField label="Regions that shall have the secret too">
        <Multiselect
          disabled={!changeable}
          selectedOptions={wanted.map((region) => ({ value: region, label: region }))}
          options={regions.map((region) => ({ value: region, label: region }))}
          placeholder="No other Region"
          filteringType="auto"
          filteringAriaLabel="Find Regions"
          deselectAriaLabel={({ label }) => `Remove ${label}`}
          onChange={({ detail }) =>
            setWanted(detail.selectedOptions.flatMap(({ value }) => (value ? [value] : [])))
          }
        />
      </FormField>
      <Button disabled={!changeable || same} onClick={() => setChanging(true)} data-testid="change-replicas">
        Review the change
      </Button>
      {changing && (
        <PlanOfSecret
          id={["replicas", secret.arn, ...wanted]}
          make={() => commands.planSecretReplicas(secret.arn, wanted)}
          header={`Replicas of ${secret.name}`}
          errorHeader="The replicas cannot be changed"
          confirmText="Change the replicas"
          onClose={() => setChanging(false)}
        />
      )}
    </SpaceBetween>
  );
}

function Status({ replica }: { replica: SecretReplicaView }) {
  switch (replica.status) {
    case "InSync":
      return <StatusIndicator type="success">In step</StatusIndicator>;
    case "Failed":
      return (
        <StatusIndicator type="error">Failed: {replica.message ?? "AWS gives no reason"}</StatusIndicator>
      );
    default:
      return <StatusIndicator type="in-progress">Under way</StatusIndicator>;
  }
}
