// Job offers in words: categories, branches of the public service, how near an offer is to a profile, and why.
import { holdsAll } from '#platform/plain-words.ts'
import { number } from '#platform/ui/french.ts'

export const CATEGORIES = ['A', 'B', 'C'] as const
export type Category = (typeof CATEGORIES)[number]

/** Those of the territorial public service. */
export const BRANCHES = {
  administrative: 'Administrative',
  technical: 'Technique',
  social: 'Médico-sociale',
  cultural: 'Culturelle',
  sports: 'Sportive',
  animation: 'Animation',
  police: 'Police municipale',
  fire: 'Sapeurs-pompiers',
} as const
export type Branch = keyof typeof BRANCHES
export const isBranch = (text: string): text is Branch => Object.hasOwn(BRANCHES, text)
export const isCategory = (text: string): text is Category => (CATEGORIES as readonly string[]).includes(text)

export const branchText = (branch: Branch): string => `Filière ${BRANCHES[branch].toLowerCase()}`

/** What an agent looks for; nobody else reads it. */
export interface Profile {
  categories: readonly Category[]
  branches: readonly Branch[]
  places: readonly string[]
  words: readonly string[]
  alerts: boolean
}

/** What an offer says of itself, as it is compared. */
export interface Compared {
  title: string
  category: Category
  branch: Branch
  position: string
  place: string
  description: string
  unit: string
}

/** Something that the profile asks, and whether the offer has it. */
export interface Point {
  readonly label: string
  readonly isMet: boolean
}

/** How near an offer is, point by point: what the profile does not ask counts for nothing. */
export function pointsOf(profile: Profile, offer: Compared): Point[] {
  const { categories, branches, places, words } = profile
  const points: Point[] = []
  if (categories.length > 0)
    points.push({ label: `Catégorie ${offer.category}`, isMet: categories.includes(offer.category) })
  if (branches.length > 0)
    points.push({ label: branchText(offer.branch), isMet: branches.includes(offer.branch) })
  if (places.length > 0)
    points.push({ label: offer.place, isMet: places.some((wanted) => holdsAll(wanted)(offer.place)) })
  for (const word of words)
    points.push({
      label: word,
      isMet: holdsAll(word)(offer.title, offer.position, offer.description, offer.unit),
    })
  return points
}

const met = (points: readonly Point[]): number => points.filter(({ isMet }) => isMet).length

/** Half of what is asked at least. */
export const isNear = (points: readonly Point[]): boolean =>
  points.length > 0 && met(points) * 2 >= points.length

/** Near enough for whoever asked to be told: four points of five. */
export const isToTell = (points: readonly Point[]): boolean =>
  points.length > 0 && met(points) * 5 >= points.length * 4

/** « 4 points sur 5 » */
export const scoreText = (points: readonly Point[]): string =>
  `${number(met(points))} ${met(points) > 1 ? 'points' : 'point'} sur ${number(points.length)}`

/** The nearest first. */
export const nearness = (points: readonly Point[]): number =>
  points.length === 0 ? 0 : met(points) / points.length
