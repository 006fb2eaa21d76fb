import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import type { HelpTopic } from "./help";
import { Page } from "./page";
import { follow } from "./router";

const help: HelpTopic = {
  title: "No such screen",
  body: (
    <p>The address does not belong to a screen of Gatehouse. The sections at the side lead to all of them.</p>
  ),
};

export function NotFoundPage() {
  return (
    <Page title="No such screen" help={help}>
      <Box>
        Nothing is here.{" "}
        <Link href="#/" onFollow={follow}>
          Go to the overview
        </Link>
      </Box>
    </Page>
  );
}
