// The questionnaires of the demonstration: waves that are told, of answers that are nobody's, and one that is open, to agents, to elected members and
// to residents.
import { makeAudience, ownAudience } from '#audiences'
import { type Actor, system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import { offeredContents } from '#publishing'
import { makeSurvey, surveyOf, tellSurvey } from '#surveys'
import { addDays, territory, todayThere } from '#territory'

/** Deterministic chance. */
interface Dice {
  chance(probability: number): boolean
  between(least: number, most: number): number
  weighted<T>(list: readonly T[], weight: (item: T) => number): T
}

const TITLE = 'Vos outils et votre travail'
const AUDIENCE = 'Agents de la Métropole et des mairies'
const CROSSED = 'Où travaillez-vous\u00a0?'
const QUESTIONS = `${CROSSED}
- Au bureau
- Sur le terrain
- À l’accueil du public

Êtes-vous satisfait de vos conditions de travail ? (note)

Trouvez-vous facilement qui fait quoi ? (oui ou non)

De quoi vous servez-vous chaque semaine ? (plusieurs réponses)
- L’intranet
- La messagerie
- Les dossiers partagés
- La borne du dépôt
- Rien de tout cela

Diriez-vous que… (tableau)
+ L’assistance répond à temps
+ Je suis informé à temps
- Toujours
- Souvent
- Rarement
- Jamais

Que faut-il améliorer d’abord ? (classement) (facultatif)
- Les ordinateurs
- Les procédures
- L’information des équipes`

const QUESTIONS_OF_BRON = `La réunion mensuelle des services vous est-elle utile ? (oui ou non)

Comment apprenez-vous ce qui change à la mairie ? (plusieurs réponses)
- Par mon responsable
- Par l’intranet
- Par le panneau de l’accueil
- Par les collègues

Vous sentez-vous tenu au courant ? (note)`

const QUESTIONS_OF_ELECTED = `Trouvez-vous ici ce dont vous avez besoin ? (note)

Qu’ouvrez-vous le plus ?
- Les documents des instances
- Les demandes de ma commune
- Les contenus de la Métropole

Lisez-vous sur votre téléphone ? (oui ou non)`

const QUESTIONS_OF_RESIDENTS = `Le guichet en ligne est-il simple ? (note)

Avez-vous su où en était votre demande ?
- Oui, toujours
- En partie
- Non

Auriez-vous préféré… (une réponse) (facultatif)
- Venir au guichet
- Téléphoner
- Rien d’autre`

interface Put {
  asked: 'elected' | 'residents'
  title: string
  questions: string
  answers: number
  glad: number
}
/** Put to others than agents: a wave in spring, which is told, one in autumn, which is open. */
const OTHERS: readonly Put[] = [
  { asked: 'elected', title: 'Votre espace d’élu', questions: QUESTIONS_OF_ELECTED, answers: 68, glad: 0.5 },
  {
    ...{ asked: 'residents', title: 'Le guichet en ligne et vous', questions: QUESTIONS_OF_RESIDENTS },
    ...{ answers: 312, glad: 0.55 },
  },
]

/** `asked`: days ago; `opens`, `closes`: from today; `glad`: how much people are, from 0 to 1. */
const WAVES = [
  { wave: 'Automne 2025', asked: 396, opens: -395, closes: -368, answers: 197, glad: 0.42 },
  { wave: 'Printemps 2026', asked: 200, opens: -199, closes: -172, answers: 224, glad: 0.58 },
  { wave: 'Automne 2026', asked: 6, opens: -5, closes: 15, answers: 0, glad: 0 },
] as const

/** One of so many, from the best (0); whoever is glad draws twice as often and keeps the better. */
const rank = (dice: Dice, glad: number, many: number): number => {
  const draws = [dice.between(0, many - 1), dice.between(0, many - 1)]
  return dice.chance(glad) ? Math.min(...draws) : Math.max(...draws)
}

function answersOf(dice: Dice, mean: number): Record<string, string | number | boolean | string[]> {
  const place = dice.weighted([1, 2, 3], (one) => [0, 5, 3, 2][one] ?? 0)
  const glad = mean + (place === 2 ? -0.2 : 0.1)
  const uses = [0.9, 0.8, 0.55, place === 2 ? 0.6 : 0.05].flatMap((likely, at) =>
    dice.chance(likely) ? [`r${at + 1}`] : [],
  )
  const said = () => `r${rank(dice, glad, 4) + 1}`
  return {
    q1: `r${place}`,
    q2: 5 - rank(dice, glad, 5),
    q3: dice.chance(glad),
    q4: uses.length === 0 ? ['r5'] : uses,
    q5: [said(), said()],
    ...(dice.chance(0.8) && { q6: [`r${rank(dice, 0.6, 3) + 1}`] }),
  }
}

interface Teller {
  db: Database
  /** The same, on another day. */
  onDay: (daysAgo: number) => Database
  admin: Actor
  adminOfBron: Actor
  dice: Dice
}

/** What Bron asks its own agents, for three weeks. */
async function askBron({ db, onDay, adminOfBron }: Teller): Promise<void> {
  const today = await db.read(adminOfBron, todayThere)
  await onDay(4).write(adminOfBron, async (tx) => {
    const bron = (await territory(tx)).authorityByCode('69029')
    const audience = bron && (await ownAudience(tx, bron.id))
    if (audience === undefined) return
    await makeSurvey(tx, {
      ...{ title: 'Se parler entre services', wave: 'Automne 2026', crossed: '', afterId: null },
      ...{ questions: QUESTIONS_OF_BRON, audience: String(audience) },
      ...{ opensOn: addDays(today, -3), closesOn: addDays(today, 18) },
    })
  })
}

const otherAnswers = (dice: Dice, asked: 'elected' | 'residents', glad: number) => ({
  q1: 5 - rank(dice, glad, 5),
  q2: `r${rank(dice, glad, 3) + 1}`,
  ...(asked === 'elected'
    ? { q3: dice.chance(glad) }
    : dice.chance(0.7) && { q3: `r${rank(dice, 0.2, 3) + 1}` }),
})

/** What the metropolis asks of elected members and of residents. */
async function askOthers({ db, onDay, admin, dice }: Teller): Promise<void> {
  const today = await db.read(admin, todayThere)
  const { council, counter } = await db.write(admin, async (tx) => {
    const { metropolis } = await territory(tx)
    const rule = { who: ['elected'], also: [], except: [], from: null, until: null }
    const made = await makeAudience(tx, metropolis.id, { name: 'Élus de la Métropole et des communes', rule })
    return { council: made, counter: `guichet:${metropolis.id}` }
  })
  for (const { asked, title, questions, answers, glad } of OTHERS) {
    const to = asked === 'elected' ? { audience: String(council), asked } : { audience: counter }
    const said = { ...to, title, questions, crossed: '' }
    const days = (opens: number, closes: number) => ({
      opensOn: addDays(today, opens),
      closesOn: addDays(today, closes),
    })
    const first = await onDay(181).write(admin, (tx) =>
      makeSurvey(tx, { ...said, ...days(-180, -160), wave: 'Printemps 2026', afterId: null }),
    )
    await onDay(159).write(system, async (tx) => {
      const all = Array.from({ length: answers }, () => otherAnswers(dice, asked, glad))
      await tellSurvey(tx, await surveyOf(tx, String(first), asked), all)
    })
    await onDay(7).write(admin, (tx) =>
      makeSurvey(tx, { ...said, ...days(-6, 20), wave: 'Automne 2026', afterId: first }),
    )
  }
}

/** Asks each wave on its day; what is told of those that are over is made by the rule of all results. */
export async function tellSurveys(teller: Teller): Promise<void> {
  const { db, onDay, admin, dice } = teller
  const audience = await db.write(admin, async (tx) => {
    const rule = { who: ['workplace'], also: [], except: [], from: null, until: null }
    return makeAudience(tx, (await territory(tx)).metropolis.id, { name: AUDIENCE, rule })
  })
  const today = await db.read(admin, todayThere)
  // What is put first on the home of its agents (spotlights.ts).
  const content = await db.read(admin, async (tx) => {
    const offered = await offeredContents(tx, [(await territory(tx)).metropolis.id], 300)
    return String(offered.find(({ type }) => type === 'dossier')?.id ?? '')
  })
  let afterId: number | null = null
  for (const { wave, asked, opens, closes, answers, glad } of WAVES) {
    const said = {
      ...{ title: TITLE, wave, questions: QUESTIONS, crossed: CROSSED, afterId, audience: String(audience) },
      ...{ opensOn: addDays(today, opens), closesOn: addDays(today, closes) },
      ...(closes > 0 && { content, remindOn: [addDays(today, closes - 5)] }),
    }
    const id: number = await onDay(asked).write(admin, (tx) => makeSurvey(tx, said))
    if (answers > 0)
      await onDay(-closes - 1).write(system, async (tx) => {
        const all = Array.from({ length: answers }, () => answersOf(dice, glad))
        await tellSurvey(tx, await surveyOf(tx, String(id)), all)
      })
    afterId = id
  }
  await askBron(teller)
  await askOthers(teller)
}
