import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Multiselect from "@cloudscape-design/components/multiselect";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { EndpointChangeInput } from "../../bindings/EndpointChangeInput";
import type { EndpointView } from "../../bindings/EndpointView";
import type { NetworkView } from "../../bindings/NetworkView";
import { commands } from "../../ipc/commands";
import { Dialog } from "../../shared/dialog";
import { ProblemAlert } from "../../shared/problem";
import { PlanModal } from "../../shared/runs/plan-modal";
import { nameOf } from "./words";

interface Props {
  network: NetworkView;
  endpoint: EndpointView;
  onClose: () => void;
}

type Lists = "subnets" | "groups" | "routeTables";

/** What an endpoint is joined to, and its private DNS; then the plan that changes it. */
export function ChangeEndpointModal({ network, endpoint, onClose }: Props) {
  const [chosen, setChosen] = useState({
    subnets: endpoint.subnets,
    groups: endpoint.groups,
    routeTables: endpoint.routeTables,
    privateDns: endpoint.privateDns,
  });
  const making = useMutation({
    mutationFn: (input: EndpointChangeInput) => commands.planEndpointChange(endpoint.id, input),
  });
  if (making.data)
    return (
      <PlanModal
        header={`Change ${nameOf(network, endpoint.id)}`}
        plan={making.data}
        error={null}
        errorHeader="There is no plan"
        confirmText="Change"
        confirmId="confirm-change-endpoint"
        onClose={onClose}
      />
    );
  const field = (name: Lists, label: string, all: readonly { id: string; vpc: string }[]) => (
    <FormField label={label} controlId={`change-${name}`}>
      <Multiselect
        placeholder={`Choose ${label.toLowerCase()}`}
        options={all
          .filter(({ vpc }) => vpc === endpoint.vpc)
          .map(({ id }) => ({ value: id, label: nameOf(network, id) }))}
        selectedOptions={chosen[name].map((id) => ({ value: id, label: nameOf(network, id) }))}
        onChange={({ detail }) =>
          setChosen({ ...chosen, [name]: detail.selectedOptions.flatMap(({ value }) => value ?? []) })
        }
        deselectAriaLabel={({ label: what }) => `Leave ${what} out`}
      />
    </FormField>
  );
  const gateway = endpoint.kind === "gateway";
  return (
    <Dialog
      size="large"
      header={`Change ${nameOf(network, endpoint.id)}`}
      firstField={gateway ? "change-routeTables" : "change-subnets"}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={making.isPending}
              onClick={() =>
                making.mutate(
                  gateway
                    ? { subnets: null, groups: null, routeTables: chosen.routeTables, privateDns: null }
                    : { ...chosen, routeTables: null },
                )
              }
              data-testid="plan-change"
            >
              Make the plan
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {making.isError && <ProblemAlert error={making.error} header="There is no plan" />}
        {gateway ? (
          field("routeTables", "Route tables", network.routeTables)
        ) : (
          <SpaceBetween size="m">
            {field("subnets", "Subnets", network.subnets)}
            {field("groups", "Security groups", network.groups)}
            <FormField label="Private DNS">
              <Checkbox
                checked={chosen.privateDns}
                onChange={({ detail }) => setChosen({ ...chosen, privateDns: detail.checked })}
              >
                The service's usual name means this endpoint
              </Checkbox>
            </FormField>
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Dialog>
  );
}
