// The home of elected members: where they land, what they read of the requests of their commune, and that nobody else does.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { PUBLIC } from '#audiences'
import { system } from '#platform/actor.ts'
import { asTyped, beginContent, publish, writtenContent } from '#publishing'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const [MAYOR, COUNCILLOR, AGENT] = [
  'maire.bron@parvis.example',
  'elue@parvis.example',
  'agent.bron@parvis.example',
]
const [HOME, REQUESTS, BODIES] = ['/territoires', '/territoires/demandes', '/territoires/instances']
const FROM_A_WINDOW = 'On le voit de chez moi, au troisième.'

const words = (body: string): string =>
  body
    .replace(/^.*<main/s, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

const ANSWERS = {
  retention: {
    files: 'Registres',
    duration: '75 ans',
    since: 'La clôture',
    fate: 'keep',
    basis: 'Code du patrimoine',
  },
  process: { steps: '1. Le maire écrit.', delay: 'Un mois', contact: 'Voirie' },
  article: { text: 'Il passe.' },
}

describe('the home of elected members', () => {
  let parvis: TestApp
  let mayor: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    mayor = await parvis.signedInAs(MAYOR)
    for (let count = 0; count < 5; count++)
      await parvis.makeRequest({ commune: '69029', name: 'Zoé Canari', description: FROM_A_WINDOW })
    for (let count = 0; count < 5; count++)
      await parvis.makeRequest({ commune: '69029', service: 'eclairage-public-en-panne' })
    await parvis.makeRequest({ commune: '69283' })
    await parvis.db.write(system, (tx) =>
      sql`update requests.request set place_address = '12 bis rue du Merle, 69500 Bron' where category = 'nid-de-poule'`.execute(
        tx.q,
      ),
    )
  })
  after(() => parvis.close())

  /** Bron’s id, as the database numbers it. */
  const bron = async (): Promise<number> => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ id: number }>`select id from territory.authority where code = '69029'`.execute(tx.q),
    )
    return rows[0]?.id ?? assert.fail('no Bron')
  }
  /** Somebody of the council of Bron is that person from now on. */
  const elect = (email: string, post: string) =>
    parvis.db.write(system, (tx) =>
      sql`update bodies.member m set person_id = p.id from accounts.person p
        where p.email = ${email} and m.id = (select s.member_id from bodies.seat s join bodies.member who on who.id = s.member_id
          where who.person_id is null and s.post = ${post}::bodies.post and who.authority_id = (select id from territory.authority where code = '69029')
          order by s.id limit 1)`.execute(tx.q),
    )

  test('is where they land, and every page leads there', async () => {
    const { headers } = await mayor.get('/connexion')
    assert.equal(headers.location, HOME)
    assert.match((await mayor.get('/compte')).body, /<a href="\/territoires">/)
    const home = words((await mayor.get(HOME)).body)
    assert.match(home, /Bonjour/)
    assert.match(home, /Porte des Alpes Qui y siège Avec .*Saint-Priest/)
    assert.match(home, /Conseil municipal de Bron/)
  })

  test('helps by its hours and a form, and gathers what one comes back to', async () => {
    const home = (await mayor.get(HOME)).body
    assert.match(words(home), /Aide (Ouvert|Fermé)[^]*du lundi au vendredi[^]*par un formulaire/)
    assert.match((await mayor.get('/demarches/aide-aux-elus')).body, /Demander de l’aide/)
    const own = await parvis.db.write(system, async (tx) => {
      const { rows } = await sql<{
        id: number
        audience: number
      }>`select a.id, (select min(u.id) from audiences.audience u where u.authority_id = a.id) as audience
        from territory.authority a where a.code = '69029'`.execute(tx.q)
      return rows[0] ?? assert.fail('no audience')
    })
    const admin = await parvis.actor('admin.bron@parvis.example')
    const { authorityId, unitId } = admin.memberships[0] ?? assert.fail('no post')
    for (const [type, title, audienceId] of [
      ['retention', 'Garder les registres', PUBLIC],
      ['process', 'Qui fait quoi, à Bron', own.audience],
      ['article', 'Un article passe', PUBLIC],
    ] as const)
      await parvis.db.write(admin, async (tx) => {
        const said = {
          summary: 'Soixante-quinze ans.',
          theme: 'Moyens et ressources',
          about: [],
          picture: null,
        }
        const text = { ...said, title, ...(await asTyped(tx, type, ANSWERS[type])) }
        const id = await beginContent(tx, { authorityId, unitId, type }, text)
        const shown = {
          startsAt: tx.now,
          endsAt: null,
          isSilent: true,
          urgency: 'normal',
          reviewOn: '2027-11-23',
        } as const
        await publish(tx, id, (await writtenContent(tx, id))?.version ?? 0, { audienceId, ...shown })
      })
    const page = await mayor.get('/territoires/documentation')
    assert.match(
      words(page.body),
      /Documentation[^]*Durées de conservation Tout[^]*Garder les registres[^]*Fiches processus[^]*Qui fait quoi, à Bron[^]*Demander un conseil aux archives/,
    )
    assert.doesNotMatch(page.body, /Un article passe/)
    assert.match(page.body, /href="\/contenus\?type=retention"/)
    const elsewhere = await (await parvis.signedInAs(COUNCILLOR)).get('/territoires/documentation')
    assert.match(elsewhere.body, /Garder les registres/)
    assert.doesNotMatch(elsewhere.body, /Qui fait quoi, à Bron/)
    assert.equal((await (await parvis.signedInAs(AGENT)).get('/territoires/documentation')).statusCode, 404)
  })

  test('tells the requests of their commune in figures, of nobody, and kinds that are few under no name', async () => {
    for (const body of [(await mayor.get(HOME)).body, (await mayor.get(REQUESTS)).body]) {
      assert.match(words(body), /Les demandes de la Ville de Bron/)
      assert.match(words(body), /10 sont ouvertes/)
      assert.doesNotMatch(body, /Canari|troisième|l\.morandat|rue du Merle/)
    }
    assert.match(
      words((await mayor.get(REQUESTS)).body),
      /Toutes relèvent du même thème.*Rues et espace public/,
    )
    assert.doesNotMatch(
      (await mayor.get(HOME)).body,
      /href="\/agents/,
      'no list behind them for who has none',
    )
    // A kind of fewer than five leaves the smallest of the others without a name: it would be known by subtraction.
    const { ref } = await parvis.makeRequest({ commune: '69029' })
    await parvis.db.write(system, (tx) =>
      sql`update requests.request set category = 'tag' where ref = ${ref}`.execute(tx.q),
    )
    const after = words((await mayor.get(REQUESTS)).body)
    assert.match(after, /Rues et espace public 0 5 0 Autres[^0-9]*0 6 0/)
  })

  test('of fewer than five, nothing is told; received are those of days that are over', async () => {
    await elect('habitant@parvis.example', 'councillor')
    const councillor = await parvis.signedInAs('habitant@parvis.example')
    assert.match(words((await councillor.get(`${REQUESTS}?collectivite=69029`)).body), /sont ouvertes/)
    assert.equal((await councillor.get(`${REQUESTS}?collectivite=69283`)).statusCode, 404)
    await parvis.db.write(system, (tx) =>
      sql`update bodies.member m set person_id = null where person_id = (select id from accounts.person where email = 'habitant@parvis.example')`.execute(
        tx.q,
      ),
    )
    await parvis.db.write(system, (tx) =>
      sql`update bodies.member m set person_id = (select id from accounts.person where email = 'habitant@parvis.example')
        where m.id = (select s.member_id from bodies.sitting('2026-11-23') s join bodies.member who on who.id = s.member_id
          where who.person_id is null and who.authority_id = (select id from territory.authority where code = '69283') limit 1)`.execute(
        tx.q,
      ),
    )
    const mions = await parvis.signedInAs('habitant@parvis.example')
    assert.match(words((await mions.get(REQUESTS)).body), /Trop peu de demandes pour être comptées/)
  })

  test('by SQL, nobody is told of a town where they are not elected, nor with whom others sit', async () => {
    const id = await bron()
    for (const who of ['admin.bron@parvis.example', AGENT, 'habitante@parvis.example', COUNCILLOR]) {
      const { rows } = await parvis.db.read(await parvis.actor(who), (tx) =>
        sql<{ figures: number; names: number }>`
          select (select count(*)::int from requests.tally(${id})) as figures,
            (select count(*)::int from bodies.body b, bodies.colleagues(b.id) where b.authority_id = ${id}) as names`.execute(
          tx.q,
        ),
      )
      assert.deepEqual(rows, [{ figures: 0, names: 0 }], who)
    }
  })

  test('a body says who sits there to those who sit there', async () => {
    const at = /href="(\/territoires\/instances\/\d+)">Conseil municipal de Bron/.exec(
      (await mayor.get(BODIES)).body,
    )?.[1]
    assert.match(
      words((await mayor.get(at ?? '')).body),
      /Vous y siégez&nbsp;: Maire[^]*Siègent aujourd’hui \(43\)/,
    )
    assert.match(words((await mayor.get(BODIES)).body), /Conseil municipal de Bron Maire /)
    assert.match(words((await mayor.get(HOME)).body), /Vos instances[^]*Conseil municipal de Bron Maire /)
    const conference = /href="(\/territoires\/instances\/\d+)">Conférence[^<]*Porte des Alpes/.exec(
      (await mayor.get(BODIES)).body,
    )?.[1]
    const sitting = words((await mayor.get(conference ?? '')).body)
    assert.match(sitting, /Siègent aujourd’hui \(4\)/, 'a mayor who presides is one')
    assert.match(sitting, /Présidence, Ville de/)
    await parvis.db.write(system, (tx) =>
      sql`insert into bodies.seat (term_id, member_id, post, stands_for, first_day)
        select s.term_id, (select m.id from bodies.member m where m.authority_id = (select authority_id from bodies.member where id = s.member_id)
            and m.id <> s.member_id order by m.id limit 1), 'substitute', s.id, s.first_day
        from bodies.seat s join bodies.term t on t.id = s.term_id
        where s.post = 'president' and t.body_id = ${Number(conference?.split('/').at(-1))}`.execute(tx.q),
    )
    assert.match(
      words((await mayor.get(conference ?? '')).body),
      /Siègent aujourd’hui \(5\)[^]*Suppléant ou suppléante d[e’]\s?[A-ZÉ]/,
      'for whom a substitute stands',
    )
    const ofAll = await parvis.signedInAs(COUNCILLOR)
    assert.equal((await ofAll.get(at ?? '')).statusCode, 404)
    assert.equal((await ofAll.get(`${BODIES}/nimporte`)).statusCode, 404)
  })

  test('who is both an agent and elected goes from one face to the other', async () => {
    await elect(AGENT, 'deputy')
    const both = await parvis.signedInAs(AGENT)
    assert.match((await both.get('/agents')).body, /<a href="\/territoires">Élus/)
    const home = (await both.get(HOME)).body
    assert.match(home, /<a href="\/agents">Agents/)
    assert.match(home, /<a href="\/agents\?vue=commune">Ouvertes<\/a>/, 'the list behind, for who has it')
    const alone = await parvis.signedInAs('agent.mions@parvis.example')
    assert.doesNotMatch((await alone.get('/agents')).body, /Élus/)
    assert.equal((await alone.get(HOME)).statusCode, 404)
  })

  test('ends with the terms, the same day', async () => {
    await parvis.db.write(system, (tx) =>
      sql`update bodies.term set last_day = ${tx.now}::timestamptz::date - 1`.execute(tx.q),
    )
    assert.equal((await mayor.get(HOME)).statusCode, 404)
    assert.equal((await mayor.get('/connexion')).headers.location, '/compte')
  })
})
