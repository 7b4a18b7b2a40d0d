// People who are helped, by the real verbs: a neighbour with a mandate, the mayor’s collaborators, somebody with an account on paper whose
// code is known.
import { actorOfPerson } from '#people'
import { answerProposal, propose } from '#collaborators'
import { answerInvitation, giveMandate, proposalsTo } from '#mandates'
import { openAtDesk, showNumber, showPaperCode } from '#signin'
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { addDays, localDay, territory } from '#territory'
import { demoPeople } from './people.ts'

const [PERSON, HELPER, DESK] = [
  'habitante@parvis.example',
  'habitant@parvis.example',
  'agent.bron@parvis.example',
]
/** Half a year, so that the mandate outlives any visit. */
const MANDATE_DAYS = 182

const NUMBER = '4829156030'
const CODE = 'K7RD4MWQ2XHT9PBN'

/** What stands on the one paper of the demonstration, as it is printed. */
export const DEMO_PAPER = {
  name: 'Marcelle Sathonay',
  number: showNumber(NUMBER),
  code: showPaperCode(CODE),
}

/** What the verbs ask for. */
interface Tools {
  db: Database
  config: Pick<Config, 'secret' | 'publicUrl'>
}

async function idOf({ db }: Tools, email: string): Promise<number> {
  const row = await db.read(system, (tx) =>
    tx.q.selectFrom('accounts.person').select('id').where('email', '=', email).executeTakeFirst(),
  )
  if (row === undefined) throw new Error(`demo: no account ${email}`)
  return row.id
}

/** The token of the invitation that was just written. */
async function invitation({ db }: Tools): Promise<string> {
  return db.read(system, async (tx) => {
    const [latest] = await keptMails(tx, { to: HELPER })
    const text = latest === undefined ? '' : ((await keptMail(tx, latest.id))?.text ?? '')
    return /invitation\?jeton=([\w-]+)/.exec(text)?.[1] ?? ''
  })
}

async function helpPerson(tools: Tools): Promise<void> {
  const writer = { site: { name: 'Parvis' }, origin: tools.config.publicUrl }
  const until = new Date(tools.db.clock().getTime() + MANDATE_DAYS * 86_400_000).toISOString().slice(0, 10)
  const [personId, helperId] = [await idOf(tools, PERSON), await idOf(tools, HELPER)]
  await giveMandate(tools, personId, { email: HELPER, until, childId: null }, writer)
  await answerInvitation(tools, { token: await invitation(tools), helperId, accepts: true }, writer)
}

const MAYOR = 'maire.bron@parvis.example'

/** Those who act for the mayor of Bron accept, from their account. */
async function collaborate(tools: Tools): Promise<void> {
  const writer = { site: { name: 'Parvis' }, origin: tools.config.publicUrl }
  const { db } = tools
  const { from, until } = await db.read(system, async (tx) => {
    const today = localDay(tx.now, (await territory(tx)).zone)
    return { from: today, until: addDays(today, MANDATE_DAYS) }
  })
  const mayorId = await idOf(tools, MAYOR)
  for (const { email, name, collaborates: capacity } of demoPeople) {
    if (capacity === undefined) continue
    await propose(tools, mayorId, { email, name, capacity, from, until })
    const personId = await idOf(tools, email)
    const [proposal] = await db.read(system, (tx) => proposalsTo(tx, personId))
    await answerProposal(tools, { id: String(proposal?.id), personId, accepts: true }, writer)
  }
}

async function printPaper(tools: Tools): Promise<void> {
  const deskId = await idOf(tools, DESK)
  const agent = await tools.db.read(system, (tx) => actorOfPerson(tx, deskId))
  if (agent === null) throw new Error('demo: nobody at the desk')
  const [givenName = '', familyName = ''] = DEMO_PAPER.name.split(' ')
  const input = {
    askedKey: '00000000-0000-4000-8000-00000000de40',
    givenName,
    familyName,
    birthdate: '1941-11-14',
    commune: '69029',
    phone: null,
    document: 'cni',
  }
  await openAtDesk(tools, agent, input, { number: () => NUMBER, code: () => CODE })
}

/** Karim acts for Lucette, two people for the mayor of Bron; Marcelle has her paper. */
export async function helpPeople(tools: Tools): Promise<void> {
  await helpPerson(tools)
  await collaborate(tools)
  await printPaper(tools)
}
