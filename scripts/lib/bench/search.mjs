// What people type into the search: titles of the database, cut short, as initial consonants, and
// with a slip of the finger. Everything is drawn from one seed, so that two runs ask the same.
import { ask } from './client.mjs';

const INITIALS = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'];
const FIRST = 0xac00;
const LAST = 0xd7a3;
const VOWELS = 21;
const FINALS = 28;

const isSyllable = (letter) => letter >= '가' && letter <= '힣';
const parts = (letter) => {
  const number = letter.codePointAt(0) - FIRST;
  return [Math.floor(number / FINALS / VOWELS), Math.floor(number / FINALS) % VOWELS, number % FINALS];
};
const compose = (initial, vowel, final) =>
  String.fromCodePoint(Math.min(LAST, FIRST + (initial * VOWELS + vowel) * FINALS + final));
const initialOf = (letter) => (isSyllable(letter) ? INITIALS[parts(letter)[0]] : letter);

/** mulberry32: small, and the same everywhere. */
const dice = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

const FORMS = {
  whole: (title) => title,
  beginning: (title) => [...title].slice(0, 2).join(''),
  initials: (title) => [...title].slice(0, 4).map(initialOf).join(''),
  // As it stands while the last syllable is being typed: 기생ㅊ.
  unfinished: (title) => {
    const letters = [...title].slice(0, 3);
    return letters.map((letter, place) => (place === letters.length - 1 ? initialOf(letter) : letter)).join('');
  },
  // One vowel is the next one of the alphabet: 기섕충.
  slip: (title, random) => {
    const letters = [...title];
    const place = Math.floor(random() * letters.length);
    if (!isSyllable(letters[place])) return title;
    const [initial, vowel, final] = parts(letters[place]);
    letters[place] = compose(initial, (vowel + 1) % VOWELS, final);
    return letters.join('');
  },
};

/** `count` texts from titles of the database. */
export const queries = async (client, count) => {
  const { rows } = await client.query('SELECT title FROM movies ORDER BY md5(id::text) LIMIT $1', [count]);
  const random = dice(20_261_123);
  const forms = Object.values(FORMS);
  return Array.from({ length: count }, (_, turn) => forms[turn % forms.length](rows[turn % rows.length].title, random));
};

export const searchPath = (query) => `/search?q=${encodeURIComponent(query)}`;

/** The value below which `share` of `values` lie. */
export const percentile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)];

/** Latencies in milliseconds of the search page and of the field's suggestions, one request at a time. */
export const measureSearch = async (base, texts) => {
  const suggest = (text) =>
    ask(base, '/rpc/suggest', {
      method: 'POST',
      headers: { accept: 'application/json', origin: base, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ q: text }).toString(),
    });
  const results = [];
  for (const [what, request] of [['page', (text) => ask(base, searchPath(text))], ['suggestions', suggest]]) {
    const times = [];
    let errors = 0;
    // The first round warms up.
    for (const round of [0, 1]) {
      for (const text of texts) {
        const { status, milliseconds } = await request(text);
        if (round === 1) times.push(milliseconds);
        if (round === 1 && status !== 200) errors += 1;
      }
    }
    results.push({ what, p50: percentile(times, 0.5), p95: percentile(times, 0.95), errors, queries: texts.length });
  }
  return results;
};
