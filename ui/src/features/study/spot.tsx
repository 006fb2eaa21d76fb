import Hotspot from "@cloudscape-design/components/hotspot";
import { createContext, type ReactNode, use, useEffect, useRef } from "react";
import type { HotspotId } from "./hotspots";

interface Spots {
  /** A lesson is open, so that something may be pointed at. */
  on: boolean;
  /** It is on the screen; the answer is called when it goes. */
  here: (id: HotspotId) => () => void;
  /** What was pointed at was found: nothing need lie over what opens now. */
  found: () => void;
}

export const SpotContext = createContext<Spots>({ on: false, here: () => () => {}, found: () => {} });

interface Props {
  id: HotspotId;
  /** Where the hint opens: over a list's head, it hides none of its rows. */
  direction?: "top" | "bottom";
  /** None: the hint stands beside a word. */
  children?: ReactNode;
}

/** A place that a lesson's task can point at. Without a lesson it is what stands in it, and nothing else. */
export function Spot({ id, direction = "bottom", children }: Props) {
  const { on, here, found } = use(SpotContext);
  useEffect(() => (on ? here(id) : undefined), [on, here, id]);
  if (!on) return children;
  return (
    <Hotspot hotspotId={id} direction={direction}>
      {children && (
        <Found id={id} onFound={found}>
          {children}
        </Found>
      )}
    </Hotspot>
  );
}

/** Goes on where a hint pointed. */
export function focusSpot(id: HotspotId): void {
  const place = document.querySelector<HTMLElement>(`[data-spot="${id}"]`);
  (place?.querySelector<HTMLElement>("a, button:not(:disabled)") ?? place)?.focus();
}

interface FoundProps {
  id: HotspotId;
  onFound: () => void;
  children: ReactNode;
}

function Found({ id, onFound, children }: FoundProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    element?.addEventListener("click", onFound, { capture: true });
    return () => element?.removeEventListener("click", onFound, { capture: true });
  }, [onFound]);
  return (
    <div ref={place} data-spot={id} tabIndex={-1} className="gh-result">
      {children}
    </div>
  );
}
