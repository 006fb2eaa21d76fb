import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { memo } from "react";
import { StatusIndicator } from "../../shared/status-indicator";

export type DialogId = "review" | "save" | "managed" | "inline";

interface Props {
  state: "saved" | "unsaved" | "read-only";
  isFile: boolean;
  /** The text is not that of the last save. */
  differs: boolean;
  /** How a text that can become a policy of its own does so. */
  becomes: "Copy as" | "Save as" | null;
  becomesManaged: boolean;
  unreadable: boolean;
  saveWord: string;
  /** Why it cannot be saved. */
  blocked: string | null;
  onOpen: (dialog: DialogId) => void;
  onSave: () => void;
  onSaveAs: (() => void) | null;
}

/** Whether the policy is saved, and the ways to. */
export const Head = memo(function Head(props: Props) {
  const { state, isFile, differs, becomes, becomesManaged, unreadable, saveWord, blocked } = props;
  const { onOpen, onSave, onSaveAs } = props;
  return (
    <div className="gh-editor-head">
      <SavedState state={state} isFile={isFile} />
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          disabled={!differs}
          disabledReason="Nothing was changed since the last save."
          onClick={() => onOpen("review")}
          data-testid="review-changes"
        >
          Review changes
        </Button>
        {becomes && (
          <Button disabled={unreadable} onClick={() => onOpen("inline")} data-testid="save-inline">
            {becomes} inline policy
          </Button>
        )}
        {becomes && (
          <Button
            variant={becomesManaged ? "primary" : "normal"}
            disabled={unreadable}
            onClick={() => onOpen("managed")}
            data-testid="save-managed"
          >
            {becomes} managed policy
          </Button>
        )}
        {onSaveAs && (
          <Button onClick={onSaveAs} data-testid="save-as">
            Save as
          </Button>
        )}
        <Button
          variant={becomesManaged ? "normal" : "primary"}
          disabled={blocked !== null}
          disabledReason={blocked ?? undefined}
          onClick={onSave}
          data-testid="save-policy"
        >
          {saveWord}
        </Button>
      </SpaceBetween>
    </div>
  );
});

function SavedState({ state, isFile }: Pick<Props, "state" | "isFile">) {
  if (state === "read-only") return <StatusIndicator type="info">Can only be read</StatusIndicator>;
  if (state === "unsaved") return <StatusIndicator type="pending">Unsaved changes</StatusIndicator>;
  return (
    <StatusIndicator type="success">
      {isFile ? "No unsaved changes" : "As the account has it"}
    </StatusIndicator>
  );
}
