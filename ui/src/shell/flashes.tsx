import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from "react";

type Flash = FlashbarProps.MessageDefinition & { id: string };

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
  const [items, setItems] = useState<readonly Flash[]>([]);
  const put = useCallback((flash: Flash) => {
    setItems((old) =>
      old.some((each) => each.id === flash.id)
        ? old.map((each) => (each.id === flash.id ? flash : each))
        : [flash, ...old],
    );
  }, []);
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
