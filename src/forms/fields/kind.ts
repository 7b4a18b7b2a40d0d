// What a type of field says of itself, all of it, in one file beside this one: how what was posted is judged, shown, summed up, and
// what the rest of Parvis reads of it. What most types agree on need not be said.
import type { FileKind } from '#platform/files/inspect.ts'
import type { Html } from '#platform/html.ts'
import type { Values } from '#platform/http/route.ts'
import { typo } from '#platform/ui/french.ts'
import type { AssetUrls, MapSettings } from '#platform/ui/site.ts'
import type { CategoryId } from '#register'
import { cellsFact, type Facts, type FactType, type Formula } from '#rules'
import type { Area, Day } from '#territory'
import type { ZodType } from 'zod'
import type {
  Answer,
  Answers,
  Field,
  FieldRole,
  FormDefinition,
  ProfileFact,
} from '../definition/definition.ts'
import type { Raw } from './read.ts'
import { SAYS } from './words.ts'

/** What judging needs to know. */
export interface Judging {
  today: Day
  area(code: string): Area | undefined
}

/** What showing needs to know. */
export interface Showing {
  areas: readonly Area[]
  map: MapSettings | null
  assets: AssetUrls
  upload: string | undefined
  /** Filled for somebody who is elsewhere. */
  elsewhere: boolean
  /** Where the value shown comes from, when the person did not type it. */
  origin: string | undefined
  /** What is wrong, a sentence each. */
  problem: readonly string[] | undefined
  /** Part of the control the problem is about. */
  part: string | undefined
  optional: boolean
  hidden: boolean
  /** Has the focus as the page opens. */
  focused: boolean
  /** Values that it does not propose, by its other answers. */
  withheld?: ReadonlySet<string>
  /** Id of what has it, in a block. */
  goesOn?: string | undefined
  /** The items of a block, drawn. */
  items?: readonly ShownItem[]
  /** What is typed in items that were taken away, by the name of its control. */
  carried?: readonly (readonly [name: string, value: string])[]
}

/** An item of a block: its key, and the controls of its questions. */
export interface ShownItem {
  key: string
  controls: readonly Html[]
}

/** The answer, nothing (left empty), or a problem in French and the part it is about. */
export type Judged<A extends Answer = Answer> =
  | { answer: A }
  | { empty: true }
  | { problem: string; part?: string }

/** The other answers, each judged alone. */
export interface Around {
  form: FormDefinition
  answers: Answers
}

/** An option of a question that its type alone reads. */
export interface Option {
  /** Its shape, in the file of a form. */
  shape: ZodType
  /** Its name, where two versions are compared. */
  one: string
  /** Its value in words, where two versions are compared; absent: as it is. */
  says?: (value: never, form: FormDefinition) => string
  /** A question of that type is not published without it. */
  isNeeded?: true
  /** Said on a page of its own in the studio, beside the panel of the question. */
  isApart?: true
  /** What of it whoever answers reads, and so is translated: ways within it, `*` for each item of a list; '' for all of it. */
  texts?: readonly string[]
}

type None = Readonly<Record<never, never>>

/** What a question of files takes; marked: what each is for is written all over it before it is kept. */
export interface FileRules {
  accept: readonly FileKind[]
  maxFiles: number
  maxBytes: number
  isMarked?: true
}

/** `A`: the shape of its answers; `O`: the options that it alone reads. */
export interface FieldKind<A extends Answer = Answer, O = None> {
  /** As forms name it. */
  type: string
  /** What a condition reads of its answer, here and in the browser (read.ts); a type that proposes answers reads those it proposes. */
  fact: FactType
  judge(field: Field & O, raw: Raw, judging: Judging): Judged<A>
  /** Said when a required answer is missing. */
  missing(field: Field & O): string
  control(field: Field & O, raw: Raw, showing: Showing): Html
  /** A right answer: for the demonstration, tests and load. */
  sample(field: Field & O, areaCode: string): A
  /** What conditions read of an answer that is not that itself (a period: its first day); the browser reads it of what is typed. */
  read?(answer: A): unknown
  /** Of lines: their cells, one after the other; formulas add up a column. */
  cells?(field: Field & O, answer: A): string[]
  /** The answer whole, where `summary` says it masked: for whoever must use it (an account to pay to). */
  entire?(answer: A): string
  /** What is wrong with it beside the other answers; null: nothing. */
  beside?(field: Field & O, answer: A, around: Around): { problem: string; part?: string } | null
  /** A right answer that is right beside the others too; absent, `sample` is. */
  sampleBeside?(field: Field & O, sampled: A, around: Around): A
  /** The commune that an answer tells: conditions read it under that name too, and the question asks for a place. */
  commune?(answer: A): string
  /** Part of the control that a missing answer is about; absent: all of it. */
  missingPart?: string

