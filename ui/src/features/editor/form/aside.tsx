import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useCallback, useMemo, useState } from "react";

/** A statement that was taken out of the text for a moment. */
export interface SetAside {
  id: number;
  json: string;
  title: string;
  /** The statement that it stood before, by the form's own name for it; null at the end. */
  before: string | null;
  /** Where it stood, should that one be gone too. */
  at: number;
}

/** The statements that are kept aside. The page may hold it, so that they outlive the form. */
export interface AsideStore {
  kept: readonly SetAside[];
  keep: (one: Omit<SetAside, "id">) => void;
  drop: (id: number) => void;
}

export function useAside(): AsideStore {
  const [kept, setKept] = useState<SetAside[]>([]);
  const keep = useCallback(
    (one: Omit<SetAside, "id">) =>
      setKept((all) => [...all, { ...one, id: 1 + Math.max(0, ...all.map(({ id }) => id)) }]),
    [],
  );
  const drop = useCallback((id: number) => setKept((all) => all.filter((one) => one.id !== id)), []);
  return useMemo(() => ({ kept, keep, drop }), [kept, keep, drop]);
}

/** Where it goes back to: before the statement it stood before, as near as that can be had. */
export function placeOf(one: SetAside, ids: readonly string[]): number {
  if (one.before === null) return ids.length;
  const at = ids.indexOf(one.before);
  return at === -1 ? Math.min(one.at, ids.length) : at;
}

interface Props {
  one: SetAside;
  locked: string | null;
  onRestore: () => void;
  onDrop: () => void;
}

export function AsideCard({ one, locked, onRestore, onDrop }: Props) {
  return (
    <section className="gh-aside" aria-label={`Disabled: ${one.title}`}>
      <div>
        <b>Disabled for the moment:</b> {one.title}{" "}
        <span className="gh-quiet">
          It is not in the text, so it is not saved either. It is kept until this policy is closed.
        </span>
      </div>
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          disabled={locked !== null}
          disabledReason={locked ?? undefined}
          ariaLabel={`Restore ${one.title}`}
          onClick={onRestore}
        >
          Restore
        </Button>
        <Button variant="link" ariaLabel={`Forget ${one.title}`} onClick={onDrop}>
          Forget it
        </Button>
      </SpaceBetween>
    </section>
  );
}
