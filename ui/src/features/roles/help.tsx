import type { HelpTopic } from "../../shell/help";

export const rolesHelp: HelpTopic = {
  title: "Roles",
  body: (
    <>
      <p>
        A role is an identity that a service, a person or another account assumes for a while. A SageMaker job
        does all its work as its execution role.
      </p>
      <h3>Finding one</h3>
      <p>
        Type into the filter, or choose a property first: <i>Trusted by</i>, <i>Attached policy</i>,{" "}
        <i>Tag</i>, <i>Unused</i>. Several filters narrow the list together. The gear shows more columns.
      </p>
      <h3>Unused</h3>
      <p>
        The role is older than 90 days, and IAM saw no use of it for as long. IAM needs some hours to notice a
        use. Service-linked roles are never counted.
      </p>
    </>
  ),
  reading: [
    {
      text: "Find unused roles",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html",
    },
  ],
};

export const roleHelp: HelpTopic = {
  title: "A role",
  body: (
    <>
      <p>
        <b>Trust</b> is the door: it says who may assume the role. Look for conditions such as
        aws:SourceAccount; without one, SageMaker could be made to use the role on behalf of another account.
      </p>
      <p>
        <b>Permissions</b> are what can be done once inside. <i>Inline</i> policies live and die with the
        role. <i>Attached</i> ones are shared: a change to them reaches each role that has them.
      </p>
      <p>
        <b>A permissions boundary</b> grants nothing. It is a fence: only what both the permissions and the
        boundary allow is allowed.
      </p>
      <h3>Review</h3>
      <p>
        The review looks at all policies of the role together. <i>Where</i> leads to the line in the editor.{" "}
        <i>Save report</i> writes it all, every document included, into one HTML file that needs no network:
        to be read in a browser, printed, and handed on.
      </p>
      <h3>Deleting</h3>
      <p>
        IAM lets go of a role only when it is empty, so the plan first detaches and deletes its policies. You
        see all steps before, and can undo them after. The role made again gets a new unique id.
      </p>
    </>
  ),
  reading: [
    {
      text: "The confused deputy problem",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    },
    {
      text: "Permissions boundaries",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    },
  ],
};
