//! Places for work: how much goes on at once, who waits, and who comes next.
//!
//! Work is bound by the processors, so that more of it at once only makes all of it slower.
//! What finds no place waits a little, and next to nothing where others have waited for long: a queue
//! that does not end serves nobody sooner, it only makes all wait (as in `CoDel`, RFC 8289, whose
//! measure is how long there was somebody waiting). The next place goes to the caller whose work has cost
//! least of late, and one caller never has the last place nor all of the queue: what one sends
//! without end costs the others a place, and no more.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;
use tokio::time::timeout;

use super::caller::CallerId;
use super::problem::{Problem, ProblemKind};

/// Time after which half of what a caller's work has cost is forgotten.
const HALF_LIFE: Duration = Duration::from_secs(10);

/// Seconds of cost below which a caller counts as one who has asked nothing.
const FORGOTTEN_S: f64 = 1e-3;

/// Callers in whose memory the forgotten ones are looked for.
const MAX_REMEMBERED: usize = 1000;

/// Requests that wait for each place.
const QUEUE_PER_PLACE: usize = 16;

/// Time for which somebody must have been waiting all the time until the queue counts as one that does
/// not end: fifty people who press Enter at once are served sooner.
const LONG: Duration = Duration::from_millis(500);

/// How long a request may wait in a queue that does not end, in times of what work takes on average: as long
/// as there is always somebody who waits, more gains nothing.
const WAITED_WORKS: f64 = 4.0;

/// The least of it: shorter, chance alone would refuse.
const LEAST_WAIT: Duration = Duration::from_millis(20);

/// How much the latest work counts in the average.
const LATEST: f64 = 0.02;

/// The places for one kind of work. Clones share them.
#[derive(Clone, Debug)]
pub(super) struct Places {
    state: Arc<Mutex<State>>,
    n_all: usize,
    /// How long a request waits for one.
    patience: Duration,
}

#[derive(Debug, Default)]
struct State {
    /// When nobody was waiting last; `None`: nobody ever was.
    empty: Option<Instant>,
    /// Seconds that work takes on average.
    mean_s: f64,
    n_taken: usize,
    /// In the order in which they came.
    waiting: Vec<Waiting>,
    callers: HashMap<CallerId, Account>,
}

#[derive(Debug)]
struct Waiting {
    caller: CallerId,
    since: Instant,
    called: oneshot::Sender<Place>,
}

/// What a caller has and has had.
#[derive(Clone, Copy, Debug)]
struct Account {
    n_taken: usize,
    /// Seconds that its work took, as far as they are not forgotten, at `charged`.
    cost_s: f64,
    charged: Instant,
}

/// A place, free again when it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    /// Where it is given back to; `None` where that is done.
    places: Option<Places>,
    caller: CallerId,
    since: Instant,
}

impl Places {
    pub(super) fn new(n_all: usize, patience: Duration) -> Self {
        Self { state: Arc::default(), n_all, patience }
    }

    /// Takes a place for a caller, or waits for one.
    ///
    /// # Errors
    /// Where the caller has its share of those who wait already, too many wait, or none became
    /// free in time.
    pub(super) async fn take(&self, caller: CallerId) -> Result<Place, Problem> {
        let (called, patience) = {
            let mut state = self.state();
            if self.may_take(&state, &caller) {
                return Ok(self.place(&mut state, caller));
            }
            state.waiting.retain(|one| !one.called.is_closed());
            let most = self.n_all * QUEUE_PER_PLACE;
            let own = state.waiting.iter().filter(|one| one.caller == caller).count();
            if state.waiting.len() >= most {
                return Err(Problem::plain(ProblemKind::Overloaded));
            }
            if own >= most.div_ceil(2) {
                return Err(Problem::plain(ProblemKind::TooManyRequests));
            }
            let (called, when_called) = oneshot::channel();
            let since = Instant::now();
            state.note_empty(since);
            state.waiting.push(Waiting { caller, since, called });
            (when_called, self.patience_at(&state, since))
        };
        match timeout(patience, called).await {
            Ok(Ok(place)) => Ok(place),
            _ => Err(Problem::plain(ProblemKind::Overloaded)),
        }
    }

