//! Which of our checks cover those of two other linters: parliament and iam-policy-validator. The names of their
//! checks are theirs; nothing else is.
//!
//! Sources: <https://github.com/duo-labs/parliament>, <https://pypi.org/project/iam-policy-validator/>

use std::collections::BTreeSet;

use gatehouse_policy::lint::checks;

/// parliament's findings. `EXCEPTION` has none of ours: a text that makes the linter fail is a fault of it, and
/// `tests/corpus.rs` looks for one.
const PARLIAMENT: &[(&str, &[&str])] = &[
    ("MALFORMED_JSON", &["JSON_SYNTAX_ERROR"]),
    (
        "MALFORMED",
        &[
            "DATA_TYPE_MISMATCH",
            "INVALID_POLICY_ELEMENT",
            "DUPLICATE_ELEMENT",
            "UNSUPPORTED_ELEMENT_COMBINATION",
            "MISSING_STATEMENT",
            "MISSING_EFFECT",
            "INVALID_EFFECT",
            "MISSING_ACTION",
            "MISSING_RESOURCE",
        ],
    ),
    ("DUPLICATE_SID", &["UNIQUE_SIDS_REQUIRED", "UNIQUE_SIDS_RECOMMENDED"]),
    ("RESOURCE_POLICY_PRIVILEGE_ESCALATION", &["RESOURCE_POLICY_PRIVILEGE_ESCALATION"]),
    ("UNKNOWN_PRINCIPAL", &["INVALID_PRINCIPAL_FORMAT", "INVALID_PRINCIPAL_KEY", "UNSUPPORTED_WILDCARD_IN_PRINCIPAL"]),
    (
        "UNKNOWN_FEDERATION_SOURCE",
        &["INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY", "MISMATCHED_ACTION_FOR_PRINCIPAL"],
    ),
    ("MISMATCHED_TYPE_OPERATION_TO_NULL", &["TYPE_MISMATCH_BOOLEAN", "NULL_WITH_QUALIFIER", "NULL_WITH_IF_EXISTS"]),
    (
        "MISMATCHED_TYPE",
        &[
            "TYPE_MISMATCH",
            "TYPE_MISMATCH_NUMBER",
            "TYPE_MISMATCH_DATE",
            "TYPE_MISMATCH_STRING",
            "TYPE_MISMATCH_IP_RANGE",
        ],
    ),
    ("MISMATCHED_TYPE_BUT_USABLE", &["TYPE_MISMATCH_BUT_USABLE", "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS"]),
    (
        "UNKNOWN_CONDITION_FOR_ACTION",
        &["UNSUPPORTED_ACTION_FOR_CONDITION_KEY", "MISSING_ACTION_FOR_CONDITION_KEY", "CONDITION_KEY_NOT_CARRIED"],
    ),
    ("BAD_PATTERN_FOR_MFA", &["MFA_BOOL_IF_EXISTS", "MFA_DENY_WITHOUT_IF_EXISTS", "MFA_NULL"]),
    (
        "INVALID_ARN",
        &["INVALID_ARN_PREFIX", "MISSING_ARN_FIELD", "INVALID_PARTITION", "INVALID_ARN_REGION", "INVALID_ARN_ACCOUNT"],
    ),
    ("INVALID_VERSION", &["INVALID_VERSION"]),
    ("RESOURCE_MISMATCH", &["RESOURCE_MISMATCH", "WILDCARD_ONLY_ACTION"]),
    ("UNKNOWN_OPERATOR", &["INVALID_CONDITION_OPERATOR"]),
    ("UNKNOWN_ACTION", &["INVALID_ACTION", "UNKNOWN_ACTION", "RETIRED_ACTION"]),
    ("UNKNOWN_PREFIX", &["INVALID_SERVICE_IN_ACTION", "UNKNOWN_SERVICE"]),
    ("INVALID_SID", &["UNSUPPORTED_SID"]),
    ("NO_VERSION", &["MISSING_VERSION"]),
    ("OLD_VERSION", &["OLD_VERSION"]),
    ("RESOURCE_STAR", &["RESOURCE_STAR"]),
    ("RESOURCE_EFFECTIVELY_STAR", &["RESOURCE_EFFECTIVELY_STAR"]),
];

