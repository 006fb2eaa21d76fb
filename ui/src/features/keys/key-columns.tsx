import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import type { ListColumn } from "../../shared/list/preferences";
import { StatusIndicator } from "../../shared/status-indicator";
import { Time } from "../../shared/time";
import { follow, href } from "../../shell/router";
import type { KeyRow } from "./key-rows";
import { shortPrincipal, stateType } from "./words";

const none = (
  <Box display="inline" color="text-body-secondary">
    –
  </Box>
);

const MOST_NAMES = 3;

export const columns: ListColumn<KeyRow>[] = [
  {
    id: "name",
    header: "Alias or id",
    isRowHeader: true,
    sortingField: "name",
    minWidth: 220,
    cell: ({ id, name, aliases, awsManaged }) => (
      <>
        <Link href={href(["keys", id])} onFollow={follow}>
          <span className="gh-break">{name}</span>
        </Link>
        {aliases.length > 1 && ` and ${aliases.length - 1} more`}
        {awsManaged && (
          <>
            {" "}
            <Badge>Managed by AWS</Badge>
          </>
        )}
      </>
    ),
  },
  {
    id: "state",
    header: "State",
    sortingField: "stateText",
    minWidth: 190,
    cell: ({ state, stateText, deletion }) => (
      <>
        <StatusIndicator type={stateType[state]}>{stateText}</StatusIndicator>
        {deletion && (
          <Box fontSize="body-s">
            <Time at={deletion} />
          </Box>
        )}
      </>
    ),
  },
  {
    id: "rotation",
    header: "Rotation",
    sortingField: "rotationText",
    minWidth: 140,
    cell: ({ rotationText }) => rotationText,
  },
  {
    id: "named",
    header: "Named in policy or grants",
    sortingComparator: (a, b) => a.named.length - b.named.length,
    minWidth: 220,
    cell: ({ named }) => {
      if (named.length === 0) return none;
      const shown = named.slice(0, MOST_NAMES).map(shortPrincipal).join(", ");
      const more = named.length - MOST_NAMES;
      return <span className="gh-break">{more > 0 ? `${shown} and ${more} more` : shown}</span>;
    },
  },
  {
    id: "description",
    header: "Description",
    minWidth: 180,
    cell: ({ description }) => description || none,
  },
];
