import { lookup } from '../lookup';
/** The cmdlet that a name stands for, lower-cased; names that stand for themselves come back as they are. `words` are its arguments, as written. */
export function canonicalName(name: string, words: readonly string[]): string {
  const lower = name.toLowerCase().replace(/^microsoft\.powershell\.\w+\\/, '');
  // Several aliases of Windows PowerShell are programs of their own elsewhere, and are used like those: by their dashes one knows them.
  if (UNIX.has(lower) && words.some((word) => /^-[a-z]*[rf][a-z]*$|^--/.test(word) && !/^-(?:r|re|rec\w*|f|fo|for\w*|fi\w*)$/i.test(word))) return lower;
  if (lower === 'sc' && /^(?:\\\\|stop|delete|config|create|query\w*|qc|start|failure|sd\w+|control|pause)/i.test(words[0] ?? '')) return lower;
  if ((lower === 'curl' || lower === 'wget') && !words.some((word) => /^-(?:uri?|met\w*|outf\w*|usebasic\w*|body|headers|contenttype)$/i.test(word))) return lower;
  if (lower === 'kill' && words.some((word) => /^-\d|^-(?:s|kill|term|hup|int)$/i.test(word))) return lower;
  return lookup(ALIASES, lower) ?? lower;
}

const UNIX: ReadonlySet<string> = new Set(['rm', 'rmdir', 'cp', 'mv', 'ls', 'cat', 'tee', 'sort']);

/** https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_aliases, with those of Windows PowerShell 5.1. */
const ALIASES: Readonly<Record<string, string>> = {
  '%': 'foreach-object', foreach: 'foreach-object', '?': 'where-object', where: 'where-object',
  ri: 'remove-item', rm: 'remove-item', rmdir: 'remove-item', rd: 'remove-item', del: 'remove-item', erase: 'remove-item',
  rp: 'remove-itemproperty', clc: 'clear-content', cli: 'clear-item', clp: 'clear-itemproperty', clv: 'clear-variable', rv: 'remove-variable',
  iex: 'invoke-expression', icm: 'invoke-command', iwr: 'invoke-webrequest', curl: 'invoke-webrequest', wget: 'invoke-webrequest', irm: 'invoke-restmethod', ii: 'invoke-item', iwmi: 'invoke-wmimethod', ihy: 'invoke-history',
  gci: 'get-childitem', ls: 'get-childitem', dir: 'get-childitem', gi: 'get-item', gc: 'get-content', cat: 'get-content', type: 'get-content', gp: 'get-itemproperty', gm: 'get-member', gcm: 'get-command', gl: 'get-location', pwd: 'get-location',
  gps: 'get-process', ps: 'get-process', gsv: 'get-service', gv: 'get-variable', gwmi: 'get-wmiobject', gcim: 'get-ciminstance', gal: 'get-alias', gu: 'get-unique', gerr: 'get-error', gjb: 'get-job', gmo: 'get-module', help: 'get-help', man: 'get-help', h: 'get-history', history: 'get-history',
  sl: 'set-location', cd: 'set-location', chdir: 'set-location', pushd: 'push-location', popd: 'pop-location',
  sc: 'set-content', ac: 'add-content', si: 'set-item', sp: 'set-itemproperty', sv: 'set-variable', set: 'set-variable', nv: 'new-variable', sal: 'set-alias', nal: 'new-alias', ni: 'new-item', md: 'new-item', ndr: 'new-psdrive', mount: 'new-psdrive',
  mi: 'move-item', mv: 'move-item', move: 'move-item', cpi: 'copy-item', cp: 'copy-item', copy: 'copy-item', rni: 'rename-item', ren: 'rename-item',
  echo: 'write-output', write: 'write-output', tee: 'tee-object', select: 'select-object', sort: 'sort-object', measure: 'measure-object', group: 'group-object', compare: 'compare-object', diff: 'compare-object', sls: 'select-string',
  fl: 'format-list', ft: 'format-table', fw: 'format-wide', fhx: 'format-hex', oh: 'out-host', lp: 'out-printer', ogv: 'out-gridview', clear: 'clear-host', cls: 'clear-host',
  spps: 'stop-process', kill: 'stop-process', spsv: 'stop-service', sasv: 'start-service', saps: 'start-process', start: 'start-process', sajb: 'start-job', spjb: 'stop-job', rjb: 'remove-job', wjb: 'wait-job', rcjb: 'receive-job', sleep: 'start-sleep',
  rmo: 'remove-module', ipmo: 'import-module', nmo: 'new-module', rdr: 'remove-psdrive', rsn: 'remove-pssession', nsn: 'new-pssession', etsn: 'enter-pssession', exsn: 'exit-pssession', rbp: 'remove-psbreakpoint', rwmi: 'remove-wmiobject', rcim: 'remove-ciminstance', rcms: 'remove-cimsession',
  cvpa: 'convert-path', rvpa: 'resolve-path', ipcsv: 'import-csv', epcsv: 'export-csv', rnp: 'rename-itemproperty', swmi: 'set-wmiinstance',
};
