import type { SecretContent } from "../../bindings/SecretContent";

/** What is typed, for each kind of value. It lives as long as the form that holds it. */
export interface ContentDraft {
  kind: SecretContent["kind"];
  pairs: { key: string; value: string }[];
  json: string;
  text: string;
  engine: string;
  host: string;
  port: string;
  database: string;
  username: string;
  generate: boolean;
  password: string;
}

export const emptyContent: ContentDraft = {
  kind: "pairs",
  pairs: [{ key: "", value: "" }],
  json: "",
  text: "",
  engine: "postgres",
  host: "",
  port: "5432",
  database: "",
  username: "",
  generate: true,
  password: "",
};

/** Names and usual ports, as the rotation functions of AWS know them. */
export const engines = [
  { value: "postgres", label: "PostgreSQL", port: "5432" },
  { value: "mysql", label: "MySQL", port: "3306" },
  { value: "mariadb", label: "MariaDB", port: "3306" },
  { value: "sqlserver", label: "SQL Server", port: "1433" },
  { value: "oracle", label: "Oracle", port: "1521" },
  { value: "redshift", label: "Amazon Redshift", port: "5439" },
  { value: "mongo", label: "DocumentDB", port: "27017" },
];

export function contentOf(draft: ContentDraft): SecretContent {
  switch (draft.kind) {
    case "pairs":
      return { kind: "pairs", pairs: draft.pairs };
    case "json":
      return { kind: "json", text: draft.json };
    case "text":
      return { kind: "text", text: draft.text };
    case "database":
      return {
        kind: "database",
        engine: draft.engine,
        host: draft.host,
        port: Number(draft.port) || 0,
        database: draft.database,
        username: draft.username,
        password: draft.generate ? null : draft.password,
      };
  }
}

/** Whether anything was typed that leaving would lose. */
export function contentIsEmpty(draft: ContentDraft): boolean {
  const { pairs, json, text, host, username, password } = draft;
  return ![json, text, host, username, password, ...pairs.flatMap(({ key, value }) => [key, value])].some(
    Boolean,
  );
}
