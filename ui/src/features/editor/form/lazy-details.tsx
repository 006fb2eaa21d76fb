import { type ReactNode, useState } from "react";

/** Something to be opened in place that may be long: `*` stands for thousands of actions. Closed, it is not there. */
export function LazyDetails({ summary, children }: { summary: string; children: () => ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="gh-details" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && children()}
    </details>
  );
}
