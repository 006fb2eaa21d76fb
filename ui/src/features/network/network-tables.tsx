import Badge from "@cloudscape-design/components/badge";
import type { GroupView } from "../../bindings/GroupView";
import type { NetworkView } from "../../bindings/NetworkView";
import type { RouteTableView } from "../../bindings/RouteTableView";
import type { RuleView } from "../../bindings/RuleView";
import type { SubnetView } from "../../bindings/SubnetView";
import { FilteredTable } from "../../shared/list/filtered-table";
import { named, nameOf } from "./words";

export function SubnetsTable({ network, subnets }: { network: NetworkView; subnets: readonly SubnetView[] }) {
  const way = (row: SubnetView) => (row.isPublic ? "Public" : "Private");
  return (
    <FilteredTable
      what="subnets"
      rows={subnets}
      filters={[
        ["Name", (row) => named(row.id, row.name)],
        ["Zone", (row) => row.zone],
        ["Way", way],
        ["Addresses", (row) => row.cidr],
      ]}
      empty="This VPC has no subnets. Nothing can run in it before it has one."
      columns={[
        {
          id: "name",
          header: "Subnet",
          isRowHeader: true,
          sortingField: "name",
          cell: (row) => named(row.id, row.name),
        },
        { id: "zone", header: "Zone", sortingField: "zone", cell: (row) => row.zone },
        { id: "cidr", header: "Addresses", sortingField: "cidr", cell: (row) => row.cidr },
        { id: "free", header: "Free", sortingField: "freeAddresses", cell: (row) => row.freeAddresses },
        { id: "way", header: "Internet", cell: way },
        {
          id: "table",
          header: "Route table",
          cell: (row) => (row.routeTable ? nameOf(network, row.routeTable) : "None that could be read"),
        },
      ]}
    />
  );
}

export function RouteTablesTable({
  network,
  tables,
}: {
  network: NetworkView;
  tables: readonly RouteTableView[];
}) {
  return (
    <FilteredTable
      what="route tables"
      rows={tables}
      filters={[
        ["Name", (row) => named(row.id, row.name)],
        ["Subnet", (row) => row.subnets.map((id) => nameOf(network, id)).join(", ")],
        ["Target", (row) => row.routes.map(({ target }) => target).join(", ")],
      ]}
      empty="This VPC has no route tables that could be read."
      columns={[
        {
          id: "name",
          header: "Route table",
          isRowHeader: true,
          sortingField: "name",
          cell: (row) => (
            <>
              {named(row.id, row.name)} {row.main && <Badge>Main</Badge>}
            </>
          ),
        },
        {
          id: "subnets",
          header: "Holds for",
          cell: (row) => row.subnets.map((id) => nameOf(network, id)).join(", ") || "No subnet",
        },
        {
          id: "routes",
          header: "Routes",
          cell: (row) => (
            <ul className="gh-plain-list">
              {row.routes.map(({ destination, target, active }) => (
                <li key={destination}>
                  {destination} → {nameOf(network, target)}
                  {active ? "" : " (leads nowhere)"}
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}

export function GroupsTable({ groups }: { groups: readonly GroupView[] }) {
  return (
    <FilteredTable
      what="security groups"
      rows={groups}
      filters={[
        ["Name", (row) => named(row.id, row.name)],
        ["Lets in", (row) => row.ingress.map(({ words }) => words).join(", ")],
        ["Lets out", (row) => row.egress.map(({ words }) => words).join(", ")],
      ]}
      empty="This VPC has no security groups that could be read."
      columns={[
        {
          id: "name",
          header: "Security group",
          isRowHeader: true,
          sortingField: "name",
          cell: (row) => named(row.id, row.name),
        },
        { id: "description", header: "For", cell: (row) => row.description || "-" },
        { id: "in", header: "Lets in", cell: (row) => <Rules rules={row.ingress} /> },
        { id: "out", header: "Lets out", cell: (row) => <Rules rules={row.egress} /> },
        { id: "used", header: "Interfaces", cell: (row) => row.interfaceCount ?? "Could not be read" },
      ]}
    />
  );
}

function Rules({ rules }: { rules: readonly RuleView[] }) {
  if (rules.length === 0) return <>Nothing</>;
  return (
    <ul className="gh-plain-list">
      {rules.map(({ words, description }) => (
        <li key={words}>
          {words}
          {description ? `: ${description}` : ""}
        </li>
      ))}
    </ul>
  );
}
