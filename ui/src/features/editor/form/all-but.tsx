import Checkbox from "@cloudscape-design/components/checkbox";
import type { Act, Element } from "./items-list";

interface Props {
  statement: number;
  element: Element;
  negated: boolean;
  locked: boolean;
  act: Act;
}

/** Makes `NotAction` of `Action`, and so on; in words, because the "Not" is easily read past. */
export function AllBut({ statement, element, negated, locked, act }: Props) {
  if (locked) return negated ? <strong>All but these</strong> : null;
  return (
    <Checkbox
      checked={negated}
      ariaLabel={`${element}s: all but these`}
      onChange={({ detail }) =>
        void act({ change: "setNegated", statement, element, negated: detail.checked })
      }
    >
      All but these
    </Checkbox>
  );
}
