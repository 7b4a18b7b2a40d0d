// What invented holders of the pass have, by age and chance, and on which days of the year they came.
import { addDays, type Day, weekdayOf } from '#territory'

const DAY_MS = 24 * 3600 * 1000

/** Chance that is the same everywhere. */
export interface Dice {
  roll(): number
  between(least: number, most: number): number
}

export interface Held {
  partner: string
  product: string
  /** How often in a year, on average. */
  uses: number
  /** Of every hundred people of that age: the first that is met. */
  classes: readonly (readonly [name: string, from: number, to: number, share: number])[]
}

/** Products are those of PARTNERS (pass.ts). */
export const HELD: readonly Held[] = [
  {
    ...{ partner: 'Réseau des médiathèques', product: 'Carte de lecteur', uses: 9 },
    classes: [
      ['gratuite', 0, 25, 80],
      ['gratuite', 26, 120, 22],
      ['territoire', 26, 120, 38],
      ['exterieure', 26, 120, 3],
    ],
  },
  {
    ...{ partner: 'Piscines de la métropole', product: 'Dix entrées', uses: 5 },
    classes: [
      ['solidaire', 0, 120, 14],
      ['reduit', 0, 120, 9],
      ['plein', 0, 120, 16],
    ],
  },
  {
    ...{ partner: 'Piscines de la métropole', product: 'Aquagym, deux fois par semaine', uses: 30 },
    classes: [
      ['solidaire', 50, 90, 1],
      ['plein', 50, 90, 4],
    ],
  },
  {
    ...{ partner: 'Musée du confluent', product: 'Entrée des collections', uses: 4 },
    classes: [
      ['libre', 0, 25, 60],
      ['reduit', 26, 62, 9],
    ],
  },
  {
    ...{ partner: 'Vélos en partage', product: 'Vélo au mois', uses: 25 },
    classes: [
      ['reduit', 18, 30, 22],
      ['plein', 31, 62, 4],
    ],
  },
  {
    ...{ partner: 'Stade des Gratte-Ciel', product: 'Place jeune', uses: 5 },
    classes: [
      ['jeune', 6, 20, 72],
      ['famille', 26, 48, 18],
    ],
  },
  {
    ...{ partner: 'Déchèteries', product: 'Vingt-quatre passages', uses: 6 },
    classes: [['habitant', 20, 90, 48]],
  },
  {
    ...{ partner: 'Musée du confluent', product: 'Crédit des ateliers', uses: 3 },
    classes: [['', 18, 90, 7]],
  },
]

/** The class in which somebody of that age has it; null: they do not. */
export function classAt({ classes }: Held, age: number, { roll }: Dice): string | null {
  let left = roll() * 100
  const found = classes.find(([, from, to, share]) => age >= from && age <= to && (left -= share) < 0)
  return found?.[0] ?? null
}

/** A day of the year before, early ones more often. */
export const sinceDay = (today: Day, { roll }: Dice): Day =>
  addDays(today, Math.floor(364 * roll() ** 2) - 364)

/** How many come on that day, of those who could: none when all is closed. */
function crowd(day: Day): number {
  if (day.slice(5) >= '12-25' || day.slice(5) === '01-01') return 0
  const week = [0.4, 1, 1, 1, 1, 1.5, 0.8][weekdayOf(day) - 1] ?? 1
  return week * (day.slice(5, 7) === '07' || day.slice(5, 7) === '08' ? 0.6 : 1)
}

interface Coming {
  since: Day
  today: Day
  /** Of a year. */
  uses: number
  /** In all, or in a week. */
  most: number | null
  isWeekly: boolean
}

const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day))

/** Instants at which somebody came since that day, yesterday at the latest, in their order. */
export function visits({ since, today, uses, most, isWeekly }: Coming, dice: Dice): Date[] {
  const days = Math.round((Date.parse(today) - Date.parse(since)) / DAY_MS)
  if (days <= 0) return []
  const wanted = Math.round((dice.between(1, 2 * uses) * days) / 365)
  const came: Day[] = []
  const inWeek = new Map<Day, number>()
  for (let tries = 0; tries < wanted * 3 && came.length < wanted; tries++) {
    const day = addDays(since, dice.between(0, days - 1))
    const week = isWeekly ? mondayOf(day) : ''
    const count = inWeek.get(week) ?? 0
    if (dice.roll() * 1.5 >= crowd(day) || (most !== null && count >= most)) continue
    inWeek.set(week, count + 1)
    came.push(day)
  }
  return came
    .toSorted()
    .map(
      (day) =>
        new Date(
          `${day}T${String(dice.between(9, 16)).padStart(2, '0')}:${String(dice.between(10, 59))}:00Z`,
        ),
    )
}
