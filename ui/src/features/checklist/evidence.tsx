import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { EvidenceView } from "../../bindings/EvidenceView";
import { follow } from "../../shell/router";
import { editorHref } from "../roles/role-findings";

/** The very line, or the very field. */
export function Evidence({ evidence }: { evidence: readonly EvidenceView[] }) {
  return (
    <Container header={<Header variant="h2">What shows it</Header>}>
      <SpaceBetween size="m">
        {evidence.map((each) => (
          <Piece key={`${each.title} ${each.line} ${each.text}`} of={each} />
        ))}
      </SpaceBetween>
    </Container>
  );
}

function Piece({ of: { title, text, line, target } }: { of: EvidenceView }) {
  if (line === null && target === null)
    return (
      <div className="gh-evidence">
        <pre>
          {title} = {text}
        </pre>
      </div>
    );
  const place = line === null ? title : `${title}, line ${line}`;
  return (
    <div className="gh-evidence">
      <div className="gh-findings-bar">
        <span className="gh-break">{place}</span>
        {target && (
          <Link
            href={editorHref(target, line ?? undefined)}
            onFollow={follow}
            ariaLabel={`Open in the editor: ${place}`}
          >
            Open in the editor
          </Link>
        )}
      </div>
      <pre>{text}</pre>
    </div>
  );
}
