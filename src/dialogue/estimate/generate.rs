//! Exercises made from a seed: the kinds, and how numbers are drawn for them.

use super::exercise::Exercise;
use super::make::exercise;
use super::random::Random;
use super::settings::SETTINGS;

/// What an exercise is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Average and peak rate of requests.
    Qps,
    /// Storage that a day adds.
    Storage,
    /// Storage over the retention, replicated and compressed.
    Retention,
    /// Bandwidth in and out.
    Bandwidth,
    /// How many machines.
    Machines,
    /// The size of a cache.
    Cache,
    /// The partitions of a log.
    Partitions,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 7] =
        [Kind::Qps, Kind::Storage, Kind::Retention, Kind::Bandwidth, Kind::Machines, Kind::Cache, Kind::Partitions];

    pub(super) fn title(self) -> &'static str {
        match self {
            Kind::Qps => "load",
            Kind::Storage => "storage",
            Kind::Retention => "retention",
            Kind::Bandwidth => "bandwidth",
            Kind::Machines => "machines",
            Kind::Cache => "cache",
            Kind::Partitions => "partitions",
        }
    }
}

/// So many exercises, of one kind or of all in turn. The same seed gives the same exercises.
pub fn exercises(seed: u64, count: usize, kind: Option<Kind>) -> Vec<Exercise> {
    let mut random = Random::new(seed);
    let (mut kinds, mut settings) = (Kind::ALL, Vec::from_iter(SETTINGS));
    let mut all = Vec::with_capacity(count);
    for number in 0..count {
        // All of them once before any of them twice.
        if number % kinds.len() == 0 {
            random.shuffle(&mut kinds);
        }
        if number % settings.len() == 0 {
            random.shuffle(&mut settings);
        }
        let kind = kind.unwrap_or(kinds[number % kinds.len()]);
        all.push(exercise(kind, settings[number % settings.len()], &mut random));
    }
    all
}
