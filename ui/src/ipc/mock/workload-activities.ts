import type { ActivityView } from "../../bindings/ActivityView";

/** Some of what the application offers. */
export const activities: ActivityView[] = [
  {
    id: "run-studio",
    title: "Run Studio applications",
    description: "Open Studio, and start and stop its applications.",
    personas: ["dataScientist", "mlOps"],
  },
  {
    id: "manage-jobs",
    title: "Manage jobs",
    description: "Start, watch and stop training, processing and tuning jobs.",
    personas: ["dataScientist", "mlOps"],
  },
  {
    id: "manage-models",
    title: "Manage models",
    description: "Create models, and register versions of them.",
    personas: ["dataScientist", "mlOps"],
  },
  {
    id: "manage-endpoints",
    title: "Manage endpoints",
    description: "Create and change endpoints that serve models.",
    personas: ["mlOps"],
  },
  {
    id: "manage-experiments",
    title: "Manage experiments",
    description: "Keep track of trials, and compare them.",
    personas: ["dataScientist"],
  },
  {
    id: "publish-metrics",
    title: "Publish metrics",
    description: "Write figures of a job's own into CloudWatch.",
    personas: ["compute", "dataScientist", "mlOps"],
  },
];
