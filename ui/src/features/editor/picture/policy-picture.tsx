import "./picture.css";
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import Spinner from "@cloudscape-design/components/spinner";
import { lazy, memo, Suspense, useCallback, useMemo, useState } from "react";
import { useShared } from "../../../shared/use-shared";
import { useStable } from "../../../shared/use-stable";
import { lockedReason } from "../form/use-changes";
import type { EditorModel } from "../model";
import { buildGraph } from "./graph";
import { PictureList } from "./picture-list";

const PictureCanvas = lazy(() => import("./picture-canvas"));

/** Without it nothing can be laid out; the list says the same. */
const canDraw = () => typeof ResizeObserver !== "undefined";

interface Props {
  model: EditorModel;
  /** What tells it from another on the same screen. */
  label?: string;
  /** It is a part of a page that is scrolled: the wheel moves the page. */
  inPage?: boolean;
}

/** The policy as a picture: who, what, where. It changes nothing; a choice in it selects the statement. */
export const PolicyPicture = memo(function PolicyPicture(props: Props) {
  const { model, label = "The policy as a picture", inPage = false } = props;
  const { analysis, lit, selected } = model;
  const [asList, setAsList] = useState(!canDraw());
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [looked, setLooked] = useState<string | null>(null);
  const onSelect = useStable(model.select);
  const graph = useShared(useMemo(() => analysis && buildGraph(analysis, opened), [analysis, opened]));
  const onOpen = useCallback((key: string) => setOpened((all) => new Set([...all, key])), []);
  const fold = (key: string) => setOpened(new Set([...opened].filter((each) => each !== key)));

  if (!analysis || !graph) return <Spinner />;
  const reason = model.stale ? lockedReason(model) : null;
  const about = selected === null ? null : (analysis.statements[selected]?.sentence ?? null);
  return (
    <section className="gh-picture" aria-label={label}>
      {reason && (
        <Alert type="warning" statusIconAriaLabel="Warning">
          {reason}
        </Alert>
      )}
      <div className="gh-picture-bar">
        <SegmentedControl
          label="How it is shown"
          selectedId={asList ? "list" : "picture"}
          onChange={({ detail }) => setAsList(detail.selectedId === "list")}
          options={[
            { id: "picture", text: "Picture", disabled: !canDraw() },
            { id: "list", text: "List" },
          ]}
        />
        {!asList &&
          graph.opened.map(({ key, title }) => (
            <Button key={key} iconName="zoom-out" onClick={() => fold(key)}>
              Fold {title}
            </Button>
          ))}
      </div>
      {analysis.statements.length === 0 ? (
        <Box color="text-body-secondary">There is no statement yet, so there is nothing to draw.</Box>
      ) : asList ? (
        <PictureList analysis={analysis} lit={lit} selected={selected} onSelect={onSelect} />
      ) : (
        <>
          <Suspense fallback={<Spinner />}>
            <PictureCanvas
              graph={graph}
              lit={lit}
              selected={selected}
              onSelect={onSelect}
              onOpen={onOpen}
              onLook={setLooked}
              inPage={inPage}
            />
          </Suspense>
          <p className="gh-picture-words">
            {looked ??
              about ??
              "Point at a box or a condition to read all of it. A click selects its statement."}
          </p>
        </>
      )}
    </section>
  );
});
