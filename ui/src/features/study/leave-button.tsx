import Button from "@cloudscape-design/components/button";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";
import { useFlashes } from "../../shell/flashes";
import { heldBack, href, navigate, usePlace } from "../../shell/router";
import { useAccount } from "../accounts/account-context";
import { useEnter } from "./use-study";

/** Back to the practice account. What was done in the lesson's own one stays for the next time. */
export function LeaveButton({ testId = "leave-study" }: { testId?: string }) {
  const { study } = useAccount();
  const { path } = usePlace();
  const { put } = useFlashes();
  const leave = useEnter(commands.leaveStudy);
  if (!study) return null;
  const back = href(["study", study.kind === "lesson" ? "lessons" : "scenarios", study.id]);
  return (
    <Button
      loading={leave.isPending}
      onClick={() => {
        // Unsaved work belongs to the account that is open.
        if (heldBack("/study")) return;
        leave.mutate(undefined, {
          onSuccess: () => {
            if (!path.startsWith("/study")) navigate(back);
          },
          onError: (error) =>
            put({
              id: "leave-study",
              type: "error",
              header: "The account could not be left",
              content: asProblem(error).message,
              dismissible: true,
            }),
        });
      }}
      data-testid={testId}
    >
      {study.kind === "lesson" ? "Leave the lesson" : "Leave the scenario"}
    </Button>
  );
}
