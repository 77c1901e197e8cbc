import type { Preset } from './policy';

/** The presets, as policy files of the same language. `extends: NAME` means the same as standing in the file. */
export const PRESETS: Readonly<Record<Preset, string>> = {
  recommended: `# Infrahold preset: recommended
# Holds what would delete, replace or stop infrastructure or data; denies what would switch the guard off or wipe a machine.
version: 1
rules:
  control-loss: recommended
  data-store-deletion: recommended
  filesystem-wipe: recommended
  guard-tampering: recommended
  history-rewrite: recommended
  key-destruction: recommended
  protection-removal: recommended
  resource-deletion: recommended
  resource-replacement: recommended
  service-stop: recommended
  stack-destruction: recommended
  state-surgery: recommended
  unattended-apply: recommended
  uncommitted-work-loss: recommended
  unseen-code: recommended
partial-coverage: allow
terminals: assistants
limits:
  answer-within: 600
  pause: true
  previews: true
  waiver-days: 90
`,
  strict: `# Infrahold preset: strict
# As recommended, and: nothing that destroys in production passes at all, a restart is held, what cannot be read is held, nobody pauses.
version: 1
rules:
  control-loss: { production: deny, default: hold }
  data-store-deletion: { production: deny, default: hold }
  key-destruction: { production: deny, default: hold }
  protection-removal: { production: deny, default: hold }
  resource-replacement: { production: deny, default: hold }
  service-stop: hold
  stack-destruction: { production: deny, default: hold }
  state-surgery: hold
  unattended-apply: { production: deny, default: hold }
  uncommitted-work-loss: hold
partial-coverage: hold
limits:
  pause: false
  waiver-days: 30
`,
  watch: `# Infrahold preset: watch
# Records what would have been held and lets it pass, so that a team can see what the guard would do. The guard itself stays protected.
version: 1
rules:
  control-loss: warn
  data-store-deletion: warn
  filesystem-wipe: warn
  history-rewrite: warn
  key-destruction: warn
  protection-removal: warn
  resource-deletion: warn
  resource-replacement: warn
  service-stop: warn
  stack-destruction: warn
  state-surgery: warn
  unattended-apply: warn
  uncommitted-work-loss: warn
  unseen-code: warn
`,
};
