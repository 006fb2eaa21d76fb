import SegmentedControl from "@cloudscape-design/components/segmented-control";
import type { ItemsView } from "../../../bindings/ItemsView";
import type { StatementView } from "../../../bindings/StatementView";
import { ActionGroups } from "./action-groups";
import { AllBut } from "./all-but";
import { CardSection } from "./card-section";
import { ConditionsSection } from "./conditions-section";
import { EffectSign } from "./effect-mark";
import { type Act, ItemsList } from "./items-list";
import { LineEdit } from "./line-edit";
import { hasPrincipals, hasResources } from "./principal-kinds";
import { PrincipalsSection } from "./principals-section";
import type { Ask } from "./statement-card";

interface Props {
  at: number;
  kind: string;
  view: StatementView;
  locked: boolean;
  act: Act;
  onAsk: (ask: Ask) => void;
}

const numbered = (items: ItemsView | null) => (items?.items ?? []).map((item, at) => ({ item, at }));

/** All of a statement that the form can change, each part under its title. */
export function StatementBody({ at, kind, view, locked, act, onAsk }: Props) {
  const number = at + 1;
  return (
    <div className="gh-statement-body">
      <CardSection title="Name">
        <LineEdit
          label="The statement's name (Sid)"
          editLabel={`Change the name of statement ${number}`}
          placeholder="None"
          value={view.sid ?? ""}
          locked={locked}
          onSave={(sid) => act({ change: "setSid", statement: at, sid: sid.trim() || null })}
        >
          {view.sid ? <code>{view.sid}</code> : <span className="gh-quiet">No name (Sid).</span>}
        </LineEdit>
      </CardSection>
      <CardSection title="Effect">
        <SegmentedControl
          label={`Effect of statement ${number}`}
          selectedId={view.effect}
          onChange={({ detail }) =>
            void act({ change: "setEffect", statement: at, effect: detail.selectedId })
          }
          options={["Allow", "Deny"].map((effect) => ({
            id: effect,
            text: effect,
            iconSvg: <EffectSign effect={effect} />,
            disabled: locked,
          }))}
        />
      </CardSection>
      {(view.principals || hasPrincipals(kind)) && (
        <PrincipalsSection
          statement={at}
          principals={view.principals}
          locked={locked}
          act={act}
          onAdd={() => onAsk({ what: "principal", statement: at })}
        />
      )}
      <CardSection
        title="Actions"
        aside={
          view.actions && (
            <AllBut
              statement={at}
              element="Action"
              negated={view.actions.negated}
              locked={locked}
              act={act}
            />
          )
        }
        add={
          !locked && {
            text: "Add actions",
            label: `Add actions to statement ${number}`,
            onClick: () => onAsk({ what: "actions", statement: at }),
          }
        }
      >
        {!view.actions?.items.length && <div className="gh-quiet">No actions.</div>}
        <ItemsList statement={at} element="Action" items={numbered(view.actions)} locked={locked} act={act} />
        <ActionGroups groups={view.groups} negated={view.actions?.negated ?? false} />
      </CardSection>
      {(view.resources || hasResources(kind)) && (
        <CardSection
          title="Resources"
          aside={
            view.resources && (
              <AllBut
                statement={at}
                element="Resource"
                negated={view.resources.negated}
                locked={locked}
                act={act}
              />
            )
          }
          add={
            !locked && {
              text: "Add a resource",
              label: `Add a resource to statement ${number}`,
              onClick: () => onAsk({ what: "resource", statement: at }),
            }
          }
        >
          {!view.resources?.items.length && <div className="gh-quiet">No resources.</div>}
          <ItemsList
            statement={at}
            element="Resource"
            items={numbered(view.resources)}
            locked={locked}
            act={act}
          />
        </CardSection>
      )}
      <ConditionsSection
        statement={at}
        conditions={view.conditions}
        locked={locked}
        act={act}
        onAdd={() => onAsk({ what: "condition", statement: at, line: null })}
        onEdit={(line) => onAsk({ what: "condition", statement: at, line })}
      />
      {view.others.length > 0 && (
        <p className="gh-quiet gh-others">
          Shown as text only: <code>{view.others.join(", ")}</code>.
        </p>
      )}
    </div>
  );
}
