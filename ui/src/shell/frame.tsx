import AppLayout from "@cloudscape-design/components/app-layout";
import { useEffect, useRef, useState } from "react";
import { AccountBand } from "../features/accounts/account-band";
import { Screen } from "../routes";
import { StartupNotices } from "../shared/notices";
import { FlashList } from "./flashes";
import { HelpTopicPanel, useHelp } from "./help";
import { Breadcrumbs, noFrame, type PageFrame, PageFrameContext } from "./page";
import { usePlace } from "./router";
import { SideNav } from "./side-nav";
import { TopBar } from "./top-bar";

/** The window: the account at the top, the sections at the side, the screen, and its help. */
export function Frame() {
  const { path } = usePlace();
  const help = useHelp();
  const [navigationOpen, setNavigationOpen] = useState(true);
  const [frame, setFrame] = useState<PageFrame>(noFrame);
  useFocusOnHeading(path);

  return (
    <PageFrameContext value={setFrame}>
      <StartupNotices />
      <div id="top">
        <TopBar />
        <AccountBand />
      </div>
      <AppLayout
        headerSelector="#top"
        contentType={frame.contentType}
        navigation={<SideNav path={path} />}
        navigationWidth={220}
        navigationOpen={navigationOpen}
        onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
        breadcrumbs={frame.breadcrumbs.length > 0 && <Breadcrumbs items={frame.breadcrumbs} />}
        notifications={<FlashList />}
        stickyNotifications
        tools={<HelpTopicPanel />}
        toolsOpen={help.open}
        onToolsChange={({ detail }) => help.setOpen(detail.open)}
        content={<Screen path={path} />}
        ariaLabels={{
          navigation: "Sections",
          navigationToggle: "Open the sections",
          navigationClose: "Close the sections",
          notifications: "Messages",
          tools: "Help",
          toolsToggle: "Open help",
          toolsClose: "Close help",
        }}
      />
    </PageFrameContext>
  );
}

/** After a move to another screen the reading starts at its heading. */
function useFocusOnHeading(path: string) {
  const last = useRef(path);
  useEffect(() => {
    if (last.current === path) return;
    last.current = path;
    window.scrollTo(0, 0);
    const heading = document.querySelector<HTMLElement>("main h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  }, [path]);
}
