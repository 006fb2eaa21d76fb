import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";

/** A short text, an ARN or an id, with a button that copies it. */
export function CopyText({ text, label }: { text: string; label: string }) {
  return (
    <span className="gh-copy-text">
      <CopyToClipboard
        variant="inline"
        textToCopy={text}
        copyButtonAriaLabel={label}
        copySuccessText="Copied"
        copyErrorText="Could not copy. Select the text instead."
      />
    </span>
  );
}

/** A command to run in a terminal. */
export function CommandLine({ text, label = "Copy the command" }: { text: string; label?: string }) {
  return (
    <div className="gh-command">
      <code>{text}</code>
      <CopyToClipboard
        variant="icon"
        textToCopy={text}
        copyButtonAriaLabel={label}
        copySuccessText="Copied"
        copyErrorText="Could not copy. Select the text instead."
      />
    </div>
  );
}
