import type { HelpTopic } from "../../shell/help";

export const workloadsHelp: HelpTopic = {
  title: "Workloads",
  body: (
    <>
      <p>
        A workload is what you chose in the wizard, kept under the name of its role: who uses it, its data,
        image, key, secret and network. It is kept on this computer, one list for each account and Region.
      </p>
      <p>
        Open one to see whether the account still is as it was chosen, and whether a job could run: what has
        changed can be repaired by one plan.
      </p>
    </>
  ),
  reading: [
    {
      text: "SageMaker execution roles",
      url: "https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html",
    },
  ],
};

export const savedHelp: HelpTopic = {
  title: "A workload",
  body: (
    <>
      <p>
        The account is read anew each time this page is opened, and compared with what was chosen. Nothing is
        changed by looking.
      </p>
      <h3>Change, repair, forget</h3>
      <p>
        <b>Change</b> opens the wizard with what was chosen. <b>Repair</b> makes one plan that brings the
        account back to it, and shows it before anything is done. <b>Forget</b> takes the workload off the
        list; its role, key and all else stay in the account.
      </p>
    </>
  ),
};

export const chainHelp: HelpTopic = {
  title: "The chain",
  body: (
    <>
      <p>
        For a job to run, several things must agree, and none of them sees the others: the caller may pass the
        role; the role trusts SageMaker; its policies allow each call; the bucket, the key and the secret do
        not refuse it; and in a VPC each call finds its way through a route, a group and an endpoint.
      </p>
      <p>
        Each <b>link</b> is asked of the policy engine, with the policies as they are, or of the network as it
        is. It <b>holds</b>, is <b>weak</b> (it passes, and is open to more than it should be), is{" "}
        <b>broken</b>, or is <b>unknown</b> where something could not be read. Every link is judged by itself:
        a broken one at the beginning does not make those after it broken.
      </p>
      <p>Choose a link to see the requests that were asked, why one does not pass, and what mends it.</p>
    </>
  ),
  reading: [
    {
      text: "How AWS decides whether a request is allowed",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
    },
    {
      text: "Pass a role to a service",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    },
    {
      text: "The confused deputy problem",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    },
  ],
};

export const driftHelp: HelpTopic = {
  title: "Compared with the account",
  body: (
    <>
      <p>
        Somebody changed a policy in the console, deleted an endpoint, took a tag away: what was chosen and
        what there is drift apart. Each thing of the workload is looked at and told here.
      </p>
      <p>
        Where a policy differs, see both texts side by side, and what the difference grants. What the plan of
        a repair mends is marked; the rest says what to do.
      </p>
    </>
  ),
};
