import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import type { ListColumn } from "../../shared/list/preferences";
import { StatusIndicator } from "../../shared/status-indicator";
import { Time } from "../../shared/time";
import { follow, href } from "../../shell/router";
import type { SecretRow } from "./secret-rows";

const none = (
  <Box display="inline" color="text-body-secondary">
    –
  </Box>
);

const time = (at: string | null) => (at ? <Time at={at} /> : none);

export const columns: ListColumn<SecretRow>[] = [
  {
    id: "name",
    header: "Name",
    isRowHeader: true,
    sortingField: "name",
    minWidth: 220,
    cell: ({ name }) => (
      <Link href={href(["secrets", name])} onFollow={follow}>
        <span className="gh-break">{name}</span>
      </Link>
    ),
  },
  { id: "description", header: "Description", minWidth: 180, cell: ({ description }) => description || none },
  {
    id: "state",
    header: "State",
    sortingField: "state",
    minWidth: 140,
    cell: ({ state }) => (
      <StatusIndicator type={state === "Active" ? "success" : "pending"}>{state}</StatusIndicator>
    ),
  },
  {
    id: "rotation",
    header: "Rotated",
    sortingField: "rotatedWord",
    minWidth: 120,
    cell: ({ rotated }) => (rotated ? "Yes" : "No"),
  },
  {
    id: "accessed",
    header: "Last read",
    sortingField: "accessedAt",
    minWidth: 120,
    cell: ({ accessed }) => (accessed ? <Time at={accessed} /> : "Never seen"),
  },
  {
    id: "changed",
    header: "Changed",
    sortingField: "changedAt",
    minWidth: 120,
    cell: ({ changed }) => time(changed),
  },
  {
    id: "tags",
    header: "Tags",
    minWidth: 160,
    cell: ({ tags }) => (tags.length ? tags.map(({ key, value }) => `${key} = ${value}`).join(", ") : none),
  },
];
