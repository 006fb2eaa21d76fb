import HelpPanel from "@cloudscape-design/components/help-panel";
import Link from "@cloudscape-design/components/link";
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from "react";
import { CopyText } from "../shared/copy";

export interface HelpTopic {
  title: string;
  body: ReactNode;
  /** Pages of AWS to read on; shown as text to copy, for the window opens no page of the web. */
  reading?: { text: string; url: string }[];
}

interface Help {
  topic: HelpTopic | null;
  open: boolean;
  setOpen: (open: boolean) => void;
  setScreenTopic: (topic: HelpTopic) => void;
  show: (topic: HelpTopic) => void;
}

const HelpContext = createContext<Help>({
  topic: null,
  open: false,
  setOpen: () => {},
  setScreenTopic: () => {},
  show: () => {},
});

export const useHelp = () => use(HelpContext);

export function HelpProvider({ children }: { children: ReactNode }) {
  const [topic, setTopic] = useState<HelpTopic | null>(null);
  const [open, setOpen] = useState(false);
  const show = useCallback((next: HelpTopic) => {
    setTopic(next);
    setOpen(true);
  }, []);
  const help = useMemo(() => ({ topic, open, setOpen, setScreenTopic: setTopic, show }), [topic, open, show]);
  return <HelpContext value={help}>{children}</HelpContext>;
}

/** The word "Info" beside a heading or a label, that opens the help panel at its topic. */
export function InfoLink({ topic }: { topic: HelpTopic }) {
  const { show } = useHelp();
  return (
    <Link variant="info" ariaLabel={`Info about ${topic.title}`} onFollow={() => show(topic)}>
      Info
    </Link>
  );
}

export function HelpTopicPanel() {
  const { topic } = useHelp();
  if (!topic) return <HelpPanel header={<h2>Help</h2>}>Each screen has its own help.</HelpPanel>;
  const { title, body, reading = [] } = topic;
  return (
    <HelpPanel
      header={<h2>{title}</h2>}
      footer={
        reading.length > 0 && (
          <>
            <h3>Read on at AWS</h3>
            <ul>
              {reading.map(({ text, url }) => (
                <li key={url}>
                  {text}
                  <br />
                  <CopyText text={url} label={`Copy the address of ${text}`} />
                </li>
              ))}
            </ul>
          </>
        )
      }
    >
      {body}
    </HelpPanel>
  );
}
