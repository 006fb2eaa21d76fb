import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Notice } from "../bindings/Notice";
import { useAccount } from "../features/accounts/account-context";
import { commands } from "../ipc/commands";
import { keys } from "../ipc/queries";
import { useFlashes } from "../shell/flashes";

export function NoticeList({ notices }: { notices: readonly Notice[] }) {
  const [first] = notices;
  if (!first) return null;
  // More than two would push what the screen is for out of sight.
  if (notices.length > 2 && notices.every(({ level }) => level === first.level))
    return (
      <Alert type={first.level} header={`${notices.length} notices`}>
        <ul className="gh-notices">
          {notices.map(({ code, title, message }) => (
            <li key={code + title}>
              <b>{title}.</b> {message}
            </li>
          ))}
        </ul>
      </Alert>
    );
  return (
    <SpaceBetween size="s">
      {notices.map((notice) => (
        <Alert key={notice.code + notice.title} type={notice.level} header={notice.title}>
          {notice.message}
        </Alert>
      ))}
    </SpaceBetween>
  );
}

/** Puts what was noticed at the start, or on opening the account, at the top of the window. */
export function StartupNotices() {
  const account = useAccount();
  const { put } = useFlashes();
  const startup = useQuery({ queryKey: keys.startupNotices, queryFn: commands.startupNotices });
  useEffect(() => {
    for (const notice of [...(startup.data ?? []), ...account.notices]) {
      put({
        id: `notice:${notice.code}:${notice.title}`,
        type: notice.level,
        header: notice.title,
        content: notice.message,
        dismissible: true,
      });
    }
  }, [startup.data, account, put]);
  return null;
}
