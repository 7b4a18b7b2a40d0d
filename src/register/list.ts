// The list of the register of processing, and what one search over all that is set finds of it.
import { agent } from '#platform/access.ts'
import { html } from '#platform/html.ts'
import type { FoundSource } from '#platform/screens/found.ts'
import { listOf } from '#platform/screens/list.ts'
import { territory } from '#territory'
import { type ProcessingEntry, SECTORS } from './definition.ts'
import { register } from './register.ts'
import { controllerWords } from './words.ts'

const KINDS: Record<ProcessingEntry['kind'], string> = {
  platform: 'La plateforme',
  services: 'Les démarches',
  sites: 'Les sites connectés',
}

interface Line {
  entry: ProcessingEntry
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
  intro: html`<p class="reading">Ce que la plateforme fait des données, pourquoi et combien de temps (RGPD, article 30). Rien ne se publie sans fiche&nbsp;: ni formulaire, ni site, ni information donnée à un site. Les fiches s’écrivent dans les définitions.</p>
    <p>Emporter le registre, dans le modèle de la CNIL&nbsp;: <a href="/administration/registre/export/ods">tableur (ODS)</a>, <a href="/administration/registre/export/csv">CSV</a>, <a href="/administration/registre/export/json">JSON</a>.</p>`,
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
    { label: 'Version', text: ({ version }) => String(version), right: true },
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
    return (await register(tx)).rows.map(({ body, version }) => ({
      entry: body,
      version,
      controller: controllerWords(body.controller, place),
    }))
  },
  empty: { title: 'Aucune fiche', text: 'Les fiches s’écrivent dans les définitions.' },
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
