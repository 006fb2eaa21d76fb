import Box from "@cloudscape-design/components/box";
import type { EditorModel } from "../model";

/** What all statements together come to. */
export function GrantsPanel({ model }: { model: EditorModel }) {
  const { analysis } = model;
  if (!analysis) return <Box color="text-body-secondary">Nothing could be read yet.</Box>;
  if (analysis.grants.length === 0) return <Box color="text-body-secondary">This policy grants nothing.</Box>;
  return (
    <ul className="gh-grants" aria-label="What this grants">
      {analysis.grants.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
