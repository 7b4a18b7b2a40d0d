// The list of audiences: those of one's authority, « Public » first, with whom each holds and how much is shown to it.
import type { Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import { listOf } from '#platform/screens/list.ts'
import { plural } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { HERE } from './pages/audience.ts'
import { type Audience, audiencesOf } from './queries.ts'
import { ruleWords } from './words.ts'

interface Line extends Audience {
  sentence: string
  authority: { slug: string; name: string }
  uses: number
}

/** Everybody’s: « Public ». */
const TERRITORY = { slug: 'territoire', name: 'Tout le territoire' }

/** Whose it is. */
export async function authorityOf(tx: Read, { authorityId }: Audience) {
  return authorityId === null ? TERRITORY : (await territory(tx)).authority(authorityId)
}

/** How many things are shown to each of them. */
async function usesIn(tx: Read, ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const sum = new Map<number, number>()
  for (const { count } of tx.addressed)
    for (const [id, used] of await count(tx, ids)) sum.set(id, (sum.get(id) ?? 0) + used)
  return sum
}

async function lines(tx: Read): Promise<Line[]> {
  const found = await audiencesOf(tx)
  const uses = await usesIn(
    tx,
    found.map(({ id }) => id),
  )
  return Promise.all(
    found.map(async (audience) => ({
      ...audience,
      sentence: await ruleWords(tx, audience.rule),
      authority: await authorityOf(tx, audience),
      uses: uses.get(audience.id) ?? 0,
    })),
  )
}

/** GET /administration/publics */
export const list = listOf<Line>({
  at: HERE,
  action: 'audience.read',
  title: 'Publics',
  one: 'public',
  several: 'publics',
  intro: html`<p class="reading">À qui s’adresse ce que vous publiez. Un public se fait une fois et sert autant que vous voulez&nbsp;: qui arrive, part ou change de fonction y entre ou en sort le jour même.</p>`,
  add: { label: 'Faire un public', href: `${HERE}/nouveau` },
  columns: [
    {
      label: 'Public',
      text: ({ name }) => name,
      cell: ({ id, name }) => html`<a href="${HERE}/${id}">${name}</a>`,
      sort: { name: 'nom', by: ({ name }) => name },
    },
    { label: 'De', text: ({ authority }) => authority.name },
    { label: 'Qui', text: ({ sentence }) => sentence },
    {
      label: 'Employé',
      text: ({ uses }) => (uses === 0 ? '' : plural(uses, 'fois', 'fois')),
      sort: { name: 'emplois', by: ({ uses }) => uses },
      right: true,
    },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Nom, ou qui le compose',
      in: ({ name, sentence }) => [name, sentence],
    },
    {
      name: 'collectivite',
      label: 'Collectivité',
      all: 'Toutes',
      of: ({ authority: { slug, name } }) => ({ value: slug, label: name }),
    },
  ],
  id: ({ id }) => id,
  rows: lines,
  empty: { title: 'Aucun public', text: 'Le premier que vous faites se choisit en publiant.' },
  export: 'publics',
})
