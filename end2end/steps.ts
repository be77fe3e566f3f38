// The steps many journeys share. What a journey is about is done the way a visitor does it, through
// the real form; what it only needs beforehand is posted directly, which is faster.
import { expect, type APIResponse, type Locator, type Page } from '@playwright/test';
import { newAccount, type Account } from './account.ts';
import { arrived, goto, scriptIsOn, type Movie } from './fixtures.ts';
import { linkTo } from './mailbox.ts';
import { call, join } from './members.ts';

/** Posts a form in the name of whoever is signed in on the page. */
export function post(page: Page, endpoint: string, form: Record<string, string>): Promise<APIResponse> {
  return call(page.request, endpoint, form);
}

/** Makes the page's visitor a new member, signed in from the next page on. */
export function newMember(page: Page): Promise<Account> {
  return join(page.request);
}

/** Signs up through the form; the page ends where a newcomer is told to look for the mail. */
export async function signUp(page: Page, account: Account = newAccount()): Promise<Account> {
  await goto(page, '/accounts/signup');
  await fillSignUp(page, account);
  await page.getByRole('button', { name: '가입하기' }).click();
  await arrived(page, '/accounts/sent');
  return account;
}

/** From the form through the mail to the home page, signed in. */
export async function signUpAndIn(page: Page): Promise<Account> {
  const account = await signUp(page);
  await goto(page, await linkTo(page.request, account.email, 'confirm'));
  await submit(page, confirmButton(page), '/');
  await expectSignedIn(page, account);
  return account;
}

export async function fillSignUp(page: Page, account: Account): Promise<void> {
  await page.getByLabel('이메일', { exact: true }).fill(account.email);
  await page.getByLabel('닉네임', { exact: true }).fill(account.nickname);
  await page.getByLabel('비밀번호', { exact: true }).fill(account.password);
  await ageConsent(page).check();
  await termsConsent(page).check();
}

/** The button of the page that the first mail leads to. */
export const confirmButton = (page: Page) => page.getByRole('button', { name: '이메일 확인하기' });
/** What the step before has done, or why a link does nothing. */
/** What the frame says on the page that a confirmation leads to. */
export const welcome = (page: Page) => page.getByRole('complementary', { name: '가입을 마쳤어요' });
export const note = (page: Page) => page.getByRole('main').getByRole('status');
export const ageConsent = (page: Page) => page.getByRole('switch', { name: /만 14세 이상입니다/ });
export const termsConsent = (page: Page) => page.getByRole('switch', { name: /이용약관.*동의합니다/ });
export const spoilerSwitch = (page: Page) => page.getByRole('switch', { name: '스포일러가 있어요' });
export const privateSwitch = (page: Page) => page.getByRole('switch', { name: '나만 보기' });

export async function fillSignIn(page: Page, account: Pick<Account, 'email' | 'password'>): Promise<void> {
  await page.getByLabel('이메일', { exact: true }).fill(account.email);
  await page.getByLabel('비밀번호', { exact: true }).fill(account.password);
  await page.getByRole('main').getByRole('button', { name: '로그인' }).click();
}

/** Signs in through the form of the sign-in page; `to` is where that leads. */
export async function signIn(page: Page, account: Pick<Account, 'email' | 'password'>, to = '/'): Promise<void> {
  await goto(page, '/accounts/signin');
  await fillSignIn(page, account);
  await arrived(page, to);
}

/** The links of the frame: above on wide screens, below on narrow ones. */
export function frame(page: Page): Locator {
  return page.getByRole('banner').or(page.getByRole('navigation', { name: '바로 가기' }));
}

export async function expectSignedIn(page: Page, account: Account): Promise<void> {
  const own = page.locator(`a[href="/my"], a[href="/accounts/${encodeURIComponent(account.nickname)}"]`);
  await expect(frame(page).locator(own).filter({ visible: true }).first()).toBeVisible();
  await expect(signInLink(page)).toHaveCount(0);
}

export async function expectSignedOut(page: Page): Promise<void> {
  await expect(signInLink(page)).toBeVisible();
  await expect(page.getByRole('banner').locator('a[href="/settings"]')).toHaveCount(0);
}

/** The link of the frame that can be seen at this width. */
export const signInLink = (page: Page) =>
  frame(page).getByRole('link', { name: '로그인' }).filter({ visible: true });

/** Signs out on the member's own page, to which the frame leads at every width. */
export async function signOut(page: Page): Promise<void> {
  await frame(page).locator('a[href="/my"]').filter({ visible: true }).click();
  await arrived(page, '/my');
  await page.getByRole('button', { name: '로그아웃' }).click();
  await arrived(page, '/');
}

export const scoreField = (page: Page) => page.getByLabel('점수 입력 (0.1~5.0)', { exact: true });
export const scoreSlider = (page: Page) => page.getByRole('slider', { name: '내 점수' });
/** The stars that take the pointer, on the film's page. */
export const scoreStrip = (page: Page) => page.locator('.score-form .score-strip');
export const scoreState = (page: Page) => page.locator('#score-state');
export const clearScore = (page: Page) => page.getByRole('button', { name: '점수 지우기' });
export const reviewField = (page: Page) => page.getByRole('textbox', { name: '리뷰', exact: true });

/** Opens the stars of a film in a list with the keyboard; the focus is then on their slider. */
export async function openStars(item: Locator): Promise<void> {
  await item.locator('.quick-score-open').press('Enter');
  await expect(item.getByRole('slider')).toBeFocused();
}

