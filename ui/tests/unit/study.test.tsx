import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import { isWhole, moved } from "../../src/features/study/answers";
import { hotspots, isHotspot } from "../../src/features/study/hotspots";
import { clock, spoken } from "../../src/features/study/words";
import { problem } from "../../src/ipc/mock/problem";
import { mockQuestions } from "../../src/ipc/mock/study-questions";
import { called, heading, openApp, shown } from "./app";

const panel = () => within(screen.getByRole("list", { name: "Tasks of the lesson" }));

describe("Study", () => {
  test("shows the path, what is due, what is weak, scenarios and sets", async () => {
    await openApp("#/study");
    const first = within(await screen.findByRole("list", { name: "The key points" }));
    expect(first.getAllByRole("listitem")[0]).toHaveTextContent(/Two principals.*Finished.*12 minutes/);
    expect(first.getAllByRole("listitem")[1]).toHaveTextContent(/Trust.*0 of 2 tasks/);
    expect(screen.getByRole("list", { name: "Then the rest" })).toHaveTextContent("Reading policies");
    expect(screen.getByRole("link", { name: "3 questions are due" })).toHaveAttribute(
      "href",
      "#/study/questions?due=1",
    );
    const weak = screen.getByRole("region", { name: "Weak topics" });
    expect(weak).toHaveTextContent("Trust: who may become a role: 1 of 3 right");
    const scenarios = within(screen.getByRole("table", { name: "Scenarios" }));
    expect(scenarios.getByRole("row", { name: /A stranger in the trust policy.*67 %/ })).toBeVisible();
    expect(scenarios.getByRole("row", { name: /Left in a hurry.*Not tried/ })).toBeVisible();
    const sets = within(screen.getByRole("table", { name: "Timed sets" })).getAllByRole("row");
    expect(sets[1]).toHaveTextContent("15 of 20 (75 %)");
  });

  test("says what to do where nothing was studied yet", async () => {
    await openApp("#/study", { fresh: true });
    await shown(() => screen.findByText("Nothing was answered yet."));
    expect(screen.getByText("They show once you answer.")).toBeVisible();
    expect(screen.getByText("You have taken none yet.")).toBeVisible();
    expect(screen.getByRole("region", { name: "Next lesson" })).toHaveTextContent("Two principals");
  });

  test("exports the progress, and forgets it only when that is confirmed", async () => {
    const { user, backend } = await openApp("#/study");
    await user.click(await screen.findByRole("button", { name: "Progress" }));
    await user.click(await screen.findByRole("menuitem", { name: "Export the progress" }));
    await shown(() => screen.findByText("study-progress.json was saved"));
    await user.click(screen.getByRole("button", { name: "Progress" }));
    await user.click(await screen.findByRole("menuitem", { name: "Forget the progress" }));
    expect(called(backend, "reset_progress")).toHaveLength(0);
    await user.click(await screen.findByTestId("confirm-forget-progress"));
    await shown(() => screen.findByText("Nothing was answered yet."));
    expect(called(backend, "reset_progress")).toHaveLength(1);
  });

  test("that cannot be read says so, and asks again", async () => {
    const { user, backend } = await openApp("#/");
    backend.refused.set("get_study", problem("FILE", "The progress cannot be read."));
    await user.click(screen.getByRole("link", { name: "Study" }));
    await shown(() => screen.findByText("Your progress could not be shown"));
    backend.refused.clear();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("list", { name: "The key points" })).toBeInTheDocument();
  });
});

