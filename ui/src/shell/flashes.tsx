import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import { usePlace } from "./router";

type Flash = FlashbarProps.MessageDefinition & { id: string };

/** What was done well was seen by then: it does not go along to every other screen. In milliseconds. */
const SEEN_AFTER = 5000;

interface Flashes {
  items: readonly Flash[];
  /** Shows a message at the top of the screen; one with the same id is replaced in its place. */
  put: (flash: Flash) => void;
  remove: (id: string) => void;
  /** Takes away all but what is under way. */
  clear: () => void;
}

const FlashContext = createContext<Flashes>({ items: [], put: () => {}, remove: () => {}, clear: () => {} });

export const useFlashes = () => use(FlashContext);

export function FlashProvider({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<readonly (Flash & { putAt: number })[]>([]);
  const put = useCallback((flash: Flash) => {
    const dated = { ...flash, putAt: performance.now() };
    setItems((old) =>
      old.some((each) => each.id === flash.id)
        ? old.map((each) => (each.id === flash.id ? dated : each))
        : [dated, ...old],
    );
  }, []);
  const { path } = usePlace();
  // biome-ignore lint/correctness/useExhaustiveDependencies: going to another screen is what it follows
  useEffect(() => {
    const now = performance.now();
    setItems((old) => old.filter(({ type, putAt }) => type !== "success" || now - putAt < SEEN_AFTER));
  }, [path]);
  const remove = useCallback((id: string) => setItems((old) => old.filter((each) => each.id !== id)), []);
  const clear = useCallback(() => setItems((old) => old.filter((each) => each.type === "in-progress")), []);
  const flashes = useMemo(() => ({ items, put, remove, clear }), [items, put, remove, clear]);
  return <FlashContext value={flashes}>{children}</FlashContext>;
}

export function FlashList() {
  const { items, remove } = useFlashes();
  return (
    <Flashbar
      stackItems
      items={items.map((item) => ({
        dismissLabel: "Dismiss the message",
        onDismiss: () => remove(item.id),
        ...item,
      }))}
    />
  );
}
