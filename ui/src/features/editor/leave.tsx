import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useEffect, useState } from "react";
import { commands } from "../../ipc/commands";
import { Dialog } from "../../shared/dialog";
import { navigate, setGuard } from "../../shell/router";

/** No place in the window: the way out of it. */
const CLOSE = "close";

/** Where the window does not hear it, it closes unasked: nothing that the page could do. */
const hold = (held: boolean) => void commands.holdWindow(held).catch(() => {});

interface Props {
  unsaved: boolean;
  header?: string;
  /** What is lost. */
  children?: ReactNode;
}

/** Asks before unsaved changes are left: for another screen, or with the window. */
export function LeaveGuard({ unsaved, header = "Leave without saving?", children }: Props) {
  const [target, setTarget] = useState<string | null>(null);
  useEffect(() => {
    if (!unsaved) return;
    setGuard((to) => {
      setTarget(to);
      return false;
    });
    const reloading = (event: BeforeUnloadEvent) => event.preventDefault();
    // Saying again that there is something unsaved is the answer: the page is alive and asks.
    const closing = () => {
      hold(true);
      setTarget(CLOSE);
    };
    hold(true);
    window.addEventListener("beforeunload", reloading);
    window.addEventListener("gatehouse:close", closing);
    return () => {
      setGuard(null);
      hold(false);
      window.removeEventListener("beforeunload", reloading);
      window.removeEventListener("gatehouse:close", closing);
    };
  }, [unsaved]);

  if (target === null) return null;
  const stay = () => setTarget(null);
  return (
    <Dialog
      header={header}
      onDismiss={stay}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={stay}>
              Stay
            </Button>
            <Button
              variant="primary"
              data-testid="confirm-leave"
              onClick={() => {
                setGuard(null);
                if (target === CLOSE) void commands.closeWindow();
                else navigate(target, { force: true });
              }}
            >
              {target === CLOSE ? "Close the window" : "Leave"}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {children ?? "The changes of this policy were not saved, and are lost."}
    </Dialog>
  );
}
