// What a person does in a VS Code workbench, and what they see, through Playwright.
import { browserPath, playwright } from './install.mjs';

export const EXTENSION = 'infrahold.infrahold';

export async function launch() {
  return playwright().chromium.launch({
    executablePath: browserPath(),
    headless: true,
    handleSIGINT: false,
    handleSIGTERM: false,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
  });
}

/** Every context is a new user of the workbench: its layout and state live in the browser. */
export async function openWorkbench(browser, url, { viewport = { width: 1400, height: 900 } } = {}) {
  const context = await browser.newContext({ viewport, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('.monaco-workbench .part.statusbar .statusbar-item', { timeout: 60_000 });
  return page;
}

/** Waits until the status bar item of the extension matches: only that shows that the extension is active. */
export async function waitStatus(page, pattern, { timeout = 40_000, item = 'infrahold.status' } = {}) {
  const id = `${EXTENSION}.${item}`;
  await page.waitForFunction(([one, source]) => new RegExp(source).test(document.getElementById(one)?.textContent?.replace(/\u00a0/g, ' ') ?? ''), [id, pattern.source], { timeout });
  return plain(await page.locator(`[id="${id}"]`).innerText());
}

export const statusItem = (page, item = 'infrahold.status') => page.locator(`[id="${EXTENSION}.${item}"]`);

/** Runs the command whose label is exactly `title`. Enter would run whatever row is first, which is not always the one asked for. */
export async function runCommand(page, title) {
  const widget = page.locator('.quick-input-widget');
  const input = widget.locator('input[type=text]').first();
  // A key that is pressed while the focus goes elsewhere is lost, and what closes can still be seen: as a person would, it is pressed again.
  for (let tries = 0, open = false; !open; tries += 1) {
    await page.keyboard.press('F1');
    open = await input.fill(`>${title}`, { timeout: 4000 }).then(() => true, (error) => { if (tries === 5) throw error; return false; });
  }
  const exact = new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
  const row = widget.locator('.quick-input-list .monaco-list-row').filter({ has: page.locator('.label-name', { hasText: exact }) }).first();
  await row.click();
}

export async function openFile(page, name) {
  await page.keyboard.press('Control+P');
  const input = page.locator('.quick-input-widget input[type=text]').first();
  await input.waitFor({ state: 'visible' });
  await input.fill(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
}

/** The pick list or input box that is open. */
export const quickInput = (page) => page.locator('.quick-input-widget:visible');
export const pick = (page, text) => quickInput(page).locator('.quick-input-list .monaco-list-row', { hasText: text }).first().click();
export async function typeInto(page, text) {
  const input = quickInput(page).locator('input[type=text]').first();
  await input.waitFor({ state: 'visible' });
  await input.fill(text);
  await page.keyboard.press('Enter');
}

export async function dialog(page) {
  const box = page.locator('.monaco-dialog-box');
  await box.waitFor({ state: 'visible' });
  return {
    message: plain(await box.locator('.dialog-message-text').innerText()),
    detail: plain(await box.locator('.dialog-message-detail').innerText().catch(() => '')),
    buttons: (await box.locator('.dialog-buttons-row .monaco-button').allInnerTexts()).map(plain),
    click: (label) => box.locator('.dialog-buttons-row .monaco-button', { hasText: label }).click(),
  };
}

export async function notification(page, text) {
  const toast = page.locator('.notification-toast', { hasText: text }).first();
  await toast.waitFor({ state: 'visible' });
  return {
    text: plain(await toast.locator('.notification-list-item-message').innerText()),
    buttons: (await toast.locator('.notification-list-item-buttons-container .monaco-button').allInnerTexts()).map(plain),
    click: (label) => toast.locator('.monaco-button', { hasText: label }).click(),
  };
}

/** Text of both sides of the diff editor in front. Only lines on the screen are in the page. */
export async function diffText(page) {
  return page.evaluate(() => {
    const diff = document.querySelector('.editor-group-container.active .monaco-diff-editor') ?? document.querySelector('.monaco-diff-editor');
    const lines = (side) =>
      [...(diff?.querySelectorAll(`.editor.${side} .view-lines .view-line`) ?? [])]
        .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
        .map((line) => line.textContent.replace(/\u00a0/g, ' '))
        .join('\n');
    return { left: lines('original'), right: lines('modified'), red: diff?.querySelectorAll('.editor.original .line-delete, .editor.original .char-delete').length ?? 0 };
  });
}

export async function waitDiff(page, pattern) {
  await page.waitForFunction((source) => [...document.querySelectorAll('.monaco-diff-editor .view-line')].some((line) => new RegExp(source).test(line.textContent.replace(/\u00a0/g, ' '))), pattern.source);
  return diffText(page);
}

/** Labels of the Problems panel. */
export async function problems(page) {
  await page.keyboard.press('Control+Shift+M');
  await page.locator('.markers-panel').waitFor({ state: 'visible' });
  await page.locator('.markers-panel .monaco-list-row').first().waitFor();
  return (await page.locator('.markers-panel .monaco-list-row').evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? row.textContent))).map(plain);
}

/** The hover over something on the screen; it only comes for a mouse that moves. */
export async function hover(page, locator) {
  const box = await locator.boundingBox();
  await page.mouse.move(5, 5);
  await page.mouse.move(box.x + Math.min(20, box.width / 2), box.y + box.height / 2, { steps: 5 });
  const shown = page.locator('.monaco-resizable-hover:visible, .workbench-hover:visible').first();
  await shown.waitFor({ state: 'visible' });
  return plain(await shown.innerText());
}

/** The buttons in the title bar of the editor in front, by their names. */
export async function titleButtons(page) {
  return (await page.locator('.editor-group-container.active .editor-actions .action-label').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') || one.textContent))).map(plain);
}
export const clickTitle = (page, label) => page.locator('.editor-group-container.active .editor-actions .action-label').filter({ hasText: new RegExp(`^${label}$`) }).or(page.locator(`.editor-group-container.active .editor-actions .action-label[aria-label^="${label}"]`)).first().click();

/** Rows of a view in the side bar, by its title; waits for one that holds `text`. */
export async function rows(page, title, text = '') {
  await row(page, title, text).waitFor();
  return (await paneOf(page, title).locator('.monaco-list-row').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).map(plain);
}
export const row = (page, title, text) => paneOf(page, title).locator('.monaco-list-row', { hasText: text }).first();
const paneOf = (page, title) => page.locator('.pane', { has: page.locator(`.pane-header[aria-label^="${title}"]`) });

export const tabs = async (page) => (await page.locator('.tabs-container .tab').evaluateAll((all) => all.map((tab) => tab.getAttribute('data-resource-name') ?? tab.textContent))).map(plain);

function plain(text) {
  return (text ?? '').replace(/\u00a0/g, ' ').trim();
}
