//! Verifies a token with jsonwebtoken as often as standard input says, and prints the nanoseconds.

use std::error::Error;
use std::io::{stdin, stdout, BufRead, Write};
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

use jsonwebtoken::{decode, Algorithm, DecodingKey, Validation};
use serde::Deserialize;

/// What a backend reads of an Approov token.
#[derive(Deserialize)]
#[allow(dead_code)]
struct Claims {
    exp: f64,
    ip: String,
    did: String,
    pay: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("usage: verify FOLDER")?;
    let read = |name: &str| fs::read_to_string(Path::new(&folder).join(name)).map(|text| text.trim().to_string());
    let token = read("token")?;
    let (algorithm, key) = prepare(&read("algorithm")?, &read("key")?)?;
    let mut validation = Validation::new(algorithm);
    validation.leeway = 0;

    for line in stdin().lock().lines() {
        let count: u64 = line?.parse()?;
        let start = Instant::now();
        for _ in 0..count {
            let claims = decode::<Claims>(&token, &key, &validation)?.claims;
            if claims.pay.is_empty() || claims.did.is_empty() {
                return Err("A claim is missing.".into());
            }
        }
        println!("{}", start.elapsed().as_nanos());
        stdout().flush()?;
    }
    Ok(())
}

/// Reads a key once. Of a secret there is nothing to prepare: the library makes its HMAC key in every verification.
fn prepare(algorithm: &str, key: &str) -> Result<(Algorithm, DecodingKey), Box<dyn Error>> {
    Ok(match algorithm {
        "HS256" => (Algorithm::HS256, DecodingKey::from_base64_secret(key)?),
        "RS256" => (Algorithm::RS256, DecodingKey::from_rsa_pem(key.as_bytes())?),
        "ES256" => (Algorithm::ES256, DecodingKey::from_ec_pem(key.as_bytes())?),
        _ => return Err("The algorithm is unknown.".into()),
    })
}
