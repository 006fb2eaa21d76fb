import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import type { ReactNode } from "react";
import type { Notice } from "../../bindings/Notice";
import { NoticeList } from "../../shared/notices";
import { ProblemAlert } from "../../shared/problem";
import { Time } from "../../shared/time";
import type { Reading } from "./use-reading";

interface Props<T> {
  /** What is read, in the plural. */
  what: string;
  reading: Reading<T>;
  children: (data: T) => ReactNode;
}

/** A list with what could not be read of it, and when the rest was read. */
export function ListTab<T extends { notices: Notice[]; readAt: string }>({
  what,
  reading,
  children,
}: Props<T>) {
  const { data } = reading;
  return (
    <SpaceBetween size="m">
      <SpaceBetween direction="horizontal" size="s" alignItems="center">
        {reading.isFetching ? (
          <Button onClick={reading.cancel}>Cancel reading</Button>
        ) : (
          <Button
            iconName="refresh"
            ariaLabel={`Read the ${what} again`}
            onClick={() => void reading.refetch()}
          />
        )}
        {data && (
          <Box color="text-body-secondary">
            Read <Time at={data.readAt} />
          </Box>
        )}
      </SpaceBetween>
      {reading.isError && !data && (
        <ProblemAlert
          error={reading.error}
          header={reading.cancelled ? "The reading was cancelled" : `The ${what} could not be read`}
          action={<Button onClick={() => void reading.refetch()}>Try again</Button>}
        />
      )}
      {reading.isPending && (
        <Box color="text-body-secondary">
          <Spinner /> Reading the {what}
        </Box>
      )}
      {data && (
        <SpaceBetween size="l">
          <NoticeList notices={data.notices} />
          {children(data)}
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}
