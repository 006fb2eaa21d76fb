import type { EndpointChangeInput } from "../../bindings/EndpointChangeInput";
import type { EndpointInput } from "../../bindings/EndpointInput";
import type { EndpointView } from "../../bindings/EndpointView";
import type { NetworkNeedsView } from "../../bindings/NetworkNeedsView";
import type { NetworkNeedView } from "../../bindings/NetworkNeedView";
import type { NetworkView } from "../../bindings/NetworkView";
import type { PlacementInput } from "../../bindings/PlacementInput";
import type { PlanStepView } from "../../bindings/PlanStepView";
import type { PlanView } from "../../bindings/PlanView";

const VPC = "vpc-0a11ce0000000001";
const service = (name: string) => `com.amazonaws.eu-west-1.${name}`;

const everything = JSON.stringify(
  { Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] },
  null,
  2,
);

const endpoint = (part: Partial<EndpointView> & Pick<EndpointView, "id" | "service">): EndpointView => ({
  name: null,
  vpc: VPC,
  kind: "interface",
  state: "available",
  subnets: [],
  groups: [],
  routeTables: [],
  policy: everything,
  policySupported: true,
  privateDns: false,
  dnsNames: [],
  requesterManaged: false,
  created: "2026-05-04T09:30:00Z",
  tags: [{ key: "Project", value: "ml-platform" }],
  monthlyCost: 0,
  ...part,
});

const subnet = (letter: string, zone: string, at: number, isPublic = false) => ({
  id: `subnet-0a11ce000000000${letter}`,
  name: isPublic ? `ml-public-${letter}` : `ml-private-${letter}`,
  vpc: VPC,
  zone: `eu-west-1${zone}`,
  cidr: `10.20.${at}.0/24`,
  freeAddresses: 239,
  isPublic,
  routeTable: isPublic ? "rtb-public" : letter === "c" ? "rtb-private-c" : "rtb-private",
});

export const seedNetwork = (): NetworkView => ({
  region: "eu-west-1",
  vpcs: [
    {
      id: VPC,
      name: "ml-workloads",
      cidrs: ["10.20.0.0/16"],
      isDefault: false,
      dnsSupport: true,
      dnsHostnames: true,
      zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    },
    {
      id: "vpc-default",
      name: null,
      cidrs: ["172.31.0.0/16"],
      isDefault: true,
      dnsSupport: true,
      dnsHostnames: null,
      zones: [],
    },
  ],
  subnets: [subnet("a", "a", 0), subnet("d", "a", 200, true), subnet("b", "b", 16), subnet("c", "c", 32)],
  routeTables: [
    {
      id: "rtb-private",
      name: "ml-private",
      vpc: VPC,
      main: false,
      subnets: ["subnet-0a11ce000000000a", "subnet-0a11ce000000000b"],
      routes: [
        { destination: "10.20.0.0/16", target: "local", active: true },
        { destination: service("s3"), target: "vpce-s3", active: true },
      ],
    },
    {
      id: "rtb-private-c",
      name: "ml-private-c",
      vpc: VPC,
      main: false,
      subnets: ["subnet-0a11ce000000000c"],
      routes: [{ destination: "10.20.0.0/16", target: "local", active: true }],
    },
    {
      id: "rtb-public",
      name: "ml-public",
      vpc: VPC,
      main: true,
      subnets: ["subnet-0a11ce000000000d"],
      routes: [{ destination: "0.0.0.0/0", target: "igw-1", active: true }],
    },
  ],
  groups: [
    {
      id: "sg-training",
      name: "ml-training",
      description: "Training and processing jobs",
      vpc: VPC,
      ingress: [
        { words: "all traffic with ml-training (sg-training)", description: "Between instances of a job" },
      ],
      egress: [{ words: "all traffic with 0.0.0.0/0", description: null }],
      interfaceCount: 0,
    },
    {
      id: "sg-endpoints",
      name: "ml-endpoints",
      description: "Interface endpoints",
      vpc: VPC,
      ingress: [{ words: "HTTPS (tcp 443) with ml-training (sg-training)", description: "HTTPS from jobs" }],
      egress: [],
      interfaceCount: 3,
    },
  ],
  endpoints: [
    endpoint({
      id: "vpce-kms",
      name: "ml-kms",
      service: service("kms"),
      subnets: ["subnet-0a11ce000000000a", "subnet-0a11ce000000000b", "subnet-0a11ce000000000c"],
      groups: ["sg-endpoints"],
      dnsNames: ["vpce-kms-1234.kms.eu-west-1.vpce.amazonaws.com"],
      monthlyCost: 21.9,
    }),
    endpoint({
      id: "vpce-s3",
      name: "ml-s3",
      service: service("s3"),
      kind: "gateway",
      routeTables: ["rtb-private"],
    }),
  ],
  services: ["kms", "logs", "s3", "sagemaker.api", "sts"].map((name) => ({
    name: service(name),
    kind: name === "s3" ? "gateway" : "interface",
    zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    privateDns: name !== "s3",
    policySupported: true,
  })),
  notices: [],
  price: {
    hour: 0.01,
    gigabyte: 0.01,
    date: "2026-11-26",
    source: "https://aws.amazon.com/privatelink/pricing/ (US East)",
    estimate: true,
  },
  readAt: "2026-11-25T08:00:00Z",
});

