import Box from "@cloudscape-design/components/box";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import type { CutOffView } from "../../bindings/CutOffView";
import type { EndpointView } from "../../bindings/EndpointView";
import { commands } from "../../ipc/commands";
import { DeletionModal } from "../../shared/runs/deletion-modal";
import { navigate } from "../../shell/router";

interface Props {
  endpoint: EndpointView;
  title: string;
  onClose: () => void;
}

export function DeleteEndpointModal({ endpoint, title, onClose }: Props) {
  const [cut, setCut] = useState<readonly CutOffView[]>([]);
  const make = async () => {
    const { plan, cutOff } = await commands.planEndpointDeletion(endpoint.id);
    setCut(cutOff);
    return plan;
  };
  return (
    <DeletionModal
      what="endpoint"
      title={title}
      typed={endpoint.id}
      typedIs="id"
      confirmId="confirm-delete-endpoint"
      make={make}
      onStarted={() => navigate("/network?tab=endpoints")}
      onClose={onClose}
    >
      <CutOff cut={cut} service={endpoint.service} />
    </DeletionModal>
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
