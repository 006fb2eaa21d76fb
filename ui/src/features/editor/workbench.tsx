import "./editor.css";
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Spinner from "@cloudscape-design/components/spinner";
import { type KeyboardEvent, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import type { FindingView } from "../../bindings/FindingView";
import { useFramesLater } from "../../shared/after-drawing";
import { Contained } from "../../shared/contained";
import { ProblemWords } from "../../shared/problem";
import { useStable } from "../../shared/use-stable";
import { useFlashes } from "../../shell/flashes";
import { href, usePlaceParam } from "../../shell/router";
import { About } from "./about";
import { useAsk } from "./ask/use-ask";
import { CreateInlineModal } from "./create-inline-modal";
import { CreateManagedModal } from "./create-managed-modal";
import { placeNow } from "./document";
import { FileConflict } from "./file-conflict";
import { StateNotices } from "./findings/state-notices";
import { useAside } from "./form/aside";
import { PolicyForm } from "./form/policy-form";
import { type DialogId, Head, whyNotSaved } from "./head";
import { isOfIdentity } from "./kinds";
import { LeaveGuard } from "./leave";
import { type EditorModel, ModelProvider } from "./model";
import type { Origin } from "./origin";
import { PolicyPicture } from "./picture/policy-picture";
import { ReviewModal } from "./review/review-modal";
import { SaveRoleModal } from "./save-role-modal";
import { StaleWord } from "./stale-word";
import { TextView } from "./text/text-view";
import { Toolbar } from "./toolbar";
import { type Editor, useEditor } from "./use-editor";
import { useFile } from "./use-file";
import { useGoOnceDone } from "./use-go-once-done";
import { useSettled } from "./use-saving";
import { useView } from "./use-view";

/** One policy in three views, with what is found in it, what it grants, and what it answers. */
export default function Workbench({ origin }: { origin: Origin }) {
  // A draft's saved version is known here; a role's is what the account has.
  const [written, setWritten] = useState<string | null>(null);
  const saved = written ?? origin.saved;
  const editor = useEditor(origin.saved, origin.kind, origin.readOnly, origin.beside);
  const { model, document, reading, knownKind } = editor;
  const ofIdentity = isOfIdentity(knownKind);
  const ask = useAsk(editor, origin.id, ofIdentity);
  const { view, views, setView } = useView();
  const settled = useSettled(saved);
  const [dialog, setDialog] = useState<DialogId | null>(null);
  const goOnceDone = useGoOnceDone();
  const { put } = useFlashes();
  const file = useFile(origin.from === "draft" ? origin.draft : null);
  const unsaved = !settled.isSaved(model.text);
  // What is disabled for a moment must outlive a look at another view.
  const aside = useAside();
  const textShown = view === "text" || view === "both";

  const showText = () => {
    if (!textShown) setView("text");
  };
  // Who comes from a finding of a review comes to its line.
  const [line] = usePlaceParam("line");
  const arrived = useRef(false);
  useEffect(() => {
    const { doc } = document.state;
    const number = Number(line);
    if (arrived.current || !(number >= 1 && number <= doc.lines)) return;
    arrived.current = true;
    if (!textShown) setView("text");
    const { from, to } = doc.line(Math.trunc(number));
    document.goTo({ from, to });
  }, [line, document, textShown, setView]);
  const onStatement = useStable((statement: number) => {
    model.select(statement);
    const place = model.analysis?.statements[statement]?.place;
    if (!textShown || !place) return;
    const { from } = placeNow(place, reading.goodMark);
    document.goTo({ from, to: from });
  });
  const showFinding = useStable(({ place, statement }: FindingView) => {
    model.select(statement);
    // The form and the picture know statements; a place of its own is in the text.
    if (textShown || statement === null) {
      showText();
      editor.goTo(placeNow(place, reading.goodMark));
    }
  });

  /** Writes the file in one way or another. */
  const write = async (writing: (name: string, text: string) => Promise<string | null>) => {
    if (origin.from === "role") return;
    try {
      const text = await writing(origin.fileName, document.text);
      if (text !== null) setWritten(text);
    } catch (error) {
      put({
        id: "save-policy",
        type: "error",
        header: "The policy was not saved",
        content: <ProblemWords error={error} />,
        dismissible: true,
      });
    }
  };
  const unreadable = model.stale || !model.analysis;
  const blocked = whyNotSaved(origin, unsaved, unreadable);
  const save = () => {
    if (blocked !== null && document.text === model.text) return;
    if (origin.from === "role") setDialog("save");
    else void write(file.save);
  };
  const onSave = useStable(save);
  const onSaveAs = useStable(() => void write(file.saveAs));

  // A text that lives nowhere in the account yet, or one that can only be read, can become a policy of its own.
  const canBecome = ofIdentity && (origin.from === "draft" || origin.readOnly);

  return (
    <Keys editor={editor} onSave={onSave}>
      <Head
        origin={origin}
        document={document}
        saved={saved}
        isSaved={settled.isSaved}
        canBecome={canBecome}
        unreadable={unreadable}
        hasFile={file.hasFile}
        onOpen={setDialog}
        onSave={onSave}
        onSaveAs={onSaveAs}
      />
      <Toolbar
        editor={editor}
        kindFixed={origin.from === "role"}
        view={view}
        views={views}
        onView={setView}
      />
      <StateNotices editor={editor} onShowText={showText} />
      {origin.from === "role" && settled.foreign && saved !== model.text && (
        <Alert
          type="warning"
          header="The account has another text by now"
          action={
            <Button
              onClick={() =>
                document.apply([{ place: { from: 0, to: document.text.length }, insert: saved }])
              }
            >
              Take it over
            </Button>
          }
        >
          It was changed since this editor was opened. Saving replaces it; the review shows what that changes.
        </Alert>
      )}
      <div className={`gh-editor gh-shows-${view}`}>
        <div className="gh-editor-main">
          {(view === "picture" || view === "both") && (
            <section aria-label="Picture" className="gh-editor-view" data-stale={model.stale || undefined}>
              <StaleWord stale={model.stale} />
              <Suspense fallback={<Spinner />}>
                {view === "both" ? <PictureBeside model={model} /> : <PolicyPicture model={model} />}
              </Suspense>
            </section>
          )}
          {view === "form" && (
            <section aria-label="Form" className="gh-editor-view" data-stale={model.stale || undefined}>
              <StaleWord stale={model.stale} />
              <Suspense fallback={<Spinner />}>
                <PolicyForm model={model} aside={aside} />
              </Suspense>
            </section>
          )}
          {textShown && (
            <section aria-label="Text" className="gh-editor-view gh-editor-view-text">
              <TextView document={document} model={model} beside={view === "both"} />
            </section>
          )}
        </div>
        <ModelProvider value={model}>
          <About ask={ask} ofIdentity={ofIdentity} onFinding={showFinding} onStatement={onStatement} />
        </ModelProvider>
      </div>
      {dialog === "review" && (
        <ReviewModal saved={saved} text={model.text} stale={model.stale} onClose={() => setDialog(null)} />
      )}
      {dialog === "save" && origin.from === "role" && (
        <SaveRoleModal
          target={origin.target}
          saved={saved}
          model={model}
          onStarted={settled.began}
          onClose={() => setDialog(null)}
        />
      )}
      {file.conflict !== null && (
        <FileConflict
          onReplace={() => void write((name, text) => file.save(name, text, true))}
          onSaveAs={() => void write(file.saveAs)}
          onClose={file.settle}
        />
      )}
      {dialog === "managed" && (
        <CreateManagedModal
          text={model.text}
          analysis={model.analysis}
          onStarted={(run, arn) => goOnceDone(run, href(["policies", "edit"], { arn }))}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === "inline" && (
        <CreateInlineModal
          text={model.text}
          analysis={model.analysis}
          firstName={origin.readOnly ? origin.title : ""}
          firstRole={origin.role ?? ""}
          onStarted={(run, role, policy) => goOnceDone(run, href(["policies", "edit"], { role, policy }))}
          onClose={() => setDialog(null)}
        />
      )}
      <LeaveGuard unsaved={unsaved || aside.kept.length > 0} />
    </Keys>
  );
}

/** Save by key, and undo and redo by key wherever the focus is; a field has its own, and so has the text. */
function Keys({ editor, onSave, children }: { editor: Editor; onSave: () => void; children: ReactNode }) {
  const pressed = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      return onSave();
    }
    const own = event.target instanceof Element && event.target.closest("input, textarea, [contenteditable]");
    if (own || editor.model.readOnly || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    const redo = key === "y" || (key === "z" && event.shiftKey);
    if (key !== "z" && !redo) return;
    event.preventDefault();
    if (redo) editor.document.redo();
    else editor.document.undo();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing to press here, only keys that pass by
    <div onKeyDown={pressed}>
      <Contained>
        <div className="gh-workbench">{children}</div>
      </Contained>
    </div>
  );
}

/** Beside the text it is drawn after the findings, which are waited for, and after the marks in the text. */
function PictureBeside({ model }: { model: EditorModel }) {
  return <PolicyPicture model={useFramesLater(model, 3)} />;
}
