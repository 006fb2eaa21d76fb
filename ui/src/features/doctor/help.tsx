import type { HelpTopic } from "../../shell/help";

export const doctorHelp: HelpTopic = {
  title: "Error doctor",
  body: (
    <>
      <p>
        Paste what AWS said: a message of the console, a trace of boto3, the output of the CLI, the
        FailureReason of a job, an event of CloudTrail. Several lines do no harm.
      </p>
      <h3>What it does</h3>
      <p>
        It reads who asked for what, and which layer refused. Then it looks at the account that is open, asks
        the policy engine, and says what is behind it and how sure that is. What only you know, it asks.
      </p>
      <h3>Mending it</h3>
      <p>
        A plan can be looked at before it is applied, and undone under Activity. A statement can be copied, or
        added in the editor. Some refusals come from outside of the account: then it says who can help.
      </p>
      <p>The text stays on this machine.</p>
    </>
  ),
  reading: [
    {
      text: "Troubleshoot access denied error messages",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
    },
  ],
};
