// The themes under which an authority files what it writes: chosen on screen, those of the metropolis until a town chooses its own.
import { valueOf } from '#settings'
import type { Read } from '#platform/db/db.ts'
import { setting } from '#platform/house/settings.ts'
import type { Choice } from '#platform/screens/field.ts'
import { namesTyped } from './names.ts'

const MOST = 30

export const THEMES = setting({
  key: 'publishing.text_themes',
  label: 'Rubriques des contenus',
  hint: 'Sous lesquelles les contenus se rangent et se cherchent, une par ligne.',
  levels: ['metropolis', 'commune'],
  control: 'text',
  type: namesTyped('une rubrique', 'rubriques', MOST),
  otherwise: [
    'Vie des territoires',
    'Voirie et déplacements',
    'Déchets et propreté',
    'Eau et environnement',
    'Développement durable',
    'Habitat et urbanisme',
    'Solidarités et santé',
    'Éducation et jeunesse',
    'Culture et sport',
    'Économie et emploi',
    'Moyens et ressources',
  ].join('\n'),
})

export const themesOf = (tx: Read, authorityId: number): Promise<string[]> =>
  valueOf(tx, THEMES, { authorityId, unitId: null, serviceSlug: null })

/** What the list of themes holds: those of today, and the one that was chosen. */
export async function themeChoices(tx: Read, authorityId: number, kept = ''): Promise<Choice[]> {
  const themes = await themesOf(tx, authorityId)
  const all = kept === '' || themes.includes(kept) ? themes : [...themes, kept]
  return [['', 'Choisissez'], ...all.map((theme) => [theme, theme] as const)]
}
