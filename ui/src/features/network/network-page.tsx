import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Tabs from "@cloudscape-design/components/tabs";
import { useState } from "react";
import type { NetworkView } from "../../bindings/NetworkView";
import type { VpcView } from "../../bindings/VpcView";
import { NoticeList } from "../../shared/notices";
import { ProblemAlert } from "../../shared/problem";
import { StatusIndicator } from "../../shared/status-indicator";
import { Time } from "../../shared/time";
import { Page } from "../../shell/page";
import { usePlaceParam } from "../../shell/router";
import { hotspots } from "../study/hotspots";
import { Spot } from "../study/spot";
import { CreateEndpointModal } from "./create-endpoint-modal";
import { EndpointsTable } from "./endpoints-table";
import { networkHelp } from "./help";
import { NeedsTab } from "./needs-tab";
import { GroupsTable, RouteTablesTable, SubnetsTable } from "./network-tables";
import { Price } from "./price";
import { useNetwork } from "./use-network";
import { VpcPicture } from "./vpc-picture";
import { named } from "./words";

export function NetworkPage() {
  const network = useNetwork();
  const [creating, setCreating] = useState(false);
  const [wanted, setVpc] = usePlaceParam("vpc");
  const data = network.data;
  const vpc = data?.vpcs.find(({ id }) => id === wanted) ?? data?.vpcs[0];
  return (
    <Page
      title="Network"
      help={networkHelp}
      description={
        data ? (
          <>
            {data.region}, read <Time at={data.readAt} />
          </>
        ) : (
          "How workloads in a VPC reach AWS's services"
        )
      }
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          {network.isFetching ? (
            <Button onClick={network.cancel}>Cancel reading</Button>
          ) : (
            <Button
              iconName="refresh"
              ariaLabel="Read the network again"
              onClick={() => void network.refetch()}
            />
          )}
          <Spot id={hotspots.endpointCreate}>
            <Button
              variant="primary"
              disabled={!vpc}
              onClick={() => setCreating(true)}
              data-testid="create-endpoint"
            >
              Create an endpoint
            </Button>
          </Spot>
        </SpaceBetween>
      }
    >
      {network.isError && !data && (
        <ProblemAlert
          error={network.error}
          header={network.cancelled ? "The reading was cancelled" : "The network could not be read"}
          action={<Button onClick={() => void network.refetch()}>Try again</Button>}
        />
      )}
      {network.isPending && (
        <Box color="text-body-secondary">
          <Spinner /> Reading the network
        </Box>
      )}
      {data && (
        <SpaceBetween size="l">
          <NoticeList notices={data.notices} />
          {vpc ? (
            <Vpc network={data} vpc={vpc} onChoose={setVpc} />
          ) : (
            <Box color="text-body-secondary">
              There is no VPC in {data.region} that could be read. Make one in the VPC console, or open the
              account in another Region.
            </Box>
          )}
        </SpaceBetween>
      )}
      {creating && data && vpc && (
        <CreateEndpointModal network={data} vpc={vpc} onClose={() => setCreating(false)} />
      )}
    </Page>
  );
}

const onOff = (on: boolean | null) =>
  on === null ? (
    <StatusIndicator type="info">Could not be read</StatusIndicator>
  ) : on ? (
    <StatusIndicator type="success">On</StatusIndicator>
  ) : (
    <StatusIndicator type="warning">Off</StatusIndicator>
  );

interface VpcProps {
  network: NetworkView;
  vpc: VpcView;
  onChoose: (id: string) => void;
}

function Vpc({ network, vpc, onChoose }: VpcProps) {
  const [tab, setTab] = usePlaceParam("tab", "picture");
  const here = <T extends { vpc: string }>(list: readonly T[]) => list.filter((each) => each.vpc === vpc.id);
  const option = (each: VpcView) => ({
    value: each.id,
    label: named(each.id, each.name ?? (each.isDefault ? "Default VPC" : null)),
    description: each.cidrs.join(", "),
  });
  return (
    <SpaceBetween size="l">
      <Container>
        <SpaceBetween size="m">
          <FormField label="VPC" controlId="vpc">
            <Select
              selectedOption={option(vpc)}
              options={network.vpcs.map(option)}
              onChange={({ detail }) => onChoose(detail.selectedOption.value ?? "")}
            />
          </FormField>
          <KeyValuePairs
            columns={4}
            items={[
              { label: "Addresses", value: vpc.cidrs.join(", ") },
              { label: "Availability Zones", value: vpc.zones.join(", ") || "None" },
              { label: "DNS support", value: onOff(vpc.dnsSupport) },
              { label: "DNS hostnames", value: onOff(vpc.dnsHostnames) },
            ]}
          />
        </SpaceBetween>
      </Container>
      <Tabs
        variant="container"
        activeTabId={tab}
        onChange={({ detail }) => setTab(detail.activeTabId)}
        tabs={[
          { id: "picture", label: "Picture", content: <VpcPicture network={network} vpc={vpc} /> },
          {
            id: "needs",
            label: "What a workload needs",
            content: <NeedsTab key={vpc.id} network={network} vpc={vpc} />,
          },
          {
            id: "endpoints",
            label: `Endpoints (${here(network.endpoints).length})`,
            content: (
              <SpaceBetween size="l">
                <EndpointsTable network={network} endpoints={here(network.endpoints)} />
                <Price price={network.price} region={network.region} />
              </SpaceBetween>
            ),
          },
          {
            id: "subnets",
            label: `Subnets (${here(network.subnets).length})`,
            content: <SubnetsTable network={network} subnets={here(network.subnets)} />,
          },
          {
            id: "tables",
            label: `Route tables (${here(network.routeTables).length})`,
            content: <RouteTablesTable network={network} tables={here(network.routeTables)} />,
          },
          {
            id: "groups",
            label: `Security groups (${here(network.groups).length})`,
            content: <GroupsTable groups={here(network.groups)} />,
          },
        ]}
      />
    </SpaceBetween>
  );
}
