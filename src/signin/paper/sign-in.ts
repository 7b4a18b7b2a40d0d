// Signing in with what is on the paper. Unknown number, wrong code, an agent's account: the same answer for the same work,
// and as many tries as for a password. The computer is taken to be shared: half an hour without use.
import { timingSafeEqual } from 'node:crypto'
import { system } from '#platform/actor.ts'
import { BadInput, Conflict, type FieldProblem } from '#platform/errors.ts'
import { forgive, throttleAll } from '#platform/limits/throttle.ts'
import type { Arrival, Entered } from '../entry/enter.ts'
import type { Keys } from '#platform/keys.ts'
import { readFactors } from '../factors/queries.ts'
import { HALF_MINUTES } from '../factors/second-factor.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { tell, accountById, lockPerson, closeSession, openSession } from '#people'
import { readPaperCode } from './code.ts'
import { paperHash } from './find.ts'
import { tellPerson } from './mails.ts'
import { readNumber } from './number.ts'
import { codeOfNumber, deleteCode, paperOf } from './queries.ts'
import { confirmCounters, signInCounters } from '../entry/counters.ts'

/** What is compared when nobody has the number. */
const NOBODY = Buffer.alloc(32)

const SHAPES = {
  numero:
    'Un numéro de compte a dix chiffres. Il en manque un, ou l’un d’eux est faux\u00a0: recopiez-le depuis votre papier.',
  passe: 'Un code a seize lettres et chiffres, par groupes de quatre. Recopiez-le depuis votre papier.',
} as const
const WRONG: FieldProblem = {
  field: 'passe',
  message: 'Ce numéro et ce code ne vont pas ensemble. Recopiez les deux depuis votre papier.',
}

/** The two parts as they were made. The check digit is no secret: a slip of the finger is told, and is no try. @throws BadInput */
function readBoth(typed: { number: string; code: string }): { number: string; code: string } {
  const number = readNumber(typed.number)
  const code = readPaperCode(typed.code)
  if (number !== null && code !== null) return { number, code }
  const wrong = [number === null ? 'numero' : null, code === null ? 'passe' : null] as const
  throw new BadInput(
    wrong.filter((field) => field !== null).map((field) => ({ field, message: SHAPES[field] })),
  )
}

async function holderOf(tools: Keys, number: string, code: string): Promise<number | null> {
  const hash = paperHash(tools, number, code)
  const row = await tools.db.read(system, (tx) => codeOfNumber(tx, number))
  return timingSafeEqual(hash, row?.codeHash ?? NOBODY) && row !== null ? row.personId : null
}

/**
 * Opens a short session of one factor; half a session for whoever set up a second one.
 * @throws BadInput on fields `numero` and `passe`, TooMany, Unavailable
 */
export async function signInByPaper(
  tools: Keys,
  input: { number: string; code: string; ip: string; oldToken: string | null; arrival: Arrival },
): Promise<Entered & { isHalf: boolean }> {
  const { number, code } = readBoth(input)
  const counted = signInCounters(`paper ${number}`, input.ip)
  await throttleAll(tools, counted)
  const personId = await holderOf(tools, number, code)
  const entered = await tools.db.write(system, async (tx) => {
    const { isInOffice, totpSince } = await readFactors(tx, personId ?? 0)
    if (personId === null || isInOffice) throw new BadInput([WRONG])
    if (input.oldToken !== null) await closeSession(tx, input.oldToken)
    const isHalf = totpSince !== null
    const session = await openSession(tx, personId, {
      isShared: true,
      ...(isHalf && { minutes: HALF_MINUTES }),
    })
    await tellPerson(tx, personId, 'used', input.arrival.writer)
    return { session, cookies: [session.cookie], isHalf }
  })
  await forgive(tools, counted)
  return entered
}

/**
 * Is it the code of that person? Asked again before a sensitive act; counted with the password's tries.
 * @throws BadInput on field `passe`, TooMany
 */
export async function confirmByPaper(tools: Keys, personId: number, typed: string): Promise<void> {
  const counted = confirmCounters(personId)
  await throttleAll(tools, counted)
  const code = readPaperCode(typed)
  const paper = await tools.db.read(system, (tx) => paperOf(tx, personId))
  const holder = code === null || paper === null ? null : await holderOf(tools, paper.number, code)
  if (holder !== personId)
    throw new BadInput([
      { field: 'passe', message: 'Ce n’est pas le code de votre papier. Recopiez-le, groupe par groupe.' },
    ])
  await forgive(tools, counted)
}

/**
 * The paper opens nothing any more. @throws Conflict when the account would open by nothing else
 */
export async function giveUpPaper(tools: Keys, personId: number, writer: Writer): Promise<void> {
  await tools.db.write(system, async (tx) => {
    await lockPerson(tx, personId)
    const account = await accountById(tx, personId)
    const { passkeys } = await readFactors(tx, personId)
    const hasPassword = account?.email != null && account.passwordHash !== null
    if (!hasPassword && passkeys === 0)
      throw new Conflict(
        'Votre compte ne s’ouvre qu’avec ce code. Ajoutez d’abord une adresse e-mail et un mot de passe.',
      )
    if (!(await deleteCode(tx, personId))) return
    await tell(tx, 'person.paper_code_revoked', personId)
    await tellPerson(tx, personId, 'revoked', writer)
  })
}
