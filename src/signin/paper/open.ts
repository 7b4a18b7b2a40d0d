// Opening an account at the desk for somebody without e-mail. The agent is the actor of the event; the rows are the system's.
import { type Actor, labelled } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import type { Keys } from '#platform/keys.ts'
import { tell } from '#people'
import type { ProfileValueId } from '#people'
import { recordValue } from '#people'
import { insertPerson } from '#people'
import { newPaperCode } from './code.ts'
import { agentOf, count, type Paper, paperHash } from './find.ts'
import { giveNumber } from './give.ts'
import { newNumber } from './number.ts'
import { deskValue, documentOf, levelOf, NO_DOCUMENT } from './proofs.ts'
import { accountAskedBy, saveCode } from './queries.ts'

export interface NewDeskAccount {
  /** Of the page: sent twice, it opens one account. */
  askedKey: string
  givenName: string
  familyName: string
  /** `YYYY-MM-DD` */
  birthdate: string | null
  /** INSEE code. */
  commune: string | null
  phone: string | null
  /** Id of the identity document seen (proofs.ts). */
  document: string
}

/** Where numbers and codes come from: chance, but in the demonstration, whose one paper everybody knows. */
export interface PaperDraw {
  number(): string
  code(): string
}

const chance: PaperDraw = { number: newNumber, code: newPaperCode }

/**
 * Opens an account. @returns what to print; `code` null when the same page opened it before: codes are shown once
 * @throws BadInput on the field of a value, TooMany
 */
export async function openAtDesk(
  tools: Keys,
  actor: Actor,
  input: NewDeskAccount,
  draw: PaperDraw = chance,
): Promise<Paper> {
  await count(tools, actor, 'deskOpen')
  const agent = agentOf(actor)
  const code = draw.code()
  return tools.db.write(labelled(actor), async (all) => {
    const before = await accountAskedBy(all, input.askedKey)
    if (before !== null) return { account: before, code: null }
    const name = `${input.givenName} ${input.familyName}`
    const personId = await insertPerson(all, { email: null, name })
    if (personId === null) throw new Error('an account without address has no twin')
    const number = await giveNumber(all, { ...agent, personId, askedKey: input.askedKey }, draw.number)
    await saveCode(all, {
      ...agent,
      personId,
      askedKey: input.askedKey,
      codeHash: paperHash(tools, number, code),
    })
    const document = documentOf(input.document).id
    await tell({ ...all, actor }, 'person.created_at_desk', personId, { ...agent, document })
    await recordAll(all, personId, agent.agentId, input)
    return { account: { personId, number, name, codeSince: all.now, hasOther: false }, code }
  })
}

async function recordAll(tx: Write, personId: number, agentId: number, input: NewDeskAccount): Promise<void> {
  const { givenName, familyName, birthdate, commune, phone } = input
  const said: readonly [ProfileValueId, string | null][] = [
    ['given_name', givenName],
    ['family_name', familyName],
    ['birthdate', birthdate],
    ['phone', phone],
    ['commune', commune],
  ]
  const seen = documentOf(input.document)
  for (const [valueId, value] of said) {
    if (value === null) continue
    const document = seen.proves.includes(valueId) ? seen : NO_DOCUMENT
    await recordValue(tx, {
      ...deskValue(personId, agentId, document),
      valueId,
      value,
      level: levelOf(document),
    })
  }
}