describe("a lesson", () => {
  test("has its readings with policies, its tasks, its demonstration and what comes next", async () => {
    await openApp("#/study/lessons/trust");
    await heading("2. Trust: who may become a role");
    expect(await screen.findByRole("region", { name: /^Policy: The confused deputy, as a/ })).toBeVisible();
    expect(screen.getByText("MLA-C01 4.3")).toBeVisible();
    const before = within(screen.getByRole("region", { name: "As the lesson begins" }));
    expect(before.getByText(/^ValidationException: Could not assume role/)).toBeVisible();
    expect(
      before.getByRole("button", { name: /SageMaker assumes the role \(role MLTrainingRole\): broken/ }),
    ).toBeVisible();
    expect(screen.getByRole("link", { name: "Answer questions" })).toHaveAttribute(
      "href",
      "#/study/questions?topic=trust",
    );
    expect(screen.getByRole("link", { name: /^Next: Keys/ })).toBeVisible();
  });

  test("is done on the real screens, with a panel that checks it", async () => {
    const { user, backend } = await openApp("#/study/lessons/trust");
    await user.click(await screen.findByTestId("start-study"));
    await waitFor(() => expect(screen.getByTestId("account-band")).toHaveTextContent("Lesson: Trust"));
    expect(screen.getByRole("button", { name: "Account: Account of a lesson" })).toBeVisible();

    const tasks = within(await screen.findByRole("list", { name: "Tasks of the lesson" }));
    await user.click(tasks.getByRole("link", { name: "Go to Roles: MLTrainingRole" }));
    await heading("MLTrainingRole");
    // The place of the task is pointed at, and what it asks stands there.
    expect(await screen.findByRole("button", { name: "Hint of the lesson" })).toBeInTheDocument();
    expect(panel().getByRole("button", { name: "Show me where" })).toBeInTheDocument();

    await user.click(panel().getByRole("button", { name: "Check" }));
    await shown(() => panel().findByText("SageMaker may still come on behalf of any account."));
    const role = backend.roles.find(({ name }) => name === "MLTrainingRole");
    if (role) role.trust.document = '{"Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"}}}';
    await user.click(panel().getByRole("button", { name: "Check again" }));
    await shown(() => panel().findByText("It is as it should be."));
    await waitFor(() => expect(screen.queryByRole("button", { name: "Hint of the lesson" })).toBeNull());
    expect(called(backend, "check_task")).toEqual([
      { lesson: "trust", task: "source-account" },
      { lesson: "trust", task: "source-account" },
    ]);

    await user.click(panel().getByRole("button", { name: "Next task" }));
    expect(panel().getByRole("link", { name: "Go to Roles: partner-labelling" })).toBeInTheDocument();
    backend.roles = backend.roles.filter(({ name }) => name !== "partner-labelling");
    await user.click(panel().getByRole("button", { name: "Check" }));
    const changed = await screen.findByRole("link", { name: "See what that changed" });
    await user.click(changed);
    const after = within(await screen.findByRole("region", { name: "As the account is now" }));
    await shown(() => after.findByText("SageMaker becomes the role, and the job goes on to its data."));
  });

  test("is left from every screen, and its panel goes with it", async () => {
    const { user } = await openApp("#/roles", { lesson: "trust" });
    await screen.findByRole("list", { name: "Tasks of the lesson" });
    await user.click(screen.getByTestId("leave-study"));
    await heading("2. Trust: who may become a role");
    await waitFor(() =>
      expect(screen.getByTestId("account-band")).toHaveTextContent("An account inside Gatehouse."),
    );
    expect(screen.queryByRole("list", { name: "Tasks of the lesson" })).toBeNull();
  });

  test("lets the practice account be opened from the menu too", async () => {
    const { user } = await openApp("#/roles", { lesson: "trust" });
    await user.click(await screen.findByRole("button", { name: "Account: Account of a lesson" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Practice account/ }));
    await waitFor(() =>
      expect(screen.getByTestId("account-band")).toHaveTextContent("An account inside Gatehouse."),
    );
  });

  test("is started over only when that is confirmed", async () => {
    const { user, backend } = await openApp("#/study/lessons/trust", { lesson: "trust" });
    await user.click(await screen.findByTestId("reset-study"));
    expect(called(backend, "reset_lesson")).toHaveLength(0);
    await user.click(await screen.findByTestId("confirm-reset-study"));
    await waitFor(() => expect(called(backend, "reset_lesson")).toEqual([{ id: "trust" }]));
    await waitFor(() => expect(screen.queryByTestId("confirm-reset-study")).toBeNull());
  });

  test("that is not there says so", async () => {
    await openApp("#/study/lessons/gone");
    await shown(() => screen.findByText("The lesson could not be opened"));
  });

  test("hotspots have each an id of their own, and others are not pointed at", () => {
    const ids = Object.values(hotspots);
    expect(new Set(ids).size).toBe(ids.length);
    expect(isHotspot("create-role")).toBe(true);
    expect(isHotspot("elsewhere")).toBe(false);
    expect(isHotspot(null)).toBe(false);
  });
});

