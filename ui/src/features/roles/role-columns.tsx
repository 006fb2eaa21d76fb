import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import type { ListColumn } from "../../shared/list/preferences";
import { Time } from "../../shared/time";
import { follow, href } from "../../shell/router";
import { principalWords } from "./principal";
import type { RoleRow } from "./role-rows";

const none = (
  <Box display="inline" color="text-body-secondary">
    –
  </Box>
);

export const columns: ListColumn<RoleRow>[] = [
  {
    id: "name",
    header: "Name",
    isRowHeader: true,
    sortingField: "name",
    minWidth: 220,
    cell: ({ name, serviceLinked }) => (
      <>
        <Link href={href(["roles", name])} onFollow={follow}>
          <span className="gh-break">{name}</span>
        </Link>
        {serviceLinked && (
          <>
            {" "}
            <Badge>Service-linked</Badge>
          </>
        )}
      </>
    ),
  },
  {
    id: "trusted",
    header: "Trusted by",
    sortingField: "trustedText",
    minWidth: 150,
    cell: ({ trusted }) => (trusted.length ? trusted.map(principalWords).join(", ") : "Nobody"),
  },
  {
    id: "permissions",
    header: "Permissions",
    sortingComparator: (a, b) => a.attached.length + a.inlineCount - (b.attached.length + b.inlineCount),
    minWidth: 190,
    cell: ({ attached, inlineCount }) => {
      const words = [...attached, ...(inlineCount ? [`${inlineCount} inline`] : [])];
      return <span className="gh-break">{words.length ? words.join(", ") : "None"}</span>;
    },
  },
  {
    id: "used",
    header: "Last used",
    sortingField: "usedAt",
    minWidth: 140,
    cell: ({ lastUsed }) => (lastUsed ? <Time at={lastUsed.at} /> : "Never seen"),
  },
  {
    id: "boundary",
    hiddenAtFirst: true,
    header: "Boundary",
    sortingField: "boundary",
    cell: ({ boundary }) => boundary ?? none,
  },
  {
    id: "tags",
    hiddenAtFirst: true,
    header: "Tags",
    cell: ({ tags }) => (tags.length ? tags.map(({ key, value }) => `${key} = ${value}`).join(", ") : none),
  },
  { id: "path", hiddenAtFirst: true, header: "Path", sortingField: "path", cell: ({ path }) => path },
  {
    id: "created",
    hiddenAtFirst: true,
    header: "Created",
    sortingField: "created",
    cell: ({ created }) => <Time at={created} />,
  },
  {
    id: "description",
    hiddenAtFirst: true,
    header: "Description",
    cell: ({ description }) => description || none,
  },
];
