import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { memo } from "react";
import type { PolicyAnalysis } from "../../bindings/PolicyAnalysis";
import { useFramesLater } from "../../shared/after-drawing";
import { formatJson, isOneLine } from "../../shared/code/format-json";
import { StatusIndicator } from "../../shared/status-indicator";
import type { PolicyDocument } from "./document";
import { kindName, kinds } from "./kinds";
import type { Editor } from "./use-editor";
import type { ViewId } from "./use-view";

interface Props {
  editor: Editor;
  /** A role's policy is what it is; a text's kind may be chosen. */
  kindFixed: boolean;
  view: ViewId;
  views: readonly { id: ViewId; text: string }[];
  onView: (view: ViewId) => void;
}

/** What the policy is, how long it is, back and forth, and the views. Most keys change its length and no more. */
export function Toolbar({ editor, kindFixed, view, views, onView }: Props) {
  const { document, canUndo, canRedo, model, kind, setKind, knownKind, reading } = editor;
  const { readOnly, text } = model;
  const { newest } = reading;
  return (
    <div className="gh-editor-bar">
      <Views view={view} views={views} onView={onView} />
      <KindSelect kind={kind} setKind={setKind} knownKind={knownKind} fixed={kindFixed} />
      {newest && <Size size={newest.size} quota={newest.quota} beside={newest.beside} />}
      <span className="gh-editor-bar-end">
        <Changes
          document={document}
          canUndo={canUndo && !readOnly}
          canRedo={canRedo && !readOnly}
          canLayOut={!readOnly && text.length > 60 && isOneLine(text)}
        />
      </span>
    </div>
  );
}

const Views = memo(function Views({ view, views, onView }: Pick<Props, "view" | "views" | "onView">) {
  return (
    <SegmentedControl
      label="View"
      selectedId={view}
      options={views}
      onChange={({ detail }) => onView(detail.selectedId as ViewId)}
    />
  );
});

interface ChangesProps {
  document: PolicyDocument;
  canUndo: boolean;
  canRedo: boolean;
  canLayOut: boolean;
}

const Changes = memo(function Changes({ document, canUndo, canRedo, canLayOut }: ChangesProps) {
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {canLayOut && <Button onClick={() => layOut(document)}>Lay out on lines</Button>}
      <Button iconName="undo" ariaLabel="Undo" disabled={!canUndo} onClick={() => document.undo()} />
      <Button iconName="redo" ariaLabel="Redo" disabled={!canRedo} onClick={() => document.redo()} />
    </SpaceBetween>
  );
});

/** Only when asked to, and undone like any change: the text is its author's. */
function layOut(document: PolicyDocument) {
  const { text } = document;
  document.apply([{ place: { from: 0, to: text.length }, insert: formatJson(text) }]);
}

const GUESSED = "guessed";

type KindProps = Pick<Editor, "kind" | "setKind" | "knownKind"> & { fixed: boolean };

const KindSelect = memo(function KindSelect({ kind, setKind, knownKind, fixed }: KindProps) {
  if (fixed) return <Box fontWeight="bold">{kindName(knownKind)}</Box>;
  const options = [
    { value: GUESSED, label: kind === null ? `As it seems: ${kindName(knownKind)}` : "As it seems" },
    ...kinds.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <div className="gh-editor-kind">
      <Select
        ariaLabel="Kind of policy"
        selectedOption={options.find(({ value }) => value === (kind ?? GUESSED)) ?? null}
        options={options}
        filteringType="auto"
        filteringAriaLabel="Find a kind"
        onChange={({ detail }) => {
          const { value } = detail.selectedOption;
          setKind(value === GUESSED || value === undefined ? null : value);
        }}
      />
    </div>
  );
});

const number = new Intl.NumberFormat("en");

type SizeProps = Pick<PolicyAnalysis, "size" | "quota" | "beside">;

const Size = memo(function Size(props: SizeProps) {
  const size = useFramesLater(props.size, 4);
  const { quota, beside } = props;
  if (quota === null)
    return (
      <Box color="text-body-secondary" fontSize="body-s">
        {number.format(size)} characters
      </Box>
    );
  const shared = beside ? `, ${number.format(beside)} of them in the role's other inline policies` : "";
  const words = `${number.format(size)} of ${number.format(quota)} characters${shared}`;
  if (size > quota) return <StatusIndicator type="error">{words}: too long</StatusIndicator>;
  return (
    <Box color="text-body-secondary" fontSize="body-s">
      {words}
    </Box>
  );
});
