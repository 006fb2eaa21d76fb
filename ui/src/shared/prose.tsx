import { Fragment, type ReactNode } from "react";

/** Paragraphs of plain words and lists of numbered lines, in which `code` and **strong** are told apart. */
export function Prose({ text }: { text: string }) {
  return (
    <div className="gh-prose">
      {text
        .trim()
        .split(/\n\s*\n/)
        .map((paragraph, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the paragraphs of one text, which stay where they are
          <Paragraph key={at} text={paragraph} />
        ))}
    </div>
  );
}

const NUMBERED = /^\d+\. /;

function Paragraph({ text }: { text: string }) {
  const lines = text.split("\n");
  const words = lines.filter((line) => !NUMBERED.test(line)).join("\n");
  const steps = lines.filter((line) => NUMBERED.test(line));
  // Steps stand at the end of what they are the steps of.
  if (steps.length === 0 || !lines.slice(-steps.length).every((line) => NUMBERED.test(line)))
    return (
      <p>
        <Line text={text} />
      </p>
    );
  return (
    <>
      {words !== "" && (
        <p>
          <Line text={words} />
        </p>
      )}
      <ol>
        {steps.map((step) => (
          <li key={step}>
            <Line text={step.replace(NUMBERED, "")} />
          </li>
        ))}
      </ol>
    </>
  );
}

/** One line of the same. */
export function Line({ text }: { text: string }) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, which stay where they are
    <Fragment key={at}>{marked(part)}</Fragment>
  ));
}

function marked(part: string): ReactNode {
  if (part.length > 2 && part.startsWith("`") && part.endsWith("`"))
    return <code className="gh-break">{part.slice(1, -1)}</code>;
  if (part.length > 4 && part.startsWith("**") && part.endsWith("**")) return <b>{part.slice(2, -2)}</b>;
  return part;
}

/** The same without its signs, where only text can stand. */
export const plain = (text: string) => text.replace(/`([^`]+)`|\*\*([^*]+)\*\*/g, "$1$2");
