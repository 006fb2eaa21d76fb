import Link from "@cloudscape-design/components/link";
import type { EndpointView } from "../../bindings/EndpointView";
import type { NetworkView } from "../../bindings/NetworkView";
import { FilteredTable } from "../../shared/list/filtered-table";
import { StatusIndicator } from "../../shared/status-indicator";
import { follow, href } from "../../shell/router";
import { kindWords, money, nameOf, shortService } from "./words";

interface Props {
  network: NetworkView;
  endpoints: readonly EndpointView[];
}

export function EndpointsTable({ network, endpoints }: Props) {
  const service = (row: EndpointView) => shortService(row.service, network.region);
  const where = (row: EndpointView) =>
    (row.kind === "gateway" ? row.routeTables : row.subnets).map((id) => nameOf(network, id)).join(", ");
  const dns = (row: EndpointView) => (row.kind === "gateway" ? "Not needed" : row.privateDns ? "On" : "Off");
  return (
    <FilteredTable
      what="endpoints"
      rows={endpoints}
      filters={[
        ["Service", service],
        ["Name", (row) => row.name ?? row.id],
        ["Kind", (row) => kindWords[row.kind]],
        ["Private DNS", dns],
        ["State", (row) => row.state],
      ]}
      empty="This VPC has no endpoints: a workload in it reaches AWS's services over the internet or not at all. See what a workload needs, or create one."
      columns={[
        {
          id: "service",
          header: "Service",
          isRowHeader: true,
          sortingField: "service",
          cell: (row) => (
            <Link href={href(["network", row.id])} onFollow={follow}>
              {service(row)}
            </Link>
          ),
        },
        { id: "name", header: "Name", sortingField: "name", cell: (row) => row.name ?? row.id },
        { id: "kind", header: "Kind", sortingField: "kind", cell: (row) => kindWords[row.kind] },
        { id: "where", header: "In subnets or route tables", cell: (row) => where(row) || "Nowhere yet" },
        {
          id: "dns",
          header: "Private DNS",
          cell: (row) =>
            dns(row) === "Off" ? <StatusIndicator type="warning">Off</StatusIndicator> : dns(row),
        },
        { id: "state", header: "State", sortingField: "state", cell: (row) => row.state },
        {
          id: "cost",
          header: "A month",
          sortingField: "monthlyCost",
          cell: (row) => (row.kind === "gateway" ? "Free" : money(row.monthlyCost)),
        },
      ]}
    />
  );
}
