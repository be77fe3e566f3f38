// The size budget of a first load: check-size.mjs SITE_FOLDER
// Counts what every page makes a phone fetch, compressed with brotli as it is sent: the main
// WASM, the scripts it loads, the style sheet. Lazy routes (split_*, chunk_*) come when visited.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const BUDGETS = [
  { what: 'WASM and JS', kinds: /\.(wasm|js)$/, wanted: 240_000, limit: 300_000 },
  { what: 'CSS', kinds: /\.css$/, wanted: 15_000, limit: 15_000 },
];
const LAZY = /^(split|chunk)_/;

const folder = join(process.argv[2], 'pkg');
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !LAZY.test(entry.name))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const compressed = (file) => {
  const bytes = readFileSync(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params }).length;
};

for (const { what, kinds, wanted, limit } of BUDGETS) {
  const chosen = files.filter((file) => kinds.test(file));
  if (chosen.length === 0) {
    console.error(`✗ ${what}: nothing to measure in ${folder}`);
    process.exitCode = 1;
    continue;
  }
  const size = chosen.reduce((sum, file) => sum + compressed(file), 0);
  if (size > limit) {
    console.error(`✗ ${what} of the first load: ${kB(size)} brotli, more than the limit of ${kB(limit)}`);
    process.exitCode = 1;
  } else if (size > wanted) {
    console.error(`! ${what} of the first load: ${kB(size)} brotli, more than the ${kB(wanted)} wanted (limit ${kB(limit)})`);
  } else {
    console.log(`✓ ${what} of the first load: ${kB(size)} brotli (limit ${kB(limit)})`);
  }
}
