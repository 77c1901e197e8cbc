type Environment = Readonly<Record<string, string | undefined>>;

/** The assistant's environment for a program that only looks: nothing may ask, phone home, log, page, colour, or be given options nobody sees. */
export function quiet(env: Environment): Environment {
  const given = Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:TF_CLI_ARGS|TF_LOG|GIT_TRACE|GIT_EXTERNAL_DIFF|GIT_PAGER|GIT_EDITOR|AWS_CLI_AUTO_PROMPT|KUBECTL_EXTERNAL_DIFF|LESSOPEN|PSQLRC|PGOPTIONS)/.test(name)));
  return { ...given, ...git(given), ...QUIET };
}

const QUIET: Environment = {
  INFRAHOLD_PREVIEW: '1', NO_COLOR: '1', PAGER: 'cat',
  TF_IN_AUTOMATION: '1', TF_INPUT: '0', CHECKPOINT_DISABLE: '1',
  // No fetch of what a partial clone lacks, no remote helper, no lock, no question.
  GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none', GIT_ASKPASS: 'true', GIT_PAGER: 'cat',
  SSH_ASKPASS_REQUIRE: 'never', SSH_ASKPASS: 'true', SUDO_ASKPASS: 'false', DISPLAY: '',
  AWS_PAGER: '', AWS_CLI_AUTO_PROMPT: 'off', AWS_MAX_ATTEMPTS: '1',
  CLOUDSDK_CORE_DISABLE_PROMPTS: '1', CLOUDSDK_CORE_DISABLE_FILE_LOGGING: '1', CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: '1', CLOUDSDK_SURVEY_DISABLE_PROMPTS: '1', CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK: '1',
  AZURE_CORE_COLLECT_TELEMETRY: '0', AZURE_CORE_NO_COLOR: '1', AZURE_EXTENSION_USE_DYNAMIC_INSTALL: 'no',
  DOCKER_CLI_HINTS: 'false', KUBECTL_KUBERC: 'false', PGCONNECT_TIMEOUT: '5',
};

/** Settings of a repository may name programs: the file system monitor, hooks, a verifier; and a submodule has settings of its own. Set behind what is given, these win. */
function git(env: Environment): Environment {
  const given = Number(env['GIT_CONFIG_COUNT'] ?? 0);
  const from = Number.isInteger(given) && given >= 0 ? given : 0;
  const settings = [['core.fsmonitor', 'false'], ['core.hooksPath', '/dev/null'], ['log.showSignature', 'false'], ['diff.autoRefreshIndex', 'false'], ['diff.ignoreSubmodules', 'dirty'], ['status.submoduleSummary', 'false'], ['advice.statusHints', 'false'], ['core.quotePath', 'false'], ['color.ui', 'false']] as const;
  return Object.fromEntries([['GIT_CONFIG_COUNT', String(from + settings.length)], ...settings.flatMap(([key, value], i) => [[`GIT_CONFIG_KEY_${from + i}`, key], [`GIT_CONFIG_VALUE_${from + i}`, value]])]);
}
