import type { ReactNode } from "react";

/** Something small to be opened in place; lighter than an expandable section. */
export function Details({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details className="gh-details">
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
