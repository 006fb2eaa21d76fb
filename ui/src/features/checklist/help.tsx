import type { HelpTopic } from "../../shell/help";

const reading = [
  {
    text: "Security best practices in IAM",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  },
  {
    text: "Security in Amazon SageMaker AI",
    url: "https://docs.aws.amazon.com/sagemaker/latest/dg/security.html",
  },
  {
    text: "Security Hub controls for SageMaker AI",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html",
  },
];

export const checklistHelp: HelpTopic = {
  title: "Checklist",
  body: (
    <>
      <p>
        Each check asks one thing of each role, key, secret, bucket, trail or job. <i>Check the account</i>{" "}
        reads them and changes nothing.
      </p>
      <h3>How things stand</h3>
      <p>
        <b>Failed</b>: it is not as it should be. <b>Accepted</b>: it failed, and somebody answers for it
        until a day. <b>Not answered</b>: something could not be read, and the finding says which permission
        is missing. What was not answered never counts as passed.
      </p>
      <h3>Working it down</h3>
      <p>
        The gravest stand first. <i>Review one by one</i> goes through the findings as they are filtered: on a
        finding the key <b>j</b> leads to the next and <b>k</b> to the previous one, unless you are in a
        field. The finding's page can turn these keys off.
      </p>
      <p>
        Put findings together by practice, by resource or by workload, or filter by everything that a finding
        has. The address keeps the filter, so the way back leads to the same list.
      </p>
      <h3>Severity</h3>
      <p>
        <b>Critical</b>: the account or its data may be taken over now. <b>High</b>: one more mistake is
        enough. <b>Medium</b>: a layer of defence is missing. <b>Low</b>: good practice.
      </p>
    </>
  ),
  reading,
};

export const findingHelp: HelpTopic = {
  title: "A finding",
  body: (
    <>
      <p>
        The heading says what is wrong. Below it: why that matters, who could do what because of it, and the
        very line or field that shows it.
      </p>
      <h3>Mending it</h3>
      <p>
        A plan shows which checks pass and which fail afterwards, and whether a saved workload would break.
        Nothing is changed before you apply it, and the run can be undone under Activity. Some things cannot
        be changed once they are made: then there are steps, or code to use from now on.
      </p>
      <h3>Accepting the risk</h3>
      <p>
        Say why, who answers for it, and until when: at most a year. After that day it counts as failed again.
      </p>
      <h3>Keys</h3>
      <p>
        <b>j</b> leads to the next finding and <b>k</b> to the previous one, unless you are in a field.{" "}
        <b>Ctrl+Enter</b> keeps a note; it is kept too when you go on.
      </p>
    </>
  ),
  reading,
};
