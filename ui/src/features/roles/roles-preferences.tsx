import CollectionPreferences from "@cloudscape-design/components/collection-preferences";
import type { TableProps } from "@cloudscape-design/components/table";
import { useState } from "react";

export interface Preferences {
  pageSize: number;
  wrapLines: boolean;
  columns: readonly TableProps.ColumnDisplayProperties[];
}

const STORED = "gatehouse.roles.preferences";

const options = [
  { id: "name", label: "Name", alwaysVisible: true },
  { id: "trusted", label: "Trusted by" },
  { id: "permissions", label: "Permissions" },
  { id: "used", label: "Last used" },
  { id: "boundary", label: "Boundary" },
  { id: "tags", label: "Tags" },
  { id: "path", label: "Path" },
  { id: "created", label: "Created" },
  { id: "description", label: "Description" },
];

const shownAtFirst = ["name", "trusted", "permissions", "used"];

const defaults: Preferences = {
  pageSize: 50,
  wrapLines: true,
  columns: options.map(({ id }) => ({ id, visible: shownAtFirst.includes(id) })),
};

export function usePreferences(): [Preferences, (next: Preferences) => void] {
  const [preferences, set] = useState<Preferences>(() => {
    try {
      return { ...defaults, ...JSON.parse(window.localStorage.getItem(STORED) ?? "{}") };
    } catch {
      return defaults;
    }
  });
  return [
    preferences,
    (next) => {
      window.localStorage.setItem(STORED, JSON.stringify(next));
      set(next);
    },
  ];
}

export function RolesPreferences({
  value,
  onChange,
}: {
  value: Preferences;
  onChange: (next: Preferences) => void;
}) {
  return (
    <CollectionPreferences
      title="Preferences"
      confirmLabel="Confirm"
      cancelLabel="Cancel"
      preferences={{ pageSize: value.pageSize, wrapLines: value.wrapLines, contentDisplay: value.columns }}
      pageSizePreference={{
        title: "Roles on a page",
        options: [20, 50, 100].map((size) => ({ value: size, label: `${size} roles` })),
      }}
      wrapLinesPreference={{ label: "Wrap lines", description: "Show all of a long text" }}
      contentDisplayPreference={{ title: "Columns", options }}
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
