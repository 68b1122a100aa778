//! Wayback: for each byte of the sanitised text, where it stands in the file, and the reverse.

use super::{FileSpan, Span};

/// The map between a sanitised text and its file. It holds one step for each place where the shift between the two
/// changes; a clean page has none but the first.
#[derive(Clone, Debug, Default)]
pub(super) struct Wayback {
    /// In order of `text`, no two alike in it. The first is at byte 0 of the text.
    steps: Vec<Step>,
    text_len: usize,
    file_len: usize,
}

/// From byte `text` of the text on, the bytes are those of the file from `start` on. What stands before it ends at
/// `end`; the bytes of the file between the two were taken out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Step {
    text: usize,
    end: usize,
    start: usize,
}

impl Wayback {
    /// Goes on by a character of `text` bytes that stands for `file` bytes; either may be none.
    pub(super) fn advance(&mut self, text: usize, file: usize) {
        if self.steps.is_empty() {
            self.steps.push(Step::default());
        }
        self.text_len += text;
        self.file_len += file;
        if text == file {
            return;
        }
        let (at, start) = (self.text_len, self.file_len);
        match self.steps.last_mut() {
            Some(last) if last.text == at => last.start = start,
            _ => {
                let end = if text == 0 { start - file } else { start };
                self.steps.push(Step { text: at, end, start });
            }
        }
    }

    /// Where `span` stands in the file, without the bytes that were taken out at its edges. That of the whole text is
    /// the whole file.
    pub(super) fn to_file(&self, span: Span) -> FileSpan {
        if span.start == 0 && span.end >= self.text_len {
            return FileSpan { start: 0, end: self.file_len };
        }
        let start = self.start_of(span.start);
        FileSpan { start, end: self.end_of(span.end).max(start) }
    }

    /// The byte of the text that stands at, or next after, byte `offset` of the file.
    pub(super) fn text_at(&self, offset: usize) -> usize {
        let next = self.steps.partition_point(|step| step.start <= offset);
        let limit = self.steps.get(next).map_or(self.text_len, |step| step.text);
        let Some(step) = next.checked_sub(1).map(|i| self.steps[i]) else { return 0 };
        (step.text + (offset - step.start)).min(limit)
    }

    fn start_of(&self, at: usize) -> usize {
        let (step, limit) = self.step_before(at);
        step.start.saturating_add(at - step.text).min(limit)
    }

    fn end_of(&self, at: usize) -> usize {
        let (step, limit) = self.step_before(at);
        if step.text == at { step.end } else { step.start.saturating_add(at - step.text).min(limit) }
    }

    /// The step that byte `at` of the text is counted from, and the byte of the file it may not pass.
    fn step_before(&self, at: usize) -> (Step, usize) {
        let next = self.steps.partition_point(|step| step.text <= at);
        let step = next.checked_sub(1).map(|i| self.steps[i]).unwrap_or_default();
        (step, self.steps.get(next).map_or(self.file_len, |step| step.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Characters as (bytes of text, bytes of file), and the spans wanted for spans of the text.
    fn check(characters: &[(usize, usize)], wanted: &[(usize, usize, usize, usize)]) {
        let mut way = Wayback::default();
        for &(text, file) in characters {
            way.advance(text, file);
        }
        for &(start, end, file_start, file_end) in wanted {
            let got = way.to_file(Span::new(start, end));
            assert_eq!(
                got,
                FileSpan { start: file_start, end: file_end },
                "{start}..{end} of {characters:?}"
            );
            assert!(way.text_at(file_start) >= start, "way back of {start} of {characters:?}");
        }
    }

    #[test]
    fn spans_leave_out_what_was_taken_out_at_their_edges() {
        check(&[], &[(0, 0, 0, 0)]);
        check(&[(3, 3), (1, 1), (3, 3)], &[(0, 3, 0, 3), (3, 4, 3, 4), (4, 7, 4, 7)]);
        // A byte-order mark.
        check(&[(0, 3), (1, 1), (1, 1)], &[(0, 1, 3, 4), (1, 2, 4, 5), (0, 2, 0, 5), (0, 0, 3, 3)]);
        // CR LF: the CR goes.
        check(&[(1, 1), (0, 1), (1, 1), (1, 1)], &[(0, 1, 0, 1), (1, 2, 2, 3), (0, 2, 0, 3), (2, 3, 3, 4)]);
        // One bad byte becomes three; U+2028 becomes one; a dotted circle stands in no file.
        check(&[(1, 1), (3, 1), (1, 1)], &[(0, 1, 0, 1), (1, 4, 1, 2), (4, 5, 2, 3)]);
        check(&[(1, 1), (1, 3), (1, 1)], &[(0, 1, 0, 1), (1, 2, 1, 4), (2, 3, 4, 5)]);
        check(&[(1, 1), (3, 0), (2, 2)], &[(0, 1, 0, 1), (1, 6, 1, 3), (4, 6, 1, 3)]);
        // Two in a row, each with a step of its own.
        check(&[(1, 1), (1, 3), (0, 3), (0, 3), (1, 1)], &[(1, 2, 1, 4), (2, 3, 10, 11)]);
    }

    #[test]
    fn a_clean_page_needs_one_step() {
        let mut way = Wayback::default();
        for _ in 0..1000 {
            way.advance(3, 3);
        }
        assert_eq!(way.steps.len(), 1);
    }
}
