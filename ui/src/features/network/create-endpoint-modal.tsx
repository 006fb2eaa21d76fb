import Box from "@cloudscape-design/components/box";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Multiselect from "@cloudscape-design/components/multiselect";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { EndpointInput } from "../../bindings/EndpointInput";
import type { EndpointServiceView } from "../../bindings/EndpointServiceView";
import type { NetworkView } from "../../bindings/NetworkView";
import type { VpcView } from "../../bindings/VpcView";
import { commands } from "../../ipc/commands";
import { errorAt, PlanForm } from "../../shared/runs/plan-form";
import { kindWords, named, nameOf, shortService } from "./words";

interface Props {
  network: NetworkView;
  vpc: VpcView;
  onClose: () => void;
}

const keyOf = ({ name, kind }: EndpointServiceView) => `${name} ${kind}`;

/** The form of a new endpoint, then its plan. What is wrong is told at the fields by the engine. */
export function CreateEndpointModal({ network, vpc, onClose }: Props) {
  const subnets = network.subnets.filter((each) => each.vpc === vpc.id);
  const groups = network.groups.filter((each) => each.vpc === vpc.id);
  const tables = network.routeTables.filter((each) => each.vpc === vpc.id);
  const services = network.services.filter(({ kind }) => kind !== "other");
  const [service, setService] = useState<EndpointServiceView | null>(null);
  const [input, setInput] = useState<EndpointInput>({
    name: "",
    vpc: vpc.id,
    service: "",
    kind: "interface",
    subnets: [],
    groups: [],
    routeTables: [],
    privateDns: true,
    policy: "",
  });
  const choose = (part: Partial<EndpointInput>) => setInput((old) => ({ ...old, ...part }));
  const option = (each: EndpointServiceView) => ({
    value: keyOf(each),
    label: shortService(each.name, network.region),
    labelTag: kindWords[each.kind],
    description: each.name,
  });
  const pick = (value: string | undefined) => {
    const found = services.find((each) => keyOf(each) === value) ?? null;
    setService(found);
    if (found) choose({ service: found.name, kind: found.kind, privateDns: found.privateDns });
  };
  const list = (ids: readonly string[]) => ids.map((id) => ({ value: id, label: nameOf(network, id) }));
  const values = (picked: readonly { value?: string }[]) => picked.flatMap(({ value }) => value ?? []);
  return (
    <PlanForm
      size="large"
      header={`Create an endpoint in ${named(vpc.id, vpc.name)}`}
      firstField="endpoint-service"
      make={() => commands.planEndpointCreation(input)}
      reviewText="Make the plan"
      reviewId="plan-endpoint"
      errorHeader="There is no plan"
      confirmText="Create"
      confirmId="confirm-create-endpoint"
      onClose={onClose}
    >
      {(fields) => (
        <>
          <FormField label="Service" controlId="endpoint-service" errorText={errorAt(fields, "service")}>
            <Select
              filteringType="auto"
              filteringAriaLabel="Find a service"
              placeholder="Choose a service"
              selectedOption={service ? option(service) : null}
              options={services.map(option)}
              onChange={({ detail }) => pick(detail.selectedOption.value)}
            />
          </FormField>
          <FormField label="Name" description="The tag Name; may stay empty." controlId="endpoint-name">
            <Input value={input.name} onChange={({ detail }) => choose({ name: detail.value })} />
          </FormField>
          {service?.kind === "gateway" && (
            <FormField
              label="Route tables"
              description="Each gets a route to the service."
              controlId="endpoint-tables"
              errorText={errorAt(fields, "routeTables")}
            >
              <Multiselect
                placeholder="Choose route tables"
                options={list(tables.map(({ id }) => id))}
                selectedOptions={list(input.routeTables)}
                onChange={({ detail }) => choose({ routeTables: values(detail.selectedOptions) })}
                deselectAriaLabel={({ label }) => `Leave ${label} out`}
              />
            </FormField>
          )}
          {service?.kind === "interface" && (
            <SpaceBetween size="m">
              <FormField
                label="Subnets"
                description="One in each zone from which it shall be reached without a detour."
                controlId="endpoint-subnets"
                errorText={errorAt(fields, "subnets")}
              >
                <Multiselect
                  placeholder="Choose subnets"
                  options={subnets.map(({ id, name, zone }) => ({
                    value: id,
                    label: named(id, name),
                    description: zone,
                  }))}
                  selectedOptions={list(input.subnets)}
                  onChange={({ detail }) => choose({ subnets: values(detail.selectedOptions) })}
                  deselectAriaLabel={({ label }) => `Leave ${label} out`}
                />
              </FormField>
              <FormField
                label="Security groups"
                description="They must let HTTPS in from the workloads."
                controlId="endpoint-groups"
                errorText={errorAt(fields, "groups")}
              >
                <Multiselect
                  placeholder="Choose groups"
                  options={list(groups.map(({ id }) => id))}
                  selectedOptions={list(input.groups)}
                  onChange={({ detail }) => choose({ groups: values(detail.selectedOptions) })}
                  deselectAriaLabel={({ label }) => `Leave ${label} out`}
                />
              </FormField>
              <FormField label="Private DNS" errorText={errorAt(fields, "privateDns")}>
                <Checkbox
                  checked={input.privateDns}
                  disabled={!service.privateDns}
                  onChange={({ detail }) => choose({ privateDns: detail.checked })}
                >
                  The service's usual name means this endpoint
                </Checkbox>
              </FormField>
            </SpaceBetween>
          )}
          <Box color="text-body-secondary">
            The endpoint lets everything through at first. Its policy can be edited once it is there.
          </Box>
        </>
      )}
    </PlanForm>
  );
}
