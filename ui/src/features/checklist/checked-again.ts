import type { FindingRow } from "../../bindings/FindingRow";
import { stateWords } from "./words";

/** How a finding stands after it was looked at once more, as a message at the top. */
export const checkedAgain = ({ check, name, state }: FindingRow) => ({
  id: "recheck",
  type: state === "passed" ? ("success" as const) : ("info" as const),
  header: `${check} of ${name} was checked again: ${stateWords[state].text.toLowerCase()}`,
  dismissible: true,
});
