// The list of the register of processing, and what one search over all that is set finds of it.
import { drafts } from '#definitions'
import { agent, metropolitanAdministrator } from '#platform/access.ts'
import { html } from '#platform/html.ts'
import type { FoundSource } from '#platform/screens/found.ts'
import { listOf } from '#platform/screens/list.ts'
import { territory } from '#territory'
import { type ProcessingEntry, SECTORS } from '../entry/definition.ts'
import { register } from '../entry/register.ts'
import { PROCESSING } from '../entry/kind.ts'
import { controllerWords, KINDS } from '../entry/words.ts'

interface Line {
  entry: ProcessingEntry
  /** 0: it is being written, and was never published. */
  version: number
  controller: string
}

/** GET /administration/registre */
export const entries = listOf<Line>({
  at: '/administration/registre',
  action: 'register.read',
  title: 'Registre des traitements',
  one: 'fiche',
  several: 'fiches',
  intro: html`<p class="reading">Ce que la plateforme fait des données, pourquoi et combien de temps (RGPD, article 30). Rien ne se publie sans fiche&nbsp;: ni formulaire, ni site, ni information donnée à un site.</p>
    <p>Emporter le registre, dans le modèle de la CNIL&nbsp;: <a href="/administration/registre/export/ods">tableur (ODS)</a>, <a href="/administration/registre/export/csv">CSV</a>, <a href="/administration/registre/export/json">JSON</a>.</p>`,
  add: { label: 'Nouvelle fiche', href: '/administration/registre/nouvelle', who: metropolitanAdministrator },
  columns: [
    {
      label: 'Traitement',
      cell: ({ entry }) => html`<a href="/administration/registre/${entry.id}">${entry.title}</a>`,
      sort: { name: 'titre', by: ({ entry }) => entry.title },
    },
    {
      label: 'Pour',
      text: ({ entry }) => KINDS[entry.kind],
      sort: { name: 'pour', by: ({ entry }) => KINDS[entry.kind] },
    },
    { label: 'Responsable', text: ({ controller }) => controller },
    {
      label: 'Secteur',
      text: ({ entry }) => SECTORS[entry.sector],
      sort: { name: 'secteur', by: ({ entry }) => SECTORS[entry.sector] },
    },
    { label: 'Version', text: ({ version }) => (version === 0 ? 'Brouillon' : String(version)), right: true },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Titre, finalité',
      in: ({ entry }) => [entry.title, entry.purpose],
    },
    {
      name: 'pour',
      label: 'Pour',
      all: 'Tout',
      of: ({ entry }) => ({ value: entry.kind, label: KINDS[entry.kind] }),
    },
    {
      name: 'secteur',
      label: 'Secteur',
      all: 'Tous',
      of: ({ entry }) => ({ value: entry.sector, label: SECTORS[entry.sector] }),
    },
  ],
  id: ({ entry }) => entry.id,
  order: 'titre',
  size: 100,
  async rows(tx) {
    const place = await territory(tx)
    const { rows, entry } = await register(tx)
    const begun = (await drafts(tx)).flatMap(({ kind, id, body }) =>
      kind === PROCESSING.kind && entry(id) === undefined
        ? [{ body: body as unknown as ProcessingEntry, version: 0 }]
        : [],
    )
    return [...begun, ...rows].map(({ body, version }) => ({
      entry: body,
      version,
      controller: controllerWords(body.controller, place),
    }))
  },
  empty: { title: 'Aucune fiche' },
})

export const entriesSet: FoundSource = {
  id: 'register.entry',
  who: agent('admin').anywhere,
  async find(tx) {
    const place = await territory(tx)
    return (await register(tx)).rows.map(({ body: { id, title, purpose, controller } }) => ({
      ...{ kind: 'Fiche du registre', name: title, href: `/administration/registre/${id}`, text: purpose },
      where: controllerWords(controller, place),
    }))
  },
}
