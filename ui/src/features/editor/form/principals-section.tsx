import type { ItemsView } from "../../../bindings/ItemsView";
import type { ItemView } from "../../../bindings/ItemView";
import { AllBut } from "./all-but";
import { CardSection } from "./card-section";
import { type Act, ItemsList } from "./items-list";
import { kindWords } from "./principal-kinds";

interface Props {
  statement: number;
  principals: ItemsView | null;
  locked: boolean;
  act: Act;
  onAdd: () => void;
}

/** Whom the statement is about, by kind. */
export function PrincipalsSection({ statement, principals, locked, act, onAdd }: Props) {
  const kinds = new Map<string | null, { item: ItemView; at: number }[]>();
  principals?.items.forEach((item, at) => {
    kinds.set(item.kind, [...(kinds.get(item.kind) ?? []), { item, at }]);
  });
  return (
    <CardSection
      title="Who"
      aside={
        principals && (
          <AllBut
            statement={statement}
            element="Principal"
            negated={principals.negated}
            locked={locked}
            act={act}
          />
        )
      }
      add={
        !locked && {
          text: "Add somebody",
          label: `Add somebody to statement ${statement + 1}`,
          onClick: onAdd,
        }
      }
    >
      {kinds.size === 0 && <div className="gh-quiet">Nobody is named.</div>}
      {[...kinds].map(([kind, items]) => (
        <div key={kind}>
          <div className="gh-service-name">{kindWords(kind)}</div>
          <ItemsList statement={statement} element="Principal" items={items} locked={locked} act={act} />
        </div>
      ))}
    </CardSection>
  );
}
