import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CutOffView } from "../../bindings/CutOffView";
import type { EndpointView } from "../../bindings/EndpointView";
import { commands } from "../../ipc/commands";
import { PlanModal } from "../../shared/runs/plan-modal";
import { navigate } from "../../shell/router";

interface Props {
  endpoint: EndpointView;
  title: string;
  onClose: () => void;
}

export function DeleteEndpointModal({ endpoint, title, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const deletion = useQuery({
    queryKey: ["plan-endpoint-deletion", endpoint.id],
    queryFn: () => commands.planEndpointDeletion(endpoint.id),
    gcTime: 0,
    staleTime: 0,
  });
  return (
    <PlanModal
      header={`Delete the endpoint ${title}`}
      plan={deletion.data?.plan}
      error={deletion.error}
      errorHeader="This endpoint cannot be deleted"
      confirmText="Delete"
      confirmId="confirm-delete-endpoint"
      confirmed={typed === endpoint.id}
      confirmation={
        <SpaceBetween size="m">
          <CutOff cut={deletion.data?.cutOff ?? []} service={endpoint.service} />
          <FormField
            label="Type the endpoint's id to confirm"
            constraintText={endpoint.id}
            controlId="confirm-id"
          >
            <Input
              value={typed}
              autoComplete={false}
              spellcheck={false}
              onChange={({ detail }) => setTyped(detail.value)}
            />
          </FormField>
        </SpaceBetween>
      }
      onStarted={() => navigate("/network?tab=endpoints")}
      onClose={onClose}
    />
  );
}

/** The subnets that lose the service, and who notices. */
function CutOff({ cut, service }: { cut: readonly CutOffView[]; service: string }) {
  if (cut.length === 0)
    return (
      <Box color="text-body-secondary">
        Nothing is cut off: no subnet reaches {service} through this endpoint alone.
      </Box>
    );
  return (
    <Table
      variant="embedded"
      wrapLines
      header={<Box variant="h3">What it cuts off</Box>}
      items={cut}
      trackBy="subnet"
      ariaLabels={{ tableLabel: "What it cuts off" }}
      columnDefinitions={[
        { id: "subnet", header: "Subnet", isRowHeader: true, cell: ({ subnet }) => subnet },
        { id: "groups", header: "With the groups", cell: ({ groups }) => groups.join(", ") },
        { id: "always", header: "Always call it", cell: ({ always }) => always.join(", ") || "-" },
        { id: "maybe", header: "May call it", cell: ({ maybe }) => maybe.join(", ") || "-" },
      ]}
    />
  );
}
