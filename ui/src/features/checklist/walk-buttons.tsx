import Box from "@cloudscape-design/components/box";
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
        <Box display="inline">
          {walk.at} of {walk.of}
        </Box>
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

/** Where the focus is in one of these, a letter is meant for it. A dialog that is open keeps the focus. */
const TAKERS =
  "input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=dialog], [role=menu], [role=listbox]";

function isTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  return event.target instanceof Element && event.target.closest(TAKERS) !== null;
}
