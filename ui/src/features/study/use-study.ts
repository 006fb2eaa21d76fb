import { skipToken, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { AccountView } from "../../bindings/AccountView";
import type { LessonView } from "../../bindings/LessonView";
import type { ScenarioView } from "../../bindings/ScenarioView";
import type { TaskView } from "../../bindings/TaskView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { useAccount, useTakeAccount } from "../accounts/account-context";

export function useStudy() {
  return useQuery({ queryKey: keys.study(useAccount()), queryFn: commands.getStudy });
}

/** Where the last check of each task is kept: a lesson that is read anew knows only what is done. */
const checksOf = (account: AccountView, id: string) => [...keys.lesson(account, id), "checks"];

type Checks = Readonly<Record<string, TaskView>>;

/** A lesson, with what the last checks said of its tasks. */
export function useLesson(id: string, enabled = true) {
  const account = useAccount();
  const lesson = useQuery({
    queryKey: keys.lesson(account, id),
    queryFn: () => commands.getLesson(id),
    enabled,
  });
  const checks = useQuery<Checks>({ queryKey: checksOf(account, id), queryFn: skipToken });
  const data = useMemo<LessonView | undefined>(() => {
    const checked = checks.data ?? {};
    return (
      lesson.data && {
        ...lesson.data,
        tasks: lesson.data.tasks.map((task) => {
          const last = checked[task.id];
          return last ? { ...task, state: last.state, hint: last.hint, checked: true } : task;
        }),
      }
    );
  }, [lesson.data, checks.data]);
  return { data, isPending: lesson.isPending, isError: lesson.isError, error: lesson.error };
}

/** Asks whether a task is done. What is said stands at the task, wherever it is shown. */
export function useCheck(lesson: string) {
  const account = useAccount();
  const client = useQueryClient();
  const studied = useStudied();
  return useMutation({
    mutationFn: (task: string) => commands.checkTask(lesson, task),
    onSuccess: (task) => {
      client.setQueryData<Checks>(checksOf(account, lesson), (old) => ({ ...old, [task.id]: task }));
      studied();
    },
  });
}

/** Looks at what a lesson prevents once more. */
export function useLookAgain(lesson: string) {
  const account = useAccount();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => commands.getDemonstration(lesson),
    onSuccess: (demonstration) =>
      client.setQueryData<LessonView>(
        keys.lesson(account, lesson),
        (old) => old && { ...old, demonstration },
      ),
  });
}

const scoreOf = (account: AccountView, id: string) => [...keys.scenario(account, id), "score"];

/** A scenario, with what the last score said of it: without one, nothing of its account is known. */
export function useScenario(id: string) {
  const account = useAccount();
  const scenario = useQuery({
    queryKey: keys.scenario(account, id),
    queryFn: () => commands.getScenario(id),
  });
  const scored = useQuery<ScenarioView>({ queryKey: scoreOf(account, id), queryFn: skipToken });
  const data = useMemo<ScenarioView | undefined>(() => {
    if (!scenario.data || !scored.data) return scenario.data;
    const { goals, score, reddened, chain } = scored.data;
    return { ...scenario.data, goals, score, reddened, chain };
  }, [scenario.data, scored.data]);
  return { data, isPending: scenario.isPending, isError: scenario.isError, error: scenario.error };
}

/** Counts how many goals of a scenario hold. */
export function useScore(id: string) {
  const account = useAccount();
  const client = useQueryClient();
  const studied = useStudied();
  return useMutation({
    mutationFn: () => commands.scoreScenario(id),
    onSuccess: (view) => {
      client.setQueryData(scoreOf(account, id), view);
      studied();
    },
  });
}

/** What was learned is counted anew. */
export function useStudied(): () => void {
  const account = useAccount();
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: keys.study(account) });
}

/** A command that opens another account: of a lesson, of a scenario, or the practice account again. */
export function useEnter(open: () => Promise<AccountView>, done?: () => void) {
  const take = useTakeAccount();
  return useMutation({
    mutationFn: open,
    onSuccess: (account) => {
      take(account);
      done?.();
    },
  });
}
