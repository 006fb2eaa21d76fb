import type { HelpTopic } from "../../shell/help";

const reading = [
  {
    text: "AWS Certified Machine Learning Engineer – Associate",
    url: "https://aws.amazon.com/certification/certified-machine-learning-engineer-associate/",
  },
  {
    text: "Security in Amazon SageMaker AI",
    url: "https://docs.aws.amazon.com/sagemaker/latest/dg/security.html",
  },
];

export const studyHelp: HelpTopic = {
  title: "Study",
  body: (
    <>
      <p>
        Lessons on the security of machine learning at AWS, for the exam{" "}
        <b>Machine Learning Engineer – Associate (MLA-C01)</b> and for the day after it. MLS-C01 is retired;
        what only that one asked is marked.
      </p>
      <h3>In which order</h3>
      <p>
        The key points first: who a job runs as, encryption at rest, secrets, the network, endpoints. Then the
        rest. Any order works.
      </p>
      <h3>Doing it</h3>
      <p>
        A lesson's tasks are done on the real screens, in a practice account of its own. A panel at the side
        shows the present task, points at its place and checks it. Leave it whenever you like; it waits as you
        left it.
      </p>
      <h3>Repeating</h3>
      <p>
        A question that you answered comes again after 1, 3, 7, 16 and 35 days; one that was wrong, tomorrow.
        Topics in which much went wrong are called weak.
      </p>
    </>
  ),
  reading,
};

export const lessonHelp: HelpTopic = {
  title: "A lesson",
  body: (
    <>
      <p>Read first, then start the tasks. A lesson's account is its own and lives inside Gatehouse.</p>
      <p>
        The panel at the side stays on every screen: it names the task, leads to its screen, and checks the
        account. Any right way counts. If something is missing, it says what, and not how.
      </p>
      <p>
        Below the tasks you see the failure that the lesson prevents, as it was and as your account is now.
        Choose a link of the chain to see what decides it.
      </p>
      <p>
        <i>Start over</i> makes the lesson's account anew.
      </p>
    </>
  ),
  reading,
};

export const questionsHelp: HelpTopic = {
  title: "Questions",
  body: (
    <>
      <p>
        Five kinds, as in the exam: one right answer, several, an order, pairs, and a case with parts. Where a
        question has policies, they are shown as text and as a picture; its answer is worked out by the same
        engine that judges your account.
      </p>
      <p>
        After the answer every option says why it is right or wrong. A question counts as right only as a
        whole.
      </p>
      <h3>By keyboard</h3>
      <p>
        Tab and Space choose. Steps of an order are moved by their buttons <i>Up</i> and <i>Down</i>; the
        focus stays with the step.
      </p>
    </>
  ),
  reading,
};

export const setsHelp: HelpTopic = {
  title: "Timed sets",
  body: (
    <>
      <p>
        Questions of all topics against the clock. Nothing is judged before the end: flag what you want to see
        again, jump between questions, and finish early if you are through.
      </p>
      <p>
        The exam itself has 65 questions in 130 minutes: two minutes for each. When the time is up, the set is
        finished with what is answered.
      </p>
    </>
  ),
  reading,
};

export const scenarioHelp: HelpTopic = {
  title: "A scenario",
  body: (
    <>
      <p>
        An account in which something is broken, and a story. Find out what, mend it on the real screens, and
        let it be scored: how many goals hold, and whether something else went red on the way.
      </p>
      <p>
        <i>Score it</i> can be pressed as often as you like. The best score is kept.
      </p>
    </>
  ),
  reading,
};
