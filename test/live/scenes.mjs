// What every assistant is put through. A scene is one conversation; each thing it shows is one result.
import { chmodSync, renameSync } from 'node:fs';
import { SUBTASK } from './model.mjs';
import { until } from './until.mjs';

const DESTROY = 'terraform destroy -auto-approve';
const SUB_DESTROY = 'kubectl delete namespace prod';
const HARMLESS = 'terraform plan';
const OLD = 'deletion_protection = true';
const NEW = 'deletion_protection = false';
/** Longer than the minute after which hosts with a short limit give up. */
const LATE = 65;

/** What an assistant can be asked for: the turns that propose it, what the hold must say, and how often it has taken effect. */
const DEEDS = {
  shell: { turns: ({ calls }) => calls.shell(DESTROY), shows: /^terraform destroy -auto-approve$/, done: (stage) => stage.ran(DESTROY) },
  edit: { turns: ({ calls }, stage) => calls.edit(`${stage.shop}/main.tf`, OLD, NEW), shows: /edit of|main\.tf/, done: (stage) => (stage.file('main.tf').includes(NEW) ? 1 : 0) },
  mcp: { turns: ({ calls }) => calls.mcp('delete_database', { name: 'orders' }), shows: /delete_database/, done: (stage) => stage.ran('mcp delete_database orders') },
};

/** `proves`: the cells of the table that a scene stands for. Each scene gives its results by name as it goes. */
export const SCENES = [
  { name: 'answers', proves: [], play: answers },
  { name: 'sub-agent', proves: ['subagent'], fits: ({ calls }) => calls.subagent !== undefined, play: subAgent },
  { name: 'failures', proves: [], play: failures },
  { name: 'hook killed', proves: ['crash'], play: hookKilled },
  { name: 'nobody answers', proves: ['timeout'], play: nobodyAnswers },
  { name: 'without the guard', proves: [], play: withoutGuard },
  { name: 'late answer', proves: ['late'], onlyInFull: true, play: lateAnswer },
];

/** In the mode without any question of the assistant's own: harmless passes; shell, edit and MCP are held, rejected with words, and released. */
async function answers(stage, result) {
  const { assistant } = stage;
  const kinds = Object.keys(DEEDS).filter((kind) => assistant.calls[kind] !== undefined);
  const window = await stage.openWindow();
  const acts = [
    { name: 'a harmless command passes without a word', proves: [], turns: assistant.calls.shell(HARMLESS), act: (run) => until(() => stage.ran(HARMLESS) === 1, () => `it did not run; ${state(stage, run)}`, 40) },
    ...kinds.flatMap((kind) => [
      { name: `${kind}: held, rejected, not run, and the words are read`, proves: [kind, 'deny', 'bypass'], turns: DEEDS[kind].turns(assistant, stage), act: (run) => rejected(stage, window, run, DEEDS[kind], `use the staging ${kind} instead`) },
      { name: `${kind}: held, released, ran once`, proves: [kind, 'bypass'], turns: DEEDS[kind].turns(assistant, stage), act: (run) => released(stage, window, run, DEEDS[kind]) },
    ]),
  ];
  // An assistant whose run ends with a rejection has one run for each.
  for (const together of assistant.endsWhenRejected ? acts.map((one) => [one]) : [acts]) {
    stage.model.play([...together.flatMap(({ turns }) => turns), { text: 'done' }]);
    await during(stage, async (run) => {
      for (const { name, proves, act } of together) await result(name, proves, () => act(run));
    });
  }
  await result('each released call ran exactly once, in the end', [], () => equal(kinds.map((kind) => DEEDS[kind].done(stage)), kinds.map(() => 1)));
  await window.kill();
}

