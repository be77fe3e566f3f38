import { expect, test } from './client.ts';

test('the server says that it lives and that it is ready', async ({ request }) => {
  for (const path of ['/health/live', '/health/ready']) {
    const response = await request.get(path);
    expect(response.status(), path).toBe(200);
    // A proxy that remembers the answer would hide the next fault.
    expect(response.headers()['cache-control'], path).toContain('no-store');
  }
});

test('health is told without a cookie', async ({ request }) => {
  const response = await request.get('/health/ready');
  expect(response.headers()['set-cookie']).toBeUndefined();
});
