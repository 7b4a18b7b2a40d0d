// What agents of the demonstration tell of themselves in the directory: some forty of them, each what their unit does.
import { tellCard } from '#directory'
import { actorOfPerson } from '#people'
import type { Write } from '#platform/db/db.ts'
import { territory } from '#territory'

/** By the first function of their unit; by the name of none: whoever directs, or sees to the rest. */
const DOES: Readonly<Record<string, readonly string[]>> = {
  roads: ['Nids-de-poule\nArrêtés de circulation', 'Chantiers sur la chaussée\nTrottoirs', 'Marquage au sol'],
  'traffic-signals': ['Feux tricolores\nPlans de feux'],
  trees: ['Arbres d’alignement\nPlantations'],
  cleaning: ['Dépôts sauvages\nMarchés, nettoyage'],
  waste: ['Collecte des bacs\nDéchèteries'],
  water: ['Fuites sur la voie publique\nFactures d’eau'],
  mobility: ['Cartes de stationnement\nPlan vélo'],
  reception: ['Inscriptions scolaires\nAccueil des familles', 'État civil, naissances et mariages'],
  lighting: ['Éclairage public\nBâtiments communaux'],
  'contact-centre': ['Accueil téléphonique\nOrientation des demandes'],
  communication: ['Photographies\nRelecture des pages'],
}
/** As they say what they are, in words that are of women and men alike. */
const JOBS: Readonly<Record<string, readonly string[]>> = {
  roads: ['Responsable de secteur', 'Gestionnaire du domaine public', 'Spécialiste des chaussées'],
  'traffic-signals': ['Spécialiste des feux tricolores'],
  trees: ['Spécialiste des arbres'],
  cleaning: ['Responsable de tournée'],
  waste: ['Gestionnaire de la collecte'],
  water: ['Gestionnaire du réseau d’eau'],
  mobility: ['Gestionnaire du stationnement'],
  reception: ['Secrétaire de mairie', 'Responsable de l’accueil'],
  lighting: ['Responsable des bâtiments'],
  'contact-centre': ['Téléconseil'],
  communication: ['Journaliste'],
}
const OTHER_JOBS = ['Gestionnaire des marchés', 'Responsable de projet', 'Gestionnaire du budget']
const OTHERWISE = ['Marchés de travaux\nSuivi des factures', 'Suivi des conventions', 'Budget du service']
const SKILLS = ['Secouriste du travail', 'Langue des signes, notions', '', 'Cartographie', 'Anglais, italien']
const PLACES = ['Hôtel de Ville, bureau 12', 'Bâtiment B, deuxième étage', '', 'Accueil, lundi et jeudi']
const MOST = 40

const one = (of: readonly string[], at: number): string => of[at % of.length] ?? ''
const two = (at: number): string => String(at).padStart(2, '0')

/** Of agents: whoever is none has no card. Numbers are of those that are kept for fiction. As the system. */
export async function tellCards(tx: Write, people: ReadonlyMap<string, number>): Promise<void> {
  const place = await territory(tx)
  const ids = [...people].filter(([email]) => !email.startsWith('habitant')).map(([, id]) => id)
  for (const [at, id] of ids.slice(0, MOST).entries()) {
    const unitId = (await actorOfPerson(tx, id))?.memberships[0]?.unitId
    const fn = unitId === undefined ? '' : (place.unit(unitId).functions[0] ?? '')
    await tellCard(tx, id, {
      job: one(JOBS[fn] ?? OTHER_JOBS, at),
      phone: `04 65 71 58 ${two(at)}`,
      mobile: at % 3 === 0 ? `06 39 98 22 ${two(at)}` : '',
      place: one(PLACES, at),
      does: one(DOES[fn] ?? OTHERWISE, at),
      skills: one(SKILLS, at),
      isPublic: at % 2 === 0,
    })
  }
}
