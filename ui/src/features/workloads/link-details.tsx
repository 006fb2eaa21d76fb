import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import type { ChainFixView } from "../../bindings/ChainFixView";
import type { ChainLinkView } from "../../bindings/ChainLinkView";
import type { ChainRequestView } from "../../bindings/ChainRequestView";
import { formatJson } from "../../shared/code/format-json";
import { Dialog } from "../../shared/dialog";
import { Explain } from "../../shared/explain";
import { PolicyDocument } from "../../shared/policy-document";
import { StatusIndicator } from "../../shared/status-indicator";
import { follow } from "../../shell/router";
import { editorHref } from "../roles/role-findings";
import { linkWords } from "./words";

interface Props {
  link: ChainLinkView;
  /** `role train reads objects of bucket x`. */
  sentence: string;
  /** None where nothing saved can be repaired. */
  onRepair?: () => void;
  onClose: () => void;
}

/** Why a link stands as it does, and what mends it. */
export function LinkDetails({ link, sentence, onRepair, onClose }: Props) {
  const { text, type } = linkWords[link.state];
  return (
    <Dialog
      size="large"
      header={sentence}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose} data-testid="close-link">
            Close
          </Button>
        </Box>
      }
    >
      <div data-testid="chosen-link">
        <SpaceBetween size="l">
          <div>
            <StatusIndicator type={type}>{text}</StatusIndicator>{" "}
            <Explain subject={`link:${link.id}`} what={sentence} />
          </div>
          {link.reasons.length > 0 ? (
            <div>
              <Box variant="h3">Why</Box>
              <ul className="gh-plain-list">
                {link.reasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            </div>
          ) : (
            link.state === "holds" && <div>Every request of it passes.</div>
          )}
          {link.fixes.length > 0 && <Fixes fixes={link.fixes} onRepair={onRepair} />}
          {link.requests.length > 0 && <Requests requests={link.requests} />}
        </SpaceBetween>
      </div>
    </Dialog>
  );
}

function Fixes({ fixes, onRepair }: { fixes: readonly ChainFixView[]; onRepair?: () => void }) {
  return (
    <div>
      <Box variant="h3">What mends it</Box>
      <ul className="gh-chain-fixes">
        {fixes.map(({ words, repair, target, statement }) => (
          <li key={words}>
            <div>{words}</div>
            {repair && onRepair && (
              <Button onClick={onRepair} data-testid="repair-link" ariaLabel={`Repair: ${words}`}>
                Repair
              </Button>
            )}
            {target && (
              <Link href={editorHref(target)} onFollow={follow}>
                Open the policy in the editor
              </Link>
            )}
            {statement !== null && <PolicyDocument title="Statement to add" text={formatJson(statement)} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Requests({ requests }: { requests: readonly ChainRequestView[] }) {
  return (
    <Table
      variant="embedded"
      wrapLines
      items={[...requests]}
      ariaLabels={{ tableLabel: "Requests of the link" }}
      header={<Box variant="h3">Requests that were asked</Box>}
      columnDefinitions={[
        {
          id: "action",
          header: "Action",
          isRowHeader: true,
          minWidth: 160,
          cell: ({ action }) => <span className="gh-break">{action}</span>,
        },
        {
          id: "resource",
          header: "Resource",
          minWidth: 200,
          cell: ({ resource }) => <span className="gh-break">{resource}</span>,
        },
        {
          id: "state",
          header: "Outcome",
          minWidth: 110,
          cell: ({ state }) => (
            <StatusIndicator type={linkWords[state].type}>{linkWords[state].text}</StatusIndicator>
          ),
        },
        { id: "words", header: "Why", minWidth: 220, cell: ({ words }) => words },
      ]}
    />
  );
}
