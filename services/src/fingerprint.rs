//! Short names of contents, for addresses and ETags. They guard nothing: anybody can make two texts
//! with one name.

/// FNV-1a of the parts as 16 hexadecimal digits. Where one part ends counts too.
pub fn fingerprint<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        // The end of a part is a byte that no text holds.
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn contents_have_names_of_their_own() {
        assert_eq!(fingerprint(["괴물", "4.1"]), fingerprint(["괴물", "4.1"]));
        assert_ne!(fingerprint(["괴물", "4.1"]), fingerprint(["괴물", "4.2"]));
        assert_ne!(fingerprint(["ab", "c"]), fingerprint(["a", "bc"]));
        assert_eq!(fingerprint([]).len(), 16);
    }
}
