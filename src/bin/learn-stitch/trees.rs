//! The trees: boosted on what the weights leave unexplained. A round fits one small tree for each table to the gradient
//! of all decisions; signals are sorted into a few bins, so that a split is found by counting.

use crate::logit::{places, pull};
use crate::wear::Dice;
use dubao::stitch::learned::{Decision, Forest, Node, Scorer, Table, rough};

/// Bins of a signal.
const BINS: usize = 40;
/// How much of a tree's advice is taken.
const RATE: f64 = 0.12;
/// Keeps leaves small.
const RIDGE: f64 = 6.0;
/// The weight (second derivatives) a leaf must hold.
const LEAST: f64 = 4.0;
/// Of a hundred decisions, a tree sees this many; of a hundred signals, this many.
const SEEN: usize = 30;
const ASKED: usize = 60;
/// A split must gain this much.
const GAIN: f64 = 0.5;

/// The rows of one table, in columns of bins.
struct Rows {
    /// Rows and signals the next tree sees.
    seen: Vec<u32>,
    asked: Vec<bool>,
    columns: Vec<Vec<u8>>,
    borders: Vec<Vec<f32>>,
    pulls: Vec<Pull>,
    score: Vec<f64>,
}

impl Rows {
    /// The signals that the next tree may ask about: those with more than one bin.
    fn asked(&self) -> impl Iterator<Item = usize> {
        (0..self.columns.len()).filter(|signal| self.asked[*signal] && self.bins_of(*signal) > 1)
    }

    fn bins_of(&self, signal: usize) -> usize {
        self.borders[signal].len() + 1
    }

    fn pull(&self, row: u32) -> Pull {
        self.pulls[row as usize]
    }
}

/// A slope and a curvature.
#[derive(Clone, Copy, Default)]
struct Pull {
    g: f64,
    h: f64,
}

impl Pull {
    fn add(&mut self, other: Self) {
        self.g += other.g;
        self.h += other.h;
    }

    fn less(self, other: Self) -> Self {
        Self { g: self.g - other.g, h: self.h - other.h }
    }
}

/// A leaf while the tree grows.
struct Leaf {
    rows: Vec<u32>,
    all: Pull,
    /// What the rows of each bin of each signal asked come to, one signal behind the other.
    bins: Vec<Pull>,
    split: Option<Split>,
    node: usize,
}

#[derive(Clone, Copy)]
struct Split {
    gain: f64,
    signal: usize,
    bin: usize,
}

enum Growing {
    Leaf(f64),
    Ask { signal: usize, bin: usize, left: usize, right: usize },
}

/// Adds trees to weights.
pub(crate) fn fit(
    tables: &[Table],
    decisions: &[Decision],
    weights: Vec<Vec<f32>>,
    trees: usize,
    leaves: usize,
) -> Vec<Scorer> {
    let places = places(tables);
    let mut scorers: Vec<Scorer> =
        weights.into_iter().map(|weights| Scorer { weights, forest: Forest::default() }).collect();
    if trees == 0 {
        return scorers;
    }
    let mut sets: Vec<Rows> =
        (0..tables.len()).map(|nth| rows(tables[nth], &scorers[nth].weights, decisions)).collect();
    let rows = rows_of(decisions, &places, sets.len());
    let mut dice = Dice::new(decisions.len() as u64);
    for _ in 0..trees {
        gradients(&mut sets, &rows, decisions, &mut dice);
        std::thread::scope(|scope| {
            for (set, scorer) in sets.iter_mut().zip(&mut scorers) {
                scope.spawn(move || {
                    if let Some(tree) = grow(set, leaves) {
                        scorer.forest.push(&tree).expect("a tree has no more leaves than a forest takes");
                    }
                });
            }
        });
    }
    scorers
}

/// Sorts the rows of a table into bins.
fn rows(table: Table, weights: &[f32], decisions: &[Decision]) -> Rows {
    let options = || decisions.iter().flat_map(|d| &d.options).filter(|option| option.table == Some(table));
    let score: Vec<f64> = options()
        .map(|option| weights.iter().zip(&option.row).map(|(w, v)| f64::from(w * v)).sum())
        .collect();
    let (mut columns, mut borders) = (Vec::new(), Vec::new());
    for signal in 0..weights.len() {
        let values: Vec<f32> = options().map(|option| option.row[signal]).collect();
        let cuts = cuts(&values);
        columns.push(values.iter().map(|v| cuts.partition_point(|cut| cut < v) as u8).collect());
        borders.push(cuts);
    }
    Rows {
        seen: Vec::new(),
        asked: vec![true; weights.len()],
        columns,
        borders,
        pulls: vec![Pull::default(); score.len()],
        score,
    }
}