    /// How long a request may wait that waits now.
    fn patience_at(&self, state: &State, now: Instant) -> Duration {
        let is_long = state.empty.is_some_and(|empty| now - empty > LONG);
        if !is_long {
            return self.patience;
        }
        let some_works = Duration::from_secs_f64(state.mean_s * WAITED_WORKS);
        some_works.max(LEAST_WAIT).min(self.patience)
    }

    /// How many are taken, and how many wait.
    pub(super) fn load(&self) -> (usize, usize) {
        let state = self.state();
        let waiting = state.waiting.iter().filter(|one| !one.called.is_closed());
        (state.n_taken, waiting.count())
    }

    /// Whether there is a place for a caller now. The last one is for somebody else.
    fn may_take(&self, state: &State, caller: &CallerId) -> bool {
        let n_own = state.callers.get(caller).map_or(0, |account| account.n_taken);
        let share = self.n_all.saturating_sub(1).max(1);
        state.n_taken < self.n_all && n_own < share
    }

    fn place(&self, state: &mut State, caller: CallerId) -> Place {
        let since = Instant::now();
        state.n_taken += 1;
        let account = state.callers.entry(caller.clone());
        account.or_insert(Account { n_taken: 0, cost_s: 0.0, charged: since }).n_taken +=
            1;
        Place { places: Some(self.clone()), caller, since }
    }

