import { test } from '@playwright/test';

export type Account = { email: string; nickname: string; password: string };

let accounts = 0;

/** An account nobody has yet, also on a database that many runs have used. */
export function newAccount(): Account {
  accounts += 1;
  const unique = `${Date.now().toString(36)}w${test.info().workerIndex}c${accounts}`;
  return {
    email: `e2e-${unique}@example.com`,
    nickname: `관객${unique}`, // at most 20 characters
    password: 'butter-corn-4417',
  };
}
