import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import { useState } from "react";
import type { ItemView } from "../../../bindings/ItemView";
import type { PolicyEdit } from "../../../bindings/PolicyEdit";
import { StatusIndicator } from "../../../shared/status-indicator";
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

/** The values as they are written, each with what it is in words, to be changed or taken out, also many at once. */
export function ItemsList({ statement, element, items, locked, act }: Props) {
  const [all, setAll] = useState(false);
  const [picking, setPicking] = useState(false);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const shown = all || items.length <= shownAtFirst + 3 ? items : items.slice(0, shownAtFirst);
  const word = element.toLowerCase();
  // By value, since places move with each change of the text.
  const pickedPlaces = items.filter(({ item }) => picked.has(item.value)).map(({ at }) => at);
  const choosing = picking && !locked;
  const pick = (value: string, on: boolean) => {
    const next = new Set(picked);
    if (on) next.add(value);
    else next.delete(value);
    setPicked(next);
  };
  const stop = () => {
    setPicking(false);
    setPicked(new Set());
  };
  const takeOut = async () => {
    if (await act({ change: "removeItems", statement, element, items: pickedPlaces })) stop();
  };
  return (
    <>
      {choosing && (
        <div className="gh-pick">
          <Checkbox
            checked={pickedPlaces.length === items.length}
            indeterminate={pickedPlaces.length > 0 && pickedPlaces.length < items.length}
            onChange={({ detail }) =>
              setPicked(new Set(detail.checked ? items.map(({ item }) => item.value) : []))
            }
          >
            All {items.length}
          </Checkbox>
          <Button
            disabled={pickedPlaces.length === 0}
            disabledReason="Tick first what is to go."
            onClick={() => void takeOut()}
          >
            Take out {pickedPlaces.length}
          </Button>
          <Button variant="link" onClick={stop}>
            Done
          </Button>
        </div>
      )}
      <ul className="gh-items">
        {shown.map(({ item, at }) => (
          <li key={at}>
            {choosing && (
              <Checkbox
                checked={picked.has(item.value)}
                ariaLabel={`Pick the ${word} ${item.value}`}
                onChange={({ detail }) => pick(item.value, detail.checked)}
              />
            )}
            <LineEdit
              label={`The ${word}`}
              editLabel={`Change the ${word} ${item.value}`}
              value={item.value}
              locked={locked || choosing}
              onSave={(value) =>
                value.trim() === ""
                  ? Promise.resolve(false)
                  : act({ change: "setItem", statement, element, item: at, value: value.trim() })
              }
            >
              <code>{item.value}</code>
            </LineEdit>
            {!locked && !choosing && (
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
      {!locked && !choosing && items.length > 1 && (
        <Button
          variant="inline-link"
          ariaLabel={`Take out several ${word}s of statement ${statement + 1}`}
          onClick={() => setPicking(true)}
        >
          Take out several
        </Button>
      )}
    </>
  );
}
