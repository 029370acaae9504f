//! Signatures of tokens (RFC 7518), checked by ring: those of a pair of keys only. One with a shared
//! secret could be made by everybody who can check it.

use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error, ErrorKind, new_error};
use jsonwebtoken::signature::{Error as SignatureError, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, DecodingKeyKind, EncodingKey};
use ring::signature::{
    self as ring_signature, RsaPublicKeyComponents, UnparsedPublicKey,
};

/// Checks signatures for the crate of the tokens; it signs nothing.
static CHECKER: CryptoProvider = CryptoProvider {
    signer_factory: signs_nothing,
    verifier_factory: checker,
    key_utils: KeyUtils::new_unimplemented(),
};

/// Makes the crate of the tokens use this file. Once is enough; more does no harm.
pub(super) fn install() {
    // It only fails where it is installed already, and nothing else of this program does that.
    let _ = CHECKER.install_default();
}

/// How ring checks the signatures of an algorithm; `None` for one with a shared secret.
fn checked_by(algorithm: Algorithm) -> Option<CheckedBy> {
    use CheckedBy::{Curve, Rsa};
    Some(match algorithm {
        Algorithm::RS256 => Rsa(&ring_signature::RSA_PKCS1_2048_8192_SHA256),
        Algorithm::RS384 => Rsa(&ring_signature::RSA_PKCS1_2048_8192_SHA384),
        Algorithm::RS512 => Rsa(&ring_signature::RSA_PKCS1_2048_8192_SHA512),
        Algorithm::PS256 => Rsa(&ring_signature::RSA_PSS_2048_8192_SHA256),
        Algorithm::PS384 => Rsa(&ring_signature::RSA_PSS_2048_8192_SHA384),
        Algorithm::PS512 => Rsa(&ring_signature::RSA_PSS_2048_8192_SHA512),
        Algorithm::ES256 => Curve(&ring_signature::ECDSA_P256_SHA256_FIXED),
        Algorithm::ES384 => Curve(&ring_signature::ECDSA_P384_SHA384_FIXED),
        Algorithm::EdDSA => Curve(&ring_signature::ED25519),
        _ => return None,
    })
}

/// Whether signatures of an algorithm are taken.
pub(super) fn is_taken(algorithm: Algorithm) -> bool {
    checked_by(algorithm).is_some()
}

#[derive(Clone, Copy)]
enum CheckedBy {
    Rsa(&'static ring_signature::RsaParameters),
    Curve(&'static dyn ring_signature::VerificationAlgorithm),
}

struct Checker {
    algorithm: Algorithm,
    by: CheckedBy,
    key: DecodingKey,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the crate says so")]
fn checker(
    algorithm: &Algorithm,
    key: &DecodingKey,
) -> Result<Box<dyn JwtVerifier>, Error> {
    // A key of another kind than the algorithm says is never tried.
    match checked_by(*algorithm).filter(|_| key.family() == algorithm.family()) {
        Some(by) => Ok(Box::new(Checker { algorithm: *algorithm, by, key: key.clone() })),
        None => Err(new_error(ErrorKind::UnsupportedAlgorithm)),
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the crate says so")]
fn signs_nothing(_: &Algorithm, _: &EncodingKey) -> Result<Box<dyn JwtSigner>, Error> {
    Err(new_error(ErrorKind::UnsupportedAlgorithm))
}

impl Verifier<Vec<u8>> for Checker {
    fn verify(&self, message: &[u8], signed: &Vec<u8>) -> Result<(), SignatureError> {
        let checked = match (self.by, self.key.kind()) {
            (CheckedBy::Rsa(by), DecodingKeyKind::RsaModulusExponent { n, e }) => {
                RsaPublicKeyComponents { n, e }.verify(by, message, signed)
            }
            (CheckedBy::Curve(by), DecodingKeyKind::SecretOrDer(key)) => {
                UnparsedPublicKey::new(by, key).verify(message, signed)
            }
            _ => Err(ring::error::Unspecified),
        };
        checked.map_err(|_| SignatureError::new())
    }
}

impl JwtVerifier for Checker {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}