  // What follows is said where it differs from most (USUAL).
  /** What a form may say of such a question, beside what it says of any. */
  options: Readonly<Record<string, Option>>
  /** Names of the controls after the field's id: '' or `-jour`; the first has the id of the field. */
  parts: readonly string[]
  /** Which personal data it collects, when neither the form, nor the role, nor the autofill token of the question tells. */
  category(field: Field & O): CategoryId
  /** What is wrong with such a question before anybody is asked, a sentence each. */
  faults(field: Field & O): readonly string[]
  /** Its answers are counted once whoever gave them is forgotten: they say nothing of anybody. */
  counted: boolean
  /** It is shown among questions, and asks nothing. */
  asksNothing: boolean
  /** Its answer is a signature, or asks somebody for one: told apart from what is said. */
  signs: boolean
  /** It names somebody who must sign before what is answered is sent. */
  invites: boolean
  /** It is worked out from other answers, which conditions read as an answer. */
  computes?(field: Field & O): Formula | undefined
  /** Its label names it to authors: whoever answers does not read it. */
  hasOwnWords: boolean
  /** Parts of its control that a link may fill, each seen by whoever answers; none: no link ever does. */
  linkable: readonly string[]
  /** It holds files, which are stored apart as they come. */
  holdsFiles: boolean
  /** Which files it takes. */
  takes(field: Field & O): FileRules
  /** Its answers are items, each asked its `questions`: these are judged, drawn and read as those of the form (answers/items.ts). */
  holdsItems: boolean
  /** Roles it may play: the rest of Parvis reads its answer in that shape. */
  roles: readonly FieldRole[]
  /** Values of the profile that may fill it. */
  profile: readonly ProfileFact[]
  /** What the controls show for one; null when it tells too little. */
  fromProfile(value: string): Raw | null
  /** What the controls show for a stored answer. */
  rawOf(answer: A, field: Field & O): Raw
  /** The answer as people read it. */
  summary(field: Field & O, answer: A, area: (code: string) => Area | undefined): string | string[]
}

/** One text, which says something of somebody. */
const USUAL = {
  options: {},
  parts: [''],
  category: () => 'text',
  faults: () => [],
  counted: false,
  asksNothing: false,
  signs: false,
  invites: false,
  hasOwnWords: false,
  linkable: [],
  holdsFiles: false,
  takes: () => ({ accept: [], maxFiles: 0, maxBytes: 0 }),
  holdsItems: false,
  roles: [],
  profile: [],
  fromProfile: (value) => ({ '': value }),
  rawOf: (answer) => ({ '': String(answer) }),
  summary: (_field, answer) => String(answer),
} as const satisfies Partial<FieldKind>

/** Showing, and how the browser reads what is typed. */
interface Shown extends Showing {
  fact: FactType
}

interface Said<O> {
  options?: Readonly<Record<keyof O & string, Option>>
  control(field: Field & O, raw: Raw, showing: Shown): Html
}

type Usual<A extends Answer, O> = Pick<FieldKind<A, O>, keyof typeof USUAL>
type Own<A extends Answer, O> = Omit<FieldKind<A, O>, keyof typeof USUAL | 'control'>

/** Says a type of field: `fieldKind<shape of its answers, its options>({…})`. */
export function fieldKind<A extends Answer, O extends object = None>(
  said: Own<A, O> & Partial<Omit<Usual<A, O>, 'options'>> & Said<O>,
): FieldKind {
  const { fact } = said
  return {
    ...USUAL,
    ...said,
    control: (field, raw, showing) => said.control(field as Field & O, raw, { ...showing, fact }),
  }
}

/** What was posted for a field, by part. */
export function rawFrom({ parts }: Pick<FieldKind, 'parts'>, { id }: Pick<Field, 'id'>, values: Values): Raw {
  return Object.fromEntries(
    parts.flatMap((part) => {
      const value = values[id + part]
      return value === undefined ? [] : [[part, value]]
    }),
  )
}

/** What conditions and formulas read of an answer, by name. */
export function factsIn(
  { fact, commune, read, cells }: FieldKind,
  field: Pick<Field, 'id'>,
  answer: Answer,
): Facts {
  const { id } = field
  if (cells !== undefined) return { [id]: true, [cellsFact(id)]: cells(field as Field, answer) }
  const own = { [id]: fact === 'other' ? true : read === undefined ? answer : read(answer) }
  return commune === undefined ? own : { ...own, commune: commune(answer) }
}

/** Options that every component of the interface kit takes. */
export function common(field: Field, { problem, optional, hidden, origin, focused, fact }: Shown) {
  return {
    name: field.id,
    label: typo(field.label),
    hint: field.hint === undefined ? undefined : typo(field.hint),
    origin,
    optional,
    hidden,
    autofocus: focused,
    error: problem,
    reads: fact,
    condition: field.showIf,
  }
}

/** The answers that a question proposes, as cards: those withheld are there, hidden, for scripts to show. */
export const cardsOf = ({ choices = [] }: Field, { withheld }: Showing) =>
  choices.map(({ showIf, ...choice }) =>
    showIf === undefined
      ? choice
      : { ...choice, condition: showIf, hidden: withheld?.has(choice.value) ?? false },
  )

/** Those that it proposes whatever else is answered; all of them, where it proposes none so. */
export function usualChoices({ choices = [] }: Field) {
  const usual = choices.filter(({ showIf }) => showIf === undefined)
  return usual.length > 0 ? usual : choices
}

/** The question between « », in a sentence that stands alone in the summary of errors. */
export const asked = ({ label }: Field): string => SAYS.asked(typo(label))

/** Says by how much an answer is too long; null when it is not. */
export function tooLong(value: string, most: number): string | null {
  const over = [...value].length - most
  return over > 0 ? SAYS.tooLong(over, most) : null
}
