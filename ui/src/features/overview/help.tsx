import type { HelpTopic } from "../../shell/help";

export const overviewHelp: HelpTopic = {
  title: "Overview",
  body: (
    <>
      <p>This is the account that is open. The stripe at the top always says which one it is.</p>
      <h3>What is a role?</h3>
      <p>
        A role is an identity without a password. Its <b>trust policy</b> says who may assume it: SageMaker,
        for instance. Its <b>permissions</b> say what they may do once they have. A training job runs as a
        role, its <i>execution role</i>.
      </p>
      <h3>Look at first</h3>
      <p>
        Roles with much power, with doors that stand open, or that nobody uses. A note is no verdict: open the
        role and see whether it is meant so.
      </p>
      <h3>Unfinished changes</h3>
      <p>
        When a plan stops halfway, what was done stays done and is kept in a journal. Activity lets you finish
        it or take it back.
      </p>
    </>
  ),
  reading: [
    { text: "IAM roles", url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html" },
    {
      text: "SageMaker execution roles",
      url: "https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html",
    },
  ],
};
