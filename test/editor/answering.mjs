// How a person answers the hold in front.
import * as p from '../../scripts/editor/page.mjs';

/** Releases it, whichever way it is asked: a modal dialog, or a word to type that the question itself names. */
export async function release(page) {
  await p.clickTitle(page, 'Release once');
  const box = page.locator('.monaco-dialog-box:visible');
  const input = p.quickInput(page).locator('input[type=text]').first();
  await box.or(input).first().waitFor();
  if (await box.isVisible()) await (await p.dialog(page)).click('Release once');
  else await p.typeInto(page, await input.getAttribute('placeholder'));
}

export async function reject(page, words) {
  await p.clickTitle(page, 'Reject with words');
  await p.typeInto(page, words);
}

/** Guards one assistant through the palette, as a person does. */
export async function guard(page, name) {
  await p.runCommand(page, 'Infrahold: Guard assistants…');
  const rows = p.quickInput(page).locator('.quick-input-list .monaco-list-row');
  await rows.filter({ hasText: name }).first().waitFor();
  for (const row of await rows.all()) {
    const checked = (await row.getAttribute('aria-checked')) === 'true';
    if (checked !== (await row.getAttribute('aria-label')).startsWith(name)) await row.click();
  }
  await p.quickInput(page).locator('.monaco-button', { hasText: 'OK' }).click();
  await (await p.notification(page, 'Left: now. Right: after.')).click('Write');
  await p.notification(page, 'Infrahold wrote');
}
