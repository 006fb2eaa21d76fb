"""The ids of a network that the account at AWS_ENDPOINT_URL has."""

import json
import sys

import boto3

ec2 = boto3.client("ec2", region_name=sys.argv[1])
vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
of_vpc = [{"Name": "vpc-id", "Values": [vpc]}]
json.dump({
    "vpc": vpc,
    "subnets": [subnet["SubnetId"] for subnet in ec2.describe_subnets(Filters=of_vpc)["Subnets"]][:2],
    "security_group": ec2.describe_security_groups(Filters=of_vpc)["SecurityGroups"][0]["GroupId"],
    "route_table": ec2.describe_route_tables(Filters=of_vpc)["RouteTables"][0]["RouteTableId"],
}, sys.stdout)
