// What keys of applications may be allowed, as modules bring it.

/** What a key may be allowed, of the owners that a module knows. */
export interface Scope {
  /** `pass.doors` */
  readonly id: string
  /** Kind of its owners: `passpartner`. */
  readonly owner: string
  /** In French, for whoever chooses it: what it reads or changes. */
  readonly title: string
}
