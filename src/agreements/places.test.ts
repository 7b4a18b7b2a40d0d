// What was signed is what works: sites of the account and places of agents, on each day, by the database too.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Role, system } from '#platform/actor.ts'
import { addMembership, createPerson } from '#people'
import type { Write } from '#platform/db/db.ts'
import type { BadInput } from '#platform/errors.ts'
import { inviteAgent } from '#signin'
import { addDays, territory } from '#territory'
import { signAgreements } from '#demo'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { OPENS } from './record/openings.ts'

const HERE = '/administration/conventions'
/** Vaulx-en-Velin, whose agreement ends with the year. */
const ENDING = '69256'
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('what an agreement gives', () => {
  let parvis: TestApp
  let bron: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    await parvis.db.write(system, signAgreements)
    bron = await parvis.signedInAs('admin.bron@parvis.example')
  })
  after(() => parvis.close())

  const page = async (browser: TestBrowser, path: string) => plain((await browser.get(`${HERE}${path}`)).body)

  test('what was signed is what works: sites of the account and places of agents follow, on their day', async () => {
    const sites = parvis.house.features.map(({ id }) => id)
    for (const opened of Object.values(OPENS).flat()) assert.ok(sites.includes(opened), opened)
    const isOpenTo = (code: string, day: string) =>
      parvis.db.read(system, async (tx) => {
        const { rows } = await sql<{
          open: boolean
          seats: number | null
        }>`select settings.is_open('identity.sites', id, ${day}) as open,
          agreements.seats(id, ${day}) as seats from territory.authority where code = ${code}`.execute(tx.q)
        return rows[0]
      })
    assert.deepEqual(await isOpenTo('69029', '2027-01-01'), { open: true, seats: 61 })
    const { open, seats } = (await isOpenTo(ENDING, '2026-12-31')) ?? {}
    assert.ok(open && Number(seats) > 0)
    // The next one is signed, and not notified.
    assert.deepEqual(await isOpenTo(ENDING, '2027-01-01'), { open: false, seats: 0 })
    assert.deepEqual(await isOpenTo('69123', '2026-12-31'), { open: true, seats: 0 })
    assert.equal((await isOpenTo('200046977', '2027-01-01'))?.seats, null)
    assert.match(await page(bron, /\/conventions(\/\d+)"/.exec(await page(bron, ''))?.[1] ?? ''), /61 places/)
  })

  test('sectors of the pass are named by the agreement, whatever its offer: its text, its page, the public page say which', async () => {
    const ownAt = `/${/\/conventions\/(\d+)"/.exec(await page(bron, ''))?.[1] ?? ''}`
    const opens = await page(bron, ownAt)
    assert.match(
      opens,
      /Pass : Culture[^]*Pass : Sport et loisirs[^]*Pass : autres secteurs[^]*Action sociale et santé/,
    )
    assert.match(
      await page(bron, `${ownAt}/papiers/convention`),
      /ouvre à la commune les secteurs « Culture » et « Sport et loisirs »\. Les partenaires qu’elle signe n’ont aucun autre secteur/,
    )
    assert.match(
      await page(bron, `${ownAt}/papiers/annexe-donnees`),
      /Secteurs du pass : « Culture » et « Sport et loisirs »/,
    )
    const told = plain((await parvis.browser().get('/partenaires')).body)
    assert.match(
      told,
      /<li>Ville de Bron <span class="meta">depuis 2024 ; pass : culture, sport et loisirs<\/span>/,
    )
    assert.match(told, /<li>Ville de Lyon <span class="meta">depuis 2024<\/span>/)
    const metropolis = await parvis.signedInAs('admin@parvis.example')
    const lyon = /\/conventions(\/\d+)">[^<]*Lyon</.exec(await page(metropolis, ''))?.[1] ?? ''
    assert.match(await page(metropolis, `${lyon}/papiers/convention`), /n’ouvre aucun secteur à la commune/)
    const at = (path: string) => `${HERE}${ownAt}${path}`
    const form = (await metropolis.get(at('/avenant'))).body
    assert.match(form, /value="pass\.sport"[^>]*checked/, 'inherited')
    const grid = /<option value="(\d+)" selected/.exec(form)?.[1] ?? ''
    const amend = (opens: readonly string[]) =>
      metropolis.post(at('/avenant'), { startsOn: '2027-01-01', offer: 'full', opens: [...opens], grid })
    assert.match(plain((await amend(['pass.culture', 'pass.sport'])).body), /Cet avenant ne change rien/)
    assert.match(plain((await amend(['pass.compte'])).body), /Choisissez des secteurs de la liste/)
    const unnamed = await parvis.db.read(system, (tx) =>
      sql<{
        id: number
      }>`select agreement_id as id from agreements.deed where agreement_id = ${Number(ownAt.slice(1))}`.execute(
        tx.q,
      ),
    )
    assert.equal(unnamed.rows.length, 1, 'nothing was written')
    // What was voted says it for good, to the database too.
    const manager = await parvis.actor('admin@parvis.example')
    await assert.rejects(
      parvis.db.write(manager, (tx) =>
        sql`update agreements.deed set opens = '{}' where agreement_id = ${Number(ownAt.slice(1))}`.execute(
          tx.q,
        ),
      ),
      /what was voted does not change/,
    )
  })

  test('an agent more than the places of the agreement is refused by the database; whoever has a place keeps it', async () => {
    /** Tried, and taken back. */
    const tried = (
      code: string,
      role: Role,
      { from = '2026-11-23', since }: { from?: string; since?: string } = {},
    ) =>
      parvis.db.write(system, async (tx) => {
        const place = await territory(tx)
        const unit = place.unitsOf(place.authorityByCode(code)?.id ?? 0).at(-1)
        const { id } = await tx.q
          .selectFrom('accounts.person')
          .select('id')
          .where('email', '=', 'habitante@parvis.example')
          .executeTakeFirstOrThrow()
        const post = { personId: id, unitId: unit?.id ?? 0, role }
        if (since !== undefined) await addMembership(tx, { ...post, role: 'manager', from: since })
        await addMembership(tx, { ...post, from })
        throw new Error('taken')
      })
    await assert.rejects(
      tried('69123', 'handler'),
      /ne donne plus de place d’agent[^]*un premier jour où elle est en vigueur/,
    )
    await assert.rejects(tried('69123', 'editor'), /taken/)
    await assert.rejects(tried('69029', 'handler'), /taken/)
    // Whoever invites is told, rather than whoever accepts; and so is whoever gives a post on screen, beside it.
    const invited = (code: string, role: Role, email: string) =>
      parvis.db.write(system, async (tx) => {
        const place = await territory(tx)
        const authorityId = place.authorityByCode(code)?.id ?? 0
        const unitId = place.unitsOf(authorityId).at(-1)?.id ?? 0
        const posts = [{ unitId, role, from: '2026-11-23', to: null }]
        await inviteAgent(tx, { authorityId, name: 'Une de plus', email, posts })
        throw new Error('invited')
      })
    const noPlace = ({ problems }: BadInput) => /ne donne plus de place/.test(problems[0]?.message ?? '')
    await assert.rejects(invited('69123', 'handler', 'une@mairie.example'), noPlace)
    await assert.rejects(invited('69123', 'editor', 'une@mairie.example'), /invited/)
    await assert.rejects(invited('69029', 'handler', 'une@mairie.example'), /invited/)
    // That of Vaulx-en-Velin ends with the year: nobody comes, and nobody loses their post by moving.
    await assert.rejects(tried(ENDING, 'handler', { from: '2027-01-05' }), /ne donne plus/)
    await assert.rejects(tried(ENDING, 'handler', { from: '2027-01-05', since: '2026-11-23' }), /taken/)
    const actor = await parvis.actor('agent.bron@parvis.example')
    const changed = parvis.db.write(system, (tx) =>
      sql`update accounts.membership set unit_id = (select min(u.id) from territory.unit u
        join territory.authority a on a.id = u.authority_id where a.code = '69123') where person_id = ${actor.personId}`.execute(
        tx.q,
      ),
    )
    await assert.rejects(changed, /gives 0 places/)
  })

  test('a place is held on every day of a post: lengthened, begun sooner, given back or promised later, it takes one', async () => {
    const idOf = async (email: string) => (await parvis.actor(email)).personId ?? assert.fail()
    const [one, other] = [await idOf('agent.bron@parvis.example'), await idOf('habitante@parvis.example')]
    /** Tried where all places are taken from the day after that one, on which one agent ends and another begins; and taken back. */
    const tried = (last: string, work: (tx: Write, unitId: number) => Promise<unknown>) =>
      parvis.db.write(system, async (tx) => {
        const place = await territory(tx)
        const unitId = place.unitsOf(place.authorityByCode('69029')?.id ?? 0).at(-1)?.id ?? assert.fail()
        await sql`with hired as (insert into accounts.person (name, email, created_at)
            select 'Agent ' || n, n || '@bron.example', ${tx.now} from generate_series(1, 61 - (select count(distinct m.person_id)
              from accounts.membership m join territory.unit u on u.id = m.unit_id
              where u.authority_id = ${place.unit(unitId).authorityId} and m.role in ('handler', 'manager', 'reception'))) n returning id)
          insert into accounts.membership (person_id, unit_id, role, valid_from)
            select id, ${unitId}, 'handler', '2026-11-23' from hired`.execute(tx.q)
        await ends(tx, one, last)
        await addMembership(tx, { personId: other, unitId, role: 'handler', from: addDays(last, 1) })
        await work(tx, unitId)
        throw new Error('taken')
      })
    const ends = (tx: Write, who: number, day: string | null) =>
      sql`update accounts.membership set valid_to = ${day} where person_id = ${who}`.execute(tx.q)
    const begins = (tx: Write, who: number, day: string) =>
      sql`update accounts.membership set valid_from = ${day} where person_id = ${who}`.execute(tx.q)
    await assert.rejects(
      tried('2026-11-22', (tx) => ends(tx, one, null)),
      /gives \d+ places on 2026-11-23/,
    )
    await assert.rejects(
      tried('2026-12-10', (tx) => ends(tx, one, null)),
      /places on 2026-12-11/,
    )
    await assert.rejects(
      tried('2026-12-10', (tx) => begins(tx, other, '2026-12-01')),
      /places on 2026-12-01/,
    )
    await assert.rejects(
      tried('2026-12-10', (tx) => ends(tx, other, '2026-12-20')),
      /taken/,
    )
    const again = { personId: one, role: 'manager', from: '2026-12-11', to: null } as const
    await assert.rejects(
      tried('2026-12-10', (tx, unitId) => addMembership(tx, { ...again, unitId })),
      /ne donne plus/,
    )
    const promised = async (tx: Write, unitId: number) => {
      const { authorityId } = (await territory(tx)).unit(unitId)
      const post = { unitId, role: 'editor', from: '2026-12-11', to: null } as const
      const who = { authorityId, name: 'Une de plus', email: 'une@mairie.example' }
      const id = await inviteAgent(tx, { ...who, posts: [post] })
      const desk = JSON.stringify([post, { ...post, role: 'handler' }])
      await sql`update accounts.invitation set posts = ${desk}::jsonb where id = ${id}`.execute(tx.q)
    }
    await assert.rejects(tried('2026-12-10', promised), /gives 61 places/)
    /** The last place, from that day on, goes to whoever is invited. */
    const lastOne = async (tx: Write, unitId: number) => {
      await ends(tx, other, '2026-12-20')
      const { authorityId } = (await territory(tx)).unit(unitId)
      const posts = [{ unitId, role: 'handler', from: '2026-12-21', to: null }] as const
      await inviteAgent(tx, {
        authorityId,
        name: 'Une de plus',
        email: 'une@mairie.example',
        posts: [...posts],
      })
    }
    const given = (tx: Write, personId: number, unitId: number) =>
      addMembership(tx, { personId, unitId, role: 'manager', from: '2026-12-21' })
    await assert.rejects(
      tried('2026-12-10', async (tx, unitId) => {
        await lastOne(tx, unitId)
        await given(tx, one, unitId)
      }),
      /ne donne plus/,
      'promised to another',
    )
    await assert.rejects(
      tried('2026-12-10', async (tx, unitId) => {
        await lastOne(tx, unitId)
        await given(tx, await createPerson(tx, { email: 'Une@mairie.example', name: 'Une' }), unitId)
      }),
      /taken/,
      'kept for whoever it was promised to',
    )
  })

  test('an import says, before it is done, which of its lines have no place: those that are refused when it is', async () => {
    const taken = /61 places, (\d+) prises?/.exec(
      await page(bron, /\/conventions(\/\d+)"/.exec(await page(bron, ''))?.[1] ?? ''),
    )?.[1]
    const left = 61 - Number(taken)
    const lines = Array.from(
      { length: left + 3 },
      (_, n) => `Agente Numéro ${n};numero${n}@mairie.example;Accueil de la mairie;Guichet, accueil;;`,
    )
    const at = String(
      (await bron.post('/administration/agents/import', { lines: lines.join('\n') })).headers.location,
    )
    const read = plain((await bron.get(at)).body)
    assert.match(read, /3 lignes ne peuvent pas être faites aujourd’hui[^]*ne donne plus de place/)
    const told = [...read.matchAll(/<li>(Ligne \d+), /g)].map(([, line]) => line)
    const run = await bron.post(`${at}/faire`, {})
    for (let turn = 0; turn < 3; turn += 1) await parvis.runJobs()
    const done = plain((await bron.follow(run)).body)
    assert.deepEqual(
      [...done.matchAll(/(Ligne \d+), laissée/g)].map(([, line]) => line),
      told,
    )
  })
})
