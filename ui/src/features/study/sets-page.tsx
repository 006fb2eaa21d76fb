import "./study.css";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { SetResult } from "../../bindings/SetResult";
import type { SetView } from "../../bindings/SetView";
import { Page } from "../../shell/page";
import type { Given } from "./answers";
import { setsHelp } from "./help";
import { SetResultView } from "./set-result";
import { SetSetup } from "./set-setup";
import { SetTaking } from "./set-taking";
import { SetsTable } from "./sets-table";
import { useStudied, useStudy } from "./use-study";

const above = [{ text: "Study", href: "#/study" }];

type Stage =
  | { is: "setup" }
  | { is: "taking"; set: SetView }
  | { is: "over"; result: SetResult; given: readonly Given[] };

/** Questions against the clock: chosen, taken, and looked at afterwards. */
export function SetsPage() {
  const [stage, setStage] = useState<Stage>({ is: "setup" });
  const study = useStudy();
  const studied = useStudied();
  return (
    <Page
      title={stage.is === "over" ? "Result of the timed set" : "Timed set"}
      help={setsHelp}
      above={above}
      description={
        stage.is === "setup" ? "Questions against the clock. Nothing is judged before the end." : undefined
      }
    >
      {stage.is === "setup" && (
        <SpaceBetween size="l">
          <SetSetup onBegin={(set) => setStage({ is: "taking", set })} />
          {study.data && study.data.sets.length > 0 && <SetsTable sets={study.data.sets} withStart={false} />}
        </SpaceBetween>
      )}
      {stage.is === "taking" && (
        <SetTaking
          set={stage.set}
          onOver={(result, given) => {
            setStage({ is: "over", result, given });
            studied();
          }}
        />
      )}
      {stage.is === "over" && (
        <SetResultView result={stage.result} given={stage.given} onAgain={() => setStage({ is: "setup" })} />
      )}
    </Page>
  );
}
