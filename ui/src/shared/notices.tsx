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
  if (notices.length === 0) return null;
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
