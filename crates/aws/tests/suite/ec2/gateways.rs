//! Gateway endpoints and the routes that come with them.

use aws_sdk_ec2::types::VpcEndpointType;

use super::{REGION, Target, name};

/// The targets of a table's routes to prefix lists.
async fn routes(t: &Target, table: &str) -> Vec<String> {
    let answer = t.ec2().describe_route_tables().route_table_ids(table).send().await.unwrap();
    let routes = answer.route_tables()[0].routes().iter();
    let to_lists = routes.filter(|route| route.destination_prefix_list_id().is_some());
    to_lists.map(|route| route.gateway_id().unwrap().to_owned()).collect()
}

async fn gateway(t: &Target, tables: Vec<String>) -> String {
    let request = t.ec2().create_vpc_endpoint().vpc_id(t.vpc().await).service_name(name("s3"));
    let made = request.set_route_table_ids(Some(tables)).send().await.unwrap().vpc_endpoint.unwrap();
    made.vpc_endpoint_id.unwrap()
}

pub async fn a_gateway_comes_and_goes_with_its_route(t: Target) {
    let table = t.table().await;
    let id = gateway(&t, vec![table.clone()]).await;
    let endpoint = t.endpoint(&id).await;
    assert_eq!(endpoint.vpc_endpoint_type(), Some(&VpcEndpointType::Gateway));
    assert_eq!(endpoint.route_table_ids(), std::slice::from_ref(&table));
    assert_eq!(routes(&t, &table).await, std::slice::from_ref(&id));
    let modify = || t.ec2().modify_vpc_endpoint().vpc_endpoint_id(&id);
    modify().remove_route_table_ids(&table).send().await.unwrap();
    assert!(routes(&t, &table).await.is_empty());
    modify().add_route_table_ids(&table).send().await.unwrap();
    assert_eq!(routes(&t, &table).await, std::slice::from_ref(&id));
    t.ec2().delete_vpc_endpoints().vpc_endpoint_ids(&id).send().await.unwrap();
    assert!(routes(&t, &table).await.is_empty());
}

pub async fn a_table_has_one_route_to_a_service(t: Target) {
    let table = t.table().await;
    gateway(&t, vec![table.clone()]).await;
    let lists = t.ec2().describe_prefix_lists().filters(super::filter("prefix-list-name", &name("s3")));
    let list = lists.send().await.unwrap().prefix_lists()[0].prefix_list_id().unwrap().to_owned();
    let request = t.ec2().create_vpc_endpoint().vpc_id(t.vpc().await).service_name(name("s3"));
    let refused = request.route_table_ids(&table).send().await;
    t.refused(
        refused,
        "RouteAlreadyExists",
        &format!("route table {table} already has a route with destination-prefix-list-id {list}"),
    );
}

pub async fn a_kind_that_the_service_has_not_is_refused(t: Target) {
    let refused = t.ec2().create_vpc_endpoint().vpc_id(t.vpc().await).service_name(name("kms")).send().await;
    t.refused(
        refused,
        "InvalidParameter",
        "Endpoint type (Gateway) does not match available service types ([Interface]).",
    );
    let refused = t.ec2().create_vpc_endpoint().vpc_id(t.vpc().await).service_name(name("teapot")).send().await;
    t.refused(
        refused,
        "InvalidServiceName",
        &format!("The Vpc Endpoint Service 'com.amazonaws.{REGION}.teapot' does not exist"),
    );
}

pub async fn subnets_are_not_for_gateways(t: Target) {
    let (subnet, _) = t.subnets().await.remove(0);
    let request = t.ec2().create_vpc_endpoint().vpc_id(t.vpc().await).service_name(name("s3")).subnet_ids(subnet);
    t.refused(
        request.send().await,
        "InvalidParameter",
        "Subnets and security groups are not supported for gateway endpoints.",
    );
}
