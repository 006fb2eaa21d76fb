import CollectionPreferences from "@cloudscape-design/components/collection-preferences";
import type { TableProps } from "@cloudscape-design/components/table";
import { useState } from "react";

export interface Preferences {
  pageSize: number;
  wrapLines: boolean;
  columns: readonly TableProps.ColumnDisplayProperties[];
}

/** A column of a list. Its header is a text, which the preferences show too. */
export type ListColumn<T> = TableProps.ColumnDefinition<T> & {
  id: string;
  header: string;
  /** Somebody who wants it can have it. */
  hiddenAtFirst?: boolean;
};

const PAGE_SIZES = [20, 50, 100];

/** How somebody wants a list, kept from one time to the next. */
export function usePreferences<T>(
  list: string,
  columns: readonly ListColumn<T>[],
): [Preferences, (next: Preferences) => void] {
  const stored = `gatehouse.${list}.preferences`;
  const [preferences, set] = useState<Preferences>(() => {
    const defaults: Preferences = {
      pageSize: 50,
      wrapLines: true,
      columns: columns.map(({ id, hiddenAtFirst }) => ({ id, visible: !hiddenAtFirst })),
    };
    try {
      return { ...defaults, ...JSON.parse(window.localStorage.getItem(stored) ?? "{}") };
    } catch {
      return defaults;
    }
  });
  return [
    preferences,
    (next) => {
      window.localStorage.setItem(stored, JSON.stringify(next));
      set(next);
    },
  ];
}

interface Props<T> {
  /** What the rows are, in the plural: `roles`. */
  what: string;
  columns: readonly ListColumn<T>[];
  value: Preferences;
  onChange: (next: Preferences) => void;
}

export function ListPreferences<T>({ what, columns, value, onChange }: Props<T>) {
  return (
    <CollectionPreferences
      title="Preferences"
      confirmLabel="Confirm"
      cancelLabel="Cancel"
      preferences={{ pageSize: value.pageSize, wrapLines: value.wrapLines, contentDisplay: value.columns }}
      pageSizePreference={{
        title: `${capital(what)} on a page`,
        options: PAGE_SIZES.map((size) => ({ value: size, label: `${size} ${what}` })),
      }}
      wrapLinesPreference={{ label: "Wrap lines", description: "Show all of a long text" }}
      contentDisplayPreference={{
        title: "Columns",
        options: columns.map(({ id, header, isRowHeader }) => ({
          id,
          label: header,
          alwaysVisible: isRowHeader === true,
        })),
      }}
      onConfirm={({ detail }) =>
        onChange({
          pageSize: detail.pageSize ?? value.pageSize,
          wrapLines: detail.wrapLines ?? value.wrapLines,
          columns: detail.contentDisplay ?? value.columns,
        })
      }
    />
  );
}

export const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
