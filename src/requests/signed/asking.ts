// A form that a second person signs is not sent before they have: who is awaited, and the asking.
import {
  answerByRole,
  type Answers,
  askDraftLink,
  boxOf,
  type CoSignatoryAnswer,
  fieldsOf,
  type FormDefinition,
  kindOf,
} from '#forms'
import type { Read, Write } from '#platform/db/db.ts'
import type { Context } from '#platform/http/route.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { networkOf, throttleAll } from '#platform/limits/throttle.ts'
import { listSentence } from '#platform/ui/french.ts'
import { LIMITS } from './limits.ts'
import { askCosignatures, type Cosigning, cosigningsOf } from './queries.cosigning.ts'

/** The step of a draft that waits for a second signature. */
export const WAITING = 'attente'

/** Does that form name a second person who signs? */
export const asksCosignatory = (form: FormDefinition): boolean =>
  fieldsOf(form).some(({ type }) => kindOf(type).invites)

/** Questions answered by somebody who signs too. */
const named = (form: FormDefinition, answers: Answers): string[] =>
  fieldsOf(form)
    .filter(({ id, type }) => kindOf(type).invites && answers[id] !== undefined)
    .map(({ id }) => id)

/** Asks whoever must still sign. @returns whether somebody must: nothing is sent before */
export async function awaitsSigning(
  tx: Write,
  draftId: string,
  form: FormDefinition,
  sent: Answers,
): Promise<boolean> {
  const ids = named(form, sent)
  if (ids.length === 0) return false
  const done = await askCosignatures(tx, draftId, sent)
  const mail = answerByRole(form, sent, 'contactEmail')
  // Whoever has no account comes back to it by a link, wherever they are.
  if (done > 0 && tx.actor.personId === null && typeof mail === 'string')
    await askDraftLink(tx, draftId, mail)
  const asked = await cosigningsOf(tx, draftId)
  return ids.some((id) => asked.find(({ fieldId }) => fieldId === id)?.answer !== 'signed')
}

/** Each asking is a mail, to an address that anybody types. @throws TooMany */
export async function boundAsking(
  ctx: Pick<Context, 'db' | 'actor' | 'config' | 'ip' | 'isHere'>,
  draftId: string,
  form: FormDefinition,
  sent: Answers,
): Promise<void> {
  const ids = named(form, sent)
  if (ids.length === 0 || isWaiting(await ctx.db.read(ctx.actor, (tx) => cosigningsOf(tx, draftId)))) return
  const { by, personId, visitorId } = ctx.actor
  const whose = by?.personId ?? personId ?? visitorId ?? ''
  const boxes = ids.map((id) => boxOf((sent[id] as CoSignatoryAnswer).email))
  // Without an account, what becomes of it is told to an address that anybody types too.
  const own = personId === null ? answerByRole(form, sent, 'contactEmail') : undefined
  await throttleAll(ctx, [
    { key: `cosign:${draftId}`, ...LIMITS.cosignOfDraft },
    { key: `cosign:by:${whose}`, ...LIMITS.cosignBy },
    ...boxes.map((box) => ({ key: `cosign:to:${box}`, ...LIMITS.cosignTo })),
    ...(typeof own === 'string' ? [{ key: `cosign:own:${boxOf(own)}`, ...LIMITS.cosignBy }] : []),
    ...(ctx.isHere ? [] : [{ key: `cosign:${networkOf(ctx.ip)}`, ...LIMITS.cosignFromNetwork }]),
  ])
}

/** Those of a draft; nothing is read when its form names nobody. */
export async function askedFor(tx: Read, draftId: string, form: FormDefinition): Promise<Cosigning[]> {
  return asksCosignatory(form) ? cosigningsOf(tx, draftId) : []
}

/** Is it still awaited, or signed and about to leave? Then nothing is to be asked. */
export const isWaiting = (asked: readonly Cosigning[]): boolean =>
  asked.length > 0 && asked.every(({ answer }) => answer === null || answer === 'signed')

/** « En attente de la signature de Paul Martin »; null when nobody is awaited. */
export function waitingWords(asked: readonly Cosigning[]): string | null {
  if (!isWaiting(asked)) return null
  const names = asked.filter(({ answer }) => answer === null).map(({ name }) => ofPerson(name))
  return names.length === 0
    ? 'Signée de tous, elle va partir'
    : `En attente de la signature ${listSentence(names)}`
}

/** Where nobody can be asked to sign too. */
export const ALONE =
  'Cette démarche demande une seconde signature\u00a0: faites-la sur le site de la commune, à votre nom. Vos réponses sont gardées.'
