import { useCallback, useSyncExternalStore } from "react";
import type { WorkloadInput } from "../../bindings/WorkloadInput";

/** What was entered so far. It outlives a reload and a look at another screen, not the window. */
const STORED = "gatehouse.workload.draft";
/** The saved workload that the draft changes, by name. */
const CHANGING = "gatehouse.workload.changing";

export const emptyInput: WorkloadInput = {
  roleName: "",
  description: "",
  persona: "compute",
  activities: [],
  inputBucket: "",
  inputPrefix: "",
  outputBucket: "",
  outputPrefix: "",
  image: "",
  key: "none",
  kmsKey: "",
  keyAlias: "",
  keyRotation: true,
  kmsForData: true,
  kmsForVolume: true,
  kmsForSecret: true,
  secret: "none",
  secretArn: "",
  secretName: "",
  secretUsername: "",
  secretHost: "",
  secretPort: "",
  secretDatabase: "",
  vpc: false,
  vpcId: "",
  subnets: [],
  groups: [],
  services: [],
  makeEndpoints: true,
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

export function clearDraft(): void {
  window.sessionStorage.removeItem(CHANGING);
  write(null);
}

/** Fills the wizard with a saved workload. */
export function changeSaved(input: WorkloadInput): void {
  window.sessionStorage.setItem(CHANGING, input.roleName);
  write(JSON.stringify(input));
}

/** The saved workload that the wizard is about, if it is about one. */
export const changedWorkload = () => window.sessionStorage.getItem(CHANGING);

/** Something was begun in the wizard that is not a look at this saved workload. */
export const otherDraft = (name: string) => !draftIsEmpty(read()) && changedWorkload() !== name;

/** The activities of the first persona stand there by themselves. */
export const draftIsEmpty = (input: WorkloadInput) =>
  JSON.stringify({ ...input, activities: [] }) === JSON.stringify(emptyInput);

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
