import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import { Fragment } from "react";
import type { CheckView } from "../../bindings/CheckView";
import { CopyText } from "../../shared/copy";

const none = "None is known";

/** When a check passes, what it rests on, and what looks for the same elsewhere. */
export function CheckFacts({ check, columns }: { check: CheckView; columns: number }) {
  const { id, criterion, source, securityHub, prowler, configRules } = check;
  const names = (of: readonly string[]) => (
    <span className="gh-break">{of.length > 0 ? breakable(of.join(", ")) : none}</span>
  );
  return (
    <KeyValuePairs
      columns={columns}
      minColumnWidth={220}
      items={[
        { label: "It passes when", value: criterion },
        {
          label: "Source",
          value: <CopyText text={source} label={`Copy the address of the source of ${id}`} />,
        },
        { label: "Security Hub", value: names(securityHub) },
        { label: "Prowler", value: names(prowler) },
        { label: "AWS Config", value: names(configRules) },
      ]}
    />
  );
}

/** Long names break where their words end. */
const breakable = (text: string) =>
  text.split(/(?<=_)/).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, which stay where they are
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
