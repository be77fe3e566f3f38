//! A certificate authority of a test, and the certificates that it signs.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, IsCa, KeyPair, KeyUsagePurpose,
};
use std::sync::Arc;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;

/// An authority that nobody trusts but who has its certificate.
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    /// # Panics
    /// When the library refuses to sign, which it has no reason to.
    pub fn new() -> Self {
        let mut parameters = named("an authority", &[]);
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let key = KeyPair::generate().expect("a key");
        Self(CertifiedIssuer::self_signed(parameters, key).expect("signs itself"))
    }

    /// Its certificate in PEM, for `SMTP_CA_FILE`.
    pub fn pem(&self) -> String {
        self.0.pem()
    }

    /// What a server needs to be `name`, a host or an address of the net.
    ///
    /// # Panics
    /// For a `name` that is neither.
    pub fn server(&self, name: &str) -> Arc<ServerConfig> {
        let key = KeyPair::generate().expect("a key");
        let certificate = named("a server", &[name]).signed_by(&key, &self.0).expect("signs");
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("the provider knows the versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key.into())
            .expect("the key belongs to the certificate");
        Arc::new(config)
    }
}

impl Default for Authority {
    fn default() -> Self {
        Self::new()
    }
}

fn named(who: &str, names: &[&str]) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let mut parameters = CertificateParams::new(names).expect("names of hosts");
    parameters.distinguished_name = DistinguishedName::new();
    parameters.distinguished_name.push(DnType::CommonName, who);
    parameters
}
