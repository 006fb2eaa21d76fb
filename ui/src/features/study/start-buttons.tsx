import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { AccountView } from "../../bindings/AccountView";
import { ProblemWords } from "../../shared/problem";
import { useFlashes } from "../../shell/flashes";
import { Confirm } from "./confirm";
import { useTutorial } from "./tutorial";
import { focusPanel } from "./tutorial-panel";
import { useEnter } from "./use-study";

interface Props {
  /** `lesson`, `scenario`. */
  what: string;
  open: boolean;
  start: () => Promise<AccountView>;
  reset: () => Promise<AccountView>;
  startText: string;
}

/** Opens an account of its own; as it was left, or as it begins. */
export function StartButtons({ what, open, start, reset, startText }: Props) {
  const { open: shown, setOpen } = useTutorial();
  const { put } = useFlashes();
  const [asked, setAsked] = useState(false);
  const began = () => {
    setOpen(true);
    focusPanel();
  };
  const begin = useEnter(start, began);
  const again = useEnter(reset, () => {
    setAsked(false);
    began();
  });
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {open && (
        <Button onClick={() => setAsked(true)} data-testid="reset-study">
          Start over
        </Button>
      )}
      {open && !shown && (
        <Button variant="primary" onClick={() => setOpen(true)} data-testid="show-tasks">
          Show the panel
        </Button>
      )}
      {!open && (
        <Button
          variant="primary"
          loading={begin.isPending}
          onClick={() =>
            begin.mutate(undefined, {
              onError: (error) =>
                put({
                  id: "start-study",
                  type: "error",
                  header: `The account of the ${what} could not be opened`,
                  content: <ProblemWords error={error} />,
                  dismissible: true,
                }),
            })
          }
          data-testid="start-study"
        >
          {startText}
        </Button>
      )}
      {asked && (
        <Confirm
          header={`Start the ${what} over?`}
          confirmText="Start over"
          confirmId="confirm-reset-study"
          busy={again.isPending}
          error={again.error}
          onConfirm={() => again.mutate(undefined)}
          onClose={() => setAsked(false)}
        >
          <div>
            The account of this {what} is made anew, as the {what} begins. What you changed in it is lost;
            other accounts stay as they are.
          </div>
        </Confirm>
      )}
    </SpaceBetween>
  );
}
