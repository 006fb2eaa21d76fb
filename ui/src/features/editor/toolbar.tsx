import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
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

/** What the policy is, how long it is, back and forth, and the views. */
export function Toolbar({ editor, kindFixed, view, views, onView }: Props) {
  const { document, canUndo, canRedo, model } = editor;
  return (
    <div className="gh-editor-bar">
      <SegmentedControl
        label="View"
        selectedId={view}
        options={views}
        onChange={({ detail }) => onView(detail.selectedId as ViewId)}
      />
      <KindSelect editor={editor} fixed={kindFixed} />
      <Size editor={editor} />
      <span className="gh-editor-bar-end">
        <SpaceBetween direction="horizontal" size="xs">
          {!model.readOnly && isOneLine(model.text) && model.text.length > 60 && (
            <Button onClick={() => layOut(document)}>Lay out on lines</Button>
          )}
          <Button
            iconName="undo"
            ariaLabel="Undo"
            disabled={!canUndo || model.readOnly}
            onClick={() => document.undo()}
          />
          <Button
            iconName="redo"
            ariaLabel="Redo"
            disabled={!canRedo || model.readOnly}
            onClick={() => document.redo()}
          />
        </SpaceBetween>
      </span>
    </div>
  );
}

/** Only when asked to, and undone like any change: the text is its author's. */
function layOut(document: PolicyDocument) {
  const { text } = document;
  document.apply([{ place: { from: 0, to: text.length }, insert: formatJson(text) }]);
}

const GUESSED = "guessed";

function KindSelect({ editor, fixed }: { editor: Editor; fixed: boolean }) {
  const { kind, setKind, knownKind } = editor;
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
}

const number = new Intl.NumberFormat("en");

function Size({ editor }: { editor: Editor }) {
  const { newest } = editor.reading;
  if (!newest) return null;
  const { size, quota, beside } = newest;
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
}
