import type { Persona } from "../../bindings/Persona";

export const personas: readonly { value: Persona; label: string; description: string }[] = [
  {
    value: "compute",
    label: "A job alone",
    description: "Training, processing and hosting run as this role. Nobody works with it by hand.",
  },
  {
    value: "dataScientist",
    label: "Data scientist",
    description: "A person who explores data, trains models and compares them.",
  },
  {
    value: "mlOps",
    label: "MLOps",
    description: "A person or a pipeline that puts models into operation and watches over them.",
  },
  { value: "custom", label: "Custom", description: "None of these: you choose each activity yourself." },
];

export const personaWord = (persona: Persona) =>
  personas.find(({ value }) => value === persona)?.label ?? persona;
