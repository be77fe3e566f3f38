// What every page makes a phone fetch, compressed with brotli as it is sent: the main WASM, the
// scripts it loads, the style sheet.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/** Sizes in bytes: `wanted` is the budget, `limit` fails the build. */
export const BUDGETS = [
  { what: 'WASM and JS', kinds: /\.(wasm|js)$/, wanted: 240_000, limit: 300_000 },
  { what: 'CSS', kinds: /\.css$/, wanted: 15_000, limit: 15_000 },
];

const compressed = (file) => {
  const bytes = readFileSync(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params }).length;
};

/** The budgets with their `size`; undefined where there is nothing to measure. */
export const firstLoad = (siteFolder) => {
  const files = readdirSync(join(siteFolder, 'pkg'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return BUDGETS.map((budget) => {
    const chosen = files.filter((file) => budget.kinds.test(file));
    const size = chosen.length > 0 ? chosen.reduce((sum, file) => sum + compressed(file), 0) : undefined;
    return { ...budget, size };
  });
};
