import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import type { ChangeSince } from "../../bindings/ChangeSince";
import type { ChecklistView } from "../../bindings/ChecklistView";
import { Time } from "../../shared/time";
import { follow } from "../../shell/router";
import { findingsHref } from "./finding-rows";
import { Practices } from "./practices";
import { showFindings } from "./show-findings";
import { Trend } from "./trend";

/** How the account stands, and how that came to be. */
export function Overall({ checklist }: { checklist: ChecklistView }) {
  return (
    <Container header={<Header variant="h2">How the account stands</Header>}>
      <div className="gh-overall">
        <Practices practices={checklist.practices} />
        <section className="gh-overall-trend" aria-labelledby="gh-trend-heading">
          <h3 id="gh-trend-heading">Over time</h3>
          {checklist.change ? (
            <Change change={checklist.change} />
          ) : (
            <Box color="text-body-secondary">This is the first run.</Box>
          )}
          <Trend points={checklist.trend} />
        </section>
      </div>
    </Container>
  );
}

function Change({ change: { at, fixed, new: come } }: { change: ChangeSince }) {
  return (
    <Box>
      Since the run <Time at={at} />: <b>{fixed} fixed</b>,{" "}
      {come > 0 ? (
        <Link
          href={findingsHref([["newText", "=", "Yes"]])}
          ariaLabel={`Show the ${come} new findings`}
          onFollow={(event) => {
            follow(event);
            showFindings();
          }}
        >
          {come} new
        </Link>
      ) : (
        <b>none new</b>
      )}
      .
    </Box>
  );
}
