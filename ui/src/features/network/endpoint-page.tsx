import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Tabs from "@cloudscape-design/components/tabs";
import { useState } from "react";
import type { EndpointView } from "../../bindings/EndpointView";
import type { NetworkView } from "../../bindings/NetworkView";
import { CopyText } from "../../shared/copy";
import { PolicyDocument } from "../../shared/policy-document";
import { ProblemAlert } from "../../shared/problem";
import { StatusIndicator } from "../../shared/status-indicator";
import { Time } from "../../shared/time";
import { Page } from "../../shell/page";
import { follow, href, navigate, usePlaceParam } from "../../shell/router";
import { hotspots } from "../study/hotspots";
import { Spot } from "../study/spot";
import { ChangeEndpointModal } from "./change-endpoint-modal";
import { DeleteEndpointModal } from "./delete-endpoint-modal";
import { endpointHelp } from "./help";
import { useNetwork } from "./use-network";
import { kindWords, money, nameOf, shortService } from "./words";

const above = [{ text: "Network", href: "#/network" }];

export function EndpointPage({ id }: { id: string }) {
  const network = useNetwork();
  const [dialog, setDialog] = useState<"change" | "delete" | null>(null);
  const endpoint = network.data?.endpoints.find((each) => each.id === id);
  const kept = endpoint?.requesterManaged
    ? "Another AWS service keeps this endpoint; it alone changes it."
    : undefined;
  const title = endpoint ? (endpoint.name ?? shortService(endpoint.service, network.data?.region ?? "")) : id;
  return (
    <Page
      title={title}
      help={endpointHelp}
      above={above}
      description={endpoint && `${kindWords[endpoint.kind]} endpoint for ${endpoint.service}`}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            iconName="refresh"
            ariaLabel="Read the network again"
            onClick={() => void network.refetch()}
          />
          <Spot id={hotspots.endpointChange}>
            <Button
              disabled={!endpoint || kept !== undefined}
              disabledReason={kept}
              onClick={() => setDialog("change")}
              data-testid="change-endpoint"
            >
              Change
            </Button>
          </Spot>
          <Button
            disabled={!endpoint || kept !== undefined}
            disabledReason={kept}
            onClick={() => setDialog("delete")}
            data-testid="delete-endpoint"
          >
            Delete
          </Button>
        </SpaceBetween>
      }
    >
      {network.isError && !network.data && (
        <ProblemAlert
          error={network.error}
          header="The network could not be read"
          action={<Button onClick={() => void network.refetch()}>Try again</Button>}
        />
      )}
      {network.isPending && <Spinner />}
      {network.data && !endpoint && (
        <Box>
          There is no endpoint {id} in {network.data.region}.{" "}
          <Button variant="inline-link" onClick={() => navigate("/network")}>
            Go to the network
          </Button>
        </Box>
      )}
      {network.data && endpoint && <Endpoint network={network.data} endpoint={endpoint} />}
      {network.data && endpoint && dialog === "change" && (
        <ChangeEndpointModal network={network.data} endpoint={endpoint} onClose={() => setDialog(null)} />
      )}
      {endpoint && dialog === "delete" && (
        <DeleteEndpointModal endpoint={endpoint} title={title} onClose={() => setDialog(null)} />
      )}
    </Page>
  );
}

function Endpoint({ network, endpoint }: { network: NetworkView; endpoint: EndpointView }) {
  const [tab, setTab] = usePlaceParam("tab", "details");
  const gateway = endpoint.kind === "gateway";
  return (
    <Tabs
      variant="container"
      activeTabId={tab}
      onChange={({ detail }) => setTab(detail.activeTabId)}
      tabs={[
        {
          id: "details",
          label: "Details",
          content: <EndpointFacts network={network} endpoint={endpoint} />,
        },
        { id: "policy", label: "Policy", content: <EndpointPolicy endpoint={endpoint} /> },
        {
          id: "places",
          label: gateway ? "Route tables" : "Subnets and groups",
          content: gateway ? (
            <Ids
              network={network}
              title="Route tables with a route to it"
              ids={endpoint.routeTables}
              empty="None: nothing reaches it. Change the endpoint to add some."
            />
          ) : (
            <SpaceBetween size="l">
              <Ids
                network={network}
                title="Subnets"
                ids={endpoint.subnets}
                empty="None: it has no address. Change the endpoint to add some."
              />
              <Ids network={network} title="Security groups" ids={endpoint.groups} empty="None." />
            </SpaceBetween>
          ),
        },
      ]}
    />
  );
}

function EndpointFacts({ network, endpoint }: { network: NetworkView; endpoint: EndpointView }) {
  const gateway = endpoint.kind === "gateway";
  return (
    <KeyValuePairs
      columns={3}
      items={[
        { label: "Id", value: <CopyText text={endpoint.id} label="Copy the id" /> },
        { label: "State", value: endpoint.state },
        { label: "VPC", value: nameOf(network, endpoint.vpc) },
        {
          label: "Private DNS",
          value: gateway ? (
            "Not needed by a gateway"
          ) : endpoint.privateDns ? (
            <StatusIndicator type="success">On</StatusIndicator>
          ) : (
            <StatusIndicator type="warning">Off: the service's usual name does not mean it</StatusIndicator>
          ),
        },
        { label: "Created", value: <Time at={endpoint.created} /> },
        { label: "Costs a month", value: gateway ? "Nothing" : money(endpoint.monthlyCost) },
        {
          label: "Names",
          value: endpoint.dnsNames.length ? (
            <ul className="gh-plain-list">
              {endpoint.dnsNames.map((name) => (
                <li key={name} className="gh-break">
                  {name}
                </li>
              ))}
            </ul>
          ) : (
            "None"
          ),
        },
        {
          label: "Tags",
          value: endpoint.tags.length
            ? endpoint.tags.map(({ key, value }) => `${key} = ${value}`).join(", ")
            : "None",
        },
        ...(endpoint.requesterManaged
          ? [{ label: "Kept by", value: <Badge>Another AWS service</Badge> }]
          : []),
      ]}
    />
  );
}

function EndpointPolicy({ endpoint }: { endpoint: EndpointView }) {
  if (!endpoint.policySupported || endpoint.policy === null)
    return (
      <Box color="text-body-secondary">The service takes no endpoint policy: everything goes through.</Box>
    );
  return (
    <div>
      <div className="gh-document-bar">
        <Box variant="h3" tagOverride="h2">
          What it lets through
        </Box>
        {!endpoint.requesterManaged && (
          <Spot id={hotspots.endpointPolicy}>
            <Link
              href={href(["policies", "edit"], { endpoint: endpoint.id })}
              onFollow={follow}
              ariaLabel="Edit the endpoint policy"
            >
              Edit
            </Link>
          </Spot>
        )}
      </div>
      <PolicyDocument title="Endpoint policy" text={endpoint.policy} />
    </div>
  );
}

interface IdsProps {
  network: NetworkView;
  title: string;
  ids: readonly string[];
  empty: string;
}

function Ids({ network, title, ids, empty }: IdsProps) {
  return (
    <div>
      <Box variant="h3" tagOverride="h2">
        {title}
      </Box>
      {ids.length === 0 ? (
        <Box color="text-body-secondary">{empty}</Box>
      ) : (
        <ul className="gh-plain-list">
          {ids.map((id) => (
            <li key={id}>{nameOf(network, id)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
