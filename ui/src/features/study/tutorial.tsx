import AnnotationContext from "@cloudscape-design/components/annotation-context";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import type { TaskView } from "../../bindings/TaskView";
import { Prose } from "../../shared/prose";
import { useHelp } from "../../shell/help";
import { usePlace } from "../../shell/router";
import { useAccount } from "../accounts/account-context";
import { type HotspotId, isHotspot } from "./hotspots";
import { focusSpot, SpotContext } from "./spot";
import { useLesson } from "./use-study";

interface Tutorial {
  /** The panel beside the screen. */
  open: boolean;
  setOpen: (open: boolean) => void;
  /** The task that is worked on. */
  present: TaskView | null;
  choose: (task: string) => void;
  /** Points at the present task's place; none where it is not to be seen. */
  point: (() => void) | null;
}

const TutorialContext = createContext<Tutorial>({
  open: false,
  setOpen: () => {},
  present: null,
  choose: () => {},
  point: null,
});

export const useTutorial = () => use(TutorialContext);

const words = {
  nextButtonText: "Next",
  previousButtonText: "Previous",
  finishButtonText: "Got\u00a0it",
  labelDismissAnnotation: "Close the hint",
  labelHotspot: () => "Hint of the lesson",
  stepCounterText: () => "Check it in the panel",
  taskTitle: (_: number, title: string) => title,
};

/** The lesson that is open, on every screen: its present task, and what that points at. */
export function TutorialProvider({ children }: { children: ReactNode }) {
  const { study } = useAccount();
  const { path } = usePlace();
  const help = useHelp();
  const isLesson = study?.kind === "lesson";
  const lesson = useLesson(study?.id ?? "", isLesson);
  const key = study ? `${study.kind}/${study.id}` : null;
  const [open, setOpen] = useState(key !== null);
  const [chosen, setChosen] = useState<{ of: string | null; task: string } | null>(null);
  const [quiet, setQuiet] = useState<string | null>(null);
  const [spotted, setSpotted] = useState<readonly HotspotId[]>([]);
  const here = useCallback((id: HotspotId) => {
    setSpotted((all) => [...all, id]);
    return () => setSpotted((all) => all.filter((each) => each !== id));
  }, []);

  // Whoever begins a lesson sees its panel; with the lesson it goes.
  useEffect(() => setOpen(key !== null), [key]);

  const tasks = (isLesson && lesson.data?.tasks) || [];
  const present =
    tasks.find(({ id }) => chosen?.of === key && chosen.task === id) ??
    tasks.find(({ state }) => state === "open") ??
    null;

  const place = `${path} ${present?.id}`;
  const { hotspot = null, title = "", text = "", state = "done" } = present ?? {};
  const shown = isHotspot(hotspot) && state === "open" && quiet !== place && !path.startsWith("/study");
  const current = useMemo(
    () =>
      shown && hotspot
        ? {
            title,
            description: "",
            completed: false,
            completedScreenDescription: "",
            tasks: [{ title, steps: [{ title, content: <Prose text={text} />, hotspotId: hotspot }] }],
          }
        : null,
    [shown, hotspot, title, text],
  );
  const found = useCallback(() => setQuiet(place), [place]);

  const canPoint = state === "open" && isHotspot(hotspot) && spotted.includes(hotspot);
  const showHelp = help.setOpen;

  const tutorial = useMemo(
    () => ({
      // One panel at a time: the help lies over it.
      open: open && !help.open,
      setOpen: (next: boolean) => {
        setOpen(next);
        if (next) showHelp(false);
      },
      present,
      choose: (task: string) => setChosen({ of: key, task }),
      point: canPoint ? () => setQuiet(null) : null,
    }),
    [open, help.open, showHelp, present, key, canPoint],
  );
  const spots = useMemo(() => ({ on: isLesson, here, found }), [isLesson, here, found]);
  return (
    <TutorialContext value={tutorial}>
      <AnnotationContext
        currentTutorial={current}
        onStartTutorial={() => {}}
        onExitTutorial={() => {}}
        onFinish={() => {
          found();
          if (isHotspot(hotspot)) setTimeout(() => focusSpot(hotspot));
        }}
        i18nStrings={words}
      >
        <SpotContext value={spots}>{children}</SpotContext>
      </AnnotationContext>
    </TutorialContext>
  );
}
