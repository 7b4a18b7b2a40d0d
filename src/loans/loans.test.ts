// Loans between communes: an offer is read by its audience and nobody else; days are asked for, granted once whoever grants them, taken out,
// brought back; what its two sides write is theirs. Both walls.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { makeAudience, PUBLIC } from '#audiences'
import { system } from '#platform/actor.ts'
import { asTyped, beginContent, publish, writtenContent } from '#publishing'
import { addDays, territory } from '#territory'
import { actingAs, collaborate } from '#test/mandates.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { jobsOf } from '../app.ts'
import { askLoan, moveLoan, sayOnLoan } from './loan.ts'
import { daysText, type State } from './words.ts'

const [CABINET, EDITOR, KEEPER, MAYOR, MIONS, ROADS, RESIDENT] = [
  'cabinet.bron@parvis.example',
  'marius.redaction@parvis.example',
  'agent.bron@parvis.example',
  'maire.bron@parvis.example',
  'agent.mions@parvis.example',
  'voirie@parvis.example',
  'habitante@parvis.example',
]
const FIRST = '2026-12-07'
const day = (n: number): string => addDays(FIRST, n)

describe('loans', () => {
  let parvis: TestApp
  const browsers = new Map<string, TestBrowser>()
  let offer = 0
  let closed = 0
  let mions = 0
  before(async () => {
    parvis = await createTestApp()
    for (const email of [KEEPER, MAYOR, MIONS, ROADS, RESIDENT])
      browsers.set(email, await parvis.signedInAs(email))
    mions = (await parvis.db.read(system, territory)).authorityByCode('69283')?.id ?? 0
    offer = await offered('Podium de 24 m²')
    closed = await offered('Broyeur gardé', true)
  })
  after(() => parvis.close())

  const as = (email: string): TestBrowser => browsers.get(email) ?? assert.fail(email)
  const rowsOf = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows

  /** By the desk of Bron; for everybody, or for those who work in Bron. */
  async function offered(title: string, isOwn = false): Promise<number> {
    const editor = await parvis.actor(EDITOR)
    return parvis.db.write(editor, async (tx) => {
      const place = await territory(tx)
      const authorityId = place.authorityByCode('69029')?.id ?? 0
      const unitId = place.unitsOf(authorityId).find(({ code }) => code === 'accueil')?.id ?? 0
      const typed = { thing: title, terms: 'Trois jours au plus.', contact: 'Nous', free: 'oui' }
      const { typeVersion, fields } = await asTyped(tx, 'loan', typed)
      const text = { typeVersion, fields, title, summary: '', theme: 'Culture et sport', about: [] }
      const id = await beginContent(tx, { authorityId, unitId, type: 'loan' }, text)
      const rule = { who: [`workplace:${authorityId}`], also: [], except: [], from: null, until: null }
      const audienceId = isOwn ? await makeAudience(tx, authorityId, { name: title, rule }) : PUBLIC
      const version = (await writtenContent(tx, id))?.version ?? 0
      await publish(tx, id, version, {
        ...{ audienceId, startsAt: tx.now, endsAt: null, isSilent: false, reviewOn: '2029-01-01' },
      })
      return id
    })
  }
  const ask = (from: number, to: number, contentId = offer) =>
    parvis.actor(MIONS).then((actor) =>
      parvis.db.write(actor, (tx) =>
        askLoan(tx, {
          contentId,
          borrowerId: mions,
          fromDay: day(from),
          toDay: day(to),
          purpose: 'La fête',
        }),
      ),
    )
  const move = async (email: string, id: number, to: State, reason = '') => {
    const actor = await parvis.actor(email)
    await parvis.db.write(actor, (tx) => moveLoan(tx, id, to, reason))
  }

  test('days are said once where both share them', () => {
    const said = (from: string, to: string) => daysText(from, to).replaceAll('\u00a0', ' ')
    assert.equal(said('2026-12-03', '2026-12-05'), 'du 3 au 5 déc. 2026')
    assert.equal(said('2026-12-01', '2026-12-05'), 'du 1er au 5 déc. 2026')
    assert.equal(said('2026-11-30', '2026-12-02'), 'du 30 nov. au 2 déc. 2026')
    assert.equal(said('2026-12-30', '2027-01-02'), 'du 30 déc. 2026 au 2 janv. 2027')
    assert.equal(said('2026-12-03', '2026-12-03'), 'le 3 déc. 2026')
  })

  test('an offer is read by those for whom it is, and asked for by another authority', async () => {
    for (const email of [KEEPER, MAYOR, MIONS, ROADS]) {
      const { body } = await as(email).get('/prets')
      assert.match(body, /Podium de 24 m²/)
      assert.equal(/Broyeur gardé/.test(body), email === KEEPER, email)
      assert.equal((await as(email).get(`/prets/${closed}`)).statusCode, email === KEEPER ? 200 : 404, email)
    }
    assert.equal((await as(RESIDENT).get('/prets')).statusCode, 404)
    assert.match((await as(KEEPER).get(`/prets/${offer}`)).body, /C’est votre collectivité qui prête/)
    const at = `/prets/${offer}/demande`
    const typed = { borrower: String(mions), from: day(0), to: day(1), purpose: 'La fête du village' }
    for (const [wrong, said] of [
      [{ from: '2020-01-01' }, /Ce jour est passé/],
      [{ to: '2026-12-01' }, /Le retour vient avant le départ/],
      [{ to: '2027-12-01' }, /trois mois au plus/],
      [{ purpose: '' }, /Dites pour quoi faire/],
      [{ borrower: '1' }, /collectivité de la liste/],
    ] as const) {
      const reply = await as(MIONS).post(at, { ...typed, ...wrong })
      assert.equal(reply.statusCode, 422)
      assert.match(reply.body, said)
    }
    const sent = await as(MIONS).post(at, typed)
    assert.equal(sent.statusCode, 303, sent.body)
    const one = String(sent.headers.location)
    assert.match((await as(MIONS).get(one)).body, /À accorder/)
    assert.match((await as(KEEPER).get(one)).body, /Accorder ce prêt/)
    for (const email of [ROADS, RESIDENT, MAYOR])
      assert.equal((await as(email).get(one)).statusCode, 404, email)
    // Not offered to Mions: refused by the program, and by PostgreSQL itself.
    await assert.rejects(ask(0, 1, closed), /n’existe pas/)
    const actor = await parvis.actor(MIONS)
    const direct = sql`insert into loans.loan (content_id, borrower_id, person_id, from_day, to_day, purpose)
      values (${closed}, ${mions}, ${actor.personId}, ${day(0)}, ${day(1)}, 'La fête')`
    await assert.rejects(
      parvis.db.write(actor, (tx) => direct.execute(tx.q)),
      /somebody else/,
    )
    const grant = sql`update loans.loan set state = 'granted'`
    await assert.rejects(
      parvis.db.write(actor, (tx) => grant.execute(tx.q)),
      /not theirs/,
    )
  })

  test('a collaborator reads what is lent, and is led nowhere that is closed to them', async () => {
    const mandate = { member: MAYOR, collaborator: CABINET, from: '2026-11-23', until: '2027-06-30' }
    const cabinet = await actingAs(parvis, CABINET, await collaborate(parvis, mandate))
    const list = await cabinet.get('/prets')
    assert.equal(list.statusCode, 200)
    assert.doesNotMatch(list.body, /href="\/prets\/suivi"/)
    assert.match((await as(MAYOR).get('/prets')).body, /href="\/prets\/suivi"/)
    assert.match((await cabinet.get(`/prets/${offer}`)).body, /se demande en son propre nom/)
  })

  test('is granted once for its days, said to both, taken out and brought back', async () => {
    const [first, second] = [await ask(10, 12), await ask(12, 14)]
    await assert.rejects(move(MIONS, first, 'granted'), /a changé depuis/)
    const awaited = async (email: string) =>
      /On attend de vous[^]*?<\/ul>/.exec((await as(email).get('/agents')).body)?.[0] ?? ''
    assert.match(await awaited(KEEPER), /Prêt à accorder ou à refuser\s: Podium[^]*Au plus tard le[^]*Mions/)
    assert.doesNotMatch((await awaited(MIONS)) + (await awaited(ROADS)), /Podium/)
    await assert.rejects(move(KEEPER, first, 'refused'), /Dites pourquoi/)
    const granted = await Promise.allSettled([
      move(KEEPER, first, 'granted'),
      move(KEEPER, second, 'granted'),
    ])
    assert.deepEqual(granted.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    const [kept, other] = granted[0].status === 'fulfilled' ? [first, second] : [second, first]
    assert.match((await as(ROADS).get(`/prets/${offer}`)).body, /Prêté du/)
    assert.match(
      (await as(ROADS).get('/prets')).body,
      />Libre<\/span> <span class="meta">prêté du \d+ au \d+\sdéc\. 2026</,
    )
    assert.match(
      (await as(KEEPER).get('/agents')).body,
      /Prêts entre communes[^]*Podium de 24\sm²<\/span> <span class="meta">[^<]*, du/,
    )
    assert.doesNotMatch((await as(ROADS).get(`/prets/${offer}`)).body, /Mions/)
    await assert.rejects(ask(11, 12), /déjà prêté/)
    await move(KEEPER, other, 'refused', 'Il est déjà pris.')
    const keeper = await parvis.actor(KEEPER)
    await parvis.db.write(keeper, (tx) => sayOnLoan(tx, kept, 'Venez avec un camion.'))
    assert.match((await as(MIONS).get(`/prets/suivi/${kept}`)).body, /Venez avec un camion/)
    const roads = await parvis.actor(ROADS)
    await assert.rejects(
      parvis.db.write(roads, (tx) => sayOnLoan(tx, kept, 'Et moi\u00a0?')),
      { status: 404 },
    )
    await parvis.runJobs()
    const told = await rowsOf(sql<{
      title: string
      email: string
    }>`select n.title, p.email from notices.notice n
      join accounts.person p on p.id = n.person_id where n.subject_kind = 'loan'`)
    const to = (email: string, title: RegExp) =>
      told.some((one) => one.email === email && title.test(one.title))
    assert.ok(to(MIONS, /est accordé/) && to(MIONS, /est refusé/) && to(MIONS, /Un message/))
    assert.ok(to(KEEPER, /Mions vous demande un prêt/))
    assert.ok(!to(ROADS, /prêt/))
    await move(KEEPER, kept, 'out')
    assert.match(await awaited(MIONS), /À rendre\s: Podium[^]*Au plus tard le/)
    assert.doesNotMatch(await awaited(KEEPER), /À récupérer/)
    parvis.advance({ days: 40 })
    browsers.set(MIONS, await parvis.signedInAs(MIONS))
    browsers.set(KEEPER, await parvis.signedInAs(KEEPER))
    assert.match(await awaited(MIONS), /À rendre\s: Podium[^]*?En retard/)
    assert.match(await awaited(KEEPER), /À récupérer\s: Podium[^]*?En retard/)
    parvis.advance({ days: -40 })
    const late = jobsOf(parvis.config)['loans.tell_late'] ?? assert.fail('no job')
    parvis.advance({ days: 60 })
    for (let times = 0; times < 2; times++) await late(parvis.db, {})
    assert.equal(
      (
        await rowsOf(sql`select from notices.notice where title = 'Un prêt n’est pas rendu' and person_id =
      (select id from accounts.person where email = ${MIONS})`)
      ).length,
      1,
    )
    await move(KEEPER, kept, 'returned', 'Une planche manque.')
    await assert.rejects(move(KEEPER, kept, 'out'), /a changé depuis/)
    parvis.advance({ days: -60 })
  })

  test('what a space says to its members is not lent by those who are not in it', async () => {
    const inside = await offered('Canari de l’espace')
    assert.match((await as(MIONS).get('/prets')).body, /Canari de l’espace/)
    await parvis.db.write(system, (tx) =>
      sql`with s as (insert into spaces.space (authority_id, kind, name, purpose, is_listed, joining)
          values (${mions}, 'project', 'Matériel', 'Le partager.', false, 'invited') returning id)
        update publishing.publication set space_id = (select id from s) where content_id = ${inside}`.execute(
        tx.q,
      ),
    )
    assert.doesNotMatch((await as(MIONS).get('/prets')).body, /Canari de l’espace/)
    assert.equal((await as(MIONS).get(`/prets/${inside}`)).statusCode, 404)
    const actor = await parvis.actor(MIONS)
    const direct = sql`insert into loans.loan (content_id, borrower_id, person_id, from_day, to_day, purpose)
      values (${inside}, ${mions}, ${actor.personId}, ${day(0)}, ${day(1)}, 'La fête')`
    await assert.rejects(
      parvis.db.write(actor, (tx) => direct.execute(tx.q)),
      /somebody else/,
    )
  })

  test('its thread is written by its two sides alone, in the name of no unit', async () => {
    const id = await ask(40, 41)
    const said = async (email: string, unit: number | null) => {
      const actor = await parvis.actor(email)
      const message = sql`insert into threads.message (subject_kind, subject_id, author_kind, author_id, author_label, audience, unit_id, body, created_at)
        values ('loan', ${id}, 'agent', ${actor.personId}, 'X', 'all', ${unit}, 'Canari', now())`
      return parvis.db
        .write(actor, (tx) => message.execute(tx.q))
        .then(
          () => 'said',
          () => 'refused',
        )
    }
    const [unit] = await rowsOf(sql<{ id: number }>`select max(id) as id from territory.unit`)
    assert.deepEqual(
      [
        await said(MIONS, null),
        await said(KEEPER, null),
        await said(ROADS, null),
        await said(RESIDENT, null),
      ],
      ['said', 'said', 'refused', 'refused'],
    )
    for (const email of [MIONS, KEEPER]) assert.equal(await said(email, unit?.id ?? 0), 'refused', email)
  })

  test('whatever is asked and granted, no two loans of one thing overlap', async () => {
    const thing = await offered('Vingt tables')
    const asked = fc.array(fc.tuple(fc.nat(20), fc.nat(4)), { minLength: 4, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(asked, async (wanted) => {
        const keeper = await parvis.actor(KEEPER)
        await parvis.db.write(system, (tx) =>
          sql`delete from loans.loan where content_id = ${thing}`.execute(tx.q),
        )
        const ids = await Promise.all(wanted.map(([from, more]) => ask(from, from + more, thing)))
        await Promise.allSettled(
          ids.map((id) => parvis.db.write(keeper, (tx) => moveLoan(tx, id, 'granted'))),
        )
        const lent = await rowsOf(sql<{
          from: string
          to: string
        }>`select from_day::text as "from", to_day::text as "to"
          from loans.loan where content_id = ${thing} and state = 'granted' order by from_day`)
        assert.ok(lent.length > 0)
        for (const [at, one] of lent.entries()) if (at > 0) assert.ok(one.from > (lent[at - 1]?.to ?? ''))
      }),
      { numRuns: 4 },
    )
  })
})
