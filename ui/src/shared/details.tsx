import { type ReactNode, useState } from "react";

interface Props {
  summary: string;
  /** Where it may be long, as `*` stands for thousands of actions, or stands in many places: closed, it is not there. */
  lazy?: boolean;
  children: ReactNode;
}

/** Something small to be opened in place; lighter than an expandable section. */
export function Details({ summary, lazy = false, children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <details className="gh-details" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{summary}</summary>
      {(open || !lazy) && children}
    </details>
  );
}
