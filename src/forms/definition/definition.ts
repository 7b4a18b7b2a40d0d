// What a form is: immutable data with stable ids. The shape every published version keeps for ever.
import type { KeptFile } from '#files'
import type { Condition, NamedCondition } from '#rules'

/** What an answer means to the rest of Parvis, whatever the field is called in its form. */
export type FieldRole =
  | 'place' // location: where the thing is; gives the commune
  | 'placeKind' // single choice: road, park, school, private...: read by competence rules
  | 'subject' // short text: the object of the request
  | 'description' // long text: the first message of the conversation
  | 'contactName'
  | 'contactEmail'
  | 'contactPhone'
  | 'contactAddress'

/** What a place is: where something happens, where one lives, where somebody was born, or a place that has a name (a school). */
export type PlaceKind = 'event' | 'home' | 'birth' | 'named'

/** Values of the person's profile that may fill a question about them (src/people/profile). */
export type ProfileFact = 'family_name' | 'given_name' | 'birthdate'

export interface Choice {
  /** Stable value kept in answers. */
  value: string
  label: string
  hint?: string
  /** Choosing it tells of a danger: agents see it first. */
  danger?: true
  /** Name of a drawing in platform/ui/drawings that replaces a sentence. */
  drawing?: string
  /** Offered only when true (single-choice, multiple-choice). */
  showIf?: Condition
}

/** A question. Options that its type alone reads are said by it (`options`, src/forms/fields). */
export interface Field {
  /** Stable for the life of the form: lower case, digits and `_`. */
  id: string
  /** One of those of src/forms/fields. */
  type: string
  /** The question, as the resident reads it. */
  label: string
  hint?: string
  /** The same question to an agent who listens to the person, where it says « vous ». */
  agent?: { label?: string; hint?: string }
  /** Absent means required (look/README.md rule 10: optional is written, required is not starred). */
  optional?: true
  /** Shown, and so validated, only when true. */
  showIf?: Condition
  /** Required only when true (needs `optional`). */
  requiredIf?: Condition
  role?: FieldRole
  /** short-text, long-text: characters at most (defaults 120 and 2000). */
  maxLength?: number
  /** single-choice, multiple-choice. */
  choices?: Choice[]
  /** single-choice: several cards a line. */
  across?: true
  /** location: what the place is (default `event`): nobody was born where they stand now. */
  place?: PlaceKind
  /** Filled from the profile of the person, who sees where it comes from and may change it. */
  profile?: ProfileFact
  /** Filled only when true; reads answers of the pages before. */
  profileIf?: Condition
  /** A link may propose its answer (versions/linked.ts): shown, said, and never kept before the person sends it. */
  fromLink?: true
  /** Browser autofill token (WCAG 1.3.5). */
  autocomplete?: string
  /** yes-no: what « oui » tells of a danger, as agents read it first. */
  danger?: string
  /** Categories of personal data that it collects (src/register), when role and type do not tell: a plate, a birth date. */
  data?: string[]
  /** repeated-block: what each item is asked. Its conditions read the answers of the item first, then those of the form. */
  questions?: Field[]
}

/** What a page refuses once its questions are answered, with the words of the author. */
export interface PageCheck {
  id: string
  /** Refused when true. */
  when: Condition
  message: string
  /** The question of that page that it is about. */
  at: string
}

/** Where a form stops before its end: nothing is sent, and what to do instead is said. */
export interface PageEnd {
  id: string
  when: Condition
  title: string
  /** In the notation of rich texts. */
  text: string
}

/** A page of the form. `use` inserts a shared block of fields from definitions/blocks before `fields`. */
export interface FormPage {
  id: string
  title: string
  /** As an agent reads it, where it says « vous ». */
  agent?: { title: string }
  showIf?: Condition
  use?: string
  fields: Field[]
  /** Judged when its questions are right. */
  checks?: PageCheck[]
  /** The first that holds stops the form after this page. */
  ends?: PageEnd[]
}

/** A text of a form, said in another language. */
export interface TranslatedText {
  /** Which text (tongues/texts.ts): `questions/size/label`. */
  at: string
  /** The French that it translates: another one since, and it is no longer shown. */
  from: string
  to: string
}

/** A language in which a form may be read, beside French. */
export interface FormLanguage {
  /** BCP 47: « en », « pt-BR ». */
  code: string
  /** In its own tongue: « English ». */
  name: string
  /** It is written from right to left. */
  rtl?: true
  texts: TranslatedText[]
}

export interface FormDefinition {
  id: string
  title: string
  /** Entry of the register that says what its answers are for, when no service asks it (an application to a job). */
  processing?: string
  /** INSEE code of the commune whose it is, which its id begins with; absent: the whole territory’s. */
  owner?: string
  /** Conditions that others of this form say by name. */
  conditions?: NamedCondition[]
  pages: FormPage[]
  /** What it must do of some answers: red, it is not published (src/forms/tried). */
  tests?: FormTest[]
  languages?: FormLanguage[]
}

type TestAnswer = string | string[]

/** A test of a form: answers of nobody, and what the form does of them. */
export interface FormTest {
  id: string
  name: string
  /** Who answers: an agent for somebody may leave out how to reach them. */
  as: 'resident' | 'agent'
  /** The day on which it is answered. */
  on: string
  /** As typed, by question: a text, several, or by part of the control (`-jour`); of files, names. */
  answers: Record<string, TestAnswer | Record<string, TestAnswer>>
  expects: {
    /** Pages asked, in this order; absent: whichever. */
    pages?: string[]
    /** Questions that must be shown, or not; others may be either. */
    shown?: string[]
    hidden?: string[]
    /** What is refused, and in which words, and nothing else; absent: whichever. */
    refused?: { at: string; sentence: string }[]
  }
}

/** Answer to a location field. `commune` is the INSEE code; the point is WGS 84. */
export interface LocationAnswer {
  commune: string
  address: string
  lat?: number
  long?: number
}

/** Answer to a files field: one entry a file already stored. */
export type FileAnswer = KeptFile

/** What a type of field makes of what was typed, as JSON keeps it; absent when nothing was. Days are `YYYY-MM-DD`. */
export type Answer = string | number | boolean | object
/** By field id. */
export type Answers = Record<string, Answer>

export const fieldsOf = (form: FormDefinition): Field[] => form.pages.flatMap((page) => page.fields)

/** Those that the items of blocks are asked too, each after its block. */
export const everyFieldOf = (form: FormDefinition): Field[] =>
  fieldsOf(form).flatMap((field) => [field, ...(field.questions ?? [])])
