// Runs in the namespace: one assistant through every scene. Prints a line a result; the last line is all of it as JSON.
import { assistantCalled } from './assistants/index.mjs';
import { SCENES } from './scenes.mjs';
import { openStage } from './stage.mjs';

const { id, dist, place, bin, marks, packages, full, only } = JSON.parse(process.argv[2]);
const assistant = assistantCalled(id);
const results = [];
const stage = await openStage({ assistant, packages, dist, place, bin, marks });
try {
  const scenes = SCENES.filter(({ onlyInFull, fits, name }) => (full || !onlyInFull) && (fits?.(assistant) ?? true) && (only === null || name.includes(only)));
  for (const { name, proves, play } of scenes) {
    stage.tidy();
    try {
      await play(stage, result);
    } catch (error) {
      report({ name, proves, ok: false, why: String(error.stack), seconds: 0 });
    }
  }
} finally {
  stage.close();
}
console.log(JSON.stringify(results));
process.exit(0);

async function result(name, proves, body) {
  const begun = Date.now();
  try {
    await body();
    report({ name, proves, ok: true, why: null, seconds: (Date.now() - begun) / 1000 });
  } catch (error) {
    report({ name, proves, ok: false, why: error.message, seconds: (Date.now() - begun) / 1000 });
    // What comes after would wait for a conversation that has lost its way.
    throw error;
  }
}

function report(one) {
  if (one.ok === false && results.some(({ ok, why }) => !ok && why !== null && one.why.includes(why))) return;
  results.push(one);
  console.log(`${one.ok ? 'ok   ' : 'FAIL '} ${assistant.name}: ${one.name}${one.ok ? ` (${one.seconds.toFixed(1)} s)` : `\n      ${one.why}`}`);
}
