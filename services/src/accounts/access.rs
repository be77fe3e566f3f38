//! Tokens for clients without cookies: a signed access token (JWT, HS256) of ten minutes, and an
//! opaque refresh token that is good for one exchange.
//!
//! The tokens of one sign-in are a family, which the member finds among the devices. A refresh token
//! that comes back after it was exchanged was stolen, or its successor was: the family is revoked. Two
//! exchanges of one token at the same moment are a client with two windows: within a few seconds both
//! get the same successor, which is computed from the token and not drawn.

use super::actor::Way;
use super::store::{self, access as rows};
use super::{Actor, credentials, devices};
use crate::secrets;
use crate::{Error, Result, Services};
use domain::MemberId;
use domain::accounts::SignInForm;
use domain::error::ErrorCode;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use time::OffsetDateTime;

/// Seconds that an access token is good for.
pub const ACCESS_SECONDS: u32 = 600;
/// Days without an exchange after which a refresh token is over.
pub const IDLE_DAYS: i32 = 30;
/// Days after which a family is over in any case.
pub const ABSOLUTE_DAYS: i32 = 90;
/// Seconds within which an exchanged token still gets its successor.
const GRACE_SECONDS: i32 = 10;
/// Seconds that the clocks of two servers may differ.
const LEEWAY: u64 = 30;

const AUDIENCE: &str = "popcorn-geek";
/// The header's `typ` (RFC 9068), so that no other JWT is ever taken for an access token.
const TYPE: &str = "at+jwt";

/// What a client gets, once. Not printable.
pub struct TokenPair {
    /// Goes with each request.
    pub access: String,
    /// Is exchanged for the next pair by [`refresh`].
    pub refresh: String,
    /// Seconds until the access token is over.
    pub expires_in: u32,
}

impl std::fmt::Debug for TokenPair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenPair(…)")
    }
}

/// What an access token says.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    /// The member.
    sub: String,
    /// The family.
    sid: String,
    jti: String,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// Signs a member in, in whatever state, as [`super::sign_in()`] does for browsers; `device` is what the
/// client calls itself.
///
/// # Errors
/// The field errors of [`SignInForm::validate`]; `wrong_credentials`; `too_many_requests` after many
/// wrong ones for one address.
pub async fn open(services: &Services, form: SignInForm, device: &str) -> Result<TokenPair> {
    let proven = credentials::prove(services, form, None).await?;
    let token = secrets::random()?;
    let mut transaction = services.begin_unseen().await?;
    proven.hold(&mut transaction).await?;
    let device = devices::description(device);
    let family = rows::insert_family(&mut transaction, proven.member, &device, ABSOLUTE_DAYS).await?;
    rows::insert_token(&mut transaction, family, secrets::hash(&token), IDLE_DAYS).await?;
    transaction.commit().await?;
    pair(services, proven.member, family, token)
}

/// Exchanges a refresh token for the next pair.
///
/// # Errors
/// `sign_in_required` for a token that is unknown, over or revoked, or was exchanged before.
pub async fn refresh(services: &Services, refresh: &str) -> Result<TokenPair> {
    let hash = secrets::hash(refresh);
    let mut transaction = services.begin_unseen().await?;
    let family = rows::family_of(&mut transaction, hash).await?.ok_or(ErrorCode::SignInRequired)?;
    // From here on one exchange at a time.
    let member = rows::hold_family(&mut transaction, family).await?.ok_or(ErrorCode::SignInRequired)?;
    let token = rows::token(&mut transaction, hash, GRACE_SECONDS).await?.ok_or(ErrorCode::SignInRequired)?;
    if token.used && !token.used_just_now {
        rows::revoke(&mut transaction, family, None).await?;
        transaction.commit().await?;
        tracing::warn!(family, member = member.0, "a refresh token came back after its exchange; family revoked");
        return Err(ErrorCode::SignInRequired.into());
    }
    let next = services.keys.secret("refresh", &[&family.to_be_bytes()[..], &hash[..]]);
    if !token.used {
        if token.expired {
            return Err(ErrorCode::SignInRequired.into());
        }
        rows::use_token(&mut transaction, family, hash).await?;
        rows::insert_token(&mut transaction, family, secrets::hash(&next), IDLE_DAYS).await?;
    }
    transaction.commit().await?;
    pair(services, member, family, next)
}

/// Signs a client out by any refresh token of its family; one that nobody knows is fine.
pub async fn close(services: &Services, refresh: &str) -> Result<()> {
    let mut connection = services.pool.acquire().await?;
    if let Some(family) = rows::family_of(&mut connection, secrets::hash(refresh)).await? {
        rows::revoke(&mut connection, family, None).await?;
    }
    Ok(())
}

/// The actor of an access token; `None` when it is not ours, over, or its family is revoked. One query.
/// A client never counts as having just typed the password.
pub async fn authenticate(services: &Services, access: &str) -> Result<Option<Actor>> {
    let Some((member, family)) = verify(&key(services), &issuer(services), access) else { return Ok(None) };
    let row = rows::bearer(&services.pool, family, member).await?;
    Ok(row.map(|row| Actor {
        member_id: member,
        nickname: row.nickname,
        state: store::state(&row.state),
        role: store::role(&row.role),
        way: Way::Token { family },
        is_fresh: false,
    }))
}

