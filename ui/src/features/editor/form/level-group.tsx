import Checkbox from "@cloudscape-design/components/checkbox";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import { memo, useState } from "react";
import type { ActionView } from "../../../bindings/ActionView";
import { isTask } from "./action-choice";

interface Props {
  level: string;
  actions: readonly ActionView[];
  openAtFirst: boolean;
  chosen: ReadonlyMap<string, ActionView>;
  /** Those that the statement names already. */
  present: ReadonlySet<string>;
  onChoose: (actions: readonly ActionView[], wanted: boolean) => void;
  /** Whether the list is all of the level, so that "all" means what it says. */
  complete: boolean;
}

/** The actions of one access level, to be ticked one by one or all at once. */
export function LevelGroup({ level, actions, openAtFirst, chosen, present, onChoose, complete }: Props) {
  const [open, setOpen] = useState(openAtFirst);
  const free = actions.filter(({ name }) => !present.has(name.toLowerCase()));
  const ticked = free.filter(({ name }) => chosen.has(name)).length;
  return (
    <div className="gh-level">
      <ExpandableSection
        headerText={
          ticked > 0 ? `${level}, ${ticked} of ${actions.length} chosen` : `${level}, ${actions.length}`
        }
        headingTagOverride="h3"
        variant="inline"
        headerActions={
          <Checkbox
            checked={free.length > 0 && ticked === free.length}
            indeterminate={ticked > 0 && ticked < free.length}
            disabled={free.length === 0}
            onChange={() => onChoose(free, ticked < free.length)}
          >
            {`${complete || isTask(level) ? "All" : "All found"} of ${isTask(level) ? "this task" : level} (${actions.length})`}
          </Checkbox>
        }
        expanded={open}
        onChange={({ detail }) => setOpen(detail.expanded)}
      >
        {open && (
          <div className="gh-level-actions">
            {actions.map((action) => (
              <ActionBox
                key={action.name}
                action={action}
                chosen={chosen.has(action.name)}
                there={present.has(action.name.toLowerCase())}
                onChoose={onChoose}
              />
            ))}
          </div>
        )}
      </ExpandableSection>
    </div>
  );
}

interface BoxProps {
  action: ActionView;
  chosen: boolean;
  /** In the statement already. */
  there: boolean;
  onChoose: Props["onChoose"];
}

/** Some services have hundreds of actions: a tick must draw one of them again, not all. */
const ActionBox = memo(function ActionBox({ action, chosen, there, onChoose }: BoxProps) {
  return (
    <Checkbox
      checked={there || chosen}
      disabled={there}
      description={there ? "In the statement already." : action.description}
      onChange={({ detail }) => onChoose([action], detail.checked)}
    >
      <code>{action.name}</code>
    </Checkbox>
  );
});