/// Borders between bins: a row is in bin i when it is above i borders.
fn cuts(values: &[f32]) -> Vec<f32> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    let mut cuts: Vec<f32> = Vec::new();
    for nth in 1..BINS {
        let Some(value) = sorted.get(sorted.len() * nth / BINS) else { break };
        // The most frequent value (mostly 0) shall have a bin of its own: a border at it and one below it.
        let below = sorted[..sorted.partition_point(|v| v < value)].last();
        for cut in below.into_iter().chain([value]) {
            if cuts.last().is_none_or(|last| last < cut) && cut < sorted.last().unwrap_or(&0.0) {
                cuts.push(*cut);
            }
        }
    }
    if let (Some(first), Some(last)) = (sorted.first(), sorted.last()) {
        // Rare flags: nearly all are 0.
        if cuts.is_empty() && first < last {
            cuts.push(*first);
        }
        let most = sorted.partition_point(|v| v < last);
        if let Some(below) = sorted[..most].last().filter(|below| cuts.last().is_none_or(|cut| cut < *below))
        {
            cuts.push(*below);
        }
    }
    // Borders are kept roughly; what is learned is what is shipped.
    cuts.iter_mut().for_each(|cut| *cut = rough(*cut));
    cuts.dedup();
    cuts.truncate(250);
    cuts
}

/// Where the rows of all options stand, decision by decision: the set, and the row in it.
fn rows_of(decisions: &[Decision], places: &[usize], sets: usize) -> Vec<Option<(usize, usize)>> {
    let mut next = vec![0_usize; sets];
    let options = decisions.iter().flat_map(|decision| &decision.options);
    options
        .map(|option| {
            option.table.map(|table| {
                let set = places[table.place()];
                next[set] += 1;
                (set, next[set] - 1)
            })
        })
        .collect()
}

/// Chooses what the next trees see, and finds the slopes there.
fn gradients(sets: &mut [Rows], rows: &[Option<(usize, usize)>], decisions: &[Decision], dice: &mut Dice) {
    for set in sets.iter_mut() {
        set.seen.clear();
        set.asked.iter_mut().for_each(|asked| *asked = dice.falls(ASKED));
    }
    let mut rows = rows;
    let mut logits: Vec<f64> = Vec::new();
    for decision in decisions {
        let (at, rest) = rows.split_at(decision.options.len());
        rows = rest;
        if !dice.falls(SEEN) {
            continue;
        }
        logits.clear();
        logits.extend(at.iter().map(|at| at.map_or(0.0, |(set, row)| sets[set].score[row])));
        let most = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let all: f64 = logits.iter().map(|logit| (logit - most).exp()).sum();
        for ((at, pull), logit) in at.iter().zip(pull(&logits, decision)).zip(&logits) {
            let Some((set, row)) = *at else { continue };
            let p = (logit - most).exp() / all;
            sets[set].seen.push(row as u32);
            let h = (2.0 * p * (1.0 - p)).max(1e-6) * f64::from(decision.weight);
            sets[set].pulls[row] = Pull { g: pull, h };
        }
    }
}