const need = (short: string, purpose: string, part: Partial<NetworkNeedView>): NetworkNeedView => ({
  service: service(short),
  short,
  purpose,
  always: false,
  wanted: false,
  state: "missing",
  kind: "interface",
  endpoint: null,
  faults: [],
  canFix: true,
  ...part,
});

/** The manners of an answer; what a workload really needs is the application's to say. */
function needs({ uses }: PlacementInput): NetworkNeedsView {
  const all = [
    need("s3", "Reads data and writes results", {
      always: true,
      wanted: true,
      kind: "gateway",
      state: "unusable",
      endpoint: "vpce-s3",
      faults: [
        {
          code: "NO_ROUTE",
          place: "rtb-private-c",
          blocks: true,
          message: "The route table ml-private-c (rtb-private-c) has no route to ml-s3 (vpce-s3).",
        },
      ],
    }),
    need("kms", "Encrypts and decrypts in code", {
      state: "unusable",
      endpoint: "vpce-kms",
      faults: [
        {
          code: "NO_PRIVATE_DNS",
          place: "vpce-kms",
          blocks: true,
          message:
            "Private DNS is off: code that calls kms by its usual name does not reach ml-kms (vpce-kms).",
        },
      ],
    }),
    need("sts", "Asks who one is and assumes roles", {}),
  ].map((each) => ({ ...each, wanted: each.wanted || uses.includes(each.short) }));
  return {
    needs: all,
    unmet: all.filter(({ wanted }) => wanted).length,
    canFix: true,
    addedCost: uses.includes("sts") ? 21.9 : 0,
    notices: [],
  };
}

const step = (number: number, action: string, words: string): PlanStepView => ({
  number,
  action,
  words,
  cli: `aws ec2 ${action
    .replace("ec2:", "")
    .replace(/\B[A-Z]/g, "-$&")
    .toLowerCase()}`,
  undoWords: `Take back: ${words}`,
  undoCli: null,
});

interface Answer {
  result: unknown;
  plan?: PlanView;
  done?: () => void;
}

/** What the mocked account answers about its network; nothing for other commands. */
export function answerNetwork(
  network: NetworkView,
  command: string,
  args: Record<string, unknown>,
  base: Pick<PlanView, "id" | "accountId">,
): Answer | undefined {
  const id = String(args.id ?? "");
  const plan = (title: string, steps: PlanStepView[], consequences: string[] = []): PlanView => ({
    ...base,
    title,
    steps,
    consequences,
    documents: [],
  });
  switch (command) {
    case "get_network":
      return { result: network };
    case "network_needs":
      return { result: needs(args.input as PlacementInput) };
    case "plan_network_needs": {
      const made = plan("Endpoints for training jobs", [
        step(1, "ec2:ModifyVpcEndpoint", "Change the endpoint vpce-s3: add rtb-private-c."),
      ]);
      return {
        result: made,
        plan: made,
        done: () =>
          network.endpoints.find((each) => each.id === "vpce-s3")?.routeTables.push("rtb-private-c"),
      };
    }
    case "plan_endpoint_creation": {
      const input = args.input as EndpointInput;
      const made = plan(
        `Create an endpoint for ${input.service}`,
        [step(1, "ec2:CreateVpcEndpoint", `Create an endpoint for ${input.service}.`)],
        ["The endpoint costs about 21.90 US dollars a month, and more by what goes through it."],
      );
      const { policy: _, ...rest } = input;
      const done = () => network.endpoints.push(endpoint({ ...rest, id: "vpce-new" }));
      return { result: made, plan: made, done: () => void done() };
    }
    case "plan_endpoint_change": {
      const made = plan(`Change the endpoint ${id}`, [
        step(1, "ec2:ModifyVpcEndpoint", `Change the endpoint ${id}.`),
      ]);
      const input = args.input as EndpointChangeInput;
      const done = () => {
        const found = network.endpoints.find((each) => each.id === id);
        if (!found) return;
        for (const [key, value] of Object.entries(input))
          if (value !== null) Object.assign(found, { [key]: value });
      };
      return { result: made, plan: made, done };
    }
    case "plan_endpoint_deletion": {
      const made = plan(
        `Delete the endpoint ${id}`,
        [step(1, "ec2:DeleteVpcEndpoints", `Delete the endpoint ${id}.`)],
        ["Undoing makes an endpoint with another id."],
      );
      const cutOff = [
        {
          subnet: "ml-private-a (subnet-0a11ce000000000a)",
          groups: ["ml-training (sg-training)"],
          always: ["training jobs"],
          maybe: [],
        },
      ];
      const done = () => {
        network.endpoints = network.endpoints.filter((each) => each.id !== id);
      };
      return { result: { plan: made, cutOff }, plan: made, done };
    }
    case "set_endpoint_price": {
      const own = args.own as [number, number] | null;
      network.price = own
        ? { hour: own[0], gigabyte: own[1], date: "2026-11-25", source: "Entered here", estimate: false }
        : seedNetwork().price;
      return { result: network.price };
    }
    default:
      return undefined;
  }
}
