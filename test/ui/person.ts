// What a person does at a workbench: clicks, points, types, and reads what is then shown.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { placeInLine, plain } from './place';
import type { Point } from './place';

/** How long a state is waited for, on a machine that has much else to do. */
const DEADLINE_MS = 60_000;
/** How long one try of pointing or clicking is given before it is done again. */
const ANSWER_MS = 6_000;
const POLL_MS = 150;
/** The only time that is waited for instead of a state: what fades in is to stand in full in a picture. */
const FADE_MS = 400;

/** The editor's own hover, and that of everything else. */
const HOVER = '.monaco-resizable-hover .monaco-hover:not(.hidden)';
const TOOLTIP = '.workbench-hover-container .monaco-hover';

export class Person {
  #pictures = 0;

  constructor(
    readonly page: Page,
    /** Where the pictures go. */
    private readonly folder: string,
  ) {
    page.setDefaultTimeout(DEADLINE_MS);
    mkdirSync(folder, { recursive: true });
  }

  /** Keeps a picture of the whole window; the names tell the order in which they were taken. */
  async picture(name: string): Promise<void> {
    await wait(FADE_MS);
    const number = String(++this.#pictures).padStart(2, '0');
    await this.page.screenshot({ path: path.join(this.folder, `${number}-${name}.png`) });
  }

  /** Asks again until the answer is one; the last error or `what` tells what was missing. */
  async until<T>(what: string, ask: () => Promise<T | null | undefined | false>, deadline = DEADLINE_MS): Promise<T> {
    let error: unknown = new Error(`There is still no ${what}.`);
    for (const end = Date.now() + deadline; Date.now() < end; await wait(POLL_MS)) {
      try {
        const answer = await ask();
        if (answer) return answer;
      } catch (failure) {
        error = failure;
      }
    }
    throw error;
  }

  // ---- views and trees

  /** Opens a view by its icon in the activity bar. */
  async openView(name: string): Promise<void> {
    const icon = this.page.locator(`.activitybar .action-item:has(a[aria-label^="${name}"])`).first();
    await icon.waitFor();
    // A badge lies over the link: the whole item takes the click.
    if (!(await icon.getAttribute('class'))?.includes('checked')) await icon.click();
    await this.page
      .locator('.activitybar .action-item.checked', { has: this.page.locator(`a[aria-label^="${name}"]`) })
      .waitFor();
  }

  /** Opens a pane of the side bar, or folds it so that the others have its room. */
  async openPane(name: string, open = true): Promise<void> {
    const header = this.page.locator(`.part.sidebar .pane-header[aria-label^="${name}"]`);
    const isSo = async (): Promise<boolean> => (await header.getAttribute('aria-expanded')) === String(open);
    if (!(await isSo())) await header.click();
    await this.until(`pane ${name} ${open ? 'open' : 'folded'}`, isSo);
  }

  /** Shows or hides the side bar, as Ctrl+B does. */
  async showSideBar(shown: boolean): Promise<void> {
    const sideBar = this.page.locator('.part.sidebar');
    if ((await sideBar.isVisible()) !== shown) await this.page.keyboard.press('Control+b');
    await sideBar.waitFor({ state: shown ? 'visible' : 'hidden' });
  }

  /** Draws the edge between side bar and editor to the right by so many pixels. */
  async widenSideBar(by: number): Promise<void> {
    const sideBar = this.page.locator('.part.sidebar');
    const widthOf = async (): Promise<number> => (await sideBar.boundingBox())?.width ?? 0;
    const box = await sideBar.boundingBox();
    assert.ok(box);
    const y = box.y + box.height / 2;
    await this.page.mouse.move(box.x + box.width, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + box.width + by, y, { steps: 5 });
    await this.page.mouse.up();
    await this.until('wider side bar', async () => (await widthOf()) > box.width);
  }

  /** The rows of the side bar, or of one of its panes, whose text holds `text`. */
  row(text: string, pane = ''): Locator {
    return this.page.locator(`${partOf(pane)} .monaco-list-row`, { hasText: text });
  }

  /** The texts of these rows from top to bottom: label and description, with one blank between. */
  async rows(pane = ''): Promise<string[]> {
    const rows = this.page.locator(`${partOf(pane)} .monaco-list-row`);
    const found = await rows.evaluateAll(elements =>
      elements.map(element => ({
        top: element.getBoundingClientRect().top,
        text: [...element.querySelectorAll('.label-name, .label-description, .monaco-highlighted-label')]
          .filter(part => part.querySelector('.label-name, .monaco-highlighted-label') === null)
          .map(part => part.textContent)
          .join(' '),
      })),
    );
    return found.sort((a, b) => a.top - b.top).map(({ text }) => text.replaceAll('\u00a0', ' ').trim());
  }

  /** Clicks the arrow before a row, unless the row is open. */
  async expand(row: Locator): Promise<void> {
    await row.first().waitFor();
    if ((await row.first().getAttribute('aria-expanded')) === 'false')
      await row.first().locator('.monaco-tl-twistie').click();
    await this.until('open row', async () => (await row.first().getAttribute('aria-expanded')) === 'true');
  }

  // ---- the editor

  /** Waits for a tab to be the active one. */
  async sees(tab: string): Promise<void> {
    await this.page.locator('.tab.active', { hasText: tab }).first().waitFor();
  }

  /** Waits for a heading in one of the pages that the workbench shows in frames. */
  async seesPage(heading: string): Promise<void> {
    await this.until(`page ${heading}`, async () => {
      const shown = this.page.frames().map(frame => frame.getByRole('heading', { name: heading }).isVisible());
      return (await Promise.all(shown.map(visible => visible.catch(() => false)))).includes(true);
    });
  }

  /** Waits for a text in one of these pages, to the letter. */
  async seesText(text: string): Promise<void> {
    await this.until(`text ${text}`, async () => {
      const shown = this.page.frames().map(frame => frame.getByText(text).first().isVisible());
      return (await Promise.all(shown.map(visible => visible.catch(() => false)))).includes(true);
    });
  }

  /** Clicks a link in one of these pages whose text holds `text`. */
  async clickOnPage(text: string): Promise<void> {
    await this.until(`link ${text}`, async () => {
      for (const frame of this.page.frames()) {
        const link = frame.getByRole('link', { name: text }).first();
        if (!(await link.isVisible().catch(() => false))) continue;
        await link.click();
        return true;
      }
      return false;
    });
  }

  /** Waits until the status bar tells this line (from 1) as the cursor's. */
  async atLine(line: number): Promise<void> {
    await this.page.locator('.statusbar-item', { hasText: new RegExp(`^Ln ${line}, `) }).waitFor();
  }

  /** The text of the editor's lines that are in sight, hints included. */
  async lines(): Promise<string[]> {
    const texts = await this.page.locator('.editor-group-container.active .view-line').evaluateAll(lines =>
      lines
        .map(line => ({ top: line.getBoundingClientRect().top, text: line.textContent ?? '' }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text),
    );
    return texts.map(plain);
  }

  /** Waits until a line in sight holds the text, and returns it. */
  async line(text: string): Promise<string> {
    return this.until(`line with ${text}`, async () => (await this.lines()).find(line => line.includes(text)));
  }

  /** Waits until an explanation in sight, which is wrapped into comments, says the text. */
  async explanation(said: string): Promise<void> {
    await this.until(`explanation with ${said}`, async () => {
      const lines = (await this.lines()).map(line => line.replace(/^\/\/ ?/, ''));
      return lines.join(' ').includes(said);
    });
  }

  /** Where `text` begins in the first line that holds `line`; scrolls sideways until it is in sight. */
  async place(line: string, text: string): Promise<Point> {
    return this.until(`${text} in sight in the line with ${line}`, async () => {
      const place = await this.page.evaluate(placeInLine, [line, text] as const);
      if (!place) return null;
      const { right, left } = place.sight;
      if (place.x > left && place.x < right) return place;
      await this.page.mouse.move((left + right) / 2, place.y);
      await this.page.mouse.wheel(place.x - (left + right) / 2, 0);
      return null;
    });
  }

  /** Waits until the status bar tells this language as the editor's. */
  async language(name: string): Promise<void> {
    await this.page.locator('#status\\.editor\\.mode', { hasText: new RegExp(`^\\s*${name}\\s*$`) }).waitFor();
  }

  /** The colour of a text in a line, as CSS gives it. */
  async colourOf(line: string, text: string): Promise<string> {
    const word = this.page
      .locator('.editor-group-container.active .view-line', { hasText: line })
      .locator('span > span', { hasText: text });
    return word.first().evaluate(element => getComputedStyle(element).color);
  }

  /** Goes to a line (from 1) by its number, as Ctrl+G does. */
  async goTo(line: number): Promise<void> {
    await this.page.keyboard.press('Control+g');
    await this.#input.fill(`:${line}`);
    await this.page.keyboard.press('Enter');
    await this.atLine(line);
  }

  /** Puts the cursor on a text. */
  async putCursor(line: string, text: string): Promise<void> {
    const { x, y } = await this.place(line, text);
    await this.page.mouse.click(x, y);
  }

  /** Rests the pointer on a text and reads the hover, which must hold `expected`. */
  async hover(line: string, text: string, expected: string): Promise<string> {
    const point = async (): Promise<void> => {
      const { x, y } = await this.place(line, text);
      await this.page.mouse.move(x - 1, y);
      await this.page.mouse.move(x, y);
    };
    return this.#point(`hover of ${text} with ${expected}`, point, HOVER, expected);
  }

  /** Points until the hover says what is expected: the first time the server may have been busy. */
  async #point(what: string, point: () => Promise<void>, hover: string, expected: string): Promise<string> {
    let read = '';
    const readHover = async (): Promise<string | null> => {
      read = (await this.page.locator(hover).allInnerTexts()).join('\n').replaceAll('\u00a0', ' ').trim();
      return read.includes(expected) ? read : null;
    };
    for (const end = Date.now() + DEADLINE_MS; Date.now() < end;) {
      await this.leave();
      await point();
      const found = await this.until(what, readHover, ANSWER_MS).catch(() => null);
      if (found !== null) return found;
    }
    throw new Error(`There is still no ${what}, but: ${read}`);
  }

  /** Rests the pointer on a row and reads its tooltip, which must hold `expected`. */
  async tooltip(row: Locator, expected: string): Promise<string> {
    return this.#point(`tooltip with ${expected}`, () => row.first().hover(), TOOLTIP, expected);
  }

  /** Moves the pointer to where nothing answers it, and waits until hovers are gone. */
  async leave(): Promise<void> {
    await this.page.mouse.move(640, 784);
    await this.page.locator(`${HOVER}, ${TOOLTIP}`).first().waitFor({ state: 'hidden' });
  }

  // ---- dialogs and commands

  /** Runs a command by its title in the command palette. */
  async run(title: string): Promise<void> {
    // What the command before this one closes may take the focus back, and the palette goes with it.
    await this.until(`command ${title}`, async () => {
      await this.page.keyboard.press('F1');
      await this.#input.fill(`>${title}`, { timeout: ANSWER_MS });
      await this.choice(title).click({ timeout: ANSWER_MS });
      return true;
    });
  }

  get #input(): Locator {
    return this.page.locator('.quick-input-widget input[type="text"]');
  }

