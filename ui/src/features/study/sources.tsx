import { CopyText } from "../../shared/copy";

/** Pages of AWS, as text to copy: the window opens no page of the web. */
export function Sources({ of }: { of: readonly string[] }) {
  return (
    <ul className="gh-plain-list">
      {of.map((url) => (
        <li key={url}>
          <CopyText text={url} label={`Copy the address ${url}`} />
        </li>
      ))}
    </ul>
  );
}
