import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useRef, useState } from "react";
import type { RevealedSecret } from "../../bindings/RevealedSecret";
import { commands } from "../../ipc/commands";
import { ProblemAlert } from "../../shared/problem";
import { useCopyValue } from "./clipboard";

/** How long a value stays on the screen, in milliseconds. */
export const SHOWN_FOR = 30_000;

interface Props {
  secret: string;
  /** None: the current one. */
  version: string | null;
  label: string;
}

/**
 * A value, read when the button is pressed. It goes when it is pressed again, after a while, and with the page; it is in
 * no cache, because a cache would outlive the page.
 */
export function Reveal({ secret, version, label }: Props) {
  const [value, setValue] = useState<RevealedSecret | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const copy = useCopyValue(secret, version);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  useEffect(() => {
    if (!value) return;
    const timer = setTimeout(() => setValue(null), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [value]);

  const press = async () => {
    setError(null);
    if (value) return setValue(null);
    setBusy(true);
    try {
      const read = await commands.revealSecret(secret, version);
      if (here.current) setValue(read);
    } catch (reason) {
      if (here.current) setError(reason);
    } finally {
      if (here.current) setBusy(false);
    }
  };

  return (
    <SpaceBetween size="s">
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          iconName={value ? "lock-private" : "unlocked"}
          loading={busy}
          onClick={press}
          ariaExpanded={value !== null}
          ariaLabel={value ? `Hide ${label}` : `Reveal ${label}`}
          data-testid="reveal"
        >
          {value ? "Hide" : "Reveal"}
        </Button>
        <Button
          iconName="copy"
          ariaLabel={`Copy ${label}`}
          onClick={() => void copy(null, label)}
          data-testid="copy-value"
        >
          Copy
        </Button>
      </SpaceBetween>
      {error !== null && <ProblemAlert error={error} header="The value could not be read" />}
      {value && <Value value={value} onCopy={(pair) => void copy(pair, `${pair} of ${label}`)} />}
    </SpaceBetween>
  );
}

function Value({ value, onCopy }: { value: RevealedSecret; onCopy: (pair: string) => void }) {
  if (value.text === null)
    return <Alert type="info">The value is not a text. It has {value.binary} bytes.</Alert>;
  const pairs = pairsOf(value.text);
  return (
    <SpaceBetween size="xs">
      <Box color="text-body-secondary" fontSize="body-s">
        Hidden again after 30 seconds.
      </Box>
      <div data-testid="value">
        {pairs ? (
          <KeyValuePairs
            columns={2}
            items={pairs.map(([key, text]) => ({
              label: key,
              value: (
                <>
                  <code className="gh-break">{text}</code>{" "}
                  <Button
                    variant="inline-icon"
                    iconName="copy"
                    ariaLabel={`Copy ${key}`}
                    onClick={() => onCopy(key)}
                  />
                </>
              ),
            }))}
          />
        ) : (
          <pre className="gh-secret">{value.text}</pre>
        )}
      </div>
    </SpaceBetween>
  );
}

/** An object of texts and numbers is shown as pairs; all else as it is. */
function pairsOf(text: string): [string, string][] | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return null;
    const pairs = Object.entries(parsed);
    const plain = pairs.every(([, value]) => ["string", "number", "boolean"].includes(typeof value));
    return plain && pairs.length > 0 ? pairs.map(([key, value]) => [key, String(value)]) : null;
  } catch {
    return null;
  }
}
