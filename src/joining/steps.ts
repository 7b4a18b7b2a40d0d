// What a town hall sees to: what stands there, whether somebody looked at it, and the day from which it answers.
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, Conflict, NotFound } from '#platform/errors.ts'
import type { OpeningState, OpeningStep } from '#platform/screens/opening-step.ts'
import { listSentence } from '#platform/ui/french.ts'
import { settableAuthorities } from '#settings'
import { type Authority, localDay, openFrom, territory } from '#territory'
import { deleteSeen, insertSeen, seenSteps } from './queries.ts'

export interface SeenStep extends OpeningState {
  step: OpeningStep
  /** When somebody said that it was looked at. */
  seenAt: Date | null
  /** It is there, at a counter that answers already: nobody has to look at it. */
  stands: boolean
}

/** Every step of an authority, in their order. */
export async function stepsOf(
  tx: Read,
  steps: readonly OpeningStep[],
  authorityId: number,
): Promise<SeenStep[]> {
  const place = await territory(tx)
  const answers = isOpen(place.authority(authorityId), localDay(tx.now, place.zone))
  const seen = new Map((await seenSteps(tx, authorityId)).map(({ step, seenAt }) => [step, seenAt]))
  const told: SeenStep[] = []
  for (const step of steps) {
    const state = await step.state(tx, authorityId)
    told.push({ step, ...state, seenAt: seen.get(step.id) ?? null, stands: answers && state.isReady })
  }
  return told
}

export const isOpen = ({ opensOn }: Pick<Authority, 'opensOn'>, today: string): boolean =>
  opensOn === null || opensOn <= today

/** What nobody looked at before the counter opens, and what must be there and is not: less than what is advised may be left so. */
export const isLeft = (step: SeenStep): boolean => isLacking(step) || (step.seenAt === null && !step.stands)

export const isLacking = ({ isReady, step }: SeenStep): boolean => step.isRequired === true && !isReady

/** The authority of that slug, or the person’s own. @throws NotFound when it is not theirs to open */
export async function openedBy(tx: Read, slug: string): Promise<Authority> {
  const mine = settableAuthorities(tx.actor, await territory(tx))
  const found = slug === '' ? mine[0] : mine.find((one) => one.slug === slug)
  if (found === undefined) throw new NotFound('Cette collectivité n’est pas la vôtre.')
  return found
}

/** Says that a step was looked at, or takes it back. @throws Conflict when what it must have is not there */
export async function look(
  tx: Write,
  steps: readonly OpeningStep[],
  asked: { slug: string; step: string; isSeen: boolean },
): Promise<void> {
  const { id } = await openedBy(tx, asked.slug)
  const step = steps.find((one) => one.id === asked.step)
  if (step === undefined) throw new NotFound('Cette étape n’existe pas.')
  if (asked.isSeen && (await stepsOf(tx, [step], id)).some(isLacking))
    throw new Conflict(`«\u00a0${step.title}\u00a0»\u00a0: il y manque quelque chose, complétez-la d’abord.`)
  await (asked.isSeen ? insertSeen : deleteSeen)(tx, id, asked.step)
}

/**
 * Opens a counter from a day on; until then, what is its own goes to the contact centre of the metropolis.
 * @throws BadInput on `jour`: before today, or with a step left without which nobody would answer; Conflict once it is open
 */
export async function open(
  tx: Write,
  steps: readonly OpeningStep[],
  slug: string,
  day: string,
): Promise<void> {
  const { id, opensOn } = await openedBy(tx, slug)
  const today = localDay(tx.now, (await territory(tx)).zone)
  if (isOpen({ opensOn }, today)) throw new Conflict('Ce guichet est ouvert\u00a0: il ne se referme pas ici.')
  const refuse = (message: string) => new BadInput([{ field: 'jour', message }])
  if (day < today) throw refuse('Ce jour est passé\u00a0: choisissez aujourd’hui ou un jour à venir.')
  const needed = (await stepsOf(tx, steps, id)).filter(isLacking)
  if (needed.length > 0)
    throw refuse(
      `Le guichet n’ouvre pas sans cela\u00a0: ${listSentence(needed.map(({ step }) => `«\u00a0${step.title}\u00a0»`))}.`,
    )
  await openFrom(tx, id, day)
}
