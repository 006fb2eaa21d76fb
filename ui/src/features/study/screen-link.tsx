import Link from "@cloudscape-design/components/link";
import { sections } from "../../routes";
import { follow } from "../../shell/router";

/** The way to the screen where a task is done, by the name that the sections give it. */
export function ScreenLink({ screen, onGo }: { screen: string; onGo?: () => void }) {
  const path = screen.split("?")[0] ?? screen;
  const of = sections.find(({ path: at }) => at !== "/" && (path === at || path.startsWith(`${at}/`)));
  const item = of && path.length > of.path.length ? decodeURIComponent(path.slice(of.path.length + 1)) : null;
  const name = of?.text ?? "Overview";
  return (
    <Link
      href={`#${screen}`}
      onFollow={(event) => {
        onGo?.();
        follow(event);
      }}
    >
      Go to {name}
      {item && `: ${item}`}
    </Link>
  );
}
