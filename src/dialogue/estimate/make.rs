//! How an exercise of each kind is made: numbers are drawn, worked out on a sheet, and told as a story.

use super::exercise::{Exercise, Sheet, Term};
use super::generate::Kind;
use super::random::Random;
use super::settings::Setting;
use super::unit::Unit;

/// An exercise of a kind in a setting.
pub(super) fn exercise(kind: Kind, setting: &Setting, random: &mut Random) -> Exercise {
    let mut maker = Maker { sheet: Sheet::default(), setting, random };
    let story = match kind {
        Kind::Qps => maker.qps(),
        Kind::Storage => maker.storage(),
        Kind::Retention => maker.retention(),
        Kind::Bandwidth => maker.bandwidth(),
        Kind::Machines => maker.machines(),
        Kind::Cache => maker.cache(),
        Kind::Partitions => maker.partitions(),
    };
    maker.sheet.finish(format!("{}: {}", setting.title, kind.title()), story)
}

struct Maker<'a> {
    sheet: Sheet,
    setting: &'a Setting,
    random: &'a mut Random,
}

impl Maker<'_> {
    /// A given number, one of several.
    fn draw(&mut self, says: impl Into<String>, of: &[f64], unit: Unit) -> Term {
        let value = *self.random.one(of);
        self.sheet.given(says, value, unit)
    }

    /// Users and what they do: the story, and the items of a day.
    fn crowd(&mut self) -> (String, Term) {
        let s = self.setting;
        let crowd = self.draw(s.people, s.crowd, Unit::Count);
        let daily = self.draw(format!("{} each", s.items), s.daily, Unit::Count);
        let total = self.sheet.step(format!("{} a day", upper(s.items)), &[crowd, daily], &[], Unit::PerDay);
        let (many, each) = (self.sheet.show(crowd), self.sheet.show(daily));
        let items = if each == "1" { s.item } else { s.items };
        (format!("{} has {many} active {}. Each of them {} {each} {items} a day.", s.system, s.people, s.does), total)
    }

    /// A rate at the peak, drawn so that a flow of such items is worth a thought: 4 to 500 MB a second.
    fn rate(&mut self, says: impl Into<String>, bytes: Term) -> Term {
        let rates =
            [10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1e3, 2e3, 5e3, 10e3, 20e3, 50e3, 100e3, 200e3, 500e3, 1e6, 2e6];
        let size = self.sheet.value(bytes);
        let fits: Vec<f64> = rates.into_iter().filter(|r| (4e6..=5e8).contains(&(r * size))).collect();
        self.draw(says, &fits, Unit::PerSecond)
    }

    fn bytes(&mut self) -> Term {
        let s = self.setting;
        self.draw(format!("bytes of {} {}", article(s.item), s.item), s.bytes, Unit::Bytes)
    }

    fn qps(&mut self) -> String {
        let (story, total) = self.crowd();
        let day = self.sheet.day();
        let average = self.sheet.step("Average", &[total], &[day], Unit::PerSecond);
        self.sheet.ask(format!("How many {} per second is that on average?", self.setting.items), average);
        let (peak, asks) = if self.random.one_in(2) {
            let peak = self.draw("the peak over the average", &[2.0, 3.0, 4.0, 5.0, 10.0], Unit::Count);
            let times = self.sheet.show(peak);
            (peak, format!("The busiest hour has {times} times the average rate. How many per second is that?"))
        } else {
            let peak = self.sheet.open("the peak over the average", 3.0, Unit::Count, (1.5, 10.0));
            (peak, "And at the peak? Say how far above the average you take it to be.".to_owned())
        };
        let at_peak = self.sheet.step("Peak", &[average, peak], &[], Unit::PerSecond);
        self.sheet.ask(asks, at_peak);
        story
    }

    fn storage(&mut self) -> String {
        let (story, total) = self.crowd();
        let s = self.setting;
        if s.bytes[0] < 1e4 && self.random.one_in(4) {
            let (low, high) = s.bytes.iter().fold((f64::MAX, 0.0_f64), |(l, h), b| (l.min(*b), h.max(*b)));
            let usual = s.bytes[s.bytes.len() / 2];
            let bytes = self.sheet.open(
                format!("bytes of {} {}", article(s.item), s.item),
                usual,
                Unit::Bytes,
                (low / 5.0, high * 5.0),
            );
            let daily = self.sheet.step("A day", &[total, bytes], &[], Unit::BytesPerDay);
            self.sheet.ask(
                format!(
                    "How much new data does a day bring? Say what size you take {} {} to have.",
                    article(s.item),
                    s.item
                ),
                daily,
            );
            return story;
        }
        let bytes = self.bytes();
        let daily = self.sheet.step("A day", &[total, bytes], &[], Unit::BytesPerDay);
        self.sheet.ask("How much new data does a day bring?", daily);
        let size = self.sheet.show(bytes);
        format!("{story} {} {} takes {size}.", upper(article(s.item)), s.item)
    }

    fn retention(&mut self) -> String {
        let s = self.setting;
        let millions = [2e6, 5e6, 10e6, 20e6, 50e6, 100e6, 200e6, 500e6];
        let most = if s.bytes[0] > 1e4 { &millions[..5] } else { &millions[..] };
        let total = self.draw(format!("{} a day", s.items), most, Unit::PerDay);
        let bytes = self.bytes();
        let (count, size) = (self.sheet.show(total), self.sheet.show(bytes));
        let count = count.trim_end_matches("/day");
        let daily = self.sheet.step("A day", &[total, bytes], &[], Unit::BytesPerDay);
        let mut story = format!("{} takes in {count} {} a day, of {size} each.", s.system, s.items);
        let (mut over, mut under) = (vec![daily], Vec::new());
        if self.random.one_in(4) {
            let days = self.draw("days", &[30.0, 60.0, 90.0, 180.0], Unit::Count);
            story += &format!(" They are kept for {} days.", self.sheet.show(days));
            over.push(days);
        } else {
            let days = self.sheet.given("days in a year", 365.0, Unit::Count);
            let years = self.draw("years", &[2.0, 3.0, 5.0, 7.0, 10.0], Unit::Count);
            story += &format!(" They are kept for {} years.", self.sheet.show(years));
            over.extend([days, years]);
        }
        // Pictures and mails are compressed already.
        if s.bytes[0] < 1e4 && !self.random.one_in(3) {
            let ratio = self.draw("the compression", &[2.0, 4.0, 5.0, 10.0], Unit::Count);
            story += &format!(" They compress {} to 1.", self.sheet.show(ratio));
            under.push(ratio);
        }
        let asks = if self.random.one_in(3) {
            let copies = self.sheet.open("replicas", 3.0, Unit::Count, (2.0, 5.0));
            over.push(copies);
            "How much disk does it take in all? The loss of a machine must lose nothing: say how many copies you keep."
        } else {
            let copies = self.draw("replicas", &[2.0, 3.0], Unit::Count);
            story += &format!(" Each is stored on {} machines.", self.sheet.show(copies));
            over.push(copies);
            "How much disk does it take in all?"
        };
        let total = self.sheet.step("In all", &over, &under, Unit::Bytes);
        self.sheet.ask(asks, total);
        story
    }

    fn bandwidth(&mut self) -> String {
        let s = self.setting;
        let bytes = self.bytes();
        let writes = self.rate(format!("{} a second", s.items), bytes);
        let incoming = self.sheet.step("In", &[writes, bytes], &[], Unit::BytesPerSecond);
        self.sheet.ask("What bandwidth comes in?", incoming);
        let ratio = self.draw(format!("{} for one {}", s.reads, s.item), s.ratio, Unit::Count);
        let answer = self.draw(format!("bytes of {} {}", article(s.read), s.read), s.answer, Unit::Bytes);
        let reads = self.sheet.step(format!("{} a second", upper(s.reads)), &[writes, ratio], &[], Unit::PerSecond);
        let outgoing = self.sheet.step("Out", &[reads, answer], &[], Unit::BytesPerSecond);
        let [times, size] = [ratio, answer].map(|t| self.sheet.show(t));
        let (read, go) = if times == "1" { (s.read, "goes") } else { (s.reads, "go") };
        let item = s.item;
        let asks =
            format!("For each {item} that comes in, {times} {read} of {size} {go} out. What bandwidth goes out?");
        self.sheet.ask(asks, outgoing);
        let eight = self.sheet.given("bits in a byte", 8.0, Unit::Count);
        let bits = self.sheet.step("In bits", &[outgoing, eight], &[], Unit::BitsPerSecond);
        self.sheet.ask("Network links are sold in bits. How many bits per second go out?", bits);
        let (rate, size) = (self.sheet.show(writes), self.sheet.show(bytes));
        let rate = rate.trim_end_matches("/s");
        format!("At its peak, {} takes in {rate} {} per second, of {size} each.", lower(s.system), s.items)
    }

    fn machines(&mut self) -> String {
        if self.random.one_in(3) {
            return self.disks();
        }
        let s = self.setting;
        let load = self.draw("requests a second", &[10e3, 20e3, 30e3, 50e3, 80e3, 100e3, 200e3], Unit::PerSecond);
        let rate = self.sheet.show(load);
        let story =
            format!("At its peak, {} answers {} requests per second.", lower(s.system), rate.trim_end_matches("/s"));
        if self.random.one_in(3) {
            let one = self.sheet.open("requests a second on one machine", 2e3, Unit::PerSecond, (100.0, 50e3));
            let count = self.sheet.step("Machines", &[load], &[one], Unit::Whole);
            self.sheet.ask("How many machines is that? Say what you take one of them to handle.", count);
            return story;
        }
        let one = self.draw("requests a second on one machine", &[500.0, 1e3, 2e3, 4e3, 5e3], Unit::PerSecond);
        let busy = self.draw("how busy a machine may be", &[0.5, 0.6, 0.7, 0.75], Unit::Share);
        let usable = self.sheet.step("One machine", &[one, busy], &[], Unit::PerSecond);
        let count = self.sheet.step("Machines", &[load], &[usable], Unit::Whole);
        self.sheet.ask("How many machines do you need?", count);
        let (one, busy) = (self.sheet.show(one), self.sheet.show(busy));
        let one = one.trim_end_matches("/s");
        format!("{story} One machine can answer {one} per second, and you want it to be {busy} busy at most.")
    }

    fn disks(&mut self) -> String {
        let s = self.setting;
        let data = self.draw("data", &[50e12, 80e12, 100e12, 200e12, 500e12, 1e15, 2e15], Unit::Bytes);
        let copies = self.draw("replicas", &[2.0, 3.0], Unit::Count);
        let disk = self.draw("disk of a machine", &[4e12, 10e12, 16e12, 20e12], Unit::Bytes);
        let full = self.draw("how full a disk may be", &[0.5, 0.6, 0.7, 0.75, 0.8], Unit::Share);
        let stored = self.sheet.step("Stored", &[data, copies], &[], Unit::Bytes);
        let usable = self.sheet.step("One machine", &[disk, full], &[], Unit::Bytes);
        let count = self.sheet.step("Machines", &[stored], &[usable], Unit::Whole);
        self.sheet.ask("How many machines hold it?", count);
        let [data, copies, disk, full] = [data, copies, disk, full].map(|t| self.sheet.show(t));
        format!(
            "{} keeps {data} of data, each piece on {copies} machines. A machine has {disk} of disk and is filled to \
             {full} at most.",
            s.system
        )
    }

    fn cache(&mut self) -> String {
        let s = self.setting;
        let bytes = self.draw(format!("bytes of {} {}", article(s.read), s.read), s.answer, Unit::Bytes);
        // Smaller ones fit into any machine.
        let size = self.sheet.value(bytes);
        let many = [1e6, 2e6, 5e6, 10e6, 20e6, 50e6, 100e6, 200e6];
        let many: Vec<f64> = many.into_iter().filter(|n| (160e9..=20e12).contains(&(n * size))).collect();
        let reads = self.draw(format!("different {}", s.reads), &many, Unit::Count);
        let hot = self.draw("the hot share", &[0.1, 0.2], Unit::Share);
        let all = self.sheet.step("All of them", &[reads, bytes], &[], Unit::Bytes);
        let cached = self.sheet.step("The hot ones", &[all, hot], &[], Unit::Bytes);
        self.sheet.ask("How much memory do you need to keep the hot ones in a cache?", cached);
        let most = self.sheet.value(cached) / 2.0;
        let memory: Vec<f64> = [8e9, 16e9, 32e9, 64e9].into_iter().filter(|m| *m <= most).collect();
        let node = self.draw("memory of a machine", &memory, Unit::Bytes);
        let count = self.sheet.step("Machines", &[cached], &[node], Unit::Whole);
        let asks = format!("A cache machine gives {} to the cache. How many do you need?", self.sheet.show(node));
        self.sheet.ask(asks, count);
        let [reads, bytes, hot] = [reads, bytes, hot].map(|t| self.sheet.show(t));
        let share = if hot == "20%" { "80%" } else { "90%" };
        format!(
            "{} serves {reads} different {} on a day, of {bytes} each. {hot} of them, the hot ones, get {share} of all \
             reads.",
            s.system, s.reads
        )
    }

    fn partitions(&mut self) -> String {
        let s = self.setting;
        let bytes = self.bytes();
        let events = self.rate(format!("{} a second", s.items), bytes);
        let flow = self.sheet.step("Into the log", &[events, bytes], &[], Unit::BytesPerSecond);
        self.sheet.ask("How many bytes per second flow into the log?", flow);
        let most = self.sheet.value(flow) / 2.0;
        let takes: Vec<f64> = [1e6, 2e6, 5e6, 10e6].into_iter().filter(|p| *p <= most).collect();
        let partition = self.draw("what a partition takes", &takes, Unit::BytesPerSecond);
        let count = self.sheet.step("Partitions for the bytes", &[flow], &[partition], Unit::Whole);
        let asks = format!("A partition takes {}. How many does that ask for?", self.sheet.show(partition));
        self.sheet.ask(asks, count);
        // Large items are slow to work off.
        let rate = self.sheet.value(events);
        let consumers = [5.0, 20.0, 100.0].map(|n| rate / n);
        let consumer = self.draw(format!("{} a second of a consumer", s.items), &consumers, Unit::PerSecond);
        let readers = self.sheet.step("Partitions for the readers", &[events], &[consumer], Unit::Whole);
        let asks = format!(
            "A partition is read by one consumer at a time, and a consumer works off {}. How many partitions do the \
             consumers ask for? (The larger of the two numbers counts.)",
            self.sheet.show(consumer)
        );
        self.sheet.ask(asks, readers);
        let (rate, size) = (self.sheet.show(events), self.sheet.show(bytes));
        let rate = rate.trim_end_matches("/s");
        format!("{} writes {rate} {} per second to a partitioned log, of {size} each.", s.system, s.items)
    }
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

fn upper(text: &str) -> String {
    first(text, |c| c.to_ascii_uppercase())
}

fn lower(text: &str) -> String {
    first(text, |c| c.to_ascii_lowercase())
}

fn first(text: &str, change: impl Fn(char) -> char) -> String {
    let mut chars = text.chars();
    chars.next().map(change).into_iter().chain(chars).collect()
}
