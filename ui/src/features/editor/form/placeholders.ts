/** `arn:${Partition}:s3:::${BucketName}`: the names to be filled in, each once. */
export const placeholders = (pattern: string): string[] => [
  ...new Set([...pattern.matchAll(/\$\{(\w+)\}/g)].map(([, name = ""]) => name)),
];

/** What is not filled in yet stays as it is. */
export const fillIn = (pattern: string, values: Readonly<Record<string, string>>): string =>
  pattern.replace(/\$\{(\w+)\}/g, (written, name: string) => values[name] || written);

/** The values by which an ARN comes from a pattern; null where it does not. The last takes all that is left. */
export function takeApartArn(pattern: string, arn: string): Record<string, string> | null {
  const names = placeholders(pattern);
  const parts = pattern.split(/\$\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const written = [...pattern.matchAll(/\$\{(\w+)\}/g)].map(([, name = ""]) => name);
  if (written.length !== names.length) return null;
  const last = parts.length - 2;
  const like = parts.map((part, at) =>
    at === parts.length - 1 ? part : `${part}(${at === last ? ".+" : "[^:/]+"})`,
  );
  const found = new RegExp(`^${like.join("")}$`).exec(arn);
  return found && Object.fromEntries(names.map((name, at) => [name, found[at + 1] ?? ""]));
}

/** `BucketName`, `KeyId` as words: "Bucket name", "Key ID". */
export function inWords(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(" ")
    .map((word) => (word === "Id" ? "ID" : word === word.toUpperCase() ? word : word.toLowerCase()))
    .join(" ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * The values by which a written key comes from `aws:ResourceTag/${TagKey}`; null where it does not. Letters of
 * condition keys have no case.
 */
export function matchKey(pattern: string, written: string): Record<string, string> | null {
  const [name] = placeholders(pattern);
  if (name === undefined) return pattern.toLowerCase() === written.toLowerCase() ? {} : null;
  const start = pattern.slice(0, pattern.indexOf("$")).toLowerCase();
  return written.toLowerCase().startsWith(start) && written.length > start.length
    ? { [name]: written.slice(start.length) }
    : null;
}
