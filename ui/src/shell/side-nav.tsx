import SideNavigation from "@cloudscape-design/components/side-navigation";
import { sections } from "../routes";
import { follow } from "./router";

export function SideNav({ path }: { path: string }) {
  const active = sections.find(({ path: at }) => path === at || (at !== "/" && path.startsWith(`${at}/`)));
  return (
    <SideNavigation
      activeHref={active ? `#${active.path}` : ""}
      onFollow={follow}
      items={sections.map(({ path: at, text }) => ({ type: "link", text, href: `#${at}` }))}
    />
  );
}
