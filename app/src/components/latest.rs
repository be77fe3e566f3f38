//! A wish that is kept on the server: shown at once, sent one at a time, the newest last.

use crate::rpc::RpcError;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

type Answer<T> = std::pin::Pin<Box<dyn Future<Output = Result<T, RpcError>>>>;

/// What a control shows, running ahead of the server, and returns to when that refuses.
pub struct Latest<T: Clone + PartialEq + Send + Sync + 'static> {
    shown: RwSignal<T>,
    /// As the server last had it.
    confirmed: StoredValue<T>,
    sending: StoredValue<bool>,
    wrong: RwSignal<&'static str>,
    send: StoredValue<Arc<dyn Fn(T) -> Answer<T> + Send + Sync>>,
}

// Derived, these would ask for a `T` that is `Copy`.
impl<T: Clone + PartialEq + Send + Sync + 'static> Clone for Latest<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Copy for Latest<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Latest<T> {
    /// `send` asks the server for what is wished, and answers what it then has.
    pub fn new<F>(stands: T, send: impl Fn(T) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<T, RpcError>> + 'static,
    {
        Self {
            shown: RwSignal::new(stands.clone()),
            confirmed: StoredValue::new(stands),
            sending: StoredValue::new(false),
            wrong: RwSignal::new(""),
            send: StoredValue::new(Arc::new(move |wish| Box::pin(send(wish)))),
        }
    }

    pub fn get(self) -> T {
        self.shown.get()
    }

    pub fn get_untracked(self) -> T {
        self.shown.get_untracked()
    }

    /// What the reader is told when the server refuses: read out, and shown.
    pub fn refusal(self) -> impl IntoView {
        let wrong = self.wrong;
        view! {
            <span class="visually-hidden" role="status" inner_html=wrong></span>
            <Show when=move || !wrong.get().is_empty()>
                <span class="refusal" aria-hidden="true" inner_html=wrong></span>
            </Show>
        }
    }

    pub fn wish(self, wish: T) {
        self.shown.set(wish);
        self.wrong.set("");
        if !self.sending.get_value() {
            self.deliver();
        }
    }

    fn deliver(self) {
        let wish = self.shown.get_untracked();
        self.sending.set_value(true);
        let answer = self.send.with_value(|send| send(wish.clone()));
        spawn_local(async move {
            let answer = answer.await;
            self.sending.set_value(false);
            match answer {
                Ok(stands) => {
                    self.confirmed.set_value(stands.clone());
                    if self.shown.get_untracked() == wish { self.shown.set(stands) } else { self.deliver() }
                }
                Err(error) => {
                    self.shown.set(self.confirmed.get_value());
                    self.wrong.set(error.0.code.message());
                }
            }
        });
    }
}
