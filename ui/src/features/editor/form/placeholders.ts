/** `arn:${Partition}:s3:::${BucketName}`: the names to be filled in, each once. */
export const placeholders = (pattern: string): string[] => [
  ...new Set([...pattern.matchAll(/\$\{(\w+)\}/g)].map(([, name = ""]) => name)),
];

/** What is not filled in yet stays as it is. */
export const fillIn = (pattern: string, values: Readonly<Record<string, string>>): string =>
  pattern.replace(/\$\{(\w+)\}/g, (written, name: string) => values[name] || written);

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
