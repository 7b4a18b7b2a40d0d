// The list of forms, and what one search over all that is set finds of it.
import { drafts, live, mayWrite, published } from '#definitions'
import { checkForm, FORM, type FormDefinition } from '#forms'
import { agent } from '#platform/access.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import type { FoundSource } from '#platform/screens/found.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { plural } from '#platform/ui/french.ts'
import { catalogue } from '#services'
import { territory } from '#territory'
import { ACTION, formAddress, HERE } from '../written/address.ts'
import { placedIn } from '../written/elements.ts'
import { authorityIn, maySee } from '../written/owner.ts'
import { servicesOf } from '../written/uses.ts'

const ADMINISTRATOR = agent('admin').anywhere

interface Asking {
  actor: Actor
  db: Database
}

interface Line {
  form: FormDefinition
  /** 0: it is being written, and was never published. */
  version: number
  isArchived?: true
  isDrafted: boolean
  services: readonly string[]
  /** Name of the authority whose it is. */
  owner: string
  /** Counted of what is being written, else of what is in force. */
  faults: number
}

function faultsIn(body: unknown): number {
  const read = FORM.schema.safeParse(body)
  return read.success ? checkForm(read.data).length : read.error.issues.length
}

/** Those in force that whoever acts may read here. */
const seenForms = async (tx: Read) =>
  (await live(tx, FORM)).filter(({ authorityId }) => maySee(tx.actor, authorityId))

async function rows(tx: Read): Promise<Line[]> {
  const [known, place] = [await catalogue(tx), await territory(tx)]
  const inForce = await seenForms(tx)
  const begun = new Map(
    (await drafts(tx)).filter(({ kind }) => kind === FORM.kind).map((row) => [row.id, row]),
  )
  const lineOf = (form: FormDefinition, version: number, authorityId: number | null): Line => ({
    ...{ form, version, isDrafted: begun.has(form.id), services: servicesOf(known, form.id) },
    owner: authorityIn(place, authorityId).name,
    faults: begun.has(form.id) ? faultsIn(begun.get(form.id)?.body) : 0,
  })
  const fresh = [...begun.values()].filter(({ id }) => inForce.every((row) => row.id !== id))
  // Those that were in force, and are no longer: theirs, to take up again.
  const standing = new Set([...begun.keys(), ...inForce.map(({ id }) => id)])
  const archived = (await published(tx, FORM)).filter(
    ({ id, authorityId }, at, all) =>
      all[at - 1]?.id !== id && !standing.has(id) && mayWrite(tx.actor, authorityId),
  )
  return [
    ...archived.map(({ body, version, authorityId }) => ({
      ...lineOf(body, version, authorityId),
      isArchived: true as const,
    })),
    ...fresh.map(({ body, authorityId }) => lineOf(body as unknown as FormDefinition, 0, authorityId)),
    ...inForce.map(({ body, version, authorityId }) => lineOf(body, version, authorityId)),
  ]
}

const STATES = {
  fresh: ['Brouillon', 'info'],
  both: ['En ligne, avec un brouillon', 'warn'],
  live: ['En ligne', 'good'],
  archived: ['Archivé', 'idle'],
} as const
function stateOf({ version, isDrafted, isArchived }: Line): keyof typeof STATES {
  if (isArchived) return 'archived'
  if (version === 0) return 'fresh'
  return isDrafted ? 'both' : 'live'
}

const faultWords = ({ faults }: Line): string =>
  faults === 0 ? '' : plural(faults, 'point à revoir', 'points à revoir')

/** GET /administration/formulaires */
export const formsList = listOf<Line>({
  at: HERE,
  action: ACTION,
  title: 'Formulaires',
  one: 'formulaire',
  several: 'formulaires',
  intro: html`<p class="reading">Ce que l’on demande aux personnes, question après question. Ce que vous changez reste dans un brouillon que vos collègues voient, jusqu’à sa publication&nbsp;; ce qui a été envoyé sous une version y reste. Une commune écrit les siens&nbsp;; ceux de la métropole se lisent et se copient.</p>`,
  add: { label: 'Nouveau formulaire', href: `${HERE}/nouveau`, who: ADMINISTRATOR },
  ways: [{ label: 'Importer un formulaire', href: `${HERE}/importer`, who: ADMINISTRATOR }],
  columns: [
    {
      label: 'Formulaire',
      text: ({ form }) => form.title,
      cell: ({ form, isArchived }) =>
        html`<a href="${isArchived ? `${formAddress(form.id)}/remettre` : formAddress(form.id)}">${form.title}</a>`,
      sort: { name: 'titre', by: ({ form }) => form.title },
    },
    {
      label: 'À qui il est',
      text: ({ owner }) => owner,
      sort: { name: 'autorite', by: ({ owner }) => owner },
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
      ...{ name: 'autorite', label: 'À qui il est', all: 'Toutes' },
      of: ({ owner }) => ({ value: owner, label: owner }),
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
  db.read(actor, async (tx) => (await seenForms(tx)).length)

export const formsSet: FoundSource = {
  id: 'studio.form',
  who: ADMINISTRATOR,
  async find(tx) {
    return (await seenForms(tx)).map(({ body }) => ({
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
