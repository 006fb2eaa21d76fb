import Button from "@cloudscape-design/components/button";
import { useCallback, useEffect, useState } from "react";
import { commands } from "../../ipc/commands";
import { ProblemWords } from "../../shared/problem";
import { useFlashes } from "../../shell/flashes";

/** One value is on the clipboard at a time, so there is one message. */
const FLASH = "value-on-clipboard";

/**
 * Copies a value, or one pair of it. It goes from the account to the clipboard and never into the page; the message says
 * on every screen how long it stays.
 */
export function useCopyValue(secret: string, version: string | null) {
  const { put, remove } = useFlashes();
  return useCallback(
    async (pair: string | null, label: string) => {
      const failed = (header: string, error: unknown) =>
        put({ id: FLASH, type: "error", header, content: <ProblemWords error={error} /> });
      const gone = () => remove(FLASH);
      const clear = () =>
        commands.clearClipboard().then(gone, (error) => failed("The clipboard could not be cleared", error));
      try {
        const seconds = await commands.copySecretValue(secret, version, pair);
        const until = Date.now() + seconds * 1000;
        put({
          id: FLASH,
          // What is under way: the time runs, and nobody dismisses it without clearing.
          type: "in-progress",
          dismissible: false,
          header: `On the clipboard: ${label}`,
          content: <Countdown key={until} until={until} seconds={seconds} onEnd={gone} />,
          action: (
            <Button onClick={() => void clear()} data-testid="clear-clipboard">
              Clear now
            </Button>
          ),
        });
      } catch (error) {
        failed("The value could not be copied", error);
      }
    },
    [secret, version, put, remove],
  );
}

interface CountdownProps {
  until: number;
  seconds: number;
  onEnd: () => void;
}

function Countdown({ until, seconds, onEnd }: CountdownProps) {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      setLeft(now);
      if (now === 0) onEnd();
    }, 250);
    return () => clearInterval(timer);
  }, [until, onEnd]);
  return (
    <>
      It stays for {seconds} seconds, or until something else is copied.{" "}
      {/* Told once as words; nobody wants each second read out. */}
      <span aria-hidden="true" data-testid="clipboard-left">
        {left} s left.
      </span>
    </>
  );
}