async function subAgent(stage, result) {
  const { assistant } = stage;
  const window = await stage.openWindow();
  stage.model.play([...assistant.calls.subagent(SUBTASK), { text: 'done' }], [...(assistant.calls.subShell ?? assistant.calls.shell)(SUB_DESTROY), { text: 'done' }], assistant.isSub);
  await during(stage, (run) => result('a sub-agent\'s command is held, rejected, not run', ['subagent'], async () => {
    const hold = await window.hold(60, () => state(stage, run));
    matches(hold.what, /^kubectl delete namespace prod$/);
    await window.answer(hold, 'reject', 'no namespace goes today');
    await heard(stage, run, 'no namespace goes today');
    equal(stage.ran(SUB_DESTROY), 0);
  }), { scene: 'sub-agent' });
  await window.kill();
}

/** The window dies while it holds; then there is none; then the launcher is gone as well. */
async function failures(stage, result) {
  const { assistant } = stage;
  const before = stage.ran(DESTROY);
  const window = await stage.openWindow();
  const tries = [
    { name: 'the window is killed while it holds: not run', proves: ['crash'], words: 'The editor went away', act: async (run) => {
      await window.hold(60, () => state(stage, run));
      await window.kill();
    } },
    { name: 'no window is open: not run', proves: ['crash'], words: 'No editor window is open', act: async () => undefined },
    { name: 'the launcher is gone: not run', proves: ['missing'], words: assistant.hearsErrors === false ? null : 'Infrahold could not run', act: async () => undefined },
  ];
  const play = async (all) => {
    const turns = all.flatMap(() => assistant.calls.shell(DESTROY));
    stage.model.play([...turns, { text: 'done' }]);
    await during(stage, async (run) => {
      for (const { name, proves, words, act } of all) {
        await result(name, proves, async () => {
          await act(run);
          if (words !== null) await heard(stage, run, words);
          else await until(() => run.told.ended, () => `it did not end; ${state(stage, run)}`, 60);
          equal(stage.ran(DESTROY), before);
        });
      }
    });
  };
  if (assistant.endsWhenRejected) for (const one of tries.slice(0, 2)) await play([one]);
  else await play(tries.slice(0, 2));
  renameSync(stage.launcher, `${stage.launcher}.away`);
  try {
    await play([tries[2]]);
  } finally {
    renameSync(`${stage.launcher}.away`, stage.launcher);
    chmodSync(stage.launcher, 0o755);
  }
}

/** The hook dies by SIGKILL while a person thinks. */
async function hookKilled(stage, result) {
  const before = stage.ran(DESTROY);
  const window = await stage.openWindow();
  stage.model.play([...stage.assistant.calls.shell(DESTROY), { text: 'done' }]);
  await during(stage, (run) => result('the hook is killed while it waits: not run, and nothing is left to release', ['crash'], async () => {
    const hold = await window.hold(60, () => state(stage, run));
    const pids = stage.hooks();
    if (pids.length === 0) throw new Error('no process of the hook was found');
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await until(() => window.holdOf(hold.id).resolution !== null, () => 'the hold is still open', 10);
    equal(window.holdOf(hold.id).resolution.kind, 'withdrawn');
    await until(() => run.told.ended, () => `it did not end; ${state(stage, run)}`, 60);
    equal(stage.ran(DESTROY), before);
  }));
  await window.kill();
}

/** The person is away for longer than the policy gives them. */
async function nobodyAnswers(stage, result) {
  const before = stage.ran(DESTROY);
  stage.policy('version: 1\nlimits:\n  answer-within: 10\n  previews: false\n');
  const window = await stage.openWindow();
  stage.model.play([...stage.assistant.calls.shell(DESTROY), { text: 'done' }]);
  await during(stage, (run) => result('nobody answers in time: not run, and that is said', ['timeout'], async () => {
    await window.hold(60, () => state(stage, run));
    await heard(stage, run, 'nobody answered within');
    equal(stage.ran(DESTROY), before);
  }));
  await window.kill();
  stage.policy('version: 1\n');
}

