import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { memo, useSyncExternalStore } from "react";
import type { PolicyTarget } from "../../bindings/PolicyTarget";
import { StatusIndicator } from "../../shared/status-indicator";
import type { PolicyDocument } from "./document";
import type { Origin } from "./origin";

export type DialogId = "review" | "save" | "managed" | "inline";

interface Props {
  origin: Origin;
  document: PolicyDocument;
  saved: string;
  isSaved: (text: string) => boolean;
  /** The text can become a policy of its own. */
  canBecome: boolean;
  unreadable: boolean;
  hasFile: boolean;
  onOpen: (dialog: DialogId) => void;
  onSave: () => void;
  onSaveAs: () => void;
}

/**
 * Whether the policy is saved, and the ways to. It follows the text itself, not what is said of it: who types and goes
 * on to save is not refused because the answer is under way.
 */
export const Head = memo(function Head(props: Props) {
  const { origin, document, saved, isSaved, canBecome, unreadable, hasFile } = props;
  const { onOpen, onSave, onSaveAs } = props;
  const differs = useSyncExternalStore(document.subscribe, () => document.text !== saved);
  const unsaved = useSyncExternalStore(document.subscribe, () => !isSaved(document.text));
  const isFile = origin.from === "draft";
  const state = origin.readOnly ? "read-only" : unsaved ? "unsaved" : "saved";
  const becomes = !canBecome ? null : origin.readOnly ? "Copy as" : "Save as";
  const becomesManaged = isFile && origin.becomes === "managed";
  const blocked = whyNotSaved(origin, unsaved, unreadable);
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
        {hasFile && (
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
          {saveWord(origin, hasFile)}
        </Button>
      </SpaceBetween>
    </div>
  );
});

interface State {
  state: "saved" | "unsaved" | "read-only";
  isFile: boolean;
}

function SavedState({ state, isFile }: State) {
  if (state === "read-only") return <StatusIndicator type="info">Can only be read</StatusIndicator>;
  if (state === "unsaved") return <StatusIndicator type="pending">Unsaved changes</StatusIndicator>;
  return (
    <StatusIndicator type="success">
      {isFile ? "No unsaved changes" : "As the account has it"}
    </StatusIndicator>
  );
}

function saveWord(origin: Origin, hasFile: boolean): string {
  if (origin.from === "draft") return hasFile ? "Save the file" : "Save as a file";
  return saveTo[origin.target.is];
}

/** Why the text cannot be saved; null where it can. */
export function whyNotSaved(origin: Origin, unsaved: boolean, unreadable: boolean): string | null {
  if (origin.readOnly) return "This policy is AWS's own and cannot be changed.";
  if (origin.from === "draft") return null;
  if (unreadable) return "The text is no JSON at the moment.";
  return unsaved ? null : "Nothing was changed since the last save.";
}

const saveTo: Record<PolicyTarget["is"], string> = {
  inline: "Save to the role",
  trust: "Save to the role",
  managed: "Save as a new version",
  key: "Save to the key",
  secret: "Save to the secret",
  bucket: "Save to the bucket",
  repository: "Save to the repository",
  endpoint: "Save to the endpoint",
};
