import { lazy, Suspense } from "react";

const CodeMirrorView = lazy(() => import("./code-mirror-view"));

/** A text of JSON to be read, with its keys and strings told apart. The plain text stands in until that is loaded. */
export function CodeView({ text, label }: { text: string; label: string }) {
  return (
    <div className="gh-code">
      <Suspense fallback={<pre>{text}</pre>}>
        <CodeMirrorView text={text} label={label} />
      </Suspense>
    </div>
  );
}
