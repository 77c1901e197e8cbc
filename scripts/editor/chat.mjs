// The real Copilot agent in the real editor, without an account: a model that an extension brings needs no sign-in.

/** What the editor must believe before the workbench loads, or the chat extension stays off and asks to sign in. */
const SIGNED_UP = {
  'builtinChatExtensionEnablementMigration': 'true',
  'chat.setupContext.migrated.v1': 'true',
  'chat.setupContext': JSON.stringify({ entitlement: 1, installed: true, disabled: false, untrusted: false, disabledInWorkspace: false, completed: true }),
};

export const CHAT_SETTINGS = { 'chat.disableAIFeatures': false, 'workbench.secondarySideBar.defaultVisibility': 'visible' };

/** Makes the scripted model known to the editor; a file under its user data folder. */
export const CHAT_FILES = { 'User/chatLanguageModels.json': JSON.stringify([{ vendor: 'infraholdfake', name: 'Scripted' }]) };

/** Opens the workbench with the chat beside it and the scripted model chosen. */
export async function openChat(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  // The workbench's state lives in the browser's database. The first visit makes the origin, its script is not loaded, and the state is put there.
  await page.route('**/workbench.js', (route) => route.abort());
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await page.evaluate(async (items) => {
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open('vscode-web-state-db-global');
      request.onupgradeneeded = () => request.result.createObjectStore('ItemTable');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const transaction = database.transaction('ItemTable', 'readwrite');
    for (const [key, value] of Object.entries(items)) transaction.objectStore('ItemTable').put(value, key);
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    database.close();
  }, SIGNED_UP);
  await page.unroute('**/workbench.js');
  await page.goto(url);
  await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
  await page.waitForFunction(() => /Scripted 1/.test(document.querySelector('.chat-input-container')?.textContent ?? ''), null, { timeout: 60_000 });
  return page;
}

export async function say(page, text) {
  await page.locator('.chat-input-container .monaco-editor').first().click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** VS Code's own question before it runs a command or keeps an edit. */
export const ownQuestion = (page) => page.locator('.interactive-session .monaco-button:visible').filter({ hasText: /^Allow$/ }).first();

export const lastAnswer = (page) => page.locator('.interactive-response').last().innerText();
