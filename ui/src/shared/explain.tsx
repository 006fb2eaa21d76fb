import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import Popover from "@cloudscape-design/components/popover";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { commands } from "../ipc/commands";
import { follow, href } from "../shell/router";
import { Prose } from "./prose";

interface Props {
  /** `check:LP-09`, `lint:CODE`, `action:kms:Decrypt`, `layer:permissions-boundary`. */
  subject: string;
  /** What is explained, for those who hear only the button. */
  what: string;
}

/** The section of a lesson that explains it, in place. Where no lesson speaks of it, there is nothing. */
export function Explain({ subject, what }: Props) {
  const found = useQuery({
    queryKey: ["explain", subject],
    queryFn: async () => (await commands.explain(subject)) ?? null,
  });
  if (!found.data) return null;
  const { lesson, title, heading, text } = found.data;
  return (
    <Popover
      triggerType="custom"
      size="large"
      header={heading}
      dismissAriaLabel="Close the explanation"
      renderWithPortal
      content={
        <SpaceBetween size="s">
          <Prose text={text} />
          <div>
            From the lesson{" "}
            <Link href={href(["study", "lessons", lesson])} onFollow={follow}>
              {title}
            </Link>
          </div>
        </SpaceBetween>
      }
    >
      <Button variant="inline-link" iconName="status-info" ariaLabel={`Explain this: ${what}`}>
        Explain this
      </Button>
    </Popover>
  );
}
