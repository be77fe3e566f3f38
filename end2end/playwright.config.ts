// The site must already run: BASE_URL says where, with rate limits off and the demo data loaded.
// CHROMIUM_PATH uses a browser that is already on the machine, CHROMIUM_ARGS adds switches for it.
import { defineConfig, devices, type Project } from '@playwright/test';

const baseURL = process.env.BASE_URL;
if (!baseURL) {
  throw new Error('Set BASE_URL to the running site, for example BASE_URL=http://127.0.0.1:3000');
}

const desktop = { viewport: { width: 1280, height: 800 } };
const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  userAgent: devices['Pixel 7'].userAgent,
};

/**
 * Journeys run with and without script, on a desktop and on a phone. A test that only makes sense on
 * some of them carries a tag (@script, @noscript, @desktop, @phone), and the others leave it out. So they do
 * with files that would only repeat there what another project has shown.
 */
function journeys(
  name: string,
  device: typeof desktop,
  javaScriptEnabled: boolean,
  leaveOut: RegExp,
  files: Pick<Project, 'testMatch' | 'testIgnore'> = {},
): Project {
  return {
    name,
    testMatch: 'journeys/**/*.spec.ts',
    ...files,
    grepInvert: leaveOut,
    use: { ...device, javaScriptEnabled },
  };
}

export default defineConfig({
  testDir: '.',
  outputDir: './results',
  fullyParallel: true,
  workers: 2,
  // A test that fails only sometimes is a bug, in the site or in the test.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    baseURL,
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    trace: 'retain-on-failure',
    // Nothing fades while colours are measured.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        ...(process.env.CHROMIUM_ARGS ?? '').split(/\s+/).filter(Boolean),
      ],
    },
  },
  projects: [
    journeys('desktop-script', desktop, true, /@noscript|@phone/),
    journeys('phone-script', phone, true, /@noscript|@desktop/, {
      testIgnore: /journeys.(bad-input|browse|errors|person|spoiler-private|members.(admin|leave|suspension))\.spec/,
    }),
    journeys('desktop-noscript', desktop, false, /@script|@phone/, {
      testMatch: /journeys.(first-review|layout|score-control|search|sign-in-out|theme)\.spec/,
    }),
    journeys('phone-noscript', phone, false, /@script|@desktop/),
    // No browser: statuses and headers, asked once.
    { name: 'http', testMatch: 'http/**/*.spec.ts' },
  ],
});
