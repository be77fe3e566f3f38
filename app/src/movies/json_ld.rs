//! Structured data of films and film people.

use crate::components::{breadcrumbs, graph, known, origin};
use domain::movies::{Credit, MovieView, PersonView};
use domain::page;
use serde_json::{Value, json};

/// The film page's data.
pub fn movie(movie: &MovieView) -> String {
    let origin = origin(&movie.canonical);
    let people =
        |credits: &[Credit]| -> Vec<Value> { credits.iter().map(|credit| named_person(origin, credit)).collect() };
    let rating = movie.mean.as_ref().map(|mean| {
        json!({
            "@type": "AggregateRating",
            "ratingValue": mean,
            "bestRating": "5",
            "worstRating": "0.1",
            "ratingCount": movie.score_count,
            "reviewCount": movie.review_count,
        })
    });
    let titles: Vec<&String> = movie.original_title.iter().chain(&movie.english_title).collect();
    let film = known(json!({
        "@type": "Movie",
        "@id": movie.canonical,
        "url": movie.canonical,
        "name": movie.title,
        "alternateName": titles,
        "datePublished": movie.released_on,
        "duration": movie.runtime_minutes.map(duration),
        "genre": movie.genres,
        "director": people(&movie.directors),
        "actor": people(&movie.cast),
        "contentRating": movie.age_grade.map(|grade| grade.label()),
        "image": movie.card,
        "aggregateRating": rating,
    }));
    graph(vec![film, film_trail(origin, &[(&movie.title, &movie.canonical)])])
}

/// A person's page's data.
pub fn person(person: &PersonView) -> String {
    let origin = origin(&person.canonical);
    let somebody = json!({ "@type": "Person", "@id": person.canonical, "url": person.canonical, "name": person.name });
    graph(vec![somebody, breadcrumbs(origin, &[(&person.name, &person.canonical)])])
}

fn named_person(origin: &str, credit: &Credit) -> Value {
    json!({ "@type": "Person", "name": credit.name, "url": format!("{origin}{}", page::person(credit.person)) })
}

/// From the home page over the list of films to these places.
pub fn film_trail(origin: &str, places: &[(&str, &str)]) -> Value {
    let films = format!("{origin}{}", page::MOVIES);
    breadcrumbs(origin, &[&[("영화", films.as_str())][..], places].concat())
}

/// Minutes as ISO 8601 has them.
fn duration(minutes: i16) -> String {
    format!("PT{minutes}M")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::PersonId;

    #[test]
    fn a_person_has_a_name_and_an_address() {
        let view = PersonView {
            id: PersonId(7),
            name: "봉준호".into(),
            directed: Vec::new(),
            acted: Vec::new(),
            seen: None,
            canonical: "https://x.example/people/7".into(),
        };
        let data: Value = serde_json::from_str(&person(&view)).expect("is JSON");
        assert_eq!(data["@graph"][0]["name"], "봉준호");
        assert_eq!(data["@graph"][1]["itemListElement"][0]["item"], "https://x.example/");
    }

    #[test]
    fn durations() {
        assert_eq!(duration(132), "PT132M");
    }
}
