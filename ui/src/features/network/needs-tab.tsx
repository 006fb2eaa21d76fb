import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import FormField from "@cloudscape-design/components/form-field";
import Multiselect from "@cloudscape-design/components/multiselect";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { NetworkNeedView } from "../../bindings/NetworkNeedView";
import type { NetworkView } from "../../bindings/NetworkView";
import type { PlacementInput } from "../../bindings/PlacementInput";
import type { VpcView } from "../../bindings/VpcView";
import type { WorkloadKindView } from "../../bindings/WorkloadKindView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { ProblemAlert } from "../../shared/problem";
import { AskedPlan } from "../../shared/runs/asked-plan";
import { StatusIndicator } from "../../shared/status-indicator";
import { useAccount } from "../accounts/account-context";
import { kindWords, money, named, nameOf, shortService, stateWords, workloadWords } from "./words";

const kinds = (Object.keys(workloadWords) as WorkloadKindView[]).map((value) => ({
  value,
  label: workloadWords[value],
}));

/** What a workload of some kind, in some subnets and groups, needs of this VPC, and one plan that brings it. */
export function NeedsTab({ network, vpc }: { network: NetworkView; vpc: VpcView }) {
  const account = useAccount();
  const subnets = network.subnets.filter((each) => each.vpc === vpc.id);
  const groups = network.groups.filter((each) => each.vpc === vpc.id);
  const [input, setInput] = useState<PlacementInput>(() => firstChoice(vpc.id, subnets, groups));
  const [fixing, setFixing] = useState(false);
  const complete = input.subnets.length > 0 && input.groups.length > 0;
  const needs = useQuery({
    queryKey: [...keys.network(account), "needs", input, network.readAt],
    queryFn: () => commands.networkNeeds(input),
    enabled: complete,
    placeholderData: (before) => before,
  });
  const choose = (part: Partial<PlacementInput>) => setInput((old) => ({ ...old, ...part }));
  const use = (short: string, used: boolean) =>
    choose({ uses: used ? [...input.uses, short] : input.uses.filter((each) => each !== short) });
  const options = (list: readonly { id: string; name: string | null }[]) =>
    list.map(({ id, name }) => ({ value: id, label: named(id, name) }));
  const chosen = (list: readonly { id: string; name: string | null }[], ids: readonly string[]) =>
    options(list.filter(({ id }) => ids.includes(id)));
  const values = (picked: readonly { value?: string }[]) => picked.flatMap(({ value }) => value ?? []);
  const data = complete ? needs.data : undefined;

  return (
    <SpaceBetween size="l">
      <ColumnLayout columns={3}>
        <FormField label="Kind of workload" controlId="needs-kind">
          <Select
            selectedOption={kinds.find(({ value }) => value === input.kind) ?? null}
            options={kinds}
            onChange={({ detail }) => choose({ kind: detail.selectedOption.value as WorkloadKindView })}
          />
        </FormField>
        <FormField
          label="Subnets"
          controlId="needs-subnets"
          errorText={input.subnets.length === 0 ? "Choose at least one subnet." : undefined}
        >
          <Multiselect
            options={options(subnets)}
            selectedOptions={chosen(subnets, input.subnets)}
            onChange={({ detail }) => choose({ subnets: values(detail.selectedOptions) })}
            placeholder="Choose subnets"
            deselectAriaLabel={({ label }) => `Leave ${label} out`}
          />
        </FormField>
        <FormField
          label="Security groups"
          controlId="needs-groups"
          errorText={input.groups.length === 0 ? "Choose at least one group." : undefined}
        >
          <Multiselect
            options={options(groups)}
            selectedOptions={chosen(groups, input.groups)}
            onChange={({ detail }) => choose({ groups: values(detail.selectedOptions) })}
            placeholder="Choose groups"
            deselectAriaLabel={({ label }) => `Leave ${label} out`}
          />
        </FormField>
      </ColumnLayout>
      {needs.isError && <ProblemAlert error={needs.error} header="This could not be answered" />}
      {complete && needs.isPending && <Spinner />}
      {data && (
        <>
          <Summary
            unmet={data.unmet}
            canFix={data.canFix}
            addedCost={data.addedCost}
            onFix={() => setFixing(true)}
          />
          <Table
            variant="embedded"
            wrapLines
            trackBy="short"
            items={data.needs}
            ariaLabels={{ tableLabel: "What this workload needs" }}
            columnDefinitions={[
              {
                id: "used",
                header: "Called",
                cell: (need) =>
                  need.always ? (
                    "Always"
                  ) : (
                    <Checkbox
                      checked={input.uses.includes(need.short)}
                      ariaLabel={`My code calls ${need.short}`}
                      onChange={({ detail }) => use(need.short, detail.checked)}
                    >
                      My code calls it
                    </Checkbox>
                  ),
              },
              {
                id: "service",
                header: "Service",
                isRowHeader: true,
                cell: (need) => (
                  <>
                    {shortService(need.service, network.region)}
                    <Box fontSize="body-s" color="text-body-secondary">
                      {need.purpose}
                    </Box>
                  </>
                ),
              },
              { id: "kind", header: "Endpoint", cell: (need) => endpointWords(network, need) },
              { id: "state", header: "How it stands", cell: (need) => <Standing need={need} /> },
            ]}
          />
        </>
      )}
      {fixing && <FixModal input={input} onClose={() => setFixing(false)} />}
    </SpaceBetween>
  );
}

