//! KMS.

pub mod calls;

pub use crate::target::Target;

impl Target {
    pub fn kms(&self) -> aws_sdk_kms::Client {
        aws_sdk_kms::Client::new(&self.sdk)
    }
}

crate::cases! {
    "kms";
    calls {
        a_key_is_made_and_named,
        an_alias_comes_and_goes,
    }
}
