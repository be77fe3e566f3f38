//! All routes, and the layers they pass through.

use crate::middleware::{
    bodies, cross_site, failures, headers, host, limits, limits::Limits, request_id, rpc, session, slashes,
};
use crate::{cards, export, feeds, files, health, mailbox, posters, sitemap};
use app::App;
use app::request::Development;
use app::shell::{Assets, shell};
use axum::Router;
use axum::extract::FromRef;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use domain::page;
use leptos::config::LeptosOptions;
use leptos::prelude::provide_context;
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list, render_app_async_with_context};
use services::Services;
use services::config::ServerConfig;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};

/// What handlers and layers share. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub services: Services,
    pub assets: Arc<Assets>,
    pub limits: Option<Arc<Limits>>,
    pub cards: Arc<cards::Cards>,
    /// What the bodies of posts may take together.
    pub bodies: Arc<Semaphore>,
    pub origin: Arc<str>,
    pub trust_forwarded_for: bool,
    options: LeptosOptions,
    /// Set under `cargo leptos watch`: pages then reload themselves.
    development: Option<LeptosOptions>,
    has_styleguide: bool,
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.options.clone()
    }
}

impl AppState {
    pub fn new(services: Services, config: &ServerConfig) -> Self {
        let site = &config.site_root;
        // Written by cargo-leptos beside the binary that belongs to the hashed files.
        let hashes =
            std::env::current_exe().ok().and_then(|path| std::fs::read_to_string(path.with_file_name("hash.txt")).ok());
        let options =
            LeptosOptions::builder().output_name("popcorn-geek").site_root(site.display().to_string()).build();
        let development = std::env::var_os("LEPTOS_WATCH").map(|_| {
            let mut options = options.clone();
            let port = std::env::var("LEPTOS_RELOAD_PORT").ok().and_then(|port| port.parse().ok());
            options.reload_port = port.unwrap_or(options.reload_port);
            options
        });
        Self {
            services,
            assets: Arc::new(Assets::read(hashes.as_deref())),
            cards: Arc::default(),
            bodies: bodies::room(),
            limits: config.rate_limits.then(|| Arc::new(Limits::new())),
            origin: config.public_url.origin().into(),
            trust_forwarded_for: config.trust_forwarded_for,
            options,
            has_styleguide: config.styleguide || development.is_some(),
            development,
        }
    }
}

/// The pages of the app. Listed once per process: while Leptos lists them, a page that is being
/// rendered on another thread would wait for its data for ever.
pub fn routes() -> Vec<AxumRouteListing> {
    static ROUTES: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    ROUTES.get_or_init(|| generate_route_list(App)).clone()
}

/// The whole server.
pub fn router(state: AppState) -> Router {
    Router::new()
        .merge(public_files(&state))
        .merge(pages(&state))
        .layer(
            ServiceBuilder::new()
                .layer(from_fn_with_state(state.clone(), request_id::trace))
                .layer(from_fn_with_state(state.clone(), headers::add))
                .layer(compression())
                .layer(from_fn_with_state(state.clone(), failures::show))
                .layer(CatchPanicLayer::custom(failures::panicked))
                .layer(from_fn(host::require))
                .layer(from_fn(slashes::redirect)),
        )
        .with_state(state)
}

/// Packs answers as the client can unpack them.
pub(crate) fn compression() -> CompressionLayer<impl Predicate> {
    CompressionLayer::new().compress_when(DefaultPredicate::new().and(files::may_be_compressed))
}

/// What is the same for everybody, and needs no session.
fn public_files(state: &AppState) -> Router<AppState> {
    // Without hashes in their names (in development) the files must be asked for each time.
    let hashed = state.assets.script != "/pkg/popcorn-geek.js";
    Router::new()
        .merge(files::routes(Path::new(&*state.options.site_root), hashed))
        .route("/robots.txt", get(sitemap::robots))
        .merge(for_machines(state))
        .route("/posters/{file}", get(posters::poster))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
}

/// What previews, readers of feeds and search engines fetch.
fn for_machines(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/sitemap.xml", get(sitemap::index))
        .route("/sitemaps/{file}", get(sitemap::part))
        .route("/movies/{id}/feed.atom", get(feeds::of_movie))
        .route("/accounts/{nickname}/feed.atom", get(feeds::of_member))
        .route("/cards/movies/{id}/{file}", get(cards::movie))
        .route("/cards/reviews/{id}/{file}", get(cards::review))
        .layer(from_fn_with_state(state.clone(), limits::machines))
}

/// Pages and server functions: everything that may have a session.
fn pages(state: &AppState) -> Router<AppState> {
    let context = {
        let (services, development) = (state.services.clone(), Development(state.has_styleguide));
        move || {
            provide_context(services.clone());
            provide_context(development);
        }
    };
    let document = {
        let (assets, development) = (state.assets.clone(), state.development.clone());
        move || shell(&assets, development.clone())
    };
    Router::new()
        .leptos_routes_with_context(state, routes(), context.clone(), document.clone())
        .route(page::EXPORT, get(export::export))
        .route("/mailbox/{id}", get(mailbox::html))
        .fallback(render_app_async_with_context(context, document))
        .layer(
            ServiceBuilder::new()
                .layer(from_fn_with_state(state.clone(), cross_site::refuse))
                .layer(from_fn_with_state(state.clone(), session::load))
                .layer(from_fn_with_state(state.clone(), rpc::answer)),
        )
}
