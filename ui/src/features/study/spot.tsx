import Hotspot from "@cloudscape-design/components/hotspot";
import { createContext, type ReactNode, use, useEffect, useRef } from "react";
import type { HotspotId } from "./hotspots";

interface Spots {
  /** A lesson is open, so that something may be pointed at. */
  on: boolean;
  /** What was pointed at was found: nothing need lie over what opens now. */
  found: () => void;
}

export const SpotContext = createContext<Spots>({ on: false, found: () => {} });

interface Props {
  id: HotspotId;
  children: ReactNode;
}

/** A place that a lesson's task can point at. Without a lesson it is what stands in it, and nothing else. */
export function Spot({ id, children }: Props) {
  const { on, found } = use(SpotContext);
  if (!on) return children;
  return (
    <Hotspot hotspotId={id} direction="bottom">
      <Found onFound={found}>{children}</Found>
    </Hotspot>
  );
}

function Found({ onFound, children }: { onFound: () => void; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    element?.addEventListener("click", onFound, { capture: true });
    return () => element?.removeEventListener("click", onFound, { capture: true });
  }, [onFound]);
  return <div ref={place}>{children}</div>;
}
