import Box from "@cloudscape-design/components/box";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import Toggle from "@cloudscape-design/components/toggle";
import { useState } from "react";
import { CodeView } from "./code/code-view";
import { formatJson, isOneLine } from "./code/format-json";

interface Props {
  title: string;
  text: string;
  /** As IAM counts it, with IAM's limit. */
  size?: { used: number; limit: number };
}

/** A policy's text as the account has it. One long line is laid out for reading; copying gives what is shown. */
export function PolicyDocument({ title, text, size }: Props) {
  const [asStored, setAsStored] = useState(false);
  const foldable = isOneLine(text) && text.length > 60;
  const shown = foldable && !asStored ? formatJson(text) : text;
  return (
    <div className="gh-document">
      <div className="gh-document-bar">
        {size && <PolicySize {...size} />}
        <span className="gh-document-actions">
          {foldable && (
            <Toggle checked={asStored} onChange={({ detail }) => setAsStored(detail.checked)}>
              As stored, on one line
            </Toggle>
          )}
          <CopyToClipboard
            copyButtonText="Copy"
            copyButtonAriaLabel={`Copy ${title}`}
            textToCopy={shown}
            copySuccessText="Copied"
            copyErrorText="Could not copy. Select the text instead."
          />
        </span>
      </div>
      <CodeView text={shown} label={title} />
    </div>
  );
}

function PolicySize({ used, limit }: { used: number; limit: number }) {
  const number = new Intl.NumberFormat("en");
  const over = used > limit;
  return (
    <Box fontSize="body-s" color={over ? "text-status-error" : "text-body-secondary"}>
      {number.format(used)} of {number.format(limit)} characters
      {over ? ": too long for IAM" : ""}
    </Box>
  );
}
