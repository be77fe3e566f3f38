//! What is held in memory: each file as it is and, where that is shorter, in brotli and gzip, with
//! the names of these forms for caches (`ETag`).

use super::encoding::{Encoding, preferred};
use axum::body::{Body, Bytes};
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

/// Most bytes that are held; the site has about 6 MB. What does not fit is read from disk each time.
const MOST: usize = 24 << 20;

/// Marks an answer that needs no more work.
#[derive(Clone, Copy)]
pub struct Ready;

/// Files by the path of their address.
#[derive(Default)]
pub struct Held {
    files: HashMap<String, File>,
    bytes: usize,
}

pub struct File {
    kind: HeaderValue,
    caching: HeaderValue,
    /// The forms it can be sent in, the best first.
    forms: Vec<Form>,
}

struct Form {
    encoding: Encoding,
    bytes: Bytes,
    tag: HeaderValue,
}

impl Held {
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Reads the files of the folder `name` in `site`, and of those in it.
    pub fn read_folder(&mut self, site: &Path, name: &str, caching: &'static str) {
        // A site without a browser build is told of at the start, and files that are not there are
        // looked for when somebody asks.
        let Ok(entries) = std::fs::read_dir(site.join(name)) else { return };
        for entry in entries.flatten() {
            let Ok(own) = entry.file_name().into_string() else { continue };
            let name = format!("{name}/{own}");
            if entry.path().is_dir() {
                self.read_folder(site, &name, caching);
            } else {
                self.read_file(site, &name, caching);
            }
        }
    }

    /// Reads the file `name` in `site`.
    pub fn read_file(&mut self, site: &Path, name: &str, caching: &'static str) {
        let path = site.join(name);
        if path.extension().is_some_and(|kind| kind == "br" || kind == "gz") {
            return;
        }
        match File::read(&path, caching) {
            Ok(Some(file)) => {
                let bytes: usize = file.forms.iter().map(|form| form.bytes.len()).sum();
                if self.bytes + bytes <= MOST {
                    self.bytes += bytes;
                    self.files.insert(format!("/{name}"), file);
                }
            }
            Ok(None) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => tracing::warn!(file = name, %error, "a file cannot be read"),
        }
    }
}

impl File {
    /// `None` for what would gain from compression and has not been compressed: the layer that
    /// compresses answers takes care of it.
    fn read(path: &Path, caching: &'static str) -> io::Result<Option<Self>> {
        let kind = mime_guess::from_path(path).first_raw().unwrap_or("application/octet-stream");
        let plain = std::fs::read(path)?;
        let packed = |ending: &str| {
            let mut path = path.as_os_str().to_owned();
            path.push(ending);
            std::fs::read(PathBuf::from(path)).ok()
        };
        let (brotli, gzip) = (packed(".br"), packed(".gz"));
        let is_packed_itself = kind.starts_with("image/") || kind.starts_with("font/");
        if brotli.is_none() && gzip.is_none() && !is_packed_itself {
            return Ok(None);
        }
        let length = plain.len();
        let packed = [(Encoding::Brotli, brotli), (Encoding::Gzip, gzip)];
        let forms = packed
            .into_iter()
            .filter_map(|(encoding, bytes)| Some((encoding, bytes?)))
            // Pictures and fonts have been packed once, and grow or stay as they are.
            .filter(|(_, bytes)| bytes.len() < length / 10 * 9)
            .chain([(Encoding::Plain, plain)])
            .map(|(encoding, bytes)| Form::new(encoding, bytes))
            .collect();
        Ok(Some(Self { kind: HeaderValue::from_static(kind), caching: HeaderValue::from_static(caching), forms }))
    }

    /// The answer to GET or HEAD: the whole file, or 304 where the client has it. One who asks for a
    /// part gets the whole as well, as RFC 9110 (14.2) allows: all of them are small.
    pub fn answer(&self, method: &Method, asked: &HeaderMap) -> Response {
        let offered: Vec<Encoding> = self.forms.iter().map(|form| form.encoding).collect();
        let encoding = preferred(asked, &offered);
        let mut response = Response::new(Body::empty());
        if let Some(form) = self.forms.iter().find(|form| form.encoding == encoding) {
            let headers = response.headers_mut();
            headers.insert(header::ETAG, form.tag.clone());
            if is_known(asked, &form.tag) {
                *response.status_mut() = StatusCode::NOT_MODIFIED;
            } else {
                headers.insert(header::CONTENT_TYPE, self.kind.clone());
                headers.insert(header::CONTENT_LENGTH, form.bytes.len().into());
                if encoding != Encoding::Plain {
                    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
                }
                if method != Method::HEAD {
                    *response.body_mut() = Body::from(form.bytes.clone());
                }
            }
        }
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, self.caching.clone());
        if offered.len() > 1 {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        response.extensions_mut().insert(Ready);
        response
    }
}

impl Form {
    fn new(encoding: Encoding, bytes: Vec<u8>) -> Self {
        let name: String = Sha256::digest(&bytes).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        // Hexadecimal digits are always a value.
        let tag = HeaderValue::from_str(&format!("\"{name}\"")).unwrap_or(HeaderValue::from_static("\"\""));
        Self { encoding, bytes: Bytes::from(bytes), tag }
    }
}

/// Whether the client has what `tag` names. Comparing is weak (RFC 9110, 13.1.2): a proxy that packs
/// answers anew has made the tag weak.
fn is_known(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|tags| tags.to_str().ok())
        .flat_map(|tags| tags.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.trim_start_matches("W/").as_bytes() == tag.as_bytes())
}
