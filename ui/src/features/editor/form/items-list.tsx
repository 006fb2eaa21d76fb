import Button from "@cloudscape-design/components/button";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useState } from "react";
import type { ItemView } from "../../../bindings/ItemView";
import type { PolicyEdit } from "../../../bindings/PolicyEdit";
import { LineEdit } from "./line-edit";

/** Makes a change of the card's statement; resolves to whether it was made. */
export type Act = (edit: PolicyEdit) => Promise<boolean>;

export type Element = "Action" | "Resource" | "Principal";

interface Props {
  statement: number;
  element: Element;
  /** The items, with their places among all of the element. */
  items: readonly { item: ItemView; at: number }[];
  locked: boolean;
  act: Act;
}

const shownAtFirst = 12;

/** The values as they are written, each with what it is in words, to be changed or taken out. */
export function ItemsList({ statement, element, items, locked, act }: Props) {
  const [all, setAll] = useState(false);
  const shown = all || items.length <= shownAtFirst + 3 ? items : items.slice(0, shownAtFirst);
  const word = element.toLowerCase();
  return (
    <>
      <ul className="gh-items">
        {shown.map(({ item, at }) => (
          <li key={at}>
            <LineEdit
              label={`The ${word}`}
              editLabel={`Change the ${word} ${item.value}`}
              value={item.value}
              locked={locked}
              onSave={(value) =>
                value.trim() === ""
                  ? Promise.resolve(false)
                  : act({ change: "setItem", statement, element, item: at, value: value.trim() })
              }
            >
              <code>{item.value}</code>
            </LineEdit>
            {!locked && (
              <Button
                variant="inline-icon"
                iconName="close"
                ariaLabel={`Take out the ${word} ${item.value}`}
                onClick={() => void act({ change: "removeItems", statement, element, items: [at] })}
              />
            )}
            {item.known ? (
              item.note && <span className="gh-item-note">{item.note}</span>
            ) : (
              <StatusIndicator type="info">{item.note ?? "Not in the catalog"}</StatusIndicator>
            )}
          </li>
        ))}
      </ul>
      {shown.length < items.length && (
        <Button variant="inline-link" onClick={() => setAll(true)}>
          Show all {items.length}
        </Button>
      )}
    </>
  );
}
