//! Who gets a turn, in which order, and who does not. Time is paused where somebody loses patience.

use super::*;
use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};

const PATIENCE: Duration = Duration::from_secs(5);

fn turns(at_once: usize, places: usize) -> Turns {
    Turns::new(Bounds { at_once, places, patience: PATIENCE })
}

/// Someone who asks for a turn in a task of their own, and has come as far as they can.
async fn ask(turns: &Turns, claim: Claim<'static>) -> tokio::task::JoinHandle<Result<Turn, Busy>> {
    let turns = turns.clone();
    let asking = tokio::spawn(async move { turns.take(claim).await });
    // One thread runs all tests of this kind, so now it waits.
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    asking
}

async fn got(asking: tokio::task::JoinHandle<Result<Turn, Busy>>) -> Result<Turn, Busy> {
    asking.await.expect("no panic")
}

#[tokio::test]
async fn the_known_go_first_and_each_line_in_its_order() {
    let turns = turns(1, 8);
    let running = turns.take(Claim::Plain).await.expect("a turn");
    let mut line = Vec::new();
    let order = Arc::new(Mutex::new(Vec::new()));
    for (name, claim) in [
        ("stranger 1", Claim::Plain),
        ("member a", Claim::Preferred("a")),
        ("stranger 2", Claim::Plain),
        ("member b", Claim::Preferred("b")),
    ] {
        let (turns, order) = (turns.clone(), order.clone());
        line.push(tokio::spawn(async move {
            let turn = turns.take(claim).await.expect("a turn");
            order.lock().expect("no panic").push(name);
            drop(turn);
        }));
        tokio::task::yield_now().await;
    }
    drop(running);
    for waiting in line {
        waiting.await.expect("no panic");
    }
    assert_eq!(*order.lock().expect("no panic"), ["member a", "member b", "stranger 1", "stranger 2"]);
}

#[tokio::test]
async fn strangers_cannot_fill_the_places_of_the_known() {
    let turns = turns(1, 4);
    let running = turns.take(Claim::Plain).await.expect("a turn");
    let mut strangers = Vec::new();
    for _ in 0..4 {
        strangers.push(ask(&turns, Claim::Plain).await);
    }
    assert_eq!(turns.take(Claim::Plain).await.err(), Some(Busy::Full), "at once");
    let member = ask(&turns, Claim::Preferred("a")).await;
    assert!(!member.is_finished(), "there is a place");
    drop(running);
    assert!(got(member).await.is_ok());
}

#[tokio::test]
async fn one_who_is_known_cannot_fill_the_places_of_the_others() {
    let turns = turns(1, 4);
    let running = turns.take(Claim::Preferred("a")).await.expect("a turn");
    let both = [ask(&turns, Claim::Preferred("a")).await, ask(&turns, Claim::Preferred("a")).await];
    assert_eq!(turns.take(Claim::Preferred("a")).await.err(), Some(Busy::Full));
    let other = ask(&turns, Claim::Preferred("b")).await;
    assert!(!other.is_finished(), "there is a place");
    drop(running);
    for waiting in both.into_iter().chain([other]) {
        assert!(got(waiting).await.is_ok());
    }
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_for_ever_and_who_leaves_frees_the_place() {
    let turns = turns(1, 1);
    let running = turns.take(Claim::Plain).await.expect("a turn");
    let began = tokio::time::Instant::now();
    assert_eq!(turns.take(Claim::Plain).await.err(), Some(Busy::TooLong));
    assert_eq!(began.elapsed(), PATIENCE);

    let given_up = ask(&turns, Claim::Plain).await;
    assert_eq!(turns.take(Claim::Plain).await.err(), Some(Busy::Full));
    given_up.abort();
    assert!(given_up.await.is_err_and(|error| error.is_cancelled()));
    let next = ask(&turns, Claim::Plain).await;
    assert!(!next.is_finished(), "the place is free again");
    drop(running);
    assert!(got(next).await.is_ok());
}

/// A turn that is on its way to somebody who gives up just then must not be lost.
#[tokio::test]
async fn a_turn_on_its_way_goes_on_to_the_next() {
    let turns = turns(1, 4);
    let running = turns.take(Claim::Plain).await.expect("a turn");
    let mut context = Context::from_waker(Waker::noop());
    {
        let mut first = pin!(turns.take(Claim::Plain));
        assert!(matches!(first.as_mut().poll(&mut context), Poll::Pending));
        let second = ask(&turns, Claim::Plain).await;
        // It is sent to the first, who does not look at it any more.
        drop(running);
        assert!(!second.is_finished());
        second.abort();
        let _ = second.await;
    }
    let mut third = pin!(turns.take(Claim::Plain));
    assert!(matches!(third.as_mut().poll(&mut context), Poll::Ready(Ok(_))), "the turn is free again");
}

#[tokio::test(start_paused = true)]
async fn a_job_waits_as_long_as_it_takes_and_needs_no_place() {
    let turns = turns(1, 0);
    let running = turns.take(Claim::Plain).await.expect("a turn");
    let job = tokio::spawn({
        let turns = turns.clone();
        async move { turns.take_patiently().await }
    });
    tokio::time::advance(10 * PATIENCE).await;
    assert!(!job.is_finished());
    drop(running);
    assert!(got(job).await.is_ok());
}

/// Real threads, and some who give up: never more at once than allowed, and in the end all turns are free.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_crowd_never_exceeds_the_bounds() {
    const AT_ONCE: usize = 3;
    let (turns, running, most) = (turns(AT_ONCE, 1000), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let crowd: Vec<_> = (0..600)
        .map(|n: usize| {
            let (turns, running, most) = (turns.clone(), running.clone(), most.clone());
            tokio::spawn(async move {
                let claim =
                    if n.is_multiple_of(3) { Claim::Preferred(["a", "b", "c"][n % 7 % 3]) } else { Claim::Plain };
                let Ok(turn) = turns.take(claim).await else { return };
                most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                running.fetch_sub(1, Ordering::SeqCst);
                drop(turn);
            })
        })
        .collect();
    for impatient in crowd.iter().step_by(5) {
        impatient.abort();
    }
    for one in crowd {
        let _ = one.await;
    }
    assert!((1..=AT_ONCE).contains(&most.load(Ordering::SeqCst)));
    let all: Vec<_> = at_hand(&turns, AT_ONCE);
    assert_eq!(all.len(), AT_ONCE, "no turn was lost");
}

/// Turns that are to be had at once.
fn at_hand(turns: &Turns, count: usize) -> Vec<Turn> {
    let mut context = Context::from_waker(Waker::noop());
    (0..count)
        .filter_map(|_| match pin!(turns.take(Claim::Plain)).poll(&mut context) {
            Poll::Ready(turn) => turn.ok(),
            Poll::Pending => None,
        })
        .collect()
}
