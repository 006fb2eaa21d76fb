import type { HelpTopic } from "../../shell/help";

export const networkHelp: HelpTopic = {
  title: "Network",
  body: (
    <>
      <p>
        A workload in a VPC without internet reaches AWS's services only through <b>VPC endpoints</b>.
      </p>
      <h3>Gateway or interface</h3>
      <p>
        A <i>gateway</i> endpoint is a route to S3 or DynamoDB. It costs nothing, and each route table needs
        it. An <i>interface</i> endpoint is an address in your subnets, one in each Availability Zone, with
        security groups of its own; it costs by hour, zone and gigabyte.
      </p>
      <h3>What must hold</h3>
      <p>
        For an interface endpoint: private DNS is on, the workload's group lets HTTPS (tcp 443) out, and the
        endpoint's group lets it in. For a gateway: the subnet's route table has its route, and the group lets
        HTTPS out to the service's prefix list. Network ACLs are not looked at here.
      </p>
      <h3>What it costs</h3>
      <p>
        The price has a date and a source, and can be replaced by your own. Prices differ by Region; an
        estimate says that it is one.
      </p>
    </>
  ),
  reading: [
    {
      text: "Train in a VPC",
      url: "https://docs.aws.amazon.com/sagemaker/latest/dg/train-vpc.html",
    },
    {
      text: "Access AWS services through AWS PrivateLink",
      url: "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html",
    },
  ],
};

export const endpointHelp: HelpTopic = {
  title: "An endpoint",
  body: (
    <>
      <p>
        <b>The policy</b> says what may go through. It grants nothing: what it does not allow is stopped here,
        whatever roles and buckets allow.
      </p>
      <p>
        <b>Private DNS</b> makes the service's usual name mean this endpoint for everything in the VPC. Only
        one endpoint of a service can have it.
      </p>
      <h3>Deleting</h3>
      <p>
        Before an endpoint goes you see the subnets that no longer reach the service. Undoing makes one with
        another id: policies that name the id in aws:SourceVpce must then be changed.
      </p>
    </>
  ),
  reading: [
    {
      text: "Control access with endpoint policies",
      url: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
    },
  ],
};
