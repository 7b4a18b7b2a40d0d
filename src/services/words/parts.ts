// What is written of a service on screen, part by part: how each is typed, read from the definition and put back; which of them a town
// may say otherwise for its residents. Pure.
import { z } from 'zod'
import { field, lineOf, whole } from '#platform/screens/field.ts'
import { type Group as DraftGroup, linesOf, type Part as DraftPart } from '#drafting'
import type { ServiceDefinition } from './definition.ts'
import { withCodes, withNames } from './links.ts'
import { stepsFor } from './promises.ts'
import { slug } from './schema.ts'

/** One part of a service. */
export interface Part extends DraftPart<ServiceDefinition, string> {
  /** The setting by which a town says it otherwise; absent: it is the same everywhere. */
  readonly key?: string
}

/** Parts that are read and written together. */
export interface Group extends DraftGroup<ServiceDefinition, string> {
  readonly parts: Readonly<Record<string, Part>>
}

const text = lineOf(2000)
const control = { line: 'line', text: 'text' } as const

type Said = { label: string; hint?: string; optional?: true; rows?: number; medium?: true }

/** A text that towns may say otherwise: whoever writes their contents does; a promise is for those who administer. */
const own = (name: string, one: Part): Part => ({ ...one, key: `services.text_${name}` })

const part = (name: keyof ServiceDefinition, kind: keyof typeof control, said: Said): Part => ({
  field: field({ ...said, control: control[kind], type: kind === 'line' ? lineOf(300) : text }),
  at: [name],
  read: (service) => String(service[name] ?? ''),
  write: (typed) => (typed === '' && said.optional === true ? undefined : typed),
})

const lines = (name: 'prepare' | 'keywords', said: Said): Part => ({
  field: field({ ...said, control: 'text', type: lineOf(4000) }),
  at: [name],
  read: (service) => service[name].join('\n'),
  write: linesOf,
})

const days = (of: 'firstAnswer' | 'solution', what: 'days' | 'riskDays', said: Said): Part => ({
  key: `services.delay_${of === 'solution' ? 'solution' : 'answer'}${what === 'days' ? '' : '_risk'}`,
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

/** Steps as they are typed. */
export const stepsText = (said: ServiceDefinition['steps']): string =>
  said.map((step) => `${step.title}\n${step.text}`).join('\n\n')

const steps: Part = {
  field: field({
    label: 'Ce qui se passe ensuite',
    hint: 'Une étape par paragraphe, séparée par une ligne vide. Sa première ligne est son titre.',
    control: 'text',
    rows: 10,
    type: lineOf(4000),
  }),
  at: ['steps'],
  read: ({ steps: said }) => stepsText(said),
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
  names: { shown: withNames, kept: withCodes },
  field: field({
    label: 'Liens vers d’autres sites',
    hint: 'Un par ligne\u00a0: adresse | nom du site | commune, ou rien pour toutes. «\u00a0https://… | le site de la mairie | Nom de la commune\u00a0»',
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

const places: Part = {
  field: field({
    label: 'Lieux où aller',
    hint: 'Le genre des lieux qui la font sur place, comme «\u00a0mairie\u00a0»\u00a0: les plus proches sont montrés, avec leurs horaires. Vide\u00a0: aucun.',
    optional: true,
    control: 'line',
    type: z.literal('').or(slug),
    medium: true,
  }),
  at: ['places'],
  read: (service) => service.places ?? '',
  write: (typed) => (typed === '' ? undefined : typed),
}

const oneOf = (name: 'theme' | 'category', said: Said): Part => ({
  field: field({ ...said, control: { list: [] }, type: z.string().min(1, 'Choisissez.'), medium: true }),
  at: [name],
  read: (service) => service[name],
  write: (typed) => typed,
})

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
      presentation: own(
        'lead',
        part('lead', 'text', { label: 'Présentation', hint: 'Deux phrases au plus.', rows: 2 }),
      ),
      qui: own('for_whom', part('forWhom', 'text', { label: 'Pour qui', rows: 2 })),
      prix: own('cost', part('cost', 'line', { label: 'Prix', medium: true })),
      minutes: own('minutes', {
        field: field({ label: 'Durée, en minutes', control: 'line', type: whole(1, 300), medium: true }),
        at: ['minutes'],
        read: ({ minutes }) => String(minutes),
        write: (typed) => typed,
      }),
      preparer: own(
        'prepare',
        lines('prepare', {
          label: 'À préparer',
          hint: 'Une chose par ligne.',
          rows: 5,
          optional: true,
        }),
      ),
      loi: own('law', part('law', 'line', { label: 'Texte de loi', optional: true })),
      mots: lines('keywords', {
        label: 'Mots que les gens tapent',
        hint: 'Une expression par ligne.',
        rows: 8,
        optional: true,
      }),
    },
  },
  {
    name: 'rangement',
    title: 'Où elle est rangée',
    parts: {
      theme: oneOf('theme', { label: 'Thème' }),
      sujet: oneOf('category', {
        label: 'Sujet',
        hint: 'Les règles de compétence de ce sujet disent qui répond.',
      }),
    },
  },
  {
    name: 'suite',
    title: 'Ce qui se passe ensuite',
    parts: { etapes: own('steps', steps), urgence: own('emergency', emergency) },
  },
  {
    name: 'delais',
    title: 'Les délais promis',
    follows: ({ delays: was }, { steps: said, delays: now }) =>
      was === undefined || now === undefined ? {} : { steps: stepsFor(said, was, now) },
    parts: {
      reponse: days('firstAnswer', 'days', { label: 'Première réponse, en jours ouvrés', medium: true }),
      alerteReponse: days('firstAnswer', 'riskDays', {
        label: 'Première réponse\u00a0: alerte avant la fin, en jours',
        medium: true,
      }),
      solution: days('solution', 'days', { label: 'Solution, en jours ouvrés', medium: true }),
      alerteSolution: days('solution', 'riskDays', {
        label: 'Solution\u00a0: alerte avant la fin, en jours',
        medium: true,
      }),
      nom: part('solutionLabel', 'line', {
        label: 'Comment s’appelle la solution',
        hint: '«\u00a0La réparation\u00a0»',
        optional: true,
      }),
    },
  },
  {
    name: 'ailleurs',
    title: 'Où elle se fait',
    parts: { liens: links, par: by, lieux: own('places', places) },
  },
]

/** Groups that this service has: one without a form promises no delay. */
export const groupsOf = ({ delays }: ServiceDefinition): readonly Group[] =>
  GROUPS.filter(({ name }) => name !== 'delais' || delays !== undefined)
