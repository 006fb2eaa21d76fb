import Alert from "@cloudscape-design/components/alert";
import type { PolicyAnalysis } from "../../bindings/PolicyAnalysis";

/** What a person must know before a text goes to the account: that AWS will refuse it, or whom it locks out. */
export function SaveWarnings({ analysis }: { analysis: PolicyAnalysis | null }) {
  const errors = (analysis?.findings ?? []).filter(({ severity }) => severity === "ERROR");
  return (
    <>
      {errors.length > 0 && (
        <Alert type="error" header="AWS will most likely refuse this policy">
          <ul className="gh-plain-list">
            {errors.map(({ code, place, message }) => (
              <li key={code + place.from}>{message}</li>
            ))}
          </ul>
        </Alert>
      )}
      {(analysis?.lockOuts ?? []).map((sentence) => (
        <Alert key={sentence} type="warning" header="This would lock somebody out">
          {sentence}
        </Alert>
      ))}
    </>
  );
}
