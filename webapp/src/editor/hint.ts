/** What the next click does and which keys change it: a message key and its values. */
export interface Hint {
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
}
