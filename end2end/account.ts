export type Account = { email: string; nickname: string; password: string };

let accounts = 0;

/** An account nobody has yet, also on a database that many runs have used. */
export function newAccount(): Account {
  accounts += 1;
  const unique = `${Date.now().toString(36)}w${process.env.TEST_WORKER_INDEX}c${accounts}`;
  return {
    email: `e2e-${unique}@example.com`,
    nickname: `관객${unique}`, // at most 20 characters
    password: 'butter-corn-4417',
  };
}

/** A member of the demo who keeps house where the tests run. */
export const ADMINISTRATOR: Account = {
  email: 'demo@example.com',
  nickname: '팝콘손님',
  password: 'popcorn-demo-2026',
};
