import { useCollection } from "@cloudscape-design/collection-hooks";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { TableProps } from "@cloudscape-design/components/table";
import { type ReactNode, useEffect, useEffectEvent } from "react";

/** From so many on, the values that a filter offers are drawn only where they can be seen. */
const MANY_OFFERED = 200;

interface Props<T> {
  rows: readonly T[];
  columns: readonly TableProps.ColumnDefinition<T>[];
  properties: readonly PropertyFilterProps.FilteringProperty[];
  options?: PropertyFilterProps.FilteringOption[];
  query: PropertyFilterProps.Query;
  onQuery: (query: PropertyFilterProps.Query) => void;
  pageSize: number;
  empty: ReactNode;
  /** `No role matches` */
  noMatch: string;
}

/** A list that is filtered, sorted by its first column, and shown page by page. */
export function useList<T>(props: Props<T>) {
  const { rows, columns, properties, options, query, onQuery, pageSize, empty, noMatch } = props;
  const first = columns[0];
  const { items, actions, filteredItemsCount, collectionProps, paginationProps, propertyFilterProps } =
    useCollection(rows, {
      propertyFiltering: {
        filteringProperties: properties,
        filteringOptions: options,
        defaultQuery: query,
        empty,
        noMatch: (
          <SpaceBetween size="s">
            <Box variant="strong">{noMatch}</Box>
            <Button onClick={() => onQuery({ operation: "and", tokens: [] })}>Clear the filter</Button>
          </SpaceBetween>
        ),
      },
      pagination: { pageSize },
      sorting: first ? { defaultState: { sortingColumn: first } } : {},
    });
  // The query may change from outside, by a link or the way back.
  const apply = useEffectEvent(actions.setPropertyFiltering);
  useEffect(() => apply(query), [query]);
  return {
    items,
    collectionProps,
    paginationProps,
    counter: query.tokens.length > 0 ? `(${filteredItemsCount}/${rows.length})` : `(${rows.length})`,
    filterProps: {
      ...propertyFilterProps,
      query,
      onChange: ({ detail }: { detail: PropertyFilterProps.Query }) => onQuery(detail),
      virtualScroll: propertyFilterProps.filteringOptions.length > MANY_OFFERED,
      countText: filteredItemsCount === 1 ? "1 match" : `${filteredItemsCount ?? 0} matches`,
    },
  };
}
