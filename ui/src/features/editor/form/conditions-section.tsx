import Button from "@cloudscape-design/components/button";
import type { ConditionView } from "../../../bindings/ConditionView";
import { CardSection } from "./card-section";
import type { Act } from "./items-list";

interface Props {
  statement: number;
  conditions: readonly ConditionView[];
  locked: boolean;
  act: Act;
  onAdd: () => void;
  onEdit: (line: number) => void;
}

/** The lines of the condition as sentences; all of them must hold. */
export function ConditionsSection({ statement, conditions, locked, act, onAdd, onEdit }: Props) {
  return (
    <CardSection
      title="Only if"
      add={
        !locked && {
          text: "Add a condition",
          label: `Add a condition to statement ${statement + 1}`,
          onClick: onAdd,
        }
      }
    >
      {conditions.length === 0 && <div className="gh-quiet">No condition.</div>}
      {conditions.length > 1 && <div className="gh-quiet">All of these hold:</div>}
      <ul className="gh-items">
        {conditions.map(({ operator, key, values, meaning }, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the line's number is what it is known by
          <li key={line}>
            <span className="gh-condition">
              <span>{meaning}</span>
              <code className="gh-quiet">
                {operator} {key} {values.join(", ")}
              </code>
            </span>
            {!locked && (
              <>
                <Button
                  variant="inline-icon"
                  iconName="edit"
                  ariaLabel={`Change the condition on ${key}`}
                  onClick={() => onEdit(line)}
                />
                <Button
                  variant="inline-icon"
                  iconName="close"
                  ariaLabel={`Take out the condition on ${key}`}
                  onClick={() => void act({ change: "removeCondition", statement, line })}
                />
              </>
            )}
          </li>
        ))}
      </ul>
    </CardSection>
  );
}
