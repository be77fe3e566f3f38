//! State that several islands of one page have in common.

use leptos::prelude::*;

/// The value of type `T` that all islands of this page share; `initial` where none has made it yet.
pub fn shared<T: Clone + Send + Sync + 'static>(initial: impl FnOnce() -> T) -> RwSignal<T> {
    common(0, || ArcRwSignal::new(initial())).into()
}

/// What all islands of this page that ask for a `V` under this `key` share; made by the first of
/// them. Each island is a root of its own, so no context reaches from one to the next. On the
/// server every island renders from what it was given.
pub fn common<V: Clone + 'static>(key: i64, make: impl FnOnce() -> V) -> V {
    #[cfg(feature = "hydrate")]
    {
        use std::any::{Any, TypeId};
        use std::cell::RefCell;
        use std::collections::HashMap;
        thread_local! {
            static VALUES: RefCell<HashMap<(TypeId, i64), Box<dyn Any>>> = RefCell::default();
        }
        VALUES.with_borrow_mut(|values| {
            let value = values.entry((TypeId::of::<V>(), key)).or_insert_with(|| Box::new(make()));
            match value.downcast_ref::<V>() {
                Some(value) => value.clone(),
                None => unreachable!("the key is the value's type"),
            }
        })
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = key;
        make()
    }
}
