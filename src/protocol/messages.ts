import type { Disposition, EnvironmentClass, Facts, Proposal, Undo, Verb } from '../engine/model';

/** Version of everything that crosses a process border. A newer server reads older messages; an unknown newer one is answered with words. */
export const PROTOCOL = 1;

/** What the gate does with what the engine would hold. `paused` ends at `until` (ISO time), or with the process when null. */
export type Mode = { readonly kind: 'on' } | { readonly kind: 'watch' } | { readonly kind: 'paused'; readonly until: string | null };

/** Which gate a proposal came through. */
export type GateName = 'hook' | 'shim' | 'proxy' | 'editor' | 'rehearsal';

/** What an assistant's hook (or a shim, or the proxy) asks. One JSON object over the socket. */
export interface Ask {
  readonly protocol: number;
  readonly gate: GateName;
  /** Id of the assistant, from the label in the installed command: `claude`, `copilot`, … */
  readonly assistant: string;
  /** Host's id of the call, when it has one. The same id twice is the same call. */
  readonly callId: string | null;
  readonly session: string | null;
  readonly subagent: boolean;
  /** One call may propose several things (several commands); all are judged, one hold covers them. */
  readonly proposals: readonly Proposal[];
  /** Seconds until the host stops waiting. The gate answers before that. */
  readonly waitSeconds: number;
  /** Environment of the assistant, only what names places (AWS_PROFILE, KUBECONFIG, TF_WORKSPACE, PATH …), for previews. */
  readonly env: Readonly<Record<string, string>>;
  /** What of the change could not be worked out, in words: an edit that does not apply, a sketch that leaves out what stays. */
  readonly incomplete?: string | null;
  /** For a shim: its process and those above it, nearest first. */
  readonly ancestry?: readonly number[];
}

/** The gate's answer. `pass`: the hook says nothing. `refuse`: the hook denies, with these words for the assistant. */
export type Answer =
  | { readonly kind: 'pass'; readonly released: boolean }
  | { readonly kind: 'refuse'; readonly because: 'rejected' | 'expired' | 'denied' | 'broken' | 'no-window' | 'pending'; readonly words: string };

export type Resolution =
  | { readonly kind: 'released'; readonly by: string; readonly at: string }
  | { readonly kind: 'rejected'; readonly by: string; readonly at: string; readonly words: string }
  | { readonly kind: 'expired'; readonly at: string }
  /** The waiting hook went away (killed, disconnected, window closed) before anyone answered: nothing ran. */
  | { readonly kind: 'withdrawn'; readonly at: string; readonly why: string };

export interface FindingView {
  readonly rule: string;
  readonly disposition: Disposition;
  readonly message: string;
  readonly why: string;
  readonly instead: string;
  readonly verb: Verb;
  readonly resource: { readonly type: string; readonly address: string };
  readonly environment: { readonly class: EnvironmentClass; readonly facts: Facts };
  readonly undo: Undo;
  readonly chain: readonly string[];
  readonly decidedBy: string | null;
}

/** One diff of a hold. `left` is now, `right` is after. Marks are 1-based lines of a side with the finding they belong to. */
export interface DiffView {
  readonly title: string;
  /** Path the text belongs to, for its language; a `.txt` name of our own for inventories. */
  readonly path: string;
  readonly left: string;
  readonly right: string;
  readonly marks: readonly { readonly side: 'left' | 'right'; readonly line: number; readonly finding: number }[];
}

/** What a person must do to release: click, or type a word (the environment's or the resource's name). */
export type Confirmation = { readonly kind: 'click' } | { readonly kind: 'type'; readonly word: string; readonly because: string };

/** A hold as the face shows it. */
export interface HoldView {
  readonly id: string;
  /** SHA-256 over exactly what was shown; a release names it. */
  readonly digest: string;
  readonly title: string;
  readonly kind: Proposal['kind'];
  readonly assistant: string;
  readonly gate: GateName;
  readonly subagent: boolean;
  readonly cwd: string;
  /** Exact command, or `edit of N files`, or `server.tool(arguments)`. */
  readonly what: string;
  readonly askedAt: string;
  readonly expiresAt: string;
  /** First lines for a person: what happens to how many things, where, whether it can be undone, who asks. Also the head of the first diff. */
  readonly banner: readonly string[];
  readonly findings: readonly FindingView[];
  readonly confirmation: Confirmation;
  readonly diffs: readonly DiffView[];
  /** Previews still running, or what could not be learned. */
  readonly preview: { readonly state: 'none' | 'running' | 'done' | 'failed'; readonly note: string; readonly command: string | null };
  /** A note when the same effect was rejected before by another route. */
  readonly again: string | null;
  readonly rehearsal: boolean;
  /** The policy asks for more people than the one who sits here: the text to send to the second one, whose signed answer comes back with the release. */
  readonly secondPerson?: { readonly people: number; readonly request: string } | null;
  /** A denied proposal is shown, but cannot be released. */
  readonly resolution: Resolution | null;
}

