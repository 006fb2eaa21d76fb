import Container from "@cloudscape-design/components/container";
import Tabs from "@cloudscape-design/components/tabs";
import { memo, useState } from "react";
import type { FindingView } from "../../bindings/FindingView";
import { AskPanel } from "./ask/ask-panel";
import type { Ask } from "./ask/use-ask";
import { FindingsPanel } from "./findings/findings-panel";
import { GrantsPanel } from "./findings/grants-panel";
import { useModel } from "./model";
import { StaleWord } from "./stale-word";

interface Props {
  ask: Ask;
  ofIdentity: boolean;
  onFinding: (finding: FindingView) => void;
  onStatement: (statement: number) => void;
}

/**
 * What is found in the policy, what it grants, and what it answers. The panels ask for the model themselves: a key
 * renders what says something else, and not the frame and the tabs around it.
 */
export const About = memo(function About({ ask, ofIdentity, onFinding, onStatement }: Props) {
  const [panel, setPanel] = useState("findings");
  return (
    <aside aria-label="About this policy" className="gh-editor-side">
      <Container>
        <Stale />
        <Tabs
          ariaLabel="About this policy"
          activeTabId={panel}
          onChange={({ detail }) => setPanel(detail.activeTabId)}
          tabs={[
            {
              id: "findings",
              label: <FindingsLabel />,
              content: <Findings onShow={onFinding} />,
            },
            { id: "grants", label: "Grants", content: <Grants /> },
            {
              id: "ask",
              label: ask.failing > 0 ? `Ask (${ask.failing} failing)` : "Ask",
              content: <Asking ask={ask} ofIdentity={ofIdentity} onShow={onStatement} />,
            },
          ]}
        />
      </Container>
    </aside>
  );
});

const Stale = () => <StaleWord stale={useModel().stale} />;

const FindingsLabel = () => `Findings (${useModel().analysis?.findings.length ?? 0})`;

function Findings({ onShow }: { onShow: Props["onFinding"] }) {
  return <FindingsPanel model={useModel()} onShow={onShow} />;
}

const Grants = () => <GrantsPanel model={useModel()} />;

function Asking({
  ask,
  ofIdentity,
  onShow,
}: Pick<Props, "ask" | "ofIdentity"> & { onShow: Props["onStatement"] }) {
  return <AskPanel ask={ask} model={useModel()} ofIdentity={ofIdentity} onShow={onShow} />;
}