/** What makes all the rest worth something: with the hook taken out, the same call runs at once. */
async function withoutGuard(stage, result) {
  const before = stage.ran(DESTROY);
  const window = await stage.openWindow();
  stage.guard('uninstall');
  stage.model.play([...stage.assistant.calls.shell(DESTROY), { text: 'done' }]);
  await during(stage, (run) => result('with the guard taken out, the same call runs unheld', [], async () => {
    await until(() => stage.ran(DESTROY) === before + 1, () => `it did not run; ${state(stage, run)}`, 60);
    equal(window.waiting() ?? null, null);
  }));
  stage.guard('install');
  await window.kill();
}

/** The person takes more than a minute. A host that cannot wait as long is told to come back, and comes back. */
async function lateAnswer(stage, result) {
  const { assistant } = stage;
  const before = stage.ran(DESTROY);
  const window = await stage.openWindow();
  const turns = assistant.calls.shell(DESTROY);
  stage.model.play([...turns, ...(assistant.comesBack ? turns : []), { text: 'done' }]);
  // Where being told ends the run, the call can only come again from a person's own screen; that it then passes is shown by the gate's tests.
  const [name, proves, runs] = assistant.endsWhenRejected ? ['told before its limit, not run, and the release is kept', [], 0] : assistant.comesBack ? ['told to come back, the same call ran once', ['late'], 1] : ['ran once', ['late'], 1];
  await during(stage, (run) => result(`a release after ${LATE} s: ${name}`, proves, async () => {
    const hold = await window.hold(60, () => state(stage, run));
    await new Promise((resolve) => setTimeout(resolve, LATE * 1000));
    if (assistant.comesBack) await heard(stage, run, 'try exactly the same call again once it is released');
    equal(window.holdOf(hold.id).resolution, null);
    equal(stage.ran(DESTROY), before);
    await window.answer(hold, 'release');
    await until(() => run.told.ended, () => `it did not end; ${state(stage, run)}`, 60);
    equal(stage.ran(DESTROY), before + runs);
  }));
  await window.kill();
}

async function rejected(stage, window, run, { shows, done }, words) {
  const hold = await window.hold(60, () => state(stage, run));
  checkHold(stage, hold, shows);
  equal(done(stage), 0);
  await window.answer(hold, 'reject', words);
  await heard(stage, run, words);
  equal(done(stage), 0);
}

async function released(stage, window, run, { shows, done }) {
  const hold = await window.hold(60, () => state(stage, run));
  checkHold(stage, hold, shows);
  equal(done(stage), 0);
  await window.answer(hold, 'release');
  await until(() => done(stage) === 1, () => `it did not run; ${state(stage, run)}`, 30);
}

function checkHold({ assistant }, hold, shows) {
  equal(hold.assistant, assistant.id);
  matches(hold.what, shows);
}

/** The model's next request holds the words; where a rejection ends the run instead, the run ends. */
function heard(stage, run, words) {
  const { endsWhenRejected } = stage.assistant;
  return until(() => (endsWhenRejected ? run.told.ended : stage.model.wasTold(words)), () => `the model was not told ${JSON.stringify(words)}; ${state(stage, run)}`, 60);
}

async function during(stage, body, about = {}) {
  const { argv, env } = stage.assistant.start(stage, about);
  const run = stage.start(argv, env);
  try {
    await body(run);
    await until(() => run.told.ended, () => '', 15).catch(() => undefined);
  } finally {
    run.end();
  }
}

function state(stage, run) {
  return `the assistant said ${JSON.stringify(run?.told.text.slice(-600))}${run?.told.ended ? ' and has ended' : ''}; tools ${stage.model.offered().slice(0, 60).join(' ')}; the last request ends ${JSON.stringify(stage.model.lastRequest().slice(-1200))}`;
}

function equal(one, other) {
  if (JSON.stringify(one) !== JSON.stringify(other)) throw new Error(`${JSON.stringify(one)}, not ${JSON.stringify(other)}`);
}

function matches(text, pattern) {
  if (!pattern.test(text)) throw new Error(`${JSON.stringify(text)} is not ${pattern}`);
}