/// Grows one tree, the leaf that gains most first, and moves the rows' scores.
fn grow(set: &mut Rows, leaves: usize) -> Option<Vec<Node>> {
    let all = std::mem::take(&mut set.seen);
    let mut nodes = vec![Growing::Leaf(0.0)];
    let sums = bins(set, &all);
    let mut open = vec![leaf(set, all, sums, 0)];
    while open.len() < leaves {
        let gain = |leaf: &Leaf| leaf.split.map_or(0.0, |split| split.gain);
        let at = (0..open.len()).max_by(|a, b| gain(&open[*a]).total_cmp(&gain(&open[*b])).then(b.cmp(a)))?;
        let Some(split) = open[at].split.filter(|split| split.gain > GAIN) else { break };
        let Leaf { rows, bins: both, node, .. } = open.swap_remove(at);
        let column = &set.columns[split.signal];
        let (left, right): (Vec<u32>, Vec<u32>) =
            rows.iter().partition(|row| usize::from(column[**row as usize]) <= split.bin);
        let (l, r) = (nodes.len(), nodes.len() + 1);
        nodes[node] = Growing::Ask { signal: split.signal, bin: split.bin, left: l, right: r };
        nodes.extend([Growing::Leaf(0.0), Growing::Leaf(0.0)]);
        // The smaller side is counted; the other is what is left.
        let few = bins(set, if left.len() < right.len() { &left } else { &right });
        let many: Vec<Pull> = both.iter().zip(&few).map(|(both, few)| both.less(*few)).collect();
        let (of_left, of_right) = if left.len() < right.len() { (few, many) } else { (many, few) };
        open.push(leaf(set, left, of_left, l));
        open.push(leaf(set, right, of_right, r));
    }
    if open.len() == 1 {
        return None;
    }
    for leaf in open {
        let value = f64::from(rough((-RATE * leaf.all.g / (leaf.all.h + RIDGE)) as f32));
        nodes[leaf.node] = Growing::Leaf(value);
    }
    for row in 0..set.score.len() {
        set.score[row] += answer(set, &nodes, row);
    }
    let mut tree = Vec::new();
    write(set, &nodes, 0, &mut tree);
    Some(tree)
}

/// A leaf of some rows, with the best split of them.
fn leaf(set: &Rows, rows: Vec<u32>, bins: Vec<Pull>, node: usize) -> Leaf {
    let mut all = Pull::default();
    rows.iter().for_each(|row| all.add(set.pull(*row)));
    Leaf { split: best(set, &bins, all), rows, all, bins, node }
}

/// What some rows come to, bin by bin.
fn bins(set: &Rows, rows: &[u32]) -> Vec<Pull> {
    let pulls: Vec<Pull> = rows.iter().map(|row| set.pull(*row)).collect();
    let mut bins = Vec::new();
    for signal in set.asked() {
        let start = bins.len();
        bins.resize(start + set.bins_of(signal), Pull::default());
        let (own, column) = (&mut bins[start..], &set.columns[signal]);
        for (row, pull) in rows.iter().zip(&pulls) {
            own[usize::from(column[*row as usize])].add(*pull);
        }
    }
    bins
}

/// The leaf of a row.
fn answer(set: &Rows, nodes: &[Growing], row: usize) -> f64 {
    let mut at = 0;
    loop {
        match &nodes[at] {
            Growing::Leaf(value) => return *value,
            Growing::Ask { signal, bin, left, right } => {
                at = if usize::from(set.columns[*signal][row]) <= *bin { *left } else { *right };
            }
        }
    }
}

/// The best split of rows that come to `all`, and to `bins`.
fn best(set: &Rows, bins: &[Pull], all: Pull) -> Option<Split> {
    if all.h < 2.0 * LEAST {
        return None;
    }
    let worth = |pull: Pull| pull.g * pull.g / (pull.h + RIDGE);
    let mut best: Option<Split> = None;
    let mut bins = bins;
    for signal in set.asked() {
        let (own, rest) = bins.split_at(set.bins_of(signal));
        bins = rest;
        let mut left = Pull::default();
        for (bin, pull) in own[..own.len() - 1].iter().enumerate() {
            left.add(*pull);
            let right = all.less(left);
            if left.h < LEAST || right.h < LEAST {
                continue;
            }
            let gain = worth(left) + worth(right) - worth(all);
            if best.is_none_or(|best| gain > best.gain) {
                best = Some(Split { gain, signal, bin });
            }
        }
    }
    best
}

/// Writes a tree as the forest wants it: the branch of the lower values first.
fn write(set: &Rows, nodes: &[Growing], at: usize, out: &mut Vec<Node>) {
    match &nodes[at] {
        Growing::Leaf(value) => out.push(Node::Leaf(*value as f32)),
        Growing::Ask { signal, bin, left, right } => {
            let place = u8::try_from(*signal).expect("a table has fewer than 255 signals");
            out.push(Node::Ask(place, set.borders[*signal][*bin]));
            write(set, nodes, *left, out);
            write(set, nodes, *right, out);
        }
    }
}