/// The modules of iam-policy-validator.
const VALIDATOR: &[(&str, &[&str])] = &[
    (
        "action_condition_enforcement",
        &[
            "PASS_ROLE_WITHOUT_PASSED_TO_SERVICE",
            "KMS_CREATE_GRANT_UNLIMITED",
            "METRICS_WITHOUT_NAMESPACE",
            "TRUST_CONFUSED_DEPUTY",
            "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL",
        ],
    ),
    ("action_resource_matching", &["RESOURCE_MISMATCH", "WILDCARD_ONLY_ACTION"]),
    ("action_validation", &["INVALID_ACTION", "UNKNOWN_ACTION", "RETIRED_ACTION", "INVALID_SERVICE_IN_ACTION"]),
    (
        "condition_key_validation",
        &[
            "INVALID_GLOBAL_CONDITION_KEY",
            "INVALID_SERVICE_CONDITION_KEY",
            "INVALID_CONDITION_KEY_FORMAT",
            "UNKNOWN_CONDITION_KEY",
            "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
        ],
    ),
    ("condition_type_mismatch", &["TYPE_MISMATCH", "TYPE_MISMATCH_BUT_USABLE", "INVALID_CONDITION_DATA_TYPE"]),
    ("full_wildcard", &["ADMIN_ACCESS"]),
    ("ifexists_condition_usage", &["ALLOW_WITH_IF_EXISTS", "MFA_BOOL_IF_EXISTS", "NULL_WITH_IF_EXISTS"]),
    ("mfa_condition_antipattern", &["MFA_BOOL_IF_EXISTS", "MFA_DENY_WITHOUT_IF_EXISTS", "MFA_NULL"]),
    ("not_action_not_resource", &["ALLOW_WITH_NOT_ACTION", "ALLOW_WITH_NOT_RESOURCE"]),
    ("not_principal_validation", &["ALLOW_WITH_NOT_PRINCIPAL", "DENY_WITH_NOT_PRINCIPAL"]),
    (
        "policy_size",
        &[
            "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
            "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA",
            "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA",
            "POLICY_SIZE_EXCEEDS_SESSION_POLICY_QUOTA",
            "POLICY_SIZE_EXCEEDS_SCP_QUOTA",
            "POLICY_SIZE_EXCEEDS_RCP_QUOTA",
        ],
    ),
    ("policy_structure", &["INVALID_POLICY_ELEMENT", "DATA_TYPE_MISMATCH", "MISSING_EFFECT", "INVALID_VERSION"]),
    (
        "policy_type_validation",
        &[
            "UNSUPPORTED_PRINCIPAL",
            "MISSING_PRINCIPAL",
            "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE",
            "SCP_SYNTAX_ERROR_PRINCIPAL",
            "RCP_SYNTAX_ERROR_PRINCIPAL",
            "RCP_SYNTAX_ERROR_ALLOW",
            "RCP_SYNTAX_ERROR_ACTION",
        ],
    ),
    ("principal_validation", &["INVALID_PRINCIPAL_FORMAT", "INVALID_SERVICE_PRINCIPAL_FORMAT", "PUBLIC_ACCESS"]),
    (
        "rcp_best_practices",
        &[
            "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY",
            "RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY",
            "RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK",
        ],
    ),
    ("resource_validation", &["INVALID_ARN_PREFIX", "INVALID_ARN_RESOURCE", "UNKNOWN_ARN_RESOURCE"]),
    (
        "sensitive_action",
        &["SENSITIVE_ACTION", "PRIVILEGE_ESCALATION", "PRIVILEGE_ESCALATION_BY_PASSED_ROLE", "SECRET_VALUES_OF_ALL"],
    ),
    ("service_wildcard", &["SERVICE_WILDCARD"]),
    (
        "set_operator_validation",
        &[
            "MISSING_QUALIFIER",
            "FORALLVALUES_WITH_SINGLE_VALUED_KEY",
            "FORANYVALUE_WITH_SINGLE_VALUED_KEY",
            "FORALLVALUES_WITHOUT_NULL",
            "NULL_WITH_QUALIFIER",
        ],
    ),
    ("sid_uniqueness", &["UNIQUE_SIDS_REQUIRED", "UNIQUE_SIDS_RECOMMENDED", "UNSUPPORTED_SID"]),
    (
        "trust_policy_validation",
        &[
            "MISMATCHED_ACTION_FOR_PRINCIPAL",
            "UNSUPPORTED_ACTION_IN_TRUST_POLICY",
            "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL",
        ],
    ),
    ("wildcard_action", &["ADMIN_ACCESS", "WILDCARD_ACTION"]),
    ("wildcard_resource", &["RESOURCE_STAR", "RESOURCE_EFFECTIVELY_STAR"]),
];

#[test]
fn each_check_of_theirs_has_one_of_ours() {
    let ours: BTreeSet<&str> = checks().map(|(_, check)| check.code).collect();
    assert_eq!((PARLIAMENT.len(), VALIDATOR.len()), (22, 23));
    for (theirs, codes) in PARLIAMENT.iter().chain(VALIDATOR) {
        assert!(!codes.is_empty(), "{theirs}");
        for code in *codes {
            assert!(ours.contains(code), "{theirs}: {code}");
        }
    }
}
