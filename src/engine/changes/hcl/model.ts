/** What a configuration file says, with where it says it. Offsets are UTF-16, half-open. */
export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
}

export interface Attribute {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Read when asked: most attributes of two versions are equal as text. */
  value(): Expression;
}

export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly start: number;
  readonly end: number;
  /** The text between the braces, to tell unchanged blocks apart without reading them. */
  readonly text: string;
  /** Read when asked. */
  body(): Body;
}

/** A file as read. `whole` is false when something in it does not fit the language (a half-written file). */
export interface Source {
  readonly text: string;
  readonly body: Body;
  readonly whole: boolean;
  /** 1-based line of an offset. */
  lineAt(offset: number): number;
}

interface Placed {
  readonly start: number;
  readonly end: number;
}

export type Scalar = string | number | boolean | null;

export type Expression = Placed &
  (
    | { readonly kind: 'scalar'; readonly value: Scalar }
    | { readonly kind: 'template'; readonly parts: readonly (string | Expression)[] }
    | { readonly kind: 'list'; readonly items: readonly Expression[] }
    | { readonly kind: 'object'; readonly entries: readonly Entry[] }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
    | { readonly kind: 'index'; readonly of: Expression; readonly at: Expression }
    | { readonly kind: 'splat'; readonly of: Expression }
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
    | { readonly kind: 'unary'; readonly operator: string; readonly of: Expression }
    | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
    | Comprehension
    /** Not understood; kept as text without its layout. */
    | { readonly kind: 'raw'; readonly text: string }
  );

export interface Entry extends Placed {
  readonly key: Expression;
  readonly value: Expression;
}

export interface Comprehension {
  readonly kind: 'for';
  readonly names: readonly string[];
  readonly over: Expression;
  /** `null` for a list. */
  readonly key: Expression | null;
  readonly value: Expression;
  readonly test: Expression | null;
  readonly grouped: boolean;
}
