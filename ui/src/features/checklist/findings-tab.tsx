import { useCollection } from "@cloudscape-design/collection-hooks";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Pagination from "@cloudscape-design/components/pagination";
import PropertyFilter, { type PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import type { ChecklistView } from "../../bindings/ChecklistView";
import { ListPreferences, usePreferences } from "../../shared/list/preferences";
import { decodeQuery, encodeQuery } from "../../shared/list/query";
import { StatusIndicator } from "../../shared/status-indicator";
import { navigate, usePlaceParam } from "../../shell/router";
import { findingColumns } from "./finding-columns";
import { filteringOptions, filteringProperties, findingHref, findingRows } from "./finding-rows";
import { childrenOf, type GroupBy, grouped, groupings, orderOf, type TableRow } from "./grouping";
import { rememberWalk } from "./walk";
import { answered } from "./words";

const none: PropertyFilterProps.Query = { operation: "and", tokens: [] };

/** What failed, could not be answered or was accepted: filtered by the address, one by one or put together. */
export function FindingsTab({ checklist }: { checklist: ChecklistView }) {
  const [filter, setFilter] = usePlaceParam("filter");
  const [by, setBy] = usePlaceParam("by", "none");
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [page, setPage] = useState(1);
  const query = useMemo(() => decodeQuery(filter), [filter]);
  const rows = useMemo(() => findingRows(checklist), [checklist]);
  const options = useMemo(() => filteringOptions(rows), [rows]);
  const order = useRef<readonly string[]>([]);
  const columns = useMemo(() => findingColumns(() => rememberWalk(order.current)), []);
  const [preferences, setPreferences] = usePreferences("findings", columns);
  const setQuery = (next: PropertyFilterProps.Query) => {
    setPage(1);
    setFilter(encodeQuery(next));
  };
  // Findings are filtered and sorted by themselves, and only then put together: a group has nothing to be filtered by.
  const { flat, sorting, filterProps, matches } = useSorted(rows, columns, options, query);
  const table = useMemo(() => grouped(flat, by as GroupBy), [flat, by]);
  const { pageSize, wrapLines } = preferences;
  const pages = Math.max(1, Math.ceil(table.length / pageSize));
  const current = Math.min(page, pages);
  const items = table.slice((current - 1) * pageSize, current * pageSize);
  const isOpen = (row: TableRow) => open.has(row.id);
  const allOpen = table.length > 0 && table.every(isOpen);
  const [first] = orderOf(table);
  useEffect(() => {
    order.current = orderOf(table);
  }, [table]);

  return (
    <Table
      {...sorting}
      variant="embedded"
      trackBy="id"
      items={items}
      wrapLines={wrapLines}
      columnDefinitions={columns as readonly TableProps.ColumnDefinition<TableRow>[]}
      columnDisplay={preferences.columns}
      expandableRows={
        by === "none"
          ? undefined
          : {
              getItemChildren: childrenOf,
              isItemExpandable: ({ group }) => group !== null,
              expandedItems: table.filter(isOpen),
              onExpandableItemToggle: ({ detail: { item, expanded } }) =>
                setOpen((old) => {
                  const next = new Set(old);
                  if (expanded) next.add(item.id);
                  else next.delete(item.id);
                  return next;
                }),
            }
      }
      filter={
        <SpaceBetween size="s">
          <div className="gh-findings-bar">
            <SegmentedControl
              label="How findings are put together"
              selectedId={by}
              options={groupings.map(({ id, text }) => ({ id, text }))}
              onChange={({ detail }) => {
                setPage(1);
                setBy(detail.selectedId);
              }}
            />
            <SpaceBetween direction="horizontal" size="xs">
              {by !== "none" && (
                <Button onClick={() => setOpen(allOpen ? new Set() : new Set(table.map(({ id }) => id)))}>
                  {allOpen ? "Close all" : "Open all"}
                </Button>
              )}
              <Button
                disabled={first === undefined}
                onClick={() => {
                  rememberWalk(orderOf(table));
                  if (first !== undefined) navigate(findingHref(first));
                }}
                data-testid="start-review"
              >
                Review one by one
              </Button>
            </SpaceBetween>
          </div>
          <PropertyFilter
            {...filterProps}
            query={query}
            onChange={({ detail }) => setQuery(detail)}
            countText={matches === 1 ? "1 match" : `${matches} matches`}
            filteringPlaceholder="Find findings by state, severity, check, name, workload…"
            filteringAriaLabel="Find findings"
          />
        </SpaceBetween>
      }
      pagination={
        pages > 1 && (
          <Pagination
            currentPageIndex={current}
            pagesCount={pages}
            onChange={({ detail }) => setPage(detail.currentPageIndex)}
          />
        )
      }
      preferences={
        <ListPreferences what="findings" columns={columns} value={preferences} onChange={setPreferences} />
      }
      empty={
        rows.length > 0 ? (
          <SpaceBetween size="s">
            <Box variant="strong">No finding matches</Box>
            <Button onClick={() => setQuery(none)}>Clear the filter</Button>
          </SpaceBetween>
        ) : (
          <AllGreen checklist={checklist} />
        )
      }
      ariaLabels={{
        tableLabel: "Findings",
        expandButtonLabel: ({ group }) => `Open ${group?.title ?? ""}`,
        collapseButtonLabel: ({ group }) => `Close ${group?.title ?? ""}`,
      }}
    />
  );
}

/** The findings that match, the gravest first, or as somebody wants them sorted. */
function useSorted(
  rows: ReturnType<typeof findingRows>,
  columns: ReturnType<typeof findingColumns>,
  options: PropertyFilterProps.FilteringOption[],
  query: PropertyFilterProps.Query,
) {
  // The filter looks at the row itself.
  const wrapped = useMemo(
    () => rows.map((finding): TableRow => ({ ...finding, group: null, finding })),
    [rows],
  );
  const severity = columns.find(({ id }) => id === "severity");
  const { items, actions, collectionProps, propertyFilterProps, filteredItemsCount } = useCollection(
    wrapped,
    {
      propertyFiltering: { filteringProperties, filteringOptions: options, defaultQuery: query },
      sorting: severity ? { defaultState: { sortingColumn: severity } } : {},
    },
  );
  // The query may change from outside, by a link or the way back.
  const apply = useEffectEvent(actions.setPropertyFiltering);
  useEffect(() => apply(query), [query]);
  const { sortingColumn, sortingDescending, onSortingChange } = collectionProps;
  return {
    flat: useMemo(() => items.flatMap(({ finding }) => finding ?? []), [items]),
    sorting: { sortingColumn, sortingDescending, onSortingChange },
    filterProps: { ...propertyFilterProps, virtualScroll: options.length > 200 },
    matches: filteredItemsCount ?? 0,
  };
}

function AllGreen({ checklist }: { checklist: ChecklistView }) {
  const all = checklist.practices.reduce((sum, { counts }) => sum + answered(counts), 0);
  return all > 0 ? (
    <StatusIndicator type="success">
      All that was asked passed. Check again when the account changed.
    </StatusIndicator>
  ) : (
    <Box color="text-body-secondary">
      There is nothing to judge yet. Set up a workload, then check the account again.
    </Box>
  );
}
