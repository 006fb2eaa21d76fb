import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { ProblemAlert } from "../../../shared/problem";
import { placeNow } from "../document";
import { lineOf } from "../lines";
import type { Editor } from "../use-editor";

/** What a person must know before anything else: the text cannot be read, or it would lock somebody out. */
export function StateNotices({ editor, onShowText }: { editor: Editor; onShowText: () => void }) {
  const { reading, model } = editor;
  const [first, ...more] = reading.newest?.breaks ?? [];
  const { newestMark } = reading;
  const lockOuts = model.analysis?.lockOuts ?? [];
  if (reading.error === null && !first && lockOuts.length === 0) return null;
  return (
    <SpaceBetween size="s">
      {reading.error !== null && (
        <ProblemAlert error={reading.error} header="The policy could not be looked at" />
      )}
      {first && newestMark && (
        <Alert
          type="error"
          header="The text is no JSON at the moment"
          action={
            <Button
              onClick={() => {
                onShowText();
                editor.goTo(placeNow(first.place, newestMark));
              }}
            >
              Go to line {lineOf(newestMark.text, first.place.from)}
            </Button>
          }
        >
          {first.message}
          {more.length > 0 && ` And ${more.length} more like it.`}{" "}
          {model.analysis &&
            "Form, picture and findings show the last text that could be read, and wait for the next."}
        </Alert>
      )}
      {lockOuts.map((sentence) => (
        <Alert key={sentence} type="warning" header="This would lock somebody out">
          {sentence}
        </Alert>
      ))}
    </SpaceBetween>
  );
}
