// What is written of an entry of the register on screen, part by part. Data.
import { z } from 'zod'
import { type Group, linesOf, type Part } from '#drafting'
import { type Field, field, lineOf, several } from '#platform/screens/field.ts'
import {
  CATEGORIES,
  type CategoryId,
  type Duration,
  type ProcessingEntry,
  type RetentionLine,
  SECTORS,
} from '../entry/definition.ts'
import { BASES, durationIn, durationWords } from '../entry/words.ts'

type EntryPart = Part<ProcessingEntry>
type Said = { label: string; hint?: string; rows?: number }

const text = lineOf(1000).pipe(z.string().min(1, 'Ce texte manque.'))

const part = (name: 'title' | 'purpose', said: Said): EntryPart => ({
  field: field({ ...said, control: said.rows === undefined ? 'line' : 'text', type: text }),
  at: [name],
  read: (entry) => entry[name],
  write: (typed) => typed,
})

const list = (name: 'people' | 'recipients' | 'security' | 'transfers', said: Said): EntryPart => ({
  field: field({
    hint: 'Une chose par ligne.',
    ...said,
    control: 'text',
    type: lineOf(4000),
    optional: name === 'transfers',
  }),
  at: [name],
  read: (entry) => entry[name].join('\n'),
  write: linesOf,
})

const oneOf = (
  name: 'controller' | 'sector',
  said: Pick<Field, 'label' | 'hint'>,
  choices: Readonly<Record<string, string>>,
): EntryPart => ({
  field: field({
    ...said,
    control: { list: Object.entries(choices) },
    type: z.string().min(1, 'Choisissez.'),
    medium: true,
  }),
  at: [name],
  read: (entry) => entry[name],
  write: (typed) => typed,
})

const base: EntryPart = {
  field: field({
    label: 'Base légale',
    hint: 'Article 6, 1 du RGPD.',
    control: { list: Object.entries(BASES).map(([letter, label]) => [letter, `${label} (${letter})`]) },
    type: z.string(),
    medium: true,
  }),
  at: ['legalBase', 'letter'],
  read: ({ legalBase }) => legalBase.letter,
  write: (typed) => typed,
}

const law: EntryPart = {
  field: field({ label: 'Le texte qui la fonde', control: 'text', rows: 3, type: text }),
  at: ['legalBase', 'text'],
  read: ({ legalBase }) => legalBase.text,
  write: (typed) => typed,
}

const IDS = Object.keys(CATEGORIES) as readonly CategoryId[]

const categories: EntryPart = {
  field: field({
    label: 'Données',
    hint: 'Rien d’autre ne peut être recueilli ni donné sous cette fiche.',
    control: { several: IDS.map((id) => [id, CATEGORIES[id]]) },
    type: several,
  }),
  at: ['categories'],
  read: (entry) => [...entry.categories],
  write: (typed) => IDS.filter((id) => (typed as string[]).includes(id)),
}

/** How long what an entry covers is kept: its line of that rule. */
function retention(rule: string): Readonly<Record<string, EntryPart>> {
  const line = (name: keyof RetentionLine, more: Omit<Field, 'type'>, type: Field['type'] = text) => ({
    field: field({ ...more, type }),
    at: ['retention', rule, name],
    read: (entry: ProcessingEntry) => {
      const value = entry.retention.find((one) => one.rule === rule)?.[name] ?? ''
      return typeof value === 'string' ? value : durationWords(value)
    },
    write: (typed: unknown) => typed,
  })
  const keep = z.string().transform((typed, context): Duration => {
    const read = durationIn(typed)
    if (read !== null) return read
    context.addIssue(
      'Écrivez une durée\u00a0: «\u00a030 jours\u00a0», «\u00a012 mois\u00a0», «\u00a05 ans\u00a0».',
    )
    return z.NEVER
  })
  return {
    duree: line(
      'keep',
      { label: 'Durée', hint: '«\u00a012 mois\u00a0»', control: 'line', medium: true },
      keep,
    ),
    depart: line('from', { label: 'À partir de', control: 'line', medium: true }),
    ensuite: line('action', { label: 'Ce qui arrive ensuite', control: 'text', rows: 2 }),
    raison: line('basis', { label: 'Pourquoi cette durée', control: 'text', rows: 2 }),
  }
}

interface EntryGroup extends Group<ProcessingEntry> {
  /** It is of entries that have a duration for that rule: one of what they cover, not of the platform. */
  readonly rule?: string
}

const durations = (name: string, title: string, rule: string): EntryGroup => ({
  ...{ name, title, rule },
  parts: retention(rule),
})

export const GROUPS: readonly EntryGroup[] = [
  {
    name: 'declaration',
    title: 'Qui en répond',
    parts: {
      titre: part('title', { label: 'Nom du traitement' }),
      responsable: oneOf('controller', { label: 'Responsable' }, {}),
      secteur: oneOf('sector', { label: 'Secteur' }, SECTORS),
    },
  },
  {
    name: 'finalite',
    title: 'Pourquoi',
    parts: {
      finalite: part('purpose', { label: 'Finalité', rows: 3 }),
      base,
      texte: law,
    },
  },
  {
    name: 'donnees',
    title: 'Quelles données, de qui',
    parts: { personnes: list('people', { label: 'Personnes concernées', rows: 4 }), categories },
  },
  {
    name: 'destinataires',
    title: 'Qui les reçoit',
    parts: {
      destinataires: list('recipients', {
        label: 'Destinataires',
        hint: 'Un par ligne, sous-traitants compris.',
        rows: 4,
      }),
      transferts: list('transfers', {
        label: 'Hors de l’Union européenne',
        hint: 'Un transfert par ligne. Vide\u00a0: aucun.',
        rows: 2,
      }),
    },
  },
  {
    name: 'securite',
    title: 'Comment elles sont protégées',
    parts: { mesures: list('security', { label: 'Mesures de sécurité', rows: 5 }) },
  },
  durations('demandes', 'Combien de temps les demandes sont gardées', 'request.anonymise'),
  durations('accords', 'Combien de temps un accord vaut', 'consent.expire'),
]

/** Those that this entry has. */
export const groupsOf = ({ retention: lines }: ProcessingEntry): readonly EntryGroup[] =>
  GROUPS.filter(({ rule }) => rule === undefined || lines.some((line) => line.rule === rule))
