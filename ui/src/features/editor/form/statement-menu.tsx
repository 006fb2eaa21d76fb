import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import type { PolicyEdit } from "../../../bindings/PolicyEdit";

interface Props {
  at: number;
  count: number;
  locked: boolean;
  onEdit: (edit: PolicyEdit, goTo?: number) => void;
  onSetAside: () => void;
}

/** What can be done with a whole statement. */
export function StatementMenu({ at, count, locked, onEdit, onSetAside }: Props) {
  const choose = (id: string) => {
    if (id === "up") onEdit({ change: "moveStatement", statement: at, to: at - 1 }, at - 1);
    if (id === "down") onEdit({ change: "moveStatement", statement: at, to: at + 1 }, at + 1);
    if (id === "first") onEdit({ change: "moveStatement", statement: at, to: 0 }, 0);
    if (id === "last") onEdit({ change: "moveStatement", statement: at, to: count - 1 }, count - 1);
    if (id === "duplicate") onEdit({ change: "duplicateStatement", statement: at }, at + 1);
    if (id === "aside") onSetAside();
    if (id === "delete") onEdit({ change: "removeStatement", statement: at });
  };
  const top = at === 0;
  const bottom = at === count - 1;
  return (
    <ButtonDropdown
      variant="icon"
      ariaLabel={`More for statement ${at + 1}`}
      expandToViewport
      disabled={locked}
      onItemClick={({ detail }) => choose(detail.id)}
      items={[
        { id: "up", text: "Move up", iconName: "angle-up", disabled: top },
        { id: "down", text: "Move down", iconName: "angle-down", disabled: bottom },
        { id: "first", text: "Move to the top", disabled: top },
        { id: "last", text: "Move to the end", disabled: bottom },
        { id: "duplicate", text: "Duplicate", iconName: "copy" },
        {
          id: "aside",
          text: "Disable for a moment",
          iconName: "view-horizontal",
          secondaryText: "Taken out of the text and kept here, to be put back.",
        },
        { id: "delete", text: "Delete", iconName: "remove" },
      ]}
    />
  );
}
