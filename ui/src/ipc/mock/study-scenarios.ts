import type { ChainView } from "../../bindings/ChainView";
import type { RoleView } from "../../bindings/RoleView";
import type { ScenarioRow } from "../../bindings/ScenarioRow";
import { LESSON_ROLE, lessonChain } from "./study-lessons";

interface MockGoal {
  title: string;
  hint: string;
  holds: (roles: readonly RoleView[]) => boolean;
}

export interface MockScenario {
  row: Omit<ScenarioRow, "best">;
  story: string;
  goals: MockGoal[];
  reddened: string[];
  chain: (roles: readonly RoleView[]) => ChainView | null;
  lessons: string[];
  sources: string[];
}

const has = (roles: readonly RoleView[], name: string) => roles.some((role) => role.name === name);
const guarded = (roles: readonly RoleView[]) =>
  roles.find(({ name }) => name === LESSON_ROLE)?.trust.document?.includes("aws:SourceAccount") ?? false;

export const mockScenarios: MockScenario[] = [
  {
    row: {
      id: "stranger-in-the-trust",
      number: 1,
      title: "A stranger in the trust policy",
      level: "easy",
      minutes: 10,
      goals: 3,
    },
    story:
      "The labelling project ended in spring. Last night its partner's account opened a session in yours, and nobody knows why that still works.\n\nThe nightly training must go on. Shut the door without breaking it.",
    goals: [
      {
        title: "The partner's account comes in no more",
        hint: "A role still names the other account.",
        holds: (roles) => !has(roles, "partner-labelling"),
      },
      {
        title: "The nightly training still has its role",
        hint: "The role of the training is gone.",
        holds: (roles) => has(roles, LESSON_ROLE),
      },
      {
        title: "SageMaker comes only on behalf of this account",
        hint: "A trust policy names SageMaker and no account.",
        holds: guarded,
      },
    ],
    reddened: [],
    chain: (roles) => lessonChain(guarded(roles) ? "holds" : "weak"),
    lessons: ["trust", "two-principals"],
    sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"],
  },
  {
    row: {
      id: "the-key-that-nobody-opens",
      number: 2,
      title: "The key that nobody opens",
      level: "medium",
      minutes: 20,
      goals: 2,
    },
    story: "Since the key policy was tidied up, no job reads its data any more.",
    goals: [
      { title: "The job reads its data", hint: "The key still refuses the role.", holds: () => false },
      { title: "Nobody else was let in", hint: "The key is open to everybody.", holds: () => true },
    ],
    reddened: ["EN-12: the key alias/churn-data is everybody's."],
    chain: () => lessonChain("holds"),
    lessons: ["keys"],
    sources: ["https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html"],
  },
  {
    row: {
      id: "left-in-a-hurry",
      number: 3,
      title: "Left in a hurry",
      level: "hard",
      minutes: 45,
      goals: 1,
    },
    story: "An account that somebody left in a hurry: find what is open, and close it.",
    goals: [
      {
        title: "No role is an administrator",
        hint: "One still is.",
        holds: (roles) => !has(roles, "notebook-admin"),
      },
    ],
    reddened: [],
    chain: () => null,
    lessons: ["final"],
    sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"],
  },
];
