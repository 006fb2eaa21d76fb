import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { LessonView } from "../../bindings/LessonView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { useAccount } from "../accounts/account-context";
import { useStudied } from "./use-study";

/** Asks whether a task is done. What is said stands at the task, wherever it is shown. */
export function useCheck(lesson: string) {
  const account = useAccount();
  const client = useQueryClient();
  const studied = useStudied();
  return useMutation({
    mutationFn: (task: string) => commands.checkTask(lesson, task),
    onSuccess: (task) => {
      client.setQueryData<LessonView>(
        keys.lesson(account, lesson),
        (old) => old && { ...old, tasks: old.tasks.map((each) => (each.id === task.id ? task : each)) },
      );
      studied();
    },
  });
}
