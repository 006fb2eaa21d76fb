import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import Multiselect from "@cloudscape-design/components/multiselect";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import type { NetworkNeedView } from "../../bindings/NetworkNeedView";
import type { NetworkView } from "../../bindings/NetworkView";
import type { PlacementInput } from "../../bindings/PlacementInput";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { StatusIndicator } from "../../shared/status-indicator";
import { useAccount } from "../accounts/account-context";
import { stateWords } from "../network/words";
import { fieldIds, fieldLabels } from "./fields";
import type { StepProps } from "./form";
import { TypedList } from "./network-place";

interface Props extends StepProps {
  network: NetworkView | undefined;
}

/** What the code calls beside what every job calls, and how the network stands to all of it. */
export function ServicesField({ input, change, errors, network }: Props) {
  const account = useAccount();
  const placed = input.subnets.length > 0 && input.groups.length > 0;
  const placement: PlacementInput = {
    kind: "training",
    vpc: input.vpcId,
    subnets: input.subnets,
    groups: input.groups,
    uses: input.services,
  };
  const needs = useQuery({
    queryKey: [...keys.network(account), "needs", placement, network?.readAt],
    queryFn: () => commands.networkNeeds(placement),
    enabled: placed && network !== undefined,
    placeholderData: (before) => before,
  });
  if (!network || (needs.isError && !needs.data))
    return (
      <TypedList
        field="services"
        value={input.services}
        placeholder="sts, dynamodb"
        onChange={(services) => change({ services })}
        errors={errors}
      />
    );
  const known = needs.data?.needs ?? [];
  const option = ({ short, purpose }: NetworkNeedView) => ({
    value: short,
    label: short,
    description: purpose,
  });
  return (
    <SpaceBetween size="m">
      <FormField
        label={fieldLabels.services}
        description="Every job reads its data, pulls its image and writes its logs. Choose what your own code calls besides."
        constraintText={placed ? undefined : "Choose subnets and security groups first."}
        controlId={fieldIds.services}
        errorText={errors.of("services")}
        stretch
      >
        <Multiselect
          placeholder="Choose services"
          disabled={!placed}
          options={known.filter(({ always }) => !always).map(option)}
          selectedOptions={input.services.map((short) => ({ value: short, label: short }))}
          onChange={({ detail }) => {
            change({ services: detail.selectedOptions.flatMap(({ value }) => value ?? []) });
            errors.touch("services");
          }}
          deselectAriaLabel={({ label }) => `Leave ${label} out`}
          statusType={needs.isPending && placed ? "loading" : "finished"}
          loadingText="Looking at the network"
        />
      </FormField>
      {placed && known.length > 0 && <Standing needs={known.filter(({ wanted }) => wanted)} />}
    </SpaceBetween>
  );
}

/** How the network stands to each service that is called. */
function Standing({ needs }: { needs: readonly NetworkNeedView[] }) {
  return (
    <div>
      <Box variant="awsui-key-label">What the network has for the job</Box>
      <ul className="gh-plain-list">
        {needs.map(({ service, short, state, faults }) => (
          <li key={service}>
            {short}: <StatusIndicator type={stateWords[state].type}>{stateWords[state].text}</StatusIndicator>
            {faults.map(({ code, place, message }) => (
              <Box key={code + place} fontSize="body-s" color="text-body-secondary">
                {message}
              </Box>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
