// The list of forms, and what one search over all that is set finds of it.
import { drafts, live } from '#definitions'
import { checkForm, FORM, type FormDefinition } from '#forms'
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import type { FoundSource } from '#platform/screens/found.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { plural } from '#platform/ui/french.ts'
import { catalogue } from '#services'
import { ACTION, formAddress, HERE } from '../written/address.ts'
import { placedIn } from '../written/elements.ts'
import { servicesOf } from '../written/uses.ts'

interface Asking {
  actor: Actor
  db: Database
}

interface Line {
  form: FormDefinition
  /** 0: it is being written, and was never published. */
  version: number
  isDrafted: boolean
  services: readonly string[]
  /** Counted of what is being written, else of what is in force. */
  faults: number
}

function faultsIn(body: unknown): number {
  const read = FORM.schema.safeParse(body)
  return read.success ? checkForm(read.data).length : read.error.issues.length
}

async function rows(tx: Read): Promise<Line[]> {
  const known = await catalogue(tx)
  const inForce = await live(tx, FORM)
  const begun = new Map(
    (await drafts(tx)).filter(({ kind }) => kind === FORM.kind).map(({ id, body }) => [id, body]),
  )
  const lineOf = (form: FormDefinition, version: number): Line => ({
    ...{ form, version, isDrafted: begun.has(form.id), services: servicesOf(known, form.id) },
    faults: begun.has(form.id) ? faultsIn(begun.get(form.id)) : 0,
  })
  const fresh = [...begun].filter(([id]) => inForce.every((row) => row.id !== id))
  return [
    ...fresh.map(([, body]) => lineOf(body as unknown as FormDefinition, 0)),
    ...inForce.map(({ body, version }) => lineOf(body, version)),
  ]
}

const STATES = {
  fresh: ['Brouillon', 'info'],
  both: ['En ligne, avec un brouillon', 'warn'],
  live: ['En ligne', 'good'],
} as const
const stateOf = ({ version, isDrafted }: Line): keyof typeof STATES =>
  version === 0 ? 'fresh' : isDrafted ? 'both' : 'live'

const faultWords = ({ faults }: Line): string =>
  faults === 0 ? '' : plural(faults, 'point à revoir', 'points à revoir')

/** GET /administration/formulaires */
export const formsList = listOf<Line>({
  at: HERE,
  action: ACTION,
  title: 'Formulaires',
  one: 'formulaire',
  several: 'formulaires',
  intro: html`<p class="reading">Ce que l’on demande aux personnes, question après question. Ce que vous changez reste dans un brouillon que vos collègues voient, jusqu’à sa publication&nbsp;; ce qui a été envoyé sous une version y reste.</p>`,
  add: { label: 'Nouveau formulaire', href: `${HERE}/nouveau`, who: metropolitanAdministrator },
  ways: [{ label: 'Importer un formulaire', href: `${HERE}/importer`, who: metropolitanAdministrator }],
  columns: [
    {
      label: 'Formulaire',
      text: ({ form }) => form.title,
      cell: ({ form }) => html`<a href="${formAddress(form.id)}">${form.title}</a>`,
      sort: { name: 'titre', by: ({ form }) => form.title },
    },
    {
      label: 'Qui s’en sert',
      text: ({ services }) => services.join(', '),
      cell: ({ services }) =>
        services.length === 0 ? html`<span class="soft">Aucune démarche</span>` : services.join(', '),
    },
    { label: 'Pages', text: ({ form }) => String(form.pages.length), right: true },
    { label: 'Questions', text: ({ form }) => String(placedIn(form).length), right: true },
    {
      label: 'État',
      text: (line) => STATES[stateOf(line)][0],
      cell: (line) => tag(STATES[stateOf(line)][1], STATES[stateOf(line)][0]),
    },
    {
      label: 'À revoir',
      text: faultWords,
      cell: (line) => (line.faults === 0 ? html`<span class="soft">–</span>` : tag('bad', faultWords(line))),
    },
  ],
  filters: [
    {
      ...{ name: 'q', label: 'Mots', placeholder: 'Titre, question, démarche' },
      in: ({ form, services }) => [
        form.title,
        ...services,
        ...placedIn(form).map(({ field }) => field.label),
      ],
    },
    {
      ...{ name: 'etat', label: 'État', all: 'Tous' },
      of: (line) => ({ value: stateOf(line), label: STATES[stateOf(line)][0] }),
    },
  ],
  id: ({ form }) => form.id,
  order: 'titre',
  size: 100,
  rows,
  empty: { title: 'Aucun formulaire' },
})

export const countForms = ({ db, actor }: Asking): Promise<number> =>
  db.read(actor, async (tx) => (await live(tx, FORM)).length)

export const formsSet: FoundSource = {
  id: 'studio.form',
  who: metropolitanAdministrator,
  async find(tx) {
    return (await live(tx, FORM)).map(({ body }) => ({
      kind: 'Formulaires',
      name: body.title,
      href: formAddress(body.id),
      text: placedIn(body)
        .map(({ field }) => field.label)
        .join('\n'),
      where: plural(placedIn(body).length, 'question', 'questions'),
    }))
  },
}
