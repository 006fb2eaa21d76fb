import AppLayout, { type AppLayoutProps } from "@cloudscape-design/components/app-layout";
import { useEffect, useRef, useState } from "react";
import type { StudyAccount } from "../bindings/StudyAccount";
import { AccountBand } from "../features/accounts/account-band";
import { useAccount } from "../features/accounts/account-context";
import { useTutorial } from "../features/study/tutorial";
import { TutorialPanel } from "../features/study/tutorial-panel";
import { Screen } from "../routes";
import { StartupNotices } from "../shared/notices";
import { FlashList } from "./flashes";
import { HelpTopicPanel, useHelp } from "./help";
import { Breadcrumbs, noFrame, type PageFrame, PageFrameContext } from "./page";
import { usePlace } from "./router";
import { SideNav } from "./side-nav";
import { TopBar } from "./top-bar";

/** Narrower than this, a screen does not stand between two panels. */
const SMALL = 1100;
const HELP = "help";
const TUTORIAL = "tutorial";

const helpDrawer: AppLayoutProps.Drawer = {
  id: HELP,
  content: <HelpTopicPanel />,
  trigger: { iconName: "status-info" },
  ariaLabels: { drawerName: "Help", triggerButton: "Open help", closeButton: "Close help" },
};

/** What is to be done in the lesson or scenario that is open. */
function tutorialDrawer({ kind }: StudyAccount): AppLayoutProps.Drawer {
  const name = kind === "lesson" ? "Lesson" : "Scenario";
  const of = name.toLowerCase();
  return {
    id: TUTORIAL,
    content: <TutorialPanel />,
    trigger: { iconName: "check" },
    defaultSize: 320,
    ariaLabels: {
      drawerName: name,
      triggerButton: `Open the ${of}'s panel`,
      closeButton: `Close the ${of}'s panel`,
    },
  };
}

/** The window: the account at the top, the sections at the side, the screen, and its help. */
export function Frame() {
  const { path } = usePlace();
  const help = useHelp();
  const tutorial = useTutorial();
  const { study } = useAccount();
  const [navigationOpen, setNavigationOpen] = useState(true);
  const [frame, setFrame] = useState<PageFrame>(noFrame);
  useFocusOnHeading(path);
  // In a small window the screen needs the room of the sections.
  const beside = study !== null && tutorial.open;
  useEffect(() => {
    if (beside && window.innerWidth < SMALL) setNavigationOpen(false);
  }, [beside]);

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
        drawers={study ? [helpDrawer, tutorialDrawer(study)] : [helpDrawer]}
        activeDrawerId={help.open ? HELP : study && tutorial.open ? TUTORIAL : null}
        onDrawerChange={({ detail }) => {
          // Behind the help, the lesson's panel waits.
          if (detail.activeDrawerId === HELP) help.setOpen(true);
          else if (detail.activeDrawerId === TUTORIAL) tutorial.setOpen(true);
          else if (help.open) help.setOpen(false);
          else tutorial.setOpen(false);
        }}
        content={<Screen path={path} />}
        ariaLabels={{
          navigation: "Sections",
          navigationToggle: "Open the sections",
          navigationClose: "Close the sections",
          notifications: "Messages",
          drawers: "Beside the screen",
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
