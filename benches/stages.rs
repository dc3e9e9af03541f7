//! How fast each stage works, and whether its time grows with its input: `cargo bench`, in bytes a second.
//!
//! The text is that of `seeds/`, over and over, with other digits each time, so that no two articles are copies.
//! Extraction has no stages of its own to measure: dates, amounts and names need the speakers, and are read in one go.
//! What a stage costs by itself is the difference to the one before it ("extract" holds "segment").

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use crosscheck::article::{Article, Title};
use crosscheck::claim::Claim;
use crosscheck::compare;
use crosscheck::extract;
use crosscheck::input::{Inputs, ReadOptions, read_paths};
use crosscheck::report::claims::{ClaimPrinter, Form, Selection};
use crosscheck::report::json;
use crosscheck::rule::RuleSet;
use crosscheck::segment::{segment_articles, segment_title};
use std::hint::black_box;
use std::path::Path;

/// Articles of one story, as many as wanted.
fn story(count: usize) -> Vec<Article> {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/las-vegas-shooting");
    let Inputs { articles, .. } = read_paths(&[seed], &ReadOptions::default());
    let copies = articles.iter().cycle().take(count).enumerate();
    copies.map(|(index, article)| copy(article, index, index / articles.len())).collect()
}

/// An article with other digits: those of the first round stay.
fn copy(article: &Article, index: usize, round: usize) -> Article {
    let mut copy = Article::new(format!("{index:05}"), varied(&article.text, round));
    copy.title = article.title.as_ref().map(|title| Title { text: varied(&title.text, round), start: title.start });
    copy.outlet = article.outlet.as_ref().map(|outlet| format!("{outlet} {round}"));
    copy.published = article.published;
    copy.body = article.body;
    copy
}

/// Every digit but 0 becomes another one but 0, so that numbers keep their length and grain.
fn varied(text: &str, round: usize) -> String {
    let mut seen = 0;
    let vary = |letter: char| match letter.to_digit(10) {
        Some(digit @ 1..) => {
            seen += 1;
            // Every third digit changes, by another step each round: years and most tolls stay what they are.
            let step = if seen % 3 == 0 { round } else { 0 };
            char::from_digit((digit - 1 + u32::try_from(step % 9).unwrap_or(0)) % 9 + 1, 10).unwrap_or(letter)
        }
        _ => letter,
    };
    text.chars().map(vary).collect()
}

fn bytes(articles: &[Article]) -> Throughput {
    Throughput::Bytes(articles.iter().map(|article| article.text.len() as u64).sum())
}

fn stages(criterion: &mut Criterion) {
    let rules = RuleSet::built_in();
    let articles = story(50);
    let readings = extract::read_all(&articles);
    let claims: Vec<Claim> = rules.place_all(&articles, &readings).concat();
    let mut group = criterion.benchmark_group("stage");
    group.throughput(bytes(&articles));
    group.bench_function("tokens", |bench| {
        // A title is one sentence: beside its tokens only its quotations are looked for.
        bench.iter(|| articles.iter().map(|article| segment_title(&article.text).tokens.len()).sum::<usize>());
    });
    group.bench_function("segment", |bench| {
        bench.iter(|| segment_articles(&articles).iter().map(|segments| segments.tokens.len()).sum::<usize>());
    });
    group.bench_function("extract", |bench| {
        bench.iter(|| extract::read_all(&articles).iter().map(|reading| reading.mentions.len()).sum::<usize>());
    });
    group.bench_function("names as mentions", |bench| {
        let names = || articles.iter().zip(&readings).map(|(article, reading)| reading.name_mentions(article).len());
        bench.iter(|| names().sum::<usize>());
    });
    group.bench_function("place", |bench| bench.iter(|| rules.place_all(&articles, &readings).len()));
    group.bench_function("compare", |bench| {
        let compare = |claims| compare::compare(&articles, &readings, claims, &rules).findings.len();
        bench.iter_batched(|| claims.clone(), compare, BatchSize::LargeInput);
    });
    let report = crosscheck::check(Inputs { articles: articles.clone(), ..Inputs::default() }, &rules);
    group.bench_function("report in JSON", |bench| {
        bench.iter(|| {
            let mut out = Vec::new();
            json::write_report(&mut out, &report, &rules).expect("memory can be written");
            out.len()
        });
    });
    group.finish();
}

