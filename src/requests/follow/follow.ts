// The resident's side: opening by code, attaching to an account, rating.
import { ofPerson } from '#platform/french/noun.ts'
import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { LIMITS } from '../send/limits.ts'
import { forgive, networkOf, type Throttling, throttleAll } from '#platform/limits/throttle.ts'
import { requestAccess } from '../record/access.ts'
import { readCode } from '../record/code.ts'
import { proveCode } from '../record/queries.code.ts'
import { findRequest, lockRequest, updateRequest } from '../record/queries.ts'
import { saveRating } from './queries.ts'

/** How long a browser that has given a right code may read the request. */
export const CODE_HOURS = 24

const WRONG_CODE =
  'Ce numéro de suivi n’existe pas. Il compte huit lettres ou chiffres, comme K7RD-4MWQ. Vérifiez votre accusé de réception.'

/** The reference stands beside the number on the receipt, and is what people copy; said whether the request exists or not. */
const REFERENCE = /^20\d\d[\s-]?\d{5,6}$/
const REFERENCE_TYPED =
  'C’est la référence de la demande. Son numéro de suivi est écrit à côté, sur l’accusé de réception\u00a0: huit lettres ou chiffres, comme K7RD-4MWQ.'

/**
 * Opens a request by its tracking code, for this visitor and a day.
 * Throttled per address (wrong codes of many requests) and per code (many addresses on one); a right one counts for nothing,
 * for many people share an address.
 * @returns the reference
 * @throws BadInput for a code that is none; TooMany after too many tries
 */
export async function openByCode(
  tools: Throttling,
  actor: Actor,
  typed: string,
  ip: string,
): Promise<string> {
  const code = readCode(typed)
  if (code === null) {
    const message = REFERENCE.test(typed.trim()) ? REFERENCE_TYPED : WRONG_CODE
    throw new BadInput([{ field: 'code', message }])
  }
  const counters = [
    { key: `code-ip:${networkOf(ip)}`, ...LIMITS.trackingFromNetwork },
    { key: `code:${code}`, ...LIMITS.trackingCode },
  ]
  await throttleAll(tools, counters)
  const ref = await openWith(tools.db, actor, code)
  await forgive(tools, counters)
  return ref
}

function openWith(db: Database, actor: Actor, code: string): Promise<string> {
  return db.write(actor, async (tx) => {
    const ref = await proveCode(tx, code)
    if (ref === null) throw new BadInput([{ field: 'code', message: WRONG_CODE }])
    // A code opens a request to a browser in its own name: what one does for somebody leaves nothing behind.
    if (tx.actor.by && !(await isTheirs(tx, ref)))
      throw new BadInput([
        {
          field: 'code',
          message: `Cette demande n’est pas dans le compte ${ofPerson(tx.actor.by.personName)}. Arrêtez d’agir pour cette personne, puis tapez de nouveau le numéro.`,
        },
      ])
    return ref
  })
}

const isTheirs = async (tx: Write, ref: string): Promise<boolean> =>
  (await findRequest(tx, requestAccess['request.follow'] ?? [], ref)) !== undefined

/** Is the signed-in person's verified e-mail the one of the request? Proof with the code that it is theirs. */
async function sameEmail(tx: Write, requestId: number): Promise<boolean> {
  const { rows } = await sql<{ same: boolean }>`select exists (
    select from requests.request r, accounts.person p where r.id = ${requestId} and p.id = ${tx.actor.personId}
      and p.email_verified_at is not null and lower(r.contact_email) = lower(p.email)) as same`.execute(tx.q)
  return rows[0]?.same ?? false
}

/**
 * Attaches to the signed-in account a request made before: the visitor has proved its code, and the e-mail is the same.
 * @throws NotFound when the code was not proved; BadInput when the e-mail differs or somebody else has it
 */
export async function attachRequest(tx: Write, ref: string): Promise<void> {
  const request = await lockRequest(tx, requestAccess['request.follow_act'] ?? [], ref)
  if (request === undefined || !tx.actor.codes.includes(request.id)) throw new NotFound()
  if (request.residentId === tx.actor.personId) return
  if (request.residentId !== null || !(await sameEmail(tx, request.id))) {
    throw new BadInput(
      'Cette demande a été faite avec une autre adresse e-mail que celle de votre compte\u00a0: elle ne peut pas y être rattachée.',
    )
  }
  await updateRequest(tx, request.id, { residentId: tx.actor.personId })
  await emit(tx, {
    name: 'request.attached',
    subjectKind: 'request',
    subjectId: request.id,
    payload: { personId: tx.actor.personId },
  })
}

/** One click on the answer received. Only once closed; may be changed. */
export async function rateRequest(tx: Write, ref: string, score: 'good' | 'middling' | 'bad'): Promise<void> {
  const request = await lockRequest(tx, requestAccess['request.follow_act'] ?? [], ref)
  if (request === undefined) throw new NotFound()
  if (request.closedAt === null)
    throw new BadInput('Vous pourrez donner votre avis quand la demande sera terminée.')
  await saveRating(tx, request.id, score)
  await emit(tx, { name: 'request.rated', subjectKind: 'request', subjectId: request.id, payload: { score } })
}
