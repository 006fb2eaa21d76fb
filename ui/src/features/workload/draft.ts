import { useCallback, useSyncExternalStore } from "react";
import type { WorkloadInput } from "../../bindings/WorkloadInput";

/** What was entered so far. It outlives a reload and a look at another screen, not the window. */
const STORED = "gatehouse.workload.draft";

export const emptyInput: WorkloadInput = {
  roleName: "",
  description: "",
  inputBucket: "",
  inputPrefix: "",
  outputBucket: "",
  outputPrefix: "",
  image: "",
  kmsKey: "",
  kmsForData: true,
  kmsForVolume: true,
  vpc: false,
  tags: [],
};

let cached: { text: string | null; input: WorkloadInput } = { text: null, input: emptyInput };
const listeners = new Set<() => void>();

function read(): WorkloadInput {
  const text = window.sessionStorage.getItem(STORED);
  if (text !== cached.text) {
    let input = emptyInput;
    try {
      input = { ...emptyInput, ...JSON.parse(text ?? "{}") };
    } catch {
      // What cannot be read is no draft.
    }
    cached = { text, input };
  }
  return cached.input;
}

function write(text: string | null): void {
  if (text === null) window.sessionStorage.removeItem(STORED);
  else window.sessionStorage.setItem(STORED, text);
  for (const listener of listeners) listener();
}

export const clearDraft = () => write(null);
export const draftIsEmpty = (input: WorkloadInput) => JSON.stringify(input) === JSON.stringify(emptyInput);

export function useDraft(): [WorkloadInput, (part: Partial<WorkloadInput>) => void] {
  const subscribe = useCallback((changed: () => void) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, []);
  const input = useSyncExternalStore(subscribe, read);
  const change = useCallback(
    (part: Partial<WorkloadInput>) => write(JSON.stringify({ ...read(), ...part })),
    [],
  );
  return [input, change];
}
