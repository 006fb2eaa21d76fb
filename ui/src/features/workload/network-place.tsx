import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Multiselect from "@cloudscape-design/components/multiselect";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { NetworkView } from "../../bindings/NetworkView";
import { asProblem } from "../../ipc/problem";
import { named, nameOf } from "../network/words";
import { fieldIds, fieldLabels } from "./fields";
import type { StepProps } from "./form";
import { optional, TextField } from "./text-field";

const roleAlone = {
  value: "",
  label: "None yet",
  description: "The role alone is prepared. You name subnets and groups when you start the job.",
};

/** VPC, subnets and groups, from what the account has. */
export function ChosenPlace({ input, change, errors, network }: StepProps & { network: NetworkView }) {
  const vpcs = network.vpcs.map(({ id, name, isDefault, cidrs }) => ({
    value: id,
    label: named(id, name ?? (isDefault ? "Default VPC" : null)),
    description: cidrs.join(", "),
  }));
  const known = vpcs.find(({ value }) => value === input.vpcId);
  const lost = input.vpcId === "" ? roleAlone : { value: input.vpcId, label: `${input.vpcId}, not found` };
  const here = <T extends { vpc: string }>(list: readonly T[]) =>
    list.filter(({ vpc }) => vpc === input.vpcId);
  return (
    <SpaceBetween size="l">
      <FormField label="VPC" controlId={fieldIds.vpcId} errorText={errors.of("vpcId")} stretch>
        <Select
          selectedOption={known ?? lost}
          options={[roleAlone, ...vpcs]}
          onChange={({ detail }) => {
            const vpcId = detail.selectedOption.value ?? "";
            if (vpcId !== input.vpcId) change({ vpcId, subnets: [], groups: [] });
          }}
        />
      </FormField>
      {input.vpcId !== "" && (
        <SpaceBetween size="l">
          <Several
            field="subnets"
            description="Better one in each of two zones. The job needs no public one."
            value={input.subnets}
            options={here(network.subnets).map(({ id, name, zone, isPublic, freeAddresses }) => ({
              value: id,
              label: named(id, name),
              description: `${zone}, ${isPublic ? "public" : "private"}, ${freeAddresses} addresses free`,
            }))}
            nameOf={(id) => nameOf(network, id)}
            onChange={(subnets) => change({ subnets })}
            errors={errors}
          />
          <Several
            field="groups"
            description="They say what the job's machines may call."
            value={input.groups}
            options={here(network.groups).map(({ id, name, description }) => ({
              value: id,
              label: named(id, name),
              description,
            }))}
            nameOf={(id) => nameOf(network, id)}
            onChange={(groups) => change({ groups })}
            errors={errors}
          />
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

interface SeveralProps {
  field: "subnets" | "groups";
  description: string;
  value: readonly string[];
  options: { value: string; label: string; description: string }[];
  nameOf: (id: string) => string;
  onChange: (value: string[]) => void;
  errors: StepProps["errors"];
}

function Several({ field, description, value, options, nameOf: name, onChange, errors }: SeveralProps) {
  const label = fieldLabels[field] ?? field;
  return (
    <FormField
      label={label}
      description={description}
      controlId={fieldIds[field]}
      errorText={errors.of(field)}
      stretch
    >
      <Multiselect
        placeholder={`Choose ${label.toLowerCase()}`}
        options={options}
        selectedOptions={value.map((id) => ({ value: id, label: name(id) }))}
        onChange={({ detail }) => {
          onChange(detail.selectedOptions.flatMap(({ value: id }) => id ?? []));
          errors.touch(field);
        }}
        deselectAriaLabel={({ label: what }) => `Leave ${what} out`}
        empty={`The VPC has no ${label.toLowerCase()}`}
      />
    </FormField>
  );
}

interface TypedProps extends StepProps {
  error: unknown;
  onAgain: () => void;
}

/** The same, typed, where the network could not be read. */
export function TypedPlace({ input, change, errors, error, onAgain }: TypedProps) {
  return (
    <SpaceBetween size="l">
      <Alert
        type="warning"
        header="The network could not be read"
        action={<Button onClick={onAgain}>Try again</Button>}
      >
        {asProblem(error).message} You can type the ids instead.
      </Alert>
      <TextField
        field="vpcId"
        label={optional("VPC")}
        constraint="Left empty, the role alone is prepared."
        placeholder="vpc-0a11ce0000000001"
        value={input.vpcId}
        onChange={(vpcId) => change({ vpcId: vpcId.trim() })}
        errors={errors}
      />
      {input.vpcId !== "" && (
        <SpaceBetween size="l">
          <TypedList
            field="subnets"
            value={input.subnets}
            placeholder="subnet-…, subnet-…"
            onChange={(subnets) => change({ subnets })}
            errors={errors}
          />
          <TypedList
            field="groups"
            value={input.groups}
            placeholder="sg-…"
            onChange={(groups) => change({ groups })}
            errors={errors}
          />
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

interface TypedListProps {
  field: string;
  value: readonly string[];
  placeholder: string;
  onChange: (value: string[]) => void;
  errors: StepProps["errors"];
}

/** Several ids or names in one field, with commas between them. */
export function TypedList({ field, value, placeholder, onChange, errors }: TypedListProps) {
  const [text, setText] = useState(() => value.join(", "));
  return (
    <FormField
      label={fieldLabels[field]}
      constraintText="With commas between them."
      controlId={fieldIds[field]}
      errorText={errors.of(field)}
      stretch
    >
      <Input
        value={text}
        placeholder={placeholder}
        autoComplete={false}
        spellcheck={false}
        onChange={({ detail }) => {
          setText(detail.value);
          onChange(detail.value.split(/[\s,]+/).filter(Boolean));
        }}
        onBlur={() => errors.touch(field)}
      />
    </FormField>
  );
}
