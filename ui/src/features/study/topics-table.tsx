import Link from "@cloudscape-design/components/link";
import Table from "@cloudscape-design/components/table";
import type { TopicStanding } from "../../bindings/TopicStanding";
import { StatusIndicator } from "../../shared/status-indicator";
import { follow } from "../../shell/router";
import { lessonHref } from "./path";

/** How each topic went, with its lesson. */
export function TopicsTable({ topics }: { topics: readonly TopicStanding[] }) {
  return (
    <Table
      variant="embedded"
      wrapLines
      trackBy="topic"
      items={[...topics]}
      ariaLabels={{ tableLabel: "By topic" }}
      columnDefinitions={[
        {
          id: "topic",
          header: "Topic",
          isRowHeader: true,
          minWidth: 220,
          cell: ({ topic, title }) => (
            <Link href={lessonHref(topic)} onFollow={follow}>
              {title}
            </Link>
          ),
        },
        {
          id: "right",
          header: "Right",
          minWidth: 110,
          cell: ({ right, asked }) => `${right} of ${asked}`,
        },
        {
          id: "standing",
          header: "How it stands",
          minWidth: 140,
          cell: ({ weak, right, asked }) =>
            weak ? (
              <StatusIndicator type="warning">Weak</StatusIndicator>
            ) : right === asked ? (
              <StatusIndicator type="success">All right</StatusIndicator>
            ) : (
              <StatusIndicator type="info">Good</StatusIndicator>
            ),
        },
      ]}
    />
  );
}
