// Small questions about the network that a shell cannot ask portably.
//   net.mjs free                     a free port on the loopback address
//   net.mjs next PORT                the first free port from PORT upward
//   net.mjs reachable                does anything listen at the host and port of DATABASE_URL?
//   net.mjs answers URL PID SECONDS  waits until URL answers; fails as soon as process PID is gone
import http from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const HOST = '127.0.0.1';
const [command, ...args] = process.argv.slice(2);

/** The port that could be bound, or undefined when it is taken. */
const bind = (port) =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, HOST, () => {
      const bound = server.address().port;
      server.close(() => resolve(bound));
    });
  });

const connects = (host, port) =>
  new Promise((resolve) => {
    const socket = net.connect({ host, port });
    const finish = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(5_000, () => finish(false));
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
  });

const answers = (url) =>
  new Promise((resolve) => {
    const request = http.get(url, { timeout: 2_000 }, (response) => {
      response.resume();
      resolve(true);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });

const alive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const commands = {
  async free() {
    console.log(await bind(0));
  },
  async next(from) {
    for (let port = Number(from); port < Number(from) + 100; port += 1) {
      if (await bind(port)) return console.log(port);
    }
    process.exitCode = 1;
  },
  async reachable() {
    const url = new URL(process.env.DATABASE_URL);
    // A socket directory has no host to try; the server itself will tell.
    if (url.hostname === '' || url.searchParams.has('host')) return;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (!(await connects(host, Number(url.port) || 5432))) process.exitCode = 1;
  },
  async answers(url, pid, seconds) {
    const end = Date.now() + Number(seconds) * 1_000;
    while (Date.now() < end && alive(Number(pid))) {
      if (await answers(url)) return;
      await sleep(100);
    }
    process.exitCode = 1;
  },
};

await commands[command](...args);