describe("a question", () => {
  const answer = async (id: string) => {
    vi.restoreAllMocks();
    const opened = await openApp("#/study/questions");
    return { ...opened, id };
  };

  /** The question that comes is the one that the test is about. */
  const asked = async (id: string) => {
    const { user, backend } = await openApp("#/");
    const found = mockQuestions.find(({ shown: { id: of } }) => of === id);
    const study = backend.study.answer.bind(backend.study);
    vi.spyOn(backend.study, "answer").mockImplementation((command, args) =>
      command === "next_question" ? found?.shown : study(command, args),
    );
    await user.click(screen.getByRole("link", { name: "Study" }));
    await user.click(await screen.findByRole("link", { name: "Answer new questions" }));
    await heading("Questions");
    await screen.findByTestId("answer");
    return { user, backend };
  };
  const verdicts = async () =>
    within(await screen.findByRole("list", { name: "Each answer, and why" })).getAllByRole("listitem");

  test("with one right answer tells why of each, its source, and when it comes again", async () => {
    const { user, backend } = await asked("trust-001");
    await user.click(screen.getByTestId("answer"));
    expect(screen.getByRole("alert")).toHaveTextContent("Answer it first.");
    await user.click(screen.getByRole("radio", { name: "The bucket policy" }));
    await user.click(screen.getByTestId("answer"));
    const items = await verdicts();
    expect(items[0]).toHaveTextContent("Right, and you did not choose it");
    expect(items[0]).toHaveTextContent("It decides who may become the role");
    expect(items[1]).toHaveTextContent("Wrong, and you chose it");
    expect(screen.getByRole("region", { name: "What is said to your answer" })).toHaveFocus();
    expect(screen.getByText(/^It comes again on/)).toBeVisible();
    expect(called(backend, "answer_question")).toEqual([
      { id: "trust-001", answer: { kind: "chosen", value: [1] } },
    ]);
    await user.click(screen.getByTestId("next-question"));
    await waitFor(() => expect(screen.getByRole("region", { name: "What is asked" })).toHaveFocus());
  });

  test("with several right answers takes them all", async () => {
    const { user } = await asked("two-principals-001");
    await user.click(screen.getByRole("checkbox", { name: "iam:PassRole on the execution role" }));
    await user.click(screen.getByRole("checkbox", { name: "sagemaker:CreateTrainingJob" }));
    await user.click(screen.getByTestId("answer"));
    await shown(() => screen.findByText("Right"));
    expect((await verdicts())[2]).toHaveTextContent(/^Wrong/);
  });

  test("of an order is moved by keyboard, and the focus goes with the step", async () => {
    const { user } = await asked("two-principals-002");
    const steps = () => screen.getByRole("list", { name: "Steps in order" });
    const up = screen.getByRole("button", { name: "Up: The caller passes the role in CreateTrainingJob" });
    up.focus();
    await user.keyboard("{Enter}");
    expect(within(steps()).getAllByRole("listitem")[0]).toHaveTextContent("The caller passes the role");
    // It stands first: nothing leads further up.
    expect(
      screen.getByRole("button", { name: "Down: The caller passes the role in CreateTrainingJob" }),
    ).toHaveFocus();
    await user.click(screen.getByTestId("answer"));
    const items = await verdicts();
    expect(items[0]).toHaveTextContent("Put rightly");
    expect(items[2]).toHaveTextContent("It comes in place 3. You put it in place 4.");
  });

  test("of pairs offers all right sides at each left one", async () => {
    const { user } = await asked("trust-002");
    for (const [left, right] of [
      ["Trust policy", "Who may become the role"],
      ["Permissions boundary", "Which AMI an instance begins with"],
      ["Bucket policy", "Who may read this bucket"],
    ] as const) {
      await user.click(screen.getByRole("button", { name: new RegExp(`^${left}`) }));
      await user.click(await screen.findByRole("option", { name: right }));
    }
    await user.click(screen.getByTestId("answer"));
    const items = await verdicts();
    expect(items[0]).toHaveTextContent("Put rightly");
    expect(items[1]).toHaveTextContent("You chose: Which AMI an instance begins with");
  });

  test("of a case wants each part, and shows its policies", async () => {
    const { user } = await asked("keys-001");
    expect(await screen.findByRole("region", { name: "Key policy, as a picture" })).toBeVisible();
    await user.click(screen.getByRole("radio", { name: "kms:Decrypt for the role" }));
    await user.click(screen.getByTestId("answer"));
    expect(screen.getByRole("alert")).toHaveTextContent("Answer every part first.");
    await user.click(screen.getByRole("checkbox", { name: "In the key policy" }));
    await user.click(screen.getByTestId("answer"));
    const second = within(await screen.findByRole("region", { name: "Answer to part 2" }));
    expect(second.getByText("Part 2: not right")).toBeVisible();
    expect(second.getByText("Right, and you did not choose it")).toBeVisible();
  });

  test("says when only a retired exam asks it", async () => {
    await asked("audit-001");
    expect(screen.getByText("MLS-C01 only, retired")).toBeVisible();
  });

  test("comes of a topic, and only while it is due", async () => {
    const { user, backend } = await answer("");
    await user.click(await screen.findByRole("button", { name: /^Topic/ }));
    await user.click(await screen.findByRole("option", { name: /^Two principals/ }));
    await user.click(screen.getByRole("checkbox", { name: "Only what is due" }));
    await waitFor(() =>
      expect(called(backend, "next_question").at(-1)).toEqual({ topic: "two-principals", dueOnly: true }),
    );
    await user.click(await screen.findByRole("checkbox", { name: "sagemaker:CreateTrainingJob" }));
    await user.click(screen.getByTestId("answer"));
    await user.click(await screen.findByTestId("next-question"));
    await shown(() => screen.findByText(/^Nothing is due now/));
    await user.click(screen.getByRole("button", { name: "Go on with all questions" }));
    await screen.findByTestId("answer");
  });

  test("is whole when each of its parts is", () => {
    const find = (id: string) => {
      const found = mockQuestions.find(({ shown: of }) => of.id === id);
      if (!found) throw new Error(id);
      return found;
    };
    for (const { shown: question, key } of mockQuestions) {
      expect(isWhole(question, key)).toBe(true);
      expect(isWhole(question, null)).toBe(false);
    }
    expect(isWhole(find("trust-002").shown, { kind: "matched", value: [1, null, 0] })).toBe(false);
    expect(moved([0, 1, 2], 0, 2)).toEqual([1, 2, 0]);
  });
});

