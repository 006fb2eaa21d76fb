import type { HelpTopic } from "../../shell/help";

export const activityHelp: HelpTopic = {
  title: "Activity",
  body: (
    <>
      <p>
        Every plan that you apply becomes an entry here. Gatehouse writes each step down before and after it,
        so an entry is right even if the window was closed in between.
      </p>
      <h3>Finish</h3>
      <p>Does the steps that are left, from the place where it stopped.</p>
      <h3>Undo</h3>
      <p>
        Shows a plan that takes the done steps back, last one first. Nothing happens until you apply it. A
        role that is created again gets a new unique id.
      </p>
      <h3>What the states mean</h3>
      <ul>
        <li>
          <b>Failed</b>: AWS refused a step. The steps before it are done.
        </li>
        <li>
          <b>Stopped</b>: you stopped it between two steps.
        </li>
        <li>
          <b>Interrupted</b>: the window was closed in the middle.
        </li>
        <li>
          <b>Not known</b>, at a step: the answer never came, so it may have happened or not.
        </li>
      </ul>
      <p>With the request id, CloudTrail and AWS Support find the very call.</p>
    </>
  ),
};
