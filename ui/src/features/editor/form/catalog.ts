import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ItemsView } from "../../../bindings/ItemsView";
import { commands } from "../../../ipc/commands";

/** What the application knows about AWS's actions, asked once and kept. */
export const useServices = () =>
  useQuery({ queryKey: ["catalog", "services"], queryFn: commands.listServices });

export const useActions = (service: string | null) =>
  useQuery({
    queryKey: ["catalog", "actions", service],
    queryFn: () => commands.listActions(service ?? ""),
    enabled: service !== null,
  });

export const useFoundActions = (words: string) => {
  const wanted = useLater(words.trim(), 200);
  return useQuery({
    queryKey: ["catalog", "search", wanted],
    queryFn: () => commands.searchActions(wanted),
    enabled: wanted.length > 1,
    placeholderData: keepPreviousData,
  });
};

export const useResourceForms = (actions: string[]) =>
  useQuery({
    queryKey: ["catalog", "resource-forms", actions],
    queryFn: () => commands.resourceForms(actions),
  });

export const useConditionKeys = (actions: string[]) =>
  useQuery({
    queryKey: ["catalog", "condition-keys", actions],
    queryFn: () => commands.conditionKeys(actions),
  });

export const useTemplates = () =>
  useQuery({ queryKey: ["catalog", "templates"], queryFn: commands.policyTemplates });

/** What the application says of a statement that stands nowhere yet. The window never judges by itself. */
export const useTrial = (statement: Record<string, unknown> | null, kind: string) => {
  const text = statement && JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const wanted = useLater(text, 250);
  return useQuery({
    queryKey: ["catalog", "trial", kind, wanted],
    queryFn: async () => (await commands.analysePolicy(wanted ?? "", kind)).statements[0] ?? null,
    enabled: wanted !== null && wanted === text,
    placeholderData: text === null ? undefined : keepPreviousData,
    gcTime: 60_000,
  });
};

/** The actions that a statement is about, as patterns to ask with: of "all but these", any. */
export const patternsOf = (actions: ItemsView | null): string[] =>
  !actions || actions.negated ? ["*"] : actions.items.map(({ value }) => value);

/** A value once it has stood still for so many milliseconds. */
function useLater<T>(value: T, pause: number): T {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), pause);
    return () => clearTimeout(timer);
  }, [value, pause]);
  return later;
}