/** All private subnets, and the first group that is not the default one. */
function firstChoice(
  vpc: string,
  subnets: NetworkView["subnets"],
  groups: NetworkView["groups"],
): PlacementInput {
  const hidden = subnets.filter(({ isPublic }) => !isPublic);
  const group =
    groups.find(({ name }) => /train|job|ml|sagemaker/i.test(name) && !/endpoint/i.test(name)) ?? groups[0];
  return {
    kind: "training",
    vpc,
    subnets: (hidden.length ? hidden : subnets).map(({ id }) => id),
    groups: group ? [group.id] : [],
    uses: [],
  };
}

const endpointWords = (network: NetworkView, need: NetworkNeedView) =>
  need.endpoint
    ? `${kindWords[need.kind]}: ${nameOf(network, need.endpoint)}`
    : `${kindWords[need.kind]}, none yet`;

function Standing({ need }: { need: NetworkNeedView }) {
  const { text, type } = stateWords[need.state];
  return (
    <SpaceBetween size="xxs">
      <StatusIndicator type={need.wanted || need.state === "met" ? type : "stopped"}>{text}</StatusIndicator>
      {need.faults.length > 0 && (
        <ul className="gh-plain-list">
          {need.faults.map(({ code, place, message }) => (
            <li key={code + place}>{message}</li>
          ))}
        </ul>
      )}
    </SpaceBetween>
  );
}

interface SummaryProps {
  unmet: number;
  canFix: boolean;
  addedCost: number;
  onFix: () => void;
}

function Summary({ unmet, canFix, addedCost, onFix }: SummaryProps) {
  const header =
    unmet === 0
      ? "Everything that this workload calls is within reach"
      : `${unmet === 1 ? "One service" : `${unmet} services`} that this workload calls ${unmet === 1 ? "is" : "are"} out of reach`;
  return (
    <Alert
      type={unmet === 0 ? "success" : "warning"}
      header={header}
      action={
        canFix && (
          <Button onClick={onFix} data-testid="fix-needs">
            {unmet === 0 ? "Plan what would be better" : "Plan what is missing"}
          </Button>
        )
      }
    >
      {unmet === 0
        ? canFix
          ? "Something could be better all the same: see below."
          : "Tick what else your code calls to have it looked at too."
        : `One plan brings ${unmet === 1 ? "it" : "them"} within reach${addedCost > 0 ? `. It adds about ${money(addedCost)} a month` : " and costs nothing"}.`}
    </Alert>
  );
}

function FixModal({ input, onClose }: { input: PlacementInput; onClose: () => void }) {
  return (
    <AskedPlan
      id={["network-needs", input]}
      make={() => commands.planNetworkNeeds(input)}
      header={`Bring what ${workloadWords[input.kind].toLowerCase()} call within reach`}
      errorHeader="There is no plan"
      confirmText="Do it"
      confirmId="confirm-fix"
      onClose={onClose}
    />
  );
}
