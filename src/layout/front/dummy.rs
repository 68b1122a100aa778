//! Dummy (版样): which story stands in which column, and how many rows of each are told, so that the page is full.
//!
//! What is *possible* is any number of rows of a story, from one line in a list to all of it; what it is *worth* is its
//! share; what is *chosen* is the most of everything that the window holds, shares kept, and then whatever still fits,
//! row by row, for whoever is furthest behind its share.

use super::matter::Matter;

/// Levels per row of a share: the fineness with which shares are rounded to rows.
const LEVELS: usize = 16;

/// A window with so much room shows some of the lead even where the page is a list that goes on below it.
const LEAD_ROOM: usize = 12;
/// That much of it.
const LEAD_ROWS: usize = 3;

/// A page in plan.
#[derive(Clone, Debug, Default)]
pub(super) struct Dummy {
    /// Rows of text told of each story; none for one that is a line in a list.
    pub(super) told: Vec<usize>,
    /// The stories of each column, from top to bottom. One that stands over several columns is the first of each.
    pub(super) columns: Vec<Vec<usize>>,
}

impl Dummy {
    /// The plan of a page with so many columns and so many rows of room for stories.
    pub(super) fn fit(matter: &[Matter], columns: usize, room: usize) -> Self {
        let at = |level: usize| {
            let rows = |matter: &Matter| level * matter.share as usize / LEVELS;
            Self::plan(matter, columns, matter.iter().map(|matter| matter.rows(rows(matter))).collect())
        };
        let holds = |dummy: &Self| dummy.height(matter) <= room;
        if !holds(&at(0)) {
            let lead = if room >= LEAD_ROOM { LEAD_ROWS } else { 0 };
            let told = matter.iter().zip([lead].into_iter().chain(std::iter::repeat(0)));
            return Self::plan(matter, columns, told.map(|(matter, rows)| matter.rows(rows)).collect());
        }
        // The highest level that the window holds, between one it does and one at which every story has all its room.
        let (mut low, mut high) = (0, room.saturating_mul(LEVELS) + 1);
        while low + 1 < high {
            let middle = low.midpoint(high);
            if holds(&at(middle)) { low = middle } else { high = middle }
        }
        let mut dummy = at(low);
        dummy.grow(matter, room);
        dummy
    }

    /// Puts the stories, by rank, each into the column that has most room, the left one of equals.
    fn plan(matter: &[Matter], columns: usize, told: Vec<usize>) -> Self {
        let mut dummy = Self { told, columns: vec![Vec::new(); columns] };
        let mut used = vec![0; columns];
        for (nth, story) in matter.iter().enumerate() {
            let first = match story.across {
                1 => (0..columns).min_by_key(|&column| used[column]).unwrap_or(0),
                _ => 0,
            };
            for (column, used) in used.iter_mut().enumerate().skip(first).take(story.across) {
                let air = dummy.columns[column].last().map_or(0, |&above| dummy.air(above, nth));
                *used += air + story.height(dummy.told[nth]);
                dummy.columns[column].push(nth);
            }
        }
        if let Some(lead) = matter.first() {
            dummy.close(lead.across);
        }
        dummy
    }

    /// Leaves no column empty under the lead while another has stories there: the column with most of them gives one, or
    /// the only one there goes beside the lead.
    fn close(&mut self, across: usize) {
        let under = |column: usize| self.columns[column].len() - usize::from(column < across);
        let Some(empty) = (0..across).find(|&column| under(column) == 0) else { return };
        let Some(alone) = (0..across).find(|&column| under(column) > 0) else { return };
        let fullest =
            (0..self.columns.len()).max_by_key(|&column| under(column)).filter(|&most| under(most) > 1);
        let (from, to) = match fullest {
            Some(fullest) => (fullest, empty),
            None if across < self.columns.len() => (alone, across),
            None => return,
        };
        let story = self.columns[from].pop();
        self.columns[to].extend(story);
    }

    /// Rows between two stories, one under the other: none between two lines of a list.
    pub(super) fn air(&self, above: usize, below: usize) -> usize {
        usize::from(self.told[above] > 0 || self.told[below] > 0)
    }

    fn height(&self, matter: &[Matter]) -> usize {
        self.columns.iter().map(|column| self.height_of(column, matter)).max().unwrap_or(0)
    }

    fn height_of(&self, column: &[usize], matter: &[Matter]) -> usize {
        let stories: usize = column.iter().map(|&nth| matter[nth].height(self.told[nth])).sum();
        stories + column.windows(2).map(|pair| self.air(pair[0], pair[1])).sum::<usize>()
    }

    /// Gives out the rows that are left, one by one.
    fn grow(&mut self, matter: &[Matter], room: usize) {
        let mut hungry: Vec<usize> = (0..matter.len()).collect();
        // How far a story is behind: its rows for each part of its share, the first of equals.
        let behind =
            |told: &[usize], nth: usize| (told[nth] + 1) * 1000 / (matter[nth].share.max(1) as usize);
        while let Some(&nth) = hungry.iter().min_by_key(|&&nth| behind(&self.told, nth)) {
            let before = self.told[nth];
            self.told[nth] = matter[nth].rows(before + 1);
            let its = self.columns.iter().filter(|column| column.contains(&nth));
            let holds = its.clone().all(|column| self.height_of(column, matter) <= room);
            if self.told[nth] == before || !holds {
                self.told[nth] = before;
                hungry.retain(|&other| other != nth);
            }
        }
    }
}
