// What a unit, or an agent, holds and somebody must take when it closes or they leave. Each module says what its rows are: counted, seen,
// handed to another, given back. Who may, when, and what it all makes is its caller's (src/organisation).

/** What was handed over, as its module will need it to give it back: ids and former values, as JSON. */
export type Moved = Readonly<Record<string, unknown>>

/** How what is held changes hands. Both as the system: whoever calls has judged. */
interface Handing<Write> {
  /** All that `from` holds goes to `to`. */
  move(tx: Write, from: number, to: number): Promise<Moved>
  /** The very same rows go back; what has moved on since stays where it is. */
  giveBack(tx: Write, moved: Moved): Promise<void>
}

/** One kind of things held, by units (`Module.heldByUnits`) or by people. `Possession` (db.ts) is that of our transactions. */
export interface PossessionOf<Read, Write> {
  /** `module.thing` */
  readonly id: string
  /** « demande ouverte », « demandes ouvertes » */
  readonly one: string
  readonly several: string
  /** Told in the list of all of them, beside each. */
  readonly isListed?: true
  /** What it changes for people when they go elsewhere, in a sentence. */
  readonly effect: string
  /** How many each of these holds; none that holds nothing. As whoever acts, who is told of what they administer alone. */
  count(tx: Read, holders: readonly number[]): Promise<ReadonlyMap<number, number>>
  /** How many in all of several, when one of them may be of several; absent: the sum. */
  countTogether?(tx: Read, holders: readonly number[]): Promise<number>
  /** Where those of one are seen. */
  readonly href?: (holder: number) => string
  /** Absent: they follow by themselves. */
  readonly handing?: Handing<Write>
}

/** Where a picture of the library is used. */
export interface PictureUse {
  readonly title: string
  /** Where whoever keeps the picture has it. */
  readonly href: string
  /** Shown now; to be shown; in what is being written, or was. */
  readonly standing: 'shown' | 'coming' | 'written'
}

/** What shows pictures of the library (`Module.illustrated`), told to whoever keeps one. `Illustrated` (db.ts) is that of our transactions. */
export interface IllustratedOf<Read> {
  /** `module.thing` */
  readonly id: string
  /** Where that one is used, what is shown first: of what whoever acts may write. */
  uses(tx: Read, key: string): Promise<readonly PictureUse[]>
  /** In how many things each is used, shown or not; none that is used nowhere. As whoever acts, or the system. */
  count(tx: Read, keys: readonly string[]): Promise<ReadonlyMap<string, number>>
}

/** What is shown to audiences (`Module.addressed`), counted as what a unit holds. `Addressed` (db.ts) is that of our transactions. */
export interface AddressedOf<Read, Write>
  extends Pick<PossessionOf<Read, Write>, 'id' | 'one' | 'several' | 'count' | 'href'> {
  /** All that was for `from` is for `to`, under the name of whoever acts. */
  readdress(tx: Write, from: number, to: number): Promise<void>
}
