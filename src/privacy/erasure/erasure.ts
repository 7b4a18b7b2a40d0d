// Erasing a person (GDPR art. 17): one mechanism, whoever asks. Everything happens in one transaction: what may go goes, what
// stays is said with its reason, sites are told through their outbox, the certificate is written, the account is closed.
import { createHash, randomBytes } from 'node:crypto'
import { childrenAlone } from '#mandates'
import { closeAccount, mayClose, personEmail } from '#people'
import { notify, type Words } from '#notices'
import { system } from '#platform/actor.ts'
import type { Database, Read, Write } from '#platform/db/db.ts'
import type { Holding } from '#platform/house/personal.ts'
import type { Held } from '#platform/house/retention.ts'
import { plural } from '#platform/ui/french.ts'
import { durationWords, type ProcessingEntry, register } from '#register'
import { territory } from '#territory'
import { ERASED } from '../words/kinds.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { certificateMail } from '../words/mails.ts'
import {
  deleteKeptPosts,
  type Erasure,
  erasureByToken,
  insertErasure,
  isErased,
  type ReportLine,
} from './queries.ts'

const digest = (token: string): Buffer => createHash('sha256').update(token).digest()

type Personal = Pick<Held, 'personal' | 'erasing'>

/** « Jusqu’à 12 mois après la clôture de la demande. » */
function untilOf(entry: ProcessingEntry | undefined, rule: string | undefined): string {
  const line = entry?.retention.find((item) => item.rule === rule)
  return line === undefined ? '' : ` Jusqu’à ${durationWords(line.keep)} après ${line.from}.`
}

/** Erases what may be, and says what stays, why and until when. */
async function eraseAll(tx: Write, { personal, erasing }: Personal, personId: number): Promise<ReportLine[]> {
  const report: ReportLine[] = []
  const entries = await register(tx)
  for (const { until: rule, title, processing, erase } of erasing) {
    const until = untilOf(entries.entry(processing), rule)
    for (const part of await erase(tx, personId))
      if (part.erased + part.kept > 0)
        report.push({ title, ...part, because: part.because === null ? null : part.because + until })
  }
  return inPageOrder(personal, report)
}

// The account first, then each authority, in the order of « Mes données ».
function inPageOrder(personal: readonly Holding[], report: readonly ReportLine[]): ReportLine[] {
  const titles = personal.map(({ title }) => title)
  return report.toSorted(
    (a, b) =>
      (a.authorityId ?? 0) - (b.authorityId ?? 0) || titles.indexOf(a.title) - titles.indexOf(b.title),
  )
}

class Foreseen extends Error {
  readonly report: ReportLine[]
  constructor(report: ReportLine[]) {
    super('foreseen')
    this.report = report
  }
}

/**
 * What an erasure would do: it is done, then undone with its transaction.
 * @throws Forbidden for an agent
 */
export async function foreseeErasure(db: Database, held: Personal, personId: number): Promise<ReportLine[]> {
  try {
    return await db.write(system, async (tx) => {
      throw new Foreseen((await erasePerson(tx, held, { personId, writer: null })).report)
    })
  } catch (error) {
    if (error instanceof Foreseen) return error.report
    throw error
  }
}

export interface Erased {
  /** Of the certificate; null when the person was erased before. */
  token: string | null
  report: ReportLine[]
}

/** Whose erasure. */
interface Asked {
  personId: number
  /** Who signs the certificate sent to the person; null: nothing is sent. */
  writer: Writer | null
  /** The browser that asks: what it was typing goes too. */
  visitorId?: string | null
}

/**
 * Closes the account and erases the person, and the children for whom nobody else acts. Act as the system. Twice is as once.
 * @throws Forbidden for an agent
 */
export async function erasePerson(
  tx: Write,
  held: Personal,
  { personId, writer, visitorId = null }: Asked,
): Promise<Erased> {
  await mayClose(tx, personId)
  const isFirst = !(await isErased(tx, personId))
  const email = await personEmail(tx, personId)
  const children = await childrenAlone(tx, personId)
  const report = await eraseAll(tx, held, personId)
  for (const child of children) {
    const own = await erasePerson(tx, held, { personId: child, writer: null })
    report.push(...own.report.map((line) => ({ ...line, title: `Votre enfant\u00a0: ${line.title}` })))
  }
  await deleteKeptPosts(tx, personId, visitorId)
  await closeAccount(tx, personId)
  if (!isFirst) return { token: null, report }
  const token = randomBytes(32).toString('base64url')
  await insertErasure(tx, personId, digest(token), report)
  if (email !== null && writer !== null)
    await tellErased(tx, {
      personId,
      email,
      writer,
      mail: certificateMail(writer, await summaryOf(tx, report), token),
    })
  return { token, report }
}

/** To the address alone: whoever it was has no account any more. */
const tellErased = (
  tx: Write,
  { personId, email, writer, mail }: { personId: number; email: string; writer: Writer; mail: Words['mail'] },
): Promise<void> =>
  notify(
    tx,
    ERASED,
    { personId: null, address: email },
    {
      key: `erased:${personId}`,
      about: { kind: 'person', id: personId, href: '/effacement' },
      detail: '',
      origin: writer.origin,
      mail,
    },
  )

/** The certificate in a few lines: for the mail. */
async function summaryOf(tx: Read, report: readonly ReportLine[]): Promise<string[]> {
  const place = await territory(tx)
  const erased = report.reduce((sum, line) => sum + line.erased, 0)
  const kept = report.flatMap(({ authorityId, title, because }) =>
    because === null
      ? []
      : [
          `${authorityId === null ? 'Compte' : place.authority(authorityId).name}, «\u00a0${title}\u00a0»\u00a0: ${because}`,
        ],
  )
  return [
    `${plural(erased, 'information effacée', 'informations effacées')}.`,
    ...(kept.length === 0 ? ['Rien n’est gardé.'] : ['Ce qui est gardé, et pourquoi\u00a0:', ...kept]),
  ]
}

/** The certificate behind a link; null when the link means nothing. */
export function certificateOf(tx: Read, token: string): Promise<Erasure | null> {
  return erasureByToken(tx, digest(token))
}
