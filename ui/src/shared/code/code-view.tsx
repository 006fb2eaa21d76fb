import { lazy, Suspense } from "react";
import type { CodeLanguage } from "./languages";

const CodeMirrorView = lazy(() => import("./code-mirror-view"));

interface Props {
  text: string;
  label: string;
  /** JSON, where nothing else is said. */
  language?: CodeLanguage;
}

/** A text to be read, with its keys and strings told apart. The plain text stands in until that is loaded. */
export function CodeView({ text, label, language = "json" }: Props) {
  return (
    <div className="gh-code">
      <Suspense fallback={<pre>{text}</pre>}>
        <CodeMirrorView text={text} label={label} language={language} />
      </Suspense>
    </div>
  );
}
