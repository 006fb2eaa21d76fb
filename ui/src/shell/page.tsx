import BreadcrumbGroup, { type BreadcrumbGroupProps } from "@cloudscape-design/components/breadcrumb-group";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import { createContext, type ReactNode, use, useEffect, useLayoutEffect } from "react";
import { type HelpTopic, InfoLink, useHelp } from "./help";
import { follow } from "./router";

type ContentType = "default" | "form" | "table" | "wizard" | "dashboard" | "cards";

export interface PageFrame {
  contentType: ContentType;
  breadcrumbs: readonly BreadcrumbGroupProps.Item[];
}

export const noFrame: PageFrame = { contentType: "default", breadcrumbs: [] };
export const PageFrameContext = createContext<(frame: PageFrame) => void>(() => {});

interface ScreenOptions {
  /** For the document's title. */
  title: string;
  help: HelpTopic;
  contentType?: ContentType;
  /** The places above this one; this one is added. */
  above?: readonly BreadcrumbGroupProps.Item[];
}

/** What every screen tells its frame. `Page` does it; a screen with a heading of its own calls it. */
export function useScreen({ title, help, contentType = "default", above }: ScreenOptions): void {
  const setFrame = use(PageFrameContext);
  const { setScreenTopic } = useHelp();
  const trail = JSON.stringify(above ?? []);
  useEffect(() => {
    document.title = `${title} · Gatehouse`;
  }, [title]);
  useEffect(() => setScreenTopic(help), [help, setScreenTopic]);
  useLayoutEffect(() => {
    const items = JSON.parse(trail) as BreadcrumbGroupProps.Item[];
    setFrame({ contentType, breadcrumbs: items.length ? [...items, { text: title, href: "#" }] : [] });
  }, [contentType, trail, title, setFrame]);
}

export function Breadcrumbs({ items }: { items: readonly BreadcrumbGroupProps.Item[] }) {
  return <BreadcrumbGroup items={[...items]} onFollow={follow} ariaLabel="Where you are" />;
}

interface PageProps extends ScreenOptions {
  description?: ReactNode;
  counter?: string;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ description, counter, actions, children, ...screen }: PageProps) {
  useScreen(screen);
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={description}
          counter={counter}
          actions={actions}
          info={<InfoLink topic={screen.help} />}
        >
          {screen.title}
        </Header>
      }
    >
      {children}
    </ContentLayout>
  );
}