/// Revokes all families of a member; answers how many were live. Their sessions are ended by
/// [`super::sessions::end_all`].
pub async fn revoke_all(connection: &mut PgConnection, member: MemberId) -> Result<u64> {
    rows::revoke_all(connection, member, None).await
}

/// Deletes families that are over; answers how many.
pub async fn purge(services: &Services) -> Result<u64> {
    let mut upkeep = services.begin_upkeep().await?;
    let purged = rows::purge(&mut upkeep).await?;
    upkeep.commit().await?;
    Ok(purged)
}

fn pair(services: &Services, member: MemberId, family: i64, refresh: String) -> Result<TokenPair> {
    let now = OffsetDateTime::now_utc().unix_timestamp();
    let claims = Claims {
        iss: issuer(services),
        aud: AUDIENCE.to_owned(),
        sub: member.to_string(),
        sid: family.to_string(),
        jti: secrets::hexadecimal(&secrets::nonce()?),
        iat: now,
        nbf: now,
        exp: now + i64::from(ACCESS_SECONDS),
    };
    let header = Header { typ: Some(TYPE.to_owned()), ..Header::new(Algorithm::HS256) };
    let access = jsonwebtoken::encode(&header, &claims, &EncodingKey::from_secret(&key(services)))
        .map_err(|error| Error::fault("an access token could not be signed", error))?;
    Ok(TokenPair { access, refresh, expires_in: ACCESS_SECONDS })
}

/// Member and family of an access token that was signed with `key` and is good now.
fn verify(key: &[u8], issuer: &str, access: &str) -> Option<(MemberId, i64)> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.leeway = LEEWAY;
    validation.validate_nbf = true;
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
    let token = jsonwebtoken::decode::<Claims>(access, &DecodingKey::from_secret(key), &validation).ok()?;
    let latest = OffsetDateTime::now_utc().unix_timestamp().saturating_add_unsigned(LEEWAY);
    if token.header.typ.as_deref() != Some(TYPE) || token.claims.iat > latest || token.claims.jti.is_empty() {
        return None;
    }
    Some((token.claims.sub.parse().ok()?, token.claims.sid.parse().ok()?))
}

fn issuer(services: &Services) -> String {
    services.absolute("/")
}

fn key(services: &Services) -> secrets::Hash {
    services.keys.derive("access token", &[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const KEY: &[u8] = b"a key of thirty-two characters...";
    const ISSUER: &str = "https://popcorn.example/";

    fn claims() -> Value {
        let now = OffsetDateTime::now_utc().unix_timestamp();
        json!({
            "iss": ISSUER, "aud": "popcorn-geek", "sub": "7", "sid": "12", "jti": "a",
            "iat": now, "nbf": now, "exp": now + 600,
        })
    }

    fn signed(algorithm: Algorithm, typ: Option<&str>, claims: &Value, key: &[u8]) -> String {
        let header = Header { typ: typ.map(str::to_owned), ..Header::new(algorithm) };
        jsonwebtoken::encode(&header, claims, &EncodingKey::from_secret(key)).expect("signs")
    }

    fn read(claims: &Value) -> Option<(MemberId, i64)> {
        verify(KEY, ISSUER, &signed(Algorithm::HS256, Some(TYPE), claims, KEY))
    }

    #[test]
    fn a_good_token_names_member_and_family() {
        assert_eq!(read(&claims()), Some((MemberId(7), 12)));
    }

    #[test]
    fn every_claim_is_needed_and_checked() {
        let now = OffsetDateTime::now_utc().unix_timestamp();
        for (claim, wrong) in [
            ("iss", json!("https://evil.example/")),
            ("aud", json!("another-house")),
            ("sub", json!("somebody")),
            ("sid", json!("")),
            ("jti", json!("")),
            ("iat", json!(now + 3600)),
            ("nbf", json!(now + 3600)),
            ("exp", json!(now - 31)),
            ("exp", json!("never")),
        ] {
            let mut changed = claims();
            changed[claim] = wrong;
            assert_eq!(read(&changed), None, "{claim}");
            let mut lacking = claims();
            lacking.as_object_mut().expect("an object").remove(claim);
            assert_eq!(read(&lacking), None, "without {claim}");
        }
    }

    #[test]
    fn only_our_own_signature_counts() {
        let claims = claims();
        let good = signed(Algorithm::HS256, Some(TYPE), &claims, KEY);
        let (content, signature) = good.rsplit_once('.').expect("three parts");
        let (header, payload) = content.split_once('.').expect("three parts");
        // {"typ":"at+jwt","alg":"none"}
        let unsigned = "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJub25lIn0";
        for bad in [
            signed(Algorithm::HS256, Some(TYPE), &claims, b"another key"),
            signed(Algorithm::HS512, Some(TYPE), &claims, KEY),
            signed(Algorithm::HS256, Some("JWT"), &claims, KEY),
            signed(Algorithm::HS256, None, &claims, KEY),
            format!("{header}.{payload}."),
            format!("{unsigned}.{payload}."),
            format!("{unsigned}.{payload}.{signature}"),
            format!("{good}x"),
            good.replacen('.', "", 1),
            String::new(),
            "..".to_owned(),
            "가.나.다".to_owned(),
        ] {
            assert_eq!(verify(KEY, ISSUER, &bad), None, "{bad}");
        }
    }
}
