// Fingers, as the browser gets them from a screen: it decides itself what is a tap and what scrolls.
import { type CDPSession, type Page } from '@playwright/test';

export type Point = { x: number; y: number };

/** One finger on the page. */
export async function finger(page: Page): Promise<Finger> {
  return new Finger(await page.context().newCDPSession(page));
}

class Finger {
  constructor(private readonly client: CDPSession) {}

  /** Puts the finger down, draws it along in steps as a hand does, and lifts it. */
  async swipe(from: Point, to: Point): Promise<void> {
    await this.send('touchStart', from);
    const steps = 12;
    for (let step = 1; step <= steps; step += 1) {
      const part = step / steps;
      await this.send('touchMove', { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
    }
    await this.send('touchEnd');
  }

  async tap(at: Point): Promise<void> {
    await this.send('touchStart', at);
    await this.send('touchEnd');
  }

  private async send(type: 'touchStart' | 'touchMove' | 'touchEnd', at?: Point): Promise<void> {
    await this.client.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
  }
}