/// What every start of the program does before it reads an article.
fn start(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("start");
    let files = RuleSet::built_in_files();
    group.throughput(Throughput::Bytes(files.iter().map(|(_, text)| text.len() as u64).sum()));
    group.bench_function("built-in rules", |bench| bench.iter(RuleSet::built_in));
    group.finish();
}

/// The whole of `crosscheck claims --all`: JSON lines in, JSON lines out.
fn claims(criterion: &mut Criterion) {
    let rules = RuleSet::built_in();
    let articles = story(200);
    let quoted = |text: &str| serde_json::to_string(text).expect("a text is JSON");
    let lines = articles.iter().map(|it| format!("{{\"id\":\"{}\",\"text\":{}}}\n", it.id, quoted(&it.text)));
    let stream: String = lines.collect();
    let printer = ClaimPrinter { rules: &rules, selection: Selection::All, form: Form::Lines };
    let mut group = criterion.benchmark_group("claims");
    group.throughput(bytes(&articles)).sample_size(20);
    group.bench_function("stream", |bench| {
        bench.iter(|| {
            let mut out = Vec::new();
            let tally = printer.write_stream(stream.as_bytes(), &ReadOptions::default(), &mut out);
            (tally.expect("memory can be written").articles, out.len())
        });
    });
    group.finish();
}

/// The whole of `crosscheck check` on more and more articles of one story: bytes a second should hardly fall.
fn growth_of_check(criterion: &mut Criterion) {
    let rules = RuleSet::built_in();
    let mut group = criterion.benchmark_group("check");
    group.sample_size(10);
    for count in [100, 1_000, 10_000] {
        let articles = story(count);
        group.throughput(bytes(&articles));
        group.bench_with_input(BenchmarkId::from_parameter(count), &articles, |bench, articles| {
            let inputs = || Inputs { articles: articles.clone(), ..Inputs::default() };
            bench.iter_batched(inputs, |inputs| crosscheck::check(inputs, &rules), BatchSize::LargeInput);
        });
    }
    group.finish();
}

/// Texts, most of them in one paragraph, that a step with a look too far would make quadratic; ten times the text should take ten
/// times as long.
fn growth_of_reading(criterion: &mut Criterion) {
    let rules = RuleSet::built_in();
    let prose = story(5).iter().map(|article| article.text.replace('\n', " ")).collect::<String>();
    let pieces = [
        ("prose", prose.as_str()),
        ("one sentence", "officials said 12 men and 40 women left the port on Monday and "),
        ("quotes", "“12” "),
        ("open quotes", "“"),
        ("apostrophes", "'"),
        ("digits", "1"),
        ("numbers", "12 "),
        ("capitals", "Norvik "),
        ("determiners", "the "),
        ("hyphens", "- "),
        ("hidden", "\u{200b}"),
        ("commas", ", "),
        ("brackets", "(12) [3] "),
        ("dashes", "— 12-"),
        ("lines", "Norvik 12 men\n"),
        ("paragraphs", "12 men\n\n"),
    ];
    let printer = ClaimPrinter { rules: &rules, selection: Selection::All, form: Form::Lines };
    let mut group = criterion.benchmark_group("growth");
    group.sample_size(10);
    for (name, piece) in pieces {
        for size in [100_000, 1_000_000] {
            let article = Article::new("long", piece.chars().cycle().take(size / 2).collect::<String>());
            let inputs = Inputs { articles: vec![article], ..Inputs::default() };
            group.throughput(bytes(&inputs.articles));
            group.bench_with_input(BenchmarkId::new(name, size), &inputs, |bench, inputs| {
                bench.iter(|| {
                    let mut out = Vec::new();
                    printer.write_inputs(black_box(inputs), &mut out).expect("memory can be written");
                    out.len()
                });
            });
        }
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().without_plots();
    targets = start, stages, claims, growth_of_check, growth_of_reading
}
criterion_main!(benches);
