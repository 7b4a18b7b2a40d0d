// What administrators write of a service, part by part: how each is typed, read from the definition and put back. Pure.
import { type Field, field, lineOf, whole } from '#platform/screens/field.ts'
import { type Form, formOf } from '#platform/screens/form.ts'
import type { ServiceDefinition } from '../words/definition.ts'

/** One part: a field of a form, and its place in the definition. `write` undefined: it is taken away. */
export interface Part {
  readonly field: Field
  readonly at: readonly string[]
  readonly read: (service: ServiceDefinition) => string
  readonly write: (typed: unknown) => unknown
}

/** Parts that are read and written together. */
export interface Group {
  /** In the address. */
  readonly name: string
  readonly title: string
  readonly parts: Readonly<Record<string, Part>>
}

const text = lineOf(2000)
const control = { line: 'line', text: 'text' } as const

type Said = { label: string; hint?: string; optional?: true; rows?: number; medium?: true }

const part = (name: keyof ServiceDefinition, kind: keyof typeof control, said: Said): Part => ({
  field: field({ ...said, control: control[kind], type: kind === 'line' ? lineOf(300) : text }),
  at: [name],
  read: (service) => String(service[name] ?? ''),
  write: (typed) => (typed === '' && said.optional === true ? undefined : typed),
})

const linesOf = (typed: unknown): string[] =>
  String(typed)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const lines = (name: 'prepare' | 'keywords', said: Said): Part => ({
  field: field({ ...said, control: 'text', type: lineOf(4000) }),
  at: [name],
  read: (service) => service[name].join('\n'),
  write: linesOf,
})

const days = (of: 'firstAnswer' | 'solution', what: 'days' | 'riskDays', said: Said): Part => ({
  field: field({ ...said, control: 'line', type: whole(what === 'days' ? 1 : 0, 400) }),
  at: ['delays', of, what],
  read: ({ delays }) => String(delays?.[of][what] ?? ''),
  write: (typed) => typed,
})

/** A title, then what it says: paragraphs of a text. */
const titled = (typed: string): { title: string; text: string } => {
  const [title = '', ...rest] = typed.trim().split('\n')
  return { title: title.trim(), text: rest.join(' ').replace(/\s+/g, ' ').trim() }
}

const steps: Part = {
  field: field({
    label: 'Ce qui se passe ensuite',
    hint: 'Une étape par paragraphe, séparée par une ligne vide. Sa première ligne est son titre.',
    control: 'text',
    rows: 10,
    type: lineOf(4000),
  }),
  at: ['steps'],
  read: (service) => service.steps.map((step) => `${step.title}\n${step.text}`).join('\n\n'),
  write: (typed) =>
    String(typed)
      .split(/\n\s*\n/)
      .filter((one) => one.trim() !== '')
      .map(titled),
}

const emergency: Part = {
  field: field({
    label: 'En cas d’urgence',
    hint: 'La première ligne est le titre\u00a0: qui appeler. Vide\u00a0: rien n’est dit.',
    optional: true,
    control: 'text',
    rows: 3,
    type: text,
  }),
  at: ['emergency'],
  read: ({ emergency: said }) => (said === undefined ? '' : `${said.title}\n${said.text}`),
  write: (typed) => (typed === '' ? undefined : titled(String(typed))),
}

const BAR = ' | '

const links: Part = {
  field: field({
    label: 'Liens vers d’autres sites',
    hint: 'Un par ligne\u00a0: adresse | nom du site | code INSEE de la commune, ou rien pour toutes. «\u00a0https://… | le site de la mairie | 01001\u00a0»',
    optional: true,
    control: 'text',
    rows: 4,
    type: lineOf(4000),
  }),
  at: ['links'],
  read: (service) =>
    (service.links ?? [])
      .map(({ url, site, commune }) => [url, site, ...(commune === undefined ? [] : [commune])].join(BAR))
      .join('\n'),
  write(typed) {
    const said = linesOf(typed).map((line) => {
      const [url = '', site = '', commune] = line.split('|').map((cell) => cell.trim())
      return { ...(commune !== undefined && commune !== '' && { commune }), url, site }
    })
    return said.length === 0 ? undefined : said
  },
}

const by: Part = {
  field: field({
    label: 'Rendu par quelqu’un d’autre',
    hint: 'La première ligne dit qui\u00a0: «\u00a0la préfecture\u00a0». La suite, qui appeler. Vide\u00a0: les services du territoire.',
    optional: true,
    control: 'text',
    rows: 2,
    type: text,
  }),
  at: ['by'],
  read: ({ by: said }) => (said === undefined ? '' : [said.who, said.call ?? ''].join('\n').trim()),
  write(typed) {
    const { title: who, text: call } = titled(String(typed))
    return who === '' ? undefined : { who, ...(call !== '' && { call }) }
  },
}

export const GROUPS: readonly Group[] = [
  {
    name: 'page',
    title: 'La page de la démarche',
    parts: {
      titre: part('title', 'line', { label: 'Titre' }),
      court: part('shortTitle', 'line', {
        label: 'Titre court',
        hint: 'L’objet de la demande dans les listes.',
      }),
      presentation: part('lead', 'text', { label: 'Présentation', hint: 'Deux phrases au plus.', rows: 2 }),
      qui: part('forWhom', 'text', { label: 'Pour qui', rows: 2 }),
      prix: part('cost', 'line', { label: 'Prix', medium: true }),
      minutes: {
        field: field({ label: 'Durée, en minutes', control: 'line', type: whole(1, 300), medium: true }),
        at: ['minutes'],
        read: ({ minutes }) => String(minutes),
        write: (typed) => typed,
      },
      preparer: lines('prepare', {
        label: 'À préparer',
        hint: 'Une chose par ligne.',
        rows: 5,
        optional: true,
      }),
      loi: part('law', 'line', { label: 'Texte de loi', optional: true }),
      mots: lines('keywords', {
        label: 'Mots que les gens tapent',
        hint: 'Une expression par ligne.',
        rows: 8,
        optional: true,
      }),
    },
  },
  { name: 'suite', title: 'Ce qui se passe ensuite', parts: { etapes: steps, urgence: emergency } },
  {
    name: 'delais',
    title: 'Les délais promis',
    parts: {
      reponse: days('firstAnswer', 'days', { label: 'Première réponse, en jours ouvrés', medium: true }),
      alerteReponse: days('firstAnswer', 'riskDays', {
        label: 'Alerte avant la fin, en jours',
        medium: true,
      }),
      solution: days('solution', 'days', { label: 'Solution, en jours ouvrés', medium: true }),
      alerteSolution: days('solution', 'riskDays', { label: 'Alerte avant la fin, en jours', medium: true }),
      nom: part('solutionLabel', 'line', {
        label: 'Comment s’appelle la solution',
        hint: '«\u00a0La réparation\u00a0»',
        optional: true,
      }),
    },
  },
  { name: 'ailleurs', title: 'Où elle se fait', parts: { liens: links, par: by } },
]

/** Groups that this service has: one without a form promises no delay. */
export const groupsOf = ({ delays }: ServiceDefinition): readonly Group[] =>
  GROUPS.filter(({ name }) => name !== 'delais' || delays !== undefined)

export const formOfGroup = ({ parts }: Group): Form<Record<string, Field>> =>
  formOf(Object.fromEntries(Object.entries(parts).map(([name, one]) => [name, one.field])))

/** The group as its form shows it. */
export const typedIn = ({ parts }: Group, service: ServiceDefinition): Record<string, string> =>
  Object.fromEntries(Object.entries(parts).map(([name, one]) => [name, one.read(service)]))
