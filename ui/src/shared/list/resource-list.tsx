import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import LiveRegion from "@cloudscape-design/components/live-region";
import Pagination from "@cloudscape-design/components/pagination";
import PropertyFilter, { type PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { type ReactNode, useMemo } from "react";
import type { Notice } from "../../bindings/Notice";
import { type HelpTopic, InfoLink } from "../../shell/help";
import { useScreen } from "../../shell/page";
import { usePlaceParam } from "../../shell/router";
import { NoticeList } from "../notices";
import { ProblemAlert } from "../problem";
import { capital, type ListColumn, ListPreferences, usePreferences } from "./preferences";
import { decodeQuery, encodeQuery } from "./query";
import type { Counted } from "./use-counted";
import { useList } from "./use-list";

interface Props<T, D> {
  /** What a row is, and in the plural: `["role", "roles"]`. */
  what: readonly [one: string, many: string];
  help: HelpTopic;
  reading: Counted<D>;
  /** The rows of what was read. These four are made once, outside of the component. */
  rowsOf: (data: D) => readonly T[];
  columns: readonly ListColumn<T>[];
  properties: readonly PropertyFilterProps.FilteringProperty[];
  optionsOf: (rows: readonly T[]) => PropertyFilterProps.FilteringOption[];
  trackBy: keyof T & string;
  /** `name, state, tag`: what can be looked for. */
  findBy: string;
  /** What is told below the title: of what was read, and before. */
  description: (data: D) => ReactNode;
  about: string;
  notices?: (data: D) => readonly Notice[];
  /** The way to one more. */
  create: ReactNode;
  /** What is told of an account that has none. */
  empty: ReactNode;
}

/** A screen that lists what an account has of one kind: filtered by the address, page by page. */
export function ResourceList<T, D>(props: Props<T, D>) {
  const { what, help, reading, rowsOf, columns, optionsOf, findBy } = props;
  const [one, many] = what;
  useScreen({ title: capital(many), help, contentType: "table" });
  const { data } = reading;
  const [filter, setFilter] = usePlaceParam("filter");
  const [preferences, setPreferences] = usePreferences(many, columns);
  const query = useMemo(() => decodeQuery(filter), [filter]);
  const rows = useMemo(() => (data ? rowsOf(data) : []), [data, rowsOf]);
  const options = useMemo(() => optionsOf(rows), [rows, optionsOf]);
  const { items, collectionProps, paginationProps, filterProps, counter } = useList({
    rows,
    columns,
    properties: props.properties,
    options,
    query,
    onQuery: (query) => setFilter(encodeQuery(query)),
    pageSize: preferences.pageSize,
    empty: props.empty,
    noMatch: `No ${one} matches`,
  });
  const soFar = reading.found > 0 ? `${reading.found} ${many} so far` : `Reading the ${many}`;

  return (
    <Table
      {...collectionProps}
      variant="full-page"
      stickyHeader
      trackBy={props.trackBy}
      items={items}
      columnDefinitions={columns as readonly TableProps.ColumnDefinition<T>[]}
      columnDisplay={preferences.columns}
      wrapLines={preferences.wrapLines}
      loading={reading.isFetching && !data}
      loadingText={soFar}
      header={
        <Header
          variant="awsui-h1-sticky"
          counter={data && counter}
          info={<InfoLink topic={help} />}
          description={!data ? props.about : reading.isFetching ? soFar : props.description(data)}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {reading.isFetching ? (
                <Button onClick={reading.cancel} data-testid="cancel-reading">
                  Cancel reading
                </Button>
              ) : (
                <Button
                  iconName="refresh"
                  ariaLabel={`Read the ${many} again`}
                  onClick={() => void reading.refetch()}
                  data-testid={`refresh-${many}`}
                />
              )}
              {props.create}
            </SpaceBetween>
          }
        >
          {capital(many)}
        </Header>
      }
      filter={
        <SpaceBetween size="s">
          {reading.isError && !reading.cancelled && (
            <ProblemAlert
              error={reading.error}
              header={`The ${many} could not be read`}
              action={<Button onClick={() => void reading.refetch()}>Try again</Button>}
            />
          )}
          {reading.cancelled && data && (
            <Alert type="info" header="The reading was cancelled">
              What was read before is shown. Read the {many} again to see all of them.
            </Alert>
          )}
          {data && <NoticeList notices={props.notices?.(data) ?? []} />}
          <PropertyFilter
            {...filterProps}
            filteringPlaceholder={`Find ${many} by ${findBy}…`}
            filteringAriaLabel={`Find ${many}`}
          />
          {reading.isFetching && <LiveRegion hidden>{soFar}</LiveRegion>}
        </SpaceBetween>
      }
      pagination={<Pagination {...paginationProps} />}
      preferences={
        <ListPreferences what={many} columns={columns} value={preferences} onChange={setPreferences} />
      }
      empty={
        reading.cancelled ? (
          <SpaceBetween size="s">
            <Box variant="strong">The reading was cancelled</Box>
            <Button onClick={() => void reading.refetch()}>Read the {many}</Button>
          </SpaceBetween>
        ) : reading.isError ? (
          <Box color="text-body-secondary">There is nothing to show.</Box>
        ) : (
          collectionProps.empty
        )
      }
      ariaLabels={{ tableLabel: capital(many) }}
    />
  );
}

/** What is told where there is none yet, and the way to the first one. */
export function NoneYet({ title, action, children }: { title: string; action: ReactNode; children: string }) {
  return (
    <SpaceBetween size="s">
      <Box variant="strong">{title}</Box>
      <Box color="text-body-secondary">{children}</Box>
      {action}
    </SpaceBetween>
  );
}
