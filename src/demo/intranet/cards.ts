// What agents of the demonstration tell of themselves in the directory: some forty of them, each differently.
import { tellCard } from '#directory'
import type { Write } from '#platform/db/db.ts'

const DOES = [
  'Arrêtés de circulation\nNids-de-poule',
  'Inscriptions scolaires\nAccueil des familles',
  'Marchés de travaux\nSuivi des factures',
  'Cartes de stationnement',
  'État civil, naissances et mariages\nCimetières',
  'Éclairage public\nFeux tricolores',
]
const SKILLS = ['Secouriste du travail', 'Langue des signes, notions', '', 'Cartographie', 'Anglais, italien']
const PLACES = ['Hôtel de Ville, bureau 12', 'Bâtiment B, deuxième étage', '', 'Accueil, lundi et jeudi']
const MOST = 40

const one = (of: readonly string[], at: number): string => of[at % of.length] ?? ''
const two = (at: number): string => String(at).padStart(2, '0')

/** Of agents: whoever is none has no card. Numbers are of those that are kept for fiction. As the system. */
export async function tellCards(tx: Write, people: ReadonlyMap<string, number>): Promise<void> {
  const ids = [...people].filter(([email]) => !email.startsWith('habitant')).map(([, id]) => id)
  for (const [at, id] of ids.slice(0, MOST).entries())
    await tellCard(tx, id, {
      job: '',
      phone: `04 65 71 58 ${two(at)}`,
      mobile: at % 3 === 0 ? `06 39 98 22 ${two(at)}` : '',
      place: one(PLACES, at),
      does: one(DOES, at),
      skills: one(SKILLS, at),
      isPublic: at % 2 === 0,
    })
}