/** How one assistant stands on this machine. */
export interface AssistantView {
  readonly id: string;
  readonly name: string;
  readonly present: boolean;
  readonly state: 'guarded-and-seen' | 'installed-not-seen' | 'not-guarded';
  readonly detail: string;
  readonly lastSeen: string | null;
}

export interface StatusView {
  readonly mode: Mode;
  readonly pauseAllowed: boolean;
  readonly waiting: number;
  readonly assistants: readonly AssistantView[];
  /** Problems a person must know of: a broken policy, a missing launcher. */
  readonly problems: readonly string[];
}

/** A file an installer would write, shown before it is written. `after` null: the file would be removed. */
export interface PlannedFile {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Why it cannot be written, in words; then nothing is. */
  readonly refused: string | null;
}

/** Requests and notifications between the face and the brain, over the language server's connection. */
export const METHODS = {
  /** -> face, notification with StatusView, on every change. */
  status: 'infrahold/status',
  /** -> face, notification with HoldView: new, filled in by a preview, or resolved. */
  hold: 'infrahold/hold',
  /** -> face, notification with `{ entry: AuditEntry }`. */
  recorded: 'infrahold/recorded',
  /** face -> request: `null` -> HoldView[]. */
  holds: 'infrahold/holds',
  /** face -> request: ResolveParams -> ResolveResult. */
  resolve: 'infrahold/resolve',
  /** face -> request: SetModeParams -> StatusView. The face has asked the person. */
  setMode: 'infrahold/setMode',
  /** face -> request: `null` -> void. Plays three proposals through the real gate. */
  rehearse: 'infrahold/rehearse',
  /** face -> request: `{ limit: number }` -> AuditEntry[], newest first. */
  audit: 'infrahold/audit',
  /** face -> request: `{ ids: string[] | null, uninstall: boolean }` -> PlannedFile[]. */
  planInstall: 'infrahold/planInstall',
  /** face -> request: same params -> `{ written: string[], refused: string[] }`. */
  install: 'infrahold/install',
  /** face -> request: `null` -> AssistantView[] with details for people. */
  doctor: 'infrahold/doctor',
  /** face -> request: `{ id: string }` -> void. Asks for a fuller preview that may run code of the workspace (a plan). */
  fullerPreview: 'infrahold/fullerPreview',
  /** face -> request: `{ id: string }` -> GraphView | null. What a hold would take and what depends on it, as a picture. */
  graph: 'infrahold/graph',
  /** face -> request: SeenInTerminal -> RanUnseen or null. A command has started in a terminal. */
  seenInTerminal: 'infrahold/seenInTerminal',
  /** face -> request: `{ uri: string }` -> ReviewedView | null. What was last reviewed of a file, and what is there now. */
  reviewed: 'infrahold/reviewed',
  /** face -> request: `null` -> UnreviewedView[]. Files whose change would destroy and that nobody has reviewed. */
  unreviewed: 'infrahold/unreviewed',
  /** face -> request: MarkParams -> MarkResult. A person has seen exactly this text and accepts it. */
  markReviewed: 'infrahold/markReviewed',
  /** face -> request: MarkParams -> MarkResult. What exactly this text of a workspace's policy loosens counts on this machine. */
  countPolicy: 'infrahold/countPolicy',
  /** face -> notification: `{ trusted: boolean }`. What an untrusted workspace loosens never counts. */
  trust: 'infrahold/trust',
  /** face -> notification: `{ text: string | null }`. The policy that stands in the editor's own settings, as JSON. Null: none. */
  editorPolicy: 'infrahold/editorPolicy',
  /** face -> request: `null` -> UnreleasedView[]. Policies of the workspace that loosen what does not count yet. */
  unreleased: 'infrahold/unreleased',
  /** face -> request: MarkParams -> MarkResult. A person has seen what exactly this policy loosens. `sha256` is `none` for one that is gone. */
  releasePolicy: 'infrahold/releasePolicy',
  /** face -> request: ProposeWaiverParams -> WaiverResult. The policy as it would be with a waiver for what is held. Writes nothing. */
  proposeWaiver: 'infrahold/proposeWaiver',
  /** face -> request: `{ text: string }` -> RequestResult. Reads the request that a first person has sent. */
  readRequest: 'infrahold/readRequest',
  /** face -> request: SignParams -> SignResult. The second person has seen it and signs with their own key. */
  signRequest: 'infrahold/signRequest',
  /** face -> request: `null` -> string. Markdown: what passed that would have been held. */
  watchSummary: 'infrahold/watchSummary',
} as const;

