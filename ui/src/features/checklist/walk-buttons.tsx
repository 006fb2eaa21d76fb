import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import { useEffect, useEffectEvent, useState } from "react";
import { navigate } from "../../shell/router";
import { findingHref } from "./finding-rows";
import { walkFrom } from "./walk";

const STORED = "gatehouse.checklist.keys";

/** To the findings before and after this one, as the list had them; by the keys j and k too. */
export function WalkButtons({ id, all }: { id: string; all: readonly string[] }) {
  const walk = walkFrom(id, all);
  const [keys, setKeys] = useState(() => window.localStorage.getItem(STORED) !== "off");
  const go = (to: string | null) => {
    if (to !== null) navigate(findingHref(to));
  };
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (isTaken(event)) return;
    if (event.key === "j") go(walk.after);
    if (event.key === "k") go(walk.before);
  });
  useEffect(() => {
    if (!keys) return;
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [keys]);
  return (
    <span className="gh-walk">
      <Button
        iconName="angle-left"
        disabled={walk.before === null}
        onClick={() => go(walk.before)}
        data-testid="previous-finding"
      >
        Previous
      </Button>
      {walk.at !== null && (
        <span>
          {walk.at} of {walk.of}
        </span>
      )}
      <Button
        iconName="angle-right"
        iconAlign="right"
        disabled={walk.after === null}
        onClick={() => go(walk.after)}
        data-testid="next-finding"
      >
        Next
      </Button>
      <Checkbox
        checked={keys}
        onChange={({ detail }) => {
          window.localStorage.setItem(STORED, detail.checked ? "on" : "off");
          setKeys(detail.checked);
        }}
      >
        Keys j and k
      </Checkbox>
    </span>
  );
}

/** The key is meant for a field, a dialog or a menu. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  if (document.querySelector("[role=dialog], [role=menu], [role=listbox]")) return true;
  const at = event.target;
  return at instanceof HTMLElement && at.closest("input, textarea, select, [contenteditable=true]") !== null;
}
