//! State that several islands of one page have in common.

use leptos::prelude::*;

/// The value of type `T` that all islands of this page share; `initial` where none has made it yet.
/// Each island is a root of its own, so no context reaches from one to the next. On the server
/// every island renders from what it was given.
pub fn shared<T: Clone + Send + Sync + 'static>(initial: impl FnOnce() -> T) -> RwSignal<T> {
    #[cfg(feature = "hydrate")]
    {
        use std::any::{Any, TypeId};
        use std::cell::RefCell;
        use std::collections::HashMap;
        thread_local! {
            static VALUES: RefCell<HashMap<TypeId, Box<dyn Any>>> = RefCell::default();
        }
        VALUES.with_borrow_mut(|values| {
            let value = values.entry(TypeId::of::<T>()).or_insert_with(|| Box::new(ArcRwSignal::new(initial())));
            match value.downcast_ref::<ArcRwSignal<T>>() {
                Some(signal) => signal.clone().into(),
                None => unreachable!("the key is the value's type"),
            }
        })
    }
    #[cfg(not(feature = "hydrate"))]
    RwSignal::new(initial())
}