/** One thing in the picture of a hold. `group` is what many are folded into: a module's things of one type. `data`: it holds data. */
export interface GraphNode {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  /** `depends`: it stays, but something it was made from does not. */
  readonly fate: 'gone' | 'replaced' | 'changed' | 'depends' | 'stays';
  readonly data: boolean;
}

/** An edge goes from a thing to one it depends on. */
export interface GraphView {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly (readonly [string, string])[];
  /** What is not drawn or not known, in words. */
  readonly note: string;
}

/** `null` texts: the file does not exist on that side. `sha256` is of `now`, and `none` where there is none. */
export interface ReviewedView {
  readonly reviewed: string | null;
  readonly now: string | null;
  readonly by: string;
  readonly sha256: string;
}

export interface UnreviewedView {
  readonly uri: string;
  readonly messages: readonly string[];
}

/** `sha256` is of the text that was shown: a file that has changed since is not accepted unseen. */
export interface MarkParams {
  readonly uri: string;
  readonly sha256: string;
}

export type MarkResult = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly why: string };

/** A policy that no person has released: the text that was (`before`), the text that is (`after`, null: gone), and what it would loosen. */
export interface UnreleasedView {
  readonly uri: string;
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly sha256: string;
  readonly words: readonly string[];
}

export interface ProposeWaiverParams {
  readonly id: string;
  readonly reason: string;
  /** Last day, YYYY-MM-DD. */
  readonly until: string;
}

export type WaiverResult =
  | { readonly kind: 'proposed'; readonly uri: string; readonly path: string; readonly before: string | null; readonly after: string; readonly sha256: string; readonly words: readonly string[] }
  | { readonly kind: 'refused'; readonly why: string };

/** A first person's request, as the second one is shown it. */
export interface RequestView {
  readonly what: string;
  readonly where: string;
  readonly requester: string;
  readonly at: string;
  readonly banner: readonly string[];
  readonly diffs: readonly Pick<DiffView, 'title' | 'path' | 'left' | 'right'>[];
  /** Key files and a name that fit, to choose from. */
  readonly keys: readonly string[];
  readonly signer: string;
}

export type RequestResult = { readonly kind: 'read'; readonly request: RequestView } | { readonly kind: 'refused'; readonly why: string };

export interface SignParams {
  readonly text: string;
  readonly keyFile: string;
  readonly signer: string;
}

export type SignResult = { readonly kind: 'signed'; readonly answer: string } | { readonly kind: 'refused'; readonly why: string };

export interface ResolveParams {
  readonly id: string;
  readonly digest: string;
  readonly answer: 'release' | 'reject';
  /** For a rejection: words for the assistant. */
  readonly words: string;
  /** For a typed confirmation. */
  readonly typed: string;
  /** The second person's answer, as pasted, where the policy asks for one. */
  readonly signed?: string;
}

export type ResolveResult = { readonly kind: 'done'; readonly hold: HoldView } | { readonly kind: 'refused'; readonly why: string };

/** A command line that a terminal's shell reports as started. */
export interface SeenInTerminal {
  readonly commandLine: string;
  readonly cwd: string;
  /** Process of the terminal's shell, when it is known. */
  readonly shell: number | null;
  /** Names of the variables that whoever opened the terminal gave it. */
  readonly variables: readonly string[];
}

/** A destructive command that ran although no gate had seen it. */
export interface RanUnseen {
  readonly message: string;
  readonly reason: string;
}

export interface SetModeParams {
  readonly mode: 'on' | 'watch' | 'paused';
  readonly minutes: number | null;
}

/** One line of the record. `previous` is the SHA-256 of the line before, so that a missing line shows. */
export interface AuditEntry {
  readonly protocol: number;
  readonly at: string;
  readonly event: 'verdict' | 'resolution' | 'mode' | 'policy' | 'install' | 'bypass';
  readonly assistant: string;
  readonly gate: GateName;
  readonly session: string | null;
  readonly cwd: string;
  readonly what: string;
  readonly disposition: Disposition;
  readonly rules: readonly string[];
  readonly messages: readonly string[];
  readonly digest: string;
  readonly resolution: Resolution | null;
  readonly note: string | null;
  readonly previous: string;
}
