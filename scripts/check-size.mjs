// The size budget of a first load: check-size.mjs SITE_FOLDER
import { firstLoad } from './lib/first-load.mjs';

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

for (const { what, wanted, limit, size } of firstLoad(process.argv[2])) {
  if (size === undefined) {
    console.error(`✗ ${what}: nothing to measure in ${process.argv[2]}`);
    process.exitCode = 1;
  } else if (size > limit) {
    console.error(`✗ ${what} of the first load: ${kB(size)} brotli, more than the limit of ${kB(limit)}`);
    process.exitCode = 1;
  } else if (size > wanted) {
    console.error(`! ${what} of the first load: ${kB(size)} brotli, more than the ${kB(wanted)} wanted (limit ${kB(limit)})`);
  } else {
    console.log(`✓ ${what} of the first load: ${kB(size)} brotli (limit ${kB(limit)})`);
  }
}