describe("a timed set", () => {
  const begin = async () => {
    const opened = await openApp("#/study/sets");
    await opened.user.click(await screen.findByTestId("begin-set"));
    await screen.findByRole("timer", { name: "Time left" });
    return opened;
  };

  test("wants numbers that can be", async () => {
    const { user, backend } = await openApp("#/study/sets");
    const many = await screen.findByRole("textbox", { name: /^Questions/ });
    await user.clear(many);
    await user.type(many, "900");
    await user.click(screen.getByTestId("begin-set"));
    expect(screen.getByText("Write a number from 1 to 65.")).toBeVisible();
    expect(called(backend, "begin_set")).toHaveLength(0);
    await user.clear(many);
    await user.type(many, "5");
    await user.click(screen.getByTestId("begin-set"));
    await screen.findByRole("timer", { name: "Time left" });
    expect(called(backend, "begin_set")).toEqual([{ questions: 5, minutes: 40, topics: [] }]);
  });

  test("is gone through in any order, flagged, finished early and looked at", async () => {
    const { user, backend } = await begin();
    expect(screen.getByRole("timer")).toHaveTextContent(/^(40:00|39:5\d)$/);
    await user.click(screen.getByRole("radio", { name: "The trust policy of the role" }));
    await user.click(screen.getByTestId("next-in-set"));
    await user.click(screen.getByRole("button", { name: "Flag for review" }));
    expect(screen.getByRole("button", { name: "2, open, flagged" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "1, answered" }));
    expect(screen.getByRole("radio", { name: "The trust policy of the role" })).toBeChecked();
    await user.click(screen.getByTestId("finish-set"));
    await shown(() => screen.findByText(/7 questions are not answered. 1 question is flagged/));
    await user.click(screen.getByTestId("confirm-finish-set"));
    await heading("Result of the timed set");
    expect(screen.getByRole("heading", { level: 2, name: "1 of 8 right, 13 %" })).toBeVisible();
    const sent = called(backend, "finish_set")[0]?.answers as unknown[];
    expect(sent).toEqual([{ kind: "chosen", value: [0] }, ...Array(7).fill(null)]);
    const topics = within(screen.getByRole("table", { name: "By topic" }));
    expect(topics.getByRole("row", { name: /^Two principals.*0 of 2.*Weak/ })).toBeVisible();
    await user.click(screen.getByRole("checkbox", { name: "Only what was not right" }));
    await user.click(screen.getByRole("button", { name: /^1\. A training job fails/ }));
    expect(screen.getByText("Right, and you chose it")).toBeVisible();
  });

  test("asks before it is left", async () => {
    const { user } = await begin();
    await user.click(screen.getByRole("link", { name: "Roles" }));
    await shown(() => screen.findByText(/What you answered in it is lost/));
    await user.click(screen.getByRole("button", { name: "Stay" }));
    await waitFor(() => expect(screen.queryByText(/What you answered in it is lost/)).toBeNull());
    await user.click(screen.getByRole("link", { name: "Roles" }));
    await user.click(await screen.findByTestId("confirm-leave"));
    await heading("Roles");
  });

  test("is finished when the time is up, and tells the time now and then", async () => {
    const { backend } = await begin();
    const now = performance.now();
    const clockOf = vi.spyOn(performance, "now");
    clockOf.mockReturnValue(now + 35.5 * 60 * 1000);
    await act(() => new Promise((done) => setTimeout(done, 1100)));
    expect(screen.getAllByText("5 minutes left")).not.toHaveLength(0);
    clockOf.mockReturnValue(now + 41 * 60 * 1000);
    await heading("Result of the timed set");
    expect(called(backend, "finish_set")).toHaveLength(1);
    expect(called(backend, "finish_set")[0]?.seconds).toBe(2400);
    clockOf.mockRestore();
  });

  test("writes times as a clock and as words", () => {
    expect(clock(605)).toBe("10:05");
    expect(clock(-1)).toBe("0:00");
    expect(spoken(300)).toBe("5 minutes");
    expect(spoken(1)).toBe("1 second");
  });
});