  /** A row of the quick input whose text holds `text`. */
  choice(text: string): Locator {
    return this.page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first();
  }

  /** Types into the quick input and takes the first row that fits. */
  async choose(text: string): Promise<void> {
    await this.#input.fill(text);
    await this.choice(text).click();
  }

  /** The texts of the quick input's rows. */
  async choices(): Promise<string[]> {
    return this.page.locator('.quick-input-widget .monaco-list-row').allInnerTexts();
  }

  /** Types a path into the file dialog of a workbench in a browser, and agrees. */
  async choosePath(file: string, agree: string): Promise<void> {
    const input = this.#input;
    const button = this.page.locator('.quick-input-widget .monaco-button', { hasText: agree });
    await button.waitFor();
    // The dialog lists the folder it begins in, and may put its name over what was typed too early.
    await this.choice('..').waitFor();
    await this.until(`end of the dialog with ${file}`, async () => {
      if ((await input.inputValue()) === file) {
        await button.click();
        await button.waitFor({ state: 'hidden', timeout: ANSWER_MS });
        return true;
      }
      await input.fill(file);
      return false;
    });
  }

  /** Chooses from a row's context menu, which takes no click at the moment in which it opens. */
  async chooseFromMenu(row: Locator, entry: string): Promise<void> {
    await row.first().click({ button: 'right' });
    const choice = this.page.locator('.monaco-menu .action-item', { hasText: entry });
    await choice.waitFor();
    await this.until(`end of the menu with ${entry}`, async () => {
      await choice.click();
      await choice.waitFor({ state: 'hidden', timeout: ANSWER_MS });
      return true;
    });
  }

  /** Clicks the action with this name at the end of a row. */
  async chooseFromRow(row: Locator, action: string): Promise<void> {
    await row.first().hover();
    await row.first().locator(`.action-label[aria-label^="${action}"]`).click();
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+p');
    await this.choose(name);
    await this.sees(name);
  }

  /** The problems in their view whose text holds `text`. */
  problem(text: string): Locator {
    return this.page.locator('.markers-panel .monaco-list-row', { hasText: text });
  }

  /** Closes the editors, so that the next one has the window to itself. */
  async closeEditors(): Promise<void> {
    // A palette that lost the focus drops what was asked for.
    await this.until('window without editors', async () => {
      await this.run('View: Close All Editors');
      return (await this.page.locator('.tabs-container .tab').count()) === 0;
    });
  }
}

/** The side bar, or one of its panes. */
function partOf(pane: string): string {
  return pane === '' ? '.part.sidebar' : `.part.sidebar .pane:has(.pane-header[aria-label^="${pane}"])`;
}
