// Many requests at once: wrk where it is installed, else autocannon from npm. autocannon is itself
// written in JavaScript and takes more of the processor away from the server.
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const CONNECTIONS = 50;
const THREADS = 2;
const WARM_UP_SECONDS = 3;
const SCRIPT = fileURLToPath(new URL('wrk.lua', import.meta.url));

export const tool = () => (spawnSync('wrk', ['-v']).error ? 'autocannon' : 'wrk');

let running;
/** For the end by a signal: a load must not outlive the measurement. */
export const stopLoad = () => running?.kill('SIGKILL');

const wrk = (base, paths, headers, seconds) =>
  new Promise((resolve, reject) => {
    const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
    const sizes = [`-t${THREADS}`, `-c${CONNECTIONS}`, `-d${seconds}s`, '--timeout', '10s'];
    running = spawn('wrk', [...sizes, '-s', SCRIPT, ...given, base, '--', ...paths], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    running.stdout.on('data', (data) => (output += data));
    running.once('error', reject);
    running.once('close', () => {
      const line = output.split('\n').find((text) => text.startsWith('{'));
      if (!line) return reject(new Error(`wrk said: ${output}`));
      const { requests, duration, p50, p99, errors } = JSON.parse(line);
      resolve({ rate: (requests / duration) * 1e6, p50: p50 / 1000, p99: p99 / 1000, errors });
    });
  });

const autocannon = async (base, paths, headers, seconds) => {
  const { default: run } = await import('autocannon');
  const requests = paths.map((path) => ({ method: 'GET', path }));
  const result = await run({ url: base, connections: CONNECTIONS, duration: seconds, timeout: 10, headers, requests });
  return {
    rate: result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    errors: result.errors + result.non2xx,
  };
};

/** Requests per second, p50 and p99 in milliseconds, answers that failed; after a warm-up. */
export const measureLoad = async (base, paths, headers, seconds) => {
  const run = tool() === 'wrk' ? wrk : autocannon;
  await run(base, paths, headers, Math.min(WARM_UP_SECONDS, seconds));
  return run(base, paths, headers, seconds);
};
