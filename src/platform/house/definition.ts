// Kinds of definitions, as modules bring them: forms, workflows, services… What one is made of and what may keep it back is said by
// its module; its versions, drafts, comparison and files are written once (src/definitions).
import type { ZodType } from 'zod'
import type { Read } from '../db/db.ts'
import type { EffectKind } from './effect.ts'
import type { RetentionRule } from './retention.ts'

/** Why something may not be published, or withdrawn. */
export interface Problem {
  /** Id of the element at fault; absent: the whole. */
  readonly at?: string
  /** French, for whoever edits it. */
  readonly sentence: string
  /** The file to correct, when it is another one. */
  readonly file?: string
}

/** Files of a folder of definitions, being read: what is wrong with one is noted, and it is left out. */
export interface DefinitionReader {
  /** The file's value; undefined when it is absent, or wrong. */
  one<T>(name: string, schema: ZodType<T>): Promise<T | undefined>
  /** Every `.json` of a sub-folder, in the order of names. */
  all<T>(subfolder: string, schema: ZodType<T>): Promise<{ file: string; value: T }[]>
  /** Names of the `.json` files of a sub-folder, without their ending, in order. */
  names(subfolder: string): Promise<string[]>
  readonly problems: string[]
}

/** What a definition is judged on: what is in force, with what is proposed beside it in place of what it changes. */
export interface Ground {
  readonly tx: Read
  /** Rules of retention that the modules bring. */
  readonly retention: readonly RetentionRule[]
  /** What acts may cause, as the modules bring it. */
  readonly effects: readonly EffectKind[]
  /** The definitions of a kind as they will stand, by id. */
  all<Body>(kind: DefinitionKind<Body>): Promise<ReadonlyMap<string, Body>>
  /** Their ids, and those of files that are wrong: what names these is not at fault. */
  names(kind: DefinitionKind): Promise<ReadonlySet<string>>
  /** What is asked once for all that is judged together. */
  once<T>(what: string, load: (tx: Read) => Promise<T>): Promise<T>
}

type Judged = readonly Problem[] | Promise<readonly Problem[]>

/** How parts of a definition are named to whoever compares two versions: a property, the properties of a part, or a list. */
export type Naming = string | Said | Parts | Items
/** A property whose value is read in words; `of` is the whole definition. */
export interface Said {
  /** « la condition d’affichage » */
  readonly name: string
  readonly says: (value: never, of: never) => string
}
/** Names by property. */
export interface Parts {
  readonly parts: Readonly<Record<string, Naming>>
}
/** A list whose items have an id of their own: each is compared with itself. */
export interface Items extends Parts {
  /** « question » */
  readonly one: string
  readonly isFeminine?: true
  /** Property that is its id, and the one that names it on screen. */
  readonly id: string
  readonly title: string
}

/** A kind of definition. */
export interface DefinitionKind<Body = unknown> extends Parts {
  /** `form`: of its rows. */
  readonly kind: string
  /** What one is called: « formulaire ». */
  readonly one: string
  readonly isFeminine?: true
  readonly schema: ZodType<Body>
  idOf(body: Body): string
  /** Sub-folder of its files, each named by its id. */
  readonly folder: string
  /** How a file is read, when it is not as it is kept. */
  fileSchema?(reader: DefinitionReader): Promise<ZodType<Body>>
  /** It is withdrawn when its file goes. */
  readonly goesWithItsFile?: true
  /** Files of this kind are published all together, or none. */
  readonly together?: true
  /** Why it may not be published. */
  refuse?(body: Body, ground: Ground): Judged
}

/** What a module asks of definitions of another’s kind. */
export interface Gate<Body = unknown> {
  readonly on: string
  /** Why it may not be published. */
  refuse?(body: Body, ground: Ground, id: string): Judged
  /** Why it may not be withdrawn. */
  keep?(id: string, ground: Ground): Judged
}

/** Says a kind with the type of its body, so that its readers know it. */
export const definitionKind = <Body>(kind: DefinitionKind<Body>): DefinitionKind<Body> => kind

/** Says what a module asks of that kind. */
export const gateOn = <Body>({ kind }: DefinitionKind<Body>, gate: Omit<Gate<Body>, 'on'>): Gate<Body> => ({
  on: kind,
  ...gate,
})

/** What publishing asks of the house. */
export interface Defining {
  /** In the order in which they are judged: what others name comes first. */
  readonly definitions: readonly DefinitionKind[]
  readonly gates: readonly Gate[]
  readonly retention: readonly RetentionRule[]
  readonly effects: readonly EffectKind[]
}
