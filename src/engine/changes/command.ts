/** A command line, or a block of them, inside a file. `line` is that of its first character; `indent` lines lie between the two in a block scalar. */
export interface Command {
  readonly text: string;
  readonly line: number;
  readonly indent: number;
  /** The last line of a text whose own line breaks are gone. */
  readonly through?: number;
  readonly language: 'bash' | 'powershell' | 'cmd' | 'python' | 'javascript' | 'ruby';
}
