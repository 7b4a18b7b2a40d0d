// The loans of the demonstration: some asked for, granted, refused, one that is late; told through the real verbs, on their days.
import { readFile } from 'node:fs/promises'
import { answerLoan, askLoan, moveLoan, sayOnLoan } from '#loans'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { readableOfType } from '#publishing'
import { addDays, localDay, territory } from '#territory'
import { z } from 'zod'

const text = z.string().min(1)
const Told = z.array(
  z.strictObject({
    /** Title of an offer. */
    offer: text,
    by: text,
    /** INSEE code of the commune for which it is borrowed; null: the metropolis. */
    commune: text.nullable(),
    askedDaysAgo: z.int().positive(),
    /** From today to its first day; then how many days more. */
    inDays: z.int(),
    lasts: z.int().nonnegative(),
    purpose: text,
    answer: z
      .strictObject({ by: text, to: z.enum(['granted', 'refused']), reason: text.optional() })
      .optional(),
    then: z.array(z.enum(['out', 'returned'])).default([]),
    /** What was found when it came back. */
    reason: text.optional(),
    messages: z.array(z.strictObject({ by: text, text })).default([]),
  }),
)
type Loan = z.infer<typeof Told>[number]

interface Teller {
  db: Database
  /** The same, on another day. */
  onDay: (daysAgo: number) => Database
  actorOf: (tx: Read, email: string) => Promise<Actor>
}

const who = ({ db, actorOf }: Teller, email: string): Promise<Actor> =>
  db.read(system, (tx) => actorOf(tx, email))

async function ask(teller: Teller, said: Loan): Promise<number> {
  const { db, onDay } = teller
  const today = await db.read(system, async (tx) => localDay(tx.now, (await territory(tx)).zone))
  const from = addDays(today, said.inDays)
  return onDay(said.askedDaysAgo).write(await who(teller, said.by), async (tx) => {
    const { authorityByCode, metropolis } = await territory(tx)
    const offer = (await readableOfType(tx, 'loan', 1000)).find(({ title }) => title === said.offer)
    if (offer === undefined) throw new Error(`demo: nobody lends ${said.offer}`)
    const borrower = said.commune === null ? metropolis : authorityByCode(said.commune)
    return askLoan(tx, {
      ...{ contentId: offer.id, borrowerId: borrower?.id ?? 0, purpose: said.purpose },
      ...{ fromDay: from, toDay: addDays(from, said.lasts) },
    })
  })
}

/** Tells them all. `file`: definitions/demo/loans.json. */
export async function tellLoans(teller: Teller, file: string): Promise<void> {
  for (const said of Told.parse(JSON.parse(await readFile(file, 'utf8')))) {
    const id = await ask(teller, said)
    const { answer, then, messages, reason = '' } = said
    const db = teller.onDay(Math.max(0, said.askedDaysAgo - 1))
    if (answer !== undefined) {
      const keeper = await who(teller, answer.by)
      await db.write(keeper, (tx) => answerLoan(tx, id, answer.to === 'granted', answer.reason))
      for (const to of then)
        await db.write(keeper, (tx) => moveLoan(tx, id, to, to === 'returned' ? reason : ''))
    }
    for (const { by, text: body } of messages)
      await db.write(await who(teller, by), (tx) => sayOnLoan(tx, id, body))
  }
}