describe("a scenario", () => {
  test("is opened, scored, and its hints stand at its goals", async () => {
    const { user, backend } = await openApp("#/study/scenarios/stranger-in-the-trust");
    await shown(() => screen.findByText(/The labelling project ended in spring/));
    expect(screen.queryByTestId("score")).toBeNull();
    await user.click(screen.getByTestId("start-study"));
    await waitFor(() => expect(screen.getByTestId("account-band")).toHaveTextContent("Scenario: A stranger"));
    await user.click(await screen.findByTestId("score"));
    await shown(async () => (await screen.findAllByText("Score: 33 %"))[0] as HTMLElement);
    expect(screen.getAllByText("A role still names the other account.")[0]).toBeVisible();
    backend.roles = backend.roles.filter(({ name }) => name !== "partner-labelling");
    await user.click(screen.getByTestId("score-panel"));
    await shown(async () => (await screen.findAllByText("Score: 67 %"))[0] as HTMLElement);
  });

  test("tells what went red on the way, and which lessons help", async () => {
    const { user } = await openApp("#/study/scenarios/the-key-that-nobody-opens");
    await user.click(await screen.findByTestId("start-study"));
    await user.click(await screen.findByTestId("score"));
    const red = await screen.findByRole("list", { name: "What went red on the way" });
    expect(red).toHaveTextContent("EN-12");
    expect(screen.getByRole("link", { name: "Keys: encryption at rest with KMS" })).toBeVisible();
  });
});

describe("Explain this", () => {
  test("opens the lesson's section at a finding, and leads to the lesson", async () => {
    const { user } = await openApp(
      `#/checklist/${encodeURIComponent("LP-05/arn:aws:iam::111122223333:role/MLTrainingRole")}`,
    );
    await user.click(await screen.findByRole("button", { name: /^Explain this: LP-05/ }));
    await shown(() => screen.findByText(/two principals are at work/));
    await user.click(screen.getByRole("link", { name: /^Two principals/ }));
    await heading(/^1\. Two principals/);
  });

  test("is not there where no lesson speaks of it", async () => {
    const { backend } = await openApp(
      `#/checklist/${encodeURIComponent("BK-01/arn:aws:s3:::example-fraud-scores")}`,
    );
    await screen.findByText("Why it matters");
    await waitFor(() => expect(called(backend, "explain")).toContainEqual({ subject: "check:BK-01" }));
    expect(screen.queryByRole("button", { name: /^Explain this/ })).toBeNull();
  });

  test("stands at a link of a chain", async () => {
    const { user } = await openApp("#/workloads/MLTrainingRole?link=role%3Ebucket-in%3Areads%20objects");
    await user.click(await screen.findByRole("button", { name: /^Explain this: Role MLTrainingRole reads/ }));
    await shown(() => screen.findByText(/two principals are at work/));
  });
});