/** Types a score and saves it: with script Enter does, without there is a button. */
export async function typeScore(page: Page, score: string): Promise<void> {
  await scoreField(page).fill(score);
  if (scriptIsOn()) await scoreField(page).press('Enter');
  else await send(page, '점수 저장', '/rpc/set_score');
}

/** Types a score that is right, and waits until it stands on the server. */
export async function saveScore(page: Page, score: string): Promise<void> {
  await typeScore(page, score);
  if (scriptIsOn()) await expect(scoreState(page)).toHaveText('저장했어요');
  await expect(clearScore(page)).toBeVisible();
}

/** "5" and "5.0" are the same score. */
export async function expectScore(page: Page, score: number): Promise<void> {
  await expect.poll(async () => Number(await scoreField(page).inputValue())).toBe(score);
}

/** Presses a button and waits until the server has answered its form, with script on or off. */
export async function send(page: Page, button: string, endpoint: string): Promise<void> {
  await press(page, page.getByRole('button', { name: button, exact: true }), endpoint);
}

/** The same for a button that has no name of its own on the page. */
export async function press(page: Page, button: Locator, endpoint: string): Promise<void> {
  const answer = page.waitForResponse((response) => response.url().endsWith(endpoint));
  await button.click();
  await answer;
  // Without script the answer leads to a page, and that must have come.
  if (!scriptIsOn()) await page.waitForLoadState();
}

/** Presses a button whose form leads to a page by itself, also with script, and waits for that page. */
export async function submit(page: Page, button: string | Locator, path: string | RegExp): Promise<void> {
  const come = page.waitForEvent('framenavigated');
  await (typeof button === 'string' ? page.getByRole('button', { name: button, exact: true }) : button).click();
  await come;
  await arrived(page, path);
}

export type ReviewOptions = { spoiler?: boolean; onlyMe?: boolean };

/** Writes a review from the film page, through the form, and returns its permalink's path. */
export async function writeReview(
  page: Page,
  movie: Movie,
  text: string,
  options: ReviewOptions = {},
): Promise<string> {
  await goto(page, movie.path);
  await page.getByRole('link', { name: '리뷰 쓰기' }).first().click();
  await arrived(page, `${movie.path}/write`);
  await reviewField(page).fill(text);
  await spoilerSwitch(page).setChecked(options.spoiler ?? false);
  await privateSwitch(page).setChecked(options.onlyMe ?? false);
  await page.getByRole('button', { name: '리뷰 올리기' }).click();
  await arrived(page, /\/reviews\/\d+$/);
  return new URL(page.url()).pathname;
}

/** A review of the page's member, posted directly. Returns its permalink's path. */
export async function haveReview(
  page: Page,
  movie: Movie,
  content: string,
  options: ReviewOptions = {},
): Promise<string> {
  const response = await post(page, 'create_review', {
    movie_id: movie.id,
    content,
    spoiler: options.spoiler ? 'on' : '',
    private: options.onlyMe ? 'on' : '',
  });
  return `/reviews/${await response.json()}`;
}

/** A score of the page's member, posted directly. */
export async function haveScore(page: Page, movie: Movie, score: string): Promise<void> {
  await post(page, 'set_score', { movie_id: movie.id, score });
}

/** Where a film's newest reviews come first. */
export const newestOf = (movie: Movie) => `${movie.path}?sort=newest`;

/** The review's article in a list; the best liked of both sides are none. */
export function reviewInList(page: Page, permalink: string): Locator {
  return page.locator(`article#review-${permalink.split('/').pop()}:not(.sides *)`);
}

/** The message stands beside the field, and assistive technology is told: marked invalid and described. */
export async function expectFieldError(field: Locator, message: RegExp = /[가-힣]{2}/): Promise<void> {
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(message);
  const ids = ((await field.getAttribute('aria-describedby')) ?? '').split(/\s+/);
  const descriptions = field.page().locator(ids.map((id) => `[id="${id}"]`).join(', '));
  await expect(descriptions.filter({ hasText: message, visible: true })).not.toHaveCount(0);
}

type Marked = Window & { stillHere?: boolean };

/** Marks the document, to be found again by [`expectSameDocument`]. */
export async function mark(page: Page): Promise<void> {
  await page.evaluate(() => {
    (window as Marked).stillHere = true;
  });
}

/** What happened since [`mark`] was done by script: no page was loaded. */
export async function expectSameDocument(page: Page): Promise<void> {
  expect(await page.evaluate(() => (window as Marked).stillHere), 'the document was not loaded anew').toBe(true);
}

/** Presses Tab until the element has the focus, and checks that the focus can be seen. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  const focused = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 200 && !(await focused()); presses += 1) await page.keyboard.press('Tab');
  await expect(target, 'reached with Tab').toBeFocused();
  const ring = await target.evaluate((element) => {
    const shown = (one: Element) => {
      const { outlineStyle, boxShadow } = getComputedStyle(one);
      return outlineStyle !== 'none' || boxShadow !== 'none';
    };
    // A field may show it on what stands around it, the slider on its thumb.
    for (let one: Element | null = element; one && one !== document.body; one = one.parentElement) {
      if (shown(one)) return true;
    }
    return false;
  });
  expect(ring, 'a visible focus').toBe(true);
}