    /// Gives free places to those who wait.
    fn call_next(&self, state: &mut State) {
        let now = Instant::now();
        // Who has waited for too long is refused by that, as its sender goes.
        let patience = self.patience_at(state, now);
        let is_patient = |one: &Waiting| now - one.since <= patience;
        state.waiting.retain(|one| !one.called.is_closed() && is_patient(one));
        state.note_empty(now);
        loop {
            let cost = |caller: &CallerId| {
                state.callers.get(caller).map_or(0.0, |account| account.cost_at(now))
            };
            let may = state.waiting.iter().enumerate();
            let may = may.filter(|(_, one)| self.may_take(state, &one.caller));
            let next = may.min_by(|(_, one), (_, other)| {
                cost(&one.caller).total_cmp(&cost(&other.caller))
            });
            let Some(at) = next.map(|(at, _)| at) else { return };
            let Waiting { caller, called, .. } = state.waiting.remove(at);
            state.note_empty(now);
            let place = self.place(state, caller);
            if let Err(place) = called.send(place) {
                // Nobody waits any more: it is given back here, where the lock is held.
                state.give_back(&place, now);
                place.forget();
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn note_empty(&mut self, now: Instant) {
        if self.waiting.is_empty() {
            self.empty = Some(now);
        }
    }

    fn give_back(&mut self, place: &Place, now: Instant) {
        self.n_taken = self.n_taken.saturating_sub(1);
        let took_s = now.saturating_duration_since(place.since).as_secs_f64();
        self.mean_s += LATEST * (took_s - self.mean_s);
        if let Some(account) = self.callers.get_mut(&place.caller) {
            account.cost_s = account.cost_at(now) + took_s;
            account.charged = now;
            account.n_taken = account.n_taken.saturating_sub(1);
        }
        if self.callers.len() > MAX_REMEMBERED {
            let is_known = |account: &Account| {
                account.n_taken > 0 || account.cost_at(now) > FORGOTTEN_S
            };
            self.callers.retain(|_, account| is_known(account));
        }
    }
}

impl Account {
    fn cost_at(&self, now: Instant) -> f64 {
        let passed = now.saturating_duration_since(self.charged).as_secs_f64();
        self.cost_s * 0.5_f64.powf(passed / HALF_LIFE.as_secs_f64())
    }
}

impl Place {
    fn forget(mut self) {
        self.places = None;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(places) = self.places.take() else { return };
        let mut state = places.state();
        state.give_back(self, Instant::now());
        places.call_next(&mut state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(number: u8) -> CallerId {
        CallerId::Address([10, 0, 0, number].into())
    }

    /// Takes places until somebody has to wait.
    async fn fill(places: &Places, caller: &CallerId, n: usize) -> Vec<Place> {
        let mut taken = Vec::new();
        for _ in 0..n {
            taken.push(places.take(caller.clone()).await.unwrap());
        }
        taken
    }

    fn kind(refused: Result<Place, Problem>) -> ProblemKind {
        refused.map(|_| ()).expect_err("a refusal").kind()
    }

    #[tokio::test]
    async fn one_caller_never_has_the_last_place() {
        let places = Places::new(3, Duration::ZERO);
        let greedy = fill(&places, &caller(1), 2).await;
        assert_eq!(kind(places.take(caller(1)).await), ProblemKind::Overloaded);
        let other = places.take(caller(2)).await.unwrap();
        assert_eq!(kind(places.take(caller(3)).await), ProblemKind::Overloaded);
        assert_eq!(places.load(), (3, 0));
        drop((greedy, other));
        assert_eq!(places.load(), (0, 0));
    }

    #[tokio::test]
    async fn the_next_place_goes_to_whom_it_cost_least() {
        let places = Places::new(1, Duration::from_mins(1));
        let first = places.take(caller(1)).await.unwrap();
        let mut order = tokio::task::JoinSet::new();
        for number in [1, 1, 2] {
            let all = places.clone();
            order.spawn(async move {
                let _place = all.take(caller(number)).await.unwrap();
                tokio::task::yield_now().await;
                number
            });
            while places.load().1 < order.len() {
                tokio::task::yield_now().await;
            }
        }
        // What the first has cost is charged when it ends.
        places.state().callers.get_mut(&caller(1)).unwrap().cost_s = 1.0;
        drop(first);
        let mut ended = Vec::new();
        while let Some(number) = order.join_next().await {
            ended.push(number.unwrap());
        }
        assert_eq!(ended, [2, 1, 1]);
    }

    #[tokio::test]
    async fn nobody_waits_for_long_in_a_queue_that_does_not_end() {
        let places = Places::new(1, Duration::MAX);
        let first = places.take(caller(1)).await.unwrap();
        let all = places.clone();
        let waits = tokio::spawn(async move { all.take(caller(2)).await.map(|_| ()) });
        while places.load().1 == 0 {
            tokio::task::yield_now().await;
        }
        // Somebody has been waiting all the time, and that was not the second.
        places.state().empty = Instant::now().checked_sub(2 * LONG);
        assert_eq!(kind(places.take(caller(3)).await), ProblemKind::Overloaded);
        places.state().waiting[0].since -= Duration::from_mins(1);
        drop(first);
        assert_eq!(waits.await.unwrap().unwrap_err().kind(), ProblemKind::Overloaded);
        // The queue has ended by that.
        assert_eq!(places.patience_at(&places.state(), Instant::now()), Duration::MAX);
    }

    #[tokio::test]
    async fn one_caller_never_has_the_whole_queue() {
        let places = Places::new(1, Duration::from_mins(1));
        let _first = places.take(caller(1)).await.unwrap();
        let mut waiting = tokio::task::JoinSet::new();
        for number in 1..=QUEUE_PER_PLACE / 2 {
            let all = places.clone();
            waiting.spawn(async move { all.take(caller(1)).await.map(|_| ()) });
            while places.load().1 < number {
                tokio::task::yield_now().await;
            }
        }
        assert_eq!(kind(places.take(caller(1)).await), ProblemKind::TooManyRequests);
        // Who has gone waits no more.
        waiting.shutdown().await;
        assert_eq!(places.load(), (1, 0));
    }
}
