import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import TextFilter from "@cloudscape-design/components/text-filter";
import { memo, useDeferredValue, useMemo, useState } from "react";
import type { FindingView } from "../../../bindings/FindingView";
import { CopyText } from "../../../shared/copy";
import { Details } from "../../../shared/details";
import { Explain } from "../../../shared/explain";
import { gravity, severities, severityOf } from "../../../shared/severity";
import { StatusIndicator } from "../../../shared/status-indicator";
import { lineOf } from "../lines";
import type { EditorModel } from "../model";

interface Props {
  model: EditorModel;
  onShow: (finding: FindingView) => void;
}

/** More than these are not read one by one; the filter leads to the rest. */
const MOST = 200;
/** As many are seen at once, and a filter above them would only be one thing more. */
const FEW = 4;

/** What is wrong, unsafe or needless: the gravest first, each with the way to its place and what mends it. */
export function FindingsPanel({ model, onShow }: Props) {
  const [severity, setSeverity] = useState("all");
  const [words, setWords] = useState("");
  const findings = model.analysis?.findings;
  const sorted = useMemo(
    () =>
      [...(findings ?? [])].sort(
        (a, b) => gravity(a.severity) - gravity(b.severity) || a.place.from - b.place.from,
      ),
    [findings],
  );
  const wanted = words.trim().toLowerCase();
  const shown = sorted.filter(
    (each) =>
      (severity === "all" || each.severity === severity) &&
      (wanted === "" || `${each.message} ${each.why} ${each.code}`.toLowerCase().includes(wanted)),
  );
  const options = [
    { value: "all", label: `All (${sorted.length})` },
    ...severities.map(({ id, many }) => ({
      value: id,
      label: `${many} (${sorted.filter((each) => each.severity === id).length})`,
    })),
  ];

  if (!findings) return <Box color="text-body-secondary">Nothing could be read yet.</Box>;
  if (findings.length === 0 && model.stale)
    return <Box color="text-body-secondary">Nothing was wrong with that text.</Box>;
  if (findings.length === 0)
    return <StatusIndicator type="success">Nothing is wrong with this policy.</StatusIndicator>;
  return (
    <SpaceBetween size="s">
      {(sorted.length > FEW || wanted !== "" || severity !== "all") && (
        <div className="gh-field-row">
          <TextFilter
            filteringText={words}
            filteringPlaceholder="Find in the findings"
            filteringAriaLabel="Find in the findings"
            countText={wanted ? `${shown.length} of ${sorted.length}` : undefined}
            onChange={({ detail }) => setWords(detail.filteringText)}
          />
          <Select
            ariaLabel="Which findings"
            selectedOption={options.find(({ value }) => value === severity) ?? null}
            options={options}
            onChange={({ detail }) => setSeverity(detail.selectedOption.value ?? "all")}
          />
        </div>
      )}
      {shown.length === 0 && (
        <Box color="text-body-secondary">
          No finding is like this.{" "}
          <Button
            variant="inline-link"
            onClick={() => {
              setWords("");
              setSeverity("all");
            }}
          >
            Show all
          </Button>
        </Box>
      )}
      <ul className="gh-findings" aria-label="Findings">
        {shown.slice(0, MOST).map((finding) => (
          <li key={`${finding.code}:${finding.place.from}:${finding.place.to}`}>
            <Finding
              finding={finding}
              line={lineOf(model.analysedText, finding.place.from)}
              fixable={!model.readOnly && !model.stale}
              onFix={model.apply}
              onShow={onShow}
            />
          </li>
        ))}
      </ul>
      {shown.length > MOST && (
        <Box color="text-body-secondary">And {shown.length - MOST} more. Narrow them by a word.</Box>
      )}
    </SpaceBetween>
  );
}

interface FindingProps {
  finding: FindingView;
  line: number;
  fixable: boolean;
  onFix: EditorModel["apply"];
  onShow: (finding: FindingView) => void;
}

/**
 * One finding; one that says the same of the same place as before is not rendered anew. It comes and goes with a key, so
 * it is made of little.
 */
const Finding = memo(function Finding({ finding, line, fixable, onFix, onShow }: FindingProps) {
  const { text, icon } = severityOf(finding.severity);
  const { fix } = finding;
  // What is found is drawn first, and what explains it a frame later.
  const drawn = useDeferredValue(true, false);
  const where =
    finding.statement === null ? `line ${line}` : `statement ${finding.statement + 1}, line ${line}`;
  return (
    <div className="gh-found">
      <div>
        <StatusIndicator type={icon}>{text}</StatusIndicator> {finding.message}
      </div>
      <div className="gh-found-why">
        {finding.why} {drawn && <Explain subject={`lint:${finding.code}`} what={finding.message} />}
      </div>
      <div className="gh-found-ways">
        {fix && (
          <Button
            variant="normal"
            disabled={!fixable}
            ariaLabel={`${fix.title}: ${finding.message}`}
            data-testid="apply-fix"
            onClick={() => onFix(fix.edits)}
          >
            {fix.title}
          </Button>
        )}
        <Button ariaLabel={`Show ${where}: ${finding.message}`} onClick={() => onShow(finding)}>
          Show {where}
        </Button>
      </div>
      <Details summary="Read on at AWS" lazy>
        <CopyText text={finding.url} label={`Copy the address about ${finding.code}`} />
        <Box fontSize="body-s" color="text-body-secondary">
          The check is called {finding.code}.
        </Box>
      </Details>
    </div>
  );
});
