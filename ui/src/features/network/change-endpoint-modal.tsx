import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Multiselect from "@cloudscape-design/components/multiselect";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { EndpointView } from "../../bindings/EndpointView";
import type { NetworkView } from "../../bindings/NetworkView";
import { commands } from "../../ipc/commands";
import { PlanForm } from "../../shared/runs/plan-form";
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
  const input = gateway
    ? { subnets: null, groups: null, routeTables: chosen.routeTables, privateDns: null }
    : { ...chosen, routeTables: null };
  return (
    <PlanForm
      size="large"
      header={`Change ${nameOf(network, endpoint.id)}`}
      firstField={gateway ? "change-routeTables" : "change-subnets"}
      make={() => commands.planEndpointChange(endpoint.id, input)}
      reviewText="Make the plan"
      reviewId="plan-change"
      errorHeader="There is no plan"
      confirmText="Change"
      confirmId="confirm-change-endpoint"
      onClose={onClose}
    >
      {() =>
        gateway ? (
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
        )
      }
    </PlanForm>
  );
}
