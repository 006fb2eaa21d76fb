import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useState } from "react";
import { Dialog } from "../../shared/dialog";
import { navigate, setGuard } from "../../shell/router";

/** Asks before unsaved changes are left: for another screen, or with the window. */
export function LeaveGuard({ unsaved }: { unsaved: boolean }) {
  const [target, setTarget] = useState<string | null>(null);
  useEffect(() => {
    if (!unsaved) return;
    setGuard((to) => {
      setTarget(to);
      return false;
    });
    const closing = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", closing);
    return () => {
      setGuard(null);
      window.removeEventListener("beforeunload", closing);
    };
  }, [unsaved]);

  if (target === null) return null;
  const stay = () => setTarget(null);
  return (
    <Dialog
      header="Leave without saving?"
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
                navigate(target, { force: true });
              }}
            >
              Leave
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      The changes of this policy were not saved, and are lost.
    </Dialog>
  );
}
