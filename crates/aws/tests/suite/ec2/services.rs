//! What endpoints can be made for.

use std::collections::BTreeSet;

use super::{REGION, Target, filter, name};

pub async fn s3_has_both_kinds(t: Target) {
    let answer = t.ec2().describe_vpc_endpoint_services().service_names(name("s3")).send().await.unwrap();
    let kinds: BTreeSet<&str> = answer
        .service_details()
        .iter()
        .flat_map(|detail| detail.service_type())
        .map(|kind| kind.service_type().unwrap().as_str())
        .collect();
    assert_eq!(kinds, BTreeSet::from(["Gateway", "Interface"]));
}

pub async fn interface_services_have_zones_and_private_names(t: Target) {
    for service in ["kms", "sagemaker.api", "logs", "ecr.dkr"] {
        let request = t.ec2().describe_vpc_endpoint_services().service_names(name(service));
        let answer = request.filters(filter("service-type", "Interface")).send().await.unwrap();
        let detail = &answer.service_details()[0];
        assert_eq!((detail.service_name(), detail.owner()), (Some(name(service).as_str()), Some("amazon")));
        assert_eq!(detail.availability_zones().len(), 3);
        assert!(detail.private_dns_name().unwrap().ends_with(&format!("{REGION}.amazonaws.com")), "{detail:?}");
        assert_eq!(detail.vpc_endpoint_policy_supported(), Some(true));
    }
}

pub async fn strange_services_are_refused(t: Target) {
    let refused = t.ec2().describe_vpc_endpoint_services().service_names(name("teapot")).send().await;
    t.refused(refused, "InvalidServiceName", &format!("The Vpc Endpoint Service '{}' does not exist", name("teapot")));
}

pub async fn prefix_lists_are_found_by_service(t: Target) {
    let answer = t.ec2().describe_prefix_lists().filters(filter("prefix-list-name", &name("s3"))).send().await.unwrap();
    let list = &answer.prefix_lists()[0];
    assert!(list.prefix_list_id().unwrap().starts_with("pl-") && !list.cidrs().is_empty());
}
