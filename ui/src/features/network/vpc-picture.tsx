import "./vpc-picture.css";
import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import type { EndpointView } from "../../bindings/EndpointView";
import type { NetworkView } from "../../bindings/NetworkView";
import type { SubnetView } from "../../bindings/SubnetView";
import type { VpcView } from "../../bindings/VpcView";
import { StatusIndicator } from "../../shared/status-indicator";
import { follow, href } from "../../shell/router";
import { nameOf, shortService } from "./words";

/** The VPC by its zones: each subnet with its way out, and the endpoints that stand in it or that its routes lead to. */
export function VpcPicture({ network, vpc }: { network: NetworkView; vpc: VpcView }) {
  const subnets = network.subnets.filter((subnet) => subnet.vpc === vpc.id);
  const endpoints = network.endpoints.filter((endpoint) => endpoint.vpc === vpc.id);
  const groups = network.groups.filter((group) => group.vpc === vpc.id);
  const apart = endpoints.filter(({ subnets: s, routeTables: r }) => s.length === 0 && r.length === 0);
  if (subnets.length === 0)
    return (
      <Box color="text-body-secondary">
        There is no subnet to draw. A workload needs at least one, better one in each of two zones.
      </Box>
    );
  return (
    <section className="gh-vpc" aria-label={`Picture of ${vpc.name ?? vpc.id}`}>
      <div className="gh-vpc-zones">
        {vpc.zones.map((zone) => (
          <section key={zone} className="gh-vpc-zone" aria-label={`Zone ${zone}`}>
            <h2>{zone}</h2>
            <ul>
              {subnets
                .filter((subnet) => subnet.zone === zone)
                .map((subnet) => (
                  <Subnet key={subnet.id} network={network} subnet={subnet} endpoints={endpoints} />
                ))}
            </ul>
          </section>
        ))}
      </div>
      <section className="gh-vpc-beside" aria-label="Security groups">
        <h2>Security groups</h2>
        <ul>
          {groups.map((group) => (
            <li key={group.id} className="gh-vpc-box">
              <b>{group.name}</b>
              <span>Lets in: {group.ingress.map(({ words }) => words).join("; ") || "nothing"}</span>
              <EndpointLinks
                network={network}
                text="On the endpoints"
                endpoints={endpoints.filter((endpoint) => endpoint.groups.includes(group.id))}
              />
            </li>
          ))}
        </ul>
      </section>
      {apart.length > 0 && (
        <section className="gh-vpc-beside" aria-label="Endpoints that lead nowhere">
          <h2>Endpoints that lead nowhere yet</h2>
          <EndpointLinks network={network} text="In no subnet and no route table" endpoints={apart} />
        </section>
      )}
    </section>
  );
}

interface SubnetProps {
  network: NetworkView;
  subnet: SubnetView;
  endpoints: readonly EndpointView[];
}

function Subnet({ network, subnet, endpoints }: SubnetProps) {
  const table = subnet.routeTable;
  const routed = endpoints.filter((endpoint) => table !== null && endpoint.routeTables.includes(table));
  const placed = endpoints.filter((endpoint) => endpoint.subnets.includes(subnet.id));
  return (
    <li className="gh-vpc-box" data-kind={subnet.isPublic ? "public" : "private"}>
      <span>
        <b>{subnet.name ?? subnet.id}</b> <Badge>{subnet.isPublic ? "Public" : "Private"}</Badge>
      </span>
      <span>
        {subnet.cidr}, {subnet.freeAddresses} free
      </span>
      <span>{table ? `Routes: ${nameOf(network, table)}` : "Routes could not be read"}</span>
      <EndpointLinks network={network} text="Routes lead to" endpoints={routed} />
      <EndpointLinks network={network} text="Endpoints here" endpoints={placed} />
    </li>
  );
}

interface LinksProps {
  network: NetworkView;
  text: string;
  endpoints: readonly EndpointView[];
}

/** A picture with more is no picture any more, and takes a second to draw. */
const MOST_LINKS = 20;

function EndpointLinks({ network, text, endpoints }: LinksProps) {
  const [first] = endpoints;
  if (!first) return null;
  const more = endpoints.length - MOST_LINKS;
  return (
    <div>
      {text}:
      <ul>
        {endpoints.slice(0, MOST_LINKS).map((endpoint) => (
          <li key={endpoint.id}>
            <Link href={href(["network", endpoint.id])} onFollow={follow}>
              {shortService(endpoint.service, network.region)}
            </Link>{" "}
            {endpoint.kind === "interface" && !endpoint.privateDns && (
              <StatusIndicator type="warning">No private DNS</StatusIndicator>
            )}
          </li>
        ))}
        {more > 0 && (
          <li>
            <Link href={href(["network"], { vpc: first.vpc, tab: "endpoints" })} onFollow={follow}>
              {more} more, in the list of endpoints
            </Link>
          </li>
        )}
      </ul>
    </div>
  );
}
